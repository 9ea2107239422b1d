/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits and decisions on what is no mail: the rules that differ. */

#include "fixture.h"

#include "model/error.h"
#include "store/accounts.h"
#include "store/conflicts.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"
#include "sync/conflicts.h"
#include "sync/edits.h"
#include "sync/resolve.h"

static ValiseContent *
event (const char *uid, const char *summary)
{
  g_autofree char *text = g_strdup_printf (
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:%s\r\nSUMMARY:%s\r\n"
      "DTSTART:20261124T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
      uid, summary);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
}

static gint64
add_service (Fixture *fixture, const char *protocol)
{
  g_autoptr (ValiseService) service = g_new0 (ValiseService, 1);
  g_autoptr (GError) error = NULL;

  service->account_id = fixture->account;
  service->protocol = g_strdup (protocol);
  service->url = g_strdup ("https://mail.example.org");
  valise_services_add (fixture->store, service, &error);
  g_assert_no_error (error);
  return service->id;
}

static gint64
add_folder (Fixture *fixture, gint64 service, const char *name, ValiseKind kind)
{
  g_autoptr (ValiseFolder) folder = g_new0 (ValiseFolder, 1);
  g_autoptr (GError) error = NULL;

  folder->account_id = fixture->account;
  folder->service_id = service;
  folder->remote_id = g_strconcat ("/", name, "/", NULL);
  folder->name = g_strdup (name);
  folder->kind = kind;
  folder->rights = VALISE_RIGHTS_ALL;
  folder->sync = TRUE;
  folder->depth = VALISE_DEPTH_FULL;
  valise_folders_save (fixture->store, folder, &error);
  g_assert_no_error (error);
  return folder->id;
}

static gint64
add_calendar (Fixture *fixture, const char *name)
{
  return add_folder (fixture, add_service (fixture, "caldav"), name, VALISE_KIND_EVENT);
}

static gint64
add_event (Fixture *fixture, gint64 folder, const char *uid, const char *summary)
{
  g_autoptr (ValiseContent) content = event (uid, summary);
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  valise_edit_add (fixture->store, folder, content, &id, &error);
  g_assert_no_error (error);
  return id;
}

/* Makes what is here what the server has, too. */
static void
agree (Fixture *fixture, gint64 id)
{
  g_autoptr (ValiseItem) item = fixture_item (fixture, id);
  g_autoptr (GError) error = NULL;

  item->remote_id = g_strdup_printf ("/%s.ics", item->summary.uid);
  item->revision = g_strdup ("1");
  item->base.folder = item->local.folder;
  item->base.content = item->local.content;
  valise_items_save (fixture->store, item, &error);
  g_assert_no_error (error);
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  gint64 id = add_event (fixture, add_calendar (fixture, "Site"), "one", "Survey");
  g_autoptr (ValiseItem) item = fixture_item (fixture, id);

  g_assert_cmpstr (item->summary.title, ==, "Survey");
  g_assert_cmpstr (item->summary.uid, ==, "one");
  g_assert_cmpint (item->summary.date, ==, 1795510800);
  g_assert_cmpstr (item->local.flags, ==, "");
  g_assert_true (item->pending);
}

/* Another UID in the file does not make it another item. */
static void
test_replace_keeps_uid (Fixture *fixture, gconstpointer data)
{
  gint64 id = add_event (fixture, add_calendar (fixture, "Site"), "one", "Survey");
  g_autoptr (ValiseContent) content = event ("other", "Measure");
  g_autoptr (ValiseItem) item = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;

  agree (fixture, id);
  valise_edit_replace (fixture->store, id, content, &error);
  g_assert_no_error (error);
  item = fixture_item (fixture, id);
  bytes = fixture_bytes (fixture, id);
  g_assert_cmpstr (item->summary.uid, ==, "one");
  g_assert_cmpstr (item->summary.title, ==, "Measure");
  g_assert_nonnull (strstr (bytes, "UID:one\r\n"));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  gint64 calendar = add_calendar (fixture, "Site");
  gint64 tasks = add_folder (fixture, fixture->service, "Tasks", VALISE_KIND_TASK);
  gint64 id = add_event (fixture, calendar, "one", "Survey");
  g_autoptr (ValiseContent) content = event ("one", "Again");
  const char *const seen[] = { "$seen", NULL };
  g_autoptr (GError) twice = NULL;
  g_autoptr (GError) kind = NULL;
  g_autoptr (GError) flags = NULL;
  gint64 ignored;

  g_assert_false (valise_edit_add (fixture->store, calendar, content, &ignored, &twice));
  g_assert_error (twice, VALISE_ERROR, VALISE_ERROR_INVALID);
  g_assert_false (valise_edit_add (fixture->store, tasks, content, &ignored, &kind));
  g_assert_error (kind, VALISE_ERROR, VALISE_ERROR_INVALID);
  g_assert_false (valise_edit_flags (fixture->store, id, seen, NULL, &flags));
  g_assert_error (flags, VALISE_ERROR, VALISE_ERROR_USAGE);
}

