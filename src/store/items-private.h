/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/item.h"
#include "store/statement.h"

G_BEGIN_DECLS

/* Kept in full although header and text would do: not signed, not encrypted, and on the server, so
 * that it can be had again; but not as long as it has unsent changes. */
#define VALISE_ITEM_IS_TOO_DEEP                                                                    \
  "(kind = 0 AND kept = 2 AND NOT must_be_full AND NOT local_only AND remote_id IS NOT NULL)"
#define VALISE_ITEM_IS_SHRINKABLE "(" VALISE_ITEM_IS_TOO_DEEP " AND NOT pending)"

/* The columns that valise_items_read() reads, in its order. */
#define VALISE_ITEM_COLUMNS                                                                        \
  "item.id, item.account_id, item.service_id, item.kind, item.remote_id, item.revision,"           \
  " item.base_folder, item.base_flags, item.base_content, item.folder, item.flags, item.content,"  \
  " item.deleted, item.local_only, item.edit_seq, item.edited_at / 1000000, item.sent_seq,"        \
  " item.sent_content, item.kept, item.error, item.uid, item.title, item.sender, item.people,"     \
  " item.date, item.size, item.preview, item.has_attachment, item.must_be_full, item.pending"
#define VALISE_ITEM_SELECT "SELECT " VALISE_ITEM_COLUMNS " FROM item "

gpointer valise_items_read (ValiseStatement *statement);
GPtrArray *valise_items_collect (ValiseStatement *statement, GError **error);

/* Binds where a page goes on: after @after in the order newest first, or at the start. */
void valise_items_bind_after (ValiseStatement *statement, const ValiseItem *after);

char *valise_browse_match (const char *text);

/* To be the end of the SQL of valise_items_remove_in_slices(). */
#define VALISE_ITEMS_SLICE " LIMIT 500)"

gboolean
valise_items_remove_in_slices (ValiseStore *store, const char *sql, gint64 id, GError **error);

G_END_DECLS
