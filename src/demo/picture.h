/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The colour, 0xRRGGBB, of the square in that column and row. */
typedef guint32 (*ValiseDemoPictureFunc) (guint column, guint row, gpointer data);

GBytes *
valise_demo_picture_jpeg (guint columns, guint rows, ValiseDemoPictureFunc func, gpointer data);
GBytes *valise_demo_picture_portrait (guint seed);
GBytes *valise_demo_picture_landscape (guint seed);

G_END_DECLS
