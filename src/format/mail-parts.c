/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A message taken apart. Which parts are the body and which are attachments is decided as RFC 8621
 * section 4.1.4 says, so that a message looks the same whether a JMAP server took it apart or we
 * did. */

#include "format/mail-parts.h"

#include "format/format.h"
#include "format/html-text.h"
#include "format/mail-tame.h"
#include "format/text-charset.h"
#include "format/text-clean.h"
#include "format/text-flow.h"

#include <string.h>

#define TEXT_MAX (8 * 1024 * 1024)
#define NAME_MAX_BYTES 255

typedef struct
{
  ValiseMailParts *parts;
  GPtrArray *text, *html;
} Walk;

/* Where a part stands. */
typedef struct
{
  const char *around; /* subtype of the multipart; NULL for the message itself */
  guint index;
  gboolean in_alternative;
  gboolean to_text, to_html; /* whether what is found belongs to either body */
} Place;

static void walk (Walk *self, GMimeObject *part, Place *place);

static gboolean
has_type (GMimeObject *part, const char *type, const char *subtype)
{
  return g_mime_content_type_is_type (g_mime_object_get_content_type (part), type, subtype);
}

static gboolean
is_media (GMimeObject *part)
{
  return has_type (part, "image", "*") || has_type (part, "audio", "*")
         || has_type (part, "video", "*");
}

static gboolean
is_related (const char *around)
{
  return around != NULL && g_ascii_strcasecmp (around, "related") == 0;
}

static gboolean
is_alternative (const char *around)
{
  return around != NULL && g_ascii_strcasecmp (around, "alternative") == 0;
}

/* Returns: whether the message says a type that is none: RFC 2045 section 5.2 takes it for text. */
static gboolean
is_senseless (GMimeObject *part)
{
  const char *field = g_mime_object_get_header (part, "Content-Type");
  const char *slash = field != NULL ? strchr (field, '/') : NULL;

  return field != NULL && has_type (part, "application", "octet-stream")
         && (slash == NULL || slash == field || !g_ascii_isalnum (slash[-1])
             || !g_ascii_isalnum (slash[1]));
}

static gboolean
is_inline (GMimeObject *part, const Place *place)
{
  const char *disposition = g_mime_object_get_disposition (part);
  gboolean only = place->around == NULL;

  if (disposition != NULL && g_ascii_strcasecmp (disposition, "attachment") == 0)
    return FALSE;
  if (only && is_senseless (part))
    return TRUE;
  if (!GMIME_IS_PART (part) || has_type (part, "text", "calendar")
      || !(has_type (part, "text", only ? "*" : "plain") || has_type (part, "text", "html")
           || is_media (part)))
    return FALSE;
  return place->index == 0
         || (!is_related (place->around)
             && (is_media (part) || g_mime_part_get_filename (GMIME_PART (part)) == NULL));
}

static void
walk_multipart (Walk *self, GMimeMultipart *multipart, const Place *place)
{
  GMimeContentType *type = g_mime_object_get_content_type (GMIME_OBJECT (multipart));
  const char *around = g_mime_content_type_get_media_subtype (type);
  gboolean alternative = is_alternative (around);
  guint text_before = self->text->len, html_before = self->html->len;
  guint text_found, html_found;
  Place inner = *place;
  int count = g_mime_multipart_get_count (multipart);

  inner.around = around != NULL ? around : "mixed";
  inner.in_alternative = place->in_alternative || alternative;
  for (int i = 0; i < count; i++)
    {
      inner.index = i;
      walk (self, g_mime_multipart_get_part (multipart, i), &inner);
    }
  if (!alternative || !inner.to_text || !inner.to_html)
    return;
  text_found = self->text->len - text_before;
  html_found = self->html->len - html_before;
  for (guint i = 0; text_found == 0 && i < html_found; i++)
    g_ptr_array_add (self->text, g_ptr_array_index (self->html, html_before + i));
  for (guint i = 0; html_found == 0 && i < text_found; i++)
    g_ptr_array_add (self->html, g_ptr_array_index (self->text, text_before + i));
}

