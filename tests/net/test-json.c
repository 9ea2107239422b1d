/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The JSON reader: hostile and mistyped answers must not crash, warn or overflow anything. */

#include "model/error.h"
#include "net/json.h"

static void
test_types (void)
{
  const char *text = "{\"s\":\"x\",\"i\":7,\"d\":2.5,\"big\":1e300,\"b\":true,\"n\":null,"
                     "\"a\":[\"y\",1,{\"k\":\"v\"},[2]],\"o\":{\"k\":\"v\"}}";
  g_autoptr (JsonObject) object = valise_json_parse (text, strlen (text), NULL);
  const char *const names[] = { "s", "i", "d", "big", "b", "n", "a", "o", "missing" };
  JsonArray *array = valise_json_array (object, "a");

  g_assert_cmpstr (valise_json_string (object, "s"), ==, "x");
  g_assert_cmpint (valise_json_int (object, "i", -1), ==, 7);
  g_assert_cmpint (valise_json_int (object, "d", -1), ==, 2);
  g_assert_cmpint (valise_json_int (object, "big", -1), ==, -1);
  g_assert_true (valise_json_bool (object, "b", FALSE));
  g_assert_cmpuint (valise_json_length (array), ==, 4);
  g_assert_cmpstr (valise_json_string_at (array, 0), ==, "y");
  g_assert_null (valise_json_string_at (array, 1));
  g_assert_cmpstr (valise_json_string (valise_json_object_at (array, 2), "k"), ==, "v");
  g_assert_nonnull (valise_json_array_at (array, 3));
  g_assert_null (valise_json_array_at (array, 4));
  g_assert_null (valise_json_object_at (NULL, 0));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) /* G_DEBUG makes a warning fatal */
    {
      valise_json_string (object, names[i]);
      valise_json_int (object, names[i], 0);
      valise_json_bool (object, names[i], FALSE);
      valise_json_array (object, names[i]);
      valise_json_object (object, names[i]);
      valise_json_string (NULL, names[i]);
    }
}

static void
assert_refused (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (valise_json_parse (text, length, &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
}

static void
test_bad (void)
{
  const char *const texts[] = { "",           " ",       "null",  "[]",     "{",
                                "{\"a\":",    "{\"a\"}", "\"x\"", "<html>", "{\"a\":\"\xff\"}",
                                "{\"a\":\"x}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], strlen (texts[i]));
  assert_refused ("{\"a\":1}\0{", 9);
}

static void
test_deep (void)
{
  const gsize depth = 1000000;
  g_autoptr (GString) text = g_string_new ("{\"a\":");
  g_autoptr (JsonObject) fine = NULL;

  for (gsize i = 0; i < depth; i++)
    g_string_append_c (text, '[');
  assert_refused (text->str, text->len);

  /* Brackets in a string nest nothing. */
  g_string_assign (text, "{\"a\":\"\\\"");
  for (guint i = 0; i < 1000; i++)
    g_string_append_c (text, '[');
  g_string_append (text, "\"}");
  fine = valise_json_parse (text->str, text->len, NULL);
  g_assert_nonnull (fine);
}

static void
test_print (void)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "a", "\"\n");
  text = valise_json_print (object);
  g_assert_cmpstr (text, ==, "{\"a\":\"\\\"\\n\"}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/json/types", test_types);
  g_test_add_func ("/net/json/bad", test_bad);
  g_test_add_func ("/net/json/deep", test_deep);
  g_test_add_func ("/net/json/print", test_print);
  return g_test_run ();
}
