/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Starts the tray application. Everything else is in valise-application.c. */

#include <glib/gi18n.h>

#include "engine/language.h"
#include "valise-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (ValiseApplication) application = NULL;

  valise_language_init ();

  g_set_application_name (_ ("Valise"));
  application = valise_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
