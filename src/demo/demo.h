/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/server.h"

G_BEGIN_DECLS

/* Valise without an account of one's own: a server in this process, and a folder for the data. */
typedef struct _ValiseDemo ValiseDemo;

ValiseDemo *valise_demo_new (GError **error);
void valise_demo_free (ValiseDemo *self);

const char *valise_demo_get_data_dir (ValiseDemo *self);
ValiseDemoServer *valise_demo_get_server (ValiseDemo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseDemo, valise_demo_free)

G_END_DECLS
