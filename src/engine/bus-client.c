/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The other end of bus.c, blocking. That there is no session bus, no tray application on it, or one
 * with another data folder, is the same: nobody is there, and valisectl does the work itself. */

#include "engine/bus-client.h"

#include "engine/ids.h"
#include "engine/run-result.h"

/* A run may take as long as it takes; everything else is answered at once. */
#define FOREVER G_MAXINT
#define CALL_MS 10000

struct _ValiseBusClient
{
  GDBusConnection *connection;
};

static GVariant *
call (GDBusConnection *connection,
      const char *interface,
      const char *method,
      GVariant *parameters,
      const char *type,
      int timeout,
      GError **error)
{
  GVariant *reply = g_dbus_connection_call_sync (
      connection, VALISE_BUS_NAME, VALISE_BUS_PATH, interface, method, parameters,
      type != NULL ? G_VARIANT_TYPE (type) : NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, timeout, NULL,
      error);

  if (reply == NULL && error != NULL)
    g_dbus_error_strip_remote_error (*error);
  return reply;
}

static gboolean
has_data_dir (GDBusConnection *connection, const char *data_dir)
{
  g_autoptr (GVariant) reply = call (connection, "org.freedesktop.DBus.Properties", "Get",
                                     g_variant_new ("(ss)", VALISE_BUS_INTERFACE, "DataDirectory"),
                                     "(v)", CALL_MS, NULL);
  g_autoptr (GVariant) value = NULL;

  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(v)", &value);
  return g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
         && g_str_equal (g_variant_get_string (value, NULL), data_dir);
}

/**
 * valise_bus_client_new:
 * @data_dir: the folder of the database
 *
 * Returns: (transfer full) (nullable): the running tray application that uses @data_dir; %NULL
 * where there is none
 */
ValiseBusClient *
valise_bus_client_new (const char *data_dir)
{
  g_autoptr (GDBusConnection) connection = NULL;
  ValiseBusClient *self;

  /* Without an address GIO would start a bus of its own. */
  if (g_getenv ("DBUS_SESSION_BUS_ADDRESS") == NULL && g_getenv ("XDG_RUNTIME_DIR") == NULL)
    return NULL;
  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  if (connection == NULL)
    return NULL;
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  if (!has_data_dir (connection, data_dir))
    return NULL;
  self = g_new0 (ValiseBusClient, 1);
  self->connection = g_steal_pointer (&connection);
  return self;
}

/**
 * valise_bus_client_free:
 * @self: (transfer full) (nullable): a client
 */
void
valise_bus_client_free (ValiseBusClient *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->connection);
  g_free (self);
}

/* A call that takes long, and what is told meanwhile. */
typedef struct
{
  GVariant *reply;
  GError *error;
  gboolean ended;
  ValiseLineFunc progress;
  gpointer data;
} LongCall;

static void
on_long_call_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  LongCall *long_call = data;

  long_call->reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                    &long_call->error);
  long_call->ended = TRUE;
}

static void
on_status_changed (GDBusConnection *connection,
                   const char *sender,
                   const char *path,
                   const char *interface,
                   const char *name,
                   GVariant *parameters,
                   gpointer data)
{
  LongCall *long_call = data;
  const char *line;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(s)")))
    return;
  g_variant_get (parameters, "(&s)", &line);
  if (long_call->progress != NULL)
    long_call->progress (line, long_call->data);
}

static GPtrArray *
read_results (GVariant *reply)
{
  GPtrArray *results = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_run_result_free);
  g_autoptr (GVariant) array = g_variant_get_child_value (reply, 0);

  for (gsize i = 0; i < g_variant_n_children (array); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (array, i);

      g_ptr_array_add (results, valise_run_result_from_variant (child));
    }
  return results;
}

