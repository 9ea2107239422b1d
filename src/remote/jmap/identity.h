/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/jmap/push.h"

G_BEGIN_DECLS

char *valise_push_choose_identity (ValisePush *push, const ValiseEdit *edit, GError **error);

G_END_DECLS
