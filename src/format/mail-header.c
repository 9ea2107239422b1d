/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Messages written by hand. GMime's objects cost several times more than the text itself, and a
 * first synchronisation writes thousands of messages, so only the encoding of what is not ASCII is
 * left to GMime. Every value passes through valise_text_clean_line() first: nothing that a server
 * says can start a header field of its own. */

#include "format/mail-header.h"

#include "format/format.h"
#include "format/gmime-auto.h"
#include "format/mail-tame.h"
#include "format/text-clean.h"

#include <string.h>

/* RFC 5322 section 2.1.1: should, and must, with room for the name. */
#define FOLD_AT 78
#define LINE_BYTES_MAX 900

/* Appends a field whose value has no control characters, folded at its spaces (a longer word is
 * broken hard, because servers refuse lines over the limit). */
static void
append_folded (GString *out, const char *name, const char *value)
{
  gsize column = strlen (name) + 1;

  g_string_append (out, name);
  g_string_append_c (out, ':');
  while (*value != '\0')
    {
      gsize word = strcspn (value, " ");
      gsize take = MIN (word, LINE_BYTES_MAX);

      if (column + 1 + take > FOLD_AT && column > strlen (name) + 1)
        {
          g_string_append (out, "\r\n");
          column = 0;
        }
      g_string_append_c (out, ' ');
      g_string_append_len (out, value, take);
      column += take + 1;
      value += take + strspn (value + take, " ");
    }
  g_string_append (out, "\r\n");
}

/**
 * valise_mail_header_append_text:
 * @out: the message so far
 * @name: field name
 * @value: (nullable): text, encoded as RFC 2047 says where it is not ASCII
 */
void
valise_mail_header_append_text (GString *out, const char *name, const char *value)
{
  g_autofree char *line = valise_text_clean_line (value);

  if (*line == '\0')
    return;
  if (g_str_is_ascii (line))
    append_folded (out, name, line);
  else
    {
      g_autofree char *encoded = g_mime_utils_header_encode_text (NULL, line, "utf-8");

      append_folded (out, name, encoded);
    }
}

/**
 * valise_mail_header_append_addresses:
 * @out: the message so far
 * @name: field name
 * @addresses: (nullable): an address list as in a header, but in plain UTF-8
 */
void
valise_mail_header_append_addresses (GString *out, const char *name, const char *addresses)
{
  g_autofree char *line = valise_text_clean_line (addresses);
  g_autofree char *encoded = NULL;
  g_autofree char *clean = NULL;
  g_autoptr (InternetAddressList) list = NULL;

  if (*line == '\0')
    return;
  if (g_str_is_ascii (line))
    {
      append_folded (out, name, line);
      return;
    }
  list = internet_address_list_parse (NULL, line);
  if (list != NULL && internet_address_list_length (list) > 0)
    encoded = internet_address_list_to_string (list, NULL, TRUE);
  else
    encoded = g_mime_utils_header_encode_text (NULL, line, "utf-8");
  clean = valise_text_clean_line (encoded);
  append_folded (out, name, clean);
}

/**
 * valise_mail_header_append_ids:
 * @out: the message so far
 * @name: field name
 * @ids: (nullable): message ids separated by spaces, with or without their angle brackets
 */
void
valise_mail_header_append_ids (GString *out, const char *name, const char *ids)
{
  g_autofree char *line = valise_text_clean_line (ids);
  g_autoptr (GString) value = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (value->len > 0)
        g_string_append_c (value, ' ');
      if (*words[i] == '<')
        g_string_append (value, words[i]);
      else
        g_string_append_printf (value, "<%s>", words[i]);
    }
  if (value->len > 0)
    append_folded (out, name, value->str);
}

/**
 * valise_mail_header_append_date:
 * @out: the message so far
 * @date: Unix seconds; 0 appends nothing
 * @offset: minutes east of UTC
 */
void
valise_mail_header_append_date (GString *out, gint64 date, int offset)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (CLAMP (offset, -1439, 1439) * 60);
  g_autoptr (GDateTime) utc = date != 0 ? g_date_time_new_from_unix_utc (date) : NULL;
  g_autoptr (GDateTime) there = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autofree char *text = there != NULL ? g_mime_utils_header_format_date (there) : NULL;

  if (text != NULL)
    append_folded (out, "Date", text);
}

/**
 * valise_mail_header_append_param:
 * @out: a header field that is being written
 * @name: parameter name
 * @value: (nullable): its value, written as RFC 2231 says where it is not ASCII
 * @max_bytes: where the value is cut, so that the line stays within bounds
 *
 * Appends "; name=value", on a line of its own.
 */
void
valise_mail_header_append_param (GString *out, const char *name, const char *value, gsize max_bytes)
{
  g_autofree char *line = valise_text_clean_line (value);
  g_autofree char *cut = valise_text_cut (line, max_bytes);

  if (*cut == '\0')
    return;
  g_string_append_printf (out, ";\r\n %s", name);
  if (g_str_is_ascii (cut) && strpbrk (cut, "\"\\") == NULL)
    {
      g_string_append_printf (out, "=\"%s\"", cut);
      return;
    }
  g_string_append (out, "*=utf-8''");
  for (const guchar *p = (const guchar *)cut; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || strchr ("-._~", *p) != NULL)
      g_string_append_c (out, *p);
    else
      g_string_append_printf (out, "%%%02X", *p);
}

