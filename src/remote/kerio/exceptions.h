/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/kerio/recurrence.h"

G_BEGIN_DECLS

/* How far from now a series is compared with its occurrences, in days. */
#define VALISE_KERIO_SERIES_DAYS 730

void valise_kerio_exceptions_read (ValiseCalendar *calendar,
                                   JsonArray *occurrences,
                                   const ValiseZone *zone,
                                   const ValiseKerioContext *context);

/* What has to be done to the server's occurrences, so that they are what a content says. */
typedef struct
{
  GPtrArray *remove; /* of char *: ids of occurrences */
  GPtrArray *set;    /* of JsonObject: Occurrences, with ids */
} ValiseKerioExceptions;

ValiseKerioExceptions *valise_kerio_exceptions_write (GBytes *content,
                                                      JsonArray *occurrences,
                                                      const ValiseKerioContext *context,
                                                      GError **error);
gboolean valise_kerio_exceptions_needed (GBytes *content);
void valise_kerio_exceptions_free (ValiseKerioExceptions *exceptions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseKerioExceptions, valise_kerio_exceptions_free)

G_END_DECLS
