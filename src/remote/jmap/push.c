/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits on their way to the server. */

#include "remote/jmap/verbs.h"

#include <glib/gi18n-lib.h>

gboolean
valise_jmap_push (ValiseJmap *jmap,
                  GPtrArray *edits,
                  ValiseOutcomeFunc sink,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  return valise_fail (error, VALISE_ERROR_FAILED, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                      _ ("This version of Valise does not send changes yet."));
}
