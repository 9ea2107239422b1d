/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What no server of good will can be made to say, while Valise reads. */

#include "script.h"

#define HOME(collections)                                                                          \
  {                                                                                                \
    "PROPFIND", "/home/", NULL, 207, collections                                                   \
  }
#define PRINCIPAL                                                                                  \
  {                                                                                                \
    "PROPFIND", "/me/", NULL, 207, SCRIPT_PRINCIPAL ("/me/")                                       \
  }
#define WORK(props)                                                                                \
  SCRIPT_CALENDAR ("/home/work/",                                                                  \
                   "<displayname>Work</displayname><C:supported-calendar-component-set>"           \
                   "<C:comp name='VEVENT'/></C:supported-calendar-component-set>" props)

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
  ScriptRule principal[] = { PRINCIPAL, { NULL } };
  ScriptRule root[] = {
    { "PROPFIND", "/", NULL, 207,
      SCRIPT_RESPONSE ("/", "<current-user-principal><href>/me/</href></current-user-principal>") },
    PRINCIPAL,
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
    { "PROPFIND", "/home/work/", NULL, 207, WORK ("<sync-token>1</sync-token>") }, { NULL }
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
    PRINCIPAL,
    HOME (SCRIPT_RESPONSE ("/home/", "<resourcetype><collection/></resourcetype>") SCRIPT_CALENDAR (
        "/home/read/",
        "<current-user-privilege-set><privilege><read/></privilege></current-user-privilege-set>")
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

static const ValiseRemoteItem *
find_id (GPtrArray *items, const char *id)
{
  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (((ValiseRemoteItem *)items->pdata[i])->id, id))
      return items->pdata[i];
  return NULL;
}

/* One item of each trouble; the others come, and none counts as removed that is there. */
static void
test_hostile_items (void)
{
  ScriptRule rules[] = {
    PRINCIPAL,
    HOME (WORK ("<sync-token>1</sync-token>")),
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
  item = find_id (items, "/home/work/good.ics#event");
  g_assert_cmpstr (item->summary.title, ==, "Good");
  g_assert_cmpstr (item->revision, ==, "g");
  g_assert_nonnull (item->content);
  g_assert_cmpstr (find_id (items, "/home/work/weak.ics#event")->revision, ==, "w");
  item = find_id (items, "/home/work/untagged.ics#event");
  g_assert_cmpstr (item->summary.title, ==, "Untagged");
  g_assert_nonnull (item->revision);
  item = find_id (items, "/home/work/broken.ics#event");
  g_assert_cmpstr (item->summary.title, ==, "broken.ics");
  g_assert_nonnull (item->content);
  item = find_id (items, "/home/work/silent.ics#event");
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
      ScriptRule rules[] = { PRINCIPAL, HOME (answers[i]), { NULL } };
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
      ScriptRule rules[] = { PRINCIPAL,
                             HOME (WORK ("<sync-token>1</sync-token>")),
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

/* What the server cuts short is gone on with, and what is said later is newer. */
static void
test_cut_short (void)
{
  ScriptRule rules[] = {
    PRINCIPAL,
    { "PROPFIND", "/home/", NULL, 207, WORK ("<sync-token>1</sync-token>"), NULL, TRUE },
    HOME (WORK ("<sync-token>3</sync-token>")),
    { "REPORT", "/home/work/", "<sync-token>1<", 207,
      SCRIPT_RESPONSE ("/home/work/a.ics", "<getetag>\"1\"</getetag>") SCRIPT_RESPONSE (
          "/home/work/b.ics",
          "<getetag>\"1\"</getetag>") "<response><href>/home/work/</href><status>HTTP/1.1 507 More"
                                      "</status></response><sync-token>2</sync-token>" },
    { "REPORT", "/home/work/", "<sync-token>2<", 207,
      "<response><href>/home/work/b.ics</href><status>HTTP/1.1 404 No</status></response>"
      "<response><href>/home/work/c.ics</href><status>HTTP/1.1 404 No</status></response>"
      "<sync-token>4</sync-token>" },
    { "REPORT", "/home/work/", "calendar-multiget", 207,
      SCRIPT_ITEM ("/home/work/a.ics", "1", SCRIPT_EVENT ("a", "A")) },
    { NULL }
  };
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
  g_autofree char *token = driver_token (remote);
  g_autoptr (GPtrArray) items = driver_changes (remote, &token);

  g_assert_cmpuint (items->len, ==, 3);
  g_assert_cmpstr (find_id (items, "/home/work/a.ics#event")->summary.title, ==, "A");
  g_assert_true (find_id (items, "/home/work/b.ics#event")->gone);
  g_assert_true (find_id (items, "/home/work/c.ics#event")->gone);
  g_assert_nonnull (strstr (token, "\"4\""));

  /* Nothing new is one request, though the report's token is another one than the home's. */
  script_count (&script, "");
  g_ptr_array_unref (items);
  items = driver_changes (remote, &token);
  g_assert_cmpuint (items->len, ==, 0);
  g_assert_cmpuint (script_count (&script, "PROPFIND /home/"), ==, 1);
  script_stop (&script);
}

/* The server cannot tell what changed in one folder: that one is to be listed, and no other. */
static void
check_relist (const char *before, const char *after, ScriptRule report)
{
  ScriptRule rules[] = { PRINCIPAL,
                         { "PROPFIND", "/home/", NULL, 207, before, NULL, TRUE },
                         HOME (after),
                         report,
                         { NULL } };
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
  g_autofree char *token = driver_token (remote);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseRemoteChanges) changes = valise_remote_changes (remote, token, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (changes->items->len, ==, 0);
  g_assert_cmpuint (changes->relist->len, ==, 1);
  g_assert_cmpstr (changes->relist->pdata[0], ==, "/home/work/#event");
  g_assert_false (changes->folders_changed);
  g_assert_cmpstr (changes->token, !=, token);
  script_stop (&script);
}

#define OTHER                                                                                      \
  SCRIPT_CALENDAR ("/home/other/", "<sync-token>o</sync-token>"                                    \
                                   "<displayname>Other</displayname>")

static void
test_relist (void)
{
  const ScriptRule invalid = { "REPORT", "/home/work/", "sync-collection", 403,
                               "<error xmlns='DAV:'><valid-sync-token/></error>" };
  const ScriptRule conflict = { "REPORT", "/home/work/", "sync-collection", 409 };
  const ScriptRule endless = { "REPORT", "/home/work/", "sync-collection", 207,
                               "<response><href>/home/work/</href><status>HTTP/1.1 507 More"
                               "</status></response><sync-token>1</sync-token>" };
  const ScriptRule gone = { "REPORT", "/home/work/", "sync-collection", 410 };
  const ScriptRule unused = { "REPORT", "/nothing/" };

  check_relist (WORK ("<sync-token>1</sync-token>") OTHER,
                WORK ("<sync-token>2</sync-token>") OTHER, invalid);
  check_relist (WORK ("<sync-token>1</sync-token>") OTHER,
                WORK ("<sync-token>2</sync-token>") OTHER, conflict);
  check_relist (WORK ("<sync-token>1</sync-token>") OTHER,
                WORK ("<sync-token>2</sync-token>") OTHER, gone);
  check_relist (WORK ("<sync-token>1</sync-token>") OTHER,
                WORK ("<sync-token>2</sync-token>") OTHER, endless);
  check_relist (WORK ("<S:getctag>1</S:getctag>") OTHER, WORK ("<S:getctag>2</S:getctag>") OTHER,
                unused);
}

#define WHOLE(answer)                                                                              \
  {                                                                                                \
    "REPORT", "/home/work/", "<sync-token></sync-token>", 207, answer                              \
  }

/* A first listing in one answer; where anything about it is odd, in batches. */
static void
test_whole (void)
{
  const struct
  {
    ScriptRule report;
    gboolean used;
  } cases[] = {
    { WHOLE (SCRIPT_ITEM ("/home/work/a.ics", "1",
                          SCRIPT_EVENT ("a", "A")) "<sync-token>1</sync-token>"),
      TRUE },
    { WHOLE (SCRIPT_ITEM ("/home/work/a.ics", "1", SCRIPT_EVENT ("a", "A"))), FALSE },
    { WHOLE ("<response><href>/home/work/</href><status>HTTP/1.1 507 More</status></response>"
             "<sync-token>1</sync-token>"),
      FALSE },
    { WHOLE (SCRIPT_RESPONSE ("/home/work/a.ics",
                              "<getetag>\"1\"</getetag>") "<sync-token>1</sync-token>"),
      FALSE },
    { WHOLE ("!{}"), FALSE },
    { { "REPORT", "/home/work/", "<sync-token></sync-token>", 403 }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ScriptRule rules[] = { PRINCIPAL,
                             HOME (WORK ("<sync-token>1</sync-token>")),
                             cases[i].report,
                             { "PROPFIND", "/home/work/", NULL, 207,
                               SCRIPT_RESPONSE ("/home/work/a.ics", "<getetag>\"1\"</getetag>") },
                             { "REPORT", "/home/work/", "calendar-multiget", 207,
                               SCRIPT_ITEM ("/home/work/a.ics", "1", SCRIPT_EVENT ("a", "A")) },
                             { NULL } };
      Script script = { .rules = rules };
      g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
      g_autofree char *token = driver_token (remote);
      g_autoptr (GPtrArray) items = driver_list (remote, "/home/work/#event", VALISE_DEPTH_FULL);

      g_assert_cmpuint (items->len, ==, 1);
      g_assert_cmpstr (find_id (items, "/home/work/a.ics#event")->summary.title, ==, "A");
      g_assert_cmpuint (script_count (&script, "PROPFIND /home/work/"), ==, cases[i].used ? 0 : 1);

      /* What is known is listed by its entity tags. */
      g_ptr_array_unref (items);
      items = driver_list (remote, "/home/work/#event", VALISE_DEPTH_FULL);
      g_assert_cmpuint (items->len, ==, 1);
      g_assert_cmpuint (script_count (&script, "PROPFIND /home/work/"), >, 0);
      script_stop (&script);
    }
}

/* Nothing new asks for no sync token, which is dear at some servers; what is new to the caller, and
 * what has to be listed, brings it along. */
static void
test_ctag (void)
{
  ScriptRule rules[] = {
    PRINCIPAL,
    { "PROPFIND", "/home/", "sync-token", 207,
      WORK ("<S:getctag>1</S:getctag><sync-token>a</sync-token>"), NULL, TRUE },
    { "PROPFIND", "/home/", "sync-token", 500 },
    { "PROPFIND", "/home/", NULL, 207, WORK ("<S:getctag>1</S:getctag>"), NULL, TRUE },
    HOME (WORK ("<S:getctag>2</S:getctag>")
              SCRIPT_CALENDAR ("/home/more/", "<S:getctag>1</S:getctag>")),
    { "PROPFIND", "/home/work/", "sync-token", 207,
      SCRIPT_RESPONSE ("/home/work/", "<sync-token>c</sync-token>") },
    { "PROPFIND", "/home/more/", "sync-token", 207,
      SCRIPT_RESPONSE ("/home/more/", "<sync-token>m</sync-token>") },
    { "REPORT", "/home/work/", "<sync-token>a<", 410 },
    { NULL }
  };
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
  g_autofree char *token = driver_token (remote);
  g_autoptr (ValiseRemoteChanges) nothing = valise_remote_changes (remote, token, NULL, NULL);
  g_autoptr (ValiseRemoteChanges) changed = NULL;

  g_assert_cmpstr (nothing->token, ==, token);
  changed = valise_remote_changes (remote, token, NULL, NULL);
  g_assert_true (changed->folders_changed);
  g_assert_cmpuint (changed->relist->len, ==, 1);
  g_assert_nonnull (strstr (changed->token, "\"c\""));
  g_assert_nonnull (strstr (changed->token, "\"m\""));
  script_stop (&script);
}

/* Neither token nor ctag: the entity tags themselves say whether anything changed. */
static void
test_stateless (void)
{
  ScriptRule rules[] = { PRINCIPAL,
                         HOME (WORK ("")),
                         { "PROPFIND", "/home/work/", NULL, 207,
                           SCRIPT_RESPONSE ("/home/work/a.ics", "<getetag>\"1\"</getetag>"), NULL,
                           TRUE },
                         { "PROPFIND", "/home/work/", NULL, 207,
                           SCRIPT_RESPONSE ("/home/work/a.ics", "<getetag>\"2\"</getetag>") },
                         { NULL } };
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
  g_autofree char *token = driver_token (remote);
  g_autoptr (ValiseRemoteChanges) first = valise_remote_changes (remote, token, NULL, NULL);
  g_autoptr (ValiseRemoteChanges) second = valise_remote_changes (remote, first->token, NULL, NULL);

  g_assert_cmpuint (first->relist->len, ==, 1);
  g_assert_cmpuint (second->relist->len, ==, 0);
  script_stop (&script);
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
  ScriptRule rules[] = { PRINCIPAL,
                         HOME (SCRIPT_CALENDAR ("/home/any/", "<sync-token>1</sync-token>")),
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
  g_test_add_func ("/dav/read/cut-short", test_cut_short);
  g_test_add_func ("/dav/read/relist", test_relist);
  g_test_add_func ("/dav/read/whole", test_whole);
  g_test_add_func ("/dav/read/ctag", test_ctag);
  g_test_add_func ("/dav/read/stateless", test_stateless);
  g_test_add_func ("/dav/read/undeclared", test_undeclared);
  return g_test_run ();
}
