/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Contents: brings what each folder wants to keep, the folder that the user looks at first, newest
 * first, and commits every few megabytes, so that a cut run goes on where it was. */

#include <glib/gi18n-lib.h>

#include "sync/run-private.h"

#include "format/content-summary.h"
#include "format/mail-security.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"

/* Rows asked for at once: enough for the driver to keep its batches coming. */
#define PAGE_ITEMS 1000
/* What is held before it is committed. */
#define BATCH_ITEMS 200
#define BATCH_BYTES (4 * 1024 * 1024)

/* A content that came and is not stored yet. */
typedef struct
{
  gint64 item;
  char *remote_id;
  char *revision; /* nullable */
  ValiseContent *content;
} Arrived;

typedef struct
{
  ValiseRun *run;
  const ValiseFolder *folder; /* nullable: a single item is fetched */
  ValiseKind kind;
  GPtrArray *arrived;
  gsize bytes;
  guint deepened; /* items of which only the text has told that they must be kept whole */
} Batch;

static void
arrived_free (Arrived *arrived)
{
  g_free (arrived->remote_id);
  g_free (arrived->revision);
  valise_content_unref (arrived->content);
  g_free (arrived);
}

/* Whether the server's item changed since it was told. To one that has changed here as well that
 * must come through the pull, where it is reconciled. */
static gboolean
is_newer (const ValiseItem *item, const Arrived *arrived)
{
  return arrived->revision != NULL && g_strcmp0 (arrived->revision, item->revision) != 0;
}

/* A message may turn out to be signed or encrypted below its first words, which is all that was
 * known of it: then its text alone is not enough. */
static gboolean
must_deepen (const ValiseItem *item, const Arrived *arrived)
{
  return item->kind == VALISE_KIND_MAIL && arrived->content->depth == VALISE_DEPTH_TEXT
         && !item->summary.must_be_full
         && valise_mail_security_of_text (arrived->content->text) != VALISE_MAIL_OPEN;
}

/* Puts a content under one item, unless that has a deeper one. An edited item keeps its local one.
 * The revision stays the one that was told, so that the rest of what changed is pulled as well. */
static gboolean
store_under (Batch *batch, ValiseItem *item, const Arrived *arrived, gint64 content, GError **error)
{
  gboolean edited = valise_item_is_edited (item);

  if (item->base.content == content || (!edited && item->kept >= arrived->content->depth)
      || (item->pending && is_newer (item, arrived)))
    return TRUE;
  item->base.content = content;
  if (!edited)
    {
      item->local.content = content;
      item->kept = arrived->content->depth;
    }
  if (must_deepen (item, arrived))
    {
      item->summary.must_be_full = TRUE;
      batch->deepened++;
    }
  return valise_items_save (batch->run->store, item, error);
}

static gboolean
store_arrived (Batch *batch, const Arrived *arrived, GError **error)
{
  ValiseStore *store = batch->run->store;
  g_autoptr (GError) failure = NULL;
  g_autoptr (ValiseItem) item = valise_items_get (store, arrived->item, &failure);
  g_autoptr (GPtrArray) items = NULL;
  gint64 content = 0;

  /* It was removed or replaced while its content was under way. */
  if (item == NULL || g_strcmp0 (item->remote_id, arrived->remote_id) != 0)
    return TRUE;
  items = valise_items_by_remote_id (store, item->service_id, item->remote_id, error);
  if (items == NULL || !valise_contents_put (store, arrived->content, &content, error))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    if (!store_under (batch, items->pdata[i], arrived, content, error))
      return FALSE;
  return TRUE;
}

static gboolean
flush (Batch *batch, GError **error)
{
  ValiseRun *run = batch->run;
  g_autoptr (ValiseTransaction) transaction = NULL;

  if (batch->arrived->len == 0)
    return TRUE;
  transaction = valise_store_begin (run->store, error);
  if (transaction == NULL)
    return FALSE;
  for (guint i = 0; i < batch->arrived->len; i++)
    if (!store_arrived (batch, batch->arrived->pdata[i], error))
      return FALSE;
  if (!valise_transaction_commit (&transaction, error))
    return FALSE;
  run->report->fetched += batch->arrived->len;
  g_ptr_array_set_size (batch->arrived, 0);
  batch->bytes = 0;
  return TRUE;
}

