/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libayatana-appindicator/app-indicator.h>

G_BEGIN_DECLS

AppIndicator *valise_tray_indicator_new (const char *icon, const char *icon_dir);

G_END_DECLS
