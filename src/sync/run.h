/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "remote/remote.h"
#include "store/store.h"

G_BEGIN_DECLS

typedef enum
{
  VALISE_PHASE_CONNECT,
  VALISE_PHASE_PULL,
  VALISE_PHASE_PUSH,
  VALISE_PHASE_LIST,
  VALISE_PHASE_CONTENTS,
} ValisePhase;

/* How far a run is. Lives until the callback returns. */
typedef struct
{
  ValisePhase phase;
  const char *folder;  /* nullable: path of the folder that is worked on */
  gint64 done, total;  /* items of this phase */
  gint64 bytes;        /* received in this run, as far as contents go */
  double rate;         /* bytes a second, over the last seconds */
  gint64 seconds_left; /* -1 unknown */
} ValiseProgress;

typedef void (*ValiseProgressFunc) (const ValiseProgress *progress, gpointer data);

typedef struct
{
  gint64 open_folder;          /* comes first; 0: none is open */
  gboolean confirm_deletions;  /* the user agrees to a mass deletion */
  gboolean retry_refused;      /* the user asks for it: what the server refused is sent once more */
  gboolean text_only;          /* bring no more of mail than header and text */
  gboolean compare;            /* list every folder again and compare with what is here */
  ValiseProgressFunc progress; /* nullable; on the run's thread */
  gpointer data;
} ValiseRunOptions;

/* What a run did. */
typedef struct
{
  guint pulled;        /* items that the server changed */
  guint pushed;        /* edits that the server took */
  guint fetched;       /* contents */
  guint compared;      /* items that a comparison found different */
  GArray *conflicts;   /* (element-type gint64): new conflicts */
  GPtrArray *problems; /* (element-type utf8): what failed without stopping the run, for the user */
  gint64 held;         /* deletions that wait for the user's confirmation */
} ValiseRunReport;

/* One service with its driver. */
typedef struct
{
  ValiseService *service; /* its token and memo are kept up to date by the run */
  ValiseRemote *remote;
} ValiseEndpoint;

ValiseEndpoint *valise_endpoint_new (ValiseService *service, ValiseRemote *remote);
void valise_endpoint_free (ValiseEndpoint *endpoint);

ValiseRunReport *valise_run_report_new (void);
void valise_run_report_free (ValiseRunReport *report);

gboolean valise_run (ValiseStore *store,
                     const ValiseAccount *account,
                     GPtrArray *endpoints,
                     const ValiseRunOptions *options,
                     ValiseRunReport *report,
                     GCancellable *cancellable,
                     GError **error);

/* Brings the folder tree alone, so that the user can choose what is kept before the first run. */
gboolean valise_run_tree (ValiseStore *store,
                          const ValiseAccount *account,
                          GPtrArray *endpoints,
                          GCancellable *cancellable,
                          GError **error);

gboolean valise_run_fetch_item (ValiseStore *store,
                                ValiseRemote *remote,
                                gint64 item_id,
                                GCancellable *cancellable,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseEndpoint, valise_endpoint_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseRunReport, valise_run_report_free)

G_END_DECLS
