/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever is done to items, in whatever order: what the database derives by triggers is what it
 * would derive from scratch. The seed is that of the test run (--seed). */

#include "fixture.h"

#include "store/store-private.h"

#define FOLDERS 4
#define STEPS 1500

static const char *const flags[] = { "", "$seen", "$flagged", "$flagged $seen" };
static const char *const texts[] = { "apple pear", "plum",   "quince apple",
                                     "",           "zürich", "a longer text with more words" };

static int
pick (int count)
{
  return g_test_rand_int_range (0, count);
}

static gint64
pick_content (Fixture *fixture)
{
  const char *text = texts[pick (G_N_ELEMENTS (texts))];

  switch (pick (4))
    {
    case 0:
      return 0;
    case 1:
      return fixture_put (fixture, VALISE_DEPTH_TEXT, text, text);
    case 2:
      return fixture_put (fixture, VALISE_DEPTH_FULL, text, NULL);
    default:
      return fixture_put (fixture, VALISE_DEPTH_FULL, text, text);
    }
}

/* Changes one thing or several. */
static void
change (Fixture *fixture, ValiseItem *item, const gint64 *folders)
{
  do
    switch (pick (8))
      {
      case 0:
        item->deleted = !item->deleted;
        break;
      case 1:
        item->local.folder = folders[pick (FOLDERS)];
        break;
      case 2:
        g_free (item->local.flags);
        item->local.flags = g_strdup (flags[pick (G_N_ELEMENTS (flags))]);
        break;
      case 3:
        item->local.content = pick_content (fixture);
        break;
      case 4:
        item->base.content = item->local.content;
        break;
      case 5:
        item->sent_content = pick (2) == 0 ? 0 : item->local.content;
        break;
      case 6:
        g_free (item->summary.title);
        item->summary.title = g_strdup (texts[pick (G_N_ELEMENTS (texts))]);
        break;
      default:
        item->local_only = !item->local_only;
        break;
      }
  while (pick (3) == 0);
}

/* One step on one of the items that there are, or a new one. */
static void
step (Fixture *fixture, GArray *ids, const gint64 *folders)
{
  guint index = (guint)pick ((int)ids->len + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseItem) item = NULL;

  if (index == ids->len)
    item = fixture_new_item (fixture, NULL, pick (100));
  else
    item = valise_items_get (fixture->store, g_array_index (ids, gint64, index), &error);
  g_assert_no_error (error);
  if (item->id != 0 && pick (6) == 0)
    {
      g_assert_true (valise_items_remove (fixture->store, item->id, &error));
      g_array_remove_index_fast (ids, index);
      return;
    }
  change (fixture, item, folders);
  if (item->id == 0)
    {
      fixture_save (fixture, item);
      g_array_append_val (ids, item->id);
    }
  else
    fixture_save (fixture, item);
}

static void
test_edits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 folders[FOLDERS] = { fixture->folder };

  for (guint i = 1; i < FOLDERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Folder %u", i);

      folders[i] = fixture_add_folder (fixture, name, folders[i - 1]);
    }
  for (guint done = 0; done < STEPS;)
    {
      g_autoptr (GArray) before = g_array_copy (ids);
      g_autoptr (GError) error = NULL;
      g_autoptr (ValiseTransaction) transaction = valise_store_begin (fixture->store, &error);

      g_assert_no_error (error);
      for (guint i = 0, length = (guint)pick (40); i <= length; i++, done++)
        step (fixture, ids, folders);
      if (pick (5) == 0)
        {
          g_clear_pointer (&transaction, valise_transaction_free);
          g_array_set_size (ids, 0);
          g_array_append_vals (ids, before->data, before->len);
        }
      else
        g_assert_true (valise_transaction_commit (&transaction, &error));
      fixture_assert_sound (fixture->store);
    }
  g_assert_true (valise_folders_remove (fixture->store, folders[1], NULL));
  fixture_assert_sound (fixture->store);
}

/* The repair puts right whatever was derived wrongly, and touches nothing else. */
static void
test_repair (Fixture *fixture, gconstpointer data)
{
  static const char sabotage[] = "UPDATE folder SET total = 99, unread = -1, kept_full = 7;"
                                 "UPDATE item SET kept = 2;"
                                 "INSERT INTO content (hash, depth, problems, bytes)"
                                 " VALUES (1, 2, 0, x'00');"
                                 "INSERT INTO search (rowid, title) VALUES (12345, 'ghost');";
  g_autoptr (ValiseItem) item = fixture_add_item (fixture, "m", 1);
  g_autoptr (ValiseItem) again = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_content (fixture, item, VALISE_DEPTH_TEXT, "apple");
  g_assert_true (valise_store_exec (fixture->store, sabotage, &error));
  problems = valise_store_check (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 4);
  g_assert_true (valise_store_repair (fixture->store, &error));
  g_assert_no_error (error);
  fixture_assert_sound (fixture->store);
  again = valise_items_get (fixture->store, item->id, &error);
  g_assert_cmpint (again->kept, ==, VALISE_DEPTH_TEXT);
  g_assert_cmpint (again->local.content, ==, item->local.content);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_test ("/store/random/edits", test_edits);
  fixture_test ("/store/random/repair", test_repair);
  return g_test_run ();
}
