/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "net/http.h"
#include "net/trust.h"

G_BEGIN_DECLS

/* One request on its way: what stays, and what changes from one sending to the next. */
typedef struct
{
  SoupSession *session;
  ValiseCredentials *credentials;
  ValiseTrust *trust;
  const ValiseHttpRequest *request;
  GUri *uri;            /* owned: where it goes now */
  SoupMessage *message; /* owned: the last one that was sent */
  char *authorization;  /* owned */
  guint waits;
  gboolean resent;
} ValiseExchange;

GInputStream *valise_exchange_run (ValiseExchange *self, GCancellable *cancellable, GError **error);
void valise_exchange_clear (ValiseExchange *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ValiseExchange, valise_exchange_clear)

G_END_DECLS
