/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits and sending by the JMAP driver, against a real server. Run beside a private Cyrus. */

#include "cyrus.h"

#include "format/format.h"
#include "model/flags.h"

static void
test_create (Cyrus *fixture, gconstpointer data)
{
  g_autoptr (DriverOutcome) created = cyrus_create (fixture->remote, fixture->drafts,
                                                    "create@example.org", "$draft $seen");
  g_autoptr (ValiseContent) content = driver_message ("create@example.org", "create@example.org",
                                                      "Some text.");
  g_autoptr (ValiseContent) there = driver_fetch (fixture->remote, created->id, created->revision,
                                                  VALISE_DEPTH_FULL);
  ValiseEdit again = { .uid = "create@example.org",
                       .folder = fixture->drafts,
                       .flags = "$draft $seen",
                       .content = content,
                       .repeated = TRUE };
  g_autoptr (DriverOutcome) repeated = driver_push (fixture->remote, &again);
  g_autoptr (DriverOutcome) existing = NULL;
  g_autoptr (GPtrArray) drafts = NULL;

  g_assert_true (g_bytes_equal (there->bytes, content->bytes));
  g_assert_cmpint (repeated->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (repeated->id, ==, created->id);

  again.repeated = FALSE; /* the server says alreadyExists */
  existing = driver_push (fixture->remote, &again);
  g_assert_cmpint (existing->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (existing->id, ==, created->id);
  drafts = driver_list (fixture->remote, fixture->drafts, VALISE_DEPTH_NONE);
  g_assert_nonnull (driver_find (drafts, "create@example.org"));
}

static void
test_move (Cyrus *fixture, gconstpointer data)
{
  g_autoptr (DriverOutcome) created = cyrus_create (fixture->remote, fixture->inbox,
                                                    "move@example.org", "");
  ValiseEdit edit = { .id = created->id,
                      .base_revision = created->revision,
                      .base_folder = fixture->inbox,
                      .folder = fixture->trash,
                      .base_flags = "",
                      .flags = "$seen custom/word~x" };
  g_autoptr (GPtrArray) items = NULL;
  ValiseRemoteItem *moved;

  cyrus_assert_outcome (fixture->remote, &edit, VALISE_OUTCOME_DONE);
  items = driver_list (fixture->remote, fixture->trash, VALISE_DEPTH_NONE);
  moved = driver_find (items, "move@example.org");
  g_assert_cmpstr (moved->folders[0], ==, fixture->trash);
  g_assert_null (moved->folders[1]);
  g_assert_cmpstr (moved->flags, ==, "$seen custom/word~x");

  cyrus_assert_outcome (fixture->remote, &edit, VALISE_OUTCOME_DONE); /* done already */
  edit.folder = fixture->drafts;
  cyrus_assert_outcome (fixture->remote, &edit, VALISE_OUTCOME_CHANGED); /* it is elsewhere now */
  edit.folder = NULL;
  edit.destroy = TRUE;
  cyrus_assert_outcome (fixture->remote, &edit, VALISE_OUTCOME_DONE); /* not there any more */
  edit.base_folder = fixture->trash;
  edit.destroy = FALSE;
  cyrus_assert_outcome (fixture->remote, &edit,
                        VALISE_OUTCOME_CHANGED); /* it has no other folder */
  edit.destroy = TRUE;
  cyrus_assert_outcome (fixture->remote, &edit, VALISE_OUTCOME_DONE);
  cyrus_assert_outcome (fixture->remote, &edit, VALISE_OUTCOME_GONE);
  edit.folder = fixture->trash;
  edit.destroy = FALSE;
  edit.flags = "$flagged";
  {
    g_autoptr (DriverOutcome) outcome = driver_push (fixture->remote, &edit);

    g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_GONE);
  }
}

/* A message in two folders is two items: each edit touches its own folder only. */
static void
test_two_folders (Cyrus *fixture, gconstpointer data)
{
  g_autoptr (DriverOutcome) created = cyrus_create (fixture->remote, fixture->inbox,
                                                    "two@example.org", "");
  g_autoptr (ValiseContent) content = driver_message ("two@example.org", "two@example.org",
                                                      "Some text.");
  ValiseEdit file = { .uid = "two@example.org", .folder = fixture->trash, .content = content };
  g_autoptr (DriverOutcome) filed = driver_push (fixture->remote, &file);
  ValiseEdit remove = { .id = created->id, .base_folder = fixture->inbox, .destroy = TRUE };
  ValiseEdit flag = {
    .id = created->id, .base_folder = fixture->trash, .folder = fixture->trash, .flags = "$seen"
  };
  g_autoptr (GPtrArray) edits = g_ptr_array_new ();
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GPtrArray) items = NULL;
  ValiseRemoteItem *item;

  g_assert_cmpstr (filed->id, ==, created->id);
  g_ptr_array_add (edits, &remove);
  g_ptr_array_add (edits, &flag);
  outcomes = driver_push_all (fixture->remote, edits);
  for (guint i = 0; i < outcomes->len; i++)
    g_assert_cmpint (((DriverOutcome *)outcomes->pdata[i])->type, ==, VALISE_OUTCOME_DONE);
  items = driver_list (fixture->remote, fixture->trash, VALISE_DEPTH_NONE);
  item = driver_find (items, "two@example.org");
  g_assert_cmpstr (item->folders[0], ==, fixture->trash);
  g_assert_null (item->folders[1]);
  g_assert_cmpstr (item->flags, ==, "$seen");
}

