/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The occurrences of series, asked for once a folder. A listing does not tell all of an occurrence,
 * so the changed ones are asked for by their ids. */

#include "remote/kerio/occurrences.h"

#include <glib/gi18n-lib.h>

#include "format/civil.h"
#include "model/error.h"
#include "net/json.h"
#include "remote/kerio/call.h"
#include "remote/kerio/fields.h"
#include "remote/kerio/read.h"

/**
 * valise_kerio_weekday_of:
 * @start: (nullable): a UtcDateTime
 * @here: where the user is
 *
 * Returns: the day of the week there, Sunday is 0; -1 where @start is no time
 */
int
valise_kerio_weekday_of (const char *start, const ValiseZone *here)
{
  ValiseKerioTime time = valise_kerio_time_read (start);

  if (!time.is_set)
    return -1;
  return valise_civil_weekday (
      valise_civil_day_of (time.is_date ? time.local : valise_zone_to_local (here, time.utc)));
}

/* The folders that have a series, and the series themselves. */
static GHashTable *
find_series (GPtrArray *events, GHashTable *folders)
{
  GHashTable *series = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify)json_array_unref);

  for (guint i = 0; i < events->len; i++)
    {
      const char *id = valise_json_string (events->pdata[i], "id");
      const char *folder = valise_json_string (events->pdata[i], "folderId");

      if (id == NULL || folder == NULL
          || !valise_json_bool (valise_json_object (events->pdata[i], "rule"), "isSet", FALSE))
        continue;
      g_hash_table_insert (series, g_strdup (id), json_array_new ());
      g_hash_table_add (folders, g_strdup (folder));
    }
  return series;
}

static JsonObject *
make_params (GHashTable *folders, const ValiseKerioContext *context, gint64 start)
{
  g_autofree char *from = valise_civil_format (context->from, FALSE, TRUE);
  g_autofree char *to = valise_civil_format (context->to, FALSE, TRUE);
  JsonObject *query = valise_kerio_query (NULL, start, -1);
  JsonObject *params = json_object_new ();
  JsonArray *ids = json_array_new ();
  GHashTableIter iter;
  const char *id;

  g_hash_table_iter_init (&iter, folders);
  while (g_hash_table_iter_next (&iter, (gpointer *)&id, NULL))
    json_array_add_string_element (ids, id);
  valise_kerio_query_condition (query, "start", "GreaterEq", from);
  valise_kerio_query_condition (query, "end", "LessThan", to);
  json_object_set_array_member (params, "folderIds", ids);
  json_object_set_object_member (params, "query", query);
  return params;
}

/* Gets all occurrences in the span: what a server leaves out of a long list is asked for as well,
 * as what is not told would be taken for removed. */
static JsonArray *
get_all (ValiseKerio *kerio,
         GHashTable *folders,
         const ValiseKerioContext *context,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (JsonArray) all = json_array_new ();
  gint64 total = 0;
  guint count;

  do
    {
      g_autoptr (JsonObject) result = valise_kerio_call (
          kerio, "Occurrences.get", make_params (folders, context, valise_json_length (all)),
          cancellable, error);
      JsonArray *list = valise_json_array (result, "list");

      if (result == NULL)
        return NULL;
      count = valise_json_length (list);
      total = valise_json_int (result, "totalItems", count);
      for (guint i = 0; i < count; i++)
        json_array_add_element (all, json_node_copy (json_array_get_element (list, i)));
    }
  while (count > 0 && valise_json_length (all) < total);
  if (valise_json_length (all) >= total)
    return g_steal_pointer (&all);
  valise_fail (error, VALISE_ERROR_BUSY, VALISE_SCOPE_FOLDER, VALISE_REMEDY_RETRY_LATER,
               _ ("The folder changes while it is listed. Valise tries again later."));
  return NULL;
}

/* Asks for the changed ones of @list with all their members. */
static JsonObject *
get_changed (ValiseKerio *kerio,
             JsonArray *list,
             GHashTable *series,
             GCancellable *cancellable,
             GError **error)
{
  JsonArray *ids = json_array_new ();
  JsonObject *params;

  for (guint i = 0; i < valise_json_length (list); i++)
    {
      JsonObject *occurrence = valise_json_object_at (list, i);
      const char *event = valise_json_string (occurrence, "eventId");
      const char *id = valise_json_string (occurrence, "id");

      if (event != NULL && id != NULL && g_hash_table_contains (series, event)
          && valise_json_bool (occurrence, "isException", FALSE))
        json_array_add_string_element (ids, id);
    }
  if (json_array_get_length (ids) == 0)
    {
      json_array_unref (ids);
      return json_object_new ();
    }
  params = json_object_new ();
  json_object_set_array_member (params, "ids", ids);
  return valise_kerio_call (kerio, "Occurrences.getById", params, cancellable, error);
}

static void
file (JsonObject *occurrence, GHashTable *series, GHashTable *filed)
{
  const char *id = valise_json_string (occurrence, "id");
  const char *event = valise_json_string (occurrence, "eventId");
  JsonArray *list = event != NULL ? g_hash_table_lookup (series, event) : NULL;

  if (id != NULL && list != NULL && g_hash_table_add (filed, (char *)id))
    json_array_add_object_element (list, json_object_ref (occurrence));
}

/**
 * valise_kerio_occurrences_of:
 * @kerio: a client
 * @events: (element-type JsonObject): Events of the API
 * @context: the span of time that is wanted
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type utf8 JsonArray): the ids of those that are
 *   series, each with its Occurrences in the span
 */
GHashTable *
valise_kerio_occurrences_of (ValiseKerio *kerio,
                             GPtrArray *events,
                             const ValiseKerioContext *context,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (GHashTable) folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) series = find_series (events, folders);
  g_autoptr (GHashTable) filed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonArray) all = NULL;
  g_autoptr (JsonObject) changed = NULL;
  JsonArray *lists[2];

  if (g_hash_table_size (series) == 0)
    return g_steal_pointer (&series);
  all = get_all (kerio, folders, context, cancellable, error);
  if (all == NULL)
    return NULL;
  changed = get_changed (kerio, all, series, cancellable, error);
  if (changed == NULL)
    return NULL;
  lists[0] = valise_json_array (changed, "result");
  lists[1] = all;
  for (guint k = 0; k < G_N_ELEMENTS (lists); k++)
    for (guint i = 0; i < valise_json_length (lists[k]); i++)
      file (valise_json_object_at (lists[k], i), series, filed);
  return g_steal_pointer (&series);
}
