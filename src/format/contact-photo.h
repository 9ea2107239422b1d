/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/vcard.h"

G_BEGIN_DECLS

char *valise_contact_photo_read (const ValiseVcard *vcard);
void valise_contact_photo_set (ValiseVcard *vcard, const char *text);

char *valise_contact_photo_format (GBytes *data, const char *type);
GBytes *valise_contact_photo_parse (const char *text);

G_END_DECLS
