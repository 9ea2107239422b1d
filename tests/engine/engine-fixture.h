/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"
#include "fake-server.h"

G_BEGIN_DECLS

/* An engine with its real threads and store, one account ("Work") and a server that counts. */
typedef struct
{
  char *home; /* what XDG_DATA_HOME is for valisectl */
  char *dir;  /* the data folder in it */
  FakeServer *server;
  FakeServer *other_server; /* of an account "Home" */
  ValiseRemotes remotes;
  ValiseEngine *engine; /* nullable: not started */
} Fixture;

void set_up (Fixture *fixture, gconstpointer data);
void tear_down (Fixture *fixture, gconstpointer data);

void add_account (Fixture *fixture, const char *name);
void start (Fixture *fixture);
void stop (Fixture *fixture);

ValiseMode mode_of (Fixture *fixture, guint index);
gboolean has_icon (Fixture *fixture, const char *icon);
void wait_until_in_step (Fixture *fixture);
void on_synced (GObject *source, GAsyncResult *result, gpointer data);
int sync_code (Fixture *fixture);
int run_valisectl (Fixture *fixture, const char *command, char **out);
void let_time_pass (guint milliseconds);

typedef struct
{
  guint patience, poll;
} Waiting;

Waiting waiting_begin (void);
void waiting_end (Waiting *waiting);

/* Nothing sleeps: the main context is iterated until something is so. */
#define WAIT_UNTIL(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    Waiting waiting = waiting_begin ();                                                            \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    waiting_end (&waiting);                                                                        \
  }                                                                                                \
  G_STMT_END

#define ADD(path, func) g_test_add ("/engine/" path, Fixture, NULL, set_up, func, tear_down)

G_END_DECLS
