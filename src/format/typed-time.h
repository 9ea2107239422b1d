/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean valise_typed_date (const char *text, gint64 *day);
gboolean valise_typed_clock (const char *text, int *minute);

char *valise_typed_write_date (gint64 day);
char *valise_typed_write_clock (int minute);
char *valise_typed_write_local (gint64 local);

G_END_DECLS
