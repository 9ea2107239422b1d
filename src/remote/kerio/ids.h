/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"

G_BEGIN_DECLS

/* What the API calls a kind. */
typedef struct
{
  const char *interface;   /* "Mails", the part of a method before the dot */
  const char *items;       /* "mails", the parameter with items */
  const char *folders;     /* "folderIds", the parameter of get */
  const char *folder_type; /* "FMail" */
  const char *item_type;   /* "itMail", of a change */
} ValiseKerioKind;

const ValiseKerioKind *valise_kerio_kind (ValiseKind kind);
gboolean valise_kerio_kind_of_change (const char *item_type, ValiseKind *kind);
char *valise_kerio_method (ValiseKind kind, const char *verb);

char *valise_kerio_id_new (ValiseKind kind, const char *id);
char *valise_kerio_id_heading (const char *id);
const char *valise_kerio_id_read (const char *id, ValiseKind *kind);

G_END_DECLS
