/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Accounts, services, conflicts and settings. */

#include "fixture.h"

#include "model/error.h"
#include "store/losses.h"

static void
test_account (Fixture *fixture, gconstpointer data)
{
  ValiseAccount same = { .name = (char *)"Work", .user = (char *)"x", .server = (char *)"y" };
  ValiseAccount other = { .name = (char *)"Home",
                          .user = (char *)"jane",
                          .server = (char *)"http://localhost",
                          .password_command = (char *)"pass home",
                          .allow_plain_http = TRUE };
  g_autoptr (ValiseAccount) again = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (valise_accounts_add (fixture->store, &same, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_true (valise_accounts_add (fixture->store, &other, &error));
  g_assert_no_error (error);
  again = valise_accounts_by_name (fixture->store, "Home", &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->id, ==, other.id);
  g_assert_cmpstr (again->user, ==, "jane");
  g_assert_cmpstr (again->server, ==, "http://localhost");
  g_assert_cmpstr (again->password_command, ==, "pass home");
  g_assert_true (again->allow_plain_http);
  accounts = valise_accounts_list (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (accounts->len, ==, 2);
  g_assert_cmpstr (((ValiseAccount *)accounts->pdata[0])->name, ==, "Home");
  g_assert_null (valise_accounts_by_name (fixture->store, "Nobody", &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_NOT_FOUND);
}

/* What its owner changes is kept, and is seen by whoever compares edit_seq. */
static void
test_update (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) failure = valise_error_new (VALISE_ERROR_SIGN_IN, VALISE_SCOPE_ACCOUNT,
                                                 VALISE_REMEDY_USER, "No.");
  ValiseAccount other = { .name = (char *)"Home", .user = (char *)"x", .server = (char *)"y" };
  g_autoptr (ValiseAccount) before = NULL;
  g_autoptr (ValiseAccount) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (valise_accounts_add (fixture->store, &other, &error));
  g_assert_true (valise_accounts_set_last_run (fixture->store, fixture->account, 1, failure, NULL));
  before = valise_accounts_get (fixture->store, fixture->account, &error);
  g_assert_null (before->person);
  g_assert_false (before->disabled);
  before->person = g_strdup ("Jane Doe");
  before->address = g_strdup ("jane@example.org");
  g_free (before->server);
  before->server = g_strdup ("https://new.example.org");
  g_assert_true (valise_accounts_update (fixture->store, before, &error));
  g_assert_true (valise_accounts_set_disabled (fixture->store, before->id, TRUE, &error));
  after = valise_accounts_get (fixture->store, fixture->account, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (after->name, ==, "Work");
  g_assert_cmpstr (after->person, ==, "Jane Doe");
  g_assert_cmpstr (after->address, ==, "jane@example.org");
  g_assert_cmpstr (after->server, ==, "https://new.example.org");
  g_assert_null (after->last_error);
  g_assert_true (after->disabled);
  g_assert_cmpint (after->edit_seq, ==, before->edit_seq + 2);

  g_free (after->name);
  after->name = g_strdup ("Home");
  g_assert_false (valise_accounts_update (fixture->store, after, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_USAGE);
}

static gint64
add_conflict (Fixture *fixture, gint64 item_id)
{
  ValiseConflict conflict = { .account_id = fixture->account,
                              .kind = VALISE_KIND_MAIL,
                              .reason = VALISE_CONFLICT_EDITED_HERE_GONE_THERE,
                              .copy_id = item_id,
                              .folder_id = fixture->folder,
                              .folder_path = (char *)"Inbox",
                              .title = (char *)"Draft",
                              .local_at = 1,
                              .remote_at = 2,
                              .at = 3 };
  g_autoptr (GError) error = NULL;

  g_assert_true (valise_conflicts_add (fixture->store, &conflict, &error));
  g_assert_no_error (error);
  return conflict.id;
}

static void
assert_losses (Fixture *fixture, ValiseLosses expected)
{
  ValiseLosses losses;
  g_autoptr (GError) error = NULL;

  g_assert_true (valise_losses_count (fixture->store, fixture->account, &losses, &error));
  g_assert_no_error (error);
  g_assert_cmpint (losses.changes, ==, expected.changes);
  g_assert_cmpint (losses.outbox, ==, expected.outbox);
  g_assert_cmpint (losses.only_here, ==, expected.only_here);
  g_assert_cmpint (losses.conflicts, ==, expected.conflicts);
  g_assert_true (valise_losses_any (&losses)
                 == (losses.changes + losses.outbox + losses.only_here + losses.conflicts > 0));
}

/* Makes an item that was created here. */
static void
create_item (Fixture *fixture, gint64 folder_id)
{
  g_autoptr (ValiseItem) item = fixture_new_item (fixture, NULL, 1);

  item->base.folder = 0;
  item->local.folder = folder_id;
  item->edit_seq = 1;
  fixture_save (fixture, item);
}

static void
test_losses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) clean = fixture_add_item (fixture, "clean", 1);
  g_autoptr (ValiseItem) deleted = fixture_add_item (fixture, "deleted", 2);
  gint64 off_id = fixture_add_folder (fixture, "Off", 0);
  gint64 outbox_id = fixture_add_folder (fixture, "Outbox", 0);
  g_autoptr (ValiseFolder) off = valise_folders_get (fixture->store, off_id, NULL);
  g_autoptr (ValiseFolder) outbox = valise_folders_get (fixture->store, outbox_id, NULL);

  assert_losses (fixture, (ValiseLosses){ 0 });
  off->sync = FALSE;
  g_assert_true (valise_folders_save (fixture->store, off, NULL));
  outbox->role = VALISE_ROLE_OUTBOX;
  g_assert_true (valise_folders_save (fixture->store, outbox, NULL));
  deleted->deleted = TRUE;
  deleted->edit_seq = 1;
  fixture_save (fixture, deleted);
  create_item (fixture, fixture->folder);
  create_item (fixture, off_id);
  create_item (fixture, outbox_id);
  create_item (fixture, outbox_id);
  create_item (fixture, outbox_id);
  assert_losses (fixture, (ValiseLosses){ .changes = 2, .outbox = 3, .only_here = 1 });
  add_conflict (fixture, clean->id);
  assert_losses (fixture,
                 (ValiseLosses){ .changes = 2, .outbox = 3, .only_here = 1, .conflicts = 1 });
}

/* At another address everything is listed again. */
static void
test_service_moves (Fixture *fixture, gconstpointer data)
{
  ValiseService service = { .id = fixture->service,
                            .url = (char *)"https://mail.example.org/jmap",
                            .memo = (char *)"new" };
  g_autoptr (GPtrArray) same = NULL;
  g_autoptr (GPtrArray) moved = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (valise_services_set_token (fixture->store, fixture->service, "token", &error));
  g_assert_true (valise_services_update (fixture->store, &service, &error));
  same = valise_services_list (fixture->store, fixture->account, &error);
  g_assert_cmpstr (((ValiseService *)same->pdata[0])->token, ==, "token");
  g_assert_cmpstr (((ValiseService *)same->pdata[0])->memo, ==, "new");
  service.url = (char *)"https://other.example.org/jmap";
  g_assert_true (valise_services_update (fixture->store, &service, &error));
  moved = valise_services_list (fixture->store, fixture->account, &error);
  g_assert_no_error (error);
  g_assert_null (((ValiseService *)moved->pdata[0])->token);
  g_assert_cmpstr (((ValiseService *)moved->pdata[0])->url, ==, "https://other.example.org/jmap");
}

static void
test_last_run (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) failure = valise_error_new (VALISE_ERROR_QUOTA, VALISE_SCOPE_ACCOUNT,
                                                 VALISE_REMEDY_USER, "The mailbox is full.");
  g_autoptr (ValiseAccount) failed = NULL;
  g_autoptr (ValiseAccount) good = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (
      valise_accounts_set_last_run (fixture->store, fixture->account, 100, NULL, &error));
  g_assert_true (
      valise_accounts_set_last_run (fixture->store, fixture->account, 200, failure, &error));
  g_assert_no_error (error);
  failed = valise_accounts_get (fixture->store, fixture->account, &error);
  g_assert_cmpint (failed->last_run_at, ==, 100);
  g_assert_cmpstr (failed->last_error, ==, "The mailbox is full.");
  g_assert_cmpint (failed->last_error_code, ==, VALISE_ERROR_QUOTA);
  g_assert_true (
      valise_accounts_set_last_run (fixture->store, fixture->account, 300, NULL, &error));
  good = valise_accounts_get (fixture->store, fixture->account, &error);
  g_assert_cmpint (good->last_run_at, ==, 300);
  g_assert_null (good->last_error);
}

static void
test_service (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) services = NULL;
  g_autoptr (GError) error = NULL;
  ValiseService *service;

  g_assert_true (valise_services_set_token (fixture->store, fixture->service, "token 1", &error));
  g_assert_true (valise_services_set_memo (fixture->store, fixture->service, "{}", &error));
  services = valise_services_list (fixture->store, fixture->account, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (services->len, ==, 1);
  service = services->pdata[0];
  g_assert_cmpint (service->id, ==, fixture->service);
  g_assert_cmpstr (service->protocol, ==, "jmap");
  g_assert_cmpstr (service->url, ==, "https://mail.example.org/jmap");
  g_assert_cmpstr (service->token, ==, "token 1");
  g_assert_cmpstr (service->memo, ==, "{}");
}

static void
assert_conflicts (Fixture *fixture, gint64 account_id, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = valise_conflicts_list (fixture->store, account_id, &error);
  gint64 count;

  g_assert_no_error (error);
  g_assert_true (valise_conflicts_count (fixture->store, account_id, &count, &error));
  g_assert_cmpint (conflicts->len, ==, expected);
  g_assert_cmpint (count, ==, expected);
}

/* A conflict outlives the items and the folder that it tells of. */
static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) item = fixture_new_item (fixture, "m", 1);
  g_autoptr (ValiseConflict) before = NULL;
  g_autoptr (ValiseConflict) after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  item->summary.from = g_strdup ("Ann <ann@example.org>");
  fixture_save (fixture, item);
  id = add_conflict (fixture, item->id);
  before = valise_conflicts_get (fixture->store, id, NULL);
  g_assert_cmpint (before->reason, ==, VALISE_CONFLICT_EDITED_HERE_GONE_THERE);
  g_assert_cmpint (before->item_id, ==, 0);
  g_assert_cmpint (before->copy_id, ==, item->id);
  g_assert_cmpint (before->folder_id, ==, fixture->folder);
  g_assert_cmpstr (before->who, ==, "Ann <ann@example.org>");
  assert_conflicts (fixture, fixture->account, 1);
  assert_conflicts (fixture, 0, 1);
  assert_conflicts (fixture, fixture->account + 1, 0);
  g_assert_true (valise_folders_remove (fixture->store, fixture->folder, &error));
  after = valise_conflicts_get (fixture->store, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (after->copy_id, ==, 0);
  g_assert_null (after->who);
  g_assert_cmpint (after->folder_id, ==, 0);
  g_assert_cmpstr (after->folder_path, ==, "Inbox");
  g_assert_cmpstr (after->title, ==, "Draft");
  g_assert_cmpint (after->local_at, ==, 1);
  g_assert_cmpint (after->remote_at, ==, 2);
  g_assert_cmpint (after->at, ==, 3);
  g_assert_true (valise_conflicts_remove (fixture->store, id, &error));
  assert_conflicts (fixture, 0, 0);
  g_assert_null (valise_conflicts_get (fixture->store, id, &error));
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_NOT_FOUND);
}

