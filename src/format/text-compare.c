/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two versions of an item side by side: both as text, a line for each field, and which lines
 * differ. The longest common subsequence says what is the same; what lies between is paired by its
 * field. */

#include "format/text-compare.h"

#include "format/content-summary.h"
#include "format/mail-view.h"

#include <string.h>

/* Texts with more lines than that between what is the same at both ends are not compared line by
 * line: it costs their product. */
#define MAX_CELLS ((gsize)4 * 1000 * 1000)

/* Of what is the same, so many lines are kept before and after a difference. */
#define CONTEXT 3

/* Longer ones are no names of fields. */
#define LABEL_MAX 30

static void
line_free (ValiseComparedLine *line)
{
  g_free (line->left);
  g_free (line->right);
  g_free (line->before);
  g_free (line);
}

static void
add (GPtrArray *lines, const char *left, const char *right)
{
  ValiseComparedLine *line = g_new0 (ValiseComparedLine, 1);

  line->left = g_strdup (left);
  line->right = g_strdup (right);
  if (left == NULL)
    line->mark = VALISE_COMPARED_RIGHT;
  else if (right == NULL)
    line->mark = VALISE_COMPARED_LEFT;
  else
    line->mark = g_str_equal (left, right) ? VALISE_COMPARED_SAME : VALISE_COMPARED_CHANGED;
  g_ptr_array_add (lines, line);
}

/* The length of "Subject:". 0: the line is no field. */
static gsize
label_length (const char *line)
{
  const char *colon = strchr (line, ':');

  return colon != NULL && colon[1] == ' ' && colon - line <= LABEL_MAX ? (gsize)(colon - line) : 0;
}

static gboolean
has_label_of (const char *a, const char *b)
{
  gsize length = label_length (a);

  return length == label_length (b) && strncmp (a, b, length) == 0;
}

/* Adds what differs: lines of the same field beside each other. */
static void
add_gap (GPtrArray *lines, char **left, guint n_left, char **right, guint n_right)
{
  guint next = 0;

  for (guint i = 0; i < n_left; i++)
    {
      guint partner = next;

      while (partner < n_right && !has_label_of (left[i], right[partner]))
        partner++;
      if (partner == n_right)
        {
          add (lines, left[i], NULL);
          continue;
        }
      while (next < partner)
        add (lines, NULL, right[next++]);
      add (lines, left[i], right[next++]);
    }
  while (next < n_right)
    add (lines, NULL, right[next++]);
}

/* Compares what is not the same at both ends. */
static void
compare_middle (GPtrArray *lines, char **left, guint n_left, char **right, guint n_right)
{
  gsize width = n_right + 1;
  g_autofree guint *common = NULL;
  guint i = 0, j = 0;

  if ((gsize)n_left * n_right > MAX_CELLS)
    {
      add_gap (lines, left, n_left, right, n_right);
      return;
    }
  common = g_new0 (guint, (n_left + 1) * width);
  for (guint a = n_left; a-- > 0;)
    for (guint b = n_right; b-- > 0;)
      common[a * width + b] = g_str_equal (left[a], right[b])
                                  ? common[(a + 1) * width + b + 1] + 1
                                  : MAX (common[(a + 1) * width + b], common[a * width + b + 1]);
  while (i < n_left || j < n_right)
    {
      guint a = i, b = j;

      while (a < n_left && b < n_right && !g_str_equal (left[a], right[b]))
        if (common[(a + 1) * width + b] >= common[a * width + b + 1])
          a++;
        else
          b++;
      if (a == n_left || b == n_right)
        {
          a = n_left;
          b = n_right;
        }
      add_gap (lines, left + i, a - i, right + j, b - j);
      if (a < n_left)
        add (lines, left[a], right[b]);
      i = a + 1;
      j = b + 1;
    }
}

/* Leaves of what is the same only what stands beside a difference. */
static GPtrArray *
skip_same (GPtrArray *lines)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify)line_free);
  guint i = 0;

  while (i < lines->len)
    {
      guint end = i, before = i == 0 ? 0 : CONTEXT, after;

      while (end < lines->len
             && ((ValiseComparedLine *)lines->pdata[end])->mark == VALISE_COMPARED_SAME)
        end++;
      after = end == lines->len ? 0 : CONTEXT;
      for (; i < end; i++)
        {
          ValiseComparedLine *skipped;

          if (before-- > 0 && end - i > after)
            {
              g_ptr_array_add (kept, g_steal_pointer (&lines->pdata[i]));
              continue;
            }
          if (end - i > after + 1)
            {
              skipped = g_new0 (ValiseComparedLine, 1);
              skipped->mark = VALISE_COMPARED_SKIPPED;
              skipped->skipped = end - i - after;
              g_ptr_array_add (kept, skipped);
              i = end - after;
            }
          break;
        }
      while (i < end)
        g_ptr_array_add (kept, g_steal_pointer (&lines->pdata[i++]));
      while (i < lines->len
             && ((ValiseComparedLine *)lines->pdata[i])->mark != VALISE_COMPARED_SAME)
        g_ptr_array_add (kept, g_steal_pointer (&lines->pdata[i++]));
    }
  return kept;
}

