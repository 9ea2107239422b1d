/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asking for items: queries, and many by their ids. Events come one at a time by their ids, as the
 * API has it. */

#include "remote/kerio/read.h"

#include <glib/gi18n-lib.h>

#include "net/json.h"
#include "remote/kerio/call.h"
#include "remote/kerio/errors.h"

#define BATCH 200

/* Returns: (transfer full): @strings as JSON */
JsonArray *
valise_kerio_strings (const char *const *strings)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    json_array_add_string_element (array, strings[i]);
  return array;
}

/**
 * valise_kerio_query:
 * @fields: (nullable) (array zero-terminated=1): the members to tell; %NULL: all
 * @start: the first item of the listing
 * @limit: how many; -1: all
 *
 * Returns: (transfer full): a SearchQuery
 */
JsonObject *
valise_kerio_query (const char *const *fields, gint64 start, gint64 limit)
{
  JsonObject *query = json_object_new ();

  json_object_set_array_member (query, "fields", valise_kerio_strings (fields));
  json_object_set_array_member (query, "conditions", json_array_new ());
  json_object_set_string_member (query, "combining", "And");
  json_object_set_int_member (query, "start", start);
  json_object_set_int_member (query, "limit", limit);
  json_object_set_array_member (query, "orderBy", json_array_new ());
  return query;
}

/* Narrows @query. */
void
valise_kerio_query_condition (JsonObject *query,
                              const char *field,
                              const char *comparator,
                              const char *value)
{
  JsonObject *condition = json_object_new ();

  json_object_set_string_member (condition, "fieldName", field);
  json_object_set_string_member (condition, "comparator", comparator);
  json_object_set_string_member (condition, "value", value);
  json_array_add_object_element (json_object_get_array_member (query, "conditions"), condition);
}

/**
 * valise_kerio_get_one:
 * @kerio: a client
 * @kind: its kind
 * @id: the server's id
 * @cancellable: (nullable): cancels it
 * @error: where the error goes; %VALISE_ERROR_GONE of scope item where there is none
 *
 * Returns: (transfer full) (nullable): the item with all its members
 */
JsonObject *
valise_kerio_get_one (
    ValiseKerio *kerio, ValiseKind kind, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *method = valise_kerio_method (kind, "getById");
  JsonObject *params = json_object_new ();
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (GError) failure = NULL;
  JsonObject *object;

  if (kind == VALISE_KIND_EVENT)
    json_object_set_string_member (params, "id", id);
  else
    {
      const char *const ids[] = { id, NULL };

      json_object_set_array_member (params, "ids", valise_kerio_strings (ids));
    }
  result = valise_kerio_call (kerio, method, params, cancellable, &failure);
  if (result == NULL
      && (valise_error_is (failure, VALISE_ERROR_GONE)
          || valise_error_is (failure, VALISE_ERROR_INVALID)))
    valise_fail (error, VALISE_ERROR_GONE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER, "%s",
                 failure->message);
  else if (result == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  if (result == NULL)
    return NULL;
  object = kind == VALISE_KIND_EVENT
               ? valise_json_object (result, "result")
               : valise_json_object_at (valise_json_array (result, "result"), 0);
  if (object != NULL && valise_json_string (object, "id") != NULL)
    return json_object_ref (object);
  if (valise_kerio_item_error (result, 0) != NULL)
    valise_kerio_error_from_item (valise_kerio_item_error (result, 0), error);
  else
    valise_fail (error, VALISE_ERROR_GONE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                 _ ("The item does not exist on the server any more."));
  return NULL;
}

/* Asks for the ids from @start to before @end; for fewer where the answer would be too large. */
static gboolean
get_batch (ValiseKerio *kerio,
           ValiseKind kind,
           GPtrArray *ids,
           guint start,
           guint end,
           GHashTable *found,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *method = valise_kerio_method (kind, "getById");
  JsonObject *params = json_object_new ();
  JsonArray *list = json_array_new ();
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonObject) result = NULL;

  for (guint i = start; i < end; i++)
    json_array_add_string_element (list, ids->pdata[i]);
  json_object_set_array_member (params, "ids", list);
  result = valise_kerio_call (kerio, method, params, cancellable, &failure);
  if (result == NULL && end - start > 1 && valise_error_is (failure, VALISE_ERROR_TOO_LARGE))
    {
      guint middle = (start + end) / 2;

      return get_batch (kerio, kind, ids, start, middle, found, cancellable, error)
             && get_batch (kerio, kind, ids, middle, end, found, cancellable, error);
    }
  if (result == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  list = valise_json_array (result, "result");
  for (guint i = 0; i < valise_json_length (list); i++)
    {
      JsonObject *object = valise_json_object_at (list, i);
      const char *id = valise_json_string (object, "id");

      if (id != NULL)
        g_hash_table_replace (found, g_strdup (id), json_object_ref (object));
    }
  return TRUE;
}

static gboolean
get_events (ValiseKerio *kerio,
            GPtrArray *ids,
            GHashTable *found,
            GCancellable *cancellable,
            GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GError) failure = NULL;
      JsonObject *object = valise_kerio_get_one (kerio, VALISE_KIND_EVENT, ids->pdata[i],
                                                 cancellable, &failure);

      if (object != NULL)
        g_hash_table_replace (found, g_strdup (ids->pdata[i]), object);
      else if (!valise_error_is (failure, VALISE_ERROR_GONE))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * valise_kerio_get_by_id:
 * @kerio: a client
 * @kind: a kind
 * @ids: (element-type utf8): the server's ids of items of that kind
 * @found: (element-type utf8 JsonObject): gets those that are there, with all their members
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: whether the server told what it has of them
 */
gboolean
valise_kerio_get_by_id (ValiseKerio *kerio,
                        ValiseKind kind,
                        GPtrArray *ids,
                        GHashTable *found,
                        GCancellable *cancellable,
                        GError **error)
{
  if (kind == VALISE_KIND_EVENT)
    return get_events (kerio, ids, found, cancellable, error);
  for (guint start = 0; start < ids->len; start += BATCH)
    if (!get_batch (kerio, kind, ids, start, MIN (start + BATCH, ids->len), found, cancellable,
                    error))
      return FALSE;
  return TRUE;
}
