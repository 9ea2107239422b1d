/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The files in tests/data as test data: VALISE_TEST_DATA says where they are. */

#include "format/corpus.h"

#include <string.h>

static char *
build_path (const char *folder, const char *name)
{
  return g_build_filename (g_getenv ("VALISE_TEST_DATA"), folder, name, NULL);
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

GStrv
corpus_list (const char *folder)
{
  g_autofree char *name = build_path (folder, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (name, 0, &error);
  GPtrArray *names = g_ptr_array_new ();
  const char *file;

  g_assert_no_error (error);
  while ((file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (file, ".vcf") || g_str_has_suffix (file, ".ics")
        || g_str_has_suffix (file, ".eml"))
      g_ptr_array_add (names, g_strdup (file));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (GStrv)g_ptr_array_free (names, FALSE);
}

void
corpus_add (const char *folder, const char *path, GTestDataFunc test)
{
  g_auto (GStrv) names = corpus_list (folder);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *test_path = g_strconcat (path, "/", names[i], NULL);

      g_test_add_data_func_full (test_path, g_strdup (names[i]), test, g_free);
    }
}

GBytes *
corpus_read (const char *folder, const char *name)
{
  g_autofree char *path = build_path (folder, name);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

void
corpus_check_text (const char *folder, const char *name, char *(*show) (GBytes *content))
{
  g_autoptr (GBytes) content = corpus_read (folder, name);
  g_autofree char *shown = show (content);
  g_autofree char *text_name = g_strdup_printf ("%.*s.txt", (int)strlen (name) - 4, name);
  g_autofree char *path = build_path (folder, text_name);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_utf8_validate (shown, -1, NULL));
  if (g_getenv ("VALISE_TEST_WRITE") != NULL)
    g_file_set_contents (path, shown, -1, &error);
  else
    g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  if (expected != NULL)
    g_assert_cmpstr (shown, ==, expected);
}

static void
append_missing (GString *out, char sign, GStrv lines, GStrv others)
{
  for (guint i = 0; lines[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *)others, lines[i]))
      g_string_append_printf (out, "%c%s\n", sign, g_strchomp (lines[i]));
}

static GStrv
split (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GString) text = g_string_new_len (data, (gssize)size);

  for (gsize i = 0; i < size; i++)
    if (text->str[i] == '\0')
      text->str[i] = '?';
  return g_strsplit (text->str, "\n", -1);
}

char *
corpus_difference (GBytes *before, GBytes *after)
{
  g_auto (GStrv) old = split (before);
  g_auto (GStrv) new = split (after);
  g_auto (GStrv) untouched = g_strdupv (old);
  GString *out = g_string_new (NULL);

  append_missing (out, '-', old, new);
  append_missing (out, '+', new, untouched);
  return g_string_free (out, FALSE);
}

void
corpus_mutate (GBytes *content, guint rounds, void (*use) (GBytes *content))
{
  gsize size;
  const char *data = g_bytes_get_data (content, &size);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2026);

  for (guint round = 0; round < rounds; round++)
    {
      g_autoptr (GByteArray) copy = g_byte_array_new ();
      g_autoptr (GBytes) damaged = NULL;

      g_byte_array_append (copy, (const guint8 *)data, (guint)size);
      for (guint i = 0; i < 1 + round % 5 && copy->len > 4; i++)
        {
          guint at = (guint)g_rand_int_range (rand, 0, (int)copy->len - 2);
          guint length = (guint)g_rand_int_range (rand, 1, MIN (40, (int)(copy->len - at)));

          switch (g_rand_int_range (rand, 0, 5))
            {
            case 0:
              copy->data[at] = (guint8)g_rand_int_range (rand, 0, 256);
              break;
            case 1:
              g_byte_array_remove_range (copy, at, length);
              break;
            case 2:
              copy->data[at] = (guint8) "\r\n:;,=\"\\ \t0-9"[g_rand_int_range (rand, 0, 13)];
              break;
            case 3:
              g_byte_array_set_size (copy, at + 1);
              break;
            default:
              {
                g_autofree guint8 *piece = g_memdup2 (copy->data + at, length);

                g_byte_array_append (copy, piece, length);
              }
            }
        }
      damaged = g_bytes_new (copy->data, copy->len);
      use (damaged);
    }
}
