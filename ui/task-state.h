/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

typedef enum
{
  VALISE_TASK_DONE = 1 << 0,
  VALISE_TASK_IS_DUE = 1 << 1, /* some day */
} ValiseTaskState;

ValiseTaskState valise_task_state_read (ValiseStore *store, gint64 content_id);
GBytes *valise_task_state_set_done (GBytes *content, gboolean done, gint64 now, GError **error);

G_END_DECLS
