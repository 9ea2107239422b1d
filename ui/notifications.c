/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Desktop notifications: one for each run that met conflicts, and none for what went well. The next
 * one takes the place of the one before, and it goes when nothing waits any more. */

#include "notifications.h"

#include <glib/gi18n.h>

#define CONFLICTS_ID "conflicts"

typedef struct
{
  GApplication *application; /* outlives the engine */
  gint64 waiting;            /* conflicts at the last look */
} Notifications;

static void
on_conflicts_found_cb (ValiseEngine *engine, guint found, Notifications *self)
{
  g_autofree char *title = g_strdup_printf (
      ngettext ("%u item was changed here and on the server",
                "%u items were changed here and on the server", found),
      found);
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autoptr (GIcon) icon = g_themed_icon_new ("valise");

  g_notification_set_body (
      notification,
      _ ("The server’s version is in its folder; yours is in Conflicts. Nothing is lost."));
  g_notification_set_icon (notification, icon);
  g_notification_set_default_action (notification, "app.conflicts");
  g_notification_add_button (notification, _ ("Show Conflicts"), "app.conflicts");
  g_application_send_notification (self->application, CONFLICTS_ID, notification);
}

static void
on_status_changed_cb (ValiseEngine *engine, Notifications *self)
{
  g_autoptr (ValiseStatus) status = valise_engine_get_status (engine);

  if (status->conflicts == 0 && self->waiting > 0)
    g_application_withdraw_notification (self->application, CONFLICTS_ID);
  self->waiting = status->conflicts;
}

static void
notifications_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

/**
 * valise_notifications_init:
 * @application: the program, with the action app.conflicts
 * @engine: its engine
 *
 * Has the user told from now on.
 */
void
valise_notifications_init (GApplication *application, ValiseEngine *engine)
{
  Notifications *self = g_new0 (Notifications, 1);

  self->application = application;
  g_signal_connect (engine, "conflicts-found", G_CALLBACK (on_conflicts_found_cb), self);
  g_signal_connect_data (engine, "status-changed", G_CALLBACK (on_status_changed_cb), self,
                         notifications_free, 0);
}
