/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One synchronisation of one account, read from top to bottom (design, section 7). The order of the
 * steps and their damage when cut:
 *
 *   connect   nothing is written
 *   pull      a page and its token are one transaction: a cut page comes again
 *   list      what is known is not fetched again; removals are judged when all folders are listed
 *   push      what is sent is written down first; a lost answer is looked for, not repeated blindly
 *   shrink    local only, a batch is one transaction
 *   contents  every few megabytes are committed; the next run goes on from there
 *
 * Nothing is sent before everything that the server has is known, also where it had to be listed:
 * what another device made of an item decides what is to be sent.
 *
 * Of several services each goes through that before the contents of any are fetched: appointments
 * do not wait for a gigabyte of mail. One that fails does not stop the others.
 *
 * Everything blocks, on the worker's thread; no transaction spans a request. */

#include <glib/gi18n-lib.h>

#include "sync/run-private.h"

#include "store/accounts.h"
#include "store/folders.h"
#include "store/items.h"
#include "sync/settle.h"

#define PUSH_ROUNDS 3
#define RECLAIM_PAGES 256

/**
 * valise_endpoint_new:
 * @service: (transfer full): a service
 * @remote: (transfer full): its driver
 *
 * Returns: (transfer full): both together
 */
ValiseEndpoint *
valise_endpoint_new (ValiseService *service, ValiseRemote *remote)
{
  ValiseEndpoint *endpoint = g_new0 (ValiseEndpoint, 1);

  endpoint->service = service;
  endpoint->remote = remote;
  return endpoint;
}

/**
 * valise_endpoint_free:
 * @endpoint: (transfer full) (nullable): a service with its driver
 */
void
valise_endpoint_free (ValiseEndpoint *endpoint)
{
  if (endpoint == NULL)
    return;
  valise_service_free (endpoint->service);
  g_object_unref (endpoint->remote);
  g_free (endpoint);
}

/**
 * valise_run_report_new:
 *
 * Returns: (transfer full): an empty report
 */
ValiseRunReport *
valise_run_report_new (void)
{
  ValiseRunReport *report = g_new0 (ValiseRunReport, 1);

  report->conflicts = g_array_new (FALSE, FALSE, sizeof (gint64));
  report->problems = g_ptr_array_new_with_free_func (g_free);
  return report;
}

/**
 * valise_run_report_free:
 * @report: (transfer full) (nullable): a report
 */
void
valise_run_report_free (ValiseRunReport *report)
{
  if (report == NULL)
    return;
  g_array_unref (report->conflicts);
  g_ptr_array_unref (report->problems);
  g_free (report);
}

/**
 * valise_run_problem:
 * @run: a run
 * @what: (nullable): the folder or item that it concerns
 * @error: what happened
 *
 * Notes in the report what failed without stopping the run.
 */
void
valise_run_problem (ValiseRun *run, const char *what, const GError *error)
{
  g_ptr_array_add (run->report->problems, what != NULL
                                              ? g_strdup_printf ("%s: %s", what, error->message)
                                              : g_strdup (error->message));
}

/* Sends what is due; what changed on the server meanwhile is pulled and reconciled, then sent
 * again. What the server made of what was sent is pulled as well. */
static gboolean
push_rounds (ValiseRun *run, ValiseEndpoint *endpoint, GError **error)
{
  for (guint round = 1; round <= PUSH_ROUNDS; round++)
    {
      ValisePushResult result;

      if (!valise_run_push (run, endpoint, round == PUSH_ROUNDS, &result, error))
        return FALSE;
      if ((result.altered > 0 || (result.changed > 0 && round < PUSH_ROUNDS))
          && (!valise_run_pull (run, endpoint, error) || !valise_run_list (run, endpoint, error)))
        return FALSE;
      if (result.changed == 0)
        return TRUE;
    }
  return TRUE;
}

