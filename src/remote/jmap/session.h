/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define VALISE_JMAP_CORE "urn:ietf:params:jmap:core"
#define VALISE_JMAP_MAIL "urn:ietf:params:jmap:mail"
#define VALISE_JMAP_SUBMISSION "urn:ietf:params:jmap:submission"

/* What a server says about itself and about this user (RFC 8620 section 2), with the limits made
 * fit for use: none is 0 or larger than what Valise wants. */
typedef struct
{
  JsonObject *object; /* as the server sent it */
  char *url;          /* where it came from */
  char *state;        /* nullable */
  char *account_id;   /* of the mail */
  char *api_url;
  char *download_url;     /* nullable: a template */
  char *upload_url;       /* nullable: a template */
  char *event_source_url; /* nullable: a template */
  const char *blob;       /* nullable: the name of the Blob/get capability; static */
  gboolean can_submit;
  guint max_objects_get;
  guint max_objects_set;
  guint max_concurrent;
  gint64 max_size_request;
  gint64 max_size_upload;
} ValiseJmapSession;

ValiseJmapSession *valise_jmap_session_new (JsonObject *object, const char *url, GError **error);
void valise_jmap_session_free (ValiseJmapSession *self);

char *valise_jmap_expand (const char *url_template, ...) G_GNUC_NULL_TERMINATED;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseJmapSession, valise_jmap_session_free)

G_END_DECLS
