/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The card of what is no message. Which fields there are differs from item to item, so the rows are
 * made for each. The words are those of the format library: one field a line. */

#include "reader-card.h"

#include <glib/gi18n.h>
#include <string.h>

#include "children.h"
#include "texts.h"

#define PHOTO_SIZE 96

struct _ValiseReaderCard
{
  GtkGrid parent_instance;
};

G_DEFINE_TYPE (ValiseReaderCard, valise_reader_card, GTK_TYPE_GRID)

static void
valise_reader_card_class_init (ValiseReaderCardClass *class)
{
}

static void
valise_reader_card_init (ValiseReaderCard *self)
{
  g_object_set (self, "margin", 12, "row-spacing", 6, "column-spacing", 10, NULL);
}

static GtkWidget *
add_label (ValiseReaderCard *self, const char *text, int column, int row, int width)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_widget_show (label);
  gtk_grid_attach (GTK_GRID (self), label, column, row, width, 1);
  return label;
}

static void
add_title (ValiseReaderCard *self, const char *title)
{
  GtkWidget *label = add_label (self, title, 0, 0, 2);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), "subject");
}

/* What has no letters, such as a telephone number, is read from left to right everywhere. */
static void
show_numbers_in_order (GtkWidget *label, const char *value)
{
  if (gtk_widget_get_direction (label) != GTK_TEXT_DIR_RTL)
    return;
  for (const char *each = value; *each != '\0'; each = g_utf8_next_char (each))
    if (g_unichar_isalpha (g_utf8_get_char (each)))
      return;
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
}

static void
add_field (ValiseReaderCard *self, const char *name, const char *value, int row)
{
  GtkWidget *left = add_label (self, name, 0, row, 1);
  GtkWidget *right = add_label (self, value, 1, row, 1);

  /* A name is short. If it could wrap, the card would ask for the height that it had then. */
  gtk_label_set_line_wrap (GTK_LABEL (left), FALSE);
  gtk_label_set_xalign (GTK_LABEL (left), 1);
  gtk_style_context_add_class (gtk_widget_get_style_context (left), "dim-label");
  gtk_label_set_xalign (GTK_LABEL (right), 0);
  show_numbers_in_order (right, value);
  gtk_label_set_selectable (GTK_LABEL (right), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (right), 24);
  gtk_widget_set_hexpand (right, TRUE);
  atk_object_add_relationship (gtk_widget_get_accessible (right), ATK_RELATION_LABELLED_BY,
                               gtk_widget_get_accessible (left));
}

/* Not larger than it has to be, whatever came with the contact. */
static GdkPixbuf *
load_photo (GBytes *bytes)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  return gdk_pixbuf_new_from_stream_at_scale (stream, PHOTO_SIZE, PHOTO_SIZE, TRUE, NULL, NULL);
}

static void
add_photo (ValiseReaderCard *self, GBytes *bytes)
{
  g_autoptr (GdkPixbuf) photo = bytes != NULL ? load_photo (bytes) : NULL;
  GtkWidget *image;

  if (photo == NULL)
    return;
  image = gtk_image_new_from_pixbuf (photo);
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  atk_object_set_name (gtk_widget_get_accessible (image), _ ("Picture"));
  gtk_widget_show (image);
  gtk_grid_attach (GTK_GRID (self), image, 2, 0, 1, 6);
}

/**
 * valise_reader_card_show:
 * @self: a card
 * @message: what to show
 */
void
valise_reader_card_show (ValiseReaderCard *self, const ValiseMessage *message)
{
  g_auto (GStrv) lines = g_strsplit (message->fields != NULL ? message->fields : "", "\n", -1);

  valise_children_destroy (GTK_CONTAINER (self));
  add_title (self, valise_text_title (message->item->summary.title));
  for (int i = 0; lines[i] != NULL; i++)
    {
      char *colon = strstr (lines[i], ": ");

      if (colon == NULL)
        continue;
      *colon = '\0';
      /* It is there to be seen. */
      if (message->photo != NULL && g_str_equal (lines[i], _ ("Picture")))
        continue;
      add_field (self, lines[i], colon + 2, i + 1);
    }
  add_photo (self, message->photo);
}
