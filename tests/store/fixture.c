/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tests of the store start from, and short ways to say what they need. */

#include "fixture.h"

#include <glib/gstdio.h>

char *
fixture_new_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("valise-store-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

void
fixture_remove_dir (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_assert_cmpint (g_remove (file), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
fixture_set_up_in (Fixture *fixture, const char *dir)
{
  ValiseAccount account = { .name = (char *)"Work",
                            .user = (char *)"jane",
                            .server = (char *)"mail.example.org" };
  ValiseService service = { .protocol = (char *)"jmap",
                            .url = (char *)"https://mail.example.org/jmap" };
  g_autoptr (GError) error = NULL;

  fixture->store = valise_store_open (dir, &error);
  g_assert_no_error (error);
  g_assert_true (valise_accounts_add (fixture->store, &account, &error));
  g_assert_no_error (error);
  fixture->account = account.id;
  service.account_id = account.id;
  g_assert_true (valise_services_add (fixture->store, &service, &error));
  g_assert_no_error (error);
  fixture->service = service.id;
  fixture->folder = fixture_add_folder (fixture, "Inbox", 0);
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = fixture_new_dir ();
  fixture_set_up_in (fixture, fixture->dir);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_assert_sound (fixture->store);
  valise_store_close (fixture->store);
  fixture_remove_dir (fixture->dir);
  g_free (fixture->dir);
}

gint64
fixture_add_folder (Fixture *fixture, const char *name, gint64 parent_id)
{
  g_autofree char *remote_id = g_strdup_printf ("%s below %d", name, (int)parent_id);
  g_autoptr (ValiseFolder) folder = g_new0 (ValiseFolder, 1);
  g_autoptr (GError) error = NULL;

  folder->account_id = fixture->account;
  folder->service_id = fixture->service;
  folder->remote_id = g_steal_pointer (&remote_id);
  folder->parent_id = parent_id;
  folder->name = g_strdup (name);
  folder->rights = VALISE_RIGHTS_ALL;
  folder->sync = TRUE;
  folder->depth = VALISE_DEPTH_FULL;
  g_assert_true (valise_folders_save (fixture->store, folder, &error));
  g_assert_no_error (error);
  return folder->id;
}

/* A message that is in the folder here and on the server; not stored. */
ValiseItem *
fixture_new_item (const Fixture *fixture, const char *remote_id, gint64 date)
{
  ValiseItem *item = valise_item_new (fixture->account, VALISE_KIND_MAIL);

  item->service_id = fixture->service;
  item->remote_id = g_strdup (remote_id);
  item->base.folder = item->local.folder = fixture->folder;
  item->summary.date = date;
  g_free (item->summary.title);
  item->summary.title = g_strdup_printf ("Subject of %s", remote_id);
  return item;
}

ValiseItem *
fixture_add_item (Fixture *fixture, const char *remote_id, gint64 date)
{
  ValiseItem *item = fixture_new_item (fixture, remote_id, date);

  fixture_save (fixture, item);
  return item;
}

gint64
fixture_put (Fixture *fixture, ValiseDepth depth, const char *bytes, const char *text)
{
  g_autoptr (GBytes) data = g_bytes_new (bytes, strlen (bytes));
  g_autoptr (ValiseContent) content = valise_content_new (depth, data, text);
  g_autoptr (GError) error = NULL;
  gint64 id;

  g_assert_true (valise_contents_put (fixture->store, content, &id, &error));
  g_assert_no_error (error);
  return id;
}

void
fixture_save (Fixture *fixture, ValiseItem *item)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (valise_items_save (fixture->store, item, &error));
  g_assert_no_error (error);
}

/* The content that both sides have; its text is its bytes. */
void
fixture_set_content (Fixture *fixture, ValiseItem *item, ValiseDepth depth, const char *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (fixture->store, &error);

  g_assert_no_error (error);
  item->local.content = item->base.content = fixture_put (fixture, depth, bytes, bytes);
  fixture_save (fixture, item);
  g_assert_true (valise_transaction_commit (&transaction, &error));
  g_assert_no_error (error);
}

void
fixture_assert_sound (ValiseStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = valise_store_check (store, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (char *)problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
}
