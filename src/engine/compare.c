/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The check against the server: folder by folder, which items does one side have that the other has
 * not? Reads only; to mend is a run's work (ValiseRunOptions.compare).
 *
 * Only ids are compared, and on our side those of base: what the server had when we last agreed. So
 * an edit that waits to be sent is no difference. */

#include "engine/compare.h"

#include <glib/gi18n-lib.h>

#include "store/folders.h"
#include "store/items.h"

/* One folder that is being compared. */
typedef struct
{
  GHashTable *here; /* (element-type utf8): ids that are known here and were not told yet */
  guint missing;    /* told by the server, not known here */
} Comparison;

static gboolean
is_known (const char *id, const char *revision, gpointer data)
{
  return TRUE; /* nobody needs the summaries */
}

static gboolean
take_page (GPtrArray *items, guint done, guint total, gpointer data, GError **error)
{
  Comparison *comparison = data;

  for (guint i = 0; i < items->len; i++)
    {
      const ValiseRemoteItem *item = items->pdata[i];

      if (!g_hash_table_remove (comparison->here, item->id))
        comparison->missing++;
    }
  return TRUE;
}

static gboolean
compare_folder (ValiseStore *store,
                ValiseEndpoint *endpoint,
                const ValiseFolder *folder,
                GPtrArray *differences,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GHashTable) here = valise_items_remote_ids (store, folder->id, error);
  Comparison comparison = { .here = here };
  guint left_over;

  if (here == NULL
      || !valise_remote_list (endpoint->remote, folder->remote_id, VALISE_DEPTH_NONE, is_known,
                              take_page, &comparison, cancellable, error))
    return FALSE;
  left_over = g_hash_table_size (here);
  /* A folder that is switched off keeps what it holds and does not take what is new. */
  if (comparison.missing > 0 && folder->sync)
    g_ptr_array_add (
        differences,
        /* Translators: the path of a folder */
        g_strdup_printf (ngettext ("%s: %u item of the server is not here",
                                   "%s: %u items of the server are not here", comparison.missing),
                         folder->path, comparison.missing));
  if (left_over > 0)
    g_ptr_array_add (
        differences,
        /* Translators: the path of a folder */
        g_strdup_printf (ngettext ("%s: %u item here is not on the server any more",
                                   "%s: %u items here are not on the server any more", left_over),
                         folder->path, left_over));
  return TRUE;
}

/**
 * valise_compare:
 * @store: a store
 * @endpoint: a service with its driver
 * @differences: (element-type utf8): gets one sentence for each difference
 * @cancellable: (nullable): stops it within one second
 * @error: where the error goes
 *
 * Returns: whether every folder was compared
 */
gboolean
valise_compare (ValiseStore *store,
                ValiseEndpoint *endpoint,
                GPtrArray *differences,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GPtrArray) folders = NULL;

  if (!valise_remote_open (endpoint->remote, cancellable, error))
    return FALSE;
  folders = valise_folders_list (store, endpoint->service->account_id, error);
  if (folders == NULL)
    return FALSE;
  for (guint i = 0; i < folders->len; i++)
    {
      const ValiseFolder *folder = folders->pdata[i];

      if (folder->service_id != endpoint->service->id || !folder->listed)
        continue;
      if (!compare_folder (store, endpoint, folder, differences, cancellable, error))
        return FALSE;
    }
  return TRUE;
}
