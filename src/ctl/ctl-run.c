/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs in this process, for when no tray application is there to be asked: one thread an account,
 * so that a slow server does not hold up the others. */

#include "ctl/ctl-run.h"

#include <glib/gi18n-lib.h>

#include "ctl/ctl-progress.h"
#include "engine/icon.h"
#include "engine/run-result.h"
#include "engine/runner.h"
#include "engine/status-read.h"

/**
 * valise_ctl_check_online:
 * @ctl: this call
 * @error: where the error goes; it ends in exit status 3
 *
 * Returns: whether anything may be sent
 */
gboolean
valise_ctl_check_online (ValiseCtl *ctl, GError **error)
{
  gboolean work_offline;

  if (!valise_status_read_work_offline (ctl->store, &work_offline, error))
    return FALSE;
  if (!work_offline)
    return TRUE;
  return valise_fail (error, VALISE_ERROR_OFFLINE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                      _ ("Valise works offline. “valisectl mode online” ends that."));
}

/* One account's run. */
typedef struct
{
  const ValiseCtl *ctl;
  const ValiseAccount *account;
  ValiseRunOptions options;
} Job;

static void
on_progress (const ValiseProgress *progress, gpointer data)
{
  const Job *job = data;
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_account_status_free);
  ValiseAccountStatus *status = valise_account_status_new (job->account->id, job->account->name);
  g_autofree char *line = NULL;

  g_ptr_array_add (accounts, status);
  status->mode = VALISE_MODE_SYNCING;
  status->phase = progress->phase;
  status->folder = g_strdup (progress->folder);
  status->done = progress->done;
  status->total = progress->total;
  line = valise_icon_line (FALSE, accounts, 0);
  valise_ctl_progress (line);
}

static gpointer
run_job (gpointer data)
{
  Job *job = data;
  g_autoptr (ValiseRunner) runner = valise_runner_new (job->ctl->data_dir, job->account->id,
                                                       &valise_remotes_real);
  g_autoptr (ValiseRunReport) report = valise_run_report_new ();
  g_autoptr (GError) error = NULL;

  valise_runner_run (runner, &job->options, report, NULL, &error);
  return valise_run_result_new (job->account->id, job->account->name, report, error);
}

/**
 * valise_ctl_run_accounts:
 * @ctl: this call
 * @accounts: (element-type ValiseAccount): accounts
 * @options: what is wanted of their runs
 *
 * Returns: (transfer full) (element-type ValiseRunResult): how the runs ended
 */
GPtrArray *
valise_ctl_run_accounts (ValiseCtl *ctl, GPtrArray *accounts, const ValiseRunOptions *options)
{
  GPtrArray *results = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_run_result_free);
  g_autofree Job *jobs = g_new0 (Job, accounts->len);
  g_autofree GThread **threads = g_new0 (GThread *, accounts->len);

  for (guint i = 0; i < accounts->len; i++)
    {
      jobs[i] = (Job){ .ctl = ctl, .account = accounts->pdata[i], .options = *options };
      jobs[i].options.progress = on_progress;
      jobs[i].options.data = &jobs[i];
      threads[i] = g_thread_new ("account", run_job, &jobs[i]);
    }
  for (guint i = 0; i < accounts->len; i++)
    g_ptr_array_add (results, g_thread_join (threads[i]));
  return results;
}

/**
 * valise_ctl_compare:
 * @ctl: this call
 * @account: an account
 * @differences: (out) (transfer full) (element-type utf8): what differs, for the user
 * @error: where the error goes
 *
 * Returns: whether the account could be compared with its server
 */
gboolean
valise_ctl_compare (ValiseCtl *ctl,
                    const ValiseAccount *account,
                    GPtrArray **differences,
                    GError **error)
{
  g_autoptr (ValiseRunner) runner = valise_runner_new (ctl->data_dir, account->id,
                                                       &valise_remotes_real);

  *differences = valise_runner_compare (runner, NULL, error);
  return *differences != NULL;
}

/**
 * valise_ctl_repair:
 * @ctl: this call
 * @account: an account
 * @differences: (out) (transfer full) (element-type utf8): what was mended, for the user
 * @error: where the error goes
 *
 * A run that lists every folder again and reconciles what differs; unsent changes are kept.
 *
 * Returns: whether it went through
 */
gboolean
valise_ctl_repair (ValiseCtl *ctl,
                   const ValiseAccount *account,
                   GPtrArray **differences,
                   GError **error)
{
  g_autoptr (ValiseRunner) runner = valise_runner_new (ctl->data_dir, account->id,
                                                       &valise_remotes_real);
  g_autoptr (ValiseRunReport) report = valise_run_report_new ();
  const ValiseRunOptions options = { .compare = TRUE };

  if (!valise_runner_run (runner, &options, report, NULL, error))
    return FALSE;
  *differences = g_ptr_array_new_with_free_func (g_free);
  if (report->compared > 0)
    g_ptr_array_add (*differences,
                     /* Translators: the name of an account */
                     g_strdup_printf (ngettext ("%s: %u item was repaired",
                                                "%s: %u items were repaired", report->compared),
                                      account->name, report->compared));
  return TRUE;
}

/**
 * valise_ctl_fetch:
 * @ctl: this call
 * @item: an item
 * @error: where the error goes; %VALISE_ERROR_OFFLINE
 *
 * Returns: whether the whole item is here now
 */
gboolean
valise_ctl_fetch (ValiseCtl *ctl, const ValiseItem *item, GError **error)
{
  g_autoptr (ValiseRunner) runner = NULL;

  if (!valise_ctl_check_online (ctl, error))
    return FALSE;
  if (valise_ctl_bus (ctl) != NULL)
    return valise_bus_client_fetch_item (ctl->bus, item->id, error);
  runner = valise_runner_new (ctl->data_dir, item->account_id, &valise_remotes_real);
  return valise_runner_fetch (runner, item->id, NULL, error);
}
