/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is different inside of a Flatpak: the panel and the notifications are outside of it and know
 * our icons by other names, and no autostart file of ours is ever read. */

#include "sandbox.h"

#include <glib/gi18n.h>

#include "engine/ids.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.Background"

#define ICON_PREFIX "valise"

/**
 * valise_sandbox_is_used:
 *
 * Returns: whether this is a Flatpak
 */
gboolean
valise_sandbox_is_used (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/**
 * valise_sandbox_icon:
 * @icon: the name of an icon of ours
 * @sandboxed: whether this is a Flatpak
 *
 * Flatpak shows the desktop only icons that are named after the program's id;
 * flatpak/export-icons.sh makes them.
 *
 * Returns: (transfer full): the name by which the desktop knows it
 */
char *
valise_sandbox_icon (const char *icon, gboolean sandboxed)
{
  if (!sandboxed || !g_str_has_prefix (icon, ICON_PREFIX))
    return g_strdup (icon);
  return g_strconcat (VALISE_APP_ID, icon + strlen (ICON_PREFIX), NULL);
}

static void
on_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                               &error);

  /* A desktop without the portal: nothing else would start us either. */
  if (answer == NULL)
    g_debug ("No start at login: %s", error->message);
}

/**
 * valise_sandbox_request_autostart:
 * @bus: the session bus
 *
 * Asks the background portal for a start at login, in the tray. The desktop asks the user,
 * remembers the answer, and takes each further request for the same.
 */
void
valise_sandbox_request_autostart (GDBusConnection *bus)
{
  static const char *const command[] = { "valise", "--hidden", NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_ ("To keep your copy of the mailbox in step")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (TRUE));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  g_variant_builder_add (&options, "{sv}", "dbus-activatable", g_variant_new_boolean (FALSE));
  g_dbus_connection_call (bus, PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE, "RequestBackground",
                          g_variant_new ("(sa{sv})", "", &options), NULL, G_DBUS_CALL_FLAGS_NONE,
                          -1, NULL, on_answered_cb, NULL);
}
