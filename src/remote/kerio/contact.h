/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/vcard.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define VALISE_KERIO_MAX_PHOTO (256 * 1024) /* bytes, and JPEG only */

GBytes *valise_kerio_contact_read (JsonObject *contact, GBytes *photo, const char *uid);
JsonObject *valise_kerio_contact_write (GBytes *content, const char *photo_id, GError **error);
GBytes *valise_kerio_contact_photo (GBytes *content, char **known_id);

/* Below contact.c: numbers and addresses, which there are several of. */
void valise_kerio_contact_read_lists (JsonObject *contact, ValiseComponent *card);
void valise_kerio_contact_write_lists (const ValiseVcard *vcard, JsonObject *contact);

G_END_DECLS
