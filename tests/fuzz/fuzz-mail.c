/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything that is done with a message, done with any bytes. */

#include "fuzz/fuzz.h"

#include "format/content-equal.h"
#include "format/mail-summary.h"
#include "format/mail-text.h"
#include "format/mail-view.h"
#include "format/note-mail.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GBytes) half = g_bytes_new (data, size / 2);
  g_autoptr (ValiseContent) full = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  g_autoptr (ValiseContent) text = valise_mail_text_reduce (full);
  g_autoptr (ValiseMailView) view = valise_mail_view_new (text != NULL ? text : full);
  g_autofree char *shown = valise_mail_view_to_text (view);
  g_autofree char *uid = NULL;
  g_autoptr (GBytes) ensured = valise_mail_ensure_message_id (bytes, &uid);
  g_autoptr (GBytes) journal = valise_note_from_mail (bytes);
  g_autoptr (GBytes) note = valise_note_to_mail (journal, bytes, NULL, NULL);
  g_auto (ValiseSummary) summary = { 0 };

  g_assert_nonnull (note);
  valise_mail_summarize (ensured, &summary);
  valise_content_equal (VALISE_KIND_MAIL, bytes, half);
  g_assert_true (g_utf8_validate (shown, -1, NULL));
  g_assert_cmpstr (summary.uid, ==, uid);
  return 0;
}