/**
 * valise_bus_client_sync:
 * @self: a client
 * @account: (nullable): name of an account; %NULL for all
 * @open_folder: a folder that comes first; 0: none
 * @confirm_deletions: the user agrees to a mass deletion
 * @progress: (nullable): gets the status line whenever it changes
 * @data: for @progress
 * @error: where the error goes
 *
 * Waits until the runs have ended.
 *
 * Returns: (transfer full) (nullable) (element-type ValiseRunResult): how they ended
 */
GPtrArray *
valise_bus_client_sync (ValiseBusClient *self,
                        const char *account,
                        gint64 open_folder,
                        gboolean confirm_deletions,
                        ValiseLineFunc progress,
                        gpointer data,
                        GError **error)
{
  LongCall long_call = { .progress = progress, .data = data };
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  g_autoptr (GVariant) reply = NULL;
  guint subscription = g_dbus_connection_signal_subscribe (
      self->connection, VALISE_BUS_NAME, VALISE_BUS_INTERFACE, "StatusChanged", VALISE_BUS_PATH,
      NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_status_changed, &long_call, NULL);

  g_dbus_connection_call (
      self->connection, VALISE_BUS_NAME, VALISE_BUS_PATH, VALISE_BUS_INTERFACE, "Sync",
      g_variant_new ("(sxb)", account != NULL ? account : "", open_folder, confirm_deletions),
      G_VARIANT_TYPE ("(a" VALISE_RUN_RESULT_TYPE ")"), G_DBUS_CALL_FLAGS_NO_AUTO_START, FOREVER,
      NULL, on_long_call_ended, &long_call);
  while (!long_call.ended)
    g_main_context_iteration (context, TRUE);
  g_dbus_connection_signal_unsubscribe (self->connection, subscription);
  reply = long_call.reply;
  if (reply != NULL)
    return read_results (reply);
  g_dbus_error_strip_remote_error (long_call.error);
  g_propagate_error (error, long_call.error);
  return NULL;
}

/**
 * valise_bus_client_fetch_item:
 * @self: a client
 * @item_id: an item
 * @error: where the error goes
 *
 * Returns: whether the whole item is here now
 */
gboolean
valise_bus_client_fetch_item (ValiseBusClient *self, gint64 item_id, GError **error)
{
  g_autoptr (GVariant) reply = call (self->connection, VALISE_BUS_INTERFACE, "FetchItem",
                                     g_variant_new ("(x)", item_id), NULL, FOREVER, error);

  return reply != NULL;
}

/**
 * valise_bus_client_fill_status:
 * @self: a client
 * @accounts: (element-type ValiseAccountStatus): accounts as the store knows them; their modes are
 *   replaced by the ones that they are in
 * @error: where the error goes
 *
 * Returns: whether the tray application answered
 */
gboolean
valise_bus_client_fill_status (ValiseBusClient *self, GPtrArray *accounts, GError **error)
{
  g_autoptr (GVariant) reply = call (self->connection, VALISE_BUS_INTERFACE, "Status", NULL,
                                     "(ssia(xi))", CALL_MS, error);
  g_autoptr (GVariantIter) modes = NULL;
  gint64 id;
  int mode;

  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(&s&sia(xi))", NULL, NULL, NULL, &modes);
  while (g_variant_iter_next (modes, "(xi)", &id, &mode))
    for (guint i = 0; i < accounts->len; i++)
      {
        ValiseAccountStatus *account = accounts->pdata[i];

        if (account->id == id && mode >= 0 && mode < VALISE_N_MODES)
          account->mode = (ValiseMode)mode;
      }
  return TRUE;
}

/**
 * valise_bus_client_changed:
 * @self: (nullable): a client
 *
 * Says that this process changed something in the store.
 */
void
valise_bus_client_changed (ValiseBusClient *self)
{
  g_autoptr (GVariant) reply = NULL;

  if (self != NULL)
    reply = call (self->connection, VALISE_BUS_INTERFACE, "Changed", NULL, NULL, CALL_MS, NULL);
}
