/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "engine/mode.h"
#include "sync/run.h"

G_BEGIN_DECLS

/* One account as the user is told of it. */
typedef struct
{
  gint64 id;
  char *name;
  gboolean
      disabled; /* switched off: counts for nothing but its conflicts; mode is offline-chosen */
  ValiseMode mode;
  ValisePhase phase; /* this and what follows up to seconds_left: while syncing */
  char *folder;      /* nullable: path of the folder that is worked on */
  gint64 done, total;
  double rate;         /* bytes a second */
  gint64 seconds_left; /* -1 unknown */
  gint64 last_run_at;  /* Unix seconds; 0 never */
  gint64 pending;      /* changes that wait to be sent */
  gint64 refused;      /* changes that the server refused */
  gint64 conflicts;    /* conflicts that wait for a decision */
  gint64 held;         /* deletions that wait for a confirmation */
  char *error;         /* nullable: why the last run failed */
  int error_code;      /* ValiseError, where error is set */
} ValiseAccountStatus;

/* Everything that tray, window and command line say about the state of things. Immutable, counted.
 */
typedef struct
{
  gatomicrefcount refs;
  gboolean work_offline; /* chosen by the user */
  GPtrArray *accounts;   /* (element-type ValiseAccountStatus) */
  ValiseMode mode;       /* of all accounts together */
  gint64 pending, refused, conflicts, held;
  const char *icon; /* icon name */
  char *line;       /* for the user, in words and numbers */
} ValiseStatus;

ValiseAccountStatus *valise_account_status_new (gint64 id, const char *name);
void valise_account_status_free (ValiseAccountStatus *status);

ValiseStatus *valise_status_new (gboolean work_offline, GPtrArray *accounts, gint64 now);
ValiseStatus *valise_status_ref (ValiseStatus *status);
void valise_status_unref (ValiseStatus *status);
gboolean valise_status_is_online (const ValiseStatus *status, gint64 account_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseAccountStatus, valise_account_status_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseStatus, valise_status_unref)

G_END_DECLS
