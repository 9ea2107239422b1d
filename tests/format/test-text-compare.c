/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two texts side by side. */

#include "format/text-compare.h"

/* Writes a comparison as "=same", "!left|right", "<left", ">right" and "~skipped". */
static char *
compare (const char *left, const char *right)
{
  g_autoptr (GPtrArray) lines = valise_text_compare (left, right);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const ValiseComparedLine *line = lines->pdata[i];

      if (i > 0)
        g_string_append_c (out, ' ');
      switch (line->mark)
        {
        case VALISE_COMPARED_SAME:
          g_string_append_printf (out, "=%s", line->left);
          break;
        case VALISE_COMPARED_CHANGED:
          g_string_append_printf (out, "!%s|%s", line->left, line->right);
          break;
        case VALISE_COMPARED_LEFT:
          g_string_append_printf (out, "<%s", line->left);
          break;
        case VALISE_COMPARED_RIGHT:
          g_string_append_printf (out, ">%s", line->right);
          break;
        case VALISE_COMPARED_SKIPPED:
          g_string_append_printf (out, "~%u", line->skipped);
          break;
        }
    }
  return g_string_free (out, FALSE);
}

static void
check (const char *left, const char *right, const char *expected)
{
  g_autofree char *found = compare (left, right);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_lines (void)
{
  check ("", "", "");
  check ("a\n", "a", "=a");
  check ("a\nb\nc", "a\nx\nc", "=a !b|x =c");
  check ("a\nb\nc", "a\nc", "=a <b =c");
  check ("a\nc", "a\nb\nc", "=a >b =c");
  check ("a", "", "<a");
  check ("", "a\nb", ">a >b");
  check ("a\nb\nc\nd", "b\nc\nx\nd", "<a =b =c >x =d");
  check ("1\n2\n3", "4\n5", "!1|4 !2|5 <3");
}

/* Each field is beside itself, whatever else came or went. */
static void
test_fields (void)
{
  check ("When: one\nPlace: here", "Place: there", "<When: one !Place: here|Place: there");
  check ("Place: here", "When: one\nPlace: there", ">When: one !Place: here|Place: there");
}

static void
test_skipped (void)
{
  check ("1\n2\n3\n4\n5\n6\n7\na\n1\n2\n3\n4\n5\n6\n7\n8\nb\n1\n2\n3\n4\n5\n6",
         "1\n2\n3\n4\n5\n6\n7\nA\n1\n2\n3\n4\n5\n6\n7\n8\nB\n1\n2\n3\n4\n5\n6",
         "~4 =5 =6 =7 !a|A =1 =2 =3 ~2 =6 =7 =8 !b|B =1 =2 =3 ~3");
  check ("1\n2\n3\n4\n5", "1\n2\n3\n4\n5", "~5");
}

/* As many lines as anybody has are no burden. */
static void
test_large (void)
{
  g_autoptr (GString) left = g_string_new (NULL);
  g_autoptr (GString) right = g_string_new (NULL);
  g_autoptr (GPtrArray) lines = NULL;

  for (guint i = 0; i < 20000; i++)
    {
      g_string_append_printf (left, "left %u\n", i);
      g_string_append_printf (right, "right %u\n", i);
    }
  lines = valise_text_compare (left->str, right->str);
  g_assert_cmpuint (lines->len, ==, 20000);
}

/* Writes who changed each line: "<" left, ">" right, "*" both, and what it said before. */
static void
check_before (const char *left, const char *right, const char *before, const char *expected)
{
  g_autoptr (GPtrArray) lines = valise_text_compare (left, right);
  g_autoptr (GString) found = g_string_new (NULL);

  valise_text_compare_before (lines, before);
  for (guint i = 0; i < lines->len; i++)
    {
      const ValiseComparedLine *line = lines->pdata[i];

      g_string_append_c (found, "=<>*"[line->by]);
      if (line->before != NULL)
        g_string_append_printf (found, "(%s)", line->before);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_before (void)
{
  check_before ("a\nb", "a\nb", "x", "=");
  check_before ("a\ny\nc", "a\nb\nc", "a\nb\nc", "=<=");
  check_before ("a\nb\nc", "a\nx\nc", "a\nb\nc", "=>=");
  check_before ("Title: y", "Title: x", "Title: before\nWhen: now", "*(Title: before)");
  check_before ("y", "x", "before", "*");
  check_before ("a\nnew", "a", "a", "=<");
  check_before ("a\nold", "a", "a\nold", "=>");
  check_before ("a", "a\nnew", "a", "=>");
  check_before ("a", "a\nold", "a\nold", "=<");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-compare/lines", test_lines);
  g_test_add_func ("/text-compare/fields", test_fields);
  g_test_add_func ("/text-compare/skipped", test_skipped);
  g_test_add_func ("/text-compare/large", test_large);
  g_test_add_func ("/text-compare/before", test_before);
  return g_test_run ();
}
