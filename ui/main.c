/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Starts the tray application. Everything else is in valise-application.c. */

#include <glib/gi18n.h>
#include <locale.h>

#include "valise-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (ValiseApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, VALISE_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_set_application_name (_ ("Valise"));
  application = valise_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