static gboolean
take_content (const ValiseFetch *fetch,
              ValiseContent *content,
              const char *revision,
              const GError *failure,
              gpointer data,
              GError **error)
{
  Batch *batch = data;
  ValiseRun *run = batch->run;
  Arrived *arrived;
  gsize size;

  if (content == NULL)
    {
      valise_run_problem (run, batch->folder != NULL ? batch->folder->path : NULL, failure);
      valise_meter_add (run->meter, 1, 0);
      return TRUE;
    }
  size = g_bytes_get_size (content->bytes);
  arrived = g_new0 (Arrived, 1);
  arrived->item = fetch->item;
  arrived->remote_id = g_strdup (fetch->id);
  arrived->revision = g_strdup (revision);
  arrived->content = valise_content_ref (content);
  if (content->text == NULL)
    content->text = valise_content_text_of (batch->kind, content->bytes);
  g_ptr_array_add (batch->arrived, arrived);
  batch->bytes += size;
  valise_meter_add (run->meter, 1, (gint64)size);
  if (batch->arrived->len < BATCH_ITEMS && batch->bytes < BATCH_BYTES)
    return TRUE;
  return flush (batch, error);
}

static GPtrArray *
make_fetches (GPtrArray *items, ValiseDepth depth)
{
  GPtrArray *fetches = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];
      ValiseFetch *fetch = g_new0 (ValiseFetch, 1);

      fetch->item = item->id;
      fetch->id = item->remote_id;
      fetch->revision = item->revision;
      fetch->size = item->summary.size;
      fetch->depth = item->summary.must_be_full ? VALISE_DEPTH_FULL : depth;
      g_ptr_array_add (fetches, fetch);
    }
  return fetches;
}

/* What came before a failure is kept. */
static gboolean
fetch_and_flush (Batch *batch, ValiseRemote *remote, GPtrArray *fetches, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean fetched = valise_remote_fetch (remote, fetches, take_content, batch,
                                          batch->run->cancellable, &failure);

  if (!flush (batch, error))
    return FALSE;
  if (!fetched)
    g_propagate_error (error, g_steal_pointer (&failure));
  return fetched;
}

/* On some networks no more is brought than there has to be. */
static ValiseDepth
wanted_depth (const ValiseRun *run, const ValiseFolder *folder)
{
  return run->options->text_only && folder->kind == VALISE_KIND_MAIL
             ? MIN (folder->depth, VALISE_DEPTH_TEXT)
             : folder->depth;
}

/* Fetches what the folder wants, once from its newest item to its oldest. */
static gboolean
fetch_pages (Batch *batch, ValiseRemote *remote, const ValiseFolder *folder, GError **error)
{
  ValiseStore *store = batch->run->store;
  ValiseDepth depth = wanted_depth (batch->run, folder);
  g_autoptr (GPtrArray) wanted = valise_items_wanted (store, folder->id, depth, PAGE_ITEMS, NULL,
                                                      error);

  if (wanted != NULL && wanted->len > 0)
    valise_meter_folder (batch->run->meter, folder->path);
  while (wanted != NULL && wanted->len > 0)
    {
      g_autoptr (GPtrArray) fetches = make_fetches (wanted, depth);
      g_autoptr (GPtrArray) page = NULL;

      if (!fetch_and_flush (batch, remote, fetches, error))
        return FALSE;
      page = g_steal_pointer (&wanted);
      wanted = valise_items_wanted (store, folder->id, depth, PAGE_ITEMS,
                                    page->pdata[page->len - 1], error);
    }
  return wanted != NULL;
}

static gboolean
fetch_folder (ValiseRun *run, ValiseRemote *remote, const ValiseFolder *folder, GError **error)
{
  g_autoptr (GPtrArray) arrived = g_ptr_array_new_with_free_func ((GDestroyNotify)arrived_free);
  Batch batch = { .run = run, .folder = folder, .kind = folder->kind, .arrived = arrived };

  do
    {
      batch.deepened = 0;
      if (!fetch_pages (&batch, remote, folder, error))
        return FALSE;
    }
  while (batch.deepened > 0); /* ends, as no item is deepened twice */
  return TRUE;
}

