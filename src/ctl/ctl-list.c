/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Listings. Each is made once, as JSON objects; for people a table of some of their members is
 * printed, so that both always say the same. */

#include "ctl/ctl-list.h"

#include <glib/gi18n-lib.h>

/**
 * valise_ctl_set_string:
 * @object: an object
 * @key: a member
 * @value: (nullable): its value; %NULL becomes null
 */
void
valise_ctl_set_string (JsonObject *object, const char *key, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, key, value);
  else
    json_object_set_null_member (object, key);
}

/**
 * valise_ctl_set_time:
 * @object: an object
 * @key: a member
 * @at: Unix seconds; 0 becomes null
 *
 * Times are RFC 3339 in UTC: they sort as text.
 */
void
valise_ctl_set_time (JsonObject *object, const char *key, gint64 at)
{
  g_autoptr (GDateTime) time = at != 0 ? g_date_time_new_from_unix_utc (at) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  valise_ctl_set_string (object, key, text);
}

/**
 * valise_ctl_print_json:
 * @node: (transfer full): what to print
 */
void
valise_ctl_print_json (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, TRUE);

  json_node_unref (node);
  g_print ("%s\n", text);
}

static JsonNode *
find_member (JsonObject *row, const char *key)
{
  const char *dot = strchr (key, '.');
  g_autofree char *outer = dot != NULL ? g_strndup (key, (gsize)(dot - key)) : NULL;

  if (dot == NULL)
    return json_object_get_member (row, key);
  return json_object_get_member (json_object_get_object_member (row, outer), dot + 1);
}

/* A title that came from anywhere must not move the cursor or break the line. */
static char *
tame (const char *text)
{
  GString *tamed = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (tamed, g_unichar_isprint (c) ? c : ' ');
    }
  return g_string_free (tamed, FALSE);
}

static char *
join_strings (JsonArray *array)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            json_array_get_string_element (array, i));
  return g_string_free (text, FALSE);
}

static char *
cell_text (JsonNode *node)
{
  g_autofree char *flags = NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      flags = join_strings (json_node_get_array (node));
      return tame (flags);
    }
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (node) ? C_ ("value", "yes") : C_ ("value", "no"));
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    default:
      return tame (json_node_get_string (node));
    }
}

/* Columns on a terminal, where a Chinese character takes two. */
static guint
width_of (const char *text)
{
  guint width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

/* All cells of the table, row by row, the titles first. */
static GPtrArray *
make_cells (JsonArray *rows, const ValiseCtlColumn *columns, guint n_columns)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  for (guint column = 0; column < n_columns; column++)
    g_ptr_array_add (cells,
                     g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "column", columns[column].title)));
  for (guint row = 0; row < json_array_get_length (rows); row++)
    for (guint column = 0; column < n_columns; column++)
      g_ptr_array_add (cells, cell_text (find_member (json_array_get_object_element (rows, row),
                                                      columns[column].key)));
  return cells;
}

static void
print_cells (GPtrArray *cells, guint n_columns)
{
  g_autofree guint *widths = g_new0 (guint, n_columns);

  for (guint i = 0; i < cells->len; i++)
    widths[i % n_columns] = MAX (widths[i % n_columns], width_of (cells->pdata[i]));
  for (guint i = 0; i < cells->len; i++)
    {
      const char *text = cells->pdata[i];
      gboolean last = i % n_columns == n_columns - 1;

      g_print ("%s%*s", text, last ? 0 : (int)(widths[i % n_columns] - width_of (text)) + 2,
               last ? "\n" : "");
    }
}

/**
 * valise_ctl_print_list:
 * @ctl: this call: whether JSON is wanted
 * @rows: (transfer full): an array of objects
 * @columns: what people see of them
 */
void
valise_ctl_print_list (const ValiseCtl *ctl, JsonArray *rows, const ValiseCtlColumn *columns)
{
  guint n_columns = 0;
  g_autoptr (GPtrArray) cells = NULL;

  if (ctl->json)
    {
      JsonNode *node = json_node_new (JSON_NODE_ARRAY);

      json_node_take_array (node, rows);
      valise_ctl_print_json (node);
      return;
    }
  while (columns[n_columns].key != NULL)
    n_columns++;
  cells = make_cells (rows, columns, n_columns);
  if (cells->len > n_columns)
    print_cells (cells, n_columns);
  json_array_unref (rows);
}
