/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Checks, completes and cuts structures by their tables (field-tables.c).
 *
 * What a table does not know is refused, as is a member of another type, a word that its enum does
 * not have, and on "set" an inner structure that is not complete. Members of an item itself may be
 * left out: "set" changes what it is given. */

#include "demo/fields.h"

#include <string.h>

#include "demo/fault.h"
#include "demo/times.h"
#include "net/json.h"

/**
 * valise_demo_field_find:
 * @fields: a structure's table
 * @name: a member's name
 *
 * Returns: (nullable): what is known of that member
 */
const ValiseDemoField *
valise_demo_field_find (const ValiseDemoField *fields, const char *name)
{
  for (; fields->name != NULL; fields++)
    if (g_str_equal (fields->name, name))
      return fields;
  return NULL;
}

static gboolean
is_one_of (const char *values, const char *word)
{
  g_auto (GStrv) words = g_strsplit (values, "|", -1);

  return g_strv_contains ((const char *const *)words, word);
}

static gboolean
holds (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static gboolean
holds_all (JsonNode *node, GType type)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; i < valise_json_length (array); i++)
    if (!holds (json_array_get_element (array, i), type))
      return FALSE;
  return array != NULL;
}

static gboolean
holds_structures (JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; i < valise_json_length (array); i++)
    if (valise_json_object_at (array, i) == NULL)
      return FALSE;
  return array != NULL;
}

