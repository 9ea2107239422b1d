/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an entry says while it is empty is a text like any other: it has to be seen whole, in every
 * language. */

#include "placeholder.h"

/**
 * valise_placeholder_fit:
 * @entry: an entry
 *
 * Makes it wide enough for what it says while it is empty.
 */
void
valise_placeholder_fit (GtkEntry *entry)
{
  const char *text = gtk_entry_get_placeholder_text (entry);
  int length = text != NULL ? (int)g_utf8_strlen (text, -1) : 0;

  if (length > gtk_entry_get_width_chars (entry))
    gtk_entry_set_width_chars (entry, length);
}
