/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notes on mail servers: messages in the mailbox "Notes", as Apple's programs keep them. To Valise
 * a note is a VJOURNAL, so the drivers of such servers translate here, both ways.
 *
 *   Subject                          SUMMARY
 *   the body as plain text           DESCRIPTION
 *   X-Universally-Unique-Identifier  UID; the Message-ID where it is missing
 *   Date                             LAST-MODIFIED and DTSTAMP
 *   X-Mail-Created-Date              CREATED
 *   Keywords (RFC 5322 3.6.5)        CATEGORIES
 *
 * An edited note is made of the message that it replaces, so that what Valise does not show stays:
 * other fields, attachments and, as long as the text is the same, the HTML. The new message differs
 * from the old one in its Message-ID, which is made of what the note says: writing the same note
 * twice makes the same message. */

#include "format/note-mail.h"

#include "format/calendar.h"
#include "format/civil.h"
#include "format/mail-header.h"
#include "format/mail-parts.h"
#include "format/text-clean.h"

#include <string.h>

/**
 * valise_note_is_mail:
 * @message: a message
 *
 * Returns: whether @message is a note
 */
gboolean
valise_note_is_mail (GBytes *message)
{
  g_autoptr (ValiseMailParts) parts = valise_mail_parts_read (message);
  g_autofree char *type = valise_mail_parts_field (parts, VALISE_NOTE_TYPE_FIELD);

  return type != NULL && g_ascii_strcasecmp (type, VALISE_NOTE_TYPE) == 0;
}

static char *
read_uid (const ValiseMailParts *parts)
{
  g_autofree char *uid = valise_mail_parts_field (parts, VALISE_NOTE_UID_FIELD);
  const char *id = g_mime_message_get_message_id (parts->message);

  if (uid != NULL && *uid != '\0')
    return g_steal_pointer (&uid);
  return id != NULL ? valise_text_clean_line (id) : g_strdup ("");
}

static char *
read_text (const ValiseMailParts *parts)
{
  ValiseProblems problems = VALISE_PROBLEM_NONE;

  return g_strchomp (valise_mail_parts_text (parts, &problems));
}

static gint64
read_created (const ValiseMailParts *parts)
{
  g_autofree char *text = valise_mail_parts_field (parts, "X-Mail-Created-Date");
  g_autoptr (GDateTime) date = text != NULL ? g_mime_utils_header_decode_date (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) : 0;
}

static void
set_time (ValiseComponent *journal, const char *name, gint64 time)
{
  g_autofree char *value = valise_civil_format (time, FALSE, TRUE);

  valise_component_set_value (journal, name, value);
}

/**
 * valise_note_from_mail:
 * @message: a message
 *
 * Returns: (transfer full): the VJOURNAL that says the same, always the same for the same message
 */
GBytes *
valise_note_from_mail (GBytes *message)
{
  g_autoptr (ValiseMailParts) parts = valise_mail_parts_read (message);
  g_autofree char *uid = read_uid (parts);
  g_autofree char *title = valise_mail_parts_field (parts, "Subject");
  g_autofree char *keywords = valise_mail_parts_field (parts, "Keywords");
  g_autofree char *categories = valise_line_join_words (keywords);
  g_autofree char *text = read_text (parts);
  int offset;
  gint64 date = valise_mail_parts_date (parts, &offset);
  gint64 created = read_created (parts);
  g_autoptr (ValiseCalendar) note = valise_calendar_new (VALISE_KIND_NOTE, uid, date);

  set_time (note->master, "CREATED", created != 0 ? created : date);
  set_time (note->master, "LAST-MODIFIED", date);
  valise_component_set_text (note->master, "SUMMARY", title);
  valise_component_set_text (note->master, "DESCRIPTION", text);
  valise_component_set_value (note->master, "CATEGORIES", categories);
  for (guint i = 0; i < parts->attachments->len; i++)
    {
      GMimeObject *part = g_ptr_array_index (parts->attachments, i);
      g_autofree char *name = valise_mail_part_name (part);
      g_autofree char *type = valise_mail_part_type (part);
      g_autofree char *url = g_strdup_printf ("cid:%u", i + 1);
      ValiseLine *line = valise_component_add (note->master, valise_line_new ("ATTACH", url));

      valise_line_set_param (line, "FMTTYPE", type);
      valise_line_set_param (line, "X-FILENAME", name);
    }
  return valise_calendar_write (note);
}