/* The user asked to compare: every folder is listed again. */
static gboolean
forget_listings (ValiseRun *run, ValiseEndpoint *endpoint, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (run->store, error);
  g_autoptr (GPtrArray) folders = NULL;

  if (transaction == NULL)
    return FALSE;
  folders = valise_run_folders_by_priority (run, endpoint->service->id, error);
  for (guint i = 0; folders != NULL && i < folders->len; i++)
    {
      ValiseFolder *folder = folders->pdata[i];

      folder->listed = FALSE;
      if (!valise_folders_save (run->store, folder, error))
        return FALSE;
    }
  return folders != NULL && valise_transaction_commit (&transaction, error);
}

static gboolean
store_memo (ValiseRun *run, ValiseEndpoint *endpoint, GError **error)
{
  g_autofree char *memo = valise_remote_get_memo (endpoint->remote);

  if (g_strcmp0 (memo, endpoint->service->memo) == 0)
    return TRUE;
  if (!valise_services_set_memo (run->store, endpoint->service->id, memo, error))
    return FALSE;
  g_free (endpoint->service->memo);
  endpoint->service->memo = g_steal_pointer (&memo);
  return TRUE;
}

/* All of a run but the contents. */
static gboolean
sync_service (ValiseRun *run, ValiseEndpoint *endpoint, GError **error)
{
  valise_meter_phase (run->meter, VALISE_PHASE_CONNECT, 0);
  if (!valise_remote_open (endpoint->remote, run->cancellable, error))
    return FALSE;
  valise_meter_phase (run->meter, VALISE_PHASE_PULL, 0);
  return valise_run_pull (run, endpoint, error) && store_memo (run, endpoint, error)
         && (!run->options->compare || forget_listings (run, endpoint, error))
         && valise_run_list (run, endpoint, error) && push_rounds (run, endpoint, error)
         && store_memo (run, endpoint, error);
}

/* Gives the space of removed contents back, in slices so that nobody waits long for the store. */
static gboolean
reclaim (ValiseRun *run, GError **error)
{
  gboolean more = TRUE;

  while (more)
    if (g_cancellable_set_error_if_cancelled (run->cancellable, error)
        || !valise_store_reclaim (run->store, RECLAIM_PAGES, &more, error))
      return FALSE;
  return TRUE;
}

/* Whether @failure concerns more than the service that it comes from: it was cancelled, this
 * computer is the reason, or the password is wrong, which should not be tried elsewhere too. */
static gboolean
stops_the_run (const GError *failure)
{
  if (failure->domain != VALISE_ERROR)
    return TRUE;
  return valise_error_scope (failure) == VALISE_SCOPE_ACCOUNT
         && !valise_error_is (failure, VALISE_ERROR_UNREACHABLE)
         && !valise_error_is (failure, VALISE_ERROR_CERTIFICATE)
         && !valise_error_is (failure, VALISE_ERROR_PROTOCOL)
         && !valise_error_is (failure, VALISE_ERROR_BUSY);
}

/* One step of every service that has not failed yet; @failures gets a place for each. */
static gboolean
each_service (ValiseRun *run,
              GPtrArray *endpoints,
              gboolean (*step) (ValiseRun *run, ValiseEndpoint *endpoint, GError **error),
              GError **failures,
              GError **error)
{
  for (guint i = 0; i < endpoints->len; i++)
    {
      if (failures[i] != NULL || step (run, endpoints->pdata[i], &failures[i]))
        continue;
      if (stops_the_run (failures[i]))
        {
          g_propagate_error (error, g_steal_pointer (&failures[i]));
          return FALSE;
        }
    }
  return TRUE;
}

static guint
count_failures (GError **failures, guint n_services)
{
  guint n_failed = 0;

  for (guint i = 0; i < n_services; i++)
    n_failed += failures[i] != NULL;
  return n_failed;
}

/* The first failure is the run's, the others go to the report. Where a part of the services went
 * through, the account is not cut off: that is a failure, but no lost connection. */
static gboolean
join_failures (ValiseRun *run, GPtrArray *endpoints, GError **failures, GError **error)
{
  guint n_failed = count_failures (failures, endpoints->len);
  GError *first = NULL;

  for (guint i = 0; i < endpoints->len; i++)
    {
      const ValiseEndpoint *endpoint = endpoints->pdata[i];
      const char *name = valise_protocol_to_words (endpoint->service->protocol);

      if (failures[i] == NULL)
        continue;
      if (first != NULL)
        valise_run_problem (run, name, failures[i]);
      else if (n_failed == endpoints->len)
        first = g_error_copy (failures[i]);
      else
        {
          first = valise_error_new (VALISE_ERROR_FAILED, VALISE_SCOPE_SERVICE,
                                    valise_error_remedy (failures[i]), "%s: %s", name,
                                    failures[i]->message);
          valise_error_set_retry_after (first, valise_error_retry_after (failures[i]));
        }
    }
  if (first != NULL)
    g_propagate_error (error, first);
  return first == NULL;
}

