/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean valise_contact_equal (GBytes *a, GBytes *b);

G_END_DECLS
