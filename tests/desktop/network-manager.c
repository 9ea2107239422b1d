/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Stands in for NetworkManager, as far as GIO asks it: there is a network, and each line read,
 * "metered" or "free", says what it costs. It writes a line when that is told on the bus. */

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <unistd.h>

#define NAME "org.freedesktop.NetworkManager"
#define PATH "/org/freedesktop/NetworkManager"

/* Of NetworkManager's D-Bus interface. */
#define STATE_CONNECTED_GLOBAL 70
#define CONNECTIVITY_FULL 4
#define METERED_YES 1
#define METERED_NO 2

static const char description[] = "<node><interface name='" NAME "'>"
                                  "<property name='Connectivity' type='u' access='read'/>"
                                  "<property name='Metered' type='u' access='read'/>"
                                  "<property name='State' type='u' access='read'/>"
                                  "</interface></node>";

typedef struct
{
  GMainLoop *loop;
  GDBusConnection *bus;
  guint metered;
} Network;

static GVariant *
get_property (GDBusConnection *bus,
              const char *sender,
              const char *path,
              const char *interface,
              const char *property,
              GError **error,
              gpointer data)
{
  const Network *network = data;

  if (g_str_equal (property, "Metered"))
    return g_variant_new_uint32 (network->metered);
  return g_variant_new_uint32 (g_str_equal (property, "State") ? STATE_CONNECTED_GLOBAL
                                                               : CONNECTIVITY_FULL);
}

static void
tell (Network *network)
{
  GVariantBuilder changed;

  g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&changed, "{sv}", "Metered", g_variant_new_uint32 (network->metered));
  g_dbus_connection_emit_signal (network->bus, NULL, PATH, "org.freedesktop.DBus.Properties",
                                 "PropertiesChanged",
                                 g_variant_new ("(sa{sv}as)", NAME, &changed, NULL), NULL);
  g_dbus_connection_flush_sync (network->bus, NULL, NULL);
  g_print ("told\n");
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer data)
{
  GDataInputStream *input = G_DATA_INPUT_STREAM (source);
  Network *network = data;
  g_autofree char *line = g_data_input_stream_read_line_finish (input, result, NULL, NULL);

  if (line == NULL)
    {
      g_main_loop_quit (network->loop);
      return;
    }
  network->metered = g_str_equal (line, "metered") ? METERED_YES : METERED_NO;
  tell (network);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, NULL, on_line, network);
}

static void
on_name_acquired (GDBusConnection *bus, const char *name, gpointer data)
{
  Network *network = data;

  tell (network);
}

int
main (void)
{
  static const GDBusInterfaceVTable vtable = { .get_property = get_property };
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &error);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (description, NULL);
  g_autoptr (GInputStream) lines = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (lines);
  Network network = { .loop = loop, .bus = bus, .metered = METERED_NO };

  if (bus == NULL)
    {
      g_printerr ("network-manager: %s\n", error->message);
      return 1;
    }
  g_dbus_connection_register_object (bus, PATH, node->interfaces[0], &vtable, &network, NULL, NULL);
  g_bus_own_name_on_connection (bus, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, on_name_acquired, NULL,
                                &network, NULL);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, NULL, on_line, &network);
  g_main_loop_run (loop);
  return 0;
}
