/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An item's flags: JMAP keywords (RFC 8621 section 4.1.1) as one string, in lower case, sorted,
 * separated by one space: "$flagged $seen". Never NULL; no flags is "". */

#define VALISE_FLAG_SEEN "$seen"
#define VALISE_FLAG_FLAGGED "$flagged"
#define VALISE_FLAG_ANSWERED "$answered"
#define VALISE_FLAG_FORWARDED "$forwarded"
#define VALISE_FLAG_DRAFT "$draft"

char *valise_flags_normalize (const char *flags);
gboolean valise_flags_has (const char *flags, const char *flag);
char *valise_flags_with (const char *flags, const char *flag, gboolean on);
char *valise_flags_merge (const char *base, const char *local, const char *remote);
GStrv valise_flags_split (const char *flags);

char *valise_flag_from_word (const char *word);
const char *valise_flag_to_word (const char *flag);

G_END_DECLS
