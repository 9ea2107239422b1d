/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The keys of data/org.valise.Valise.gschema.xml. */
#define VALISE_KEY_RECONNECT "reconnect"
#define VALISE_KEY_METERED "metered-text-only"
#define VALISE_KEY_SHOW_ARCHIVE "show-archive"
#define VALISE_KEY_CLOSE_TO_TRAY "close-to-tray"
#define VALISE_KEY_SIZE_LIMIT "size-limit"
#define VALISE_KEY_NOTIFY_CONFLICTS "notify-conflicts"
#define VALISE_KEY_NOTIFY_SIGN_IN "notify-sign-in"
#define VALISE_KEY_NOTIFY_REFUSED "notify-refused"
#define VALISE_KEY_TOLD_ABOUT_TRAY "told-about-tray"

GSettings *valise_settings_get (void);

G_END_DECLS
