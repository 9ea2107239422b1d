/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files of many items: the question of every kind to its format. */

#include "format/content-split.h"

#include "format/calendar.h"
#include "format/vcard.h"

/**
 * valise_content_split:
 * @kind: what is looked for; a calendar's events, tasks and notes are all given
 * @bytes: a file that somebody wants to add
 * @error: set where there is nothing of the kind in it, or it is too large
 *
 * A file of one item is that item, byte for byte.
 *
 * Returns: (transfer full) (nullable) (element-type GBytes): at least one content
 */
GPtrArray *
valise_content_split (ValiseKind kind, GBytes *bytes, GError **error)
{
  GPtrArray *contents = NULL;

  if (kind == VALISE_KIND_MAIL)
    contents = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  else if (kind == VALISE_KIND_CONTACT)
    contents = valise_vcard_split (bytes, error);
  else
    contents = valise_calendar_split (bytes, error);
  if (contents != NULL && contents->len <= 1)
    {
      g_ptr_array_set_size (contents, 0);
      g_ptr_array_add (contents, g_bytes_ref (bytes));
    }
  return contents;
}
