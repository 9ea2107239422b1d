/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/mailbox.h"
#include "demo/switches.h"

G_BEGIN_DECLS

typedef enum
{
  VALISE_DEMO_EMPTY,  /* the folders that every account has */
  VALISE_DEMO_SAMPLE, /* what --demo shows */
  VALISE_DEMO_BIG,    /* 2,000 mails, 1,000 events, 1,000 contacts, 500 tasks, 200 notes */
} ValiseDemoSize;

ValiseDemoMailbox *valise_demo_sample_new (ValiseDemoSize size, ValiseDemoSwitches *switches);

G_END_DECLS
