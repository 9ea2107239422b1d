/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An entry for a time zone, which offers the places of this system's zones while one is typed. */

#include "zone-entry.h"

#include <glib/gi18n.h>
#include <string.h>

#include "completion.h"

/* One zone a line: "DE	+5230+01322	Europe/Berlin	comment"; see tzfile(5). */
#define ZONE_LIST "/usr/share/zoneinfo/zone.tab"

static void
fill (GtkListStore *zones)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  gtk_list_store_insert_with_values (zones, NULL, -1, 0, "UTC", -1);
  if (!g_file_get_contents (ZONE_LIST, &text, NULL, NULL))
    return;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (lines[i], "\t", 4);

      if (*lines[i] != '#' && g_strv_length (columns) >= 3)
        gtk_list_store_insert_with_values (zones, NULL, -1, 0, columns[2], -1);
    }
}

/* "new york" finds America/New_York. */
static gboolean
match (GtkEntryCompletion *completion, const char *key, GtkTreeIter *iter, gpointer data)
{
  g_autofree char *zone = NULL;
  g_autofree char *lower = NULL;
  g_autofree char *wanted = g_strdelimit (g_strdup (key), " ", '_');

  gtk_tree_model_get (gtk_entry_completion_get_model (completion), iter, 0, &zone, -1);
  lower = g_ascii_strdown (zone, -1);
  return strstr (lower, wanted) != NULL;
}

/**
 * valise_zone_entry_new:
 *
 * Returns: (transfer floating): an entry for the name of a time zone
 */
GtkWidget *
valise_zone_entry_new (void)
{
  GtkWidget *entry = gtk_entry_new ();
  g_autoptr (GtkListStore) zones = gtk_list_store_new (1, G_TYPE_STRING);
  g_autoptr (GtkEntryCompletion) completion = gtk_entry_completion_new ();

  fill (zones);
  gtk_tree_sortable_set_sort_column_id (GTK_TREE_SORTABLE (zones), 0, GTK_SORT_ASCENDING);
  gtk_entry_completion_set_model (completion, GTK_TREE_MODEL (zones));
  gtk_entry_completion_set_text_column (completion, 0);
  gtk_entry_completion_set_match_func (completion, match, NULL, NULL);
  valise_completion_attach (GTK_ENTRY (entry), completion);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_widget_set_tooltip_text (entry, _ ("A place, such as Europe/Berlin; type a part of it"));
  return entry;
}