static gboolean
has_type (const ValiseDemoField *field, JsonNode *node)
{
  switch (field->type)
    {
    case VALISE_DEMO_STRING:
      return holds (node, G_TYPE_STRING);
    case VALISE_DEMO_NUMBER:
      return holds (node, G_TYPE_INT64);
    case VALISE_DEMO_BOOL:
      return holds (node, G_TYPE_BOOLEAN);
    case VALISE_DEMO_DATE:
      return holds (node, G_TYPE_STRING) && valise_demo_time_is_valid (json_node_get_string (node));
    case VALISE_DEMO_ENUM:
      return holds (node, G_TYPE_STRING) && is_one_of (field->values, json_node_get_string (node));
    case VALISE_DEMO_STRINGS:
      return holds_all (node, G_TYPE_STRING);
    case VALISE_DEMO_NUMBERS:
      return holds_all (node, G_TYPE_INT64);
    case VALISE_DEMO_STRUCT:
      return JSON_NODE_HOLDS_OBJECT (node);
    case VALISE_DEMO_STRUCTS:
      return holds_structures (node);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
check_complete (const ValiseDemoField *fields, JsonObject *given, const char *name, GError **error)
{
  for (; fields->name != NULL; fields++)
    if ((fields->flags & (VALISE_DEMO_READ_ONLY | VALISE_DEMO_OPTIONAL)) == 0
        && !json_object_has_member (given, fields->name))
      {
        g_autofree char *parameters = g_strdup_printf ("%s\n%s", name, fields->name);

        return valise_demo_fail (
            error, VALISE_DEMO_FAILED,
            "Cannot update %1, all fields in structure must be set. Missing field: %2.",
            parameters);
      }
  return TRUE;
}

static gboolean
check_inside (const ValiseDemoField *field,
              JsonObject *given,
              ValiseDemoPurpose purpose,
              GError **error)
{
  if (purpose == VALISE_DEMO_FOR_SET && !check_complete (field->fields, given, field->name, error))
    return FALSE;
  return valise_demo_fields_check (field->fields, given, purpose, field->name, error);
}

static gboolean
check_member (const ValiseDemoField *field,
              JsonNode *node,
              ValiseDemoPurpose purpose,
              GError **error)
{
  JsonArray *array;

  if (!has_type (field, node))
    return valise_demo_fail (error, VALISE_DEMO_BAD_PARAMS, "Invalid value of the field %1.",
                             field->name);
  if (field->type == VALISE_DEMO_STRUCT)
    return check_inside (field, json_node_get_object (node), purpose, error);
  if (field->type != VALISE_DEMO_STRUCTS)
    return TRUE;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!check_inside (field, json_array_get_object_element (array, i), purpose, error))
      return FALSE;
  return TRUE;
}

/**
 * valise_demo_fields_check:
 * @fields: a structure's table
 * @given: what a client sent
 * @purpose: what it is for
 * @structure: what it is called
 * @error: where the error goes
 *
 * Returns: whether @given is such a structure
 */
gboolean
valise_demo_fields_check (const ValiseDemoField *fields,
                          JsonObject *given,
                          ValiseDemoPurpose purpose,
                          const char *structure,
                          GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, given);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const ValiseDemoField *field = valise_demo_field_find (fields, name);

      if (field == NULL)
        {
          g_autofree char *parameters = g_strdup_printf ("%s\n%s", name, structure);

          return valise_demo_fail (error, VALISE_DEMO_BAD_PARAMS, "Unknown field %1 in %2.",
                                   parameters);
        }
      if (!check_member (field, node, purpose, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * valise_demo_fields_check_change:
 * @fields: a structure's table
 * @stored: what is stored
 * @given: what is to be changed
 * @error: where the error goes
 *
 * Returns: whether @given changes nothing that must not be changed
 */
gboolean
valise_demo_fields_check_change (const ValiseDemoField *fields,
                                 JsonObject *stored,
                                 JsonObject *given,
                                 GError **error)
{
  for (; fields->name != NULL; fields++)
    {
      JsonNode *now = json_object_get_member (stored, fields->name);
      JsonNode *wanted = json_object_get_member (given, fields->name);

      if ((fields->flags & (VALISE_DEMO_READ_ONLY | VALISE_DEMO_WRITE_ONCE)) != 0 && wanted != NULL
          && now != NULL && !json_node_equal (now, wanted))
        return valise_demo_fail (error, VALISE_DEMO_NOT_PERMITTED,
                                 "Update of the field %1 is not allowed.", fields->name);
    }
  return TRUE;
}

static JsonNode *
default_of (const ValiseDemoField *field)
{
  JsonNode *node = json_node_alloc ();
  g_auto (GStrv) values = NULL;
  JsonObject *object;

  switch (field->type)
    {
    case VALISE_DEMO_STRING:
    case VALISE_DEMO_DATE:
      return json_node_init_string (node, "");
    case VALISE_DEMO_NUMBER:
      return json_node_init_int (node, 0);
    case VALISE_DEMO_BOOL:
      return json_node_init_boolean (node, FALSE);
    case VALISE_DEMO_ENUM:
      values = g_strsplit (field->values, "|", 2);
      return json_node_init_string (node, values[0]);
    case VALISE_DEMO_STRINGS:
    case VALISE_DEMO_NUMBERS:
    case VALISE_DEMO_STRUCTS:
      json_node_init (node, JSON_NODE_ARRAY);
      json_node_take_array (node, json_array_new ());
      return node;
    case VALISE_DEMO_STRUCT:
      object = json_object_new ();
      valise_demo_fields_complete (field->fields, object);
      json_node_init (node, JSON_NODE_OBJECT);
      json_node_take_object (node, object);
      return node;
    default:
      g_return_val_if_reached (node);
    }
}

/**
 * valise_demo_fields_complete:
 * @fields: a structure's table
 * @object: such a structure
 *
 * Gives every member that is missing its default, inside too.
 */
void
valise_demo_fields_complete (const ValiseDemoField *fields, JsonObject *object)
{
  for (; fields->name != NULL; fields++)
    {
      JsonObject *given = valise_json_object (object, fields->name);
      JsonArray *list = fields->type == VALISE_DEMO_STRUCTS
                            ? valise_json_array (object, fields->name)
                            : NULL;

      if ((fields->flags & VALISE_DEMO_WRITE_ONLY) != 0)
        json_object_remove_member (object, fields->name);
      else if (!json_object_has_member (object, fields->name))
        json_object_set_member (object, fields->name, default_of (fields));
      else if (given != NULL)
        {
          JsonObject *copy = valise_demo_fields_pick (fields->fields, given, NULL, FALSE);

          valise_demo_fields_complete (fields->fields, copy);
          json_object_set_object_member (object, fields->name, copy);
        }
      else if (list != NULL)
        {
          JsonArray *copies = json_array_new ();

          for (guint i = 0; i < json_array_get_length (list); i++)
            {
              JsonObject *copy = valise_demo_fields_pick (
                  fields->fields, json_array_get_object_element (list, i), NULL, FALSE);

              valise_demo_fields_complete (fields->fields, copy);
              json_array_add_object_element (copies, copy);
            }
          json_object_set_array_member (object, fields->name, copies);
        }
    }
}

/**
 * valise_demo_fields_merge:
 * @fields: a structure's table
 * @stored: what is stored
 * @given: what is to be changed, checked
 *
 * Takes over what may be written. What is only for reading keeps its value.
 */
void
valise_demo_fields_merge (const ValiseDemoField *fields, JsonObject *stored, JsonObject *given)
{
  for (const ValiseDemoField *field = fields; field->name != NULL; field++)
    {
      JsonNode *node = json_object_get_member (given, field->name);

      if (node != NULL && (field->flags & VALISE_DEMO_READ_ONLY) == 0)
        json_object_set_member (stored, field->name, json_node_copy (node));
    }
  valise_demo_fields_complete (fields, stored);
}

static gboolean
is_wanted (const ValiseDemoField *field, JsonArray *names, gboolean listing)
{
  if ((field->flags & VALISE_DEMO_WRITE_ONLY) != 0
      || (listing && (field->flags & VALISE_DEMO_NOT_LISTED) != 0))
    return FALSE;
  if (valise_json_length (names) == 0)
    return TRUE;
  for (guint i = 0; i < json_array_get_length (names); i++)
    if (g_strcmp0 (valise_json_string_at (names, i), field->name) == 0)
      return TRUE;
  return FALSE;
}

/**
 * valise_demo_fields_pick:
 * @fields: a structure's table
 * @object: such a structure
 * @names: (nullable): what is asked for; nothing or an empty list asks for all
 * @listing: leave out what listings do not have
 *
 * The members themselves are shared: whatever is inside an item is replaced, never changed.
 *
 * Returns: (transfer full): @object with these members
 */
JsonObject *
valise_demo_fields_pick (const ValiseDemoField *fields,
                         JsonObject *object,
                         JsonArray *names,
                         gboolean listing)
{
  JsonObject *picked = json_object_new ();

  for (; fields->name != NULL; fields++)
    {
      JsonNode *node = json_object_get_member (object, fields->name);

      if (node != NULL && is_wanted (fields, names, listing))
        json_object_set_member (picked, fields->name, json_node_copy (node));
    }
  return picked;
}
