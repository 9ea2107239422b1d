/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Desktop notifications: one for each run that met conflicts, and none for what went well. The next
 * one takes the place of the one before, and it goes when nothing waits any more. */

#include "notifications.h"

#include <glib/gi18n.h>

#include "sandbox.h"
#include "settings.h"
#include "store/conflicts.h"
#include "store/items.h"
#include "texts.h"

#define CONFLICTS_ID "conflicts"
#define SIGN_IN_ID "sign-in"
#define REFUSED_ID "refused"

typedef struct
{
  GApplication *application; /* outlives the engine */
  gint64 conflicts, refused; /* at the last look */
  gint64 signed_out;         /* the account that needs sign-in; 0 none */
} Notifications;

/* Takes @notification. */
static void
send (Notifications *self, const char *id, GNotification *notification)
{
  g_autofree char *name = valise_sandbox_icon ("valise", valise_sandbox_is_used ());
  g_autoptr (GIcon) icon = g_themed_icon_new (name);

  g_notification_set_icon (notification, icon);
  g_application_send_notification (self->application, id, notification);
  g_object_unref (notification);
}

static gboolean
is_wanted (const char *key)
{
  return g_settings_get_boolean (valise_settings_get (), key);
}

/* Conflicts */

static int
compare_age (gconstpointer a, gconstpointer b)
{
  const ValiseConflict *const *left = a, *const *right = b;

  return ((*left)->id < (*right)->id) - ((*left)->id > (*right)->id);
}

/* Whether both sides changed each of the @found newest: one of them may be gone on a side, or
 * refused. */
static gboolean
all_changed (const GPtrArray *conflicts, guint found)
{
  for (guint i = 0; i < MIN (found, conflicts->len); i++)
    if (((const ValiseConflict *)conflicts->pdata[i])->reason != VALISE_CONFLICT_BOTH_CHANGED)
      return FALSE;
  return TRUE;
}

/* Names the item, where it is one. */
static char *
conflict_title (const GPtrArray *conflicts, guint found)
{
  const ValiseConflict *newest = conflicts->len > 0 ? conflicts->pdata[0] : NULL;
  gboolean changed = all_changed (conflicts, found);

  if (found == 1 && newest != NULL)
    return g_strdup_printf (changed ? _ ("“%s” was changed here and on the server")
                                    : _ ("“%s” is in conflict"),
                            valise_text_title (newest->title));
  if (!changed)
    return g_strdup_printf (ngettext ("%u item is in conflict", "%u items are in conflict", found),
                            found);
  return g_strdup_printf (ngettext ("%u item was changed here and on the server",
                                    "%u items were changed here and on the server", found),
                          found);
}

static const char *
conflict_body (const GPtrArray *conflicts, guint found)
{
  if (all_changed (conflicts, found))
    return _ ("The server’s version is in its folder; yours is in Conflicts. Nothing is lost.");
  if (found == 1)
    return valise_text_conflict (((const ValiseConflict *)conflicts->pdata[0])->reason);
  return _ ("Nothing is lost. Compare both versions and choose.");
}

static void
on_conflicts_found_cb (ValiseEngine *engine, guint found, Notifications *self)
{
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autofree char *title = NULL;
  GNotification *notification;

  if (!is_wanted (VALISE_KEY_NOTIFY_CONFLICTS))
    return;
  conflicts = valise_conflicts_list (valise_engine_get_store (engine), 0, NULL);
  if (conflicts == NULL)
    return;
  g_ptr_array_sort (conflicts, compare_age);
  title = conflict_title (conflicts, found);
  notification = g_notification_new (title);
  g_notification_set_body (notification, conflict_body (conflicts, found));
  g_notification_set_default_action (notification, "app.conflicts");
  g_notification_add_button (notification, C_ ("notification", "Compare"), "app.conflicts");
  g_notification_add_button (notification, C_ ("notification", "Later"),
                             "app.later::" CONFLICTS_ID);
  send (self, CONFLICTS_ID, notification);
}

/* Sign-in */

static const ValiseAccountStatus *
find_signed_out (const ValiseStatus *status)
{
  for (guint i = 0; i < status->accounts->len; i++)
    {
      const ValiseAccountStatus *account = status->accounts->pdata[i];

      if (account->mode == VALISE_MODE_NEEDS_SIGN_IN)
        return account;
    }
  return NULL;
}

static void
tell_sign_in (Notifications *self, const ValiseAccountStatus *account)
{
  /* Translators: the name of an account */
  g_autofree char *title = g_strdup_printf (_ ("%s needs you to sign in"), account->name);
  GNotification *notification = g_notification_new (title);

  if (account->error != NULL)
    g_notification_set_body (notification, account->error);
  g_notification_set_default_action_and_target (notification, "app.sign-in", "x", account->id);
  g_notification_add_button_with_target (notification, _ ("Sign In"), "app.sign-in", "x",
                                         account->id);
  send (self, SIGN_IN_ID, notification);
}

static void
look_at_sign_in (Notifications *self, const ValiseStatus *status)
{
  const ValiseAccountStatus *account = find_signed_out (status);
  gint64 id = account != NULL ? account->id : 0;

  if (id == self->signed_out)
    return;
  self->signed_out = id;
  if (account == NULL)
    g_application_withdraw_notification (self->application, SIGN_IN_ID);
  else if (is_wanted (VALISE_KEY_NOTIFY_SIGN_IN))
    tell_sign_in (self, account);
}

/* Refused changes */

static void
look_at_refused (Notifications *self, const ValiseStatus *status)
{
  gint64 before = self->refused;
  g_autofree char *title = NULL;
  GNotification *notification;

  self->refused = status->refused;
  if (status->refused == 0 && before > 0)
    g_application_withdraw_notification (self->application, REFUSED_ID);
  if (status->refused <= before || !is_wanted (VALISE_KEY_NOTIFY_REFUSED))
    return;
  title = g_strdup_printf (ngettext ("The server refused %'lu change",
                                     "The server refused %'lu changes", (gulong)status->refused),
                           (gulong)status->refused);
  notification = g_notification_new (title);
  g_notification_set_body (notification, ngettext ("It is kept here; the item says why.",
                                                   "They are kept here; the items say why.",
                                                   (gulong)status->refused));
  g_notification_set_default_action (notification, "app.refused");
  g_notification_add_button (notification, C_ ("notification", "Show"), "app.refused");
  send (self, REFUSED_ID, notification);
}

static void
on_status_changed_cb (ValiseEngine *engine, Notifications *self)
{
  g_autoptr (ValiseStatus) status = valise_engine_get_status (engine);

  if (status->conflicts == 0 && self->conflicts > 0)
    g_application_withdraw_notification (self->application, CONFLICTS_ID);
  self->conflicts = status->conflicts;
  look_at_sign_in (self, status);
  look_at_refused (self, status);
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
  gint64 pending;

  self->application = application;
  /* What was refused before this start has been told. */
  if (!valise_items_count_pending (valise_engine_get_store (engine), 0, &pending, &self->refused,
                                   NULL))
    self->refused = 0;
  g_signal_connect (engine, "conflicts-found", G_CALLBACK (on_conflicts_found_cb), self);
  g_signal_connect_data (engine, "status-changed", G_CALLBACK (on_status_changed_cb), self,
                         notifications_free, 0);
}
