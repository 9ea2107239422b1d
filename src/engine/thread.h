/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A thread that does tasks one after the other, in the order in which they came. */
typedef struct _ValiseThread ValiseThread;

ValiseThread *valise_thread_new (const char *name, gpointer state, GDestroyNotify free_state);
void valise_thread_free (ValiseThread *self);
void valise_thread_push (ValiseThread *self, GTask *task, GTaskThreadFunc func);
gpointer valise_thread_state (ValiseThread *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseThread, valise_thread_free)

G_END_DECLS
