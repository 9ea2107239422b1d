/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where GTK's list of what is meant is open, a Tab closes it and does nothing else; so whether the
 * next key goes to this field or to the one after it would depend on how fast one types. */

#include "completion.h"

static gboolean
is_tab (GdkEventKey *event)
{
  return !(event->state & (GDK_CONTROL_MASK | GDK_MOD1_MASK))
         && (event->keyval == GDK_KEY_Tab || event->keyval == GDK_KEY_KP_Tab
             || event->keyval == GDK_KEY_ISO_Left_Tab);
}

/* The list is a window that has all keys while it is open, and hands them on. */
static gboolean
is_open (GtkWidget *entry)
{
  GtkWidget *grab = gtk_grab_get_current ();

  return grab != NULL && gtk_widget_get_toplevel (grab) != gtk_widget_get_toplevel (entry);
}

static gboolean
on_key_press_cb (GtkWidget *entry, GdkEvent *event, gpointer data)
{
  gboolean back = event->key.keyval == GDK_KEY_ISO_Left_Tab || event->key.state & GDK_SHIFT_MASK;

  if (!is_tab (&event->key) || !is_open (entry))
    return GDK_EVENT_PROPAGATE;
  /* Who chooses letters with it means no other field. */
  if (gtk_entry_im_context_filter_keypress (GTK_ENTRY (entry), &event->key))
    return GDK_EVENT_STOP;
  g_signal_handlers_block_by_func (entry, on_key_press_cb, NULL);
  gtk_widget_event (entry, event);
  g_signal_handlers_unblock_by_func (entry, on_key_press_cb, NULL);
  g_signal_emit_by_name (gtk_widget_get_toplevel (entry), "move-focus",
                         back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
  return GDK_EVENT_STOP;
}

/**
 * valise_completion_attach:
 * @entry: an entry
 * @completion: what it offers
 *
 * As gtk_entry_set_completion(), but a Tab always goes on to the next field.
 */
void
valise_completion_attach (GtkEntry *entry, GtkEntryCompletion *completion)
{
  /* Before that of the completion. */
  g_signal_connect (entry, "key-press-event", G_CALLBACK (on_key_press_cb), NULL);
  gtk_entry_set_completion (entry, completion);
}
