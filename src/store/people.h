/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Whom the user writes to, and as whom. */

GPtrArray *valise_people_find (ValiseStore *store, const char *text, guint limit, GError **error);
char *valise_people_own (ValiseStore *store, const ValiseAccount *account, GError **error);

G_END_DECLS
