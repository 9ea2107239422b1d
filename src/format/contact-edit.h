/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/field-edit.h"

G_BEGIN_DECLS

GBytes *valise_contact_edit (
    GBytes *content, const ValiseFieldEdit *edits, guint n_edits, gint64 now, GError **error);
GBytes *valise_contact_create (
    const char *uid, const ValiseFieldEdit *edits, guint n_edits, gint64 now, GError **error);

G_END_DECLS
