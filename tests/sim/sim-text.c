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

char *
sim_text_title (const char *uid, guint version)
{
  return g_strdup_printf ("%s v%u", uid, version);
}

guint
sim_text_version_of_title (const char *title)
{
  const char *mark = strstr (title, " v");

  return mark != NULL ? (guint)strtoul (mark + 2, NULL, 10) : 0;
}

GBytes *
sim_text_build (const char *uid, guint version, ValiseDepth depth)
{
  g_autofree char *title = sim_text_title (uid, version);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, head, title, uid);
  if (depth == VALISE_DEPTH_FULL)
    g_string_append_printf (out, full_body, version);
  else
    g_string_append_printf (out, text_body, version);
  return g_string_free_to_bytes (out);
}

ValiseContent *
sim_text_content (const char *uid, guint version, ValiseDepth depth)
{
  g_autoptr (GBytes) bytes = sim_text_build (uid, version, depth);

  return valise_content_new (depth, bytes, NULL);
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
sim_text_summarize (const char *uid, guint version, gint64 date, ValiseSummary *summary)
{
  valise_summary_clear (summary);
  summary->uid = g_strdup (uid);
  summary->title = sim_text_title (uid, version);
  summary->from = g_strdup ("Sim <sim@example.org>");
  summary->date = date;
  summary->size = 600;
  summary->has_attachment = TRUE;
}