static void
walk_inline (Walk *self, GMimeObject *part, Place *place)
{
  gboolean plain = has_type (part, "text", "plain");
  gboolean html = has_type (part, "text", "html");

  if (is_media (part))
    {
      g_ptr_array_add (self->parts->attachments, part);
      return;
    }
  if (is_alternative (place->around))
    {
      if (!plain && !html)
        g_ptr_array_add (self->parts->attachments, part);
      else
        g_ptr_array_add (plain ? self->text : self->html, part);
      return;
    }
  if (place->in_alternative && plain)
    place->to_html = FALSE;
  else if (place->in_alternative && html)
    place->to_text = FALSE;
  if (place->to_text)
    g_ptr_array_add (self->text, part);
  if (place->to_html)
    g_ptr_array_add (self->html, part);
}

/* Sorts @part and what is in it. The parser's bound on nesting bounds the recursion. */
static void
walk (Walk *self, GMimeObject *part, Place *place)
{
  g_autofree char *type = valise_mail_part_type (part);

  self->parts->security |= valise_mail_security_of_type (type);
  if (GMIME_IS_MULTIPART (part))
    walk_multipart (self, GMIME_MULTIPART (part), place);
  else if (is_inline (part, place))
    walk_inline (self, part, place);
  else if (valise_mail_security_of_type (type) != VALISE_MAIL_SIGNED)
    g_ptr_array_add (self->parts->attachments, part);
}

static void
warning_cb (gint64 offset, GMimeParserWarning warning, const char *item, gpointer data)
{
  ValiseMailParts *self = data;

  if (warning == GMIME_CRIT_NESTING_OVERFLOW)
    self->cut = TRUE;
}

/* Parses, with a guess at the character set of fields that do not say theirs. */
static GMimeMessage *
parse (ValiseMailParts *self, GBytes *bytes)
{
  const char *charsets[] = { "utf-8", "cp1252", NULL };
  GMimeParserOptions *options = g_mime_parser_options_new ();
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer (data, size);
  g_autoptr (GMimeParser) parser = g_mime_parser_new_with_stream (stream);
  GMimeMessage *message;

  g_mime_parser_options_set_fallback_charsets (options, charsets);
  g_mime_parser_options_set_warning_callback (options, warning_cb, self);
  message = g_mime_parser_construct_message (parser, options);
  g_mime_parser_options_free (options);
  return message != NULL ? message : g_mime_message_new (FALSE);
}

/**
 * valise_mail_parts_read:
 * @bytes: a message, or anything
 *
 * Returns: (transfer full): the message taken apart. What is no message at all has no header, and
 * its bytes as the body.
 */
ValiseMailParts *
valise_mail_parts_read (GBytes *bytes)
{
  ValiseMailParts *self = g_new0 (ValiseMailParts, 1);
  g_autoptr (GPtrArray) html = g_ptr_array_new ();
  g_autoptr (GBytes) tame = NULL;
  Place place = { .to_text = TRUE, .to_html = TRUE };
  Walk state = { self, NULL, html };
  GMimeObject *root;

  valise_format_init ();
  self->text = g_ptr_array_new ();
  self->attachments = g_ptr_array_new ();
  state.text = self->text;
  tame = valise_mail_tame (bytes, &self->cut);
  self->message = parse (self, tame);
  root = g_mime_message_get_mime_part (self->message);
  if (root != NULL)
    walk (&state, root, &place);
  return self;
}

/**
 * valise_mail_parts_free:
 * @parts: (transfer full) (nullable): a message taken apart
 */
void
valise_mail_parts_free (ValiseMailParts *parts)
{
  if (parts == NULL)
    return;
  g_ptr_array_unref (parts->text);
  g_ptr_array_unref (parts->attachments);
  g_object_unref (parts->message);
  g_free (parts);
}

/* Returns: (transfer full) (nullable): what stands before the parts of a message that has none,
 * because their boundary never comes. */
static char *
text_without_parts (const ValiseMailParts *parts, ValiseProblems *problems)
{
  GMimeObject *root = g_mime_message_get_mime_part (parts->message);
  const char *prologue = GMIME_IS_MULTIPART (root)
                                 && g_mime_multipart_get_count (GMIME_MULTIPART (root)) == 0
                             ? g_mime_multipart_get_prologue (GMIME_MULTIPART (root))
                             : NULL;

  return prologue != NULL ? valise_text_clean (prologue, -1, problems) : NULL;
}

