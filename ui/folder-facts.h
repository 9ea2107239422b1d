/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "engine/engine.h"
#include "model/folder.h"
#include "sync/folder-plan.h"

G_BEGIN_DECLS

/* What is known of a folder: the "General" page of its properties. */
#define VALISE_TYPE_FOLDER_FACTS (valise_folder_facts_get_type ())
G_DECLARE_FINAL_TYPE (ValiseFolderFacts, valise_folder_facts, VALISE, FOLDER_FACTS, GtkGrid)

void valise_folder_facts_show (ValiseFolderFacts *self,
                               ValiseEngine *engine,
                               const ValiseFolder *folder);
char *valise_folder_facts_describe_plan (const ValiseFolderPlan *plan, ValiseKind kind);

G_END_DECLS
