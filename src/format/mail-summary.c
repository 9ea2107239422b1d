/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a list shows of a message of which only the bytes are known: one that was added here. */

#include "format/mail-summary.h"

#include "format/mail-header.h"
#include "format/mail-parts.h"
#include "format/mail-tame.h"
#include "format/text-clean.h"

#include <string.h>

#define PREVIEW_BYTES 256
#define TITLE_BYTES 1000
#define PEOPLE_BYTES (16 * 1024)

/* Returns: (transfer full) (nullable): the first message id, without its angle brackets. */
static char *
read_message_id (const ValiseMailParts *parts)
{
  g_autofree char *field = valise_mail_parts_field (parts, "Message-ID");
  const char *start = field;

  if (field == NULL)
    return NULL;
  start += strspn (start, "< ");
  field[(start - field) + strcspn (start, "> ")] = '\0';
  return *start != '\0' ? g_strdup (start) : NULL;
}

static char *
read_people (const ValiseMailParts *parts)
{
  static const GMimeAddressType types[] = { GMIME_ADDRESS_TYPE_FROM, GMIME_ADDRESS_TYPE_TO,
                                            GMIME_ADDRESS_TYPE_CC, GMIME_ADDRESS_TYPE_BCC };
  g_autoptr (GString) people = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *some = valise_mail_parts_addresses (parts, types[i]);

      if (some != NULL)
        g_string_append_printf (people, "%s%s", people->len > 0 ? ", " : "", some);
    }
  return people->len > 0 ? valise_text_cut (people->str, PEOPLE_BYTES) : NULL;
}

/* Returns: whether there is an attachment that is not merely a picture inside of the text. */
static gboolean
has_attachment (const ValiseMailParts *parts)
{
  for (guint i = 0; i < parts->attachments->len; i++)
    {
      GMimeObject *part = g_ptr_array_index (parts->attachments, i);
      const char *disposition = g_mime_object_get_disposition (part);

      if (g_mime_object_get_content_id (part) == NULL
          || (disposition != NULL && g_ascii_strcasecmp (disposition, "attachment") == 0))
        return TRUE;
    }
  return FALSE;
}

/**
 * valise_mail_preview:
 * @text: the plain text of a message
 *
 * Returns: (transfer full): its first words, in one line, without what it quotes
 */
char *
valise_mail_preview (const char *text)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *line = NULL;

  while (*text != '\0' && words->len < 4 * PREVIEW_BYTES)
    {
      gsize length = strcspn (text, "\n");

      if (*text != '>')
        {
          g_string_append_len (words, text, MIN (length, 4 * PREVIEW_BYTES));
          g_string_append_c (words, ' ');
        }
      text += length + (text[length] == '\n' ? 1 : 0);
    }
  line = valise_text_clean_line (words->str);
  return valise_text_cut (line, PREVIEW_BYTES);
}

/**
 * valise_mail_summarize:
 * @bytes: a message, or anything
 * @summary: (out caller-allocates): what a list shows of it; what it held before is freed
 */
void
valise_mail_summarize (GBytes *bytes, ValiseSummary *summary)
{
  g_autoptr (ValiseMailParts) parts = valise_mail_parts_read (bytes);
  ValiseProblems problems = VALISE_PROBLEM_NONE;
  g_autofree char *text = valise_mail_parts_text (parts, &problems);
  g_autofree char *subject = valise_mail_parts_field (parts, "Subject");
  g_autofree char *preview = valise_mail_preview (text);
  int offset;

  valise_summary_clear (summary);
  summary->uid = read_message_id (parts);
  summary->title = valise_text_cut (subject != NULL ? subject : "", TITLE_BYTES);
  summary->from = valise_mail_parts_addresses (parts, GMIME_ADDRESS_TYPE_FROM);
  summary->people = read_people (parts);
  summary->date = valise_mail_parts_date (parts, &offset);
  summary->size = g_bytes_get_size (bytes);
  summary->preview = *preview != '\0' ? g_steal_pointer (&preview) : NULL;
  summary->has_attachment = has_attachment (parts);
  summary->must_be_full = (parts->security | valise_mail_security_of_text (text))
                          != VALISE_MAIL_OPEN;
}

