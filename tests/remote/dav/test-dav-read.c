/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What no server of good will can be made to say, while Valise reads. */

#include "script.h"

static gboolean
can_open (ScriptRule *rules, const char *path, GError **error)
{
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, path);
  gboolean opened = valise_remote_open (remote, NULL, error);

  script_stop (&script);
  return opened;
}

static void
test_discovery (void)
{
  ScriptRule principal[] = { SCRIPT_ME, { NULL } };
  ScriptRule root[] = {
    { "PROPFIND", "/", NULL, 207,
      SCRIPT_RESPONSE ("/", "<current-user-principal><href>/me/</href></current-user-principal>") },
    SCRIPT_ME,
    { NULL }
  };
  ScriptRule web[] = { { "PROPFIND", "/", NULL, 200, "<html/>" }, { NULL } };
  ScriptRule foreign[] = {
    { "PROPFIND", "/me/", NULL, 207,
      SCRIPT_RESPONSE ("/me/", "<current-user-principal><href>http://evil.example/me/</href>"
                               "</current-user-principal>") },
    { NULL }
  };
  ScriptRule plain[] = { { "PROPFIND", "/me/", NULL, 207,
                           SCRIPT_RESPONSE (
                               "/me/", "<C:calendar-home-set><href>http://evil.example/home/</href>"
                                       "</C:calendar-home-set>") },
                         { NULL } };
  g_autoptr (GError) error = NULL;

  g_assert_true (can_open (principal, "/me/", &error));
  g_assert_true (can_open (root, "", &error));
  g_assert_no_error (error);
  g_assert_false (can_open (web, "", &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
  g_clear_error (&error);
  g_assert_false (can_open (foreign, "/me/", &error));
  g_clear_error (&error);
  /* A home elsewhere, without encryption: the password does not go there. */
  g_assert_false (can_open (plain, "/me/", &error));
  g_assert_nonnull (strstr (error->message, "not encrypted"));
}

/* One calendar that was named, of a server that tells no principal. */
static void
test_single (void)
{
  ScriptRule rules[] = {
    { "PROPFIND", "/home/work/", NULL, 207, SCRIPT_WORK ("<sync-token>1</sync-token>") }, { NULL }
  };
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, "/home/work/");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) folders = valise_remote_folders (remote, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (folders->len, ==, 1);
  g_assert_cmpstr (((ValiseRemoteFolder *)folders->pdata[0])->name, ==, "Work");
  script_stop (&script);
}

static void
test_folders (void)
{
  ScriptRule rules[] = {
    SCRIPT_ME,
    SCRIPT_HOME (
        SCRIPT_RESPONSE ("/home/", "<resourcetype><collection/></resourcetype>") SCRIPT_CALENDAR (
            "/home/read/", "<current-user-privilege-set><privilege><read/></privilege></"
                           "current-user-privilege-set>")
            SCRIPT_CALENDAR ("/home/hidden/",
                             "<current-user-privilege-set><privilege><C:read-free-busy/>"
                             "</privilege></current-user-privilege-set>")
                SCRIPT_RESPONSE ("/home/inbox/", "<resourcetype><collection/><C:schedule-inbox/>"
                                                 "</resourcetype>")
                    SCRIPT_CALENDAR ("http://evil.example/home/x/", "")
                        SCRIPT_CALENDAR ("/home/all", "<displayname>All</displayname>"
                                                      "<C:supported-calendar-component-set>"
                                                      "<C:comp name='VEVENT'/><C:comp "
                                                      "name='VTODO'/><C:comp name='VPOLL'/>"
                                                      "</C:supported-calendar-component-set>")),
    { "PROPFIND", "/home/read/", NULL, 207, "" },
    { "PROPFIND", "/home/all/", NULL, 207, "" },
    { NULL }
  };
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) folders = valise_remote_folders (remote, NULL, &error);
  const ValiseRemoteFolder *folder;

  g_assert_no_error (error);
  g_assert_cmpuint (folders->len, ==, 3);
  folder = folders->pdata[0];
  g_assert_cmpstr (folder->name, ==, "read");
  g_assert_cmpint (folder->rights, ==, VALISE_RIGHTS_READ);
  folder = folders->pdata[1];
  g_assert_cmpstr (folder->id, ==, "/home/all/#event");
  g_assert_cmpstr (folder->name, ==, "All");
  g_assert_cmpint (folder->rights, ==, VALISE_RIGHTS_ALL);
  folder = folders->pdata[2];
  g_assert_cmpint (folder->kind, ==, VALISE_KIND_TASK);
  g_assert_cmpstr (folder->name, !=, "All");
  script_stop (&script);
}

