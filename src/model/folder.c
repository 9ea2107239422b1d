/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A folder as a plain record. */

#include "model/folder.h"

/**
 * valise_folder_free:
 * @folder: (transfer full) (nullable): a folder
 */
void
valise_folder_free (ValiseFolder *folder)
{
  if (folder == NULL)
    return;
  g_free (folder->remote_id);
  g_free (folder->name);
  g_free (folder->path);
  g_free (folder);
}
