/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A message that is being written, to its bytes and back: the header by mail-header.c, through
 * which no value can start a field of its own, the body by GMime.
 *
 * A draft has all that is needed to go on with it, Bcc too; who sends it takes Bcc out (RFC 8621
 * section 7.5, RFC 5322 section 3.6.3). Where a message is forwarded whose attachments are on the
 * server only, VALISE_MAIL_WANTED_FIELD names it, and the run puts them in before it is sent. */

#include "format/mail-compose.h"

#include "format/format.h"
#include "format/mail-address.h"
#include "format/mail-header.h"
#include "format/mail-parts.h"
#include "format/mail-summary.h"
#include "format/text-clean.h"
#include "format/text-flow.h"
#include "model/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Longer names are cut: some servers refuse long parameters. */
#define NAME_BYTES_MAX 200

/* Our own header fields stand before this. */
#define HEADER_MAX ((gsize)64 * 1024)

/**
 * valise_mail_file_new:
 * @name: (nullable): its name, without folders
 * @type: its media type
 * @bytes: what is in it
 *
 * Returns: (transfer full): an attachment
 */
ValiseMailFile *
valise_mail_file_new (const char *name, const char *type, GBytes *bytes)
{
  ValiseMailFile *file = g_new0 (ValiseMailFile, 1);

  file->name = g_strdup (name);
  file->type = g_strdup (type);
  file->bytes = g_bytes_ref (bytes);
  return file;
}

/**
 * valise_mail_file_free:
 * @file: (transfer full) (nullable): an attachment
 */
void
valise_mail_file_free (ValiseMailFile *file)
{
  if (file == NULL)
    return;
  g_free (file->name);
  g_free (file->type);
  g_bytes_unref (file->bytes);
  g_free (file);
}

/**
 * valise_mail_draft_new:
 *
 * Returns: (transfer full): an empty message
 */
ValiseMailDraft *
valise_mail_draft_new (void)
{
  ValiseMailDraft *self = g_new0 (ValiseMailDraft, 1);

  self->text = g_strdup ("");
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_mail_file_free);
  return self;
}

/**
 * valise_mail_draft_free:
 * @draft: (transfer full) (nullable): a draft
 */
void
valise_mail_draft_free (ValiseMailDraft *draft)
{
  if (draft == NULL)
    return;
  g_free (draft->from);
  g_free (draft->to);
  g_free (draft->cc);
  g_free (draft->bcc);
  g_free (draft->subject);
  g_free (draft->message_id);
  g_free (draft->in_reply_to);
  g_free (draft->references);
  g_free (draft->text);
  g_free (draft->wanted);
  g_ptr_array_unref (draft->files);
  g_free (draft);
}

/**
 * valise_mail_draft_add_attachments:
 * @draft: a draft
 * @message: a whole message
 *
 * Adds what is attached to @message, in its order.
 */
void
valise_mail_draft_add_attachments (ValiseMailDraft *draft, GBytes *message)
{
  g_autoptr (ValiseMailParts) parts = valise_mail_parts_read (message);

  for (guint i = 0; i < parts->attachments->len; i++)
    {
      GMimeObject *part = parts->attachments->pdata[i];
      g_autofree char *name = valise_mail_part_name (part);
      g_autofree char *type = valise_mail_part_type (part);
      g_autoptr (GBytes) bytes = valise_mail_part_bytes (part);

      g_ptr_array_add (draft->files, valise_mail_file_new (name, type, bytes));
    }
}

static char *
read_id (const ValiseMailParts *parts, const char *name)
{
  g_autofree char *field = valise_mail_parts_field (parts, name);
  char *id = field != NULL ? field + strspn (field, "< ") : NULL;

  return id != NULL && *id != '\0' ? g_strndup (id, strcspn (id, "> ")) : NULL;
}

/**
 * valise_mail_draft_read:
 * @bytes: a message, here usually one that valise_mail_draft_write() wrote
 *
 * Returns: (transfer full): it, to be written on
 */