/* One item of each trouble; the others come, and none counts as removed that is there. */
static void
test_hostile_items (void)
{
  ScriptRule rules[] = {
    SCRIPT_ME,
    SCRIPT_HOME (SCRIPT_WORK ("<sync-token>1</sync-token>")),
    { "PROPFIND", "/home/work/", NULL, 207,
      SCRIPT_RESPONSE ("/home/work/", "<resourcetype><collection/></resourcetype>")
          SCRIPT_RESPONSE ("/home/work/good.ics", "<getetag>\"g\"</getetag>")
              SCRIPT_RESPONSE ("/home/work/go%6fd.ics", "<getetag>\"twice\"</getetag>")
                  SCRIPT_RESPONSE ("/home/work/weak.ics", "<getetag>W/\"w\"</getetag>")
                      SCRIPT_RESPONSE ("/home/work/untagged.ics", "") SCRIPT_RESPONSE (
                          "/home/work/silent.ics", "<getetag>\"s\"</getetag>")
                          SCRIPT_RESPONSE ("/home/work/broken.ics", "<getetag>\"b\"</getetag>")
                              SCRIPT_RESPONSE ("/home/work/gone.ics", "<getetag>\"x\"</getetag>")
                                  SCRIPT_RESPONSE ("/home/other/1.ics", "<getetag>\"o\"</getetag>")
                                      SCRIPT_RESPONSE ("http://evil.example/home/work/1.ics",
                                                       "<getetag>\"e\"</getetag>") },
    { "REPORT", "/home/work/", "calendar-multiget", 207,
      SCRIPT_ITEM ("/home/work/%67ood.ics", "g", SCRIPT_EVENT ("good", "Good"))
          SCRIPT_ITEM ("/home/work/weak.ics", "w", SCRIPT_EVENT ("weak", "Weak")) SCRIPT_RESPONSE (
              "/home/work/untagged.ics",
              "<C:calendar-data>" SCRIPT_EVENT ("untagged", "Untagged") "</C:calendar-data>")
              SCRIPT_ITEM ("/home/work/broken.ics", "b", "This is no calendar") SCRIPT_ITEM (
                  "/home/other/1.ics", "o",
                  SCRIPT_EVENT (
                      "other",
                      "Other")) "<response><href>/home/work/gone.ics</href><status>HTTP/1.1 404 No"
                                "</status></response>" },
    { NULL }
  };
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
  g_autoptr (GPtrArray) items = driver_list (remote, "/home/work/#event", VALISE_DEPTH_FULL);
  const ValiseRemoteItem *item;

  g_assert_cmpuint (items->len, ==, 5);
  item = script_find (items, "/home/work/good.ics#event");
  g_assert_cmpstr (item->summary.title, ==, "Good");
  g_assert_cmpstr (item->revision, ==, "g");
  g_assert_nonnull (item->content);
  g_assert_cmpstr (script_find (items, "/home/work/weak.ics#event")->revision, ==, "w");
  item = script_find (items, "/home/work/untagged.ics#event");
  g_assert_cmpstr (item->summary.title, ==, "Untagged");
  g_assert_nonnull (item->revision);
  item = script_find (items, "/home/work/broken.ics#event");
  g_assert_cmpstr (item->summary.title, ==, "broken.ics");
  g_assert_nonnull (item->content);
  item = script_find (items, "/home/work/silent.ics#event");
  g_assert_false (item->has_summary);
  g_assert_false (item->gone);
  script_stop (&script);
}

