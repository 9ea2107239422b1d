/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The same contents have the same canonical text. The order of properties, of parameters and of
 * components, folding, quotes, escapes and the case of names mean nothing in vCard and iCalendar;
 * which properties mean nothing either, the two formats decide themselves: see calendar-equal.c and
 * contact-equal.c. */

#include "format/canonical.h"

#include <string.h>

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static char *
join_sorted (GPtrArray *list, const char *separator)
{
  g_ptr_array_sort (list, compare_strings);
  g_ptr_array_add (list, NULL);
  return g_strjoinv (separator, (char **)list->pdata);
}

/**
 * valise_canonical_of:
 * @component: a component
 * @add_line: says what each line means
 * @user_data: for @add_line
 *
 * Returns: (transfer full): a text that is the same for all components that mean the same
 */
char *
valise_canonical_of (const ValiseComponent *component,
                     ValiseCanonicalFunc add_line,
                     gconstpointer user_data)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < component->lines->len; i++)
    {
      const ValiseLine *line = g_ptr_array_index (component->lines, i);

      if (line->component != NULL)
        {
          g_autofree char *inside = valise_canonical_of (line->component, add_line, user_data);

          g_ptr_array_add (list, g_strdup_printf ("%s{%s}", line->component->name, inside));
        }
      else if (*line->name != '\0' && *line->value != '\0')
        add_line (line, user_data, list);
    }
  return join_sorted (list, "\n");
}

/* Returns: (transfer full): a text, however it was escaped. */
char *
valise_canonical_text (const char *value)
{
  g_autofree char *text = valise_line_unescape (value, strlen (value));

  g_strchomp (text);
  return valise_line_escape (text);
}

/* Returns: (transfer full): a value of parts like N or RRULE, without empty ones at its end. */
char *
valise_canonical_parts (const char *value)
{
  g_auto (GStrv) parts = valise_line_split (value, ';');
  g_autoptr (GString) out = g_string_new (NULL);
  gsize end = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = valise_line_escape (g_strstrip (parts[i]));

      if (i > 0)
        g_string_append_c (out, ';');
      g_string_append (out, part);
      if (*part != '\0')
        end = out->len;
    }
  return g_strndup (out->str, end);
}

/* Adds "NAME=value". */
void
valise_canonical_add_param (GPtrArray *params, const char *name, const char *value)
{
  GString *out = g_string_new (name);

  g_string_append_c (out, '=');
  g_string_append (out, value);
  g_string_replace (out, "\n", "^n", 0);
  g_ptr_array_add (params, g_string_free (out, FALSE));
}

/**
 * valise_canonical_add:
 * @list: (inout): gets the line
 * @line: a property; only its name is used
 * @params: its parameters, in any order
 * @value: (transfer full): its value
 */
void
valise_canonical_add (GPtrArray *list, const ValiseLine *line, GPtrArray *params, char *value)
{
  g_autoptr (GPtrArray) copy = g_ptr_array_copy (params, (GCopyFunc)(void (*) (void))g_strdup,
                                                 NULL);
  g_autofree char *joined = NULL;

  g_ptr_array_set_free_func (copy, g_free);
  joined = join_sorted (copy, ";");
  g_ptr_array_add (list, g_strdup_printf ("%s;%s:%s", line->name, joined, value));
  g_free (value);
}
