/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine: what the outside world talks to.
 *
 *   ui, D-Bus  -->  ValiseEngine  -->  ValiseKeeper  -->  ValiseWorker  -->  ValiseRunner
 *                   main context       one an account     its thread         blocking: the run
 *                        |
 *                        +---------->  ValiseEditor: the user's edits, a thread of its own
 *
 * Design
 * - The engine holds no truth of its own. What was stored is read from the store when it is asked
 *   for (status-read.c), what goes on is asked of the keepers. So it cannot differ from what
 * another process sees or did.
 * - A keeper decides by a declared table (mode.c), a worker executes, a runner is straight-line
 *   blocking code that valisectl uses without any of the rest.
 * - Signals are coalesced: at most ten of a kind a second, whatever a run does.
 * - Nothing wakes up while nothing happens. Changes by another process (valisectl) are told by
 *   that process over D-Bus; there is no polling and no file watch, which our own runs would set
 *   off thousands of times.
 * - In offline mode that the user chose, a keeper has no edge that starts anything, and everything
 *   under way is cancelled on the edge into it: that is how no packet is sent. */

#include "engine/engine-private.h"

#include "engine/status-read.h"

#define TICK_MILLISECONDS 100

G_DEFINE_TYPE (ValiseEngine, valise_engine, G_TYPE_OBJECT)

