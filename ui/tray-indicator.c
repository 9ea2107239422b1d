/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The icon itself. Until a panel has taken it, libayatana-appindicator shows another one in its
 * place, in the way of old (XEmbed), and takes that away when a panel comes. A panel that comes
 * after Valise, as at login, takes both kinds, and the two get in each other's way: there were two
 * icons then, or none, and a complaint of GDK. So there is no other one. */

#include "tray-indicator.h"

typedef struct
{
  AppIndicator parent_instance;
} ValiseTrayIndicator;

typedef struct
{
  AppIndicatorClass parent_class;
} ValiseTrayIndicatorClass;

GType valise_tray_indicator_get_type (void);

G_DEFINE_TYPE (ValiseTrayIndicator, valise_tray_indicator, APP_INDICATOR_TYPE)

static GtkStatusIcon *
valise_tray_indicator_fallback (AppIndicator *indicator)
{
  return NULL;
}

static void
valise_tray_indicator_class_init (ValiseTrayIndicatorClass *class)
{
  APP_INDICATOR_CLASS (class)->fallback = valise_tray_indicator_fallback;
}

static void
valise_tray_indicator_init (ValiseTrayIndicator *self)
{
}

/**
 * valise_tray_indicator_new:
 * @icon: the name of an icon
 * @icon_dir: the folder where the panel finds our icon theme
 *
 * Returns: (transfer full): an icon that is shown once it has a menu and is active
 */
AppIndicator *
valise_tray_indicator_new (const char *icon, const char *icon_dir)
{
  return g_object_new (valise_tray_indicator_get_type (), "id", "valise", "category",
                       "ApplicationStatus", "icon-name", icon, "icon-theme-path", icon_dir, NULL);
}
