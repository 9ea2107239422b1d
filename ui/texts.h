/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/status.h"
#include "model/conflict.h"
#include "model/folder.h"

G_BEGIN_DECLS

/* Words for what the model has as numbers. */

char *valise_text_short_date (gint64 date, gint64 now);
char *valise_text_day (gint64 date, gint64 now);
char *valise_text_long_date (gint64 date);
const char *valise_text_mode (ValiseMode mode);
char *valise_text_progress (const ValiseAccountStatus *account);
char *valise_text_person (const char *from);
const char *valise_text_title (const char *title);
const char *valise_text_kind (ValiseKind kind);
const char *valise_text_folder_name (const ValiseFolder *folder);
const char *valise_text_folder_kind (ValiseKind kind);
const char *valise_text_conflict (ValiseConflictReason reason);

const char *valise_text_folder_icon (ValiseKind kind, ValiseRole role);

G_END_DECLS
