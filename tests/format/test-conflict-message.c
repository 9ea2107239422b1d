/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/conflict-message.h"
#include "format/mail-view.h"

#include <string.h>

static void
test_message (void)
{
  ValiseConflict conflict = { .kind = VALISE_KIND_MAIL,
                              .reason = VALISE_CONFLICT_BOTH_CHANGED,
                              .folder_path = (char *)"Projects/2026",
                              .title = (char *)"Offer for the mill",
                              .who = (char *)"Ann Mason <ann@example.org>",
                              .local_at = 1787300100,
                              .remote_at = 1787303700,
                              .at = 1787304000 };
  g_auto (ValiseSummary) summary = { 0 };
  g_autoptr (ValiseContent) content = valise_conflict_message_build (&conflict, "bob@example.org",
                                                                     &summary);
  g_autoptr (ValiseMailView) view = valise_mail_view_new (content);

  g_assert_cmpint (content->depth, ==, VALISE_DEPTH_FULL);
  g_assert_cmpstr (view->subject, ==, "Message in conflict!");
  g_assert_cmpstr (view->to, ==, "bob@example.org");
  g_assert_cmpint (view->date, ==, conflict.at);
  g_assert_cmpstr (view->body, ==, content->text);
  g_assert_cmpstr (
      view->body, ==,
      "This item was changed on this computer and also on the server.\n"
      "\n"
      "Message: Offer for the mill\n"
      "From: Ann Mason <ann@example.org>\n"
      "Folder: Projects/2026\n"
      "Changed on this computer: 2026-08-21 08:15\n"
      "Change on the server seen: 2026-08-21 09:15\n"
      "\n"
      "The server’s version is in the folder. Your version is in the folder "
      "“Conflicts”, which exists on this computer only.\n"
      "\n"
      "Compare both versions in the list of conflicts. If yours is the right one, "
      "choose “Restore Mine”; if not, choose “Keep the Server’s Version”, and yours is "
      "removed.\n"
      "\n"
      "Valise wrote this message. It is on this computer only and is never sent.\n");
  g_assert_cmpstr (summary.title, ==, "Message in conflict!");
  g_assert_cmpint (summary.date, ==, conflict.at);
  g_assert_nonnull (summary.uid);
}

/* Every reason and kind has its texts; what the server says stays in its line. */
static void
test_hostile_title (void)
{
  for (guint reason = VALISE_CONFLICT_BOTH_CHANGED; reason <= VALISE_CONFLICT_REFUSED; reason++)
    for (guint kind = VALISE_KIND_MAIL; kind <= VALISE_KIND_NOTE; kind++)
      {
        g_autofree char *title = g_strdup_printf ("a\r\nBcc: x@example.org\n\n<b>Folder: y\x1b[m%s",
                                                  "\xff\xe2\x80\xae");
        ValiseConflict conflict = {
          .kind = kind, .reason = reason, .title = title, .who = title, .folder_path = title
        };
        g_autoptr (ValiseContent) content = valise_conflict_message_build (&conflict, title, NULL);
        g_autoptr (ValiseMailView) view = valise_mail_view_new (content);

        g_assert_null (view->bcc);
        g_assert_null (strstr (view->body, "\nBcc:"));
        g_assert_nonnull (strstr (view->body, ": a Bcc: x@example.org <b>Folder: y [m"));
        g_assert_null (strstr (view->body, "1970"));
        g_assert_null (strstr (view->body, "\xe2\x80\xae"));
      }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conflict-message/message", test_message);
  g_test_add_func ("/conflict-message/hostile-title", test_hostile_title);
  return g_test_run ();
}