/**
 * valise_mail_parts_text:
 * @parts: a message taken apart
 * @problems: (inout): what went wrong is added
 *
 * Returns: (transfer full): the body as plain text
 */
char *
valise_mail_parts_text (const ValiseMailParts *parts, ValiseProblems *problems)
{
  g_autofree char *loose = text_without_parts (parts, problems);
  GString *text = g_string_new (loose);

  if (parts->cut)
    *problems |= VALISE_PROBLEM_TRUNCATED;
  for (guint i = 0; i < parts->text->len; i++)
    {
      g_autofree char *one = valise_mail_part_text (g_ptr_array_index (parts->text, i), problems);

      if (text->len > 0 && *one != '\0')
        g_string_append (text, text->str[text->len - 1] == '\n' ? "\n" : "\n\n");
      g_string_append (text, one);
    }
  return g_string_free (text, FALSE);
}

/**
 * valise_mail_parts_field:
 * @parts: a message taken apart
 * @name: a header field
 *
 * Returns: (transfer full) (nullable): its first value, decoded, in one line
 */
char *
valise_mail_parts_field (const ValiseMailParts *parts, const char *name)
{
  GMimeHeaderList *list = g_mime_object_get_header_list (GMIME_OBJECT (parts->message));
  GMimeHeader *header = g_mime_header_list_get_header (list, name);
  g_autofree char *line = NULL;

  if (header == NULL)
    return NULL;
  line = valise_text_clean_line (g_mime_header_get_value (header));
  return *line != '\0' ? g_steal_pointer (&line) : NULL;
}

/**
 * valise_mail_parts_addresses:
 * @parts: a message taken apart
 * @type: which of its address fields
 *
 * Returns: (transfer full) (nullable): the addresses as in a header, in plain UTF-8
 */
char *
valise_mail_parts_addresses (const ValiseMailParts *parts, GMimeAddressType type)
{
  static const char *const names[] = { "Sender", "From", "Reply-To", "To", "Cc", "Bcc" };
  InternetAddressList *list = g_mime_message_get_addresses (parts->message, type);
  g_autofree char *shown = NULL;
  g_autofree char *line = NULL;

  if (list == NULL || internet_address_list_length (list) == 0)
    return valise_mail_parts_field (parts, names[type]);
  shown = internet_address_list_to_string (list, NULL, FALSE);
  line = valise_text_clean_line (shown);
  return *line != '\0' ? g_steal_pointer (&line) : NULL;
}

/**
 * valise_mail_parts_date:
 * @parts: a message taken apart
 * @offset: (out): minutes east of UTC
 *
 * Returns: the Date field in Unix seconds; 0 none
 */
gint64
valise_mail_parts_date (const ValiseMailParts *parts, int *offset)
{
  GDateTime *date = g_mime_message_get_date (parts->message);

  *offset = date != NULL ? (int)(g_date_time_get_utc_offset (date) / G_TIME_SPAN_MINUTE) : 0;
  return date != NULL ? g_date_time_to_unix (date) : 0;
}

/**
 * valise_mail_part_bytes:
 * @part: a part
 *
 * Returns: (transfer full): what it carries, decoded; of an enclosed message its source
 */
GBytes *
valise_mail_part_bytes (GMimeObject *part)
{
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new ();
  GByteArray *array = g_byte_array_new ();

  g_mime_stream_mem_set_byte_array (GMIME_STREAM_MEM (stream), array);
  if (GMIME_IS_PART (part) && g_mime_part_get_content (GMIME_PART (part)) != NULL)
    g_mime_data_wrapper_write_to_stream (g_mime_part_get_content (GMIME_PART (part)), stream);
  else if (GMIME_IS_MESSAGE_PART (part)
           && g_mime_message_part_get_message (GMIME_MESSAGE_PART (part)) != NULL)
    g_mime_object_write_to_stream (
        GMIME_OBJECT (g_mime_message_part_get_message (GMIME_MESSAGE_PART (part))), NULL, stream);
  g_mime_stream_flush (stream);
  return g_byte_array_free_to_bytes (array);
}

