/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A server may file one message in several folders (RFC 8621 section 4.1.1, mailboxIds); here it is
 * one item in each. When the set of folders changes, a folder that fell away and one that came new
 * are one move, so that the item keeps its number, its content and its unsent edits. */

#include "sync/filing.h"

static gboolean
contains (const gint64 *folders, guint n_folders, gint64 folder)
{
  for (guint i = 0; i < n_folders; i++)
    if (folders[i] == folder)
      return TRUE;
  return FALSE;
}

/**
 * valise_filing_match:
 * @known: (array length=n_known): base folder of each known item
 * @n_known: how many there are
 * @folders: (array length=n_folders): the folders that the server has the message in, without
 * repeats
 * @n_folders: how many there are
 *
 * Pure: no store, no network, any thread.
 *
 * Returns: (transfer full) (element-type ValiseFiling): one entry for each known item, in order,
 * then one for each folder that the message is new in
 */
GArray *
valise_filing_match (const gint64 *known, guint n_known, const gint64 *folders, guint n_folders)
{
  GArray *filings = g_array_new (FALSE, FALSE, sizeof (ValiseFiling));
  guint next = 0;

  for (guint i = 0; i < n_known; i++)
    {
      ValiseFiling filing = { .known = i };

      if (contains (folders, n_folders, known[i]))
        filing.folder = known[i];
      else
        {
          while (next < n_folders && contains (known, n_known, folders[next]))
            next++;
          if (next < n_folders)
            filing.folder = folders[next++];
        }
      g_array_append_val (filings, filing);
    }
  for (; next < n_folders; next++)
    if (!contains (known, n_known, folders[next]))
      {
        ValiseFiling filing = { .known = G_MAXUINT, .folder = folders[next] };

        g_array_append_val (filings, filing);
      }
  return filings;
}
