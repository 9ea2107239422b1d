/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits where the server is busy, ignores guards, refuses, or its answer is lost. See
 * mailbox.c for what the server is like. */

#include "mailbox.h"

#include "format/format.h"

#define MOVE                                                                                       \
  {                                                                                                \
    .id = "m", .base_revision = "B", .base_folder = "f", .base_flags = "", .folder = "g",          \
    .flags = "$flagged"                                                                            \
  }
#define DESTROY                                                                                    \
  {                                                                                                \
    .id = "m", .base_revision = "B", .base_folder = "f", .destroy = TRUE                           \
  }

static void
test_mismatch (void)
{
  g_auto (Mailbox) mailbox = { .folders = "{\"f\":true}", .blob = "B", .mismatches = 2 };
  ValiseEdit move = MOVE;

  mailbox_assert_outcome (&mailbox, &move, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (mailbox.last_patch, ==,
                   "{\"keywords/$flagged\":true,\"mailboxIds/f\":null,\"mailboxIds/g\":true}");
}

/* A mailbox that never rests: what merges is done all the same, what destroys waits. */
static void
test_restless (void)
{
  g_auto (Mailbox) mailbox = { .folders = "{\"f\":true}", .blob = "B", .mismatches = 1000 };
  ValiseEdit move = MOVE;
  ValiseEdit destroy = DESTROY;

  mailbox_assert_outcome (&mailbox, &move, VALISE_OUTCOME_DONE);
  mailbox_assert_outcome (&mailbox, &destroy, VALISE_OUTCOME_LATER);
  g_assert_cmpuint (mailbox.destroys, ==, 0);
}

/* The base is compared, so that a server which ignores ifInState does no harm. */
static void
test_ignored_guard (void)
{
  const struct
  {
    const char *folders, *blob;
    ValiseOutcomeType type;
    guint destroys, updates;
  } cases[] = {
    { "{\"f\":true}", "B", VALISE_OUTCOME_DONE, 1, 0 },
    { "{\"f\":true}", "Bother", VALISE_OUTCOME_CHANGED, 0, 0 },
    { "{\"f\":true,\"unknown\":true}", "B", VALISE_OUTCOME_DONE, 0, 1 }, /* filed there too */
    { "{\"g\":true}", "B", VALISE_OUTCOME_DONE, 0, 0 }, /* moved away: not here any more */
    { NULL, NULL, VALISE_OUTCOME_GONE, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Mailbox) mailbox = { .folders = cases[i].folders,
                                   .blob = cases[i].blob,
                                   .ignores_state = TRUE };
      ValiseEdit destroy = DESTROY;

      mailbox_assert_outcome (&mailbox, &destroy, cases[i].type);
      g_assert_cmpuint (mailbox.destroys, ==, cases[i].destroys);
      g_assert_cmpuint (mailbox.updates, ==, cases[i].updates);
    }
}

static void
test_set_errors (void)
{
  const struct
  {
    const char *type;
    ValiseOutcomeType outcome;
  } cases[] = {
    { "forbidden", VALISE_OUTCOME_REFUSED },     { "tooLarge", VALISE_OUTCOME_REFUSED },
    { "overQuota", VALISE_OUTCOME_REFUSED },     { "invalidProperties", VALISE_OUTCOME_REFUSED },
    { "rateLimit", VALISE_OUTCOME_LATER },       { "serverUnavailable", VALISE_OUTCOME_LATER },
    { "stateMismatch", VALISE_OUTCOME_CHANGED }, { "notFound", VALISE_OUTCOME_GONE },
  };
  g_autoptr (ValiseContent) content = driver_message ("u@x", "Subject", "Text");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Mailbox) mailbox = { .folders = "{\"f\":true}",
                                   .blob = "B",
                                   .set_error = cases[i].type };
      ValiseEdit flag = { .id = "m", .base_folder = "f", .folder = "f", .flags = "$seen" };
      ValiseEdit create = { .uid = "u@x", .folder = "f", .content = content };

      mailbox_assert_outcome (&mailbox, &flag, cases[i].outcome);
      mailbox_assert_outcome (&mailbox, &create, cases[i].outcome);
    }
}

/* A server that refuses a whole Email/set: the edits wait, and the run goes on. */
static void
test_method_error (void)
{
  g_auto (Mailbox) mailbox = { .folders = "{\"f\":true}", .blob = "B" };
  ValiseEdit flag = { .id = "m", .base_folder = "f", .folder = "f", .flags = "$seen" };

  mailbox.method_error = "rateLimit";
  mailbox_assert_outcome (&mailbox, &flag, VALISE_OUTCOME_LATER);
  mailbox.method_error = "invalidArguments";
  mailbox_assert_outcome (&mailbox, &flag, VALISE_OUTCOME_LATER);
}