static char *
flowed_text (GMimeObject *part, char *text)
{
  const char *format = g_mime_object_get_content_type_parameter (part, "format");
  const char *delsp = g_mime_object_get_content_type_parameter (part, "delsp");
  g_autofree char *owned = text;

  if (format == NULL || g_ascii_strcasecmp (format, "flowed") != 0)
    return g_steal_pointer (&owned);
  return valise_text_unflow (text, delsp != NULL && g_ascii_strcasecmp (delsp, "yes") == 0);
}

/**
 * valise_mail_part_decode:
 * @part: a text part
 * @bytes: what it carries, see valise_mail_part_bytes()
 * @problems: (inout): what went wrong is added
 *
 * Returns: (transfer full): its text in UTF-8, of HTML the source
 */
char *
valise_mail_part_decode (GMimeObject *part, GBytes *bytes, ValiseProblems *problems)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *charset = g_strdup (g_mime_object_get_content_type_parameter (part, "charset"));

  if (data == NULL)
    data = "";
  if (size > TEXT_MAX)
    {
      *problems |= VALISE_PROBLEM_TRUNCATED;
      size = TEXT_MAX;
      while (size > TEXT_MAX - 4096 && data[size - 1] != '\n')
        size--;
    }
  if (charset == NULL && has_type (part, "text", "html"))
    charset = valise_text_html_charset (data, size);
  return valise_text_decode (data, size, charset, problems);
}

/**
 * valise_mail_part_text:
 * @part: a text part
 * @problems: (inout): what went wrong is added
 *
 * Returns: (transfer full): its text for people, HTML turned into plain text
 */
char *
valise_mail_part_text (GMimeObject *part, ValiseProblems *problems)
{
  g_autoptr (GBytes) bytes = valise_mail_part_bytes (part);
  g_autofree char *text = valise_mail_part_decode (part, bytes, problems);

  if (has_type (part, "text", "html"))
    return valise_html_to_text (text, -1, problems);
  return flowed_text (part, g_steal_pointer (&text));
}

/**
 * valise_mail_part_name:
 * @part: an attachment
 *
 * Returns: (transfer full) (nullable): its name, without folders and safe to show; of an enclosed
 *   message its subject with ".eml"
 */
char *
valise_mail_part_name (GMimeObject *part)
{
  const char *name = NULL;
  g_autofree char *line = NULL;
  g_autofree char *cut = NULL;
  char *base;

  if (GMIME_IS_PART (part))
    name = g_mime_part_get_filename (GMIME_PART (part));
  else
    name = g_mime_object_get_content_disposition_parameter (part, "filename");
  line = valise_text_clean_line (name);
  base = MAX (strrchr (line, '/'), strrchr (line, '\\'));
  cut = valise_text_cut (base != NULL ? base + 1 : line, NAME_MAX_BYTES);
  if (*cut != '\0' && strcmp (cut, ".") != 0 && strcmp (cut, "..") != 0)
    return g_steal_pointer (&cut);
  if (GMIME_IS_MESSAGE_PART (part))
    {
      GMimeMessage *message = g_mime_message_part_get_message (GMIME_MESSAGE_PART (part));
      const char *subject = message != NULL ? g_mime_message_get_subject (message) : NULL;
      g_autofree char *clean = valise_text_clean_line (subject);
      g_autofree char *title = valise_text_cut (clean, NAME_MAX_BYTES - 4);

      if (*title != '\0')
        return g_strconcat (g_strdelimit (title, "/\\", '_'), ".eml", NULL);
    }
  return NULL;
}

/**
 * valise_mail_part_type:
 * @part: a part
 *
 * Returns: (transfer full): its media type in lower case, such as "text/plain"
 */
char *
valise_mail_part_type (GMimeObject *part)
{
  GMimeContentType *type = g_mime_object_get_content_type (part);
  g_autofree char *mime = g_mime_content_type_get_mime_type (type);

  return g_ascii_strdown (mime, -1);
}
