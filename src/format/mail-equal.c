/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether two versions of a message say the same. Wrongly "different" costs the user a look at two
 * equal versions; wrongly "equal" costs an edit. So what cannot be read without loss is compared
 * byte for byte, and every doubt says "different". */

#include "format/mail-equal.h"

#include "format/mail-parts.h"

#include <string.h>

/* Each value is fed with its length, so that two values never run into each other. */
static void
feed (GChecksum *sum, const char *label, const void *data, gsize size)
{
  g_autofree char *head = g_strdup_printf ("%s:%" G_GSIZE_FORMAT ":", label, size);

  g_checksum_update (sum, (const guchar *)head, strlen (head));
  g_checksum_update (sum, data, size);
}

static void
feed_string (GChecksum *sum, const char *label, const char *value)
{
  feed (sum, label, value != NULL ? value : "", value != NULL ? strlen (value) : 0);
}

/* What people chose. All other fields are written by programs on the way. */
static void
feed_header (GChecksum *sum, const ValiseMailParts *parts)
{
  static const GMimeAddressType types[] = { GMIME_ADDRESS_TYPE_FROM, GMIME_ADDRESS_TYPE_REPLY_TO,
                                            GMIME_ADDRESS_TYPE_TO, GMIME_ADDRESS_TYPE_CC,
                                            GMIME_ADDRESS_TYPE_BCC };
  static const char *const fields[] = { "Subject", "In-Reply-To", "Importance", "X-Priority",
                                        "Disposition-Notification-To" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *value = valise_mail_parts_addresses (parts, types[i]);

      feed_string (sum, "addresses", value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = valise_mail_parts_field (parts, fields[i]);

      feed_string (sum, fields[i], value);
    }
}

static void
feed_leaf (GChecksum *sum, GMimeObject *part)
{
  ValiseProblems problems = VALISE_PROBLEM_NONE;
  g_autofree char *type = valise_mail_part_type (part);
  g_autofree char *name = valise_mail_part_name (part);
  g_autoptr (GBytes) bytes = valise_mail_part_bytes (part);
  g_autofree char *text = NULL;

  feed_string (sum, "type", type);
  feed_string (sum, "name", name);
  if (g_str_has_prefix (type, "text/"))
    text = valise_mail_part_decode (part, bytes, &problems);
  if (text != NULL && problems == VALISE_PROBLEM_NONE)
    feed_string (sum, "text", g_strchomp (text));
  else
    feed (sum, "bytes", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* The parser's bound on nesting bounds the recursion. */
static void
feed_part (GChecksum *sum, GMimeObject *part)
{
  g_autofree char *type = NULL;
  int count;

  if (!GMIME_IS_MULTIPART (part))
    {
      feed_leaf (sum, part);
      return;
    }
  type = valise_mail_part_type (part);
  count = g_mime_multipart_get_count (GMIME_MULTIPART (part));
  feed_string (sum, "begin", type);
  if (count == 0)
    feed_string (sum, "text", g_mime_multipart_get_prologue (GMIME_MULTIPART (part)));
  for (int i = 0; i < count; i++)
    feed_part (sum, g_mime_multipart_get_part (GMIME_MULTIPART (part), i));
  feed_string (sum, "end", NULL);
}

/* Returns: (transfer full) (nullable): a checksum of what @bytes says; %NULL where it cannot be
 * read with certainty. */
static char *
fingerprint (GBytes *bytes)
{
  g_autoptr (ValiseMailParts) parts = valise_mail_parts_read (bytes);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  GMimeObject *root = g_mime_message_get_mime_part (parts->message);

  if (root == NULL || parts->cut)
    return NULL;
  feed_header (sum, parts);
  feed_part (sum, root);
  return g_strdup (g_checksum_get_string (sum));
}

/**
 * valise_mail_equal:
 * @a: a message
 * @b: another one
 *
 * Compares what people wrote: addresses, subject, texts and attachments. The order of header
 * fields, fields that programs write (Received, Date, Message-ID, User-Agent and the like),
 * transfer encodings, character sets, boundaries and line ends make no difference.
 *
 * Returns: whether both say the same
 */
gboolean
valise_mail_equal (GBytes *a, GBytes *b)
{
  g_autofree char *print_a = NULL;
  g_autofree char *print_b = NULL;

  if (g_bytes_equal (a, b))
    return TRUE;
  print_a = fingerprint (a);
  print_b = print_a != NULL ? fingerprint (b) : NULL;
  return print_b != NULL && strcmp (print_a, print_b) == 0;
}
