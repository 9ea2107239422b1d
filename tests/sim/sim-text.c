/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The messages of the simulation. Each says which save it is in its subject and in its text, at
 * every depth; in full it has an attachment, so that there is something to cut. */

#include "sim-text.h"

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

/* Returns: (transfer full): a message that says that it is the save @version */
GBytes *
sim_text_build (const char *uid, guint version)
{
  g_autofree char *title = g_strdup_printf ("%s v%u", uid, version);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, head, title, uid);
  g_string_append_printf (out, full_body, version);
  return g_string_free_to_bytes (out);
}

/* Returns: (transfer full): the subject of a message */
char *
sim_text_title (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *start = memmem (data, size, "Subject: ", 9);
  const char *end = memmem (start, size - (gsize)(start - data), "\r\n", 2);

  return g_strndup (start + 9, (gsize)(end - start) - 9);
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

/* Returns: (transfer full): what the server tells of the message @bytes at @depth */
ValiseContent *
sim_text_content (GBytes *bytes, ValiseDepth depth)
{
  g_autoptr (GBytes) told = depth == VALISE_DEPTH_FULL ? g_bytes_ref (bytes) : reduce (bytes);

  return valise_content_new (depth, told, NULL);
}

/* Returns: which save the message is; 0: it is none of ours */
guint
sim_text_version (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *mark = memmem (data, size, MARK, strlen (MARK));

  return mark != NULL ? (guint)strtoul (mark + strlen (MARK), NULL, 10) : 0;
}

void
sim_text_summarize (const char *uid, GBytes *bytes, gint64 date, ValiseSummary *summary)
{
  valise_summary_clear (summary);
  summary->uid = g_strdup (uid);
  summary->title = sim_text_title (bytes);
  summary->from = g_strdup ("Sim <sim@example.org>");
  summary->date = date;
  summary->size = 600;
  summary->has_attachment = TRUE;
}
