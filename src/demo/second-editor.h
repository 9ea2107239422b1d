/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/mailbox.h"
#include "demo/switches.h"

G_BEGIN_DECLS

void valise_demo_second_editor_change (ValiseDemoMailbox *mailbox,
                                       ValiseDemoSwitches *switches,
                                       ValiseDemoItem *item);

G_END_DECLS