enum
{
  SIGNAL_STATUS_CHANGED,
  SIGNAL_ITEMS_CHANGED,
  SIGNAL_FOLDERS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
valise_engine_dispose (GObject *object)
{
  ValiseEngine *self = VALISE_ENGINE (object);

  valise_engine_stop (self);
  G_OBJECT_CLASS (valise_engine_parent_class)->dispose (object);
}

static void
valise_engine_finalize (GObject *object)
{
  ValiseEngine *self = VALISE_ENGINE (object);

  g_clear_pointer (&self->status, valise_status_unref);
  g_ptr_array_unref (self->keepers);
  g_clear_pointer (&self->store, valise_store_close);
  g_free (self->data_dir);
  G_OBJECT_CLASS (valise_engine_parent_class)->finalize (object);
}

static void
valise_engine_class_init (ValiseEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = valise_engine_dispose;
  object_class->finalize = valise_engine_finalize;
#define SIGNAL(name, n_arguments, ...)                                                             \
  g_signal_new (name, VALISE_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,     \
                n_arguments, ##__VA_ARGS__)
  signals[SIGNAL_STATUS_CHANGED] = SIGNAL ("status-changed", 0);
  signals[SIGNAL_ITEMS_CHANGED] = SIGNAL ("items-changed", 1, G_TYPE_INT64);
  signals[SIGNAL_FOLDERS_CHANGED] = SIGNAL ("folders-changed", 0);
  SIGNAL ("accounts-changed", 0);
  SIGNAL ("conflicts-found", 1, G_TYPE_UINT);
  SIGNAL ("edit-failed", 1, G_TYPE_ERROR);
#undef SIGNAL
}

static void
valise_engine_init (ValiseEngine *self)
{
  self->keepers = g_ptr_array_new_with_free_func (g_object_unref);
}

static gboolean
on_tick (gpointer data)
{
  ValiseEngine *self = data;
  gboolean items = self->items_changed, folders = self->folders_changed;

  self->tick = 0;
  self->items_changed = self->folders_changed = FALSE;
  if (items)
    g_signal_emit (self, signals[SIGNAL_ITEMS_CHANGED], 0, (gint64)0);
  if (folders)
    g_signal_emit (self, signals[SIGNAL_FOLDERS_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_STATUS_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/**
 * valise_engine_note:
 * @self: the engine
 * @items: whether items may have changed
 * @folders: whether the folder tree or its counts may have changed
 *
 * Notes that the status is another one, and tells all of it with the next tick.
 */
void
valise_engine_note (ValiseEngine *self, gboolean items, gboolean folders)
{
  g_clear_pointer (&self->status, valise_status_unref);
  self->items_changed |= items;
  self->folders_changed |= folders;
  if (self->tick == 0 && self->started)
    self->tick = g_timeout_add (TICK_MILLISECONDS, on_tick, self);
}

static gboolean
read_settings (ValiseEngine *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *reconnect = valise_store_get_setting (self->store, VALISE_SETTING_RECONNECT,
                                                         &failure);

  self->reconnect = g_strcmp0 (reconnect, "off") != 0;
  if (failure == NULL)
    return valise_status_read_work_offline (self->store, &self->work_offline, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * valise_engine_new:
 * @data_dir: the folder of the database
 * @remotes: how drivers are made: %valise_remotes_real, or a test's own
 * @error: where the error goes: %VALISE_ERROR_STORAGE, %VALISE_ERROR_CORRUPT, %VALISE_ERROR_NEWER
 *
 * Returns: (transfer full) (nullable): the engine; it does nothing before valise_engine_start()
 */
ValiseEngine *
valise_engine_new (const char *data_dir, const ValiseRemotes *remotes, GError **error)
{
  g_autoptr (ValiseEngine) self = g_object_new (VALISE_TYPE_ENGINE, NULL);

  self->data_dir = g_strdup (data_dir);
  self->remotes = *remotes;
  self->store = valise_store_open (data_dir, error);
  if (self->store == NULL || !read_settings (self, error))
    return NULL;
  self->editor = valise_editor_new (data_dir);
  return g_steal_pointer (&self);
}

/**
 * valise_engine_start:
 * @self: the engine
 *
 * Starts keeping every account in step, in the mode in which Valise was closed, and answers on
 * D-Bus.
 */
void
valise_engine_start (ValiseEngine *self)
{
  self->started = TRUE;
  valise_engine_watch_network (self);
  valise_engine_reload_accounts (self);
  self->bus = valise_bus_new (self);
}

/**
 * valise_engine_stop:
 * @self: the engine
 *
 * Stores the edits that wait, cancels everything else, and waits for all threads: a second at most.
 */
void
valise_engine_stop (ValiseEngine *self)
{
  self->started = FALSE;
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_pointer (&self->bus, valise_bus_free);
  for (guint i = 0; i < self->keepers->len; i++)
    valise_keeper_stop (self->keepers->pdata[i]);
  g_ptr_array_set_size (self->keepers, 0);
  g_clear_pointer (&self->editor, valise_editor_free);
}

/**
 * valise_engine_get_data_dir:
 * @self: the engine
 *
 * Returns: (transfer none): the folder of the database
 */
const char *
valise_engine_get_data_dir (ValiseEngine *self)
{
  return self->data_dir;
}

/**
 * valise_engine_get_store:
 * @self: the engine
 *
 * Returns: (transfer none): the main thread's store, for reading what is shown
 */
ValiseStore *
valise_engine_get_store (ValiseEngine *self)
{
  return self->store;
}

static ValiseStatus *
make_status (ValiseEngine *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *accounts = valise_status_read_accounts (self->store, self->work_offline, &error);

  if (accounts == NULL)
    {
      g_warning ("The status cannot be read: %s", error->message);
      accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_account_status_free);
    }
  for (guint i = 0; i < accounts->len; i++)
    {
      ValiseAccountStatus *account = accounts->pdata[i];
      ValiseKeeper *keeper = valise_engine_find_keeper (self, account->id);

      if (keeper != NULL)
        valise_keeper_fill_status (keeper, account);
    }
  return valise_status_new (self->work_offline, accounts, g_get_real_time () / G_USEC_PER_SEC);
}

/**
 * valise_engine_get_status:
 * @self: the engine
 *
 * Returns: (transfer full): how things stand right now
 */
ValiseStatus *
valise_engine_get_status (ValiseEngine *self)
{
  if (self->status == NULL)
    self->status = make_status (self);
  return valise_status_ref (self->status);
}

/**
 * valise_engine_set_work_offline:
 * @self: the engine
 * @offline: whether the user wants to work offline
 *
 * Is remembered. Going online starts a run at once, also where a lost connection is waited for.
 */
void
valise_engine_set_work_offline (ValiseEngine *self, gboolean offline)
{
  g_autoptr (GError) error = NULL;

  self->work_offline = offline;
  valise_engine_tell_keepers (self, offline ? VALISE_EVENT_WORK_OFFLINE : VALISE_EVENT_WORK_ONLINE);
  if (!valise_status_write_work_offline (self->store, offline, &error))
    g_warning ("The mode cannot be remembered: %s", error->message);
  valise_engine_note (self, FALSE, FALSE);
}

/**
 * valise_engine_set_reconnect:
 * @self: the engine
 * @reconnect: whether a lost connection is to come back by itself
 */
void
valise_engine_set_reconnect (ValiseEngine *self, gboolean reconnect)
{
  g_autoptr (GError) error = NULL;

  self->reconnect = reconnect;
  for (guint i = 0; i < self->keepers->len; i++)
    valise_keeper_set_reconnect (self->keepers->pdata[i], reconnect);
  if (!valise_store_set_setting (self->store, VALISE_SETTING_RECONNECT, reconnect ? "on" : "off",
                                 &error))
    g_warning ("The preference cannot be remembered: %s", error->message);
}

/**
 * valise_engine_get_reconnect:
 * @self: the engine
 *
 * Returns: whether a lost connection comes back by itself
 */
gboolean
valise_engine_get_reconnect (ValiseEngine *self)
{
  return self->reconnect;
}

/**
 * valise_engine_set_open_folder:
 * @self: the engine
 * @folder_id: the folder that the user looks at; 0: none
 *
 * It comes first in the runs that begin from now on. Before the engine is started is best: the
 * first run begins at once.
 */
void
valise_engine_set_open_folder (ValiseEngine *self, gint64 folder_id)
{
  self->open_folder = folder_id;
  for (guint i = 0; i < self->keepers->len; i++)
    valise_keeper_set_open_folder (self->keepers->pdata[i], folder_id);
}

/**
 * valise_engine_set_text_only:
 * @self: the engine
 * @text_only: whether no more of mail is to be brought than header and text, for now; what the user
 *   opens is still fetched whole
 */
void
valise_engine_set_text_only (ValiseEngine *self, gboolean text_only)
{
  self->text_only = text_only;
  for (guint i = 0; i < self->keepers->len; i++)
    valise_keeper_set_text_only (self->keepers->pdata[i], text_only);
}

/**
 * valise_engine_read_again:
 * @self: the engine
 *
 * Takes up the settings, the accounts and the mode as they are in the store now.
 *
 * Returns: whether they could be read
 */
gboolean
valise_engine_read_again (ValiseEngine *self)
{
  g_autoptr (GError) error = NULL;
  gboolean was_offline = self->work_offline;

  if (!read_settings (self, &error))
    {
      g_warning ("The settings cannot be read: %s", error->message);
      return FALSE;
    }
  if (self->work_offline != was_offline)
    valise_engine_tell_keepers (self, self->work_offline ? VALISE_EVENT_WORK_OFFLINE
                                                         : VALISE_EVENT_WORK_ONLINE);
  valise_engine_reload_accounts (self);
  valise_engine_note (self, TRUE, TRUE);
  return TRUE;
}

/**
 * valise_engine_changed_outside:
 * @self: the engine
 *
 * Another process changed something in the store: items, settings, accounts or the mode.
 */
void
valise_engine_changed_outside (ValiseEngine *self)
{
  if (!valise_engine_read_again (self))
    return;
  for (guint i = 0; i < self->keepers->len; i++)
    valise_keeper_want_soon (self->keepers->pdata[i]);
}
