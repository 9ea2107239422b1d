/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "remote/remote.h"

G_BEGIN_DECLS

/* What is asked of Email/get. */
typedef enum
{
  VALISE_EMAIL_MUTABLE, /* folders and flags: the item is known */
  VALISE_EMAIL_SUMMARY,
  VALISE_EMAIL_TEXT, /* the summary and what a content of depth TEXT is made of */
} ValiseEmailProperties;

void valise_email_ask (JsonObject *args, ValiseEmailProperties properties);
ValiseRemoteItem *valise_email_read (JsonObject *email, ValiseEmailProperties properties);
ValiseContent *valise_email_read_text (JsonObject *email);

GStrv valise_email_folders (JsonObject *email);
char *valise_email_flags (JsonObject *email);
gint64 valise_email_date (JsonObject *email, const char *name, int *offset);
char *valise_email_addresses (JsonObject *email, const char *name);

G_END_DECLS
