/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All verbs of the JMAP driver against a real server. Run beside a private Cyrus. */

#include "driver.h"

#include "format/format.h"
#include "model/flags.h"

typedef struct
{
  ValiseRemote *remote;
  ValiseRemote *other; /* a second device of the same person */
  GPtrArray *folders;
  const char *inbox, *drafts, *sent, *trash;
  char *token;
} Fixture;

static ValiseRemote *
new_remote (void)
{
  return driver_new (g_getenv ("VALISE_TEST_SERVER"), g_getenv ("VALISE_TEST_USER"),
                     g_getenv ("VALISE_TEST_PASSWORD"));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->remote = new_remote ();
  fixture->other = new_remote ();
  g_assert_true (valise_remote_open (fixture->remote, NULL, &error));
  g_assert_no_error (error);
  fixture->folders = valise_remote_folders (fixture->remote, NULL, &error);
  g_assert_no_error (error);
  fixture->inbox = driver_folder (fixture->folders, VALISE_ROLE_INBOX)->id;
  fixture->drafts = driver_folder (fixture->folders, VALISE_ROLE_DRAFTS)->id;
  fixture->sent = driver_folder (fixture->folders, VALISE_ROLE_SENT)->id;
  fixture->trash = driver_folder (fixture->folders, VALISE_ROLE_TRASH)->id;
  fixture->token = driver_token (fixture->remote);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->remote);
  g_object_unref (fixture->other);
  g_ptr_array_unref (fixture->folders);
  g_free (fixture->token);
}

/* Files a new message, and checks that it went well. */
static DriverOutcome *
create (ValiseRemote *remote, const char *folder, const char *uid, const char *flags)
{
  g_autoptr (ValiseContent) content = driver_message (uid, uid, "Some text.");
  ValiseEdit edit = {
    .uid = uid, .folder = folder, .flags = flags, .content = content, .date = 1785700000
  };
  g_autoptr (DriverOutcome) outcome = driver_push (remote, &edit);

  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
  g_assert_nonnull (outcome->id);
  g_assert_nonnull (outcome->revision);
  return g_steal_pointer (&outcome);
}

static void
assert_outcome (ValiseRemote *remote, ValiseEdit *edit, ValiseOutcomeType type)
{
  g_autoptr (DriverOutcome) outcome = driver_push (remote, edit);

  g_assert_cmpstr (outcome->failure, ==, NULL);
  g_assert_cmpint (outcome->type, ==, type);
}

/* The sole change since the fixture's token. */
static ValiseRemoteItem *
sole_change (Fixture *fixture)
{
  g_autoptr (GPtrArray) items = driver_changes (fixture->remote, &fixture->token);

  g_assert_cmpuint (items->len, ==, 1);
  return g_ptr_array_steal_index (items, 0);
}

static void
test_folders (Fixture *fixture, gconstpointer data)
{
  ValiseRemoteFolder *inbox = driver_folder (fixture->folders, VALISE_ROLE_INBOX);

  g_assert_cmpstr (inbox->name, ==, "Inbox");
  g_assert_cmpint (inbox->kind, ==, VALISE_KIND_MAIL);
  g_assert_cmpint (inbox->rights, ==, VALISE_RIGHTS_ALL);
  g_assert_null (inbox->parent_id);
  g_assert_cmpstr (driver_folder (fixture->folders, VALISE_ROLE_JUNK)->name, ==, "Junk");
}

