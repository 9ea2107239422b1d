/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done in a Flatpak, against a portal of the test's own. */

#include <gio/gio.h>

#include "sandbox.h"

static void
test_icons (void)
{
  g_autofree char *inside = valise_sandbox_icon ("valise-offline-attention", TRUE);
  g_autofree char *outside = valise_sandbox_icon ("valise-offline-attention", FALSE);
  g_autofree char *foreign = valise_sandbox_icon ("folder", TRUE);

  g_assert_cmpstr (inside, ==, "org.valise.Valise-offline-attention");
  g_assert_cmpstr (outside, ==, "valise-offline-attention");
  g_assert_cmpstr (foreign, ==, "folder");
}

typedef struct
{
  gboolean owned;
  GVariant *request;
} Portal;

static void
on_call (GDBusConnection *bus,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer data)
{
  Portal *portal = data;

  portal->request = g_variant_ref (parameters);
  g_dbus_method_invocation_return_value (
      invocation, g_variant_new ("(o)", "/org/freedesktop/portal/desktop/request/1/t"));
}

static void
on_name_acquired (GDBusConnection *bus, const char *name, gpointer data)
{
  ((Portal *)data)->owned = TRUE;
}

static void
test_autostart (void)
{
  static const char xml[] = "<node><interface name='org.freedesktop.portal.Background'>"
                            "<method name='RequestBackground'><arg type='s' direction='in'/>"
                            "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>"
                            "</method></interface></node>";
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) options = NULL;
  g_autofree const char **command = NULL;
  gboolean autostart = FALSE;
  Portal portal = { 0 };
  guint id, name;

  g_assert_nonnull (bus);
  id = g_dbus_connection_register_object (bus, "/org/freedesktop/portal/desktop",
                                          node->interfaces[0], &vtable, &portal, NULL, NULL);
  name = g_bus_own_name_on_connection (bus, "org.freedesktop.portal.Desktop",
                                       G_BUS_NAME_OWNER_FLAGS_NONE, on_name_acquired, NULL, &portal,
                                       NULL);
  while (!portal.owned)
    g_main_context_iteration (NULL, TRUE);

  valise_sandbox_request_autostart (bus);
  while (portal.request == NULL)
    g_main_context_iteration (NULL, TRUE);
  options = g_variant_get_child_value (portal.request, 1);
  g_assert_true (g_variant_lookup (options, "autostart", "b", &autostart) && autostart);
  g_assert_true (g_variant_lookup (options, "commandline", "^a&s", &command));
  g_assert_cmpstr (command[0], ==, "valise");
  g_assert_cmpstr (command[1], ==, "--hidden");
  g_assert_null (command[2]);

  g_variant_unref (portal.request);
  g_bus_unown_name (name);
  g_dbus_connection_unregister_object (bus, id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/sandbox/icons", test_icons);
  g_test_add_func ("/ui/sandbox/autostart", test_autostart);
  return g_test_run ();
}
