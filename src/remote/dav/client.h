/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/http.h"
#include "remote/candidates.h"
#include "remote/dav/multistatus.h"
#include "remote/remote.h"

G_BEGIN_DECLS

/* What CalDAV and CardDAV differ in. */
typedef struct
{
  const char *name; /* for people */
  const char *ns;
  const char *home_set;   /* the property of a principal that names the homes */
  const char *collection; /* the resource type of a collection of items */
  const char *data;       /* the property that holds an item's content */
  const char *multiget;
  const char *content_type;
  ValiseCandidateRule rule;
} ValiseDavProtocol;

typedef struct _ValiseDavPull ValiseDavPull;

/* What all verbs of the DAV driver share. Belongs to the worker's thread; a helper thread of a verb
 * reads what does not change once the service is open. */
typedef struct
{
  const ValiseDavProtocol *protocol;
  ValiseHttp *http;
  char *server; /* as the user gave it */
  char *user;

  char *origin;     /* nullable: not opened yet. "https://host:port" */
  char *host;       /* of origin */
  GPtrArray *homes; /* (element-type utf8): paths of the collections that hold the others */
  gboolean single;  /* the user named one collection, and nobody knows a home */
  gboolean outdated;

  GHashTable *seen;       /* path -> mask of kinds that were met there */
  gboolean ctagless;      /* a collection has no ctag: its sync token tells whether it changed */
  GHashTable *unlisted;   /* paths of collections of which the caller knows no item */
  GPtrArray *collections; /* nullable (element-type ValiseDavCollection): as asked last */
  gboolean fresh;         /* asked by changes(), for the folders() that follows */
  ValiseDavPull *pull;    /* nullable: pages of changes() that are still to come */
  GHashTable *pushed;     /* path -> the revision that an own push made there */
  GHashTable *retold;     /* paths that the next changes are to tell of, whatever their state is */
  GHashTable *doubted;    /* path -> what a creation met there */
} ValiseDav;

ValiseDav *
valise_dav_new (const char *protocol, const char *server, const char *user, ValiseHttp *http);
void valise_dav_free (ValiseDav *self);

gboolean valise_dav_open (ValiseDav *self, GCancellable *cancellable, GError **error);
void valise_dav_load_memo (ValiseDav *self, const char *memo);
char *valise_dav_get_memo (ValiseDav *self);

guint valise_dav_get_seen (ValiseDav *self, const char *path);
gboolean valise_dav_note_seen (ValiseDav *self, const char *path, ValiseKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseDav, valise_dav_free)

G_END_DECLS
