/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine on the session bus: what valisectl asks of a running tray application. What can be
 * read from the store or written to it, valisectl does itself, and then says Changed; only what has
 * to happen in the process that holds the connections is asked for here. */

#include "engine/bus.h"

#include <glib/gi18n-lib.h>

#include "engine/engine-private.h"
#include "engine/ids.h"
#include "engine/run-result.h"
#include "model/error.h"
#include "store/accounts.h"
#include "store/folders.h"

struct _ValiseBus
{
  ValiseEngine *engine; /* owns us */
  guint owner;
  guint object;                /* 0: not exported */
  GDBusConnection *connection; /* nullable: not connected */
  gulong handler;
};

/* DataDirectory tells whose engine this is: another user of the bus may have another one.
 * Sync: an empty account means all, open_folder 0 none. It answers when the runs have ended.
 * Results: valise_run_result_to_variant (). */
const char valise_bus_xml[]
    = "<node><interface name='" VALISE_BUS_INTERFACE "'>"
      "<property name='DataDirectory' type='s' access='read'/>"
      "<method name='Sync'>"
      "<arg name='account' type='s' direction='in'/>"
      "<arg name='open_folder' type='x' direction='in'/>"
      "<arg name='confirm_deletions' type='b' direction='in'/>"
      "<arg name='results' type='a" VALISE_RUN_RESULT_TYPE "' direction='out'/>"
      "</method>"
      "<method name='FetchItem'><arg name='item' type='x' direction='in'/></method>"
      "<method name='Changed'/>"
      "<method name='Status'>"
      "<arg name='line' type='s' direction='out'/>"
      "<arg name='icon' type='s' direction='out'/>"
      "<arg name='mode' type='i' direction='out'/>"
      "<arg name='modes' type='a(xi)' direction='out'/>"
      "</method>"
      "<signal name='StatusChanged'><arg name='line' type='s'/></signal>"
      "</interface></node>";

static void
on_synced (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GDBusMethodInvocation) invocation = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = valise_engine_sync_finish (VALISE_ENGINE (source), result,
                                                             &error);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a" VALISE_RUN_RESULT_TYPE));

  if (results == NULL)
    {
      g_variant_builder_clear (&builder);
      g_dbus_method_invocation_return_gerror (g_steal_pointer (&invocation), error);
      return;
    }
  for (guint i = 0; i < results->len; i++)
    g_variant_builder_add_value (&builder, valise_run_result_to_variant (results->pdata[i]));
  g_dbus_method_invocation_return_value (g_steal_pointer (&invocation),
                                         g_variant_new ("(a" VALISE_RUN_RESULT_TYPE ")", &builder));
}

static void
handle_sync (ValiseBus *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  ValiseStore *store = valise_engine_get_store (self->engine);
  g_autoptr (ValiseAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;
  gint64 folder;
  gboolean confirm;

  g_variant_get (parameters, "(&sxb)", &name, &folder, &confirm);
  if (*name != '\0')
    account = valise_accounts_by_name (store, name, &error);
  if (error != NULL)
    {
      g_dbus_method_invocation_return_gerror (invocation, error);
      return;
    }
  if (folder != 0)
    valise_engine_set_open_folder (self->engine, folder);
  valise_engine_sync_async (self->engine, account != NULL ? account->id : 0, confirm, NULL,
                            on_synced, g_object_ref (invocation));
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GDBusMethodInvocation) invocation = data;
  g_autoptr (GError) error = NULL;

  if (valise_engine_fetch_item_finish (VALISE_ENGINE (source), result, &error))
    g_dbus_method_invocation_return_value (g_steal_pointer (&invocation), NULL);
  else
    g_dbus_method_invocation_return_gerror (g_steal_pointer (&invocation), error);
}

static void
handle_fetch_item (ValiseBus *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  gint64 item;

  g_variant_get (parameters, "(x)", &item);
  valise_engine_fetch_item_async (self->engine, item, NULL, on_fetched, g_object_ref (invocation));
}

