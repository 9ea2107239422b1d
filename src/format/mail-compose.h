/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Names the message whose attachments are put in before a draft is sent; see mail-compose.c. */
#define VALISE_MAIL_WANTED_FIELD "X-Valise-Attachments-Of"

/* Something that goes along with a message. */
typedef struct
{
  char *name; /* nullable */
  char *type; /* "image/png" */
  GBytes *bytes;
} ValiseMailFile;

/* A message that is being written. All strings are UTF-8. */
typedef struct
{
  char *from, *to, *cc, *bcc;     /* nullable: header-style lists */
  char *subject;                  /* nullable */
  char *message_id;               /* nullable: without <>; stays the same while it is written */
  char *in_reply_to, *references; /* nullable: message ids */
  char *text;                     /* never NULL; a line for each paragraph */
  GPtrArray *files;               /* of ValiseMailFile */
  char *wanted; /* nullable: the message id of the one that is forwarded and is not here whole */
} ValiseMailDraft;

ValiseMailFile *valise_mail_file_new (const char *name, const char *type, GBytes *bytes);
void valise_mail_file_free (ValiseMailFile *file);

ValiseMailDraft *valise_mail_draft_new (void);
void valise_mail_draft_free (ValiseMailDraft *draft);
ValiseMailDraft *valise_mail_draft_read (GBytes *bytes);
GBytes *valise_mail_draft_write (ValiseMailDraft *draft, gint64 date, int offset);
gboolean valise_mail_draft_is_complete (GBytes *bytes);
gboolean valise_mail_draft_check (const ValiseMailDraft *draft, GError **error);
void valise_mail_draft_add_attachments (ValiseMailDraft *draft, GBytes *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseMailFile, valise_mail_file_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseMailDraft, valise_mail_draft_free)

G_END_DECLS
