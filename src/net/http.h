/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/credentials.h"

G_BEGIN_DECLS

#define VALISE_TYPE_HTTP (valise_http_get_type ())
G_DECLARE_FINAL_TYPE (ValiseHttp, valise_http, VALISE, HTTP, GObject)

typedef struct
{
  const char *method; /* NULL: GET */
  const char *url;
  const char *accept;         /* nullable */
  const char *content_type;   /* of body */
  GBytes *body;               /* nullable */
  const char *const *headers; /* nullable: further names and values in turns, NULL at the end */
  gsize max_bytes;            /* of the answer, unpacked; 0: 64 MiB */
  gboolean repeatable;        /* does no harm when it is done twice: may be sent again */
  gboolean judges_forbidden;  /* 403 is about what is asked for, and no refusal to sign in */
} ValiseHttpRequest;

typedef struct
{
  guint status;
  char *url;          /* where the answer came from, after redirects */
  char *content_type; /* nullable */
  char *etag;         /* nullable: as it was sent */
  GBytes *body;
} ValiseHttpResponse;

ValiseHttp *valise_http_new (const char *user,
                             gboolean allow_plain_http,
                             ValiseSecretFunc secret,
                             gpointer data,
                             GDestroyNotify destroy);
gboolean valise_http_trust (ValiseHttp *self, const char *url, GError **error);

ValiseHttpResponse *valise_http_send (ValiseHttp *self,
                                      const ValiseHttpRequest *request,
                                      GCancellable *cancellable,
                                      GError **error);
GInputStream *valise_http_open_stream (ValiseHttp *self,
                                       const char *url,
                                       const char *accept,
                                       guint idle_seconds,
                                       guint *status,
                                       GCancellable *cancellable,
                                       GError **error);

char *valise_http_get_secret (ValiseHttp *self, GCancellable *cancellable, GError **error);
void valise_http_forget_secret (ValiseHttp *self);
void valise_http_forget_cookies (ValiseHttp *self);

ValiseSignIn valise_http_get_sign_in (ValiseHttp *self);
void valise_http_set_sign_in (ValiseHttp *self, ValiseSignIn sign_in);

gboolean valise_http_response_check (const ValiseHttpResponse *response, GError **error);
void valise_http_response_free (ValiseHttpResponse *response);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseHttpResponse, valise_http_response_free)

G_END_DECLS
