/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/mailbox.h"
#include "demo/switches.h"

G_BEGIN_DECLS

/* One call of a method of the API. */
typedef struct
{
  ValiseDemoMailbox *mailbox;
  ValiseDemoSwitches *switches;
  const char *method;
  JsonObject *params;
  ValiseKind kind; /* that the method is about */
  JsonObject *result;

  guint wait_seconds; /* out: nothing to tell yet; ask again when something changed */
} ValiseDemoCall;

typedef gboolean (*ValiseDemoMethodFunc) (ValiseDemoCall *call, GError **error);

/* @params: "name:type" of each parameter, with a "?" after the type where it may be missing. The
 * types are string, strings, number, bool, object, objects, query, key and items. */
typedef struct
{
  const char *name; /* NULL ends the table. "*.get" is one of each kind of item */
  const char *params;
  ValiseDemoMethodFunc run;
  gboolean writes;
} ValiseDemoMethod;

extern const ValiseDemoMethod valise_demo_session_methods[];
extern const ValiseDemoMethod valise_demo_folder_methods[];
extern const ValiseDemoMethod valise_demo_mail_methods[];
extern const ValiseDemoMethod valise_demo_calendar_methods[];
extern const ValiseDemoMethod valise_demo_change_methods[];
extern const ValiseDemoMethod valise_demo_item_methods[];
extern const ValiseDemoMethod valise_demo_write_methods[];

const ValiseDemoMethod *valise_demo_method_find (const char *name);
gboolean valise_demo_call_run (ValiseDemoCall *call, GError **error);

/* What bulk methods answer: "errors" and "result". */
void valise_demo_call_start_bulk (ValiseDemoCall *call);
void valise_demo_call_add_error (ValiseDemoCall *call, guint index, GError *error);
void
valise_demo_call_add_result (ValiseDemoCall *call, guint index, const char *id, gint64 watermark);

ValiseDemoFolder *valise_demo_call_folder (ValiseDemoCall *call, const char *id, GError **error);
ValiseDemoItem *valise_demo_call_item (ValiseDemoCall *call, const char *id, GError **error);
gboolean valise_demo_call_may_write (ValiseDemoFolder *folder, GError **error);

G_END_DECLS
