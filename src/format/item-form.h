/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/zone.h"
#include "model/kind.h"

G_BEGIN_DECLS

typedef enum
{
  VALISE_FIELD_LINE,
  VALISE_FIELD_TEXT, /* several lines */
  VALISE_FIELD_TIME, /* "2026-03-29" or "2026-03-29 10:00" */
  VALISE_FIELD_CHOICE,
  VALISE_FIELD_CHECK,      /* "1" or "" */
  VALISE_FIELD_ZONE,       /* the name of a time zone */
  VALISE_FIELD_RECURRENCE, /* an RRULE, see repeat.c */
  VALISE_FIELD_REMINDERS,  /* one a line, see reminders.c */
  VALISE_FIELD_DUE_REMINDERS,
  VALISE_FIELD_ORGANIZER, /* who invites; only shown */
  VALISE_FIELD_PEOPLE,    /* a list of addresses */
  VALISE_FIELD_DATE,      /* "1985-04-12" or, without the year, "--04-12" */
  VALISE_FIELD_EMAILS,    /* lists: see contact-values.c */
  VALISE_FIELD_PHONES,
  VALISE_FIELD_ADDRESSES,
  VALISE_FIELD_URLS,
  VALISE_FIELD_PHOTO, /* see contact-photo.c */
} ValiseFieldType;

typedef struct
{
  const char *value;
  const char *label; /* to be translated */
} ValiseFieldChoice;

/* One field of a form, by the name that calendar-edit.c and contact-edit.c know it by. */
typedef struct
{
  const char *name;
  const char *label; /* to be translated */
  ValiseFieldType type;
  const char *hint;                 /* nullable: to be translated */
  const ValiseFieldChoice *choices; /* of a choice: ends with a NULL value */
} ValiseFormField;

const ValiseFormField *valise_form_fields (ValiseKind kind, guint *count);
GStrv valise_form_new (ValiseKind kind, const ValiseZone *zone, gint64 now);
GStrv valise_form_read (ValiseKind kind, GBytes *content, char **note, GError **error);
GBytes *valise_form_write (ValiseKind kind,
                           GBytes *content,
                           const char *const *before,
                           const char *const *after,
                           const char *zone,
                           gint64 now,
                           GError **error);

G_END_DECLS
