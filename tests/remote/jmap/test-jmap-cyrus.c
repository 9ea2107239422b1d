/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The verbs of the JMAP driver that read, against a real server. Run beside a private Cyrus. */

#include "cyrus.h"

#include "format/format.h"

/* The sole change since the fixture's token; that a message is no note is none. */
static ValiseRemoteItem *
sole_change (Cyrus *fixture)
{
  g_autoptr (GPtrArray) items = driver_changes (fixture->remote, &fixture->token);

  for (guint i = items->len; i-- > 0;)
    if (g_str_has_prefix (((const ValiseRemoteItem *)items->pdata[i])->id, "note:"))
      g_ptr_array_remove_index (items, i);
  g_assert_cmpuint (items->len, ==, 1);
  return g_ptr_array_steal_index (items, 0);
}

static void
test_folders (Cyrus *fixture, gconstpointer data)
{
  ValiseRemoteFolder *inbox = driver_folder (fixture->folders, VALISE_ROLE_INBOX);

  g_assert_cmpstr (inbox->name, ==, "Inbox");
  g_assert_cmpint (inbox->kind, ==, VALISE_KIND_MAIL);
  g_assert_cmpint (inbox->rights, ==, VALISE_RIGHTS_ALL);
  g_assert_null (inbox->parent_id);
  g_assert_cmpstr (driver_folder (fixture->folders, VALISE_ROLE_JUNK)->name, ==, "Junk");
}

static void
test_changes (Cyrus *fixture, gconstpointer data)
{
  g_autoptr (DriverOutcome) created = cyrus_create (fixture->other, fixture->inbox,
                                                    "change@example.org", "$seen");
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

  cyrus_assert_outcome (fixture->other, &edit, VALISE_OUTCOME_DONE);
  flagged = sole_change (fixture);
  g_assert_cmpstr (flagged->flags, ==, "$flagged");

  edit.folder = NULL;
  edit.destroy = TRUE;
  cyrus_assert_outcome (fixture->other, &edit, VALISE_OUTCOME_DONE);
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
test_list (Cyrus *fixture, gconstpointer data)
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
fetch_all (Cyrus *fixture, GPtrArray *items, ValiseDepth depth, gboolean named)
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
test_fetch (Cyrus *fixture, gconstpointer data)
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
test_wait (Cyrus *fixture, gconstpointer data)
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

#define ADD(name)                                                                                  \
  g_test_add ("/jmap/cyrus/" #name, Cyrus, NULL, cyrus_set_up, test_##name, cyrus_tear_down)
  ADD (folders);
  ADD (changes);
  ADD (list);
  ADD (fetch);
  ADD (wait);
  g_test_add_func ("/jmap/cyrus/wrong_password", test_wrong_password);
  return g_test_run ();
}
