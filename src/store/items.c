/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Items: reading and writing one. The database itself derives what follows from a write: whether
 * the item is pending, the folder's counters, the search index, the end of an unused content. */

#include "store/items.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "store/items-private.h"
#include "store/store-private.h"

/**
 * valise_items_read:
 * @statement: a statement that stands on a row of %VALISE_ITEM_COLUMNS
 *
 * Returns: (transfer full): the item
 */
gpointer
valise_items_read (ValiseStatement *statement)
{
  ValiseItem *item = g_new0 (ValiseItem, 1);

  item->id = valise_statement_read_int (statement);
  item->account_id = valise_statement_read_int (statement);
  item->service_id = valise_statement_read_int (statement);
  item->kind = (ValiseKind)valise_statement_read_int (statement);
  item->remote_id = valise_statement_read_text (statement);
  item->revision = valise_statement_read_text (statement);
  item->base.folder = valise_statement_read_int (statement);
  item->base.flags = valise_statement_read_text (statement);
  item->base.content = valise_statement_read_int (statement);
  item->local.folder = valise_statement_read_int (statement);
  item->local.flags = valise_statement_read_text (statement);
  item->local.content = valise_statement_read_int (statement);
  item->deleted = valise_statement_read_int (statement) != 0;
  item->local_only = valise_statement_read_int (statement) != 0;
  item->edit_seq = valise_statement_read_int (statement);
  item->edited_at = valise_statement_read_int (statement);
  item->sent_seq = valise_statement_read_int (statement);
  item->sent_content = valise_statement_read_int (statement);
  item->kept = (ValiseDepth)valise_statement_read_int (statement);
  item->error = valise_statement_read_text (statement);
  item->summary.uid = valise_statement_read_text (statement);
  item->summary.title = valise_statement_read_text (statement);
  item->summary.from = valise_statement_read_text (statement);
  item->summary.people = valise_statement_read_text (statement);
  item->summary.date = valise_statement_read_int (statement);
  item->summary.size = valise_statement_read_int (statement);
  item->summary.preview = valise_statement_read_text (statement);
  item->summary.has_attachment = valise_statement_read_int (statement) != 0;
  item->summary.must_be_full = valise_statement_read_int (statement) != 0;
  item->pending = valise_statement_read_int (statement) != 0;
  return item;
}

/**
 * valise_items_collect:
 * @statement: a statement whose rows are %VALISE_ITEM_COLUMNS
 * @error: (out) (optional): where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type ValiseItem): the items
 */
GPtrArray *
valise_items_collect (ValiseStatement *statement, GError **error)
{
  return valise_statement_collect (statement, valise_items_read, (GDestroyNotify)valise_item_free,
                                   error);
}

/**
 * valise_items_get:
 * @store: a store
 * @id: an item
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the item
 */
ValiseItem *
valise_items_get (ValiseStore *store, gint64 id, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, VALISE_ITEM_SELECT "WHERE id = ?1", error);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_int (statement, id);
  return valise_statement_collect_one (statement, valise_items_read, _ ("There is no such item."),
                                       error);
}

/**
 * valise_items_find:
 * @store: a store
 * @id: an item, or 0
 * @item: (out) (nullable): the item; %NULL where there is none any more
 * @error: (out) (optional): where the error goes
 *
 * As valise_items_get(), for who does not mind that an item may have been removed meanwhile.
 *
 * Returns: whether it could be looked for
 */
