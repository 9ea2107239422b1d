/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What would be lost with an account. An item that was created here and has not reached the server
 * is one of the unsent changes, unless its folder is not synchronised: then it is only here. */

#include "store/losses.h"

#include "model/kind.h"
#include "store/conflicts.h"
#include "store/statement.h"

static gboolean
count (ValiseStore *store, const char *sql, gint64 account_id, gint64 *result, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (store, sql, error);

  if (statement == NULL)
    return FALSE;
  valise_statement_bind_int (statement, account_id);
  valise_statement_bind_int (statement, VALISE_ROLE_OUTBOX);
  return valise_statement_single (statement, result, error);
}

/**
 * valise_losses_count:
 * @store: a store
 * @account_id: an account
 * @losses: (out): what would be lost with it
 * @error: (out) (optional): where the error goes
 *
 * Returns: whether it could be counted
 */
gboolean
valise_losses_count (ValiseStore *store, gint64 account_id, ValiseLosses *losses, GError **error)
{
  gint64 pending, outbox, only_here;

  if (!count (store,
              "SELECT count (*) FROM item LEFT JOIN folder ON folder.id = item.folder"
              " WHERE item.account_id = ?1 AND pending AND role IS NOT ?2",
              account_id, &pending, error)
      || !count (store,
                 "SELECT count (*) FROM folder CROSS JOIN item ON item.folder = folder.id"
                 " WHERE folder.account_id = ?1 AND role = ?2 AND NOT deleted",
                 account_id, &outbox, error)
      || !count (store,
                 "SELECT count (*) FROM item JOIN folder ON folder.id = item.folder"
                 " WHERE item.account_id = ?1 AND pending AND role <> ?2 AND NOT sync"
                 " AND item.remote_id IS NULL",
                 account_id, &only_here, error))
    return FALSE;
  *losses = (ValiseLosses){ .changes = pending - only_here,
                            .outbox = outbox,
                            .only_here = only_here };
  return valise_conflicts_count (store, account_id, &losses->conflicts, error);
}

/**
 * valise_losses_any:
 * @losses: what was counted
 *
 * Returns: whether anything would be lost
 */
gboolean
valise_losses_any (const ValiseLosses *losses)
{
  return losses->changes > 0 || losses->outbox > 0 || losses->only_here > 0
         || losses->conflicts > 0;
}