ValiseMailDraft *
valise_mail_draft_read (GBytes *bytes)
{
  g_autoptr (ValiseMailParts) parts = valise_mail_parts_read (bytes);
  ValiseMailDraft *self = valise_mail_draft_new ();
  ValiseProblems problems = VALISE_PROBLEM_NONE;

  self->from = valise_mail_parts_addresses (parts, GMIME_ADDRESS_TYPE_FROM);
  self->to = valise_mail_parts_addresses (parts, GMIME_ADDRESS_TYPE_TO);
  self->cc = valise_mail_parts_addresses (parts, GMIME_ADDRESS_TYPE_CC);
  self->bcc = valise_mail_parts_addresses (parts, GMIME_ADDRESS_TYPE_BCC);
  self->subject = valise_mail_parts_field (parts, "Subject");
  self->message_id = read_id (parts, "Message-ID");
  self->in_reply_to = valise_mail_parts_field (parts, "In-Reply-To");
  self->references = valise_mail_parts_field (parts, "References");
  self->wanted = read_id (parts, VALISE_MAIL_WANTED_FIELD);
  g_free (self->text);
  self->text = valise_mail_parts_text (parts, &problems);
  valise_mail_draft_add_attachments (self, bytes);
  return self;
}

static GMimePart *
make_part (const char *type, GBytes *bytes)
{
  GMimePart *part = g_mime_part_new ();
  g_autofree char *line = valise_text_clean_line (type);
  g_autoptr (GMimeContentType) content_type = g_mime_content_type_parse (NULL, line);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer (data != NULL ? data : "",
                                                                      size);
  GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream (stream,
                                                                   GMIME_CONTENT_ENCODING_DEFAULT);

  g_mime_object_set_content_type (GMIME_OBJECT (part), content_type);
  g_mime_part_set_content (part, content);
  g_object_unref (content);
  return part;
}

static GMimeObject *
make_text (const char *text)
{
  g_autofree char *flowed = valise_text_flow (text);
  g_autoptr (GBytes) bytes = g_bytes_new (flowed, strlen (flowed));
  GMimePart *part = make_part ("text/plain", bytes);

  g_mime_object_set_content_type_parameter (GMIME_OBJECT (part), "charset", "utf-8");
  g_mime_object_set_content_type_parameter (GMIME_OBJECT (part), "format", "flowed");
  g_mime_part_set_content_encoding (
      part, g_mime_part_get_best_content_encoding (part, GMIME_ENCODING_CONSTRAINT_7BIT));
  return GMIME_OBJECT (part);
}

/* A message may not be encoded (RFC 2046 section 5.2.1), everything else is. */
static GMimeObject *
make_attachment (const ValiseMailFile *file)
{
  GMimePart *part = make_part (file->type, file->bytes);
  gboolean message = g_str_has_prefix (file->type, "message/");
  g_autofree char *line = valise_text_clean_line (file->name);
  g_autofree char *name = valise_text_cut (line, NAME_BYTES_MAX);

  g_mime_object_set_disposition (GMIME_OBJECT (part), GMIME_DISPOSITION_ATTACHMENT);
  if (*name != '\0')
    g_mime_part_set_filename (part, name);
  g_mime_part_set_content_encoding (part, message ? GMIME_CONTENT_ENCODING_8BIT
                                                  : GMIME_CONTENT_ENCODING_BASE64);
  return GMIME_OBJECT (part);
}

static GMimeObject *
make_body (const ValiseMailDraft *draft)
{
  GMimeObject *text = make_text (draft->text);
  GMimeMultipart *mixed;

  if (draft->files->len == 0)
    return text;
  mixed = g_mime_multipart_new_with_subtype ("mixed");
  g_mime_multipart_add (mixed, text);
  g_object_unref (text);
  for (guint i = 0; i < draft->files->len; i++)
    {
      g_autoptr (GMimeObject) part = make_attachment (draft->files->pdata[i]);

      g_mime_multipart_add (mixed, part);
    }
  return GMIME_OBJECT (mixed);
}

