/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The menu of "valise --demo", in the tray and in the window: everything that makes the icon take
 * each of its six forms, and a conflict.
 *
 * The demo's server is in this process and has a control surface (demo/control.c). What is asked of
 * it there is what a network, an administrator or the person's other device would do. */

#include "demo-menu.h"

#include <glib/gi18n.h>
#include <string.h>

#include "demo/make.h"
#include "format/calendar-edit.h"
#include "format/calendar-view.h"
#include "format/contact-edit.h"
#include "format/contact-view.h"
#include "net/json.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"

/* Slow enough to see the icon, fast enough to wait for it. */
#define SLOW "delay-ms=1500"

struct _ValiseDemoMenu
{
  ValiseApplication *application;
  ValiseDemo *demo;
};

/* One conflict in the making. */
typedef struct
{
  ValiseDemoMenu *menu;
  char *server_id;
  gboolean was_offline;
} Conflict;

static ValiseEngine *
engine_of (ValiseDemoMenu *self)
{
  return valise_application_get_engine (self->application);
}

/* Takes @request. Returns: (nullable): the answer. */
static JsonObject *
ask_server (ValiseDemoMenu *self, JsonObject *request)
{
  g_autoptr (JsonObject) owned = request;
  g_autoptr (GError) error = NULL;
  JsonObject *answer = valise_demo_server_control (valise_demo_get_server (self->demo), owned,
                                                   &error);

  if (answer == NULL)
    g_warning ("The demo's server: %s", error->message);
  return answer;
}

static void
tell_server (ValiseDemoMenu *self, JsonObject *request)
{
  g_autoptr (JsonObject) answer = ask_server (self, request);
}

static void
set_switch (ValiseDemoMenu *self, const char *assignment)
{
  tell_server (self, valise_demo_make ("do:s", "switch", "set:s", assignment, NULL));
}

static void
synchronise (ValiseDemoMenu *self)
{
  valise_engine_sync_async (engine_of (self), 0, FALSE, NULL, NULL, NULL);
}

/* Which item */

/* The driver may have put something before the id of the API. */
static const char *
server_id_of (const ValiseItem *item)
{
  return item->remote_id != NULL ? strstr (item->remote_id, "keriostorage://") : NULL;
}

/* Mail is only changed while it is a draft, so it is left out. */
static gboolean
can_be_edited (const ValiseItem *item)
{
  return item != NULL && server_id_of (item) != NULL && !item->local_only && !item->deleted
         && item->kind != VALISE_KIND_MAIL;
}

static ValiseItem *
get_item (ValiseDemoMenu *self, gint64 id)
{
  g_autoptr (ValiseItem) item = NULL;

  if (id == 0 || !valise_items_find (valise_engine_get_store (engine_of (self)), id, &item, NULL)
      || !can_be_edited (item))
    return NULL;
  return g_steal_pointer (&item);
}

static gint64
account_of (ValiseDemoMenu *self)
{
  g_autoptr (ValiseStatus) status = valise_engine_get_status (engine_of (self));

  return status->accounts->len > 0 ? ((const ValiseAccountStatus *)status->accounts->pdata[0])->id
                                   : 0;
}

static ValiseItem *
edited_item (ValiseDemoMenu *self)
{
  g_autoptr (GArray) pending = valise_items_pending (valise_engine_get_store (engine_of (self)),
                                                     account_of (self), NULL);

  for (guint i = 0; pending != NULL && i < pending->len; i++)
    {
      ValiseItem *item = get_item (self, g_array_index (pending, gint64, i));

      if (item != NULL)
        return item;
    }
  return NULL;
}

static ValiseItem *
first_note (ValiseDemoMenu *self)
{
  ValiseStore *store = valise_engine_get_store (engine_of (self));
  g_autoptr (GPtrArray) folders = valise_folders_list (store, account_of (self), NULL);

  for (guint i = 0; folders != NULL && i < folders->len; i++)
    {
      const ValiseFolder *folder = folders->pdata[i];
      g_autoptr (GPtrArray) items = folder->kind == VALISE_KIND_NOTE
                                        ? valise_items_in_folder (store, folder->id, NULL)
                                        : NULL;

      for (guint n = 0; items != NULL && n < items->len; n++)
        if (can_be_edited (items->pdata[n]))
          return valise_item_copy (items->pdata[n]);
    }
  return NULL;
}

