/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "demo/mailbox.h"
#include "demo/switches.h"

G_BEGIN_DECLS

typedef struct _ValiseDemoSessions ValiseDemoSessions;

ValiseDemoSessions *valise_demo_sessions_new (void);
void valise_demo_sessions_free (ValiseDemoSessions *self);

const char *valise_demo_sessions_login (ValiseDemoSessions *self,
                                        ValiseDemoMailbox *mailbox,
                                        ValiseDemoSwitches *switches,
                                        JsonObject *params,
                                        SoupServerMessage *message,
                                        GError **error);
guint64 valise_demo_sessions_check (ValiseDemoSessions *self,
                                    ValiseDemoSwitches *switches,
                                    SoupServerMessage *message,
                                    gboolean with_token);
void valise_demo_sessions_logout (ValiseDemoSessions *self, guint64 session);
void valise_demo_sessions_expire (ValiseDemoSessions *self);

G_END_DECLS