static void
append_with_crlf (GString *out, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *newline = memchr (text, '\n', end - text);

      g_string_append_len (out, text, (newline != NULL ? newline : end) - text);
      g_string_append_len (out, "\r\n", 2);
      if (newline == NULL)
        return;
      text = newline + 1;
    }
}

static gsize
longest_line (const char *text, gsize length)
{
  const char *end = text + length, *newline;
  gsize longest = 0;

  for (; (newline = memchr (text, '\n', end - text)) != NULL; text = newline + 1)
    longest = MAX (longest, (gsize)(newline - text));
  return MAX (longest, (gsize)(end - text));
}

/**
 * valise_mail_header_append_text_part:
 * @out: a message so far: what stands before a part, or all other fields of the header
 * @subtype: "plain" or "html"
 * @text: UTF-8 with "\n" line ends
 *
 * Appends the fields of a text, the empty line and @text: lines that are longer than RFC 5322
 * allows make it quoted-printable.
 */
void
valise_mail_header_append_text_part (GString *out, const char *subtype, const char *text)
{
  gsize length = strlen (text);
  g_autofree char *quoted = NULL;
  const char *encoding = g_str_is_ascii (text) ? "7bit" : "8bit";

  if (longest_line (text, length) > LINE_BYTES_MAX)
    {
      GMimeEncoding state;
      gsize size;

      encoding = "quoted-printable";
      g_mime_encoding_init_encode (&state, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
      size = g_mime_encoding_outlen (&state, length);
      quoted = g_malloc (size + 1);
      length = g_mime_encoding_flush (&state, text, length, quoted);
      text = quoted;
    }
  g_string_append_printf (out,
                          "Content-Type: text/%s; charset=utf-8\r\n"
                          "Content-Transfer-Encoding: %s\r\n"
                          "\r\n",
                          subtype, encoding);
  append_with_crlf (out, text, length);
}

/* The same as the only part of a message. */
void
valise_mail_header_append_body (GString *out, const char *text)
{
  g_string_append (out, "MIME-Version: 1.0\r\n");
  valise_mail_header_append_text_part (out, "plain", text);
}

/**
 * valise_mail_address_format:
 * @name: (nullable): the person's name
 * @email: (nullable): the address
 *
 * Returns: (transfer full): `Name <address>` as one member of a header-style list, the name quoted
 *   where it has to be; "" where both are empty
 */
char *
valise_mail_address_format (const char *name, const char *email)
{
  g_autofree char *who = valise_text_clean_line (name);
  g_autofree char *where = valise_text_clean_line (email);
  GString *out;

  if (*who == '\0')
    return g_steal_pointer (&where);
  out = g_string_sized_new (strlen (who) + strlen (where) + 8);
  if (strpbrk (who, "()<>[]:;@\\,.\"") == NULL)
    g_string_append (out, who);
  else
    {
      g_string_append_c (out, '"');
      for (const char *p = who; *p != '\0'; p++)
        {
          if (*p == '"' || *p == '\\')
            g_string_append_c (out, '\\');
          g_string_append_c (out, *p);
        }
      g_string_append_c (out, '"');
    }
  if (*where != '\0')
    g_string_append_printf (out, " <%s>", where);
  return g_string_free (out, FALSE);
}

/* Appends the header fields of [from, end) but those of that name, and what follows them. */
static void
append_without (GString *out, const char *from, const char *end, const char *name)
{
  gsize length = strlen (name);
  gboolean skip = FALSE;

  while (from < end && *from != '\r' && *from != '\n')
    {
      const char *newline = memchr (from, '\n', (gsize)(end - from));
      const char *next = newline != NULL ? newline + 1 : end;

      if (*from != ' ' && *from != '\t')
        {
          const char *rest = from + length;

          skip = (gsize)(next - from) > length && g_ascii_strncasecmp (from, name, length) == 0;
          /* Old messages have spaces before the colon (RFC 5322 section 4.5). */
          while (skip && rest < next && (*rest == ' ' || *rest == '\t'))
            rest++;
          skip = skip && rest < next && *rest == ':';
        }
      if (!skip)
        g_string_append_len (out, from, next - from);
      from = next;
    }
  g_string_append_len (out, from, end - from);
}

/**
 * valise_mail_remove_field:
 * @bytes: a message, or anything
 * @name: a header field
 *
 * Returns: (transfer full): the message without the fields of that name
 */
GBytes *
valise_mail_remove_field (GBytes *bytes, const char *name)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gssize header = data != NULL ? valise_mail_find_header (data, size) : -1;
  GString *out;

  if (header < 0)
    return g_bytes_ref (bytes);
  out = g_string_sized_new (size);
  g_string_append_len (out, data, header);
  append_without (out, data + header, data + size, name);
  return g_string_free_to_bytes (out);
}