static void
append_body (GString *out, const ValiseMailDraft *draft)
{
  g_autoptr (GMimeObject) body = make_body (draft);
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new ();
  GMimeFormatOptions *options = g_mime_format_options_new ();
  GByteArray *bytes;

  g_mime_format_options_set_newline_format (options, GMIME_NEWLINE_FORMAT_DOS);
  g_mime_object_write_to_stream (body, options, stream);
  g_mime_format_options_free (options);
  bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  g_string_append (out, "MIME-Version: 1.0\r\n");
  g_string_append_len (out, (const char *)bytes->data, bytes->len);
}

/* Separated by commas, whatever the user separated them by. What is no address yet stays as it is:
 * it is going to be one. */
static void
append_list (GString *out, const char *name, const char *list)
{
  g_autoptr (GPtrArray) addresses = valise_mail_addresses_parse (list, NULL);
  g_autofree char *joined = addresses != NULL ? valise_mail_addresses_join (addresses) : NULL;

  valise_mail_header_append_addresses (out, name, joined != NULL ? joined : list);
}

/**
 * valise_mail_draft_write:
 * @draft: a draft; gets its message id, where it had none
 * @date: Unix seconds, for the Date field
 * @offset: minutes east of UTC, for the Date field
 *
 * Returns: (transfer full): the message
 */
GBytes *
valise_mail_draft_write (ValiseMailDraft *draft, gint64 date, int offset)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *id = NULL;
  GBytes *whole;

  valise_format_init ();
  valise_mail_header_append_date (out, date, offset);
  append_list (out, "From", draft->from);
  append_list (out, "To", draft->to);
  append_list (out, "Cc", draft->cc);
  append_list (out, "Bcc", draft->bcc);
  valise_mail_header_append_text (out, "Subject", draft->subject);
  valise_mail_header_append_ids (out, "Message-ID", draft->message_id);
  valise_mail_header_append_ids (out, "In-Reply-To", draft->in_reply_to);
  valise_mail_header_append_ids (out, "References", draft->references);
  valise_mail_header_append_ids (out, VALISE_MAIL_WANTED_FIELD, draft->wanted);
  append_body (out, draft);
  bytes = g_string_free_to_bytes (out);
  whole = valise_mail_ensure_message_id (bytes, &id);
  if (draft->message_id == NULL)
    draft->message_id = g_steal_pointer (&id);
  return whole;
}

/**
 * valise_mail_draft_is_complete:
 * @bytes: a message
 *
 * Returns: whether it says that nothing has to be put in; cheap, whatever its size
 */
gboolean
valise_mail_draft_is_complete (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return data == NULL
         || g_strstr_len (data, (gssize)MIN (size, HEADER_MAX), VALISE_MAIL_WANTED_FIELD) == NULL;
}

/**
 * valise_mail_draft_check:
 * @draft: a draft that is about to be sent
 * @error: %VALISE_ERROR_INVALID, in words for the user
 *
 * Returns: whether it can be sent: there is a recipient, and every address is one
 */
gboolean
valise_mail_draft_check (const ValiseMailDraft *draft, GError **error)
{
  const char *const lists[] = { draft->from, draft->to, draft->cc, draft->bcc };
  guint count[G_N_ELEMENTS (lists)];

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GPtrArray) addresses = valise_mail_addresses_parse (lists[i], error);

      if (addresses == NULL)
        return FALSE;
      count[i] = addresses->len;
    }
  if (count[0] != 1)
    return valise_fail (error, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                        _ ("Say in From which address the message is from."));
  if (count[1] + count[2] + count[3] == 0)
    return valise_fail (error, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                        _ ("Nobody would get this message. Write an address into To."));
  return TRUE;
}
