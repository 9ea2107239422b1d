/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "model/kind.h"

G_BEGIN_DECLS

typedef enum
{
  VALISE_DEMO_STRING,
  VALISE_DEMO_NUMBER,
  VALISE_DEMO_BOOL,
  VALISE_DEMO_DATE,
  VALISE_DEMO_ENUM,
  VALISE_DEMO_STRINGS,
  VALISE_DEMO_NUMBERS,
  VALISE_DEMO_STRUCT,
  VALISE_DEMO_STRUCTS,
} ValiseDemoType;

typedef enum
{
  VALISE_DEMO_READ_ONLY = 1 << 0,
  VALISE_DEMO_WRITE_ONLY = 1 << 1,
  VALISE_DEMO_WRITE_ONCE = 1 << 2,
  VALISE_DEMO_OPTIONAL = 1 << 3, /* may be missing in a structure that must be complete */
  VALISE_DEMO_NOT_LISTED = 1 << 4,
} ValiseDemoFieldFlags;

/* One member of a structure of the API; a NULL name ends the table. */
typedef struct _ValiseDemoField ValiseDemoField;
struct _ValiseDemoField
{
  const char *name;
  ValiseDemoType type;
  guint flags;
  const char *values;            /* of an enum: "A|B|C"; the first is the default */
  const ValiseDemoField *fields; /* of a structure */
};

extern const ValiseDemoField valise_demo_folder_fields[];
extern const ValiseDemoField valise_demo_mail_fields[];
extern const ValiseDemoField valise_demo_event_fields[];
extern const ValiseDemoField valise_demo_occurrence_fields[];
extern const ValiseDemoField valise_demo_contact_fields[];
extern const ValiseDemoField valise_demo_task_fields[];
extern const ValiseDemoField valise_demo_note_fields[];
extern const ValiseDemoField valise_demo_sync_key_fields[];
extern const ValiseDemoField valise_demo_query_fields[];

typedef enum
{
  VALISE_DEMO_FOR_CREATE,
  VALISE_DEMO_FOR_SET,
} ValiseDemoPurpose;

const ValiseDemoField *valise_demo_field_find (const ValiseDemoField *fields, const char *name);
gboolean valise_demo_fields_check (const ValiseDemoField *fields,
                                   JsonObject *given,
                                   ValiseDemoPurpose purpose,
                                   const char *structure,
                                   GError **error);
gboolean valise_demo_fields_check_change (const ValiseDemoField *fields,
                                          JsonObject *stored,
                                          JsonObject *given,
                                          GError **error);
void valise_demo_fields_complete (const ValiseDemoField *fields, JsonObject *object);
void
valise_demo_fields_merge (const ValiseDemoField *fields, JsonObject *stored, JsonObject *given);
JsonObject *valise_demo_fields_pick (const ValiseDemoField *fields,
                                     JsonObject *object,
                                     JsonArray *names,
                                     gboolean listing);

G_END_DECLS
