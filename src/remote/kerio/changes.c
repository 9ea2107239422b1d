/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything since a token: one call tells what changed in all folders of the mailbox, and the
 * items that are new or changed are then asked for by their ids. The same change may be told twice
 * and in any order; what counts of each item is what happened last.
 *
 * A move gives the item another id. Where it is told as such, the item keeps the UID that it was
 * read with first, so that the caller can see that it is the same one. */

#include "remote/kerio/verbs.h"

#include <string.h>

#include "net/json.h"
#include "remote/kerio/call.h"
#include "remote/kerio/key.h"
#include "remote/kerio/read.h"

#define MAX_ROUNDS 1000 /* pages in a row; then the server goes in circles */

/* What became of an item. */
typedef struct
{
  ValiseKind kind;
  gboolean gone;
  char *uid; /* nullable: the id that it had before it was moved */
} Fate;

static void
fate_free (Fate *fate)
{
  g_free (fate->uid);
  g_free (fate);
}

static void
set_fate (GHashTable *fates, const char *id, ValiseKind kind, gboolean gone, const char *uid)
{
  Fate *fate;

  if (id == NULL || *id == '\0')
    return;
  fate = g_new0 (Fate, 1);
  fate->kind = kind;
  fate->gone = gone;
  fate->uid = g_strdup (uid);
  g_hash_table_replace (fates, g_strdup (id), fate);
}

/* Files one change of an item. Returns FALSE where it says that something happened, but not to
 * what. */
static gboolean
take_change (JsonObject *change, GHashTable *fates)
{
  const char *type = valise_json_string (change, "type");
  const char *id = valise_json_string (change, "itemId");
  const char *before = valise_json_string (change, "origId");
  ValiseKind kind;

  if (type == NULL || !valise_kerio_kind_of_change (valise_json_string (change, "itemType"), &kind))
    return TRUE;
  if (id == NULL || *id == '\0')
    return FALSE;
  if (g_str_equal (type, "chtDeleted"))
    set_fate (fates, id, kind, TRUE, NULL);
  else if (g_str_equal (type, "chtMoved") && before != NULL && *before != '\0'
           && !g_str_equal (before, id))
    {
      const Fate *earlier = g_hash_table_lookup (fates, before);
      g_autofree char *uid = g_strdup (earlier != NULL && earlier->uid != NULL ? earlier->uid
                                                                               : before);

      set_fate (fates, before, kind, TRUE, NULL);
      set_fate (fates, id, kind, FALSE, uid);
    }
  else if (!g_hash_table_contains (fates, id)
           || ((const Fate *)g_hash_table_lookup (fates, id))->gone)
    set_fate (fates, id, kind, FALSE, NULL);
  return TRUE;
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  gint64 one = valise_json_int (*(JsonObject *const *)a, "watermark", 0);
  gint64 two = valise_json_int (*(JsonObject *const *)b, "watermark", 0);

  return (one > two) - (one < two);
}

/* The changes in the order in which they happened. */
static GPtrArray *
sort_changes (JsonArray *list)
{
  GPtrArray *changes = g_ptr_array_new ();

  for (guint i = 0; i < valise_json_length (list); i++)
    if (valise_json_object_at (list, i) != NULL)
      g_ptr_array_add (changes, valise_json_object_at (list, i));
  g_ptr_array_sort (changes, compare_changes);
  return changes;
}

/* Finds what became of each item. Returns: (transfer full) (nullable): NULL with an error */
static GHashTable *
find_fates (ValiseKerio *kerio, JsonArray *list, gboolean *folders_changed, GError **error)
{
  g_autoptr (GHashTable) fates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify)fate_free);
  g_autoptr (GPtrArray) changes = sort_changes (list);
  gboolean complete = TRUE;

  for (guint i = 0; i < changes->len; i++)
    {
      JsonObject *change = changes->pdata[i];

      if (valise_json_bool (change, "isFolder", FALSE))
        *folders_changed |= g_strcmp0 (valise_json_string (change, "type"), "chtModifiedContent")
                            != 0;
      else if (!valise_kerio_key_is_own (kerio, change))
        complete &= take_change (change, fates);
    }
  if (complete || g_hash_table_size (fates) > 0)
    return g_steal_pointer (&fates);
  valise_remote_cannot_calculate (error);
  return NULL;
}

static void
add_gone (GPtrArray *items, ValiseKind kind, const char *id)
{
  g_autofree char *own_id = valise_kerio_id_new (kind, id);
  ValiseRemoteItem *item = valise_remote_item_new (own_id);

  item->gone = TRUE;
  g_ptr_array_add (items, item);
}