gboolean
valise_items_find (ValiseStore *store, gint64 id, ValiseItem **item, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *item = id != 0 ? valise_items_get (store, id, &failure) : NULL;
  if (failure == NULL || valise_error_is (failure, VALISE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
bind_item (ValiseStatement *statement, const ValiseItem *item, gint64 edited_at)
{
  const ValiseSummary *summary = &item->summary;

  valise_statement_bind_id (statement, item->id);
  valise_statement_bind_int (statement, item->account_id);
  valise_statement_bind_id (statement, item->service_id);
  valise_statement_bind_int (statement, item->kind);
  valise_statement_bind_text (statement, item->remote_id);
  valise_statement_bind_text (statement, item->revision);
  valise_statement_bind_id (statement, item->base.folder);
  valise_statement_bind_text (statement, item->base.flags);
  valise_statement_bind_id (statement, item->base.content);
  valise_statement_bind_id (statement, item->local.folder);
  valise_statement_bind_text (statement, item->local.flags);
  valise_statement_bind_id (statement, item->local.content);
  valise_statement_bind_int (statement, item->deleted);
  valise_statement_bind_int (statement, item->local_only);
  valise_statement_bind_int (statement, item->edit_seq);
  valise_statement_bind_int (statement, edited_at);
  valise_statement_bind_int (statement, item->sent_seq);
  valise_statement_bind_id (statement, item->sent_content);
  valise_statement_bind_text (statement, item->error);
  valise_statement_bind_text (statement, summary->uid);
  valise_statement_bind_text (statement, summary->title);
  valise_statement_bind_text (statement, summary->from);
  valise_statement_bind_text (statement, summary->people);
  valise_statement_bind_int (statement, summary->date);
  valise_statement_bind_int (statement, summary->size);
  valise_statement_bind_text (statement, summary->preview);
  valise_statement_bind_int (statement, summary->has_attachment);
  valise_statement_bind_int (statement, summary->must_be_full);
}

/* What the store sets by itself, given back by RETURNING. */
#define DERIVED " RETURNING id, edited_at / 1000000, kept, pending"
#define KEPT "coalesce ((SELECT depth FROM content WHERE content.id = ?12), 0)"

static const char insert_sql[]
    = "INSERT INTO item (id, account_id, service_id, kind, remote_id, revision, base_folder,"
      " base_flags, base_content, folder, flags, content, deleted, local_only, edit_seq,"
      " edited_at, sent_seq, sent_content, kept, error, uid, title, sender, people, date, size,"
      " preview, has_attachment, must_be_full)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
      " iif (?15 > 0, ?16, 0), ?17, ?18, " KEPT ", ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27,"
      " ?28)" DERIVED;

static const char update_sql[]
    = "UPDATE item SET account_id = ?2, service_id = ?3, kind = ?4, remote_id = ?5, revision = ?6,"
      " base_folder = ?7, base_flags = ?8, base_content = ?9, folder = ?10, flags = ?11,"
      " content = ?12, deleted = ?13, local_only = ?14, edit_seq = ?15,"
      " edited_at = iif (?15 > edit_seq, ?16, edited_at), sent_seq = ?17, sent_content = ?18,"
      " kept = " KEPT ", error = ?19, uid = ?20, title = ?21, sender = ?22, people = ?23,"
      " date = ?24, size = ?25, preview = ?26, has_attachment = ?27, must_be_full = ?28"
      " WHERE id = ?1" DERIVED;

/* The order of the edits must not suffer from a clock that is set back while we run. */
static gint64
next_edit_time (ValiseStore *store)
{
  store->last_edited_at = MAX (g_get_real_time (), store->last_edited_at + 1);
  return store->last_edited_at;
}

static gboolean
write_item (ValiseStore *store, ValiseItem *item, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store, item->id == 0 ? insert_sql : update_sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  bind_item (statement, item, next_edit_time (store));
  if (!valise_statement_next (statement, &row, error))
    return FALSE;
  if (!row)
    return valise_fail (error, VALISE_ERROR_NOT_FOUND, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                        _ ("The item was removed meanwhile."));
  item->id = valise_statement_read_int (statement);
  item->edited_at = valise_statement_read_int (statement);
  item->kept = (ValiseDepth)valise_statement_read_int (statement);
  item->pending = valise_statement_read_int (statement) != 0;
  return valise_statement_run (statement, error);
}

/**
 * valise_items_save:
 * @store: a store
 * @item: an item; with id 0 it is added and its id is set
 * @error: (out) (optional): where the error goes; %VALISE_ERROR_NOT_FOUND when it was removed
 *   meanwhile
 *
 * Stores everything. Three fields are the store's own, and set in @item: edited_at, which is now
 * where edit_seq has grown; kept, the depth of the local content; and pending.
 *
 * An item that was read before belongs in one transaction with its save, or an edit that came
 * between is lost.
 *
 * Returns: whether it is stored
 */
gboolean
valise_items_save (ValiseStore *store, ValiseItem *item, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_transaction_join (store, error);

  return transaction != NULL && write_item (store, item, error)
         && valise_transaction_commit (&transaction, error);
}

/**
 * valise_items_remove:
 * @store: a store
 * @id: an item; nothing happens where there is none
 * @error: (out) (optional): where the error goes
 *
 * Forgets an item. This is not how the user deletes one: that is an edit.
 *
 * Returns: whether it is gone
 */
gboolean
valise_items_remove (ValiseStore *store, gint64 id, GError **error)
{
  g_autoptr (ValiseTransaction) transaction = valise_transaction_join (store, error);

  return transaction != NULL
         && valise_statement_run_with_id (store, "DELETE FROM item WHERE id = ?1", id, error)
         && valise_transaction_commit (&transaction, error);
}

/**
 * valise_items_remove_in_slices:
 * @store: a store
 * @sql: removes at most a slice of the items that belong to @id, its only parameter
 * @id: a folder or an account
 * @error: (out) (optional): where the error goes
 *
 * Removes any number of items with little memory, and without keeping other writers waiting for
 * long: outside of a transaction each slice is one of its own.
 *
 * Returns: whether all are gone
 */
gboolean
valise_items_remove_in_slices (ValiseStore *store, const char *sql, gint64 id, GError **error)
{
  int removed;

  do
    {
      g_autoptr (ValiseTransaction) slice = valise_transaction_join (store, error);

      if (slice == NULL || !valise_statement_run_with_id (store, sql, id, error))
        return FALSE;
      removed = sqlite3_changes (store->db);
      if (!valise_store_update_search (store, error) || !valise_transaction_commit (&slice, error))
        return FALSE;
    }
  while (removed > 0);
  return TRUE;
}
