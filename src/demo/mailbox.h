/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/kinds.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *guid;
  gboolean has_items; /* not the root */
  ValiseKind kind;    /* of its items */
  JsonObject *data;   /* a Folder of the API, without the counts */
  GPtrArray *items;   /* (element-type ValiseDemoItem) (not owned) */
  guint next_number;
} ValiseDemoFolder;

/* One mail, event, contact, task or note. */
typedef struct
{
  char *id;
  guint number;
  ValiseDemoFolder *folder;
  JsonObject *data;       /* a Mail, Event, ... of the API, complete; what is inside it is never
                             changed but replaced, so that it may be shared */
  GHashTable *blobs;      /* part → GBytes: attachments, or the photo */
  GHashTable *exceptions; /* of a recurring event: original start → JsonObject with what differs,
                             or NULL for an occurrence that was removed */
} ValiseDemoItem;

typedef struct
{
  GBytes *bytes;
  char *name;
  char *type;
} ValiseDemoUpload;

/* The account, as plain data: what is in it is read by everybody and changed by the functions here
 * and in journal.h. */
typedef struct
{
  char *domain;
  char *user; /* without the domain */
  char *full_name;
  char *password;
  char *app_password;

  GPtrArray *folders; /* (element-type ValiseDemoFolder): parents before children */
  GHashTable *items;  /* id → ValiseDemoItem */

  gint64 watermark;  /* of the last change */
  gint64 forgotten;  /* keys older than this are too old */
  gint64 journal_id; /* another one after the journal was lost */
  GPtrArray *journal;
  guint64 author; /* who is writing: a session, or 0 for the other device */

  GHashTable *uploads; /* id → ValiseDemoUpload */
  guint next_upload;
  guint next_folder;
  GPtrArray *sent; /* (element-type JsonObject): each mail that left the server */
} ValiseDemoMailbox;

ValiseDemoMailbox *
valise_demo_mailbox_new (const char *full_name, const char *user, const char *domain);
void valise_demo_mailbox_free (ValiseDemoMailbox *self);
char *valise_demo_mailbox_address (ValiseDemoMailbox *self);

ValiseDemoFolder *valise_demo_mailbox_root (ValiseDemoMailbox *self);
ValiseDemoFolder *valise_demo_mailbox_find_folder (ValiseDemoMailbox *self, const char *id);
ValiseDemoFolder *valise_demo_mailbox_find_special (ValiseDemoMailbox *self, const char *sub_type);
ValiseDemoFolder *valise_demo_mailbox_find_path (ValiseDemoMailbox *self, const char *path);
ValiseDemoFolder *valise_demo_mailbox_add_folder (ValiseDemoMailbox *self,
                                                  ValiseDemoFolder *parent,
                                                  const char *name,
                                                  const char *type,
                                                  const char *sub_type);
void valise_demo_mailbox_remove_folder (ValiseDemoMailbox *self, ValiseDemoFolder *folder);
gboolean valise_demo_folder_has_child (ValiseDemoMailbox *self, ValiseDemoFolder *folder);
JsonObject *valise_demo_folder_describe (ValiseDemoMailbox *self, ValiseDemoFolder *folder);

ValiseDemoItem *valise_demo_mailbox_find_item (ValiseDemoMailbox *self, const char *id);
ValiseDemoItem *
valise_demo_mailbox_file_item (ValiseDemoMailbox *self, ValiseDemoFolder *folder, JsonObject *data);
void valise_demo_mailbox_refile_item (ValiseDemoMailbox *self,
                                      ValiseDemoItem *item,
                                      ValiseDemoFolder *folder);
void valise_demo_mailbox_drop_item (ValiseDemoMailbox *self, ValiseDemoItem *item);
void valise_demo_item_set_watermark (ValiseDemoItem *item, gint64 watermark);

void valise_demo_upload_free (ValiseDemoUpload *upload);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseDemoMailbox, valise_demo_mailbox_free)

G_END_DECLS
