/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/content-line.h"

G_BEGIN_DECLS

typedef void (*ValiseLineParamFunc) (ValiseLine *line, const char *name, char *value);

gboolean valise_line_is_encoding (const char *word);
char *valise_line_decode (const char *value, const ValiseLine *line);
void valise_line_split_param (
    const char *name, const char *value, gsize length, ValiseLine *line, ValiseLineParamFunc add);
void valise_line_append_param_value (GString *out, const char *value);

G_END_DECLS
