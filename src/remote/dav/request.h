/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/dav/client.h"

G_BEGIN_DECLS

#define VALISE_DAV_XML "application/xml; charset=utf-8"

/* Sets of properties, as they stand in a request. */
#define VALISE_DAV_PROPERTIES_WHO                                                                  \
  "<current-user-principal/><resourcetype/><C:calendar-home-set/><A:addressbook-home-set/>"
#define VALISE_DAV_PROPERTIES_COLLECTION                                                           \
  "<resourcetype/><displayname/><S:getctag/><current-user-privilege-set/>"                         \
  "<C:supported-calendar-component-set/><C:max-resource-size/><A:max-resource-size/>"
#define VALISE_DAV_PROPERTIES_ITEM "<getetag/><getcontentlength/><getlastmodified/><resourcetype/>"

GString *valise_dav_body_begin (const char *element);
void valise_dav_body_add (GString *body, const char *element, const char *text);
GBytes *valise_dav_body_end (GString *body, const char *element);
GBytes *valise_dav_body_propfind (const char *properties);

/* A PROPFIND or a REPORT. */
typedef struct
{
  const char *method;
  const char *path;
  const char *depth;
  GBytes *body;
  gsize max_bytes; /* of the answer; 0: the usual maximum */
} ValiseDavQuery;

GBytes *valise_dav_query_raw (ValiseDav *dav,
                              const ValiseDavQuery *query,
                              GCancellable *cancellable,
                              GError **error);
ValiseMultistatus *valise_dav_query (ValiseDav *dav,
                                     const ValiseDavQuery *query,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
