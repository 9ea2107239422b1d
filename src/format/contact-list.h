/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/vcard.h"

G_BEGIN_DECLS

char *valise_contact_line_types (const ValiseLine *line);
char *valise_contact_line_text (const ValiseLine *line);

char *valise_contact_list_read (const ValiseVcard *vcard, const char *name);
void valise_contact_list_set (ValiseVcard *vcard, const char *name, const char *text);

G_END_DECLS
