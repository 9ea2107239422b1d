/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the files of the server share. All of it belongs to the server's thread. */

#include <libsoup/soup.h>

#include "demo/server.h"
#include "demo/sessions.h"

G_BEGIN_DECLS

struct _ValiseDemoServer
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupServer *soup;
  guint port;
  char *url;
  char *control_url;
  char *control_path;

  ValiseDemoMailbox *mailbox;
  ValiseDemoSwitches *switches;
  ValiseDemoSessions *sessions;
  GHashTable *counts; /* method, "upload" or "download" → how often it was asked for */
  GPtrArray *polls;   /* (element-type Poll): see polls.c */
  GSource *editor;    /* nullable: the second editor at work */
  guint editor_step;
};

void valise_demo_server_count (ValiseDemoServer *self, const char *what);
void valise_demo_server_changed (ValiseDemoServer *self);
void valise_demo_server_hang_up (SoupServerMessage *message);
void valise_demo_server_answer_json (SoupServerMessage *message, guint status, JsonObject *answer);
GSource *valise_demo_server_add_timer (ValiseDemoServer *self,
                                       guint milliseconds,
                                       GSourceFunc func,
                                       gpointer data);

/* rpc.c */
void valise_demo_rpc_handle (ValiseDemoServer *self, SoupServerMessage *message);
void valise_demo_rpc_answer (ValiseDemoServer *self,
                             SoupServerMessage *message,
                             JsonNode *id,
                             JsonObject *result,
                             const GError *error);

/* polls.c */
void valise_demo_polls_init (ValiseDemoServer *self);
gboolean valise_demo_polls_add (ValiseDemoServer *self,
                                SoupServerMessage *message,
                                JsonNode *id,
                                JsonObject *params,
                                guint64 session,
                                guint seconds,
                                GError **error);
void valise_demo_polls_kill (ValiseDemoServer *self, JsonObject *key);
void valise_demo_polls_hang_up (ValiseDemoServer *self);
void valise_demo_polls_try (ValiseDemoServer *self);

/* transfers.c */
void valise_demo_transfers_upload (ValiseDemoServer *self, SoupServerMessage *message);
void valise_demo_transfers_download (ValiseDemoServer *self,
                                     SoupServerMessage *message,
                                     const char *path);

/* control.c */
JsonObject *valise_demo_control_run (ValiseDemoServer *self, JsonObject *request, GError **error);

/* second-editor.c */
void valise_demo_second_editor_update (ValiseDemoServer *self);

G_END_DECLS
