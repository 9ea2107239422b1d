/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/folder.h"
#include "store/store.h"

G_BEGIN_DECLS

/* What a folder is set to before the user chose: design, section 2, promise 5. */
void valise_folder_rules_default (ValiseFolder *folder, gboolean foreign);

/* What the user chooses for a folder; NULL leaves a setting as it is. */
gboolean valise_folder_rules_set (ValiseStore *store,
                                  gint64 folder_id,
                                  const gboolean *sync,
                                  const ValiseDepth *depth,
                                  gboolean recursive,
                                  GError **error);
GPtrArray *valise_folder_rules_affected (ValiseStore *store,
                                         const ValiseFolder *top,
                                         gboolean recursive,
                                         GError **error);

G_END_DECLS
