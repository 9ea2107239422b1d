/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"
#include "store/store.h"

G_BEGIN_DECLS

/* What a new setting of folders would do, as far as that is known here. */
typedef struct
{
  gint64 whole, whole_bytes; /* items to be fetched whole, and their size on the server */
  gint64 texts;              /* messages of which header and text are to be fetched */
  gint64 cut, cut_bytes;     /* messages to be cut to header and text; about what that frees */
  guint unlisted;            /* folders of which only the server knows what is in them */
} ValiseFolderPlan;

gboolean valise_folder_plan_read (ValiseStore *store,
                                  gint64 folder_id,
                                  gboolean sync,
                                  ValiseDepth depth,
                                  gboolean recursive,
                                  ValiseFolderPlan *plan,
                                  GError **error);

G_END_DECLS
