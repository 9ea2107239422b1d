/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"

G_BEGIN_DECLS

gboolean valise_form_organizer_is_own (ValiseEngine *engine, const char *organizer);
char *valise_form_organizer_choose (ValiseEngine *engine, gint64 item_id, gint64 folder_id);

G_END_DECLS
