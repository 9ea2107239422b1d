/* SPDX-License-Identifier: GPL-3.0-or-later */

/* SearchQuery of the API: conditions that are all joined by And or all by Or, an order, a window,
 * and the fields to be answered. */

#include "demo/query.h"

#include <string.h>

#include "demo/fault.h"
#include "demo/times.h"
#include "net/json.h"

#define QUICKSEARCH "QUICKSEARCH"
#define FULLTEXT "FULLTEXT"

static gboolean
is_search (const char *name)
{
  return g_strcmp0 (name, QUICKSEARCH) == 0 || g_strcmp0 (name, FULLTEXT) == 0;
}

static gboolean
check_name (const ValiseDemoField *fields, const char *name, GError **error)
{
  if (name != NULL && (is_search (name) || valise_demo_field_find (fields, name) != NULL))
    return TRUE;
  return valise_demo_fail (error, VALISE_DEMO_BAD_PARAMS, "Unknown field %1 in query.", name);
}

/**
 * valise_demo_query_fields_exist:
 * @query: a query
 * @fields: the table of what is asked for
 * @error: where the error goes
 *
 * Returns: whether all fields that @query names exist
 */
gboolean
valise_demo_query_fields_exist (JsonObject *query, const ValiseDemoField *fields, GError **error)
{
  JsonArray *names = valise_json_array (query, "fields");
  JsonArray *conditions = valise_json_array (query, "conditions");
  JsonArray *orders = valise_json_array (query, "orderBy");

  for (guint i = 0; i < valise_json_length (names); i++)
    if (!check_name (fields, valise_json_string_at (names, i), error))
      return FALSE;
  for (guint i = 0; i < valise_json_length (conditions); i++)
    if (!check_name (
            fields, valise_json_string (valise_json_object_at (conditions, i), "fieldName"), error))
      return FALSE;
  for (guint i = 0; i < valise_json_length (orders); i++)
    if (!check_name (fields, valise_json_string (valise_json_object_at (orders, i), "columnName"),
                     error))
      return FALSE;
  return TRUE;
}

/* A value as text that compares like the value does. */
static char *
comparable (const ValiseDemoField *field, JsonNode *node)
{
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                            : G_TYPE_INVALID;

  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%020" G_GINT64_FORMAT, json_node_get_int (node));
  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  if (type == G_TYPE_STRING && field->type == VALISE_DEMO_DATE)
    return g_strdup_printf ("%020" G_GINT64_FORMAT,
                            valise_demo_time_unix (json_node_get_string (node)));
  if (type == G_TYPE_STRING)
    return g_utf8_casefold (json_node_get_string (node), -1);
  return node != NULL ? json_to_string (node, FALSE) : g_strdup ("");
}

static char *
comparable_value (const ValiseDemoField *field, const char *value)
{
  if (field->type == VALISE_DEMO_NUMBER)
    return g_strdup_printf ("%020" G_GINT64_FORMAT, g_ascii_strtoll (value, NULL, 10));
  if (field->type == VALISE_DEMO_DATE)
    return g_strdup_printf ("%020" G_GINT64_FORMAT, valise_demo_time_unix (value));
  return g_utf8_casefold (value, -1);
}

/* "%" stands for anything; without one, anything may be around it. */
static gboolean
is_like (const char *text, const char *value)
{
  g_autofree char *pattern = g_strdup (value);

  if (strchr (pattern, '%') == NULL)
    return strstr (text, pattern) != NULL;
  return g_pattern_match_simple (g_strdelimit (pattern, "%", '*'), text);
}

static gboolean
compare (const char *text, const char *comparator, const char *value)
{
  int order = strcmp (text, value);

  if (g_str_equal (comparator, "Eq"))
    return order == 0;
  if (g_str_equal (comparator, "NotEq"))
    return order != 0;
  if (g_str_equal (comparator, "LessThan"))
    return order < 0;
  if (g_str_equal (comparator, "GreaterThan"))
    return order > 0;
  if (g_str_equal (comparator, "LessEq"))
    return order <= 0;
  if (g_str_equal (comparator, "GreaterEq"))
    return order >= 0;
  return is_like (text, value);
}

