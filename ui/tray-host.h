/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether somebody shows tray icons: the boolean property "present", with its notify signal. */
#define VALISE_TYPE_TRAY_HOST (valise_tray_host_get_type ())
G_DECLARE_FINAL_TYPE (ValiseTrayHost, valise_tray_host, VALISE, TRAY_HOST, GObject)

ValiseTrayHost *valise_tray_host_new (GDBusConnection *bus);
gboolean valise_tray_host_is_present (ValiseTrayHost *self);

G_END_DECLS
