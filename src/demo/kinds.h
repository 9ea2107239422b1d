/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/fields.h"

G_BEGIN_DECLS

#define VALISE_DEMO_N_KINDS (VALISE_KIND_NOTE + 1)

/* What the API calls a kind and what belongs to it. */
typedef struct
{
  const char *interface;   /* "Mails", the part of a method before the dot */
  const char *parameter;   /* "mails", the items of create and set */
  const char *folder_type; /* "FMail" */
  const char *change_type; /* "itMail" */
  const char *scheme;      /* "mail", a part of its ids */
  const ValiseDemoField *fields;
} ValiseDemoKind;

const ValiseDemoKind *valise_demo_kind (ValiseKind kind);
gboolean valise_demo_kind_of_interface (const char *method, ValiseKind *kind);
gboolean valise_demo_kind_of_folder (const char *folder_type, ValiseKind *kind);

G_END_DECLS
