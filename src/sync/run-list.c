/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Listing: every folder that was never listed, was switched on again, or whose token the server
 * forgot. What is here is not downloaded again, only compared. An item that its folder does not
 * list may have moved, so nothing counts as removed before all folders are listed. */

#include "sync/incoming.h"

#include "store/folders.h"
#include "store/items.h"

/* All listings of one run. */
typedef struct
{
  ValiseRun *run;
  ValiseEndpoint *endpoint;
  GHashTable *seen; /* remote ids that any folder listed; NULL where nothing can be missing */
  GHashTable
      *here; /* remote id -> item: what the folder being listed had; told ones are taken out */
  GArray *missing; /* gint64: items that their folder did not list */
  GArray *listed;  /* gint64: folders whose missing items are not judged yet */
} Listing;

static gboolean
is_known (const char *id, gpointer data)
{
  Listing *listing = data;
  g_autoptr (GPtrArray) items = NULL;

  if (g_hash_table_contains (listing->here, id))
    return TRUE;
  items = valise_items_by_remote_id (listing->run->store, listing->endpoint->service->id, id, NULL);
  return items != NULL && items->len > 0;
}

static gboolean
apply_listed (Listing *listing, GPtrArray *incoming, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (listing->run->store, error);

  if (transaction == NULL)
    return FALSE;
  for (guint i = 0; i < incoming->len; i++)
    if (!valise_apply (listing->run, listing->endpoint->service, incoming->pdata[i], error))
      return FALSE;
  return valise_transaction_commit (&transaction, error);
}

static gboolean
take_page (GPtrArray *items, guint done, guint total, gpointer data, GError **error)
{
  Listing *listing = data;
  ValiseRun *run = listing->run;
  guint pulled = run->report->pulled;
  g_autoptr (GPtrArray) incoming = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      const ValiseRemoteItem *remote = items->pdata[i];

      g_hash_table_remove (listing->here, remote->id);
      if (listing->seen != NULL)
        g_hash_table_add (listing->seen, g_strdup (remote->id));
    }
  if (done <= items->len)
    valise_meter_grow (run->meter, total);
  incoming = valise_incoming_prepare (run, listing->endpoint, items, error);
  if (incoming == NULL || !apply_listed (listing, incoming, error))
    return FALSE;
  if (run->options->compare)
    run->report->compared += run->report->pulled - pulled;
  valise_meter_add (run->meter, items->len, 0);
  return TRUE;
}

static gboolean
mark_listed (ValiseRun *run, gint64 folder_id, GError **error)
{
  g_autoptr (ValiseFolder) folder = valise_folders_get (run->store, folder_id, error);

  if (folder == NULL)
    return FALSE;
  folder->listed = TRUE;
  folder->listed_at = g_get_real_time () / G_USEC_PER_SEC;
  return valise_folders_save (run->store, folder, error);
}

/* What the folder did not list is judged when all folders are listed. */
static gboolean
finish_folder (Listing *listing, gint64 folder_id, GError **error)
{
  GHashTableIter iter;
  gint64 *item;

  if (g_hash_table_size (listing->here) == 0)
    {
      g_autoptr (ValiseTransaction) transaction = valise_store_begin (listing->run->store, error);

      return transaction != NULL && mark_listed (listing->run, folder_id, error)
             && valise_transaction_commit (&transaction, error);
    }
  g_hash_table_iter_init (&iter, listing->here);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&item))
    g_array_append_val (listing->missing, *item);
  g_array_append_val (listing->listed, folder_id);
  return TRUE;
}

static gboolean
list_folder (Listing *listing, const ValiseFolder *folder, gboolean *failed, GError **error)
{
  ValiseRun *run = listing->run;
  ValiseDepth depth = folder->sync ? folder->depth : VALISE_DEPTH_NONE;
  g_autoptr (GError) failure = NULL;

  valise_meter_folder (run->meter, folder->path);
  g_clear_pointer (&listing->here, g_hash_table_unref);
  listing->here = valise_items_remote_ids (run->store, folder->id, error);
  if (listing->here == NULL)
    return FALSE;
  if (!folder->sync && g_hash_table_size (listing->here) == 0)
    return TRUE;
  if (valise_remote_list (listing->endpoint->remote, folder->remote_id, depth, is_known, take_page,
                          listing, run->cancellable, &failure))
    return finish_folder (listing, folder->id, error);
  if (failure->domain == VALISE_ERROR && valise_error_scope (failure) <= VALISE_SCOPE_FOLDER)
    {
      valise_run_problem (run, folder->path, failure);
      *failed = TRUE;
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* All folders are listed: what none of them told is gone. */
static gboolean
judge_missing (Listing *listing, GError **error)
{
  ValiseRun *run = listing->run;
  g_autoptr (ValiseTransaction) transaction = NULL;

  if (listing->listed->len == 0)
    return TRUE;
  transaction = valise_store_begin (run->store, error);
  if (transaction == NULL)
    return FALSE;
  for (guint i = 0; i < listing->missing->len; i++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (ValiseItem) item = valise_items_get (
          run->store, g_array_index (listing->missing, gint64, i), &failure);

      if (item == NULL || item->remote_id == NULL
          || g_hash_table_contains (listing->seen, item->remote_id))
        continue;
      if (!valise_apply_gone (run, item, error))
        return FALSE;
      if (run->options->compare)
        run->report->compared++;
    }
  for (guint i = 0; i < listing->listed->len; i++)
    if (!mark_listed (run, g_array_index (listing->listed, gint64, i), error))
      return FALSE;
  return valise_transaction_commit (&transaction, error);
}

static gboolean
holds_items (GPtrArray *folders)
{
  for (guint i = 0; i < folders->len; i++)
    {
      const ValiseFolder *folder = folders->pdata[i];

      if (!folder->listed && folder->total > 0)
        return TRUE;
    }
  return FALSE;
}

static void
listing_clear (Listing *listing)
{
  g_clear_pointer (&listing->seen, g_hash_table_unref);
  g_clear_pointer (&listing->here, g_hash_table_unref);
  g_array_unref (listing->missing);
  g_array_unref (listing->listed);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

/**
 * valise_run_list:
 * @run: a run whose changes are pulled
 * @endpoint: a service
 * @error: an error of the remote or of the store; what concerns one folder goes to the report
 *
 * Lists the folders that need it, the ones that the user looks at first. When all are listed, what
 * is left in folders that the server has no more is nowhere else, and they go.
 *
 * Returns: whether all were tried
 */
gboolean
valise_run_list (ValiseRun *run, ValiseEndpoint *endpoint, GError **error)
{
  g_autoptr (GPtrArray) folders = valise_run_folders_by_priority (run, endpoint->service->id,
                                                                  error);
  g_auto (Listing) listing = { .run = run, .endpoint = endpoint };
  gboolean failed = FALSE, tried = FALSE;

  listing.missing = g_array_new (FALSE, FALSE, sizeof (gint64));
  listing.listed = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (folders == NULL)
    return FALSE;
  if (holds_items (folders))
    listing.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  valise_meter_phase (run->meter, VALISE_PHASE_LIST, 0);
  for (guint i = 0; i < folders->len; i++)
    {
      const ValiseFolder *folder = folders->pdata[i];

      if (folder->listed)
        continue;
      if (!list_folder (&listing, folder, &failed, error))
        return FALSE;
      tried = TRUE;
    }
  if (failed || !tried)
    return TRUE;
  return judge_missing (&listing, error) && valise_run_remove_vanished (run, endpoint, error);
}
