/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Passwords from the standard input: never from the command line, which everybody can read. */

#include "ctl/ctl-password.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/**
 * valise_ctl_read_password:
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the first line of the standard input; give it back to
 *   valise_credentials_wipe()
 */
char *
valise_ctl_read_password (GError **error)
{
  char line[4096];
  char *password = NULL;

  if (fgets (line, sizeof line, stdin) != NULL)
    {
      line[strcspn (line, "\r\n")] = '\0';
      password = g_strdup (line);
    }
  explicit_bzero (line, sizeof line);
  if (password == NULL || *password == '\0')
    {
      g_clear_pointer (&password, g_free);
      valise_ctl_usage (error, _ ("There is no password on the standard input."));
    }
  return password;
}
