/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"
#include "store/store.h"

G_BEGIN_DECLS

/* A mailbox with something of each kind. */
typedef struct
{
  gint64 account, service;
  gint64 inbox, drafts, trash, projects, alpha, calendar, contacts, tasks, notes;
} Sample;

char *sample_photo (void);
void sample_fill (Sample *sample, ValiseStore *store);
gint64 sample_add (Sample *sample,
                   ValiseStore *store,
                   gint64 folder,
                   ValiseKind kind,
                   const char *name,
                   const char *flags,
                   const char *source);

G_END_DECLS
