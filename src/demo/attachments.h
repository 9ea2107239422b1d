/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/sample-private.h"

G_BEGIN_DECLS

void valise_demo_attachments_add (ValiseDemoSample *self, JsonObject *mail);
void
valise_demo_attachments_add_picture (ValiseDemoSample *self, JsonObject *mail, const char *name);

G_END_DECLS