/* The Trash is for mail: an event waits as deleted until the server knows. */
static void
test_delete (Fixture *fixture, gconstpointer data)
{
  gint64 id = add_event (fixture, add_calendar (fixture, "Site"), "one", "Survey");
  g_autoptr (ValiseItem) item = NULL;
  g_autoptr (GError) error = NULL;

  agree (fixture, id);
  valise_edit_delete (fixture->store, id, FALSE, &error);
  g_assert_no_error (error);
  item = fixture_item (fixture, id);
  g_assert_true (item->deleted);
}

/* From one service to another: created there, deleted here, under the same UID. */
static void
test_move_to_service (Fixture *fixture, gconstpointer data)
{
  gint64 from = add_calendar (fixture, "Site");
  gint64 other = add_service (fixture, "kerio");
  gint64 to = add_folder (fixture, other, "Home", VALISE_KIND_EVENT);
  gint64 id = add_event (fixture, from, "one", "Survey");
  g_autoptr (ValiseItem) left = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  agree (fixture, id);
  valise_edit_move (fixture->store, id, to, &error);
  g_assert_no_error (error);
  left = fixture_item (fixture, id);
  g_assert_true (left->deleted);
  items = valise_items_by_uid (fixture->store, fixture->account, "one", &error);
  g_assert_cmpuint (items->len, ==, 2);
  for (guint i = 0; i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];

      if (item->id == id)
        continue;
      g_assert_cmpint (item->local.folder, ==, to);
      g_assert_cmpint (item->service_id, ==, other);
      g_assert_null (item->remote_id);
      g_assert_cmpint (item->local.content, ==, left->local.content);
    }
}

/* Records a conflict over @id whose local version says @summary. */
static gint64
conflict_over (Fixture *fixture, gint64 id, const char *summary, ValiseConflictReason reason)
{
  g_autoptr (ValiseItem) mine = fixture_item (fixture, id);
  g_autoptr (ValiseContent) content = event (mine->summary.uid, summary);
  g_autoptr (ValiseTransaction) transaction = NULL;
  g_autoptr (GError) error = NULL;
  gboolean gone = reason == VALISE_CONFLICT_EDITED_HERE_GONE_THERE;
  gint64 conflict = 0;

  transaction = valise_store_begin (fixture->store, &error);
  g_assert_no_error (error);
  valise_contents_put (fixture->store, content, &mine->local.content, &error);
  g_assert_no_error (error);
  valise_conflicts_record (fixture->store, mine, reason, gone ? 0 : id, TRUE, &conflict, &error);
  g_assert_no_error (error);
  if (gone)
    valise_items_remove (fixture->store, id, &error);
  g_assert_no_error (error);
  valise_transaction_commit (&transaction, &error);
  g_assert_no_error (error);
  return conflict;
}

static void
resolve (Fixture *fixture, gint64 conflict, ValiseKeep keep)
{
  g_autoptr (GError) error = NULL;

  valise_resolve (fixture->store, conflict, keep, &error);
  g_assert_no_error (error);
}

static void
test_mine_replaces_winner (Fixture *fixture, gconstpointer data)
{
  gint64 id = add_event (fixture, add_calendar (fixture, "Site"), "one", "Survey");
  g_autofree char *bytes = NULL;
  g_autoptr (ValiseItem) item = NULL;
  gint64 conflict;

  agree (fixture, id);
  conflict = conflict_over (fixture, id, "Mine", VALISE_CONFLICT_BOTH_CHANGED);
  resolve (fixture, conflict, VALISE_KEEP_MINE);
  item = fixture_item (fixture, id);
  bytes = fixture_bytes (fixture, id);
  g_assert_nonnull (strstr (bytes, "SUMMARY:Mine"));
  g_assert_true (item->pending);
}

