/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "demo/sample.h"
#include "demo/server.h"
#include "net/json.h"

/* The double, and a client of its API that knows nothing of Valise. */
typedef struct
{
  ValiseDemoServer *server;
  SoupSession *session; /* with a cookie jar */
  char *token;          /* nullable: not signed in */
  guint status;         /* of the last answer; 0: there was none */
} Client;

/* Signed in; @switches are "name=value", each after a space. */
Client *client_new (ValiseDemoSize size, const char *switches);
void client_free (Client *self);
void client_set (Client *self, const char *assignment);

/* Parameters are JSON with ' for "; the format is printf's. The answers are whole: with "result" or
 * "error". They live until the next call. */
JsonObject *client_call (Client *self, const char *method, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
JsonObject *client_post (Client *self, const char *body);
gboolean client_login (Client *self, const char *user, const char *password);
void client_forget_cookies (Client *self);

/* What a call came to, asserted. */
JsonObject *client_result (Client *self, const char *method, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
int client_error (Client *self, const char *method, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* The control surface. */
JsonObject *client_control (Client *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

char *client_folder (Client *self, const char *path);
char *client_create_note (Client *self, const char *text);
char *client_upload (Client *self, const char *type, const char *bytes, gboolean form);
GBytes *client_get (Client *self, const char *path);

/* Of a bulk answer: the code of the first error, 0 for none; and the first id. */
int first_error (JsonObject *result);
const char *first_id (JsonObject *result);
JsonObject *first (JsonObject *result, const char *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Client, client_free)
