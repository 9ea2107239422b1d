/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Starting at login, by files as the XDG autostart specification has them: one that is installed
 * for all users, and the user's own, which comes first and can switch the other one off. The files
 * themselves are asked, so that what other programs do to them is seen here. */

#include "autostart.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "engine/ids.h"
#include "model/error.h"

#define FILE_NAME VALISE_APP_ID ".desktop"

static char *
file_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", FILE_NAME, NULL);
}

/* Whether one is installed for all users. */
static gboolean
is_installed (void)
{
  const char *const *dirs = g_get_system_config_dirs ();

  for (guint i = 0; dirs[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (dirs[i], "autostart", FILE_NAME, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return TRUE;
    }
  return FALSE;
}

/* Where this program is; by name where it is found by that. */
static char *
command (void)
{
  g_autofree char *found = g_find_program_in_path ("valise");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *quoted = NULL;

  if (self == NULL || g_strcmp0 (found, self) == 0)
    return g_strdup ("valise --hidden");
  quoted = g_shell_quote (self);
  return g_strdup_printf ("%s --hidden", quoted);
}

/**
 * valise_autostart_is_on:
 *
 * Returns: whether Valise starts at login
 */
gboolean
valise_autostart_is_on (void)
{
  g_autofree char *path = file_path ();
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return is_installed ();
  return !g_key_file_get_boolean (file, G_KEY_FILE_DESKTOP_GROUP, "Hidden", NULL);
}

/**
 * valise_autostart_set:
 * @on: whether Valise is to start at login, in the tray
 * @error: %VALISE_ERROR_STORAGE
 *
 * Returns: whether it is done
 */
gboolean
valise_autostart_set (gboolean on, GError **error)
{
  g_autofree char *path = file_path ();
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *line = command ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) failure = NULL;

  if (on == is_installed ())
    return g_unlink (path) == 0 || errno == ENOENT
           || valise_fail (error, VALISE_ERROR_STORAGE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                           _ ("%s cannot be removed: %s."), path, g_strerror (errno));
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, "Type", "Application");
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, "Name", "Valise");
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, "Icon", "valise");
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, "Exec", line);
  if (!on)
    g_key_file_set_boolean (file, G_KEY_FILE_DESKTOP_GROUP, "Hidden", TRUE);
  if (g_mkdir_with_parents (dir, 0700) == 0 && g_key_file_save_to_file (file, path, &failure))
    return TRUE;
  return valise_fail (error, VALISE_ERROR_STORAGE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                      _ ("%s cannot be written: %s."), path,
                      failure != NULL ? failure->message : g_strerror (errno));
}
