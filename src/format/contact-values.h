/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VALISE_CONTACT_NEW (-1)

/* One of several values of a contact, as a form holds it. */
typedef struct
{
  int origin;  /* which of the contact's lines of that name it was read from; VALISE_CONTACT_NEW */
  char *types; /* "fax work": lower case, sorted; "" none */
  char *label; /* nullable: what the user calls it, which goes before the types */
  char *value; /* one line; a postal address as in ADR */
} ValiseContactEntry;

/* The parts of a postal address in their order (RFC 6350 section 6.3.1); more may follow. */
enum
{
  VALISE_ADDRESS_BOX,
  VALISE_ADDRESS_EXTENSION,
  VALISE_ADDRESS_STREET,
  VALISE_ADDRESS_CITY,
  VALISE_ADDRESS_REGION,
  VALISE_ADDRESS_POSTAL,
  VALISE_ADDRESS_COUNTRY,
  VALISE_ADDRESS_PARTS
};

ValiseContactEntry *
valise_contact_entry_new (int origin, const char *types, const char *label, const char *value);
void valise_contact_entry_free (ValiseContactEntry *entry);

gboolean valise_contact_is_type_char (char c);
GPtrArray *valise_contact_values_parse (const char *text);
char *valise_contact_values_format (GPtrArray *entries);

GStrv valise_contact_address_split (const char *value);
char *valise_contact_address_join (const char *const *parts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseContactEntry, valise_contact_entry_free)

G_END_DECLS
