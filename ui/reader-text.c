/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text of an item: addresses in it are links (reader-links.c), and what is quoted is folded
 * behind a button. Nothing of the text is ever taken for markup. */

#include "reader-text.h"

#include <glib/gi18n.h>
#include "reader-links.h"

/* Fewer quoted lines than these are left as they are. */
#define MIN_FOLDED 3

static GRegex *
link_regex (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once,
                       (gsize)g_regex_new ("(?:https?://|mailto:)[^\\s<>\"]*[^\\s<>\"',.;:!?)\\]}]",
                                           G_REGEX_OPTIMIZE | G_REGEX_CASELESS, 0, NULL));
  return (GRegex *)once;
}

static void
tag_links (GtkTextBuffer *buffer, const char *text)
{
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (link_regex (), text, 0, &match);
  while (g_match_info_matches (match))
    {
      GtkTextIter start, end;
      int from, to;

      g_match_info_fetch_pos (match, 0, &from, &to);
      gtk_text_buffer_get_iter_at_offset (buffer, &start,
                                          (int)g_utf8_pointer_to_offset (text, text + from));
      gtk_text_buffer_get_iter_at_offset (buffer, &end,
                                          (int)g_utf8_pointer_to_offset (text, text + to));
      gtk_text_buffer_apply_tag_by_name (buffer, "link", &start, &end);
      if (!g_match_info_next (match, NULL))
        return;
    }
}

/* What is quoted */

static gboolean
is_quoted (GtkTextBuffer *buffer, int line)
{
  GtkTextIter start;

  gtk_text_buffer_get_iter_at_line (buffer, &start, line);
  return gtk_text_iter_get_char (&start) == '>';
}

static void
on_fold_toggled_cb (GtkToggleButton *button, GtkTextTag *tag)
{
  g_object_set (tag, "invisible", !gtk_toggle_button_get_active (button), NULL);
}

/* A button before the lines from @first up to, but not with, @after, which it shows and hides. */
static void
fold (GtkTextView *view, int first, int after)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextTag *tag = gtk_text_buffer_create_tag (buffer, NULL, "invisible", TRUE, NULL);
  g_autofree char *label = g_strdup_printf (
      ngettext ("%d quoted line", "%d quoted lines", (gulong)(after - first)), after - first);
  GtkWidget *button = gtk_toggle_button_new_with_label (label);
  GtkTextChildAnchor *anchor;
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line (buffer, &start, first);
  anchor = gtk_text_buffer_create_child_anchor (buffer, &start);
  gtk_text_buffer_insert (buffer, &start, "\n", 1);
  gtk_text_buffer_get_iter_at_line (buffer, &start, first + 1);
  gtk_text_buffer_get_iter_at_line (buffer, &end, after + 1);
  gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_fold_toggled_cb), tag, 0);
  gtk_widget_show (button);
  gtk_text_view_add_child_at_anchor (view, button, anchor);
}

static void
dim_quote (GtkTextBuffer *buffer, int first, int after)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line (buffer, &start, first);
  gtk_text_buffer_get_iter_at_line (buffer, &end, after);
  gtk_text_buffer_apply_tag_by_name (buffer, "quote", &start, &end);
}

/* From the end, so that the lines above keep their numbers. */
static void
fold_quotes (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  int after = gtk_text_buffer_get_line_count (buffer);

  while (after > 0)
    {
      int first = after;

      while (first > 0 && is_quoted (buffer, first - 1))
        first--;
      if (first < after)
        dim_quote (buffer, first, after);
      if (after - first >= MIN_FOLDED)
        fold (view, first, after);
      after = first == after ? after - 1 : first;
    }
}

static void
remove_tag_cb (GtkTextTag *tag, gpointer data)
{
  g_autofree char *name = NULL;

  g_object_get (tag, "name", &name, NULL);
  if (name == NULL)
    g_ptr_array_add (data, tag);
}

/* The tags of the folds of the text before. */
static void
remove_folds (GtkTextBuffer *buffer)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (buffer);
  g_autoptr (GPtrArray) folds = g_ptr_array_new ();

  gtk_text_tag_table_foreach (table, remove_tag_cb, folds);
  for (guint i = 0; i < folds->len; i++)
    gtk_text_tag_table_remove (table, folds->pdata[i]);
}

/**
 * valise_reader_text_attach:
 * @view: a text view
 *
 * Prepares it for valise_reader_text_show().
 */
void
valise_reader_text_attach (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (view));
  GdkRGBA link, text;

  gtk_style_context_get_color (style, GTK_STATE_FLAG_LINK, &link);
  gtk_style_context_get_color (style, GTK_STATE_FLAG_NORMAL, &text);
  text.alpha = 0.65;
  gtk_text_buffer_create_tag (buffer, "quote", "foreground-rgba", &text, NULL);
  gtk_text_buffer_create_tag (buffer, "link", "foreground-rgba", &link, "underline",
                              PANGO_UNDERLINE_SINGLE, NULL);
  valise_reader_links_attach (view);
}

/**
 * valise_reader_text_show:
 * @view: a text view that is prepared
 * @text: what to show
 */
void
valise_reader_text_show (GtkTextView *view, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start;

  gtk_text_buffer_set_text (buffer, text, -1);
  remove_folds (buffer);
  tag_links (buffer, text);
  fold_quotes (view);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
}