/* Answers that are none, in clear words. */
static void
test_nonsense (void)
{
  const char *const answers[] = { "",
                                  "!",
                                  "!<html/>",
                                  "!<multistatus xmlns='DAV:'><response>",
                                  "!<!DOCTYPE x><multistatus xmlns='DAV:'/>",
                                  "!{}" };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      ScriptRule rules[] = { SCRIPT_ME, SCRIPT_HOME (answers[i]), { NULL } };
      Script script = { .rules = rules };
      g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
      g_autoptr (GError) error = NULL;

      g_assert_null (valise_remote_folders (remote, NULL, &error));
      g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
      g_assert_cmpint (valise_error_scope (error), ==, VALISE_SCOPE_SERVICE);
      script_stop (&script);
    }
}

static gboolean
refuse_page (GPtrArray *items, guint done, guint total, gpointer data, GError **error)
{
  g_assert_not_reached ();
}

/* What is not about the folder that was asked must not look as if that were empty. */
static void
test_elsewhere (void)
{
  const ScriptRule listings[] = {
    { "PROPFIND", "/home/work/", NULL, 301, "/elsewhere/" },
    { "PROPFIND", "/home/work/", NULL, 207, "" },
    { "PROPFIND", "/home/work/", NULL, 207,
      SCRIPT_RESPONSE ("/elsewhere/1.ics", "<getetag>\"1\"</getetag>") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (listings); i++)
    {
      ScriptRule rules[] = { SCRIPT_ME,
                             SCRIPT_HOME (SCRIPT_WORK ("<sync-token>1</sync-token>")),
                             listings[i],
                             { "PROPFIND", "/elsewhere/", NULL, 207,
                               SCRIPT_RESPONSE ("/elsewhere/", "") },
                             { NULL } };
      Script script = { .rules = rules };
      g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
      g_autoptr (GError) error = NULL;

      g_assert_false (valise_remote_list (remote, "/home/work/#event", VALISE_DEPTH_FULL, NULL,
                                          refuse_page, NULL, NULL, &error));
      g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
      g_assert_cmpint (valise_error_scope (error), ==, VALISE_SCOPE_FOLDER);
      script_stop (&script);
    }
}

/* A collection that does not say what it takes shows as events, and as tasks once it has one. */
static void
test_undeclared (void)
{
  const char *task = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTODO\r\nUID:t\r\n"
                     "SUMMARY:Task\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";
  g_autofree char *items = g_strdup_printf (
      SCRIPT_RESPONSE ("/home/any/t.ics",
                       "<getetag>\"1\"</getetag><C:calendar-data>%s</C:calendar-data>"),
      task);
  ScriptRule rules[] = { SCRIPT_ME,
                         SCRIPT_HOME (SCRIPT_CALENDAR ("/home/any/", "<sync-token>1</sync-token>")),
                         { "PROPFIND", "/home/any/", NULL, 207,
                           SCRIPT_RESPONSE ("/home/any/t.ics", "<getetag>\"1\"</getetag>") },
                         { "REPORT", "/home/any/", NULL, 207, items },
                         { NULL } };
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
  g_autofree char *token = driver_token (remote);
  g_autoptr (GPtrArray) before = valise_remote_folders (remote, NULL, NULL);
  g_autoptr (GPtrArray) events = driver_list (remote, "/home/any/#event", VALISE_DEPTH_FULL);
  g_autoptr (ValiseRemoteChanges) changes = valise_remote_changes (remote, token, NULL, NULL);
  g_autoptr (GPtrArray) after = valise_remote_folders (remote, NULL, NULL);
  g_autoptr (GPtrArray) tasks = driver_list (remote, "/home/any/#task", VALISE_DEPTH_FULL);

  g_assert_cmpuint (before->len, ==, 1);
  g_assert_cmpuint (events->len, ==, 0);
  g_assert_true (changes->folders_changed);
  g_assert_cmpuint (after->len, ==, 2);
  g_assert_cmpuint (tasks->len, ==, 1);
  g_assert_cmpstr (((ValiseRemoteItem *)tasks->pdata[0])->summary.title, ==, "Task");
  script_stop (&script);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dav/read/discovery", test_discovery);
  g_test_add_func ("/dav/read/single", test_single);
  g_test_add_func ("/dav/read/folders", test_folders);
  g_test_add_func ("/dav/read/hostile-items", test_hostile_items);
  g_test_add_func ("/dav/read/nonsense", test_nonsense);
  g_test_add_func ("/dav/read/elsewhere", test_elsewhere);
  g_test_add_func ("/dav/read/undeclared", test_undeclared);
  return g_test_run ();
}