static void
handle_changed (ValiseBus *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  valise_engine_changed_outside (self->engine);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
handle_status (ValiseBus *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (ValiseStatus) status = valise_engine_get_status (self->engine);
  GVariantBuilder modes = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(xi)"));

  for (guint i = 0; i < status->accounts->len; i++)
    {
      const ValiseAccountStatus *account = status->accounts->pdata[i];

      g_variant_builder_add (&modes, "(xi)", account->id, (int)account->mode);
    }
  g_dbus_method_invocation_return_value (
      invocation,
      g_variant_new ("(ssia(xi))", status->line, status->icon, (int)status->mode, &modes));
}

typedef void (*Handler) (ValiseBus *self, GVariant *parameters, GDBusMethodInvocation *invocation);

static const struct
{
  const char *method;
  Handler handler;
} handlers[] = {
  { "Sync", handle_sync },
  { "FetchItem", handle_fetch_item },
  { "Changed", handle_changed },
  { "Status", handle_status },
};

static void
on_method_call (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    if (g_str_equal (handlers[i].method, method))
      {
        handlers[i].handler (data, parameters, invocation);
        return;
      }
  g_return_if_reached (); /* GDBus lets nothing through that is not in the description */
}

static GVariant *
on_get_property (GDBusConnection *connection,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *property,
                 GError **error,
                 gpointer data)
{
  ValiseBus *self = data;

  return g_variant_new_string (valise_engine_get_data_dir (self->engine));
}

static void
on_bus_acquired (GDBusConnection *connection, const char *name, gpointer data)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_method_call,
                                               .get_property = on_get_property };
  ValiseBus *self = data;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (valise_bus_xml, NULL);
  g_autoptr (GError) error = NULL;

  g_set_object (&self->connection, connection);
  self->object = g_dbus_connection_register_object (
      connection, VALISE_BUS_PATH, node->interfaces[0], &vtable, self, NULL, &error);
  if (self->object == 0)
    g_warning ("The engine cannot be offered on the session bus: %s", error->message);
}

/* Whoever changed something before this could not tell us of it. */
static void
on_name_acquired (GDBusConnection *connection, const char *name, gpointer data)
{
  ValiseBus *self = data;

  valise_engine_read_again (self->engine);
}

static void
on_status_changed (ValiseEngine *engine, gpointer data)
{
  ValiseBus *self = data;
  g_autoptr (ValiseStatus) status = NULL;

  if (self->object == 0)
    return;
  status = valise_engine_get_status (engine);
  g_dbus_connection_emit_signal (self->connection, NULL, VALISE_BUS_PATH, VALISE_BUS_INTERFACE,
                                 "StatusChanged", g_variant_new ("(s)", status->line), NULL);
}

/**
 * valise_bus_new:
 * @engine: (transfer none): the engine, which lives longer than the result
 *
 * Offers @engine on the session bus, where there is one.
 *
 * Returns: (transfer full): the offer
 */
ValiseBus *
valise_bus_new (ValiseEngine *engine)
{
  ValiseBus *self = g_new0 (ValiseBus, 1);

  self->engine = engine;
  self->handler = g_signal_connect (engine, "status-changed", G_CALLBACK (on_status_changed), self);
  self->owner = g_bus_own_name (G_BUS_TYPE_SESSION, VALISE_BUS_NAME, G_BUS_NAME_OWNER_FLAGS_NONE,
                                on_bus_acquired, on_name_acquired, NULL, self, NULL);
  return self;
}

/**
 * valise_bus_free:
 * @self: (transfer full) (nullable): the offer
 */
void
valise_bus_free (ValiseBus *self)
{
  if (self == NULL)
    return;
  g_signal_handler_disconnect (self->engine, self->handler);
  g_bus_unown_name (self->owner);
  if (self->object != 0)
    g_dbus_connection_unregister_object (self->connection, self->object);
  g_clear_object (&self->connection);
  g_free (self);
}
