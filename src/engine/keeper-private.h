/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the files of the keeper share: keeper.c (modes and timers), keeper-run.c (what the worker
 * does) and keeper-requests.c (who asked for it). */

#include "engine/keeper.h"
#include "engine/worker.h"

G_BEGIN_DECLS

struct _ValiseKeeper
{
  GObject parent;

  char *data_dir;
  ValiseRemotes remotes;
  gint64 account_id;
  gint64 edit_seq; /* of the account, as it is known here */
  char *name;
  gboolean reconnect; /* come back from offline-lost by itself */
  gint64 open_folder;
  gboolean text_only; /* bring no more of mail than header and text */

  ValiseMode mode;
  guint attempts;     /* runs that failed since the last good one */
  gint64 retry_after; /* seconds that the server asked to wait */
  guint deaf;         /* times that listening failed since it last worked */
  guint timer;        /* the next look, or 0 */
  guint soon;         /* a run because of a local change, or 0 */

  ValiseWorker *worker;    /* nullable: not needed yet, or stopped */
  ValiseWorker *fetcher;   /* nullable: the same */
  GCancellable *running;   /* nullable: no run */
  GCancellable *listening; /* nullable: not listening */
  GCancellable *fetching;  /* of all fetches */
  gboolean again;          /* another run after this one */
  gboolean confirm;        /* the next run may send many deletions */
  gboolean asked;          /* the user asked for the next run */
  GPtrArray *served;       /* (element-type GTask): get the result of this run */
  GPtrArray *asking;       /* (element-type GTask): get the result of the next run */

  /* What the last run told. */
  ValiseProgress progress;
  char *folder;
  gint64 held;
};

void valise_keeper_set_timer (ValiseKeeper *self, guint seconds);

void valise_keeper_start_run (ValiseKeeper *self);
void valise_keeper_listen (ValiseKeeper *self);
void valise_keeper_forget_progress (ValiseKeeper *self);
void valise_keeper_cancel (GCancellable **cancellable);
ValiseWorker *valise_keeper_ensure_worker (ValiseKeeper *self, ValiseWorker **worker);

ValiseRunResult *valise_keeper_offline_result (ValiseKeeper *self);
void valise_keeper_answer (GPtrArray *tasks, const ValiseRunResult *result);

G_END_DECLS
