/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "format/mail-view.h"
#include "model/item.h"

G_BEGIN_DECLS

/* An item as the reader shows it. */
typedef struct
{
  ValiseItem *item;
  ValiseContent *content; /* nullable: nothing of it is here */
  ValiseMailView *view;   /* nullable: not a message, or nothing of it is here */
  char *fields;           /* nullable: what is no message, as one "Name: value" a line */
  GBytes *photo;          /* nullable: of a contact */
  char *text;             /* what to read; never NULL */
} ValiseMessage;

void valise_message_free (ValiseMessage *message);

void valise_message_load_async (const char *data_dir,
                                gint64 item_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
ValiseMessage *valise_message_load_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseMessage, valise_message_free)

G_END_DECLS
