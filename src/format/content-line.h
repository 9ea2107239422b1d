/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ValiseComponent ValiseComponent;

typedef struct
{
  char *name;        /* upper case */
  GPtrArray *values; /* of char *, decoded */
} ValiseLineParam;

/* One content line of a vCard or an iCalendar file (RFC 5545 section 3.1, RFC 6350 section 3.3). */
typedef struct
{
  char *group;       /* nullable: the "item1" of "item1.TEL" */
  char *name;        /* upper case; "" where the line is not a property */
  GPtrArray *params; /* nullable, of ValiseLineParam */
  char *value;       /* unfolded, still escaped, UTF-8 */
  const char *raw;   /* as it was found, line end and all; NULL: made or changed here */
  gsize raw_size;
  ValiseComponent *component; /* nullable: what this BEGIN line begins */
} ValiseLine;

ValiseLine *valise_line_new (const char *name, const char *value);
ValiseLine *valise_line_new_text (const char *name, const char *text);
ValiseLine *valise_line_parse (const char *raw, gsize size);
ValiseLine *valise_line_copy (const ValiseLine *line);
void valise_line_free (ValiseLine *line);
gsize valise_line_measure (const char *data, gsize size, char line_end);
void valise_line_write (const ValiseLine *line, GString *out, const char *line_end);

const char *valise_line_get_param (const ValiseLine *line, const char *name);
gboolean valise_line_has_param (const ValiseLine *line, const char *name, const char *value);
void valise_line_set_param (ValiseLine *line, const char *name, const char *value);
void valise_line_add_param (ValiseLine *line, const char *name, const char *value);

void valise_line_set_group (ValiseLine *line, const char *group);

char *valise_line_get_text (const ValiseLine *line);
void valise_line_set_value (ValiseLine *line, const char *value);
void valise_line_set_text (ValiseLine *line, const char *text);

char *valise_line_escape (const char *text);
char *valise_line_unescape (const char *value, gsize length);
GStrv valise_line_split (const char *value, char separator);
char *valise_line_join_words (const char *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseLine, valise_line_free)

G_END_DECLS