/* What the user edited and has not sent; else what is chosen in the window; else any note. */
static ValiseItem *
choose_item (ValiseDemoMenu *self)
{
  ValiseMainWindow *window = valise_application_get_window (self->application);
  ValiseItem *item = edited_item (self);

  if (item == NULL && window != NULL)
    item = get_item (self, valise_main_window_get_item (window));
  return item != NULL ? item : first_note (self);
}

/* A change by the other device alone, and one by both sides */

static void
change_on_server (ValiseDemoMenu *self, const char *server_id)
{
  tell_server (self, valise_demo_make ("do:s", "edit", "id:s", server_id, NULL));
}

static void
on_change_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ValiseDemoMenu *self = data;
  g_autoptr (ValiseItem) item = choose_item (self);

  if (item != NULL)
    change_on_server (self, server_id_of (item));
}

/* A line more than before. */
static char *
longer (const char *text)
{
  return g_strdup_printf ("%s%s%s", text != NULL ? text : "", text != NULL ? "\n" : "",
                          _ ("changed on this computer"));
}

static GBytes *
edit_contact (GBytes *bytes, gint64 now)
{
  g_autoptr (ValiseContactView) view = valise_contact_view_new (bytes, NULL);
  g_autofree char *note = longer (view != NULL ? view->note : NULL);
  const ValiseFieldEdit edit = { "note", note };

  return valise_contact_edit (bytes, &edit, 1, now, NULL);
}

static GBytes *
edit_calendar (GBytes *bytes, gint64 now)
{
  g_autoptr (ValiseCalendarView) view = valise_calendar_view_new (bytes, NULL, NULL);
  g_autofree char *description = longer (view != NULL ? view->description : NULL);
  const ValiseFieldEdit edit = { "description", description };

  return valise_calendar_edit (bytes, &edit, 1, now, NULL);
}

static ValiseContent *
edit_here (ValiseDemoMenu *self, const ValiseItem *item)
{
  g_autoptr (ValiseContent) content = valise_contents_get (
      valise_engine_get_store (engine_of (self)), item->local.content, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GBytes) bytes = NULL;

  if (content == NULL)
    return NULL;
  bytes = item->kind == VALISE_KIND_CONTACT ? edit_contact (content->bytes, now)
                                            : edit_calendar (content->bytes, now);
  return bytes != NULL ? valise_content_new (VALISE_DEPTH_FULL, bytes, NULL) : NULL;
}

static void
on_edited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Conflict *conflict = data;
  ValiseEngine *engine = VALISE_ENGINE (source);

  if (valise_engine_edit_finish (engine, result, NULL, NULL))
    change_on_server (conflict->menu, conflict->server_id);
  valise_engine_set_work_offline (engine, conflict->was_offline);
  g_free (conflict->server_id);
  g_free (conflict);
}

/* Offline for the moment, so that neither side hears of the other before both have changed. */
static void
on_conflict_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ValiseDemoMenu *self = data;
  ValiseEngine *engine = engine_of (self);
  g_autoptr (ValiseStatus) status = valise_engine_get_status (engine);
  g_autoptr (ValiseItem) item = choose_item (self);
  g_autoptr (ValiseContent) content = item != NULL ? edit_here (self, item) : NULL;
  Conflict *conflict;

  if (content == NULL)
    return;
  conflict = g_new0 (Conflict, 1);
  conflict->menu = self;
  conflict->server_id = g_strdup (server_id_of (item));
  conflict->was_offline = status->work_offline;
  valise_engine_set_work_offline (engine, TRUE);
  valise_engine_edit_replace_async (engine, item->id, content, on_edited_cb, conflict);
}

/* The rest */

static void
on_offline_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  valise_engine_set_work_offline (engine_of (data), TRUE);
}

static void
on_unreachable_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  set_switch (data, "unreachable=on");
  synchronise (data);
}

static void
on_slow_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  set_switch (data, SLOW);
  synchronise (data);
}

