/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One known item of a message and the folder that the server has it in now. */
typedef struct
{
  guint known;   /* index of the known item; G_MAXUINT: it is new in that folder */
  gint64 folder; /* 0: removed from its folder, and in no new one */
} ValiseFiling;

GArray *
valise_filing_match (const gint64 *known, guint n_known, const gint64 *folders, guint n_folders);

G_END_DECLS
