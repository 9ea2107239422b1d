/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The contents of the simulation. Each says which save it is.
 *
 * A message says so in its subject and in its text, at every depth; in full it has an attachment,
 * so that there is something to cut. Events, tasks, notes and contacts are really iCalendar and
 * vCard, and what follows them is made by setting single fields, as the user does. */

#include "sim-text.h"

#include "format/calendar-edit.h"
#include "format/contact-edit.h"
#include "format/content-summary.h"

#include <stdlib.h>
#include <string.h>

#define MARK "version="

static const char head[] = "From: Sim <sim@example.org>\r\n"
                           "To: User <user@example.org>\r\n"
                           "Subject: %s\r\n"
                           "Date: Thu, 01 Jan 2026 00:00:00 +0000\r\n"
                           "Message-ID: <%s>\r\n"
                           "MIME-Version: 1.0\r\n";

static const char full_body[] = "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                                "--b\r\n"
                                "Content-Type: text/plain\r\n\r\n" MARK "%u.\r\n"
                                "--b\r\n"
                                "Content-Type: application/octet-stream; name=a.bin\r\n"
                                "Content-Disposition: attachment; filename=a.bin\r\n\r\n"
                                "attachment\r\n"
                                "--b--\r\n";

static const char text_body[] = "X-Valise-Depth: text\r\n"
                                "Content-Type: text/plain\r\n\r\n" MARK "%u.\r\n";

#define NOW 1767225600 /* when everything was edited: time does not pass here */

static GBytes *
build_message (const char *uid, guint version)
{
  g_autofree char *title = g_strdup_printf ("%s v%u", uid, version);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, head, title, uid);
  g_string_append_printf (out, full_body, version);
  return g_string_free_to_bytes (out);
}

/* Sets one field or two of @before; makes something new where that is NULL. */
static GBytes *
set_fields (ValiseKind kind, const char *uid, GBytes *before, guint version)
{
  g_autofree char *title = g_strdup_printf ("%s v%u", uid, version);
  g_autofree char *mark = g_strdup_printf (MARK "%u.", version);
  gboolean contact = kind == VALISE_KIND_CONTACT;
  const ValiseFieldEdit edits[] = {
    { contact ? "note" : "description", mark },
    { contact ? "name" : "title", title },
    { "start", "2026-02-03T10:00" },
  };
  guint n = before != NULL ? 1 + version % 2 : kind == VALISE_KIND_EVENT ? 3 : 2;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  if (contact)
    bytes = before != NULL ? valise_contact_edit (before, edits, n, NOW, &error)
                           : valise_contact_create (uid, edits, n, NOW, &error);
  else
    bytes = before != NULL ? valise_calendar_edit (before, edits, n, NOW, &error)
                           : valise_calendar_create (kind, uid, edits, n, NOW, &error);
  g_assert_no_error (error);
  return bytes;
}

/* Returns: (transfer full): something new that says that it is the save @version */
GBytes *
sim_text_build (ValiseKind kind, const char *uid, guint version)
{
  return kind == VALISE_KIND_MAIL ? build_message (uid, version)
                                  : set_fields (kind, uid, NULL, version);
}

/* Returns: (transfer full): what becomes of @before with the save @version */
GBytes *
sim_text_edit (ValiseKind kind, const char *uid, GBytes *before, guint version)
{
  return kind == VALISE_KIND_MAIL ? build_message (uid, version)
                                  : set_fields (kind, uid, before, version);
}

/* Returns: (transfer full): the same, as a server keeps it that does not take it as it is */
GBytes *
sim_text_rewrite (ValiseKind kind, GBytes *bytes)
{
  gboolean contact = kind == VALISE_KIND_CONTACT;
  g_autoptr (GString) out = g_string_new_len (g_bytes_get_data (bytes, NULL),
                                              (gssize)g_bytes_get_size (bytes));

  if (contact)
    g_string_replace (out, "END:VCARD", "REV:20260203T100000Z\r\nEND:VCARD", 1);
  else
    g_string_replace (out, "PRODID:", "PRODID:-//Server", 1);
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static char *
subject_of (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *start = memmem (data, size, "Subject: ", 9);
  const char *end = memmem (start, size - (gsize)(start - data), "\r\n", 2);

  return g_strndup (start + 9, (gsize)(end - start) - 9);
}

/* Returns: (transfer full): what a list shows of it */
char *
sim_text_title (ValiseKind kind, GBytes *bytes)
{
  g_auto (ValiseSummary) summary = { 0 };

  if (kind == VALISE_KIND_MAIL)
    return subject_of (bytes);
  valise_content_summarize (kind, bytes, &summary, NULL);
  return g_strdup (summary.title);
}

guint
sim_text_version_of_title (const char *title)
{
  const char *mark = strstr (title, " v");

  return mark != NULL ? (guint)strtoul (mark + 2, NULL, 10) : 0;
}

/* The header without what tells of the attachment, and the text. */
static GBytes *
reduce (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *end = memmem (data, size, "\r\n\r\n", 4);
  g_autofree char *header = g_strndup (data, (gsize)(end - data));
  g_auto (GStrv) lines = g_strsplit (header, "\r\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!g_str_has_prefix (lines[i], "Content-Type:"))
      g_string_append_printf (out, "%s\r\n", lines[i]);
  g_string_append_printf (out, text_body, sim_text_version (bytes));
  return g_string_free_to_bytes (out);
}

/* Returns: (transfer full): what the server tells of @bytes at @depth */
ValiseContent *
sim_text_content (GBytes *bytes, ValiseDepth depth)
{
  g_autoptr (GBytes) told = depth == VALISE_DEPTH_FULL ? g_bytes_ref (bytes) : reduce (bytes);

  return valise_content_new (depth, told, NULL);
}

/* Returns: which save it is; 0: it is none of ours */
guint
sim_text_version (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *mark = memmem (data, size, MARK, strlen (MARK));

  return mark != NULL ? (guint)strtoul (mark + strlen (MARK), NULL, 10) : 0;
}

void
sim_text_summarize (
    ValiseKind kind, const char *uid, GBytes *bytes, gint64 date, ValiseSummary *summary)
{
  valise_summary_clear (summary);
  if (kind != VALISE_KIND_MAIL)
    {
      valise_content_summarize (kind, bytes, summary, NULL);
      return;
    }
  summary->uid = g_strdup (uid);
  summary->title = subject_of (bytes);
  summary->from = g_strdup ("Sim <sim@example.org>");
  summary->date = date;
  summary->size = 600;
  summary->has_attachment = TRUE;
}
