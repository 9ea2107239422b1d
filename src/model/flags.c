/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Flags as a set in one canonical string, so that two sets are equal when their strings are, in C
 * as in SQL. The set is open: users and servers have keywords of their own, and they are kept. */

#include "model/flags.h"

#include <string.h>

static int
compare_flags (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/**
 * valise_flags_split:
 * @flags: flags
 *
 * Returns: (transfer full): the single flags; empty for ""
 */
GStrv
valise_flags_split (const char *flags)
{
  return *flags == '\0' ? g_new0 (char *, 1) : g_strsplit (flags, " ", -1);
}

static char *
join_sorted (GPtrArray *set)
{
  GString *out = g_string_new (NULL);

  g_ptr_array_sort (set, compare_flags);
  for (guint i = 0; i < set->len; i++)
    {
      const char *flag = set->pdata[i];

      if (*flag == '\0' || (i > 0 && g_str_equal (flag, set->pdata[i - 1])))
        continue;
      if (out->len > 0)
        g_string_append_c (out, ' ');
      g_string_append (out, flag);
    }
  return g_string_free (out, FALSE);
}

/**
 * valise_flags_normalize:
 * @flags: (nullable): flags in any order and case, separated by spaces
 *
 * Returns: (transfer full): the same set in the canonical form
 */
char *
valise_flags_normalize (const char *flags)
{
  g_autofree char *lower = g_ascii_strdown (flags != NULL ? flags : "", -1);
  g_auto (GStrv) parts = g_strsplit_set (lower, " \t\r\n", -1);
  g_autoptr (GPtrArray) set = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (set, parts[i]);
  return join_sorted (set);
}

/**
 * valise_flags_has:
 * @flags: flags
 * @flag: one flag
 *
 * Returns: whether @flag is one of @flags
 */
gboolean
valise_flags_has (const char *flags, const char *flag)
{
  gsize length = strlen (flag);

  for (const char *at = strstr (flags, flag); at != NULL; at = strstr (at + 1, flag))
    {
      gboolean starts = at == flags || at[-1] == ' ';
      gboolean ends = at[length] == '\0' || at[length] == ' ';

      if (starts && ends)
        return TRUE;
    }
  return FALSE;
}

/**
 * valise_flags_with:
 * @flags: flags
 * @flag: one flag
 * @on: whether it is to be set
 *
 * Returns: (transfer full): @flags with @flag set or cleared
 */
char *
valise_flags_with (const char *flags, const char *flag, gboolean on)
{
  g_auto (GStrv) parts = valise_flags_split (flags);
  g_autoptr (GPtrArray) set = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (!g_str_equal (parts[i], flag))
      g_ptr_array_add (set, parts[i]);
  if (on)
    g_ptr_array_add (set, (char *)flag);
  return join_sorted (set);
}

/**
 * valise_flags_merge:
 * @base: the flags when both sides last agreed
 * @local: the flags here
 * @remote: the flags on the server
 *
 * Merges flag by flag: one that was changed on one side follows that side. Both sides can only
 * have changed it in the same way, so there is never a conflict.
 *
 * Returns: (transfer full): the merged flags
 */
char *
valise_flags_merge (const char *base, const char *local, const char *remote)
{
  g_autofree char *all = g_strjoin (" ", base, local, remote, NULL);
  g_autofree char *known = valise_flags_normalize (all);
  g_auto (GStrv) parts = valise_flags_split (known);
  g_autoptr (GPtrArray) set = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gboolean was = valise_flags_has (base, parts[i]);
      gboolean here = valise_flags_has (local, parts[i]);
      gboolean there = valise_flags_has (remote, parts[i]);

      if (here != was ? here : there)
        g_ptr_array_add (set, parts[i]);
    }
  return join_sorted (set);
}

/* The keywords that people know by a plain word; every other keyword is its own word. */
static const char *const words[] = { "seen", "flagged", "answered", "forwarded", "draft",
                                     "junk", "notjunk", "phishing", "mdnsent" };

/**
 * valise_flag_from_word:
 * @word: what a person writes, such as "seen"
 *
 * Returns: (transfer full) (nullable): the flag, or %NULL where @word cannot be a keyword
 *   (RFC 8621 section 4.1.1: 1 to 255 ASCII characters without space, control and ( ) { ] % * " \)
 */
char *
valise_flag_from_word (const char *word)
{
  gsize length = strlen (word);

  if (length == 0 || length > 254)
    return NULL;
  for (const char *at = word; *at != '\0'; at++)
    if (*at <= ' ' || *at > '~' || strchr ("(){]%*\"\\", *at) != NULL)
      return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i], word) == 0)
      return g_strconcat ("$", words[i], NULL);
  return g_ascii_strdown (word, -1);
}

/**
 * valise_flag_to_word:
 * @flag: a flag
 *
 * Returns: (transfer none): the word for it, a part of @flag
 */
const char *
valise_flag_to_word (const char *flag)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (flag[0] == '$' && g_str_equal (words[i], flag + 1))
      return flag + 1;
  return flag;
}
