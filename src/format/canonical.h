/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/component.h"

G_BEGIN_DECLS

/* Adds what @line says to @list, a list of strings in which order means nothing; or nothing, where
 * it says nothing that a user would call a difference. */
typedef void (*ValiseCanonicalFunc) (const ValiseLine *line,
                                     gconstpointer user_data,
                                     GPtrArray *list);

char *valise_canonical_of (const ValiseComponent *component,
                           ValiseCanonicalFunc add_line,
                           gconstpointer user_data);

/* What the formats' functions are made of. */
char *valise_canonical_text (const char *value);
char *valise_canonical_parts (const char *value);
void valise_canonical_add (GPtrArray *list, const ValiseLine *line, GPtrArray *params, char *value);
void valise_canonical_add_param (GPtrArray *params, const char *name, const char *value);

G_END_DECLS
