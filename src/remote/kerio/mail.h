/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/content.h"
#include "model/item.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Something that goes along with a message. */
typedef struct
{
  char *name; /* nullable */
  char *type; /* "image/png" */
  char *cid;  /* nullable: Content-ID, of a picture in the text */
  GBytes *bytes;
} ValiseKerioFile;

void valise_kerio_file_free (ValiseKerioFile *file);

/* Reading. */
char *valise_kerio_mail_flags (JsonObject *mail);
void valise_kerio_mail_summarize (JsonObject *mail, ValiseSummary *summary);
ValiseContent *valise_kerio_mail_read_text (JsonObject *mail);
GBytes *valise_kerio_mail_read (JsonObject *mail, GPtrArray *attachments);

/* Writing. */
void valise_kerio_mail_write_flags (const char *base, const char *flags, JsonObject *mail);
JsonObject *valise_kerio_mail_write (GBytes *content, GPtrArray **files);
void valise_kerio_mail_send_to (JsonObject *mail, const char *const *recipients);
JsonObject *valise_kerio_mail_attachment (const ValiseKerioFile *file, const char *id);

/* Below: what several of them need. */
char *valise_kerio_mail_addresses (JsonObject *mail, const char *member);
char *valise_kerio_mail_header (JsonObject *mail, const char *type);
char *valise_kerio_mail_body (JsonObject *mail, const char *type);
char *valise_kerio_mail_notice (JsonObject *mail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseKerioFile, valise_kerio_file_free)

G_END_DECLS
