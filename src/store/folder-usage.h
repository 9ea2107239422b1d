/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/* What a folder takes on this computer. */
typedef struct
{
  gint64 bytes;          /* of all contents that its items have */
  gint64 refused;        /* items whose last change the server refused */
  gint64 cuttable;       /* messages of which header and text would do */
  gint64 cuttable_bytes; /* about so much would be freed, were they cut */
} ValiseFolderUsage;

gboolean valise_folder_usage_read (ValiseStore *store,
                                   gint64 folder_id,
                                   ValiseFolderUsage *usage,
                                   GError **error);

G_END_DECLS
