/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/xml.h"

G_BEGIN_DECLS

#define VALISE_NS_DAV "DAV:"
#define VALISE_NS_CALDAV "urn:ietf:params:xml:ns:caldav"
#define VALISE_NS_CARDDAV "urn:ietf:params:xml:ns:carddav"
#define VALISE_NS_CALENDAR_SERVER "http://calendarserver.org/ns/"

/* What a server says of one resource (RFC 4918 section 14.24). */
typedef struct
{
  char *path;   /* in the one form of href.h */
  guint status; /* of the resource as a whole; 0: see its properties */
  const ValiseXmlNode *node;
} ValiseDavResponse;

/* The answer to a PROPFIND or a REPORT. */
typedef struct
{
  ValiseXml *xml;
  GPtrArray *responses;   /* (element-type ValiseDavResponse), at most one for each path */
  GHashTable *by_path;    /* the same */
  const char *sync_token; /* nullable (RFC 6578 section 6.4) */
} ValiseMultistatus;

ValiseMultistatus *valise_multistatus_parse (GBytes *bytes, const char *host, GError **error);
void valise_multistatus_free (ValiseMultistatus *self);
const ValiseDavResponse *valise_multistatus_find (ValiseMultistatus *self, const char *path);

const ValiseXmlNode *
valise_dav_response_get (const ValiseDavResponse *self, const char *ns, const char *name);
const char *
valise_dav_response_get_text (const ValiseDavResponse *self, const char *ns, const char *name);
char *valise_dav_response_get_etag (const ValiseDavResponse *self);
char *valise_dav_response_get_href (const ValiseDavResponse *self,
                                    const char *ns,
                                    const char *name,
                                    const char *host);
char *valise_dav_etag_read (const char *etag);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseMultistatus, valise_multistatus_free)

G_END_DECLS
