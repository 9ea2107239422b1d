/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One save of a content by one of the two editors. */
typedef struct
{
  guint number;
  char *uid;
  gboolean by_user;  /* else by the other device */
  gboolean released; /* somebody who saw it replaced or deleted it: it may be lost */
  gboolean twice;    /* the other device came to the same text by itself */
  gboolean unsure;   /* it was sent and the answer lost: nobody here can know what became of it */
  GArray *parents;   /* guint: what the editor had before him */
} SimVersion;

/* What both editors did, told by themselves: the checks decide by it what must have become of it.
 */
typedef struct
{
  GPtrArray *versions;   /* SimVersion; number n is at n - 1 */
  GHashTable *removals;  /* uid -> GArray of guint: versions that the other device removed */
  GHashTable *deletions; /* uid -> GArray of guint: versions that the user saw when he deleted it */
  GHashTable *touched;   /* set of uid: the other device moved or marked it, or nobody here can know
                          * whether the user's own change has reached the server */
  GHashTable *submitted; /* set of uid: the user put it into the Outbox */
  GHashTable *taken_back; /* set of uid: and took it out again */
} SimLedger;

SimLedger *sim_ledger_new (void);
void sim_ledger_free (SimLedger *ledger);

SimVersion *sim_ledger_get (SimLedger *ledger, guint version);
guint sim_ledger_save (SimLedger *ledger, const char *uid, gboolean by_user, guint parent);
void sim_ledger_after (SimLedger *ledger, guint version, guint parent);
void sim_ledger_release (SimLedger *ledger, guint version);
void sim_ledger_unsure (SimLedger *ledger, guint version);
gboolean sim_ledger_knows (SimLedger *ledger, guint version, guint ancestor);
void sim_ledger_removed (SimLedger *ledger, const char *uid, guint version);
void sim_ledger_deleted (SimLedger *ledger, const char *uid, guint version);

G_END_DECLS
