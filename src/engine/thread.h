/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A thread that does tasks one after the other, in the order in which they came. */
typedef struct _ValiseThread ValiseThread;

/* Who is waiting for it. */
typedef enum
{
  VALISE_THREAD_FOR_USER,   /* somebody who looks at the screen */
  VALISE_THREAD_BACKGROUND, /* nobody: it gives way to the main loop and to other programs */
} ValiseThreadUrgency;

ValiseThread *valise_thread_new (const char *name,
                                 ValiseThreadUrgency urgency,
                                 gpointer state,
                                 GDestroyNotify free_state);
void valise_thread_free (ValiseThread *self);
void valise_thread_push (ValiseThread *self, GTask *task, GTaskThreadFunc func);
gpointer valise_thread_state (ValiseThread *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseThread, valise_thread_free)

G_END_DECLS
