/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/calendar-view.h"
#include "model/item.h"
#include "store/store.h"

G_BEGIN_DECLS

/* One time that an event or a task of a folder is at. */
typedef struct
{
  ValiseItem *item;         /* what it belongs to */
  ValiseCalendarView *view; /* what is shown of it: of a changed occurrence, what it says */
  gint64 start, end;        /* Unix seconds; the end does not belong to it */
  gboolean all_day;         /* both are midnights where the user is */
} ValiseAgendaEntry;

GPtrArray *
valise_agenda_read (ValiseStore *store, gint64 folder_id, gint64 from, gint64 to, GError **error);

G_END_DECLS