static void
test_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DriverOutcome) created = create (fixture->other, fixture->inbox, "change@example.org",
                                              "$seen");
  g_autoptr (ValiseRemoteItem) item = sole_change (fixture);
  g_autoptr (ValiseRemoteItem) flagged = NULL;
  g_autoptr (ValiseRemoteItem) gone = NULL;
  g_autoptr (GPtrArray) nothing = NULL;
  ValiseEdit edit = { .id = created->id,
                      .base_folder = fixture->inbox,
                      .folder = fixture->inbox,
                      .base_flags = "$seen",
                      .flags = "$flagged" };

  g_assert_cmpstr (item->id, ==, created->id);
  g_assert_cmpstr (item->revision, ==, created->revision);
  g_assert_cmpstr (item->folders[0], ==, fixture->inbox);
  g_assert_cmpstr (item->flags, ==, "$seen");
  g_assert_true (item->has_summary);
  g_assert_cmpstr (item->summary.uid, ==, "change@example.org");
  g_assert_cmpstr (item->summary.title, ==, "change@example.org");
  g_assert_cmpstr (item->summary.from, ==, "Alice <alice@example.org>");
  g_assert_nonnull (strstr (item->summary.people, "bob@example.org"));
  g_assert_cmpint (item->summary.date, ==, 1785700000);
  g_assert_cmpint (item->summary.size, >, 100);
  g_assert_false (item->summary.must_be_full);

  assert_outcome (fixture->other, &edit, VALISE_OUTCOME_DONE);
  flagged = sole_change (fixture);
  g_assert_cmpstr (flagged->flags, ==, "$flagged");

  edit.folder = NULL;
  edit.destroy = TRUE;
  assert_outcome (fixture->other, &edit, VALISE_OUTCOME_DONE);
  gone = sole_change (fixture);
  g_assert_true (gone->gone);
  g_assert_cmpstr (gone->id, ==, created->id);

  nothing = driver_changes (fixture->remote, &fixture->token);
  g_assert_cmpuint (nothing->len, ==, 0);
}

