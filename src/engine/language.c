/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The user's language, for both programs. */

#include "engine/language.h"

#include <libintl.h>
#include <locale.h>

/**
 * valise_language_init:
 *
 * Takes up the user's locale and finds the translations. The first thing that a program does.
 */
void
valise_language_init (void)
{
  /* Set by "meson devenv", for a Valise that is not installed. */
  const char *dir = g_getenv ("VALISE_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, dir != NULL ? dir : VALISE_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
