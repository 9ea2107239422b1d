/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The token of the service: for each collection what its folders look like, its state, and the
 * server's own token for what changed since (RFC 6578). The last two are mostly the same; but what
 * a report tells may be newer than what was said of the collection before it, and a server is free
 * to write the one otherwise than the other. */

#include "remote/dav/token.h"

#include "net/json.h"

static void
mark_free (ValiseDavMark *mark)
{
  g_free (mark->folders);
  g_free (mark->state);
  g_free (mark->token);
  g_free (mark);
}

static GHashTable *
marks_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)mark_free);
}

/**
 * valise_dav_token_parse:
 * @text: what valise_dav_token_print() gave
 *
 * Returns: (transfer full) (nullable) (element-type utf8 ValiseDavMark): what the caller knows, by
 *   the collections' paths; %NULL where it makes no sense
 */
GHashTable *
valise_dav_token_parse (const char *text)
{
  g_autoptr (JsonObject) object = valise_json_parse (text, strlen (text), NULL);
  JsonObject *collections = valise_json_object (object, "collections");
  g_autoptr (GList) paths = collections != NULL ? json_object_get_members (collections) : NULL;
  GHashTable *marks;

  if (collections == NULL)
    return NULL;
  marks = marks_new ();
  for (GList *path = paths; path != NULL; path = path->next)
    {
      JsonObject *entry = valise_json_object (collections, path->data);
      ValiseDavMark *mark = g_new0 (ValiseDavMark, 1);

      mark->folders = g_strdup (valise_json_string (entry, "folders"));
      mark->state = g_strdup (valise_json_string (entry, "state"));
      mark->token = g_strdup (valise_json_string (entry, "token"));
      g_hash_table_replace (marks, g_strdup (path->data), mark);
    }
  return marks;
}

/**
 * valise_dav_token_print:
 * @marks: (element-type utf8 ValiseDavMark): what the caller is to know
 *
 * Returns: (transfer full): that as text; always the same text for the same marks
 */
char *
valise_dav_token_print (GHashTable *marks)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObject *collections = json_object_new ();
  g_autoptr (GList) paths = g_list_sort (g_hash_table_get_keys (marks), (GCompareFunc)strcmp);

  for (GList *path = paths; path != NULL; path = path->next)
    {
      const ValiseDavMark *mark = g_hash_table_lookup (marks, path->data);
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "folders", mark->folders);
      json_object_set_string_member (entry, "state", mark->state);
      if (mark->token != NULL)
        json_object_set_string_member (entry, "token", mark->token);
      json_object_set_object_member (collections, path->data, entry);
    }
  json_object_set_object_member (object, "collections", collections);
  return valise_json_print (object);
}

/**
 * valise_dav_token_set:
 * @marks: (element-type utf8 ValiseDavMark): what the caller is to know
 * @collection: everything up to this state of it
 * @token: (nullable): from where the server is to tell what changes then
 */
void
valise_dav_token_set (GHashTable *marks, const ValiseDavCollection *collection, const char *token)
{
  ValiseDavMark *mark = g_new0 (ValiseDavMark, 1);

  mark->folders = valise_dav_collection_describe (collection);
  mark->state = g_strdup (collection->state);
  mark->token = g_strdup (token);
  g_hash_table_replace (marks, g_strdup (collection->path), mark);
}

/**
 * valise_dav_token_now:
 * @collections: (element-type ValiseDavCollection): the collections
 *
 * Returns: (transfer full) (element-type utf8 ValiseDavMark): all of them as they are now
 */
GHashTable *
valise_dav_token_now (GPtrArray *collections)
{
  GHashTable *marks = marks_new ();

  for (guint i = 0; i < collections->len; i++)
    {
      const ValiseDavCollection *collection = collections->pdata[i];

      valise_dav_token_set (marks, collection, collection->token);
    }
  return marks;
}