/* It was gone on the server, and is there again under the same UID: servers take no second one. */
static void
test_mine_replaces_what_came_back (Fixture *fixture, gconstpointer data)
{
  gint64 calendar = add_calendar (fixture, "Site");
  gint64 id = add_event (fixture, calendar, "one", "Survey");
  g_autofree char *bytes = NULL;
  g_autoptr (GPtrArray) items = NULL;
  gint64 conflict, back;

  agree (fixture, id);
  conflict = conflict_over (fixture, id, "Mine", VALISE_CONFLICT_EDITED_HERE_GONE_THERE);
  back = add_event (fixture, calendar, "one", "Back");
  agree (fixture, back);
  resolve (fixture, conflict, VALISE_KEEP_MINE);
  bytes = fixture_bytes (fixture, back);
  g_assert_nonnull (strstr (bytes, "SUMMARY:Mine"));
  items = valise_items_by_uid (fixture->store, fixture->account, "one", NULL);
  g_assert_cmpuint (items->len, ==, 1);
}

/* A copy that was in another calendar all the time is somebody's own. */
static void
test_mine_leaves_copies_alone (Fixture *fixture, gconstpointer data)
{
  gint64 calendar = add_calendar (fixture, "Site");
  gint64 other = add_folder (fixture, fixture->service, "Home", VALISE_KIND_EVENT);
  gint64 id = add_event (fixture, calendar, "one", "Survey");
  gint64 elsewhere = add_event (fixture, other, "one", "Copy");
  g_autofree char *bytes = NULL;
  g_autoptr (GPtrArray) items = NULL;
  gint64 conflict;

  agree (fixture, id);
  conflict = conflict_over (fixture, id, "Mine", VALISE_CONFLICT_EDITED_HERE_GONE_THERE);
  resolve (fixture, conflict, VALISE_KEEP_MINE);
  bytes = fixture_bytes (fixture, elsewhere);
  g_assert_nonnull (strstr (bytes, "SUMMARY:Copy"));
  items = valise_items_in_folder (fixture->store, calendar, NULL);
  g_assert_cmpuint (items->len, ==, 1);
}

static void
test_keep_both (Fixture *fixture, gconstpointer data)
{
  gint64 calendar = add_calendar (fixture, "Site");
  gint64 id = add_event (fixture, calendar, "one", "Survey");
  g_autoptr (GPtrArray) items = NULL;
  gint64 conflict;

  agree (fixture, id);
  conflict = conflict_over (fixture, id, "Mine", VALISE_CONFLICT_BOTH_CHANGED);
  resolve (fixture, conflict, VALISE_KEEP_BOTH);
  items = valise_items_in_folder (fixture->store, calendar, NULL);
  g_assert_cmpuint (items->len, ==, 2);
  for (guint i = 0; i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];
      g_autofree char *bytes = fixture_bytes (fixture, item->id);
      g_autofree char *uid = g_strdup_printf ("UID:%s\r\n", item->summary.uid);

      g_assert_nonnull (strstr (bytes, uid));
      if (item->id != id)
        g_assert_cmpstr (item->summary.uid, !=, "one");
    }
}

/* Its folder is gone: it goes to another calendar, not into the Inbox. */
static void
test_mine_finds_a_folder (Fixture *fixture, gconstpointer data)
{
  gint64 calendar = add_calendar (fixture, "Site");
  gint64 id = add_event (fixture, calendar, "one", "Survey");
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  gint64 conflict, other;

  agree (fixture, id);
  conflict = conflict_over (fixture, id, "Mine", VALISE_CONFLICT_EDITED_HERE_GONE_THERE);
  valise_folders_remove (fixture->store, calendar, &error);
  g_assert_no_error (error);
  g_assert_false (valise_resolve (fixture->store, conflict, VALISE_KEEP_MINE, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_NOT_FOUND);

  other = add_folder (fixture, fixture->service, "Home", VALISE_KIND_EVENT);
  resolve (fixture, conflict, VALISE_KEEP_MINE);
  items = valise_items_in_folder (fixture->store, other, NULL);
  g_assert_cmpuint (items->len, ==, 1);
}

#define ADD(path, func)                                                                            \
  g_test_add ("/kinds/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("add", test_add);
  ADD ("replace-keeps-uid", test_replace_keeps_uid);
  ADD ("refused", test_refused);
  ADD ("delete", test_delete);
  ADD ("move-to-service", test_move_to_service);
  ADD ("mine-replaces-winner", test_mine_replaces_winner);
  ADD ("mine-replaces-what-came-back", test_mine_replaces_what_came_back);
  ADD ("mine-leaves-copies-alone", test_mine_leaves_copies_alone);
  ADD ("keep-both", test_keep_both);
  ADD ("mine-finds-a-folder", test_mine_finds_a_folder);
  return g_test_run ();
}
