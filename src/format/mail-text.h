/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/content.h"

G_BEGIN_DECLS

/* Marks a content that Valise made itself of header and text; the attachments that it stands for.
 */
#define VALISE_MAIL_DEPTH_FIELD "X-Valise-Depth"
#define VALISE_MAIL_ATTACHMENT_FIELD "X-Valise-Attachment"

typedef struct
{
  const char *name; /* nullable */
  const char *type; /* nullable: "image/png" */
  gint64 size;      /* bytes, decoded; 0 unknown */
} ValiseAttachmentInfo;

/* What a driver learned of a message. All strings are UTF-8 and nullable. */
typedef struct
{
  /* Address lists as in a header: see valise_mail_address_format(); joined by ", ". */
  const char *from, *to, *cc, *bcc, *reply_to, *sender;
  const char *subject;
  /* Message ids, with or without <>, separated by spaces. */
  const char *message_id, *in_reply_to, *references;
  gint64 date;     /* Unix seconds; 0 none */
  int date_offset; /* minutes east of UTC */
  const char *plain;
  const char *html;       /* used where there is no plain text */
  GPtrArray *attachments; /* nullable, of ValiseAttachmentInfo */
  ValiseProblems problems;
} ValiseMailText;

ValiseContent *valise_mail_text_build (const ValiseMailText *parts);
ValiseContent *valise_mail_text_reduce (ValiseContent *full);

G_END_DECLS
