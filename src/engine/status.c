/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A snapshot of how things stand. It is made anew whenever something changed, and then never
 * changes, so that whoever holds one never sees half of an update. */

#include "engine/status.h"

#include "engine/icon.h"

/**
 * valise_account_status_new:
 * @id: the account
 * @name: its name
 *
 * Returns: (transfer full): an account that is online and has nothing to tell
 */
ValiseAccountStatus *
valise_account_status_new (gint64 id, const char *name)
{
  ValiseAccountStatus *status = g_new0 (ValiseAccountStatus, 1);

  status->id = id;
  status->name = g_strdup (name);
  status->seconds_left = -1;
  status->error_code = -1;
  return status;
}

/**
 * valise_account_status_free:
 * @status: (transfer full) (nullable): the status of an account
 */
void
valise_account_status_free (ValiseAccountStatus *status)
{
  if (status == NULL)
    return;
  g_free (status->name);
  g_free (status->folder);
  g_free (status->error);
  g_free (status);
}

/**
 * valise_status_new:
 * @work_offline: whether the user chose to work offline
 * @accounts: (transfer full) (element-type ValiseAccountStatus): every account
 * @now: Unix seconds, for the times in the text
 *
 * Returns: (transfer full): the status of all together
 */
ValiseStatus *
valise_status_new (gboolean work_offline, GPtrArray *accounts, gint64 now)
{
  ValiseStatus *self = g_new0 (ValiseStatus, 1);

  g_atomic_ref_count_init (&self->refs);
  self->work_offline = work_offline;
  self->accounts = accounts;
  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccountStatus *account = accounts->pdata[i];

      self->conflicts += account->conflicts;
      if (account->disabled)
        continue;
      self->pending += account->pending;
      self->refused += account->refused;
      self->held += account->held;
    }
  self->mode = valise_icon_mode (work_offline, accounts);
  self->icon = valise_icon_name (self->mode, valise_icon_attention (self->mode, accounts));
  self->line = valise_icon_line (work_offline, accounts, now);
  return self;
}

/**
 * valise_status_ref:
 * @self: a status
 *
 * Returns: (transfer full): @self
 */
ValiseStatus *
valise_status_ref (ValiseStatus *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * valise_status_unref:
 * @self: (transfer full) (nullable): a status
 */
void
valise_status_unref (ValiseStatus *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->accounts);
  g_free (self->line);
  g_free (self);
}

/**
 * valise_status_is_online:
 * @status: a status
 * @account_id: an account
 *
 * Returns: whether its server can be asked for something now
 */
gboolean
valise_status_is_online (const ValiseStatus *status, gint64 account_id)
{
  for (guint i = 0; i < status->accounts->len; i++)
    {
      const ValiseAccountStatus *account = status->accounts->pdata[i];

      if (account->id == account_id)
        return account->mode == VALISE_MODE_ONLINE || account->mode == VALISE_MODE_SYNCING;
    }
  return FALSE;
}
