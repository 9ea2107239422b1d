/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/zone.h"
#include "net/http.h"
#include "remote/kerio/recurrence.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What all verbs of the Kerio Connect driver share. Belongs to the worker's thread. */
typedef struct
{
  ValiseHttp *http;
  char *server; /* as the user gave it */
  char *user;
  char *origin;      /* nullable: "https://mail.example.org" */
  gboolean verified; /* it is a Kerio Connect server: the password may be sent there */
  char *token;       /* nullable: not signed in; the X-Token of the session, never stored */
  gint64 serial;     /* of the last call */
  ValiseZone *here;  /* the user's zone */

  guint rounds;         /* of changes() that told something, one after the other */
  char *key;            /* nullable: the sync key that changes() told last, as JSON */
  char *poll;           /* nullable: the key of a long poll whose answer nobody waited for */
  GHashTable *own;      /* of gint64: watermarks that this session's own writes were told */
  gint64 written;       /* the highest watermark of an own write so far; kept in the memo */
  gboolean wrote;       /* something since the last changes(), of whatever watermark; in the memo */
  ValiseKerioDays days; /* how the server counts weekdays, as far as is known */
  GHashTable *recent;   /* server's id -> JsonObject: mails that came whole a moment ago */
} ValiseKerio;

ValiseKerio *valise_kerio_new (const char *server, const char *user, ValiseHttp *http);
void valise_kerio_free (ValiseKerio *self);

gboolean valise_kerio_open (ValiseKerio *self, GCancellable *cancellable, GError **error);
gboolean valise_kerio_sign_in (ValiseKerio *self, GCancellable *cancellable, GError **error);
void valise_kerio_sign_out (ValiseKerio *self);
void valise_kerio_load_memo (ValiseKerio *self, const char *memo);
char *valise_kerio_get_memo (ValiseKerio *self);
void valise_kerio_note_written (ValiseKerio *self, gint64 watermark);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseKerio, valise_kerio_free)

G_END_DECLS
