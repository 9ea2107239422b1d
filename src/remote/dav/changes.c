/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What changed since a token. One request a home tells the state of all collections; only those
 * whose state is another one are asked what changed in them (sync.c), and the contents of that are
 * brought along in pages. A collection whose server cannot tell, or not since then, is to be listed
 * again by the caller: it alone.
 *
 * Pages share what was asked once: while the caller comes back with the token that it was just
 * given, nothing is asked twice. The token covers a collection with the last page of it. */

#include "remote/dav/changes.h"

#include "remote/dav/href.h"
#include "remote/dav/multiget.h"
#include "remote/dav/sync.h"
#include "remote/dav/token.h"
#include "remote/dav/verbs.h"

#define PAGE_ITEMS 400

struct _ValiseDavPull
{
  GHashTable *marks;      /* what the caller knows after the pages so far */
  GPtrArray *collections; /* (element-type ValiseDavCollection), in the order of the server */
  guint next;             /* the first one that was not looked at */

  const ValiseDavCollection *current; /* nullable: the one whose contents are being brought */
  ValiseDavSync *sync;                /* what changed in it */
  ValiseDavMultiget wanted;
  char *told; /* nullable: the token that the last page had */
};

/**
 * valise_dav_pull_free:
 * @pull: (transfer full) (nullable): pages that were not asked for
 */
void
valise_dav_pull_free (ValiseDavPull *pull)
{
  if (pull == NULL)
    return;
  g_clear_pointer (&pull->marks, g_hash_table_unref);
  g_clear_pointer (&pull->collections, g_ptr_array_unref);
  valise_dav_sync_free (pull->sync);
  g_free (pull->told);
  g_free (pull);
}

static ValiseRemoteChanges *
page_new (void)
{
  ValiseRemoteChanges *page = g_new0 (ValiseRemoteChanges, 1);

  page->items = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_remote_item_free);
  page->relist = g_ptr_array_new_with_free_func (g_free);
  return page;
}

/* Adds that an item is gone, whatever its kind was; or whatever but @kept. */
static void
add_gone (GPtrArray *items, const char *path, guint kinds, int kept)
{
  for (guint kind = VALISE_KIND_EVENT; kind <= VALISE_KIND_NOTE; kind++)
    if ((kinds & (1u << kind)) && (int)kind != kept)
      g_ptr_array_add (items, valise_dav_item_new (path, kind, NULL));
}

/* Whether the caller has to be told of another tree than it knows. Folders that are new are known
 * from here on, as they are listed from now; the ones that are no more are forgotten. */
static gboolean
compare_folders (ValiseDav *dav,
                 ValiseDavPull *pull,
                 gboolean *changed,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GHashTable) here = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  const char *path;

  for (guint i = 0; i < pull->collections->len; i++)
    {
      ValiseDavCollection *collection = pull->collections->pdata[i];
      ValiseDavMark *mark = g_hash_table_lookup (pull->marks, collection->path);
      g_autofree char *folders = valise_dav_collection_describe (collection);

      g_hash_table_add (here, collection->path);
      if (mark != NULL && g_strcmp0 (mark->folders, folders) == 0)
        continue;
      *changed = TRUE;
      if (mark == NULL)
        {
          if (!valise_dav_collection_ask_token (dav, collection, cancellable, error))
            return FALSE;
          valise_dav_token_set (pull->marks, collection, collection->token);
          g_hash_table_add (dav->unlisted, g_strdup (collection->path));
        }
      else
        {
          g_free (mark->folders);
          mark->folders = g_steal_pointer (&folders);
        }
    }
  g_hash_table_iter_init (&iter, pull->marks);
  while (g_hash_table_iter_next (&iter, (gpointer *)&path, NULL))
    if (!g_hash_table_contains (here, path))
      {
        g_hash_table_iter_remove (&iter);
        *changed = TRUE;
      }
  return TRUE;
}

/* Everything of the current collection was told. */
static void
finish_collection (ValiseDavPull *pull)
{
  valise_dav_token_set (pull->marks, pull->current, pull->sync->token);
  g_clear_pointer (&pull->sync, valise_dav_sync_free);
  pull->current = NULL;
}

/* What an own push made is known to the caller already. */
static gboolean
is_echo (ValiseDav *dav, const ValiseDavRef *ref)
{
  const char *pushed = g_hash_table_lookup (dav->pushed, ref->path);
  gboolean echo = pushed != NULL && g_strcmp0 (pushed, ref->etag) == 0;

  if (pushed != NULL)
    g_hash_table_remove (dav->pushed, ref->path);
  return echo;
}

