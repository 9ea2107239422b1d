/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one place where SQLite's result codes become errors of Valise, each with a sentence that says
 * what to do. */

#include "store/store-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "model/error.h"

static gboolean
fail_storage (GError **error, ValiseRemedy remedy, const char *format, const char *path)
{
  g_autoptr (GString) message = g_string_new (format);

  g_string_replace (message, "%s", path, 1);
  return valise_fail (error, VALISE_ERROR_STORAGE, VALISE_SCOPE_ACCOUNT, remedy, "%s",
                      message->str);
}

/* What the user's computer is to blame for; FALSE where it is something else. */
static const char *
storage_sentence (int primary, ValiseRemedy *remedy)
{
  *remedy = VALISE_REMEDY_USER;
  switch (primary)
    {
    case SQLITE_FULL:
      return _ ("The disk is full: %s cannot grow. Free some space and try again.");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return _ ("%s cannot be written. Make the file and its folder writable and try again.");
    case SQLITE_CANTOPEN:
      return _ ("%s cannot be opened. Check that its folder exists and is yours.");
    case SQLITE_IOERR:
      return _ ("%s cannot be read or written. Check the disk and try again.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      *remedy = VALISE_REMEDY_RETRY_LATER;
      return _ ("%s is in use by another program. Try again in a moment.");
    default:
      return NULL;
    }
}

/* SQLite calls it a failure of the disk when the user's quota is used up, when a file may not grow,
 * or when there is no room for the index of its log: for the user, the disk is full. @number is
 * errno, where SQLite leaves the reason; sqlite3_system_errno() does not know that of a commit. */
static gboolean
lacks_room (int primary, int number)
{
  return primary == SQLITE_IOERR && (number == ENOSPC || number == EDQUOT || number == EFBIG);
}

/**
 * valise_store_fail:
 * @store: a store
 * @result: what SQLite returned
 * @error: (out) (optional): where the error goes
 *
 * Sets the error for a result of SQLite that is none of OK, ROW and DONE. Unless only the item at
 * hand is to blame, an open transaction cannot be committed any more.
 *
 * Returns: %FALSE
 */
gboolean
valise_store_fail (ValiseStore *store, int result, GError **error)
{
  int number = errno;
  int primary = result & 0xff;
  ValiseRemedy remedy;
  const char *sentence = storage_sentence (lacks_room (primary, number) ? SQLITE_FULL : primary,
                                           &remedy);

  store->doomed |= primary != SQLITE_TOOBIG && primary != SQLITE_CONSTRAINT;
  if (sentence != NULL)
    return fail_storage (error, remedy, sentence, store->path);
  if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB)
    return valise_fail (
        error, VALISE_ERROR_CORRUPT, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
        _ ("The database %s is damaged. Close Valise, move the file to a safe place and add the "
           "accounts again; only changes that were not sent yet are in that file alone."),
        store->path);
  if (primary == SQLITE_TOOBIG)
    return valise_fail (error, VALISE_ERROR_TOO_LARGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                        _ ("The item is too large to be stored: the limit is 1 GB."));
  if (primary == SQLITE_CONSTRAINT)
    return valise_fail (error, VALISE_ERROR_FAILED, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                        _ ("The database does not take this change: %s"),
                        sqlite3_errmsg (store->db));
  return valise_fail (error, VALISE_ERROR_FAILED, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_RETRY_LATER,
                      _ ("The database reports: %s"),
                      store->db != NULL ? sqlite3_errmsg (store->db) : sqlite3_errstr (result));
}

/**
 * valise_store_exec:
 * @store: a store
 * @sql: statements without parameters and without results
 * @error: (out) (optional): where the error goes
 *
 * For what is not worth a prepared statement: pragmas and migrations.
 *
 * Returns: whether all statements went through
 */
gboolean
valise_store_exec (ValiseStore *store, const char *sql, GError **error)
{
  int result = sqlite3_exec (store->db, sql, NULL, NULL, NULL);

  return result == SQLITE_OK || valise_store_fail (store, result, error);
}
