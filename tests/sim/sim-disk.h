/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a disk has of one database: its file, and its log. */
typedef struct
{
  GBytes *database;
  GBytes *log;
} SimImage;

void sim_disk_mount (void);
SimImage sim_disk_read (const char *database);
void sim_disk_write (const char *database, const SimImage *image);
void sim_image_clear (SimImage *image);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SimImage, sim_image_clear)

G_END_DECLS
