/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Databases of every released version (see make-archive.c) are opened by today's code, which finds
 * in them what was put there. */

#include "fixture.h"

#include <glib/gstdio.h>

static const char *const archives[] = { "v1.db.gz", "v2.db.gz", "v3.db.gz" };

static void
unpack (const char *archive, const char *dir)
{
  g_autofree char *from = g_test_build_filename (G_TEST_DIST, "data", "store", archive, NULL);
  g_autofree char *to = g_build_filename (dir, "valise.db", NULL);
  g_autoptr (GConverter) gunzip = G_CONVERTER (
      g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GInputStream) file = NULL;
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (GOutputStream) out = NULL;
  g_autoptr (GError) error = NULL;

  file = G_INPUT_STREAM (g_file_read (source, NULL, &error));
  g_assert_no_error (error);
  in = g_converter_input_stream_new (file, gunzip);
  out = G_OUTPUT_STREAM (g_file_create (target, G_FILE_CREATE_NONE, NULL, &error));
  g_assert_no_error (error);
  g_output_stream_splice (out, in, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_account (ValiseStore *store, gint64 account_id)
{
  g_autoptr (GPtrArray) services = valise_services_list (store, account_id, NULL);
  g_autoptr (GPtrArray) conflicts = valise_conflicts_list (store, account_id, NULL);
  g_autofree char *mode = valise_store_get_setting (store, "mode", NULL);
  g_autoptr (ValiseAccount) account = valise_accounts_get (store, account_id, NULL);

  /* What accounts have since version 2. */
  g_assert_null (account->person);
  g_assert_null (account->address);
  g_assert_false (account->disabled);
  g_assert_cmpuint (services->len, ==, 1);
  g_assert_cmpstr (((ValiseService *)services->pdata[0])->token, ==, "token");
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpstr (mode, ==, "offline");
}

static void
assert_items (ValiseStore *store, gint64 account_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseFolder) inbox = valise_folders_by_path (store, account_id, "Inbox", &error);
  g_autoptr (ValiseFolder) inner = valise_folders_by_path (store, account_id, "Inbox/2026∕27",
                                                           &error);
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (ValiseContent) base = NULL;
  g_autoptr (GArray) pending = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (inbox->total, ==, 3);
  g_assert_cmpint (inbox->pending, ==, 3);
  page = valise_browse_page (store, inbox->id, NULL, 10, &error);
  g_assert_cmpuint (page->len, ==, 3);
  found = valise_browse_search (store, 0, "zurich apple", 10, &error);
  g_assert_cmpuint (found->len, ==, 1);
  pending = valise_items_pending (store, account_id, &error);
  g_assert_cmpuint (pending->len, ==, 3);
  base = valise_contents_get (store, ((ValiseItem *)page->pdata[1])->base.content, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (base->text, ==, "as it was");
}

static void
test_archive (gconstpointer data)
{
  g_autofree char *dir = fixture_new_dir ();
  g_autoptr (ValiseStore) store = NULL;
  g_autoptr (ValiseAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  unpack (data, dir);
  store = valise_store_open (dir, &error);
  g_assert_no_error (error);
  fixture_assert_sound (store);
  account = valise_accounts_by_name (store, "Work", &error);
  g_assert_no_error (error);
  assert_account (store, account->id);
  assert_items (store, account->id);
  g_clear_pointer (&store, valise_store_close);
  fixture_remove_dir (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (archives); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/migrate/%s", archives[i]);

      g_test_add_data_func (path, archives[i], test_archive);
    }
  return g_test_run ();
}
