/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "format/mail-compose.h"
#include "model/item.h"

G_BEGIN_DECLS

/* What is written. */
typedef enum
{
  VALISE_COMPOSE_NEW,
  VALISE_COMPOSE_REPLY,
  VALISE_COMPOSE_REPLY_ALL,
  VALISE_COMPOSE_FORWARD,
  VALISE_COMPOSE_EDIT, /* a draft is gone on with */
} ValiseComposeKind;

/* As whom one can write. */
typedef struct
{
  gint64 account_id;
  char *from; /* "" unknown */
} ValiseComposeSender;

/* What a composer begins with. */
typedef struct
{
  ValiseComposeKind kind;
  ValiseMailDraft *draft; /* nullable: the item has to be fetched first */
  ValiseItem *item;       /* nullable: what is answered, forwarded or gone on with */
  GPtrArray *senders;     /* of ValiseComposeSender, never empty */
} ValiseComposeStart;

void valise_compose_start_free (ValiseComposeStart *start);

void valise_compose_start_async (const char *data_dir,
                                 ValiseComposeKind kind,
                                 gint64 item_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
ValiseComposeStart *valise_compose_start_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseComposeStart, valise_compose_start_free)

G_END_DECLS