/* Adds what a push wants to be told of this collection. */
static void
add_retold (ValiseDav *dav, ValiseDavPull *pull)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  const char *path;

  for (guint i = 0; i < pull->sync->changed->len; i++)
    g_hash_table_add (told, ((ValiseDavRef *)pull->sync->changed->pdata[i])->path);
  for (guint i = 0; i < pull->sync->removed->len; i++)
    g_hash_table_add (told, pull->sync->removed->pdata[i]);
  g_hash_table_iter_init (&iter, dav->retold);
  while (g_hash_table_iter_next (&iter, (gpointer *)&path, NULL))
    {
      if (!valise_href_is_in (path, pull->current->path))
        continue;
      if (!g_hash_table_contains (told, path))
        g_ptr_array_add (pull->sync->changed, valise_dav_ref_new (path, NULL));
      g_hash_table_iter_remove (&iter);
    }
}

/* Tells what was removed from the collection, and notes what is wanted of it. */
static void
begin_contents (ValiseDav *dav, ValiseDavPull *pull, ValiseRemoteChanges *page)
{
  for (guint i = 0; i < pull->sync->removed->len; i++)
    add_gone (page->items, pull->sync->removed->pdata[i], pull->current->kinds, -1);
  for (guint i = pull->sync->changed->len; i-- > 0;)
    if (is_echo (dav, pull->sync->changed->pdata[i]))
      g_ptr_array_remove_index (pull->sync->changed, i);
  add_retold (dav, pull);
  pull->wanted = (ValiseDavMultiget){ .dav = dav,
                                      .collection = pull->current->path,
                                      .refs = pull->sync->changed };
}

/* The token is asked for before the listing, which then covers everything up to it. */
static gboolean
ask_to_list (ValiseDav *dav,
             ValiseDavPull *pull,
             ValiseDavCollection *collection,
             ValiseRemoteChanges *page,
             GCancellable *cancellable,
             GError **error)
{
  if (!valise_dav_collection_ask_token (dav, collection, cancellable, error))
    return FALSE;
  for (guint kind = VALISE_KIND_EVENT; kind <= VALISE_KIND_NOTE; kind++)
    if (collection->kinds & (1u << kind))
      g_ptr_array_add (page->relist, valise_href_make_id (collection->path, kind));
  valise_dav_token_set (pull->marks, collection, collection->token);
  return TRUE;
}

static gboolean
is_retold (ValiseDav *dav, const ValiseDavCollection *collection)
{
  GHashTableIter iter;
  const char *path;

  g_hash_table_iter_init (&iter, dav->retold);
  while (g_hash_table_iter_next (&iter, (gpointer *)&path, NULL))
    if (valise_href_is_in (path, collection->path))
      return TRUE;
  return FALSE;
}

/* Looks at the next collection. */
static gboolean
begin_collection (ValiseDav *dav,
                  ValiseDavPull *pull,
                  ValiseRemoteChanges *page,
                  GCancellable *cancellable,
                  GError **error)
{
  ValiseDavCollection *collection = pull->collections->pdata[pull->next++];
  const ValiseDavMark *mark = g_hash_table_lookup (pull->marks, collection->path);
  g_autoptr (GError) failure = NULL;

  if (g_strcmp0 (mark->state, collection->state) == 0)
    {
      if (!is_retold (dav, collection))
        return TRUE;
      pull->current = collection;
      pull->sync = valise_dav_sync_new (mark->token);
      begin_contents (dav, pull, page);
      return TRUE;
    }
  if (mark->token == NULL)
    return ask_to_list (dav, pull, collection, page, cancellable, error);
  pull->sync = valise_dav_sync (dav, collection->path, mark->token, cancellable, &failure);
  if (pull->sync != NULL)
    {
      pull->current = collection;
      begin_contents (dav, pull, page);
    }
  else if (failure->domain != VALISE_ERROR || valise_error_scope (failure) > VALISE_SCOPE_FOLDER)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  else
    return ask_to_list (dav, pull, collection, page, cancellable, error);
  return TRUE;
}

static void
add_item (ValiseDav *dav,
          const ValiseDavCollection *collection,
          const ValiseDavRef *ref,
          const ValiseDavResponse *response,
          ValiseRemoteChanges *page)
{
  ValiseKind kind;
  ValiseRemoteItem *item = valise_dav_item_read (dav, collection, response, &kind);

  if (valise_dav_item_is_gone (response))
    {
      valise_remote_item_free (item);
      add_gone (page->items, ref->path, collection->kinds, -1);
      return;
    }
  if (item == NULL) /* it is there, and cannot be had: what is known of it stays */
    {
      for (kind = VALISE_KIND_EVENT; kind <= VALISE_KIND_NOTE; kind++)
        if (collection->kinds & (1u << kind))
          g_ptr_array_add (page->items, valise_dav_item_new (ref->path, kind, collection->path));
      return;
    }
  if (!(collection->kinds & (1u << kind)))
    page->folders_changed |= valise_dav_note_seen (dav, collection->path, kind);
  g_ptr_array_add (page->items, item);
  add_gone (page->items, ref->path, collection->kinds, (int)kind);
}

