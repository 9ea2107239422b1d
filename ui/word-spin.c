/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A spin button that shows its number with the words that belong to it, because a sentence that is
 * cut in three, "every", "2" and "weeks", cannot be translated. */

#include "word-spin.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  ValiseWordSpinFunc words;
  gpointer data;
} Words;

static gboolean
on_output_cb (GtkSpinButton *spin, Words *words)
{
  g_autofree char *text = words->words (gtk_spin_button_get_value_as_int (spin), words->data);
  int length = (int)g_utf8_strlen (text, -1);

  if (!g_str_equal (gtk_entry_get_text (GTK_ENTRY (spin)), text))
    gtk_entry_set_text (GTK_ENTRY (spin), text);
  if (length > gtk_entry_get_width_chars (GTK_ENTRY (spin)))
    gtk_entry_set_width_chars (GTK_ENTRY (spin), length);
  return TRUE;
}

/* The number in what was typed; without one it stays. */
static int
on_input_cb (GtkSpinButton *spin, double *number)
{
  const char *text = gtk_entry_get_text (GTK_ENTRY (spin));
  const char *digits = text + strcspn (text, "0123456789");

  *number = *digits != '\0' ? (double)strtol (digits, NULL, 10) : gtk_spin_button_get_value (spin);
  return TRUE;
}

static void
free_words (gpointer data, GClosure *closure)
{
  g_free (data);
}

/**
 * valise_word_spin_new:
 * @name: what it is called, in the user's language
 * @max: the largest number; the smallest is 1
 * @number: the first one
 * @words: says a number in words
 * @data: (nullable): for @words; outlives the widget
 *
 * Returns: (transfer floating): a spin button
 */
GtkWidget *
valise_word_spin_new (
    const char *name, int max, int number, ValiseWordSpinFunc words, gpointer data)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (1, max, 1);
  Words *shown = g_new0 (Words, 1);

  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), FALSE);
  shown->words = words;
  shown->data = data;
  g_signal_connect_data (spin, "output", G_CALLBACK (on_output_cb), shown, free_words, 0);
  g_signal_connect (spin, "input", G_CALLBACK (on_input_cb), NULL);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), number);
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  gtk_entry_set_activates_default (GTK_ENTRY (spin), TRUE);
  atk_object_set_name (gtk_widget_get_accessible (spin), name);
  return spin;
}