/* Nothing of a removed account is left, and its number is never used again. */
static void
test_remove_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseItem) item = fixture_add_item (fixture, "m", 1);
  ValiseAccount next = { .name = (char *)"Work", .user = (char *)"x", .server = (char *)"y" };
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_content (fixture, item, VALISE_DEPTH_FULL, "apples");
  add_conflict (fixture, item->id);
  g_assert_true (valise_accounts_remove (fixture->store, fixture->account, &error));
  g_assert_no_error (error);
  g_assert_null (valise_accounts_get (fixture->store, fixture->account, NULL));
  g_assert_null (valise_folders_get (fixture->store, fixture->folder, NULL));
  g_assert_null (valise_items_get (fixture->store, item->id, NULL));
  g_assert_null (valise_contents_get (fixture->store, item->local.content, NULL));
  assert_conflicts (fixture, 0, 0);
  found = valise_browse_search (fixture->store, 0, "apples", 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 0);
  g_assert_true (valise_accounts_add (fixture->store, &next, &error));
  g_assert_cmpint (next.id, >, fixture->account);
}

static void
assert_setting (Fixture *fixture, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = valise_store_get_setting (fixture->store, "mode", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, expected);
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  static const char *const values[] = { "offline", "online", "", NULL };

  assert_setting (fixture, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_assert_true (valise_store_set_setting (fixture->store, "mode", values[i], NULL));
      assert_setting (fixture, values[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_test ("/store/accounts/account", test_account);
  fixture_test ("/store/accounts/update", test_update);
  fixture_test ("/store/accounts/losses", test_losses);
  fixture_test ("/store/accounts/service-moves", test_service_moves);
  fixture_test ("/store/accounts/last-run", test_last_run);
  fixture_test ("/store/accounts/service", test_service);
  fixture_test ("/store/accounts/conflict", test_conflict);
  fixture_test ("/store/accounts/remove", test_remove_account);
  fixture_test ("/store/accounts/settings", test_settings);
  return g_test_run ();
}
