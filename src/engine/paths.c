/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where Valise keeps what it keeps: everything of one user is in one folder, which nobody else can
 * read. */

#include "engine/paths.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "model/error.h"

/**
 * valise_paths_data_dir:
 * @error: where the error goes
 *
 * Makes sure that `$XDG_DATA_HOME/valise` is there and closed to others.
 *
 * Returns: (transfer full) (nullable): the folder of the database
 */
char *
valise_paths_data_dir (GError **error)
{
  g_autofree char *dir = g_build_filename (g_get_user_data_dir (), "valise", NULL);

  if (g_mkdir_with_parents (dir, 0700) != 0)
    {
      valise_fail (error, VALISE_ERROR_STORAGE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                   _ ("The folder %s cannot be made: %s."), dir, g_strerror (errno));
      return NULL;
    }
  /* It may have been made by hand, with the rights of any other folder. On a read-only disk this
   * fails, and reading goes on. */
  g_chmod (dir, 0700);
  return g_steal_pointer (&dir);
}
