/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window may be closed at any time, also while it is still being filled in. */

#include "app-windows.h"

/* Nothing that comes late touches a widget that is gone, and nothing keeps the window. */
static void
test_at_once (App *app)
{
  app_windows_close_at_once (app);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_windows_init ();
  app_test ("/ui/closing/at-once", test_at_once);
  return g_test_run ();
}