/**
 * valise_mail_text_of:
 * @bytes: a message, or anything
 *
 * Returns: (transfer full): its body as plain text, for search
 */
char *
valise_mail_text_of (GBytes *bytes)
{
  g_autoptr (ValiseMailParts) parts = valise_mail_parts_read (bytes);
  ValiseProblems problems = VALISE_PROBLEM_NONE;

  return valise_mail_parts_text (parts, &problems);
}

/* Returns: (transfer full): a new id, in the domain of the sender where there is one. */
static char *
make_message_id (const ValiseMailParts *parts)
{
  g_autofree char *unique = g_uuid_string_random ();
  InternetAddressList *from = g_mime_message_get_from (parts->message);
  InternetAddress *first = from != NULL && internet_address_list_length (from) > 0
                               ? internet_address_list_get_address (from, 0)
                               : NULL;
  const char *address = INTERNET_ADDRESS_IS_MAILBOX (first)
                            ? internet_address_mailbox_get_idn_addr (
                                INTERNET_ADDRESS_MAILBOX (first))
                            : NULL;
  const char *at = address != NULL ? strrchr (address, '@') : NULL;

  if (at == NULL || at[1] == '\0' || !g_str_is_ascii (at) || strlen (at) > 200
      || strpbrk (at, "<> \"()[]\\,;:") != NULL)
    at = "@valise.invalid";
  return g_strconcat (unique, at, NULL);
}

/**
 * valise_mail_ensure_message_id:
 * @bytes: a message, or anything
 * @uid: (out) (optional): its message id without angle brackets
 *
 * Sees to it that a message can be found again: one without Message-ID or Date gets them.
 *
 * Returns: (transfer full): @bytes itself where nothing is missing; else a copy with the missing
 *   fields in front
 */
GBytes *
valise_mail_ensure_message_id (GBytes *bytes, char **uid)
{
  g_autoptr (ValiseMailParts) parts = valise_mail_parts_read (bytes);
  g_autofree char *id = read_message_id (parts);
  g_autofree char *date = valise_mail_parts_field (parts, "Date");
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gsize size, insert;
  gssize header;
  const char *data = g_bytes_get_data (bytes, &size);
  GString *out;

  if (id != NULL && date != NULL)
    {
      if (uid != NULL)
        *uid = g_steal_pointer (&id);
      return g_bytes_ref (bytes);
    }
  data = data != NULL ? data : "";
  header = valise_mail_find_header (data, size);
  insert = MAX (header, 0);
  out = g_string_sized_new (size + 256);
  g_string_append_len (out, data, insert);
  if (id == NULL)
    {
      id = make_message_id (parts);
      valise_mail_header_append_ids (out, "Message-ID", id);
    }
  if (date == NULL)
    valise_mail_header_append_date (out, g_date_time_to_unix (now),
                                    (int)(g_date_time_get_utc_offset (now) / G_TIME_SPAN_MINUTE));
  if (header < 0)
    g_string_append (out, "\r\n"); /* all that was there is the body */
  g_string_append_len (out, data + insert, size - insert);
  if (uid != NULL)
    *uid = g_steal_pointer (&id);
  return g_string_free_to_bytes (out);
}

/**
 * valise_mail_renew_message_id:
 * @bytes: a message, or anything
 * @uid: (out) (optional) (transfer full): its new Message-ID, without <>
 *
 * Makes a second message of one that stays as well: servers and mail programs take two with one
 * Message-ID for the same.
 *
 * Returns: (transfer full): a copy with a Message-ID of its own
 */
GBytes *
valise_mail_renew_message_id (GBytes *bytes, char **uid)
{
  g_autoptr (GBytes) nameless = valise_mail_remove_field (bytes, "Message-ID");

  return valise_mail_ensure_message_id (nameless, uid);
}
