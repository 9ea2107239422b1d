/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tests of sync start from: an account that was synchronised once. */

#include "fixture.h"

#include <glib/gstdio.h>

#include "store/accounts.h"
#include "store/conflicts.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"
#include "sync/conflicts.h"
#include "sync/edits.h"
#include "sync/folder-rules.h"

static ValiseContent *
message (const char *id, const char *body)
{
  g_autofree char *text = g_strdup_printf (
      "From: Ann <ann@example.org>\r\nTo: Bob <bob@example.org>\r\n"
      "Subject: About %s\r\nDate: Mon, 02 Nov 2026 09:00:00 +0000\r\n"
      "Message-ID: <%s@example.org>\r\n\r\n%s\r\n",
      id, id, body);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return valise_content_new (VALISE_DEPTH_FULL, bytes, body);
}

gint64
fixture_add_folder (Fixture *fixture, const char *name, ValiseRole role, gint64 parent)
{
  g_autoptr (ValiseFolder) folder = g_new0 (ValiseFolder, 1);
  g_autoptr (GError) error = NULL;

  folder->account_id = fixture->account;
  folder->service_id = fixture->service;
  folder->remote_id = g_strdup (name);
  folder->parent_id = parent;
  folder->name = g_strdup (name);
  folder->kind = VALISE_KIND_MAIL;
  folder->role = role;
  folder->rights = VALISE_RIGHTS_ALL;
  valise_folder_rules_default (folder, FALSE);
  folder->listed = TRUE;
  valise_folders_save (fixture->store, folder, &error);
  g_assert_no_error (error);
  return folder->id;
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ValiseAccount) account = g_new0 (ValiseAccount, 1);
  g_autoptr (ValiseService) service = g_new0 (ValiseService, 1);
  g_autoptr (GError) error = NULL;

  fixture->dir = g_dir_make_tmp ("valise-sync-XXXXXX", &error);
  fixture->store = valise_store_open (fixture->dir, &error);
  g_assert_no_error (error);
  account->name = g_strdup ("test");
  account->user = g_strdup ("bob@example.org");
  account->server = g_strdup ("https://mail.example.org");
  valise_accounts_add (fixture->store, account, &error);
  g_assert_no_error (error);
  fixture->account = account->id;
  service->account_id = account->id;
  service->protocol = g_strdup ("jmap");
  service->url = g_strdup ("https://mail.example.org/jmap");
  valise_services_add (fixture->store, service, &error);
  g_assert_no_error (error);
  fixture->service = service->id;
  valise_conflicts_ensure_folders (fixture->store, fixture->account, &error);
  g_assert_no_error (error);
  fixture_add_folder (fixture, "Inbox", VALISE_ROLE_INBOX, 0);
  fixture_add_folder (fixture, "Drafts", VALISE_ROLE_DRAFTS, 0);
  fixture_add_folder (fixture, "Trash", VALISE_ROLE_TRASH, 0);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);

  valise_store_close (fixture->store);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->dir);
  g_free (fixture->dir);
}

gint64
fixture_folder (Fixture *fixture, ValiseRole role)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseFolder) folder = valise_folders_by_role (fixture->store, fixture->account, role,
                                                            &error);

  g_assert_no_error (error);
  return folder->id;
}

/* An item that both sides have. */
gint64
fixture_add_item (Fixture *fixture, gint64 folder, const char *remote_id, const char *body)
{
  g_autoptr (ValiseItem) item = valise_item_new (fixture->account, VALISE_KIND_MAIL);
  g_autoptr (ValiseContent) content = message (remote_id, body);
  g_autoptr (GError) error = NULL;

  item->service_id = fixture->service;
  item->remote_id = g_strdup (remote_id);
  item->revision = g_strdup_printf ("revision of %s", remote_id);
  item->base.folder = item->local.folder = folder;
  g_free (item->summary.title);
  item->summary.title = g_strdup_printf ("About %s", remote_id);
  item->summary.uid = g_strdup_printf ("%s@example.org", remote_id);
  valise_contents_put (fixture->store, content, &item->base.content, &error);
  g_assert_no_error (error);
  item->local.content = item->base.content;
  valise_items_save (fixture->store, item, &error);
  g_assert_no_error (error);
  g_assert_false (item->pending);
  return item->id;
}

ValiseItem *
fixture_item (Fixture *fixture, gint64 id)
{
  g_autoptr (GError) error = NULL;
  ValiseItem *item = valise_items_get (fixture->store, id, &error);

  g_assert_no_error (error);
  return item;
}

char *
fixture_bytes (Fixture *fixture, gint64 id)
{
  g_autoptr (ValiseItem) item = fixture_item (fixture, id);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseContent) content = valise_contents_get (fixture->store, item->local.content,
                                                           &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (content->bytes, NULL), g_bytes_get_size (content->bytes));
}

gint64
fixture_add_here (Fixture *fixture, gint64 folder, const char *body)
{
  g_autoptr (ValiseContent) content = message ("here", body);
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  valise_edit_add (fixture->store, folder, content, &id, &error);
  g_assert_no_error (error);
  return id;
}

void
fixture_replace (Fixture *fixture, gint64 item, const char *body)
{
  g_autoptr (ValiseContent) content = message ("edited", body);
  g_autoptr (GError) error = NULL;

  valise_edit_replace (fixture->store, item, content, &error);
  g_assert_no_error (error);
}

/* The user edited item "m1", another device did too, and a run met both: the server's version
 * stands in the Inbox, the user's one lies in Conflicts. */
gint64
fixture_add_conflict (Fixture *fixture, gint64 *item_id, gint64 *copy_id)
{
  gint64 inbox = fixture_folder (fixture, VALISE_ROLE_INBOX);
  gint64 id = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseItem) item = NULL;
  g_autoptr (ValiseConflict) conflict = NULL;
  g_autoptr (ValiseTransaction) transaction = NULL;

  *item_id = fixture_add_item (fixture, inbox, "m1", "Theirs");
  fixture_replace (fixture, *item_id, "Mine");
  item = fixture_item (fixture, *item_id);
  transaction = valise_store_begin (fixture->store, &error);
  g_assert_no_error (error);
  valise_conflicts_record (fixture->store, item, VALISE_CONFLICT_BOTH_CHANGED, item->id, TRUE, &id,
                           &error);
  g_assert_no_error (error);
  item->local.content = item->base.content;
  g_assert_true (valise_items_save (fixture->store, item, NULL));
  g_assert_true (valise_transaction_commit (&transaction, NULL));
  conflict = valise_conflicts_get (fixture->store, id, &error);
  g_assert_no_error (error);
  *copy_id = conflict->copy_id;
  return id;
}
