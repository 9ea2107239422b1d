/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said where the desktop shows no tray icons, as GNOME does without an extension. It is
 * said once in a lifetime: whoever reads it has chosen the desktop, and the window does everything.
 */

#include "tray-hint.h"

#include <glib/gi18n.h>

#include "settings.h"

/**
 * valise_tray_hint_is_due:
 *
 * Returns: whether it has to be told now; the next call answers no
 */
gboolean
valise_tray_hint_is_due (void)
{
  GSettings *settings = valise_settings_get ();

  if (g_settings_get_boolean (settings, VALISE_KEY_TOLD_ABOUT_TRAY))
    return FALSE;
  g_settings_set_boolean (settings, VALISE_KEY_TOLD_ABOUT_TRAY, TRUE);
  return TRUE;
}

/**
 * valise_tray_hint_text:
 *
 * Returns: (transfer none): what to tell
 */
const char *
valise_tray_hint_text (void)
{
  return _ (
      "This desktop shows no tray icons. Valise runs as long as its window is open, and tells "
      "you by notifications when you are needed. On GNOME, the extension “AppIndicator and "
      "KStatusNotifierItem Support” shows the icon.");
}
