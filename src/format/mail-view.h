/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/content.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *name; /* nullable */
  char *type;
  gint64 size;      /* decoded; 0 unknown */
  gboolean present; /* FALSE: it is on the server only */
} ValiseMailAttachment;

/* A message as it is read by people. */
typedef struct
{
  ValiseDepth depth;
  ValiseProblems problems;
  gboolean is_signed, is_encrypted;
  /* Nullable; header-style lists in UTF-8. */
  char *from, *to, *cc, *bcc, *reply_to, *sender;
  char *subject;                               /* nullable */
  char *message_id, *in_reply_to, *references; /* nullable */
  gint64 date;                                 /* Unix seconds; 0 none */
  int date_offset;                             /* the sender's, minutes east of UTC */
  char *body;
  GPtrArray *attachments; /* of ValiseMailAttachment */
} ValiseMailView;

ValiseMailView *valise_mail_view_new (ValiseContent *content);
void valise_mail_view_free (ValiseMailView *view);
char *valise_mail_view_to_text (const ValiseMailView *view);
char *valise_mail_view_format_date (const ValiseMailView *view, const char *format);

GBytes *valise_mail_attachment_bytes (ValiseContent *content, guint index, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseMailView, valise_mail_view_free)

G_END_DECLS
