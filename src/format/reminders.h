/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/calendar.h"

G_BEGIN_DECLS

/* Before a time that is related to the end of an event, or to when a task is due. */
#define VALISE_REMINDER_AT_END "END:"

char *valise_reminders_read (const ValiseComponent *component);
gboolean valise_reminders_set (ValiseComponent *component, const char *reminders, GError **error);

G_END_DECLS
