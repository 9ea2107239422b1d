/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/dav/collection.h"

G_BEGIN_DECLS

/* What the caller knows of one collection. */
typedef struct
{
  char *folders; /* what valise_dav_collection_describe() said */
  char *state;   /* what the collection's state was */
  char *token;   /* nullable: from where the server is to tell changes */
} ValiseDavMark;

GHashTable *valise_dav_token_parse (const char *text);
char *valise_dav_token_print (GHashTable *marks);
GHashTable *valise_dav_token_now (GPtrArray *collections);
void
valise_dav_token_set (GHashTable *marks, const ValiseDavCollection *collection, const char *token);

G_END_DECLS
