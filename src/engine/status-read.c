/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the store knows of the state of things: counted and read anew each time, so that it is true
 * whatever process changed it. What only a running keeper knows is added by the keeper. */

#include "engine/status-read.h"

#include "store/accounts.h"
#include "store/conflicts.h"
#include "store/items.h"
#include "sync/push-hold.h"

/**
 * valise_status_read_work_offline:
 * @store: a store
 * @offline: (out): whether the user chose to work offline
 * @error: where the error goes
 *
 * Returns: whether it could be read
 */
gboolean
valise_status_read_work_offline (ValiseStore *store, gboolean *offline, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *mode = valise_store_get_setting (store, VALISE_SETTING_MODE, &failure);

  *offline = g_strcmp0 (mode, "offline") == 0;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * valise_status_write_work_offline:
 * @store: a store
 * @offline: whether the user chooses to work offline
 * @error: where the error goes
 *
 * Returns: whether it is stored
 */
gboolean
valise_status_write_work_offline (ValiseStore *store, gboolean offline, GError **error)
{
  return valise_store_set_setting (store, VALISE_SETTING_MODE, offline ? "offline" : "online",
                                   error);
}

/* A disabled account has no other trouble than its conflicts. */
static void
read_last_run (ValiseAccountStatus *status, const ValiseAccount *account, gboolean work_offline)
{
  gboolean failed = account->last_error != NULL && !account->disabled;

  status->disabled = account->disabled;
  status->last_run_at = account->last_run_at;
  status->error = g_strdup (failed ? account->last_error : NULL);
  status->error_code = failed ? account->last_error_code : -1;
  status->mode = valise_mode_initial (work_offline || account->disabled, status->error_code);
}

static gboolean
read_counts (ValiseStore *store, ValiseAccountStatus *status, GError **error)
{
  return valise_items_count_pending (store, status->id, &status->pending, &status->refused, error)
         && valise_conflicts_count (store, status->id, &status->conflicts, error)
         && valise_items_count_mass_deletions (store, status->id, VALISE_HOLD_ABOVE,
                                               VALISE_HOLD_SHARE, &status->held, error);
}

/**
 * valise_status_read_accounts:
 * @store: a store
 * @work_offline: whether the user chose to work offline
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type ValiseAccountStatus): every account, in the
 * mode in which it would open
 */
GPtrArray *
valise_status_read_accounts (ValiseStore *store, gboolean work_offline, GError **error)
{
  g_autoptr (GPtrArray) accounts = valise_accounts_list (store, error);
  g_autoptr (GPtrArray) statuses = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_account_status_free);

  if (accounts == NULL)
    return NULL;
  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccount *account = accounts->pdata[i];
      ValiseAccountStatus *status = valise_account_status_new (account->id, account->name);

      g_ptr_array_add (statuses, status);
      read_last_run (status, account, work_offline);
      if (!read_counts (store, status, error))
        return NULL;
    }
  return g_steal_pointer (&statuses);
}
