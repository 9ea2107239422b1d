/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sample account, the second editor, and the folder of a demo. */

#include "fixture.h"

#include "demo/demo.h"

static guint
count_kind (JsonObject *state, const char *type)
{
  JsonArray *folders = valise_json_array (state, "folders");
  guint count = 0;

  for (guint i = 0; i < json_array_get_length (folders); i++)
    {
      JsonObject *folder = valise_json_object_at (folders, i);

      if (g_str_equal (valise_json_string (folder, "type"), type))
        count += valise_json_length (valise_json_array (folder, "items"));
    }
  return count;
}

static void
test_sizes (void)
{
  g_autoptr (Client) sample = client_new (VALISE_DEMO_SAMPLE, "");
  g_autoptr (Client) big = client_new (VALISE_DEMO_BIG, "");
  JsonObject *state = client_control (sample, "{'do':'state'}");

  g_assert_cmpuint (count_kind (state, "FMail"), >=, 300);
  g_assert_cmpuint (count_kind (state, "FCalendar"), >=, 50);
  g_assert_cmpuint (count_kind (state, "FContact"), >=, 25);
  g_assert_cmpuint (count_kind (state, "FTask"), >=, 10);
  g_assert_cmpuint (count_kind (state, "FNote"), >=, 10);
  state = client_control (big, "{'do':'state'}");
  g_assert_cmpuint (count_kind (state, "FMail"), ==, 2000);
  g_assert_cmpuint (count_kind (state, "FCalendar"), ==, 1000);
  g_assert_cmpuint (count_kind (state, "FContact"), ==, 1000);
  g_assert_cmpuint (count_kind (state, "FTask"), ==, 500);
  g_assert_cmpuint (count_kind (state, "FNote"), ==, 200);
}

static void
test_same_each_time (void)
{
  g_autoptr (Client) one = client_new (VALISE_DEMO_SAMPLE, "");
  g_autoptr (Client) two = client_new (VALISE_DEMO_SAMPLE, "");
  g_autofree char *first_state = valise_json_print (client_control (one, "{'do':'state'}"));
  g_autofree char *second_state = valise_json_print (client_control (two, "{'do':'state'}"));

  g_assert_true (g_str_equal (first_state, second_state));
}

/* Everything that has an address can be had, and is as long as it says. */
static void
test_attachments (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_SAMPLE, "");
  g_autoptr (JsonObject) found = json_object_ref (
      client_control (client, "{'do':'find','folder':'INBOX'}"));
  g_autoptr (JsonObject) contacts = json_object_ref (
      client_control (client, "{'do':'find','folder':'Contacts'}"));
  g_autoptr (GBytes) photo = NULL;
  JsonArray *mails = valise_json_array (found, "items");
  guint attached = 0;
  const guint8 *data;

  for (guint i = 0; i < json_array_get_length (mails); i++)
    {
      JsonArray *list = valise_json_array (valise_json_object_at (mails, i), "attachments");

      for (guint n = 0; n < valise_json_length (list); n++, attached++)
        {
          JsonObject *attachment = valise_json_object_at (list, n);
          g_autoptr (GBytes) bytes = client_get (client, valise_json_string (attachment, "url"));

          g_assert_cmpuint (client->status, ==, 200);
          g_assert_cmpint ((gint64)g_bytes_get_size (bytes), ==,
                           valise_json_int (attachment, "size", 0));
        }
    }
  g_assert_cmpuint (attached, >, 5);
  photo = client_get (
      client, valise_json_string (valise_json_object (first (contacts, "items"), "photo"), "url"));
  data = g_bytes_get_data (photo, NULL);
  g_assert_cmpuint (g_bytes_get_size (photo), >, 500);
  g_assert_cmphex (data[0], ==, 0xff);
  g_assert_cmphex (data[1], ==, 0xd8);
}

static void
test_edit (void)
{
  static const char *const folders[] = { "Drafts", "Calendar", "Contacts", "Tasks", "Notes" };
  g_autoptr (Client) client = client_new (VALISE_DEMO_SAMPLE, "");

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *before = NULL, *after = NULL, *id = NULL;
      JsonObject *item = first (client_control (client, "{'do':'find','folder':'%s'}", folders[i]),
                                "items");

      before = valise_json_print (item);
      id = g_strdup (valise_json_string (item, "id"));
      client_control (client, "{'do':'edit','id':'%s'}", id);
      after = valise_json_print (
          first (client_control (client, "{'do':'find','folder':'%s'}", folders[i]), "items"));
      g_assert_cmpstr (before, !=, after);
    }
}

/* It works without being asked. */
static void
test_second_editor (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_SAMPLE, "second-editor=1");
  gint64 before = valise_json_int (client_control (client, "{'do':'state'}"), "watermark", 0);
  gint64 now = before;

  while (now == before)
    {
      g_usleep (20000);
      now = valise_json_int (client_control (client, "{'do':'state'}"), "watermark", 0);
    }
  client_set (client, "second-editor=0");
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

/* A folder of its own, gone afterwards; what a crash left goes with the next start. */
static void
test_folder (void)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "valise-demo", NULL);
  g_autofree char *stale = g_build_filename (parent, "stale", NULL);
  g_autofree char *inside = g_build_filename (stale, "valise.db", NULL);
  g_autoptr (GError) error = NULL;
  ValiseDemo *one, *two;

  g_assert_cmpint (g_mkdir_with_parents (stale, 0700), ==, 0);
  g_assert_true (g_file_set_contents (inside, "x", 1, NULL));
  one = valise_demo_new (&error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));
  two = valise_demo_new (&error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (valise_demo_get_data_dir (one), G_FILE_TEST_IS_DIR));
  g_assert_cmpuint (count_files (parent), ==, 2);
  valise_demo_free (one);
  valise_demo_free (two);
  g_assert_cmpuint (count_files (parent), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/sample/sizes", test_sizes);
  g_test_add_func ("/demo/sample/same-each-time", test_same_each_time);
  g_test_add_func ("/demo/sample/attachments", test_attachments);
  g_test_add_func ("/demo/sample/edit", test_edit);
  g_test_add_func ("/demo/sample/second-editor", test_second_editor);
  g_test_add_func ("/demo/sample/folder", test_folder);
  return g_test_run ();
}
