/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Each appends one field, ended by CRLF; nothing where the value is NULL or empty. */
void valise_mail_header_append_text (GString *out, const char *name, const char *value);
void valise_mail_header_append_addresses (GString *out, const char *name, const char *addresses);
void valise_mail_header_append_ids (GString *out, const char *name, const char *ids);
void valise_mail_header_append_date (GString *out, gint64 date, int offset);
void valise_mail_header_append_param (GString *out,
                                      const char *name,
                                      const char *value,
                                      gsize max_bytes);

/* Append the MIME fields, an empty line, and the text: as a part, as the only part. */
void valise_mail_header_append_text_part (GString *out, const char *subtype, const char *text);
void valise_mail_header_append_body (GString *out, const char *text);

GBytes *valise_mail_remove_field (GBytes *bytes, const char *name);

char *valise_mail_address_format (const char *name, const char *email);

G_END_DECLS