/* What a message needs to know of a note. */
typedef struct
{
  char *uid, *title, *text, *keywords, *message_id;
  gint64 date, created;
} Note;

static void
note_clear (Note *note)
{
  g_free (note->uid);
  g_free (note->title);
  g_free (note->text);
  g_free (note->keywords);
  g_free (note->message_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Note, note_clear)

static char *
get_text (const ValiseComponent *journal, const char *name)
{
  char *text = valise_component_get_text (journal, name);

  return text != NULL ? g_strchomp (text) : g_strdup ("");
}

static gint64
get_time (ValiseCalendar *calendar, const char *name)
{
  ValiseTime time;

  return valise_calendar_read_time (calendar, valise_component_find (calendar->master, name), &time)
             ? valise_time_to_utc (&time, calendar->utc)
             : 0;
}

static void
read_note (ValiseCalendar *calendar, GBytes *journal, Note *note)
{
  const ValiseLine *line = valise_component_find (calendar->master, "CATEGORIES");
  g_autofree char *title = get_text (calendar->master, "SUMMARY");
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, journal);

  note->uid = get_text (calendar->master, "UID");
  note->title = valise_text_clean_line (title);
  note->text = get_text (calendar->master, "DESCRIPTION");
  note->message_id = g_strconcat (sum, "@valise.invalid", NULL);
  note->date = get_time (calendar, "LAST-MODIFIED");
  if (note->date == 0)
    note->date = get_time (calendar, "DTSTAMP");
  note->created = get_time (calendar, "CREATED");
  if (line != NULL)
    {
      g_auto (GStrv) words = valise_line_split (line->value, ',');
      g_autofree char *joined = g_strjoinv (", ", words);

      note->keywords = valise_text_clean_line (joined);
    }
}

static char *
format_date (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);

  return date != NULL ? g_mime_utils_header_format_date (date) : NULL;
}

static GBytes *
write_new (const Note *note, const char *from)
{
  GString *out = g_string_new (NULL);
  g_autofree char *created = format_date (note->created);

  if (note->date != 0)
    valise_mail_header_append_date (out, note->date, 0);
  valise_mail_header_append_addresses (out, "From", from);
  valise_mail_header_append_text (out, "Subject", note->title);
  valise_mail_header_append_ids (out, "Message-ID", note->message_id);
  valise_mail_header_append_text (out, VALISE_NOTE_TYPE_FIELD, VALISE_NOTE_TYPE);
  valise_mail_header_append_text (out, VALISE_NOTE_UID_FIELD, note->uid);
  if (note->created != 0)
    valise_mail_header_append_text (out, "X-Mail-Created-Date", created);
  valise_mail_header_append_text (out, "Keywords", note->keywords);
  valise_mail_header_append_body (out, note->text);
  return g_string_free_to_bytes (out);
}

