/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/component.h"

G_BEGIN_DECLS

/* One contact. */
typedef struct
{
  ValiseComponent *file;
  ValiseComponent *card; /* in @file: where its properties are read and set */
  guint version;         /* 21, 30 or 40 */
  GHashTable *labels;    /* group, in lower case, to its X-ABLabel as it was read */
} ValiseVcard;

ValiseVcard *valise_vcard_parse (GBytes *bytes, GError **error);
ValiseVcard *valise_vcard_new (const char *uid);
void valise_vcard_free (ValiseVcard *vcard);
GBytes *valise_vcard_write (ValiseVcard *vcard);
GPtrArray *valise_vcard_split (GBytes *bytes, GError **error);

const char *valise_vcard_get_label (const ValiseVcard *vcard, const ValiseLine *line);
char *valise_vcard_get_uid (const ValiseVcard *vcard);
gboolean valise_vcard_is_preferred (const ValiseLine *line);
GBytes *valise_vcard_get_data (const ValiseLine *line, char **type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseVcard, valise_vcard_free)

G_END_DECLS
