/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gssize valise_mail_find_header (const char *data, gsize size);
GBytes *valise_mail_tame (GBytes *bytes, gboolean *cut);

G_END_DECLS
