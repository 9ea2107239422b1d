/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The right to synchronise one account. */
typedef struct _ValiseLock ValiseLock;

ValiseLock *valise_lock_take (const char *data_dir, gint64 account_id, GError **error);
void valise_lock_free (ValiseLock *lock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseLock, valise_lock_free)

G_END_DECLS