static gboolean
count_wanted (ValiseRun *run, GPtrArray *folders, gint64 *total, GError **error)
{
  for (guint i = 0; i < folders->len; i++)
    {
      const ValiseFolder *folder = folders->pdata[i];
      gint64 count = 0, bytes = 0;

      if (!folder->sync)
        continue;
      if (!valise_items_count_wanted (run->store, folder->id, wanted_depth (run, folder), &count,
                                      &bytes, error))
        return FALSE;
      *total += count;
    }
  return TRUE;
}

/**
 * valise_run_contents:
 * @run: a run whose folders are listed
 * @endpoint: a service
 * @error: an error of the remote or of the store; what concerns one item goes to the report
 *
 * Returns: whether everything that the folders want was asked for
 */
gboolean
valise_run_contents (ValiseRun *run, ValiseEndpoint *endpoint, GError **error)
{
  g_autoptr (GPtrArray) folders = valise_run_folders_by_priority (run, endpoint->service->id,
                                                                  error);
  gint64 total = 0;

  if (folders == NULL || !count_wanted (run, folders, &total, error))
    return FALSE;
  valise_meter_phase (run->meter, VALISE_PHASE_CONTENTS, total);
  for (guint i = 0; total > 0 && i < folders->len; i++)
    {
      const ValiseFolder *folder = folders->pdata[i];

      if (folder->sync && !fetch_folder (run, endpoint->remote, folder, error))
        return FALSE;
    }
  return TRUE;
}

/* What changed on the server under an edit waits for the pull, see store_under(). */
static gboolean
is_whole (ValiseStore *store, gint64 item_id, GError **error)
{
  g_autoptr (ValiseItem) item = valise_items_get (store, item_id, error);

  if (item == NULL)
    return FALSE;
  if (item->kept == VALISE_DEPTH_FULL)
    return TRUE;
  return valise_fail (error, VALISE_ERROR_CHANGED, VALISE_SCOPE_ITEM, VALISE_REMEDY_RETRY_NOW,
                      _ ("It has changed on the server. Synchronise, then open it again."));
}

/**
 * valise_run_fetch_item:
 * @store: a store
 * @remote: the remote of the item's service
 * @item_id: an item of which only a part is here
 * @cancellable: (nullable): cancels it
 * @error: an error of the remote or of the store
 *
 * Fetches one item whole and keeps it (design, section 2, promise 7). Does nothing where it is
 * whole.
 *
 * Returns: whether the item is here whole
 */
gboolean
valise_run_fetch_item (ValiseStore *store,
                       ValiseRemote *remote,
                       gint64 item_id,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (ValiseItem) item = valise_items_get (store, item_id, error);
  g_autoptr (ValiseRunReport) report = valise_run_report_new ();
  g_autoptr (ValiseMeter) meter = valise_meter_new (NULL, NULL);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GPtrArray) arrived = g_ptr_array_new_with_free_func ((GDestroyNotify)arrived_free);
  g_autoptr (GPtrArray) fetches = NULL;
  ValiseRun run = { .store = store, .report = report, .meter = meter, .cancellable = cancellable };
  Batch batch = { .run = &run, .arrived = arrived };

  if (item == NULL)
    return FALSE;
  if (item->kept == VALISE_DEPTH_FULL || item->remote_id == NULL)
    return TRUE;
  batch.kind = item->kind;
  g_ptr_array_add (items, item);
  fetches = make_fetches (items, VALISE_DEPTH_FULL);
  if (!fetch_and_flush (&batch, remote, fetches, error))
    return FALSE;
  if (report->fetched == 0)
    return valise_fail (error, VALISE_ERROR_GONE, VALISE_SCOPE_ITEM, VALISE_REMEDY_RETRY_LATER,
                        "%s", (const char *)report->problems->pdata[0]);
  return is_whole (store, item_id, error);
}
