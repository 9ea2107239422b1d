/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A conflict as a plain record. */

#include "model/conflict.h"

/**
 * valise_conflict_reason_to_string:
 * @reason: a reason
 *
 * Returns: (transfer none): its name on the command line and in JSON
 */
const char *
valise_conflict_reason_to_string (ValiseConflictReason reason)
{
  switch (reason)
    {
    case VALISE_CONFLICT_BOTH_CHANGED:
      return "both-changed";
    case VALISE_CONFLICT_EDITED_HERE_GONE_THERE:
      return "edited-here-deleted-there";
    case VALISE_CONFLICT_DELETED_HERE_CHANGED_THERE:
      return "deleted-here-changed-there";
    case VALISE_CONFLICT_REFUSED:
      return "refused";
    }
  g_return_val_if_reached ("both-changed");
}

/**
 * valise_conflict_free:
 * @conflict: (transfer full) (nullable): a conflict
 */
void
valise_conflict_free (ValiseConflict *conflict)
{
  if (conflict == NULL)
    return;
  g_free (conflict->folder_path);
  g_free (conflict->title);
  g_free (conflict->who);
  g_free (conflict);
}
