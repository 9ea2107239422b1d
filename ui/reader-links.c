/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The links of a text, which its tag "link" marks: Tab and Shift+Tab select the next and the
 * previous one, so that it is seen and read aloud, and Enter opens it; so does a click. An address
 * is opened only then: by the desktop's own program, and in a new message if it is one to write to.
 */

#include "reader-links.h"

#include <glib/gi18n.h>

#include "main-window.h"
#include "show-uri.h"

static GtkTextTag *
get_tag (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  return gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "link");
}

/* Makes @start and @end those of the link that @start is in. Returns: whether it is in one */
static gboolean
find_bounds (GtkTextView *view, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextTag *tag = get_tag (view);

  if (!gtk_text_iter_has_tag (start, tag))
    return FALSE;
  *end = *start;
  if (!gtk_text_iter_starts_tag (start, tag))
    gtk_text_iter_backward_to_tag_toggle (start, tag);
  gtk_text_iter_forward_to_tag_toggle (end, tag);
  return TRUE;
}

static gboolean
find_at (GtkTextView *view, double x, double y, GtkTextIter *start, GtkTextIter *end)
{
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, (int)x, (int)y, &buffer_x,
                                         &buffer_y);
  return gtk_text_view_get_iter_at_location (view, start, buffer_x, buffer_y)
         && find_bounds (view, start, end);
}

/* Returns: (transfer full) (nullable): the address of the link that is selected, and only it */
static char *
get_selected (GtkTextView *view)
{
  GtkTextIter start, end, link_start, link_end;

  if (!gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (view), &start, &end))
    return NULL;
  link_start = start;
  if (!find_bounds (view, &link_start, &link_end) || !gtk_text_iter_equal (&start, &link_start)
      || !gtk_text_iter_equal (&end, &link_end))
    return NULL;
  return gtk_text_iter_get_slice (&start, &end);
}

static void
on_shown_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) view = data;
  GtkWidget *window = gtk_widget_get_toplevel (view);
  g_autoptr (GError) error = NULL;

  if (!valise_show_uri_finish (result, _ ("No program is set to open this link."), &error)
      && VALISE_IS_MAIN_WINDOW (window))
    valise_main_window_tell (VALISE_MAIN_WINDOW (window), GTK_MESSAGE_ERROR, error->message);
}

static void
open_link (GtkTextView *view, const char *address)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (view)));
  g_autoptr (GFile) file = NULL;

  if (g_ascii_strncasecmp (address, "mailto:", 7) != 0)
    {
      valise_show_uri_async (GTK_WIDGET (view), address, on_shown_cb, g_object_ref (view));
      return;
    }
  file = g_file_new_for_uri (address);
  g_application_open (G_APPLICATION (gtk_window_get_application (window)), &file, 1, "");
}

/* By keyboard */

static gboolean
is_hidden (const GtkTextIter *start, const GtkTextIter *end)
{
  g_autofree char *seen = gtk_text_iter_get_visible_slice (start, end);

  return *seen == '\0';
}

/* Moves @start to the next link, or the one before, that is not folded away.
 * Returns: whether there is one */
static gboolean
step (GtkTextView *view, gboolean forward, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextTag *tag = get_tag (view);

  while (forward ? gtk_text_iter_forward_to_tag_toggle (start, tag)
                 : gtk_text_iter_backward_to_tag_toggle (start, tag))
    {
      if (!gtk_text_iter_starts_tag (start, tag))
        continue;
      *end = *start;
      gtk_text_iter_forward_to_tag_toggle (end, tag);
      if (!is_hidden (start, end))
        return TRUE;
    }
  return FALSE;
}

/* Selects the link after the selection, or before it. Where there is none, the text begins anew,
 * and the focus may go on. */
static gboolean
select_next (GtkTextView *view, gboolean forward)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  /* A link at the very beginning has no change of its tag before it. */
  if (forward && gtk_text_iter_is_start (&end) && find_bounds (view, &start, &end))
    gtk_text_buffer_select_range (buffer, &end, &start);
  else if (step (view, forward, &start, &end))
    gtk_text_buffer_select_range (buffer, &end, &start);
  else
    {
      gtk_text_buffer_get_start_iter (buffer, &start);
      gtk_text_buffer_place_cursor (buffer, &start);
      return FALSE;
    }
  gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (buffer));
  return TRUE;
}

