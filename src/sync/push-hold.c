/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The brake on mass deletions: more than 50 and more than a tenth of a folder waits until the user
 * confirms it. Moving to the Trash is not held; it can be taken back. */

#include "sync/push-hold.h"

#include "store/items.h"

/* Returns: (transfer full) (nullable): folder -> number of items that are to be deleted from it */
static GHashTable *
count_deletions (ValiseRun *run, gint64 service_id, GArray *waiting, GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                         g_free);

  for (guint i = 0; i < waiting->len; i++)
    {
      g_autoptr (ValiseItem) item = NULL;
      gint64 *count;

      if (!valise_items_find (run->store, g_array_index (waiting, gint64, i), &item, error))
        return NULL;
      if (item == NULL || !item->deleted || item->service_id != service_id)
        continue;
      count = g_hash_table_lookup (counts, &item->base.folder);
      if (count == NULL)
        {
          count = g_new0 (gint64, 1);
          g_hash_table_insert (counts, g_memdup2 (&item->base.folder, sizeof item->base.folder),
                               count);
        }
      ++*count;
    }
  return g_steal_pointer (&counts);
}

/**
 * valise_push_hold:
 * @run: a run
 * @service_id: a service
 * @waiting: (element-type gint64): all items with unsent changes
 * @error: an error of the store
 *
 * Adds what is held to the report.
 *
 * Returns: (transfer full) (nullable): the folders (gint64) whose deletions wait for the user
 */
GHashTable *
valise_push_hold (ValiseRun *run, gint64 service_id, GArray *waiting, GError **error)
{
  g_autoptr (GHashTable) counts = count_deletions (run, service_id, waiting, error);
  GHashTableIter iter;
  const gint64 *folder_id, *count;

  if (counts == NULL)
    return NULL;
  run->report->held = 0;
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, (gpointer *)&folder_id, (gpointer *)&count))
    {
      const ValiseFolder *folder = valise_run_folder (run, *folder_id);
      gint64 before = *count + (folder != NULL ? folder->total : 0);

      if (run->options->confirm_deletions
          || *count <= MAX (VALISE_HOLD_ABOVE, before / VALISE_HOLD_SHARE))
        g_hash_table_iter_remove (&iter);
      else
        run->report->held += *count;
    }
  return g_steal_pointer (&counts);
}
