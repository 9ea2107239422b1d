/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads JSON of a server that may send anything. json-glib's own getters warn (and stop a test)
 * when a member has another type than the caller thought; these answer with a fallback, so that a
 * driver states what it can do without and checks only what it cannot. All take NULL for an object
 * or array that is not there, so that they nest without a check at each step.
 *
 * json-glib parses by recursion: what is nested more deeply than any sane answer is refused before.
 * It reads about 170 MB/s on one core, several times as fast as a server writes. */

#include "net/json.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"

#define MAX_DEPTH 64

/* Where the string ends whose first character is at @at; each byte is looked at once or twice. */
static gsize
skip_string (const char *text, gsize length, gsize at)
{
  const char *quote;

  while ((quote = memchr (text + at, '"', length - at)) != NULL)
    {
      gsize end = (gsize)(quote - text);
      gsize escapes = 0;

      while (end - escapes > at && text[end - escapes - 1] == '\\')
        escapes++;
      at = end + 1;
      if (escapes % 2 == 0)
        return at;
    }
  return length;
}

/* Whether brackets nest no deeper than MAX_DEPTH. Anything that is not JSON is left to the parser.
 */
static gboolean
is_shallow (const char *text, gsize length)
{
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    switch (text[i])
      {
      case '"':
        i = skip_string (text, length, i + 1) - 1;
        break;
      case '{':
      case '[':
        if (++depth > MAX_DEPTH)
          return FALSE;
        break;
      case '}':
      case ']':
        depth -= depth > 0;
        break;
      default:
        break;
      }
  return TRUE;
}

/**
 * valise_json_parse:
 * @text: JSON text
 * @length: its bytes
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the object that @text is
 */
JsonObject *
valise_json_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root = NULL;

  if (length <= G_MAXSSIZE && is_shallow (text, length)
      && json_parser_load_from_data (parser, text, (gssize)length, NULL))
    root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                   _ ("The server's answer makes no sense: it is not a JSON object."));
      return NULL;
    }
  return json_object_ref (json_node_get_object (root));
}

/**
 * valise_json_print:
 * @object: an object
 *
 * Returns: (transfer full): @object as compact JSON text
 */
char *
valise_json_print (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

static JsonNode *
member (JsonObject *object, const char *name, JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_node_type (node) == type ? node : NULL;
}

static JsonNode *
element (JsonArray *array, guint index, JsonNodeType type)
{
  JsonNode *node = index < valise_json_length (array) ? json_array_get_element (array, index)
                                                      : NULL;

  return node != NULL && json_node_get_node_type (node) == type ? node : NULL;
}

/**
 * valise_json_string:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member's text
 */
const char *
valise_json_string (JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/**
 * valise_json_int:
 * @object: (nullable): an object
 * @name: a member's name
 * @fallback: for a member that is missing or no number
 *
 * Returns: the member's number, without a fraction
 */
gint64
valise_json_int (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = member (object, name, JSON_NODE_VALUE);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_INT64)
    return json_node_get_int (node);
  if (type == G_TYPE_DOUBLE)
    {
      double value = json_node_get_double (node);

      /* Within what both a double and the type can hold: the conversion is undefined outside. */
      return value > -9e15 && value < 9e15 ? (gint64)value : fallback;
    }
  return fallback;
}

/**
 * valise_json_bool:
 * @object: (nullable): an object
 * @name: a member's name
 * @fallback: for a member that is missing or neither true nor false
 *
 * Returns: the member
 */
gboolean
valise_json_bool (JsonObject *object, const char *name, gboolean fallback)
{
  JsonNode *node = member (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN
             ? json_node_get_boolean (node)
             : fallback;
}

/**
 * valise_json_array:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member
 */
JsonArray *
valise_json_array (JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

/**
 * valise_json_object:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member
 */
JsonObject *
valise_json_object (JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

/**
 * valise_json_length:
 * @array: (nullable): an array
 *
 * Returns: how many elements it has
 */
guint
valise_json_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

/**
 * valise_json_string_at:
 * @array: (nullable): an array
 * @index: which element
 *
 * Returns: (transfer none) (nullable): the element's text
 */
const char *
valise_json_string_at (JsonArray *array, guint index)
{
  JsonNode *node = element (array, index, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/**
 * valise_json_int_at:
 * @array: (nullable): an array
 * @index: which element
 * @fallback: for an element that is missing or no whole number
 *
 * Returns: the element's number
 */
gint64
valise_json_int_at (JsonArray *array, guint index, gint64 fallback)
{
  JsonNode *node = element (array, index, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                         : fallback;
}

/**
 * valise_json_object_at:
 * @array: (nullable): an array
 * @index: which element
 *
 * Returns: (transfer none) (nullable): the element
 */
JsonObject *
valise_json_object_at (JsonArray *array, guint index)
{
  JsonNode *node = element (array, index, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

/**
 * valise_json_array_at:
 * @array: (nullable): an array
 * @index: which element
 *
 * Returns: (transfer none) (nullable): the element
 */
JsonArray *
valise_json_array_at (JsonArray *array, guint index)
{
  JsonNode *node = element (array, index, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}
