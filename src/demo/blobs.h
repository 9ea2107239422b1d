/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/mailbox.h"

G_BEGIN_DECLS

const char *valise_demo_blobs_upload (ValiseDemoMailbox *mailbox,
                                      const char *name,
                                      const char *type,
                                      GBytes *bytes);
ValiseDemoItem *valise_demo_blobs_find (ValiseDemoMailbox *mailbox,
                                        const char *path,
                                        GBytes **bytes,
                                        const char **type);

gboolean valise_demo_blobs_check (ValiseDemoMailbox *mailbox,
                                  ValiseDemoItem *item,
                                  JsonObject *given,
                                  GError **error);
void valise_demo_blobs_adopt (ValiseDemoMailbox *mailbox, ValiseDemoItem *item);
void valise_demo_blobs_set_urls (ValiseDemoItem *item);

G_END_DECLS