static void
on_receive_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  JsonObject *sender = valise_demo_make ("name:s", "Ben Okafor", "address:s",
                                         "ben.okafor@harbour.example", NULL);
  JsonObject *text = valise_demo_make ("id:s", "0", "contentType:s", "ctTextPlain", "content:s",
                                       "Have you seen the crane move?\n\nBen\n", NULL);

  tell_server (data, valise_demo_make ("do:s", "deliver", "mail:o",
                                       valise_demo_make ("subject:s", "Look out of the window",
                                                         "from:o", sender, "displayableParts:a",
                                                         valise_demo_make_list (text, NULL), NULL),
                                       NULL));
}

static void
on_sign_in_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  tell_server (data, valise_demo_make ("do:s", "password", "password:s", "another", NULL));
  synchronise (data);
}

static void
on_normal_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  set_switch (data, "unreachable=off");
  set_switch (data, "delay-ms=0");
  tell_server (data, valise_demo_make ("do:s", "password", "password:s", "secret", NULL));
  valise_engine_set_work_offline (engine_of (data), FALSE);
  synchronise (data);
}

/* The menu */

static const GActionEntry actions[] = {
  { "demo-offline", on_offline_cb },         { "demo-slow", on_slow_cb },
  { "demo-unreachable", on_unreachable_cb }, { "demo-sign-in", on_sign_in_cb },
  { "demo-receive", on_receive_cb },         { "demo-change", on_change_cb },
  { "demo-conflict", on_conflict_cb },       { "demo-normal", on_normal_cb },
};

static const struct
{
  const char *label, *action;
} rows[] = {
  { N_ ("_Receive a Message"), "app.demo-receive" },
  { N_ ("_Change an Item on the Server"), "app.demo-change" },
  { N_ ("_Make a Conflict"), "app.demo-conflict" },
  { N_ ("_Go Offline"), "app.demo-offline" },
  { N_ ("_Slow Server"), "app.demo-slow" },
  { N_ ("_Unreachable Server"), "app.demo-unreachable" },
  { N_ ("Refused _Password"), "app.demo-sign-in" },
  { N_ ("_Back to Normal"), "app.demo-normal" },
};

static void
on_window_added_cb (GtkApplication *application, GtkWindow *window)
{
  GtkWidget *header = gtk_window_get_titlebar (window);
  GtkWidget *button;
  g_autoptr (GMenu) menu = NULL;

  if (!VALISE_IS_MAIN_WINDOW (window) || !GTK_IS_HEADER_BAR (header))
    return;
  menu = g_menu_new ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_menu_append (menu, _ (rows[i].label), rows[i].action);
  button = gtk_menu_button_new ();
  gtk_button_set_label (GTK_BUTTON (button), _ ("_Demo"));
  gtk_button_set_use_underline (GTK_BUTTON (button), TRUE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_show (button);
  gtk_header_bar_pack_start (GTK_HEADER_BAR (header), button);
}

static void
add_to_tray (ValiseTray *tray)
{
  GtkWidget *menu = gtk_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *item = gtk_menu_item_new_with_mnemonic (_ (rows[i].label));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (item), rows[i].action);
      gtk_menu_shell_append (GTK_MENU_SHELL (menu), item);
    }
  valise_tray_add_submenu (tray, _ ("_Demo"), menu);
}

/**
 * valise_demo_menu_new:
 * @application: the program, with its engine
 * @demo: what it works on
 * @tray: (nullable): the tray icon
 *
 * Returns: (transfer full): the menu, in the tray and in each window that comes
 */
ValiseDemoMenu *
valise_demo_menu_new (ValiseApplication *application, ValiseDemo *demo, ValiseTray *tray)
{
  ValiseDemoMenu *self = g_new0 (ValiseDemoMenu, 1);

  self->application = application;
  self->demo = demo;
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   self);
  g_signal_connect_after (application, "window-added", G_CALLBACK (on_window_added_cb), NULL);
  if (tray != NULL)
    add_to_tray (tray);
  return self;
}

/**
 * valise_demo_menu_free:
 * @self: (transfer full) (nullable): the menu; its actions are gone afterwards
 */
void
valise_demo_menu_free (ValiseDemoMenu *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_action_map_remove_action (G_ACTION_MAP (self->application), actions[i].name);
  g_free (self);
}
