/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a test does with a form: it looks for what is in it by the names that a screen reader says,
 * and types. */

#include "form-fixture.h"

#include <string.h>

#include "item-form.h"
#include "store/browse.h"
#include "store/contents.h"
#include "store/items.h"

/* What is on the screen */

typedef struct
{
  const char *name;
  GType type;
  int skip;
  GtkWidget *found;
} Search;

static void
search_cb (GtkWidget *widget, gpointer data)
{
  Search *search = data;
  const char *name = atk_object_get_name (gtk_widget_get_accessible (widget));

  if (search->found != NULL || !gtk_widget_get_mapped (widget))
    return;
  if (g_type_is_a (G_OBJECT_TYPE (widget), search->type) && g_strcmp0 (name, search->name) == 0
      && search->skip-- == 0)
    search->found = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), search_cb, search);
}

/* The widget of that name for those who do not see it, the @index-th. Returns: (nullable) */
GtkWidget *
form_find (GtkWidget *form, GType type, const char *name, int index)
{
  Search search = { name, type, index, NULL };

  search_cb (form, &search);
  return search.found;
}

GtkWidget *
form_get (GtkWidget *form, GType type, const char *name, int index)
{
  GtkWidget *widget = form_find (form, type, name, index);

  if (widget == NULL)
    g_error ("There is no %s “%s” number %d.", g_type_name (type), name, index);
  return widget;
}

const char *
form_entry_text (GtkWidget *form, const char *name, int index)
{
  return gtk_entry_get_text (GTK_ENTRY (form_get (form, GTK_TYPE_ENTRY, name, index)));
}

char *
form_chosen (GtkWidget *form, const char *name, int index)
{
  return gtk_combo_box_text_get_active_text (
      GTK_COMBO_BOX_TEXT (form_get (form, GTK_TYPE_COMBO_BOX_TEXT, name, index)));
}

gboolean
form_has_focus (GtkWidget *form, GtkWidget *widget)
{
  return gtk_window_get_focus (GTK_WINDOW (form)) == widget;
}

/* The keyboard */

static GdkDevice *
get_keyboard (GtkWidget *form)
{
  return gdk_seat_get_keyboard (gdk_display_get_default_seat (gtk_widget_get_display (form)));
}

void
form_press (GtkWidget *form, guint keyval, GdkModifierType state)
{
  GdkKeymap *keymap = gdk_keymap_get_for_display (gtk_widget_get_display (form));
  g_autofree GdkKeymapKey *keys = NULL;
  int n_keys = 0;

  gdk_keymap_get_entries_for_keyval (keymap, keyval, &keys, &n_keys);
  for (guint type = GDK_KEY_PRESS; type <= GDK_KEY_RELEASE; type++)
    {
      g_autoptr (GdkEvent) event = gdk_event_new ((GdkEventType)type);

      event->key.window = g_object_ref (gtk_widget_get_window (form));
      event->key.keyval = keyval;
      event->key.state = state;
      event->key.hardware_keycode = n_keys > 0 ? (guint16)keys[0].keycode : 0;
      gdk_event_set_device (event, get_keyboard (form));
      gtk_main_do_event (event);
    }
  app_settle ();
}

void
form_type (GtkWidget *form, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      guint key = c == '\n' ? GDK_KEY_Return : c == '\t' ? GDK_KEY_Tab : gdk_unicode_to_keyval (c);

      form_press (form, key, 0);
    }
}

/* Tabs on until something of that name has the keyboard. */
void
form_tab_to (GtkWidget *form, const char *name)
{
  for (int i = 0; i < 60; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (form));
      /* The keyboard is in the button of a chooser. */
      GtkWidget *combo = gtk_widget_get_ancestor (focus, GTK_TYPE_COMBO_BOX);
      AtkObject *object = gtk_widget_get_accessible (combo != NULL ? combo : focus);

      if (g_strcmp0 (atk_object_get_name (object), name) == 0)
        return;
      form_press (form, GDK_KEY_Tab, 0);
    }
  g_error ("The keyboard does not come to “%s”.", name);
}

/* Forms */

/* There is no window manager that would give it the keyboard. */
static GtkWidget *
wait_for_form (App *app)
{
  GtkWidget *form = GTK_WIDGET (app_dialog (app, VALISE_TYPE_ITEM_FORM));
  g_autoptr (GdkEvent) event = gdk_event_new (GDK_FOCUS_CHANGE);

  APP_WAIT (gtk_widget_get_sensitive (app_find (form, "grid")));
  event->focus_change.window = g_object_ref (gtk_widget_get_window (form));
  event->focus_change.in = TRUE;
  gdk_event_set_device (event, get_keyboard (form));
  gtk_main_do_event (event);
  app_settle ();
  return form;
}

GtkWidget *
form_open_new (App *app)
{
  app_action (app, "app.new-contact");
  return wait_for_form (app);
}

/* Opens the form of a contact that has @lines. */
GtkWidget *
form_open_contact (App *app, const char *lines, gint64 *id)
{
  g_autofree char *card = g_strdup_printf ("BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u\r\nFN:Uma\r\n"
                                           "N:Uma;;;;\r\nX-UNKNOWN;A=b:kept\r\n%sEND:VCARD\r\n",
                                           lines);

  *id = sample_add (&app->sample, app->store, app->sample.contacts, VALISE_KIND_CONTACT, "uma", "",
                    card);
  valise_item_form_present (GTK_APPLICATION (app->program), app->engine, VALISE_KIND_CONTACT, *id);
  return wait_for_form (app);
}

void
form_save (GtkWidget *form)
{
  form_press (form, GDK_KEY_s, GDK_CONTROL_MASK);
  APP_WAIT (app_dialog_is_gone (VALISE_TYPE_ITEM_FORM));
}

/* Returns: (transfer full): the content of an item, its folds taken out */
char *
form_content (App *app, gint64 id)
{
  g_autoptr (ValiseItem) item = valise_items_get (app->store, id, NULL);
  g_autoptr (ValiseContent) content = valise_contents_get (app->store, item->local.content, NULL);
  GString *text = g_string_new_len (g_bytes_get_data (content->bytes, NULL),
                                    (gssize)g_bytes_get_size (content->bytes));

  g_string_replace (text, "\r\n ", "", 0);
  return g_string_free (text, FALSE);
}

gint64
form_find_contact (App *app, const char *title)
{
  g_autoptr (GPtrArray) page = valise_browse_page (app->store, app->sample.contacts, NULL, 99,
                                                   NULL);

  for (guint i = 0; i < page->len; i++)
    if (g_strcmp0 (((const ValiseItem *)page->pdata[i])->summary.title, title) == 0)
      return ((const ValiseItem *)page->pdata[i])->id;
  return 0;
}

void
form_assert_says (const char *content, const char *what)
{
  if (strstr (content, what) == NULL)
    g_error ("“%s” is not in this: %s", what, content);
}
