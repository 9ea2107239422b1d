/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/conflict.h"
#include "model/content.h"
#include "model/item.h"

G_BEGIN_DECLS

ValiseContent *valise_conflict_message_build (const ValiseConflict *conflict,
                                              const char *user,
                                              ValiseSummary *summary);

G_END_DECLS
