/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/mailbox.h"
#include "demo/switches.h"

G_BEGIN_DECLS

/* A Kerio Connect server in this process, on a thread of its own. */
typedef struct _ValiseDemoServer ValiseDemoServer;

ValiseDemoServer *valise_demo_server_new (ValiseDemoMailbox *mailbox,
                                          ValiseDemoSwitches *switches,
                                          guint port,
                                          GError **error);
void valise_demo_server_free (ValiseDemoServer *self);

const char *valise_demo_server_get_url (ValiseDemoServer *self);
const char *valise_demo_server_get_control_url (ValiseDemoServer *self);

/* Any thread; see control.h for what can be asked. */
JsonObject *
valise_demo_server_control (ValiseDemoServer *self, JsonObject *request, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseDemoServer, valise_demo_server_free)

G_END_DECLS
