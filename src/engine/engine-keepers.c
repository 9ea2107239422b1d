/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine's keepers: one for each account that is enabled, and what happens to all of them. An
 * account without a keeper is not synchronised: nothing else of the engine asks a server. */

#include "engine/engine-private.h"

#include "store/accounts.h"

static void
on_keeper_changed (ValiseKeeper *keeper, ValiseEngine *self)
{
  valise_engine_note (self, FALSE, FALSE);
}

static void
on_keeper_stored (ValiseKeeper *keeper, gboolean tree, ValiseEngine *self)
{
  valise_engine_note (self, TRUE, tree);
}

static void
on_keeper_found_conflicts (ValiseKeeper *keeper, guint n, ValiseEngine *self)
{
  g_signal_emit_by_name (self, "conflicts-found", n);
}

static void
add_keeper (ValiseEngine *self, const ValiseAccount *account)
{
  ValiseKeeper *keeper = valise_keeper_new (self->data_dir, &self->remotes, account,
                                            self->work_offline);

  g_ptr_array_add (self->keepers, keeper);
  valise_keeper_set_reconnect (keeper, self->reconnect);
  valise_keeper_set_text_only (keeper, self->text_only);
  valise_keeper_set_open_folder (keeper, self->open_folder);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (on_keeper_changed), self, 0);
  g_signal_connect_object (keeper, "stored", G_CALLBACK (on_keeper_stored), self, 0);
  g_signal_connect_object (keeper, "conflicts-found", G_CALLBACK (on_keeper_found_conflicts), self,
                           0);
  valise_keeper_start (keeper);
}

/* Whether @keeper works with what is stored of its account. */
static gboolean
is_current (GPtrArray *accounts, ValiseKeeper *keeper)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccount *account = accounts->pdata[i];

      if (account->id == valise_keeper_get_account_id (keeper))
        return !account->disabled && account->edit_seq == valise_keeper_get_edit_seq (keeper);
    }
  return FALSE;
}

/**
 * valise_engine_find_keeper:
 * @self: the engine
 * @account_id: an account
 *
 * Returns: (transfer none) (nullable): its keeper
 */
ValiseKeeper *
valise_engine_find_keeper (ValiseEngine *self, gint64 account_id)
{
  for (guint i = 0; i < self->keepers->len; i++)
    if (valise_keeper_get_account_id (self->keepers->pdata[i]) == account_id)
      return self->keepers->pdata[i];
  return NULL;
}

/**
 * valise_engine_reload_accounts:
 * @self: the engine
 *
 * Starts a keeper for each account that is new in the store, enabled or changed, and stops those of
 * the others.
 */
void
valise_engine_reload_accounts (ValiseEngine *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = valise_accounts_list (self->store, &error);
  gboolean changed = FALSE;

  if (accounts == NULL)
    {
      g_warning ("The accounts cannot be read: %s", error->message);
      return;
    }
  for (guint i = self->keepers->len; i > 0; i--)
    {
      ValiseKeeper *keeper = self->keepers->pdata[i - 1];

      if (is_current (accounts, keeper))
        continue;
      valise_keeper_stop (keeper);
      g_ptr_array_remove_index (self->keepers, i - 1);
      changed = TRUE;
    }
  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccount *account = accounts->pdata[i];

      if (account->disabled || valise_engine_find_keeper (self, account->id) != NULL)
        continue;
      add_keeper (self, account);
      changed = TRUE;
    }
  if (!changed)
    return;
  valise_engine_note (self, TRUE, TRUE);
  g_signal_emit_by_name (self, "accounts-changed");
}

/**
 * valise_engine_tell_keepers:
 * @self: the engine
 * @event: what happened, to every account
 */
void
valise_engine_tell_keepers (ValiseEngine *self, ValiseModeEvent event)
{
  for (guint i = 0; i < self->keepers->len; i++)
    valise_keeper_event (self->keepers->pdata[i], event);
}

/* The network monitor's hint. */
static void
on_network_changed (GNetworkMonitor *monitor, gboolean available, ValiseEngine *self)
{
  valise_engine_tell_keepers (self, available ? VALISE_EVENT_NET_UP : VALISE_EVENT_NET_DOWN);
}

/**
 * valise_engine_watch_network:
 * @self: the engine
 *
 * Passes the network monitor's hints on to the keepers, as long as the engine lives.
 */
void
valise_engine_watch_network (ValiseEngine *self)
{
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (on_network_changed), self, 0);
}
