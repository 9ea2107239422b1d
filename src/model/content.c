/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A content: counted, because a driver, the store and a view may hold the same bytes at once. */

#include "model/content.h"

/**
 * valise_content_new:
 * @depth: how much of the item it is
 * @bytes: (transfer none): the bytes
 * @text: (nullable): its plain text for search
 *
 * Returns: (transfer full): a content
 */
ValiseContent *
valise_content_new (ValiseDepth depth, GBytes *bytes, const char *text)
{
  ValiseContent *content = g_new0 (ValiseContent, 1);

  g_atomic_ref_count_init (&content->refs);
  content->depth = depth;
  content->bytes = g_bytes_ref (bytes);
  content->text = g_strdup (text);
  return content;
}

/**
 * valise_content_ref:
 * @content: a content
 *
 * Returns: (transfer full): @content
 */
ValiseContent *
valise_content_ref (ValiseContent *content)
{
  g_atomic_ref_count_inc (&content->refs);
  return content;
}

/**
 * valise_content_unref:
 * @content: (transfer full) (nullable): a content
 */
void
valise_content_unref (ValiseContent *content)
{
  if (content == NULL || !g_atomic_ref_count_dec (&content->refs))
    return;
  g_bytes_unref (content->bytes);
  g_free (content->text);
  g_free (content);
}