static gboolean
open_selected (GtkTextView *view)
{
  g_autofree char *address = get_selected (view);

  if (address != NULL)
    open_link (view, address);
  return address != NULL;
}

static gboolean
on_key_press_cb (GtkTextView *view, GdkEventKey *event, gpointer data)
{
  guint modifiers = event->state & gtk_accelerator_get_default_mod_mask ();

  if (event->keyval == GDK_KEY_Tab && modifiers == 0)
    return select_next (view, TRUE);
  if (event->keyval == GDK_KEY_ISO_Left_Tab && (modifiers & ~(guint)GDK_SHIFT_MASK) == 0)
    return select_next (view, FALSE);
  if ((event->keyval == GDK_KEY_Return || event->keyval == GDK_KEY_KP_Enter) && modifiers == 0)
    return open_selected (view);
  return GDK_EVENT_PROPAGATE;
}

/* By pointer */

/* The menu is that of the link which it is opened on. */
static gboolean
on_button_press_cb (GtkTextView *view, GdkEventButton *event, gpointer data)
{
  GtkTextIter start, end;

  if (event->button == GDK_BUTTON_SECONDARY && find_at (view, event->x, event->y, &start, &end))
    gtk_text_buffer_select_range (gtk_text_view_get_buffer (view), &end, &start);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
on_button_release_cb (GtkTextView *view, GdkEventButton *event, gpointer data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autofree char *address = NULL;
  GtkTextIter start, end;

  if (event->button != GDK_BUTTON_PRIMARY || gtk_text_buffer_get_has_selection (buffer)
      || !find_at (view, event->x, event->y, &start, &end))
    return GDK_EVENT_PROPAGATE;
  address = gtk_text_iter_get_slice (&start, &end);
  open_link (view, address);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
on_motion_cb (GtkTextView *view, GdkEventMotion *event, gpointer data)
{
  GtkTextIter start, end;
  gboolean link = find_at (view, event->x, event->y, &start, &end);
  g_autoptr (GdkCursor) cursor = gdk_cursor_new_from_name (
      gtk_widget_get_display (GTK_WIDGET (view)), link ? "pointer" : "text");

  gdk_window_set_cursor (gtk_text_view_get_window (view, GTK_TEXT_WINDOW_TEXT), cursor);
  return GDK_EVENT_PROPAGATE;
}

/* The menu */

static void
on_copy_cb (GtkTextView *view)
{
  g_autofree char *address = get_selected (view);

  if (address != NULL)
    gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (view), GDK_SELECTION_CLIPBOARD),
                            address, -1);
}

static void
on_open_cb (GtkTextView *view)
{
  open_selected (view);
}

static void
prepend (GtkTextView *view, GtkWidget *menu, GtkWidget *item, GCallback callback)
{
  if (callback != NULL)
    g_signal_connect_object (item, "activate", callback, view, G_CONNECT_SWAPPED);
  gtk_widget_show (item);
  gtk_menu_shell_prepend (GTK_MENU_SHELL (menu), item);
}

static void
on_populate_popup_cb (GtkTextView *view, GtkWidget *menu, gpointer data)
{
  g_autofree char *address = get_selected (view);

  if (address == NULL || !GTK_IS_MENU_SHELL (menu))
    return;
  prepend (view, menu, gtk_separator_menu_item_new (), NULL);
  prepend (view, menu, gtk_menu_item_new_with_mnemonic (_ ("Copy _Link")), G_CALLBACK (on_copy_cb));
  prepend (view, menu, gtk_menu_item_new_with_mnemonic (_ ("_Open Link")), G_CALLBACK (on_open_cb));
}

/**
 * valise_reader_links_attach:
 * @view: a text view, whose buffer has a tag "link"
 *
 * Lets the user go to, open and copy the links of its text.
 */
void
valise_reader_links_attach (GtkTextView *view)
{
  g_signal_connect (view, "key-press-event", G_CALLBACK (on_key_press_cb), NULL);
  g_signal_connect (view, "button-press-event", G_CALLBACK (on_button_press_cb), NULL);
  g_signal_connect (view, "button-release-event", G_CALLBACK (on_button_release_cb), NULL);
  g_signal_connect (view, "motion-notify-event", G_CALLBACK (on_motion_cb), NULL);
  g_signal_connect (view, "populate-popup", G_CALLBACK (on_populate_popup_cb), NULL);
}
