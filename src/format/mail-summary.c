/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a list shows of a message, read from its source. */

#include "format/mail-summary.h"

#include <gmime/gmime.h>

#include "format/format.h"

static GMimeMessage *
parse (GBytes *bytes)
{
  GMimeStream *stream;
  GMimeParser *parser;
  GMimeMessage *message;

  valise_format_init ();
  stream = g_mime_stream_mem_new_with_buffer (g_bytes_get_data (bytes, NULL),
                                              g_bytes_get_size (bytes));
  parser = g_mime_parser_new_with_stream (stream);
  message = g_mime_parser_construct_message (parser, NULL);
  g_object_unref (parser);
  g_object_unref (stream);
  return message;
}

static char *
addresses (GMimeMessage *message, GMimeAddressType type)
{
  InternetAddressList *list = g_mime_message_get_addresses (message, type);

  return list != NULL && internet_address_list_length (list) > 0
             ? internet_address_list_to_string (list, NULL, FALSE)
             : NULL;
}

/**
 * valise_mail_summarize:
 * @bytes: a message
 * @summary: (out): filled in
 * @error: never set
 *
 * Returns: %TRUE
 */
gboolean
valise_mail_summarize (GBytes *bytes, ValiseSummary *summary, GError **error)
{
  GMimeMessage *message = parse (bytes);
  GDateTime *date = message != NULL ? g_mime_message_get_date (message) : NULL;

  valise_summary_clear (summary);
  summary->size = (gint64)g_bytes_get_size (bytes);
  summary->date = date != NULL ? g_date_time_to_unix (date) : g_get_real_time () / G_USEC_PER_SEC;
  if (message != NULL)
    {
      g_autofree char *to = addresses (message, GMIME_ADDRESS_TYPE_TO);

      summary->title = g_strdup (g_mime_message_get_subject (message));
      summary->uid = g_strdup (g_mime_message_get_message_id (message));
      summary->from = addresses (message, GMIME_ADDRESS_TYPE_FROM);
      summary->people = g_strjoin (", ", summary->from != NULL ? summary->from : "",
                                   to != NULL ? to : "", NULL);
      g_object_unref (message);
    }
  if (summary->title == NULL)
    summary->title = g_strdup ("");
  return TRUE;
}

/**
 * valise_mail_text_of:
 * @bytes: a message
 *
 * Returns: (transfer full): its plain text
 */
char *
valise_mail_text_of (GBytes *bytes)
{
  GMimeMessage *message = parse (bytes);
  GMimeObject *body = message != NULL ? g_mime_message_get_body (message) : NULL;
  char *text = GMIME_IS_TEXT_PART (body) ? g_mime_text_part_get_text (GMIME_TEXT_PART (body))
                                         : NULL;

  g_clear_object (&message);
  return text != NULL ? text : g_strdup ("");
}

/**
 * valise_mail_ensure_message_id:
 * @bytes: a message
 * @uid: (out) (transfer full): its Message-ID without <>
 *
 * Returns: (transfer full): @bytes, with a Message-ID in front where there was none
 */
GBytes *
valise_mail_ensure_message_id (GBytes *bytes, char **uid)
{
  g_auto (ValiseSummary) summary = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *field = NULL;
  GByteArray *out;

  valise_mail_summarize (bytes, &summary, NULL);
  *uid = g_steal_pointer (&summary.uid);
  if (*uid != NULL)
    return g_bytes_ref (bytes);
  id = g_uuid_string_random ();
  *uid = g_strdup_printf ("%s@valise", id);
  field = g_strdup_printf ("Message-ID: <%s>\r\n", *uid);
  out = g_byte_array_new ();
  g_byte_array_append (out, (const guint8 *)field, (guint)strlen (field));
  g_byte_array_append (out, g_bytes_get_data (bytes, NULL), (guint)g_bytes_get_size (bytes));
  return g_byte_array_free_to_bytes (out);
}
