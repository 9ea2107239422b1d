/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"

G_BEGIN_DECLS

char *valise_href_normalize (const char *href, const char *host);
char *valise_href_as_collection (char *path);
gboolean valise_href_is_in (const char *path, const char *collection);

char *valise_href_make_id (const char *path, ValiseKind kind);
char *valise_href_split_id (const char *id, ValiseKind *kind);
char *valise_href_parent (const char *path);
char *valise_href_join (const char *collection, const char *uid, ValiseKind kind);
char *valise_href_get_title (const char *path);

G_END_DECLS
