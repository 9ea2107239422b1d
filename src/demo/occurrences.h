/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/mailbox.h"
#include "demo/switches.h"

G_BEGIN_DECLS

gboolean valise_demo_event_is_recurrent (ValiseDemoItem *event);
GPtrArray *
valise_demo_occurrences_starts (ValiseDemoItem *event, ValiseDemoSwitches *switches, gint64 until);
JsonObject *
valise_demo_occurrence_make (ValiseDemoMailbox *mailbox, ValiseDemoItem *event, const char *start);
gboolean valise_demo_occurrence_is_removed (ValiseDemoItem *event, const char *start);
guint valise_demo_day_number (ValiseDemoSwitches *switches, guint iso_day);

G_END_DECLS
