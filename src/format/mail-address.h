/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One member of an address list. */
typedef struct
{
  char *name; /* nullable */
  char *email;
} ValiseMailAddress;

void valise_mail_address_free (ValiseMailAddress *address);
GPtrArray *valise_mail_addresses_parse (const char *list, GError **error);
GPtrArray *valise_mail_addresses_read (const char *list);
char *valise_mail_addresses_join (GPtrArray *addresses);
gboolean valise_mail_addresses_have (GPtrArray *addresses, const char *email);
gsize valise_mail_addresses_last (const char *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseMailAddress, valise_mail_address_free)

G_END_DECLS
