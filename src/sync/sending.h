/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/run-private.h"

G_BEGIN_DECLS

/* One edit on its way to the server, and what became of it. */
typedef struct
{
  ValiseEdit edit;
  ValiseItem *item;       /* as it was when it was sent; @edit refers to it */
  ValiseContent *content; /* nullable */
  GStrv recipients;       /* nullable: of a message with Bcc */
  char *flags;            /* what the server is to have */
  gint64 folder;          /* where the server is to have it; 0: removed */
  gboolean altered;       /* with DONE: the server may not have taken it as it was */
  gboolean answered;
  ValiseOutcomeType type;
  char *id;               /* nullable */
  char *revision;         /* nullable */
  gboolean other_content; /* see ValiseOutcome */
  GError *failure;        /* nullable */
} ValiseSending;

gint64 valise_sending_service (ValiseRun *run, const ValiseItem *item);
ValiseSending *valise_sending_new (ValiseRun *run, ValiseItem *item, GError **error);
void valise_sending_free (ValiseSending *sending);
gboolean valise_sending_write_down (ValiseStore *store, ValiseSending *sending, GError **error);
void valise_sending_take_outcome (ValiseSending *sending, const ValiseOutcome *outcome);
gboolean valise_sending_settle (ValiseRun *run,
                                const ValiseService *service,
                                ValiseSending *sending,
                                gboolean last_round,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseSending, valise_sending_free)

G_END_DECLS
