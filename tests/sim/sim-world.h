/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "remote/remote.h"
#include "store/store.h"

#include "sim-disk.h"
#include "sim-ledger.h"
#include "sim-server.h"

G_BEGIN_DECLS

/* What a server is like, and the driver for it. */
typedef struct
{
  gboolean in_place;        /* see SimServer */
  gboolean strict_revision; /* see SimServer */
  gboolean named_revision;  /* not in place: there are revisions all the same */
  gboolean strict_flags;    /* an edit whose base flags are old is not done */
  gboolean shuffle;         /* the items of a page come in any order */
  gboolean repeat;          /* a page tells again what was told */
  gboolean bring;           /* a listing brings contents along */
  gboolean lean;            /* a listing tells the mutable part only of what is known */
  gboolean late_answers;    /* outcomes and contents come when the batch is done, in any order */
  gboolean deep;            /* some contents come deeper than asked for */
  gboolean dav;             /* see SimServer; in place as well */
  gboolean rewrite;         /* what is no mail is not kept as it is sent */
  gboolean refuse;          /* some contents are refused for good */
  gboolean synced;          /* at first the folders are known here */
  guint page;               /* items of a page */
} SimTraits;

typedef enum
{
  SIM_FAULT_NONE,
  SIM_FAULT_ERROR, /* the request does not reach the server */
  SIM_FAULT_LOST,  /* it does, and the answer is lost */
  SIM_FAULT_ITEM,  /* one item cannot be had or changed just now */
} SimFaultKind;

typedef struct
{
  SimFaultKind kind;
  guint flavour;
} SimFault;

/* One thing that happens. With @at it happens in the run before it, at that step. */
typedef struct
{
  guint kind; /* see sim-schedule.h */
  guint at;
  guint a, b, c;
} SimAction;

typedef struct _SimWorld SimWorld;
typedef void (*SimActFunc) (SimWorld *world, const SimAction *action);

/* One account with its user, its server, and another device. */
struct _SimWorld
{
  SimTraits traits;
  GRand *rand;
  SimServer *server;
  SimLedger *ledger;
  ValiseStore *store; /* the run's connection */
  ValiseStore *user;  /* the user's */
  ValiseAccount *account;
  ValiseRemote *remote;

  /* The run that is going on. */
  gboolean in_run;
  gboolean dead; /* power cut: what the run still does does not count */
  guint step;
  int changes;    /* of the run's connection at the last step */
  GArray *events; /* (element-type SimAction): by step */
  guint next_event;
  SimActFunc act;
  SimFault fault;
  gboolean faults_hit;   /* a fault was used in this run */
  SimImage saved;        /* the database as the power cut left it */
  gboolean fresh_stores; /* after a power cut the database is opened anew */

  GHashTable *under_way; /* uid -> version (0: none) of what is pushed and not settled yet */

  /* What the engine asked of the server, in all. */
  guint calls, fetched, edits;

  GHashTable *conflicts; /* those that were checked: id -> version of the copy */
  guint next_uid;
  GString *trace;
  gboolean print; /* the trace goes to stdout at once */
  char *failure;  /* what is wrong, first finding; NULL: nothing */
};

void sim_world_prepare (const char *dir);
void sim_world_finish (void);
SimWorld *sim_world_new (const SimTraits *traits, guint32 seed);
void sim_world_free (SimWorld *world);
void sim_world_use (SimWorld *world);

void sim_fail (SimWorld *world, const char *format, ...) G_GNUC_PRINTF (2, 3);
void sim_say (SimWorld *world, const char *format, ...) G_GNUC_PRINTF (2, 3);

gboolean sim_step (SimWorld *world, const char *where);
SimFaultKind sim_take_fault (SimWorld *world, SimFaultKind kind);
void sim_cut_power (SimWorld *world);
void sim_world_lose_track (SimWorld *world);

/* Runs once. @events (nullable, element-type SimAction) happen during the run. */
gboolean sim_world_run (SimWorld *world, GArray *events, gboolean compare);
guint sim_random (SimWorld *world, guint below);

/* sim-remote.c */
ValiseRemote *sim_remote_new (SimWorld *world);

G_END_DECLS
