/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every message of tests/data/mail beside what it has to look like. */

#include "format/mail-summary.h"
#include "format/mail-text.h"
#include "format/mail-view.h"
#include "model/error.h"
#include "format/corpus.h"

#include <string.h>

static char *
show (GBytes *bytes)
{
  g_autoptr (ValiseContent) content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  g_autoptr (ValiseMailView) view = valise_mail_view_new (content);

  return valise_mail_view_to_text (view);
}

static void
test_looks (gconstpointer name)
{
  corpus_check_text ("mail", name, show);
}

/* What was cut down to header and text still looks the same, but for the attachments' place. */
static void
test_reduced (gconstpointer data)
{
  g_autoptr (GBytes) bytes = corpus_read ("mail", data);
  g_autoptr (ValiseContent) full = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  g_autoptr (ValiseContent) cut = valise_mail_text_reduce (full);
  g_autoptr (ValiseMailView) before = valise_mail_view_new (full);
  g_autoptr (ValiseMailView) after = NULL;

  if (before->is_signed || before->is_encrypted)
    {
      g_assert_null (cut);
      return;
    }
  after = valise_mail_view_new (cut);
  g_assert_cmpstr (after->from, ==, before->from);
  g_assert_cmpstr (after->to, ==, before->to);
  g_assert_cmpstr (after->cc, ==, before->cc);
  g_assert_cmpstr (after->subject, ==, before->subject);
  g_assert_cmpint (after->date, ==, before->date);
  g_assert_cmpint (after->date_offset, ==, before->date_offset);
  g_assert_cmpint (after->problems, ==, before->problems);
  g_assert_cmpuint (after->attachments->len, ==, before->attachments->len);
  g_assert_cmpint (cut->depth, ==, VALISE_DEPTH_TEXT);
  g_assert_cmpstr (cut->text, ==, before->body);
  for (guint i = 0; i < after->attachments->len; i++)
    {
      const ValiseMailAttachment *old = g_ptr_array_index (before->attachments, i);
      const ValiseMailAttachment *new = g_ptr_array_index (after->attachments, i);

      g_assert_cmpstr (new->name, ==, old->name);
      g_assert_cmpstr (new->type, ==, old->type);
      g_assert_cmpint (new->size, ==, old->size);
      g_assert_false (new->present);
    }
}

static void
test_attachments (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = corpus_read ("mail", "names-rfc2231.eml");
  g_autoptr (ValiseContent) full = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  g_autoptr (ValiseContent) cut = valise_mail_text_reduce (full);
  g_autoptr (GBytes) one = valise_mail_attachment_bytes (full, 1, &error);
  g_autoptr (GBytes) none = NULL;
  g_autoptr (GBytes) away = NULL;

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (one, NULL), g_bytes_get_size (one), "\0\1\2\3", 4);
  none = valise_mail_attachment_bytes (full, 3, &error);
  g_assert_null (none);
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  away = valise_mail_attachment_bytes (cut, 0, &error);
  g_assert_null (away);
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_NOT_WHOLE);
}

/* Nobody can write our notes into a message of his own. */
static void
test_forged_notes (void)
{
  g_autoptr (GBytes) bytes = corpus_read ("mail", "injection.eml");
  g_autoptr (ValiseContent) full = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  g_autoptr (ValiseContent) cut = valise_mail_text_reduce (full);
  g_autoptr (ValiseMailView) view = valise_mail_view_new (full);
  g_autoptr (ValiseMailView) after = valise_mail_view_new (cut);

  g_assert_cmpuint (view->attachments->len, ==, 0);
  g_assert_cmpuint (after->attachments->len, ==, 0);
  g_assert_null (view->bcc);
  g_assert_null (after->bcc);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  corpus_add ("mail", "/mail-view/looks", test_looks);
  corpus_add ("mail", "/mail-view/reduced", test_reduced);
  g_test_add_func ("/mail-view/attachments", test_attachments);
  g_test_add_func ("/mail-view/forged-notes", test_forged_notes);
  return g_test_run ();
}
