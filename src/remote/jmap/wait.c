/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Waiting for the server to say that something changed. */

#include "remote/jmap/verbs.h"

ValiseWait
valise_jmap_wait (ValiseJmap *jmap, guint seconds, GCancellable *cancellable, GError **error)
{
  return VALISE_WAIT_NOT_SUPPORTED;
}
