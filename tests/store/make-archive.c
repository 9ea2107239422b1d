/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the database that is kept, compressed, as tests/data/store/vN.db.gz when version N of the
 * schema is released:
 *
 *   make-archive DIR && gzip -9n <DIR/valise.db >tests/data/store/vN.db.gz
 *
 * test-migrate.c opens every archive with today's code. What it holds must stay as it is. */

#include "fixture.h"

#include <stdlib.h>

static void
add_items (Fixture *fixture)
{
  g_autoptr (ValiseItem) clean = fixture_new_item (fixture, "clean", 1700000000);
  g_autoptr (ValiseItem) edited = fixture_new_item (fixture, "edited", 1700000100);
  g_autoptr (ValiseItem) deleted = fixture_new_item (fixture, "deleted", 1700000200);
  g_autoptr (ValiseItem) created = fixture_new_item (fixture, NULL, 1700000300);
  ValiseConflict conflict = { .account_id = fixture->account,
                              .folder_path = (char *)"Inbox",
                              .title = (char *)"Draft",
                              .at = 1700000400 };

  clean->summary.uid = g_strdup ("clean@example.org");
  fixture_save (fixture, clean);
  fixture_set_content (fixture, clean, VALISE_DEPTH_TEXT, "apples in Zürich");
  fixture_save (fixture, edited);
  fixture_set_content (fixture, edited, VALISE_DEPTH_FULL, "as it was");
  edited->edit_seq = 1;
  edited->local.content = fixture_put (fixture, VALISE_DEPTH_FULL, "as it is", "pears");
  fixture_save (fixture, edited);
  deleted->edit_seq = 1;
  deleted->deleted = TRUE;
  fixture_save (fixture, deleted);
  created->base.folder = 0;
  created->edit_seq = 1;
  fixture_save (fixture, created);
  conflict.copy_id = edited->id;
  g_assert_true (valise_conflicts_add (fixture->store, &conflict, NULL));
}

int
main (int argc, char **argv)
{
  Fixture fixture = { 0 };

  if (argc != 2)
    {
      g_printerr ("Usage: make-archive DIR\n");
      return EXIT_FAILURE;
    }
  fixture_set_up_in (&fixture, argv[1]);
  fixture_add_folder (&fixture, "2026/27", fixture.folder);
  add_items (&fixture);
  g_assert_true (valise_services_set_token (fixture.store, fixture.service, "token", NULL));
  g_assert_true (valise_store_set_setting (fixture.store, "mode", "offline", NULL));
  valise_store_close (fixture.store);
  return EXIT_SUCCESS;
}
