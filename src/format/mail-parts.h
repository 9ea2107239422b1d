/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/gmime-auto.h"
#include "format/mail-security.h"
#include "model/content.h"

G_BEGIN_DECLS

/* A message that was read, and which of its parts are what (RFC 8621 section 4.1.4). */
typedef struct
{
  GMimeMessage *message;
  GPtrArray *text;        /* of GMimeObject, borrowed: the body, one after the other */
  GPtrArray *attachments; /* of GMimeObject, borrowed */
  ValiseMailSecurity security;
  gboolean cut; /* something of the message was absurd and not read */
} ValiseMailParts;

ValiseMailParts *valise_mail_parts_read (GBytes *bytes);
void valise_mail_parts_free (ValiseMailParts *parts);

char *valise_mail_parts_text (const ValiseMailParts *parts, ValiseProblems *problems);
char *valise_mail_parts_field (const ValiseMailParts *parts, const char *name);
char *valise_mail_parts_addresses (const ValiseMailParts *parts, GMimeAddressType type);
gint64 valise_mail_parts_date (const ValiseMailParts *parts, int *offset);

GBytes *valise_mail_part_bytes (GMimeObject *part);
char *valise_mail_part_decode (GMimeObject *part, GBytes *bytes, ValiseProblems *problems);
char *valise_mail_part_text (GMimeObject *part, ValiseProblems *problems);
char *valise_mail_part_name (GMimeObject *part);
char *valise_mail_part_type (GMimeObject *part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseMailParts, valise_mail_parts_free)

G_END_DECLS