/* Returns: (transfer full): the lines of @text, without empty ones at the end */
static GStrv
split (const char *text)
{
  GStrv lines = g_strsplit (text, "\n", -1);

  for (guint i = g_strv_length (lines); i-- > 0 && *lines[i] == '\0';)
    g_clear_pointer (&lines[i], g_free);
  return lines;
}

/**
 * valise_text_compare:
 * @left: a text
 * @right: another one
 *
 * Returns: (transfer full) (element-type ValiseComparedLine): both side by side; long parts that
 *   are the same are skipped
 */
GPtrArray *
valise_text_compare (const char *left, const char *right)
{
  g_auto (GStrv) a = split (left);
  g_auto (GStrv) b = split (right);
  guint n_a = g_strv_length (a), n_b = g_strv_length (b), start = 0, same = 0;
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  GPtrArray *kept;

  while (start < n_a && start < n_b && g_str_equal (a[start], b[start]))
    start++;
  while (same < n_a - start && same < n_b - start
         && g_str_equal (a[n_a - same - 1], b[n_b - same - 1]))
    same++;
  for (guint i = 0; i < start; i++)
    add (lines, a[i], b[i]);
  compare_middle (lines, a + start, n_a - start - same, b + start, n_b - start - same);
  for (guint i = n_a - same; i < n_a; i++)
    add (lines, a[i], a[i]);
  kept = skip_same (lines);
  for (guint i = 0; i < lines->len; i++)
    if (lines->pdata[i] != NULL)
      line_free (lines->pdata[i]);
  return kept;
}

/* Returns: (nullable): the line of the same field */
static const char *
find_field (GStrv lines, const char *field)
{
  if (field == NULL || label_length (field) == 0)
    return NULL;
  for (guint i = 0; lines[i] != NULL; i++)
    if (has_label_of (lines[i], field))
      return lines[i];
  return NULL;
}

static void
judge (ValiseComparedLine *line, GStrv before)
{
  const char *const *known = (const char *const *)before;
  gboolean left = line->left != NULL && g_strv_contains (known, line->left);
  gboolean right = line->right != NULL && g_strv_contains (known, line->right);

  switch (line->mark)
    {
    case VALISE_COMPARED_CHANGED:
      if (left != right)
        line->by = left ? VALISE_CHANGED_BY_RIGHT : VALISE_CHANGED_BY_LEFT;
      else if (!left)
        {
          line->by = VALISE_CHANGED_BY_BOTH;
          line->before = g_strdup (find_field (before, line->left));
        }
      break;
    case VALISE_COMPARED_LEFT:
      line->by = left ? VALISE_CHANGED_BY_RIGHT : VALISE_CHANGED_BY_LEFT;
      break;
    case VALISE_COMPARED_RIGHT:
      line->by = right ? VALISE_CHANGED_BY_LEFT : VALISE_CHANGED_BY_RIGHT;
      break;
    case VALISE_COMPARED_SAME:
    case VALISE_COMPARED_SKIPPED:
      break;
    }
}

/**
 * valise_text_compare_before:
 * @lines: (element-type ValiseComparedLine): what valise_text_compare() made of two versions
 * @before: what both were made from
 *
 * Says for each line that differs which side changed it, and what it said before where neither has
 * that any more.
 */
void
valise_text_compare_before (GPtrArray *lines, const char *before)
{
  g_auto (GStrv) known = split (before);

  for (guint i = 0; i < lines->len; i++)
    judge (lines->pdata[i], known);
}

/**
 * valise_content_describe:
 * @kind: what the item is
 * @content: its content
 *
 * Returns: (transfer full): all that is shown of it, a line for each field
 */
char *
valise_content_describe (ValiseKind kind, ValiseContent *content)
{
  g_autoptr (ValiseMailView) view = NULL;
  char *text;

  if (kind != VALISE_KIND_MAIL)
    {
      text = valise_content_text_of (kind, content->bytes);
      return text != NULL ? text : g_strdup ("");
    }
  view = valise_mail_view_new (content);
  return valise_mail_view_to_text (view);
}
