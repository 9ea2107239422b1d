/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes JSON structures in few words. */

#include "demo/make.h"

#include <string.h>

static void
set_member (JsonObject *object, const char *name, char type, va_list *args)
{
  switch (type)
    {
    case 's':
      json_object_set_string_member (object, name, va_arg (*args, const char *));
      return;
    case 'n':
      json_object_set_int_member (object, name, va_arg (*args, int));
      return;
    case 'b':
      json_object_set_boolean_member (object, name, va_arg (*args, gboolean));
      return;
    case 'o':
      json_object_set_object_member (object, name, va_arg (*args, JsonObject *));
      return;
    case 'a':
      json_object_set_array_member (object, name, va_arg (*args, JsonArray *));
      return;
    default:
      g_return_if_reached ();
    }
}

/**
 * valise_demo_make:
 * @first: "name:type" of a member, where the type is s (text), n (an int), b (a gboolean), o (an
 *   object, taken) or a (an array, taken)
 * @...: its value, then further members, then %NULL
 *
 * Returns: (transfer full): the object
 */
JsonObject *
valise_demo_make (const char *first, ...)
{
  JsonObject *object = json_object_new ();
  va_list args;

  va_start (args, first);
  for (const char *spec = first; spec != NULL; spec = va_arg (args, const char *))
    {
      const char *colon = strchr (spec, ':');
      g_autofree char *name = g_strndup (spec, (gsize)(colon - spec));

      set_member (object, name, colon[1], &args);
    }
  va_end (args);
  return object;
}

/**
 * valise_demo_make_list:
 * @first: (transfer full) (nullable): an object
 * @...: further ones, taken too, then %NULL
 *
 * Returns: (transfer full): the array of them
 */
JsonArray *
valise_demo_make_list (JsonObject *first, ...)
{
  JsonArray *array = json_array_new ();
  va_list args;

  va_start (args, first);
  for (JsonObject *object = first; object != NULL; object = va_arg (args, JsonObject *))
    json_array_add_object_element (array, object);
  va_end (args);
  return array;
}

/**
 * valise_demo_make_strings:
 * @first: (nullable): a text
 * @...: further ones, then %NULL
 *
 * Returns: (transfer full): the array of them
 */
JsonArray *
valise_demo_make_strings (const char *first, ...)
{
  JsonArray *array = json_array_new ();
  va_list args;

  va_start (args, first);
  for (const char *text = first; text != NULL; text = va_arg (args, const char *))
    json_array_add_string_element (array, text);
  va_end (args);
  return array;
}