static void
test_replace (Cyrus *fixture, gconstpointer data)
{
  g_autoptr (DriverOutcome) created = cyrus_create (fixture->remote, fixture->drafts,
                                                    "draft@example.org", "$draft");
  g_autoptr (ValiseContent) content = driver_message ("draft@example.org", "Second", "Better.");
  ValiseEdit edit = { .id = created->id,
                      .uid = "draft@example.org",
                      .base_revision = created->revision,
                      .base_folder = fixture->drafts,
                      .base_flags = "$draft",
                      .folder = fixture->drafts,
                      .flags = "$draft $flagged",
                      .content = content };
  ValiseEdit mark = { .id = created->id,
                      .base_folder = fixture->drafts,
                      .folder = fixture->drafts,
                      .base_flags = "$draft",
                      .flags = "$draft $seen" };
  g_autoptr (DriverOutcome) replaced = NULL;
  g_autoptr (DriverOutcome) repeated = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  ValiseRemoteItem *item;
  guint count = 0;

  cyrus_assert_outcome (fixture->other, &mark, VALISE_OUTCOME_DONE);
  replaced = driver_push (fixture->remote, &edit);
  g_assert_cmpint (replaced->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (replaced->id, !=, created->id);
  drafts = driver_list (fixture->remote, fixture->drafts, VALISE_DEPTH_NONE);
  for (guint i = 0; i < drafts->len; i++)
    {
      ValiseRemoteItem *draft = drafts->pdata[i];

      count += g_strcmp0 (draft->summary.uid, "draft@example.org") == 0;
    }
  g_assert_cmpuint (count, ==, 1);
  item = driver_find (drafts, "draft@example.org");
  g_assert_cmpstr (item->summary.title, ==, "Second");
  g_assert_cmpstr (item->flags, ==, "$draft $flagged $seen"); /* of both sides */

  edit.repeated = TRUE; /* the answer was lost */
  repeated = driver_push (fixture->remote, &edit);
  g_assert_cmpint (repeated->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (repeated->id, ==, replaced->id);
}

static void
test_replace_gone (Cyrus *fixture, gconstpointer data)
{
  g_autoptr (DriverOutcome) created = cyrus_create (fixture->remote, fixture->drafts,
                                                    "gone@example.org", "$draft");
  g_autoptr (ValiseContent) content = driver_message ("gone@example.org", "Second", "Better.");
  ValiseEdit edit = { .id = created->id,
                      .uid = "gone@example.org",
                      .base_revision = created->revision,
                      .base_folder = fixture->drafts,
                      .base_flags = "$draft",
                      .folder = fixture->drafts,
                      .flags = "$draft",
                      .content = content };
  ValiseEdit remove = { .id = created->id, .base_folder = fixture->drafts, .destroy = TRUE };
  g_autoptr (GPtrArray) drafts = NULL;

  cyrus_assert_outcome (fixture->other, &remove, VALISE_OUTCOME_DONE);
  cyrus_assert_outcome (fixture->remote, &edit, VALISE_OUTCOME_GONE);
  drafts = driver_list (fixture->remote, fixture->drafts, VALISE_DEPTH_NONE);
  g_assert_null (driver_find (drafts, "gone@example.org"));
}

static guint
count_sent (const char *uid)
{
  g_autoptr (GDir) dir = g_dir_open (g_getenv ("VALISE_TEST_SMTP_SINK_DIR"), 0, NULL);
  guint count = 0;

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (g_getenv ("VALISE_TEST_SMTP_SINK_DIR"), name, NULL);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      count += strstr (text, uid) != NULL;
    }
  return count;
}

static void
test_submit (Cyrus *fixture, gconstpointer data)
{
  g_autoptr (ValiseContent) content = driver_message ("send@example.org", "Hello", "Off you go.");
  ValiseEdit edit = { .uid = "send@example.org",
                      .folder = fixture->sent,
                      .staging = fixture->drafts,
                      .flags = "$seen",
                      .content = content,
                      .submit = TRUE };
  g_autoptr (DriverOutcome) sent = driver_push (fixture->remote, &edit);
  g_autoptr (DriverOutcome) repeated = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  ValiseRemoteItem *item;

  g_assert_cmpstr (sent->failure, ==, NULL);
  g_assert_cmpint (sent->type, ==, VALISE_OUTCOME_DONE);
  items = driver_list (fixture->remote, fixture->sent, VALISE_DEPTH_NONE);
  item = driver_find (items, "send@example.org");
  g_assert_nonnull (item);
  g_assert_cmpstr (item->id, ==, sent->id);
  g_assert_false (valise_flags_has (item->flags, VALISE_FLAG_DRAFT));
  g_assert_null (item->folders[1]);
  drafts = driver_list (fixture->remote, fixture->drafts, VALISE_DEPTH_NONE);
  g_assert_null (driver_find (drafts, "send@example.org"));

  edit.repeated = TRUE; /* the answer was lost */
  repeated = driver_push (fixture->remote, &edit);
  g_assert_cmpint (repeated->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (repeated->id, ==, sent->id);
  g_assert_cmpuint (count_sent ("send@example.org"), ==, 1);
}

/* A message that nobody receives is refused, and nothing of it stays on the server. */
static void
test_submit_refused (Cyrus *fixture, gconstpointer data)
{
  const char *source = "From: alice@example.org\r\nMessage-ID: <nobody@example.org>\r\n"
                       "Subject: Nobody\r\n\r\nHello?\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (source, strlen (source));
  g_autoptr (ValiseContent) content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  ValiseEdit edit = { .uid = "nobody@example.org",
                      .folder = fixture->sent,
                      .staging = fixture->drafts,
                      .content = content,
                      .submit = TRUE };
  g_autoptr (DriverOutcome) outcome = driver_push (fixture->remote, &edit);
  g_autoptr (GPtrArray) drafts = driver_list (fixture->remote, fixture->drafts, VALISE_DEPTH_NONE);

  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_REFUSED);
  g_assert_nonnull (outcome->failure);
  g_assert_null (driver_find (drafts, "nobody@example.org"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  valise_format_init ();

#define ADD(name)                                                                                  \
  g_test_add ("/jmap/cyrus/" #name, Cyrus, NULL, cyrus_set_up, test_##name, cyrus_tear_down)
  ADD (create);
  ADD (move);
  ADD (two_folders);
  ADD (replace);
  ADD (replace_gone);
  ADD (submit);
  ADD (submit_refused);
  return g_test_run ();
}
