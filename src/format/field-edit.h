/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One field to set, by the name that calendar-edit.c and contact-edit.c know it by. */
typedef struct
{
  const char *field;
  const char *value; /* nullable: take the field away. "" is the same */
} ValiseFieldEdit;

G_END_DECLS
