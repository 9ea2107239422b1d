/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writing, answering and editing, as actions: app.compose wherever one is, and those of the main
 * window for the item that is chosen there. */

#include "writing-actions.h"

#include "composer.h"
#include "item-form.h"
#include "store/folders.h"
#include "store/items.h"

#define DATA "valise-writing-actions"

/* Of a window. */
typedef struct
{
  GtkApplicationWindow *window; /* owns this */
  ValiseEngine *engine;
  gint64 item;     /* that is chosen; 0 none */
  ValiseKind kind; /* what it is */
} Writing;

static void
writing_free (Writing *self)
{
  g_object_unref (self->engine);
  g_free (self);
}

static void
on_compose_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());

  valise_composer_present (application, VALISE_ENGINE (data), VALISE_COMPOSE_NEW, 0);
}

static void
on_new_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  const char *name = g_action_get_name (G_ACTION (action));
  ValiseKind kind = g_str_equal (name, "new-event")     ? VALISE_KIND_EVENT
                    : g_str_equal (name, "new-contact") ? VALISE_KIND_CONTACT
                    : g_str_equal (name, "new-task")    ? VALISE_KIND_TASK
                                                        : VALISE_KIND_NOTE;

  valise_item_form_present_new (application, VALISE_ENGINE (data), kind);
}

static void
present (Writing *self, ValiseComposeKind kind)
{
  if (self->item != 0)
    valise_composer_present (gtk_window_get_application (GTK_WINDOW (self->window)), self->engine,
                             kind, self->item);
}

static void
on_reply_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  present (data, VALISE_COMPOSE_REPLY);
}

static void
on_reply_all_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  present (data, VALISE_COMPOSE_REPLY_ALL);
}

static void
on_forward_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  present (data, VALISE_COMPOSE_FORWARD);
}

static void
on_edit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Writing *self = data;

  if (self->kind == VALISE_KIND_MAIL)
    present (self, VALISE_COMPOSE_EDIT);
  else
    valise_item_form_present (gtk_window_get_application (GTK_WINDOW (self->window)), self->engine,
                              self->kind, self->item);
}

/* Drafts and what waits in the Outbox are gone on with; anything else is answered. */
static gboolean
is_own_writing (ValiseStore *store, const ValiseItem *item)
{
  g_autoptr (ValiseFolder) folder = valise_folders_get (store, item->local.folder, NULL);

  return folder != NULL && !item->local_only
         && (folder->role == VALISE_ROLE_DRAFTS || folder->role == VALISE_ROLE_OUTBOX);
}

/* What is no mail is edited where the server lets the user write. */
static gboolean
is_writable (ValiseStore *store, const ValiseItem *item)
{
  g_autoptr (ValiseFolder) folder = valise_folders_get (store, item->local.folder, NULL);
  const ValiseRights needed = VALISE_RIGHTS_ADD | VALISE_RIGHTS_REMOVE;

  return folder != NULL && !item->local_only && (folder->rights & needed) == needed;
}

static void
update (Writing *self)
{
  static const char *const answers[] = { "reply", "reply-all", "forward" };
  GActionMap *map = G_ACTION_MAP (self->window);
  ValiseStore *store = valise_engine_get_store (self->engine);
  g_autoptr (ValiseItem) item = NULL;
  gboolean mail, own;

  if (self->item != 0 && !valise_items_find (store, self->item, &item, NULL))
    item = NULL;
  mail = item != NULL && item->kind == VALISE_KIND_MAIL;
  own = item != NULL && (mail ? is_own_writing (store, item) : is_writable (store, item));
  self->kind = item != NULL ? item->kind : VALISE_KIND_MAIL;
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, answers[i])),
                                 mail);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "edit")), own);
}

/**
 * valise_writing_actions_init:
 * @application: the program
 * @engine: its engine, which lives longer
 *
 * Adds the actions of the program, and the keys of all of them.
 */
void
valise_writing_actions_init (GtkApplication *application, ValiseEngine *engine)
{
  static const GActionEntry entries[] = {
    { "compose", on_compose_cb }, { "new-contact", on_new_cb }, { "new-event", on_new_cb },
    { "new-note", on_new_cb },    { "new-task", on_new_cb },
  };
  static const struct
  {
    const char *action;
    const char *keys[3];
  } keys[] = {
    { "app.compose", { "<Primary>n", NULL } },
    { "app.new-event", { "<Primary><Shift>n", NULL } },
    { "win.attach", { "<Primary><Shift>a", NULL } },
    { "win.edit", { "<Primary>e", NULL } },
    { "win.forward", { "<Primary>l", NULL } },
    { "win.save", { "<Primary>s", NULL } },
    { "win.reply", { "<Primary>m", NULL } },
    { "win.reply-all", { "<Primary>g", NULL } },
    { "win.send", { "<Primary>Return", "<Primary>KP_Enter", NULL } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   engine);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (application, keys[i].action, keys[i].keys);
}

/**
 * valise_writing_actions_add:
 * @window: the main window
 * @engine: the engine
 *
 * Adds "reply", "reply-all", "forward" and "edit" for the item that is chosen.
 */
void
valise_writing_actions_add (GtkApplicationWindow *window, ValiseEngine *engine)
{
  static const GActionEntry entries[] = {
    { "edit", on_edit_cb },
    { "forward", on_forward_cb },
    { "reply", on_reply_cb },
    { "reply-all", on_reply_all_cb },
  };
  Writing *self = g_new0 (Writing, 1);

  self->window = window;
  self->engine = g_object_ref (engine);
  g_object_set_data_full (G_OBJECT (window), DATA, self, (GDestroyNotify)writing_free);
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), self);
  update (self);
}

/**
 * valise_writing_actions_set_item:
 * @window: the main window
 * @item_id: the item that is chosen; 0 none
 */
void
valise_writing_actions_set_item (GtkApplicationWindow *window, gint64 item_id)
{
  Writing *self = g_object_get_data (G_OBJECT (window), DATA);

  self->item = item_id;
  update (self);
}

/**
 * valise_writing_actions_open:
 * @window: the main window
 *
 * What Enter and a double click do with the item that is chosen: a draft is gone on with.
 *
 * Returns: whether it is something that can be gone on with
 */
gboolean
valise_writing_actions_open (GtkApplicationWindow *window)
{
  if (!g_action_group_get_action_enabled (G_ACTION_GROUP (window), "edit"))
    return FALSE;
  g_action_group_activate_action (G_ACTION_GROUP (window), "edit", NULL);
  return TRUE;
}