/* Contents may tell too that a conflict was solved elsewhere, but come much later. */
static gboolean
run_services (ValiseRun *run, GPtrArray *endpoints, GError **error)
{
  g_autofree GError **failures = g_new0 (GError *, endpoints->len);
  gboolean done = each_service (run, endpoints, sync_service, failures, error)
                  && valise_settle (run->store, run->account->id, error)
                  && valise_run_shrink (run, error)
                  && each_service (run, endpoints, valise_run_contents, failures, error)
                  && valise_settle (run->store, run->account->id, error)
                  && join_failures (run, endpoints, failures, error);

  for (guint i = 0; i < endpoints->len; i++)
    g_clear_error (&failures[i]);
  return done;
}

/* The state of a run; its folders are freed by the caller's g_autoptr. */
static ValiseRun
start_run (ValiseStore *store,
           const ValiseAccount *account,
           const ValiseRunOptions *options,
           ValiseRunReport *report,
           ValiseMeter *meter,
           GCancellable *cancellable)
{
  return (ValiseRun){
    .store = store,
    .account = account,
    .options = options,
    .report = report,
    .meter = meter,
    .cancellable = cancellable,
    .folders = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                      (GDestroyNotify)valise_folder_free),
  };
}

/**
 * valise_run:
 * @store: a store of the calling thread
 * @account: the account
 * @endpoints: (element-type ValiseEndpoint): its services
 * @options: what is asked for
 * @report: filled in, also when the run fails
 * @cancellable: (nullable): cancels the run within a second; nothing is lost
 * @error: why the run could not be finished; what failed without stopping it is in @report
 *
 * Brings the account here and the server into step. The caller holds the account's lock.
 *
 * Returns: whether the run went through
 */
gboolean
valise_run (ValiseStore *store,
            const ValiseAccount *account,
            GPtrArray *endpoints,
            const ValiseRunOptions *options,
            ValiseRunReport *report,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (ValiseMeter) meter = valise_meter_new (options->progress, options->data);
  ValiseRun run = start_run (store, account, options, report, meter, cancellable);
  g_autoptr (GHashTable) folders = run.folders;

  return (!options->retry_refused || valise_items_retry_refused (store, account->id, error))
         && valise_run_load_folders (&run, error) && run_services (&run, endpoints, error)
         && reclaim (&run, error);
}

/**
 * valise_run_tree:
 * @store: a store of the calling thread
 * @account: the account
 * @endpoints: (element-type ValiseEndpoint): its services
 * @cancellable: (nullable): cancels it
 * @error: why the tree could not be brought here
 *
 * Brings the folders of an account here, without any item. The caller holds the account's lock.
 *
 * Returns: whether they are here
 */
gboolean
valise_run_tree (ValiseStore *store,
                 const ValiseAccount *account,
                 GPtrArray *endpoints,
                 GCancellable *cancellable,
                 GError **error)
{
  const ValiseRunOptions options = { 0 };
  g_autoptr (ValiseMeter) meter = valise_meter_new (NULL, NULL);
  g_autoptr (ValiseRunReport) report = valise_run_report_new ();
  ValiseRun run = start_run (store, account, &options, report, meter, cancellable);
  g_autoptr (GHashTable) folders = run.folders;

  if (!valise_run_load_folders (&run, error))
    return FALSE;
  for (guint i = 0; i < endpoints->len; i++)
    {
      ValiseEndpoint *endpoint = endpoints->pdata[i];

      if (!valise_remote_open (endpoint->remote, cancellable, error)
          || !valise_run_folders (&run, endpoint, error) || !store_memo (&run, endpoint, error))
        return FALSE;
    }
  return TRUE;
}
