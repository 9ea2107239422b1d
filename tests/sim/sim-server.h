/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/folder.h"

G_BEGIN_DECLS

typedef enum
{
  SIM_SEEN = 1 << 0,
  SIM_FLAGGED = 1 << 1,
  SIM_ANSWERED = 1 << 2,
  SIM_DRAFT = 1 << 3,
} SimFlags;

typedef struct
{
  guint number; /* its place in the server's list; the id is "f" and this */
  char *id;
  char *name;
  int parent; /* number; -1: top level */
  ValiseKind kind;
  ValiseRole role;
  ValiseRights rights;
  gboolean removed;
  guint forgotten; /* as in SimServer, of this folder alone: it has to be listed */
} SimFolder;

typedef struct
{
  guint number; /* the id is "i" and this */
  char *id;
  char *uid;
  ValiseKind kind;
  guint32 folders; /* a bit for each folder's number */
  SimFlags flags;
  GBytes *bytes; /* its content, whole */
  guint version; /* which save that is, see sim-ledger.h */
  guint revision;
  gint64 date;
} SimItem;

/* One entry of the journal. */
typedef struct
{
  guint number;   /* of the item; SIM_TREE */
  guint32 places; /* the folders in which the change shows */
} SimChange;

/* What the server has, and everything that ever changed, in order. */
typedef struct
{
  gboolean
      in_place; /* a content changes in place, as with DAV; else under a new id, as with JMAP */
  gboolean strict_revision; /* the revision also changes with flags and folders */
  gboolean dav;       /* no mail; an item is in one folder, and has another id in another one */
  GPtrArray *folders; /* SimFolder; removed ones stay in their place */
  GPtrArray *items;   /* SimItem, oldest first */
  GArray *journal;    /* SimChange */
  guint forgotten;    /* entries at the start of the journal that the server forgot */
  gboolean forgot;    /* that, or what changed in a folder */
  guint next_number;
  GHashTable *sent; /* uid -> how many times it was sent to people */
  guint writes;
} SimServer;

#define SIM_TREE G_MAXUINT

SimServer *sim_server_new (gboolean in_place, gboolean strict_revision, gboolean dav);
void sim_server_free (SimServer *server);

SimFolder *sim_server_folder (SimServer *server, const char *id);
SimFolder *sim_server_folder_by_role (SimServer *server, ValiseRole role);
SimFolder *sim_server_add_folder (
    SimServer *server, ValiseKind kind, const char *name, int parent, ValiseRole role);
void sim_server_rename_folder (SimServer *server, SimFolder *folder, const char *name);
void sim_server_remove_folder (SimServer *server, SimFolder *folder);
void sim_server_forget (SimServer *server, SimFolder *folder);
gboolean sim_server_tells (SimServer *server, guint place);
void sim_server_set_rights (SimServer *server, SimFolder *folder, ValiseRights rights);

SimItem *sim_server_item (SimServer *server, const char *id);
SimItem *sim_server_item_by_number (SimServer *server, guint number);
SimItem *sim_server_item_by_uid (SimServer *server, guint32 folders, const char *uid);
SimItem *sim_server_create (
    SimServer *server, const char *uid, guint32 folders, SimFlags flags, GBytes *bytes);
SimItem *sim_server_write (SimServer *server, SimItem *item, GBytes *bytes);
SimItem *sim_server_file (SimServer *server, SimItem *item, guint32 folders, SimFlags flags);
void sim_server_destroy (SimServer *server, SimItem *item);
void sim_server_send (SimServer *server, const char *uid);
guint sim_server_times_sent (SimServer *server, const char *uid);

char *sim_flags_to_string (SimFlags flags);
SimFlags sim_flags_from_string (const char *flags);

G_END_DECLS
