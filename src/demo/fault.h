/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define VALISE_DEMO_FAULT (valise_demo_fault_quark ())
GQuark valise_demo_fault_quark (void);

/* The numbers are those of the API. */
typedef enum
{
  VALISE_DEMO_PARSE_ERROR = -32700,
  VALISE_DEMO_INTERNAL = -32603,
  VALISE_DEMO_BAD_PARAMS = -32602,
  VALISE_DEMO_NO_METHOD = -32601,
  VALISE_DEMO_BAD_REQUEST = -32600,
  VALISE_DEMO_EXPIRED = -32001,
  VALISE_DEMO_TOO_LARGE = 413,
  VALISE_DEMO_FAILED = 1000,
  VALISE_DEMO_EXISTS = 1001,
  VALISE_DEMO_NO_ENTITY = 1002,
  VALISE_DEMO_NOT_PERMITTED = 1003,
  VALISE_DEMO_DENIED = 1004,
  VALISE_DEMO_REINDEXED = 4100,
  VALISE_DEMO_IN_PROGRESS = 4101,
  VALISE_DEMO_QUOTA = 4102,
  VALISE_DEMO_SENDING = 4103,
  VALISE_DEMO_NO_FOLDER = 4104,
} ValiseDemoCode;

gboolean
valise_demo_fail (GError **error, ValiseDemoCode code, const char *message, const char *parameter);
JsonObject *valise_demo_fault_of_call (const GError *error);
JsonObject *valise_demo_fault_of_item (const GError *error, guint index);

G_END_DECLS
