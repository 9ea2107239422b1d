/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Undo and redo for a text view, which GTK 3 does not have: Ctrl+Z, and Ctrl+Shift+Z or Ctrl+Y.
 * What is typed is taken back a word at a time. */

#include "text-undo.h"

#include <string.h>

#define DATA "valise-text-undo"

/* One change of the text. */
typedef struct
{
  gboolean inserted; /* or else deleted */
  int at;            /* in characters */
  char *text;
} Change;

typedef struct
{
  GtkTextBuffer *buffer; /* not owned: it owns this */
  GPtrArray *done, *undone;
  gboolean replaying;
} Undo;

static void
change_free (Change *change)
{
  g_free (change->text);
  g_free (change);
}

static void
undo_free (gpointer data)
{
  Undo *self = data;

  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  g_free (self);
}

static int
count (const char *text)
{
  return (int)g_utf8_strlen (text, -1);
}

/* A character that is typed belongs to the word before it; so does one that is taken away. */
static gboolean
join (Change *last, gboolean inserted, int at, const char *text)
{
  char *joined;
  gboolean before = !inserted && at + 1 == last->at;

  if (last->inserted != inserted || count (text) != 1 || g_unichar_isspace (g_utf8_get_char (text)))
    return FALSE;
  if (inserted ? at != last->at + count (last->text) : !before && at != last->at)
    return FALSE;
  joined = before ? g_strconcat (text, last->text, NULL) : g_strconcat (last->text, text, NULL);
  g_free (last->text);
  last->text = joined;
  if (before)
    last->at = at;
  return TRUE;
}

static void
note (Undo *self, gboolean inserted, int at, char *text)
{
  Change *last = self->done->len > 0 ? self->done->pdata[self->done->len - 1] : NULL;
  Change *change;

  if (self->replaying)
    {
      g_free (text);
      return;
    }
  g_ptr_array_set_size (self->undone, 0);
  if (last != NULL && join (last, inserted, at, text))
    {
      g_free (text);
      return;
    }
  change = g_new0 (Change, 1);
  change->inserted = inserted;
  change->at = at;
  change->text = text;
  g_ptr_array_add (self->done, change);
}

static void
on_insert_text_cb (GtkTextBuffer *buffer, GtkTextIter *at, const char *text, int size, Undo *self)
{
  note (self, TRUE, gtk_text_iter_get_offset (at), g_strndup (text, size));
}

static void
on_delete_range_cb (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end, Undo *self)
{
  note (self, FALSE, gtk_text_iter_get_offset (start),
        gtk_text_buffer_get_text (buffer, start, end, TRUE));
}

/* Makes a change once more, or the opposite of it. */
static void
replay (Undo *self, const Change *change, gboolean insert)
{
  GtkTextIter start, end;

  self->replaying = TRUE;
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, change->at);
  if (insert)
    gtk_text_buffer_insert (self->buffer, &start, change->text, -1);
  else
    {
      gtk_text_buffer_get_iter_at_offset (self->buffer, &end, change->at + count (change->text));
      gtk_text_buffer_delete (self->buffer, &start, &end);
    }
  gtk_text_buffer_place_cursor (self->buffer, &start);
  self->replaying = FALSE;
}

static gboolean
move (Undo *self, GPtrArray *from, GPtrArray *to)
{
  Change *change;

  if (from->len == 0)
    return FALSE;
  change = g_ptr_array_steal_index (from, from->len - 1);
  g_ptr_array_add (to, change);
  replay (self, change, from == self->done ? !change->inserted : change->inserted);
  return TRUE;
}

static gboolean
on_key_press_event_cb (GtkTextView *view, GdkEventKey *event, Undo *self)
{
  GdkModifierType keys = event->state & gtk_accelerator_get_default_mod_mask ();
  guint key = gdk_keyval_to_lower (event->keyval);
  gboolean moved;

  if ((keys & ~GDK_SHIFT_MASK) != GDK_CONTROL_MASK || !gtk_text_view_get_editable (view))
    return FALSE;
  if (key == GDK_KEY_z && !(keys & GDK_SHIFT_MASK))
    moved = move (self, self->done, self->undone);
  else if (key == GDK_KEY_z || key == GDK_KEY_y)
    moved = move (self, self->undone, self->done);
  else
    return FALSE;
  if (moved)
    gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (self->buffer));
  else
    gtk_widget_error_bell (GTK_WIDGET (view));
  return TRUE;
}

/**
 * valise_text_undo_attach:
 * @view: a text view, which keeps its buffer
 *
 * From now on changes of the text can be taken back.
 */
void
valise_text_undo_attach (GtkTextView *view)
{
  Undo *self = g_new0 (Undo, 1);

  self->buffer = gtk_text_view_get_buffer (view);
  self->done = g_ptr_array_new_with_free_func ((GDestroyNotify)change_free);
  self->undone = g_ptr_array_new_with_free_func ((GDestroyNotify)change_free);
  g_object_set_data_full (G_OBJECT (self->buffer), DATA, self, undo_free);
  g_signal_connect (self->buffer, "insert-text", G_CALLBACK (on_insert_text_cb), self);
  g_signal_connect (self->buffer, "delete-range", G_CALLBACK (on_delete_range_cb), self);
  g_signal_connect (view, "key-press-event", G_CALLBACK (on_key_press_event_cb), self);
}

/**
 * valise_text_undo_forget:
 * @view: a text view with undo
 *
 * What is there now is where undoing ends.
 */
void
valise_text_undo_forget (GtkTextView *view)
{
  Undo *self = g_object_get_data (G_OBJECT (gtk_text_view_get_buffer (view)), DATA);

  g_ptr_array_set_size (self->done, 0);
  g_ptr_array_set_size (self->undone, 0);
}
