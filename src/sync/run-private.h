/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the steps of a run share; for src/sync only. */

#include "sync/progress.h"
#include "sync/run.h"

G_BEGIN_DECLS

typedef struct
{
  ValiseStore *store;
  const ValiseAccount *account;
  const ValiseRunOptions *options;
  ValiseRunReport *report;
  ValiseMeter *meter;
  GCancellable *cancellable;
  GHashTable *folders;   /* gint64 id -> ValiseFolder: the tree as this run knows it */
  GHashTable *unsettled; /* nullable: id -> ValiseRemoteItem: see run-list.c */
  guint restarts;        /* how often all folders were found to need a listing */
} ValiseRun;

void valise_run_problem (ValiseRun *run, const char *what, const GError *error);

/* run-folders.c */
gboolean valise_run_load_folders (ValiseRun *run, GError **error);
const ValiseFolder *valise_run_folder (ValiseRun *run, gint64 id);
const ValiseFolder *
valise_run_folder_by_remote_id (ValiseRun *run, gint64 service_id, const char *remote_id);
gboolean valise_run_folders (ValiseRun *run, ValiseEndpoint *endpoint, GError **error);
gboolean valise_run_remove_vanished (ValiseRun *run, ValiseEndpoint *endpoint, GError **error);
GPtrArray *valise_run_folders_by_priority (ValiseRun *run, gint64 service_id, GError **error);

/* run-pull.c */
gboolean valise_run_pull (ValiseRun *run, ValiseEndpoint *endpoint, GError **error);

/* run-push.c */
typedef struct
{
  guint changed; /* edits whose guard failed: pull and reconcile, then push again */
  guint altered; /* edits that the server may not have taken as they were: pull what it made */
  guint sent;
} ValisePushResult;

gboolean valise_run_push (ValiseRun *run,
                          ValiseEndpoint *endpoint,
                          gboolean last_round,
                          ValisePushResult *result,
                          GError **error);

/* run-attach.c */
gboolean
valise_run_attach (ValiseRun *run, ValiseEndpoint *endpoint, GArray *waiting, GError **error);

/* run-list.c */
gboolean valise_run_list (ValiseRun *run, ValiseEndpoint *endpoint, GError **error);

/* run-contents.c */
gboolean valise_run_contents (ValiseRun *run, ValiseEndpoint *endpoint, GError **error);
gboolean valise_run_shrink (ValiseRun *run, GError **error);

G_END_DECLS
