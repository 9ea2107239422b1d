/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/content.h"
#include "store/store.h"
#include "sync/resolve.h"

G_BEGIN_DECLS

typedef enum
{
  VALISE_REQUEST_ADD,
  VALISE_REQUEST_REPLACE,
  VALISE_REQUEST_FLAGS,
  VALISE_REQUEST_MOVE,
  VALISE_REQUEST_DELETE,
  VALISE_REQUEST_DISCARD,
  VALISE_REQUEST_RESOLVE,
  VALISE_REQUEST_SET_FOLDER,
} ValiseRequestVerb;

/* Something that the user wants done to what is stored here. */
typedef struct
{
  ValiseRequestVerb verb;
  gint64 item;            /* REPLACE, FLAGS, MOVE, DELETE, DISCARD; after ADD: the new item */
  gint64 folder;          /* ADD, MOVE, SET_FOLDER */
  gint64 conflict;        /* RESOLVE */
  ValiseContent *content; /* ADD, REPLACE */
  GStrv set, clear;       /* FLAGS */
  gboolean permanently;   /* DELETE */
  ValiseKeep keep;        /* RESOLVE */
  gboolean *sync;         /* SET_FOLDER, nullable: leave it as it is */
  ValiseDepth *depth;     /* SET_FOLDER, nullable: leave it as it is */
  gboolean recursive;     /* SET_FOLDER */
} ValiseEditRequest;

ValiseEditRequest *valise_edit_request_new (ValiseRequestVerb verb);
void valise_edit_request_free (ValiseEditRequest *request);

gboolean valise_edit_request_do (ValiseEditRequest *request,
                                 ValiseStore *store,
                                 gint64 *account_id,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseEditRequest, valise_edit_request_free)

G_END_DECLS
