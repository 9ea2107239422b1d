/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/mailbox.h"
#include "demo/switches.h"

G_BEGIN_DECLS

/* What became of an item. */
typedef enum
{
  VALISE_DEMO_CREATED,
  VALISE_DEMO_ARRIVED,
  VALISE_DEMO_COPIED,
  VALISE_DEMO_MODIFIED,
  VALISE_DEMO_SEEN_CHANGED,
  VALISE_DEMO_FLAGS_CHANGED,
} ValiseDemoChange;

void valise_demo_journal_item (ValiseDemoMailbox *mailbox,
                               ValiseDemoSwitches *switches,
                               ValiseDemoItem *item,
                               ValiseDemoChange change);
void valise_demo_journal_move (ValiseDemoMailbox *mailbox,
                               ValiseDemoSwitches *switches,
                               ValiseDemoItem *item,
                               ValiseDemoFolder *folder);
void valise_demo_journal_delete (ValiseDemoMailbox *mailbox,
                                 ValiseDemoSwitches *switches,
                                 ValiseDemoItem *item);
void valise_demo_journal_folder (ValiseDemoMailbox *mailbox,
                                 ValiseDemoSwitches *switches,
                                 ValiseDemoFolder *folder,
                                 const char *type);
void valise_demo_journal_forget (ValiseDemoMailbox *mailbox);
void valise_demo_journal_start (ValiseDemoMailbox *mailbox);

guint64 valise_demo_journal_author (JsonObject *entry);

G_END_DECLS
