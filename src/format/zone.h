/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/component.h"

G_BEGIN_DECLS

/* A time zone, of this system or as an iCalendar file describes it. Immutable, counted. */
typedef struct _ValiseZone ValiseZone;

ValiseZone *valise_zone_new_system (GTimeZone *zone);
ValiseZone *valise_zone_new_described (const char *name, const ValiseComponent *vtimezone);
ValiseZone *valise_zone_resolve (const char *tzid, const ValiseComponent *vtimezone);
ValiseZone *valise_zone_ref (ValiseZone *zone);
void valise_zone_unref (ValiseZone *zone);

const char *valise_zone_get_name (const ValiseZone *zone);
int valise_zone_get_offset (const ValiseZone *zone, gint64 utc);
gint64 valise_zone_to_utc (const ValiseZone *zone, gint64 local);
gint64 valise_zone_to_local (const ValiseZone *zone, gint64 utc);

ValiseComponent *valise_zone_describe (const ValiseZone *zone, gint64 at);
const char *valise_zone_from_windows (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseZone, valise_zone_unref)

G_END_DECLS
