/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether two contents say the same. */

#include "format/content-equal.h"

/**
 * valise_content_equal:
 * @kind: of what kind both are
 * @a: a content
 * @b: another one
 *
 * Returns: whether they are the same
 */
gboolean
valise_content_equal (ValiseKind kind, GBytes *a, GBytes *b)
{
  return g_bytes_equal (a, b);
}
