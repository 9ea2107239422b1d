/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where Valise keeps what it keeps: everything of one user is in one folder, which nobody else can
 * read. */

#include "engine/paths.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "model/error.h"

/* (nullable): another folder than everybody's. */
static char *chosen_dir;

/**
 * valise_paths_set_data_dir:
 * @dir: a folder that is there
 *
 * For "--demo", which leaves the user's own data alone. Before any thread is started.
 */
void
valise_paths_set_data_dir (const char *dir)
{
  g_free (chosen_dir);
  chosen_dir = g_strdup (dir);
}

/**
 * valise_paths_data_dir:
 * @error: where the error goes
 *
 * Makes sure that `$XDG_DATA_HOME/valise` is there and closed to others; or returns the folder that
 * was set.
 *
 * Returns: (transfer full) (nullable): the folder of the database
 */
char *
valise_paths_data_dir (GError **error)
{
  g_autofree char *dir = chosen_dir != NULL
                             ? g_strdup (chosen_dir)
                             : g_build_filename (g_get_user_data_dir (), "valise", NULL);

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

/**
 * valise_paths_state_dir:
 *
 * Returns: (transfer full): the folder of what is worth remembering of the windows; it may not be
 *   there yet
 */
char *
valise_paths_state_dir (void)
{
  return chosen_dir != NULL ? g_strdup (chosen_dir)
                            : g_build_filename (g_get_user_state_dir (), "valise", NULL);
}