/* Brings a batch of contents. */
static gboolean
add_contents (ValiseDav *dav,
              ValiseDavPull *pull,
              ValiseRemoteChanges *page,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (ValiseDavBatch) batch = valise_dav_multiget_next (&pull->wanted, cancellable, error);
  g_autoptr (ValiseMultistatus) answer = batch != NULL ? valise_dav_batch_read (batch, dav, error)
                                                       : NULL;

  if (answer == NULL)
    return FALSE;
  for (guint i = batch->start; i < batch->start + batch->count; i++)
    {
      const ValiseDavRef *ref = pull->wanted.refs->pdata[i];

      add_item (dav, pull->current, ref, valise_multistatus_find (answer, ref->path), page);
    }
  return TRUE;
}

/* Fills one page. */
static gboolean
fill_page (ValiseDav *dav,
           ValiseDavPull *pull,
           ValiseRemoteChanges *page,
           GCancellable *cancellable,
           GError **error)
{
  while (page->items->len < PAGE_ITEMS)
    {
      if (pull->current != NULL && pull->wanted.next == pull->wanted.refs->len)
        finish_collection (pull);
      else if (pull->current != NULL)
        {
          if (!add_contents (dav, pull, page, cancellable, error))
            return FALSE;
        }
      else if (pull->next == pull->collections->len)
        return TRUE;
      else if (!begin_collection (dav, pull, page, cancellable, error))
        return FALSE;
    }
  page->more = TRUE;
  return TRUE;
}

/* Asks for the state of all collections. */
static ValiseDavPull *
pull_new (ValiseDav *dav, const char *token, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) marks = token != NULL ? valise_dav_token_parse (token) : NULL;
  ValiseDavPull *pull;

  if (token != NULL && marks == NULL)
    {
      valise_fail (error, VALISE_ERROR_CANNOT_CALCULATE, VALISE_SCOPE_SERVICE,
                   VALISE_REMEDY_RETRY_LATER, "What was known of the server is lost.");
      return NULL;
    }
  if (valise_dav_collections_ask (dav, token == NULL, cancellable, error) == NULL)
    return NULL;
  dav->fresh = TRUE;
  pull = g_new0 (ValiseDavPull, 1);
  pull->collections = g_ptr_array_ref (dav->collections);
  for (guint i = 0; marks == NULL && i < pull->collections->len; i++)
    g_hash_table_add (dav->unlisted,
                      g_strdup (((ValiseDavCollection *)pull->collections->pdata[i])->path));
  pull->marks = marks != NULL ? g_steal_pointer (&marks) : valise_dav_token_now (pull->collections);
  return pull;
}

/**
 * valise_dav_changes:
 * @dav: an opened client
 * @token: (nullable): the token
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb changes in remote.h.
 *
 * Returns: (transfer full) (nullable): a page
 */
ValiseRemoteChanges *
valise_dav_changes (ValiseDav *dav, const char *token, GCancellable *cancellable, GError **error)
{
  g_autoptr (ValiseRemoteChanges) page = page_new ();

  if (dav->pull != NULL && (token == NULL || g_strcmp0 (token, dav->pull->told) != 0))
    g_clear_pointer (&dav->pull, valise_dav_pull_free);
  if (dav->pull == NULL)
    {
      dav->pull = pull_new (dav, token, cancellable, error);
      if (dav->pull == NULL)
        return NULL;
      if (!compare_folders (dav, dav->pull, &page->folders_changed, cancellable, error))
        {
          g_clear_pointer (&dav->pull, valise_dav_pull_free);
          return NULL;
        }
    }
  if (!fill_page (dav, dav->pull, page, cancellable, error))
    {
      g_clear_pointer (&dav->pull, valise_dav_pull_free);
      return NULL;
    }
  page->token = valise_dav_token_print (dav->pull->marks);
  if (!page->more)
    g_clear_pointer (&dav->pull, valise_dav_pull_free);
  else
    {
      g_free (dav->pull->told);
      dav->pull->told = g_strdup (page->token);
    }
  return g_steal_pointer (&page);
}