static gboolean
stop_at_once (GPtrArray *items, guint done, guint total, gpointer data, GError **error)
{
  g_cancellable_cancel (data);
  return TRUE;
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) texts = driver_list (fixture->remote, fixture->inbox, VALISE_DEPTH_TEXT);
  g_autoptr (GPtrArray) bare = driver_list (fixture->remote, fixture->inbox, VALISE_DEPTH_NONE);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (texts->len, ==, driver_folder (fixture->folders, VALISE_ROLE_INBOX)->total);
  g_assert_cmpuint (texts->len, >, 50);
  g_assert_cmpuint (bare->len, ==, texts->len);
  for (guint i = 0; i < texts->len; i++)
    {
      ValiseRemoteItem *item = texts->pdata[i];

      g_assert_true (g_hash_table_add (ids, item->id));
      g_assert_true (item->has_summary);
      g_assert_true ((item->content == NULL) == item->summary.must_be_full);
      if (item->content != NULL)
        g_assert_cmpint (item->content->depth, ==, VALISE_DEPTH_TEXT);
      g_assert_null (((ValiseRemoteItem *)bare->pdata[i])->content);
    }
  g_assert_false (valise_remote_list (fixture->remote, fixture->inbox, VALISE_DEPTH_TEXT, NULL,
                                      stop_at_once, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

typedef struct
{
  guint count;
  gboolean whole;
} Fetched;

static gboolean
count_fetched (const ValiseFetch *fetch,
               ValiseContent *content,
               const char *revision,
               const GError *failure,
               gpointer data,
               GError **error)
{
  Fetched *fetched = data;

  g_assert_no_error (failure);
  g_assert_cmpint (content->depth, ==, fetch->depth);
  if (fetched->whole)
    g_assert_cmpint ((gint64)g_bytes_get_size (content->bytes), ==, fetch->size);
  fetched->count++;
  return TRUE;
}

static void
fetch_all (Fixture *fixture, GPtrArray *items, ValiseDepth depth, gboolean named)
{
  g_autoptr (GPtrArray) fetches = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  Fetched fetched = { .whole = depth == VALISE_DEPTH_FULL };

  for (guint i = 0; i < items->len; i++)
    {
      ValiseRemoteItem *item = items->pdata[i];
      ValiseFetch *fetch = g_new0 (ValiseFetch, 1);

      fetch->id = item->id;
      fetch->revision = named ? item->revision : NULL;
      fetch->size = item->summary.size;
      fetch->depth = depth;
      g_ptr_array_add (fetches, fetch);
    }
  g_assert_true (
      valise_remote_fetch (fixture->remote, fetches, count_fetched, &fetched, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fetched.count, ==, items->len);
}

static void
test_fetch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = driver_list (fixture->remote, fixture->inbox, VALISE_DEPTH_NONE);
  g_autoptr (GPtrArray) some = g_ptr_array_new ();
  ValiseContent *none;

  fetch_all (fixture, items, VALISE_DEPTH_FULL, TRUE);
  fetch_all (fixture, items, VALISE_DEPTH_TEXT, TRUE);
  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (some, items->pdata[i]);
  fetch_all (fixture, some, VALISE_DEPTH_FULL, FALSE);

  none = driver_fetch (fixture->remote, "M000000000000000000000000", NULL, VALISE_DEPTH_FULL);
  g_assert_null (none);
  none = driver_fetch (fixture->remote, "M000000000000000000000000",
                       "G0000000000000000000000000000000000000000", VALISE_DEPTH_FULL);
  g_assert_null (none);
  none = driver_fetch (fixture->remote, "M000000000000000000000000", NULL, VALISE_DEPTH_TEXT);
  g_assert_null (none);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DriverOutcome) created = create (fixture->remote, fixture->drafts,
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
test_move (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DriverOutcome) created = create (fixture->remote, fixture->inbox, "move@example.org",
                                              "");
  ValiseEdit edit = { .id = created->id,
                      .base_revision = created->revision,
                      .base_folder = fixture->inbox,
                      .folder = fixture->trash,
                      .base_flags = "",
                      .flags = "$seen custom/word~x" };
  g_autoptr (GPtrArray) items = NULL;
  ValiseRemoteItem *moved;

  assert_outcome (fixture->remote, &edit, VALISE_OUTCOME_DONE);
  items = driver_list (fixture->remote, fixture->trash, VALISE_DEPTH_NONE);
  moved = driver_find (items, "move@example.org");
  g_assert_cmpstr (moved->folders[0], ==, fixture->trash);
  g_assert_null (moved->folders[1]);
  g_assert_cmpstr (moved->flags, ==, "$seen custom/word~x");

  assert_outcome (fixture->remote, &edit, VALISE_OUTCOME_DONE); /* done already */
  edit.folder = fixture->drafts;
  assert_outcome (fixture->remote, &edit, VALISE_OUTCOME_CHANGED); /* it is elsewhere now */
  edit.folder = NULL;
  edit.destroy = TRUE;
  assert_outcome (fixture->remote, &edit, VALISE_OUTCOME_DONE); /* not there any more */
  edit.base_folder = fixture->trash;
  edit.destroy = FALSE;
  assert_outcome (fixture->remote, &edit, VALISE_OUTCOME_CHANGED); /* it has no other folder */
  edit.destroy = TRUE;
  assert_outcome (fixture->remote, &edit, VALISE_OUTCOME_DONE);
  assert_outcome (fixture->remote, &edit, VALISE_OUTCOME_GONE);
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
test_two_folders (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DriverOutcome) created = create (fixture->remote, fixture->inbox, "two@example.org",
                                              "");
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
test_replace (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DriverOutcome) created = create (fixture->remote, fixture->drafts, "draft@example.org",
                                              "$draft");
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

  assert_outcome (fixture->other, &mark, VALISE_OUTCOME_DONE);
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
test_replace_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DriverOutcome) created = create (fixture->remote, fixture->drafts, "gone@example.org",
                                              "$draft");
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

  assert_outcome (fixture->other, &remove, VALISE_OUTCOME_DONE);
  assert_outcome (fixture->remote, &edit, VALISE_OUTCOME_GONE);
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
test_submit (Fixture *fixture, gconstpointer data)
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
test_submit_refused (Fixture *fixture, gconstpointer data)
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

static void
test_wait (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* Debian's Cyrus answers 204. */
  g_assert_cmpint (valise_remote_wait (fixture->remote, 5, NULL, &error), ==,
                   VALISE_WAIT_NOT_SUPPORTED);
  g_assert_no_error (error);
}

static void
test_wrong_password (void)
{
  g_autoptr (ValiseRemote) remote = driver_new (g_getenv ("VALISE_TEST_SERVER"),
                                                g_getenv ("VALISE_TEST_USER"), "nonsense");
  g_autoptr (GError) error = NULL;

  g_assert_false (valise_remote_open (remote, NULL, &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_SIGN_IN));
  g_assert_cmpint (valise_error_remedy (error), ==, VALISE_REMEDY_USER);
  g_assert_null (strstr (error->message, "nonsense"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  valise_format_init ();

#define ADD(name) g_test_add ("/jmap/cyrus/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (folders);
  ADD (changes);
  ADD (list);
  ADD (fetch);
  ADD (create);
  ADD (move);
  ADD (two_folders);
  ADD (replace);
  ADD (replace_gone);
  ADD (submit);
  ADD (submit_refused);
  ADD (wait);
  g_test_add_func ("/jmap/cyrus/wrong_password", test_wrong_password);
  return g_test_run ();
}