static GMimeObject *
new_text_part (const char *text)
{
  GMimeTextPart *part = g_mime_text_part_new_with_subtype ("plain");

  g_mime_text_part_set_charset (part, "utf-8");
  g_mime_text_part_set_text (part, text);
  g_mime_part_set_content_encoding (GMIME_PART (part), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  return GMIME_OBJECT (part);
}

static gboolean
contains (GMimeObject *tree, GMimeObject *part)
{
  if (tree == part)
    return TRUE;
  for (int i = 0;
       GMIME_IS_MULTIPART (tree) && i < g_mime_multipart_get_count (GMIME_MULTIPART (tree)); i++)
    if (contains (g_mime_multipart_get_part (GMIME_MULTIPART (tree), i), part))
      return TRUE;
  return FALSE;
}

/* Puts a new text where the old one is: beside the attachments, if there are some. */
static void
replace_text (const ValiseMailParts *parts, const char *text)
{
  g_autoptr (GMimeObject) new_part = new_text_part (text);
  GMimeObject *root = g_mime_message_get_mime_part (parts->message);
  GMimeObject *old = parts->text->len > 0 ? g_ptr_array_index (parts->text, 0) : NULL;

  if (GMIME_IS_MULTIPART (root) && old != NULL
      && !g_mime_content_type_is_type (g_mime_object_get_content_type (root), "multipart",
                                       "alternative"))
    for (int i = 0; i < g_mime_multipart_get_count (GMIME_MULTIPART (root)); i++)
      if (contains (g_mime_multipart_get_part (GMIME_MULTIPART (root), i), old))
        {
          g_object_unref (g_mime_multipart_replace (GMIME_MULTIPART (root), i, new_part));
          return;
        }
  g_mime_message_set_mime_part (parts->message, new_part);
}

static GBytes *
write_message (GMimeMessage *message)
{
  GMimeFormatOptions *options = g_mime_format_options_new ();
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new ();
  GByteArray *array = g_byte_array_new ();

  g_mime_format_options_set_newline_format (options, GMIME_NEWLINE_FORMAT_DOS);
  g_mime_stream_mem_set_byte_array (GMIME_STREAM_MEM (stream), array);
  g_mime_object_write_to_stream (GMIME_OBJECT (message), options, stream);
  g_mime_format_options_free (options);
  return g_byte_array_free_to_bytes (array);
}

/* The message that the note replaces, with what changed. */
static GBytes *
write_again (const Note *note, GBytes *previous)
{
  g_autoptr (ValiseMailParts) parts = valise_mail_parts_read (previous);
  GMimeObject *message = GMIME_OBJECT (parts->message);
  g_autoptr (GDateTime) date = note->date != 0 ? g_date_time_new_from_unix_utc (note->date) : NULL;
  g_autofree char *old_text = read_text (parts);
  g_autofree char *old_uid = read_uid (parts);

  if (!g_str_equal (old_text, note->text))
    replace_text (parts, note->text);
  g_mime_message_set_subject (parts->message, note->title, "utf-8");
  g_mime_message_set_message_id (parts->message, note->message_id);
  if (date != NULL)
    g_mime_message_set_date (parts->message, date);
  g_mime_object_set_header (message, VALISE_NOTE_TYPE_FIELD, VALISE_NOTE_TYPE, "utf-8");
  if (!g_str_equal (old_uid, note->uid)
      || g_mime_object_get_header (message, VALISE_NOTE_UID_FIELD) == NULL)
    g_mime_object_set_header (message, VALISE_NOTE_UID_FIELD, note->uid, "utf-8");
  if (note->keywords != NULL)
    g_mime_object_set_header (message, "Keywords", note->keywords, "utf-8");
  else
    g_mime_object_remove_header (message, "Keywords");
  return write_message (parts->message);
}

/**
 * valise_note_to_mail:
 * @journal: a text/calendar content with a VJOURNAL
 * @previous: (nullable): the message that it replaces, whole
 * @from: (nullable): whose note it is, as "Name <address>"; used where there is no @previous
 * @error: set where @journal is no note
 *
 * Returns: (transfer full) (nullable): the message; always the same for the same arguments
 */
GBytes *
valise_note_to_mail (GBytes *journal, GBytes *previous, const char *from, GError **error)
{
  g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (journal, error);
  g_auto (Note) note = { 0 };

  if (calendar == NULL)
    return NULL;
  read_note (calendar, journal, &note);
  return previous != NULL ? write_again (&note, previous) : write_new (&note, from);
}
