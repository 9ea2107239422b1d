/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/jmap/push.h"

G_BEGIN_DECLS

char *valise_push_choose_identity (ValisePush *push, const ValiseEdit *edit, GError **error);

char *valise_push_read_sender (GBytes *bytes);

G_END_DECLS
