/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sending, and what an earlier try may have done: once, and only once. */

#include "mailbox.h"

#include "format/format.h"

static void
test_lost_submit (void)
{
  const struct
  {
    const char *sent, *staged, *submissions;
    guint submits; /* in all */
  } cases[] = {
    { "m", NULL, NULL, 1 },                /* it went out and was moved */
    { NULL, "m", "{\"ids\":[\"x\"]}", 1 }, /* it went out and was not moved */
    { NULL, "m", NULL, 2 },                /* it was only filed */
    { NULL, NULL, NULL, 2 },               /* nothing was done */
  };
  g_autoptr (ValiseContent) content = driver_message ("u@x", "Subject", "Text");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Mailbox) mailbox = { 0 };
      ValiseEdit send = {
        .uid = "u@x", .folder = "sent", .staging = "drafts", .content = content, .submit = TRUE
      };

      mailbox_push_and_lose (&mailbox, &send);
      mailbox.found_sent = cases[i].sent;
      mailbox.found = cases[i].staged;
      mailbox.submissions = cases[i].submissions;
      mailbox_assert_outcome (&mailbox, &send, VALISE_OUTCOME_DONE);
      g_assert_cmpuint (mailbox.submits, ==, cases[i].submits);
      if (cases[i].staged != NULL && cases[i].submits == 2)
        g_assert_cmpstr (mailbox.submitted, ==, "m"); /* the one that is there, not a new one */
      if (cases[i].staged != NULL && cases[i].submits == 1)
        g_assert_nonnull (strstr (mailbox.last_patch, "\"mailboxIds/sent\":true"));
    }
}

/* The message was edited after a try of which nothing is known. What that one had sent is not sent
 * again with another text; what it had only filed is not what is to be sent. */
static void
test_lost_submit_edited (void)
{
  const struct
  {
    const char *sent, *staged, *submissions;
    guint submits; /* in all */
  } cases[] = {
    { "m", NULL, NULL, 1 },
    { NULL, "m", "{\"ids\":[\"x\"]}", 1 },
    { NULL, "m", NULL, 2 },
  };
  g_autoptr (ValiseContent) content = driver_message ("u@x", "Subject", "Text");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Mailbox) mailbox = { 0 };
      g_autoptr (DriverOutcome) outcome = NULL;
      ValiseEdit send = {
        .uid = "u@x", .folder = "sent", .staging = "drafts", .content = content, .submit = TRUE
      };

      mailbox_push_and_lose (&mailbox, &send);
      mailbox.found_sent = cases[i].sent;
      mailbox.found = cases[i].staged;
      mailbox.found_blob = "Bearlier";
      mailbox.submissions = cases[i].submissions;
      outcome = mailbox_push (&mailbox, &send);
      g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
      g_assert_cmpint (outcome->other_content, ==, cases[i].submits == 1);
      g_assert_cmpuint (mailbox.submits, ==, cases[i].submits);
      if (cases[i].submits == 1)
        g_assert_cmpstr (outcome->revision, ==, "Bearlier");
      else
        g_assert_cmpstr (mailbox.submitted, ==, "#c0"); /* a new one, not the one that is there */
    }
}

/* The draft is there already, with the same content: that one is sent. */
static void
test_submit_existing (void)
{
  g_auto (Mailbox) mailbox = { .existing = "m" };
  g_autoptr (ValiseContent) content = driver_message ("u@x", "Subject", "Text");
  ValiseEdit send = {
    .uid = "u@x", .folder = "sent", .staging = "drafts", .content = content, .submit = TRUE
  };
  g_autoptr (DriverOutcome) outcome = mailbox_push (&mailbox, &send);

  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (outcome->id, ==, "m");
  g_assert_cmpstr (mailbox.submitted, ==, "m");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  valise_format_init ();
  g_test_add_func ("/jmap/submit/lost-submit-edited", test_lost_submit_edited);
  g_test_add_func ("/jmap/submit/lost-submit", test_lost_submit);
  g_test_add_func ("/jmap/submit/submit-existing", test_submit_existing);
  return g_test_run ();
}