/* A message is remembered as it came, for the fetch of its content that may follow. */
static gboolean
add_present (ValiseKerioReader *reader,
             ValiseKerio *kerio,
             const Fate *fate,
             const char *id,
             JsonObject *object,
             GPtrArray *items,
             GError **error)
{
  g_autoptr (GError) failure = NULL;
  ValiseRemoteItem *item = valise_kerio_reader_item (reader, object, fate->uid, VALISE_DEPTH_NONE,
                                                     &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (item == NULL)
    return TRUE;
  if (fate->kind == VALISE_KIND_MAIL)
    g_hash_table_replace (kerio->recent, g_strdup (id), json_object_ref (object));
  g_ptr_array_add (items, item);
  return TRUE;
}

/* Reads all of one kind that is not gone. What cannot be found any more is. */
static gboolean
read_kind (ValiseKerio *kerio,
           ValiseKind kind,
           GHashTable *fates,
           GPtrArray *items,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify)json_object_unref);
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  g_autoptr (ValiseKerioReader) reader = NULL;
  GHashTableIter iter;
  const char *id;
  gpointer value;

  g_hash_table_iter_init (&iter, fates);
  while (g_hash_table_iter_next (&iter, (gpointer *)&id, &value))
    if (((Fate *)value)->kind == kind && !((Fate *)value)->gone)
      g_ptr_array_add (ids, (char *)id);
  if (ids->len == 0)
    return TRUE;
  if (!valise_kerio_get_by_id (kerio, kind, ids, found, cancellable, error))
    return FALSE;
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (objects, value);
  reader = valise_kerio_reader_new (kerio, kind, objects, cancellable, error);
  if (reader == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      JsonObject *object = g_hash_table_lookup (found, ids->pdata[i]);

      if (object == NULL)
        add_gone (items, kind, ids->pdata[i]);
      else if (!add_present (reader, kerio, g_hash_table_lookup (fates, ids->pdata[i]),
                             ids->pdata[i], object, items, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_items (ValiseKerio *kerio,
            GHashTable *fates,
            GPtrArray *items,
            GCancellable *cancellable,
            GError **error)
{
  GHashTableIter iter;
  const char *id;
  const Fate *fate;

  g_hash_table_iter_init (&iter, fates);
  while (g_hash_table_iter_next (&iter, (gpointer *)&id, (gpointer *)&fate))
    if (fate->gone)
      add_gone (items, fate->kind, id);
  for (guint kind = 0; kind <= VALISE_KIND_NOTE; kind++)
    if (!read_kind (kerio, (ValiseKind)kind, fates, items, cancellable, error))
      return FALSE;
  return TRUE;
}

static void
remember_key (ValiseKerio *kerio, JsonObject *key)
{
  g_free (kerio->key);
  kerio->key = valise_json_print (key);
}

static ValiseRemoteChanges *
start_from_now (ValiseKerio *kerio, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) key = valise_kerio_key_now (kerio, cancellable, error);
  ValiseRemoteChanges *changes;

  if (key == NULL)
    return NULL;
  remember_key (kerio, key);
  kerio->wrote = FALSE;
  changes = g_new0 (ValiseRemoteChanges, 1);
  changes->items = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_remote_item_free);
  changes->token = valise_json_print (key);
  return changes;
}

/* Asks with a key. Whatever the server says about the key itself means the same. */
static JsonObject *
ask (ValiseKerio *kerio, JsonObject *key, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  JsonObject *result = valise_kerio_key_ask (kerio, key, 0, cancellable, &failure);

  if (result != NULL && valise_json_object (result, "syncKey") != NULL)
    return result;
  g_clear_pointer (&result, json_object_unref);
  if (failure == NULL || valise_error_is (failure, VALISE_ERROR_INVALID)
      || valise_error_is (failure, VALISE_ERROR_FAILED)
      || valise_error_is (failure, VALISE_ERROR_GONE)
      || valise_error_is (failure, VALISE_ERROR_PROTOCOL))
    valise_remote_cannot_calculate (error);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * valise_kerio_changes:
 * @kerio: a client
 * @token: (nullable): up to where everything is known
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb changes in remote.h.
 *
 * Returns: (transfer full) (nullable): a page of changes
 */
ValiseRemoteChanges *
valise_kerio_changes (ValiseKerio *kerio,
                      const char *token,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (JsonObject) key = token != NULL ? valise_json_parse (token, strlen (token), NULL)
                                             : NULL;
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (GHashTable) fates = NULL;
  g_autoptr (ValiseRemoteChanges) changes = g_new0 (ValiseRemoteChanges, 1);
  JsonObject *next;
  JsonArray *list;

  changes->items = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_remote_item_free);
  g_hash_table_remove_all (kerio->recent);
  if (token == NULL)
    return start_from_now (kerio, cancellable, error);
  if (key == NULL)
    valise_remote_cannot_calculate (error);
  result = key != NULL ? ask (kerio, key, cancellable, error) : NULL;
  if (result == NULL)
    return NULL;
  next = valise_json_object (result, "syncKey");
  list = valise_json_array (result, "list");
  kerio->rounds = valise_json_length (list) > 0 ? kerio->rounds + 1 : 0;
  if (valise_kerio_key_is_doubtful (kerio, key, next, list) || kerio->rounds > MAX_ROUNDS)
    {
      kerio->rounds = 0;
      valise_remote_cannot_calculate (error);
      return NULL;
    }
  fates = find_fates (kerio, list, &changes->folders_changed, error);
  if (fates == NULL || !read_items (kerio, fates, changes->items, cancellable, error))
    return NULL;
  /* Whether the list was cut is not said, but in what the next one has. */
  changes->more = valise_json_length (list) > 0 && !valise_kerio_key_equal (key, next);
  changes->token = valise_json_print (next);
  remember_key (kerio, next);
  kerio->wrote = FALSE;
  return g_steal_pointer (&changes);
}
