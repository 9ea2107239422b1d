/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/component.h"
#include "format/zone.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A word of an enum of the API and the word of a format that says the same. */
typedef struct
{
  const char *api;
  const char *format;
} ValiseKerioWord;

const char *
valise_kerio_word_to_format (const ValiseKerioWord *words, guint n_words, const char *api);
const char *
valise_kerio_word_to_api (const ValiseKerioWord *words, guint n_words, const char *format);

/* A UtcDateTime of the API. */
typedef struct
{
  gboolean is_set;
  gboolean is_date; /* no time of day */
  gint64 local;     /* on the clock that it was written by; see format/civil.h */
  gint64 utc;       /* Unix seconds; of a date, midnight UTC */
  int offset;       /* minutes east of UTC */
} ValiseKerioTime;

ValiseKerioTime valise_kerio_time_read (const char *text);
char *valise_kerio_time_write (gint64 utc, const ValiseZone *zone);
char *valise_kerio_date_write (gint64 local);
void valise_kerio_add_time (ValiseComponent *component,
                            const char *name,
                            const ValiseKerioTime *time,
                            const ValiseZone *zone);

void valise_kerio_set_text (JsonObject *object, const char *name, const char *text);
void valise_kerio_set_property (JsonObject *object,
                                const char *name,
                                const ValiseComponent *component,
                                const char *property);
void valise_kerio_add_text (ValiseComponent *component,
                            const char *property,
                            JsonObject *object,
                            const char *name);
void
valise_kerio_add_categories (ValiseComponent *component, JsonObject *object, const char *first);
GPtrArray *valise_kerio_categories (const ValiseComponent *component);
JsonArray *valise_kerio_numbers (const char *text);

G_END_DECLS