/* Anywhere in the object. */
static gboolean
search (JsonObject *object, const char *value)
{
  g_autofree char *text = valise_json_print (object);
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *wanted = g_utf8_casefold (value, -1);

  return strstr (folded, g_strdelimit (wanted, "%", ' ')) != NULL;
}

static gboolean
meets (JsonObject *object, JsonObject *condition, const ValiseDemoField *fields)
{
  const char *name = valise_json_string (condition, "fieldName");
  const char *comparator = valise_json_string (condition, "comparator");
  const char *value = valise_json_string (condition, "value");
  const ValiseDemoField *field = valise_demo_field_find (fields, name);
  g_autofree char *text = NULL, *wanted = NULL;

  if (value == NULL)
    value = "";
  if (is_search (name))
    return search (object, value);
  text = comparable (field, json_object_get_member (object, name));
  wanted = comparable_value (field, value);
  return compare (text, comparator != NULL ? comparator : "Eq", wanted);
}

static gboolean
matches (JsonObject *object, JsonObject *query, const ValiseDemoField *fields)
{
  JsonArray *conditions = valise_json_array (query, "conditions");
  gboolean any = g_strcmp0 (valise_json_string (query, "combining"), "Or") == 0;
  guint met = 0, count = valise_json_length (conditions);

  for (guint i = 0; i < count; i++)
    met += meets (object, json_array_get_object_element (conditions, i), fields);
  return any && count > 0 ? met > 0 : met == count;
}

typedef struct
{
  const ValiseDemoField *fields;
  JsonArray *orders;
} Sorting;

static int
by_orders (gconstpointer a, gconstpointer b, gpointer data)
{
  const Sorting *sorting = data;

  for (guint i = 0; i < valise_json_length (sorting->orders); i++)
    {
      JsonObject *order = json_array_get_object_element (sorting->orders, i);
      const char *name = valise_json_string (order, "columnName");
      const ValiseDemoField *field = valise_demo_field_find (sorting->fields, name);
      g_autofree char *left = comparable (field, json_object_get_member (*(JsonObject **)a, name));
      g_autofree char *right = comparable (field, json_object_get_member (*(JsonObject **)b, name));
      int result = strcmp (left, right);

      if (result != 0)
        return g_strcmp0 (valise_json_string (order, "direction"), "Desc") == 0 ? -result : result;
    }
  return 0;
}

/**
 * valise_demo_query_run:
 * @query: a query, checked
 * @fields: the table of @objects
 * @objects: (element-type JsonObject): what there is
 * @cap: how many are answered at most
 * @total: (out): how many there are if there is no limit
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): what is asked for
 */
JsonArray *
valise_demo_query_run (JsonObject *query,
                       const ValiseDemoField *fields,
                       GPtrArray *objects,
                       guint cap,
                       guint *total,
                       GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  gint64 start = valise_json_int (query, "start", 0);
  gint64 limit = valise_json_int (query, "limit", -1);
  Sorting sorting = { fields, valise_json_array (query, "orderBy") };
  JsonArray *list;

  if (!valise_demo_query_fields_exist (query, fields, error))
    return NULL;
  for (guint i = 0; i < objects->len; i++)
    if (matches (objects->pdata[i], query, fields))
      g_ptr_array_add (found, objects->pdata[i]);
  g_ptr_array_sort_with_data (found, by_orders, &sorting);

  *total = found->len;
  if (limit < 0 || limit > cap)
    limit = cap;
  list = json_array_new ();
  for (gint64 i = MAX (start, 0); i < found->len && json_array_get_length (list) < limit; i++)
    json_array_add_object_element (
        list, valise_demo_fields_pick (fields, found->pdata[i], valise_json_array (query, "fields"),
                                       TRUE));
  return list;
}