static void
test_lost_create (void)
{
  g_auto (Mailbox) mailbox = { 0 };
  g_autoptr (ValiseContent) content = driver_message ("u@x", "Subject", "Text");
  ValiseEdit create = { .uid = "u@x", .folder = "f", .content = content };
  g_autoptr (DriverOutcome) outcome = NULL;

  mailbox_push_and_lose (&mailbox, &create);
  g_assert_cmpuint (mailbox.imports, ==, 1); /* not sent again by itself */
  mailbox.found = "m";
  outcome = mailbox_push (&mailbox, &create);
  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (outcome->id, ==, "m");
  g_assert_cmpuint (mailbox.imports, ==, 1);

  mailbox.found = NULL; /* it had not acted after all */
  mailbox_assert_outcome (&mailbox, &create, VALISE_OUTCOME_DONE);
  g_assert_cmpuint (mailbox.imports, ==, 2);
}

/* The new text is there, but not the flag and the move that came after the first try. */
static void
test_lost_replace (void)
{
  g_auto (Mailbox) mailbox = { .folders = "{\"f\":true}", .blob = "B" };
  g_autoptr (ValiseContent) content = driver_message ("u@x", "Subject", "Text");
  ValiseEdit replace = { .id = "m",
                         .uid = "u@x",
                         .base_revision = "B",
                         .base_folder = "f",
                         .base_flags = "$draft",
                         .folder = "f",
                         .flags = "$draft",
                         .content = content };
  g_autoptr (DriverOutcome) outcome = NULL;

  mailbox_push_and_lose (&mailbox, &replace);
  g_assert_cmpuint (mailbox.imports, ==, 1);
  g_assert_cmpuint (mailbox.destroys, ==, 0);
  mailbox.found = "new";
  replace.folder = "g";
  replace.flags = "$draft $flagged";
  outcome = mailbox_push (&mailbox, &replace);
  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (outcome->id, ==, "new");
  g_assert_cmpuint (mailbox.imports, ==, 1);
  g_assert_cmpuint (mailbox.destroys, ==, 1);
  g_assert_cmpstr (mailbox.last_patch, ==,
                   "{\"mailboxIds/g\":true,\"mailboxIds/f\":null,\"keywords/$flagged\":true}");
}

/* The server finds that the new text is the old one: flags and folder are still to be changed. */
static void
test_replace_existing (void)
{
  g_auto (Mailbox) mailbox = { .folders = "{\"f\":true}", .blob = "B", .existing = "m" };
  g_autoptr (ValiseContent) content = driver_message ("u@x", "Subject", "Text");
  ValiseEdit replace = { .id = "m",
                         .uid = "u@x",
                         .base_revision = "B",
                         .base_folder = "f",
                         .folder = "f",
                         .flags = "$flagged",
                         .content = content };
  g_autoptr (DriverOutcome) outcome = mailbox_push (&mailbox, &replace);

  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (outcome->id, ==, "m");
  g_assert_cmpuint (mailbox.destroys, ==, 0);
  g_assert_cmpstr (mailbox.last_patch, ==, "{\"mailboxIds/f\":true,\"keywords/$flagged\":true}");
}

static void
test_existing (void)
{
  g_auto (Mailbox) mailbox = { .existing = "m" };
  g_autoptr (ValiseContent) content = driver_message ("u@x", "Subject", "Text");
  ValiseEdit create = { .uid = "u@x", .folder = "f", .flags = "$seen", .content = content };
  g_autoptr (DriverOutcome) outcome = mailbox_push (&mailbox, &create);

  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (outcome->id, ==, "m");
  g_assert_cmpstr (mailbox.last_patch, ==, "{\"mailboxIds/f\":true,\"keywords/$seen\":true}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  valise_format_init ();
  g_test_add_func ("/jmap/push/mismatch", test_mismatch);
  g_test_add_func ("/jmap/push/lost-replace", test_lost_replace);
  g_test_add_func ("/jmap/push/replace-existing", test_replace_existing);
  g_test_add_func ("/jmap/push/restless", test_restless);
  g_test_add_func ("/jmap/push/ignored-guard", test_ignored_guard);
  g_test_add_func ("/jmap/push/set-errors", test_set_errors);
  g_test_add_func ("/jmap/push/method-error", test_method_error);
  g_test_add_func ("/jmap/push/lost-create", test_lost_create);
  g_test_add_func ("/jmap/push/existing", test_existing);
  return g_test_run ();
}
