/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean valise_demo_time_is_valid (const char *text);
gboolean valise_demo_time_is_date (const char *text);
GDateTime *valise_demo_time_parse (const char *text);
gint64 valise_demo_time_unix (const char *text);
char *valise_demo_time_format (GDateTime *time);
char *valise_demo_time_format_date (GDateTime *time);
char *valise_demo_time_now (void);

G_END_DECLS
