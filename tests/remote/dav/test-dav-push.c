/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What no server of good will can be made to say, while Valise writes. */

#include "script.h"

#define COMMON                                                                                     \
  { "PROPFIND", "/me/", NULL, 207, SCRIPT_PRINCIPAL ("/me/") },                                    \
  {                                                                                                \
    "PROPFIND", "/home/", NULL, 207,                                                               \
        SCRIPT_CALENDAR ("/home/work/", "<sync-token>1</sync-token>")                              \
            SCRIPT_CALENDAR ("/home/other/", "<sync-token>1</sync-token>")                         \
  }
#define MINE SCRIPT_EVENT ("u", "Mine")
#define THEIRS SCRIPT_EVENT ("u", "Theirs")
#define LOOK(answer)                                                                               \
  {                                                                                                \
    "REPORT", "/home/work/", "calendar-multiget", 207, answer                                      \
  }
#define GONE_AT(href)                                                                              \
  "<response><href>" href "</href><status>HTTP/1.1 404 Not Found</status></response>"

static ValiseContent *
content_new (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
}

static DriverOutcome *
create (ValiseRemote *remote)
{
  g_autoptr (ValiseContent) content = content_new (MINE);
  ValiseEdit edit = { .kind = VALISE_KIND_EVENT,
                      .uid = "u",
                      .folder = "/home/work/#event",
                      .flags = "",
                      .content = content };

  return driver_push (remote, &edit);
}

/* An edit of a known item: without @text, its removal; with @folder, a move. */
static DriverOutcome *
change (ValiseRemote *remote, const char *text, const char *folder)
{
  g_autoptr (ValiseContent) content = text != NULL ? content_new (text) : NULL;
  ValiseEdit edit = { .kind = VALISE_KIND_EVENT,
                      .id = "/home/work/u.ics#event",
                      .uid = "u",
                      .base_revision = "1",
                      .base_folder = "/home/work/#event",
                      .base_flags = "",
                      .folder = folder,
                      .flags = "",
                      .content = content };

  return driver_push (remote, &edit);
}

static DriverOutcome *
update (ValiseRemote *remote)
{
  return change (remote, MINE, "/home/work/#event");
}

static void
test_create (void)
{
  ScriptRule rules[] = { COMMON,
                         { "PUT", "/home/work/u.ics", "Mine", 201, NULL, "W/\"2\"" },
                         { NULL } };
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
  g_autoptr (DriverOutcome) outcome = create (remote);

  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (outcome->id, ==, "/home/work/u.ics#event");
  g_assert_cmpstr (outcome->revision, ==, "2");
  script_stop (&script);
}

/* No entity tag: the server made something else of it, and the next changes say what, whatever the
 * state of the collection is. */
static void
test_altered (void)
{
  ScriptRule rules[] = { COMMON,
                         { "PUT", "/home/work/u.ics", NULL, 204 },
                         LOOK (SCRIPT_ITEM ("/home/work/u.ics", "2", THEIRS)),
                         { NULL } };
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
  g_autofree char *token = driver_token (remote);
  g_autoptr (DriverOutcome) outcome = update (remote);
  g_autoptr (GPtrArray) items = driver_changes (remote, &token);
  g_autoptr (GPtrArray) again = driver_changes (remote, &token);

  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
  g_assert_null (outcome->revision);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpstr (((ValiseRemoteItem *)items->pdata[0])->revision, ==, "2");
  g_assert_cmpstr (((ValiseRemoteItem *)items->pdata[0])->summary.title, ==, "Theirs");
  g_assert_cmpuint (again->len, ==, 0);
  script_stop (&script);
}

/* Something is where the new item was to be. */
static void
check_existing (const char *there, ValiseOutcomeType first, ValiseOutcomeType second)
{
  ScriptRule rules[] = { COMMON, { "PUT", "/home/work/u.ics", NULL, 412 }, LOOK (there), { NULL } };
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
  g_autoptr (DriverOutcome) once = create (remote);
  g_autoptr (DriverOutcome) twice = create (remote);

  g_assert_cmpint (once->type, ==, first);
  g_assert_cmpint (twice->type, ==, second);
  script_stop (&script);
}

static void
test_existing (void)
{
  /* Our own, whose answer was lost. */
  check_existing (SCRIPT_ITEM ("/home/work/u.ics", "2", MINE), VALISE_OUTCOME_DONE,
                  VALISE_OUTCOME_DONE);
  /* Another one: the caller looks; when it still wants to, it knew the other one already. */
  check_existing (SCRIPT_ITEM ("/home/work/u.ics", "2", THEIRS), VALISE_OUTCOME_CHANGED,
                  VALISE_OUTCOME_REFUSED);
}

static void
test_uid_conflict (void)
{
  const struct
  {
    const char *answer;
    ValiseOutcomeType outcome;
  } cases[] = {
    { "<error xmlns='DAV:' xmlns:C='urn:ietf:params:xml:ns:caldav'><C:no-uid-conflict>"
      "<href>/home/work/9.ics</href></C:no-uid-conflict></error>",
      VALISE_OUTCOME_CHANGED },
    { "<error xmlns='DAV:' xmlns:C='urn:ietf:params:xml:ns:caldav'><C:no-uid-conflict/></error>",
      VALISE_OUTCOME_CHANGED },
    { "<error xmlns='DAV:' xmlns:C='urn:ietf:params:xml:ns:caldav'><C:no-uid-conflict>"
      "<href>/home/other/9.ics</href></C:no-uid-conflict></error>",
      VALISE_OUTCOME_REFUSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ScriptRule rules[] = { COMMON,
                             { "PUT", "/home/work/u.ics", NULL, 409, cases[i].answer },
                             { NULL } };
      Script script = { .rules = rules };
      g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
      g_autoptr (DriverOutcome) once = create (remote);
      g_autoptr (DriverOutcome) twice = create (remote);

      g_assert_cmpint (once->type, ==, cases[i].outcome);
      g_assert_cmpint (twice->type, ==, VALISE_OUTCOME_REFUSED);
      g_assert_nonnull (strstr (twice->failure, "UID"));
      script_stop (&script);
    }
}

static void
check_guarded (const char *there, ValiseOutcomeType edited, ValiseOutcomeType removed)
{
  ScriptRule rules[] = { COMMON,
                         { "PUT", "/home/work/u.ics", NULL, 412 },
                         { "DELETE", "/home/work/u.ics", NULL, 412 },
                         LOOK (there),
                         { NULL } };
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
  g_autoptr (DriverOutcome) edit = update (remote);
  g_autoptr (DriverOutcome) removal = change (remote, NULL, NULL);

  g_assert_cmpint (edit->type, ==, edited);
  g_assert_cmpint (removal->type, ==, removed);
  script_stop (&script);
}

static void
test_guarded (void)
{
  check_guarded (SCRIPT_ITEM ("/home/work/u.ics", "2", THEIRS), VALISE_OUTCOME_CHANGED,
                 VALISE_OUTCOME_CHANGED);
  check_guarded (SCRIPT_ITEM ("/home/work/u.ics", "2", MINE), VALISE_OUTCOME_DONE,
                 VALISE_OUTCOME_CHANGED);
  check_guarded (GONE_AT ("/home/work/u.ics"), VALISE_OUTCOME_GONE, VALISE_OUTCOME_GONE);
}

static void
test_refused (void)
{
  const struct
  {
    guint status;
    const char *condition;
    ValiseOutcomeType outcome;
  } cases[] = {
    { 403, "valid-calendar-data", VALISE_OUTCOME_REFUSED },
    { 409, "max-resource-size", VALISE_OUTCOME_REFUSED },
    { 403, "supported-calendar-component", VALISE_OUTCOME_REFUSED },
    { 403, "need-privileges", VALISE_OUTCOME_REFUSED },
    { 403, "something-else", VALISE_OUTCOME_REFUSED },
    { 400, NULL, VALISE_OUTCOME_REFUSED },
    { 413, NULL, VALISE_OUTCOME_REFUSED },
    { 507, NULL, VALISE_OUTCOME_REFUSED },
    { 404, NULL, VALISE_OUTCOME_GONE },
    { 410, NULL, VALISE_OUTCOME_GONE },
    { 409, NULL, VALISE_OUTCOME_LATER },
    { 423, NULL, VALISE_OUTCOME_LATER },
    { 500, NULL, VALISE_OUTCOME_LATER },
    { 418, NULL, VALISE_OUTCOME_LATER },
    { 207, NULL, VALISE_OUTCOME_LATER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = cases[i].condition != NULL
                                    ? g_strdup_printf ("<error xmlns='DAV:'><%s xmlns="
                                                       "'urn:ietf:params:xml:ns:caldav'/></error>",
                                                       cases[i].condition)
                                    : NULL;
      ScriptRule rules[] = { COMMON,
                             { "PUT", "/home/work/u.ics", NULL, cases[i].status, answer },
                             { NULL } };
      Script script = { .rules = rules };
      g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
      g_autoptr (DriverOutcome) outcome = NULL;

      g_test_message ("%u %s", cases[i].status, cases[i].condition);
      outcome = update (remote);
      g_assert_cmpint (outcome->type, ==, cases[i].outcome);
      if (outcome->type == VALISE_OUTCOME_REFUSED)
        g_assert_true (g_str_has_suffix (outcome->failure, "."));
      script_stop (&script);
    }
}

static void
test_move (void)
{
  ScriptRule rules[] = { COMMON, { "MOVE", "/home/work/u.ics", NULL, 201 }, { NULL } };
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
  g_autoptr (DriverOutcome) outcome = change (remote, NULL, "/home/other/#event");
  g_autoptr (DriverOutcome) wrong = change (remote, NULL, "/home/other/#task");

  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (outcome->id, ==, "/home/other/u.ics#event");
  g_assert_cmpint (wrong->type, ==, VALISE_OUTCOME_REFUSED);
  script_stop (&script);
}

/* A server without MOVE: a copy there, and the old one goes; or the copy, where that is changed. */
static void
check_copied (guint deleted, ValiseOutcomeType expected, guint taken_back)
{
  ScriptRule rules[] = { COMMON,
                         { "MOVE", "/home/work/u.ics", NULL, 405 },
                         LOOK (SCRIPT_ITEM ("/home/work/u.ics", "1", THEIRS)),
                         { "PUT", "/home/other/u.ics", "Theirs", 201, NULL, "\"7\"" },
                         { "DELETE", "/home/work/u.ics", NULL, deleted },
                         { "DELETE", "/home/other/u.ics", NULL, 204 },
                         { NULL } };
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
  g_autoptr (DriverOutcome) outcome = change (remote, NULL, "/home/other/#event");

  g_assert_cmpint (outcome->type, ==, expected);
  g_assert_cmpuint (script_count (&script, "DELETE /home/other/u.ics"), ==, taken_back);
  script_stop (&script);
}

static void
test_copied (void)
{
  check_copied (204, VALISE_OUTCOME_DONE, 0);
  check_copied (404, VALISE_OUTCOME_DONE, 0);
  check_copied (412, VALISE_OUTCOME_CHANGED, 1);
  check_copied (403, VALISE_OUTCOME_REFUSED, 1);
}

/* The new content went to the old place, and the move was refused: the next changes tell of the
 * content, so that only the move is left to be done. */
static void
test_half_moved (void)
{
  ScriptRule rules[] = {
    { "PROPFIND", "/home/", NULL, 207,
      SCRIPT_CALENDAR ("/home/work/", "<sync-token>1</sync-token>"), NULL, TRUE },
    { "PROPFIND", "/home/", NULL, 207,
      SCRIPT_CALENDAR ("/home/work/", "<sync-token>2</sync-token>") },
    COMMON,
    { "PUT", "/home/work/u.ics", NULL, 204, NULL, "\"2\"" },
    { "MOVE", "/home/work/u.ics", NULL, 423 },
    { "REPORT", "/home/work/", "sync-collection", 207,
      SCRIPT_RESPONSE ("/home/work/u.ics",
                       "<getetag>\"2\"</getetag>") "<sync-token>2</sync-token>" },
    LOOK (SCRIPT_ITEM ("/home/work/u.ics", "2", MINE)),
    { NULL }
  };
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
  g_autofree char *token = driver_token (remote);
  g_autoptr (DriverOutcome) outcome = change (remote, MINE, "/home/other/#event");
  g_autoptr (GPtrArray) items = driver_changes (remote, &token);

  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_LATER);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpstr (((ValiseRemoteItem *)items->pdata[0])->revision, ==, "2");
  script_stop (&script);
}

/* What was pushed a moment ago is no news. */
static void
test_echo (void)
{
  ScriptRule rules[] = {
    { "PROPFIND", "/home/", NULL, 207,
      SCRIPT_CALENDAR ("/home/work/", "<sync-token>1</sync-token>"), NULL, TRUE },
    { "PROPFIND", "/home/", NULL, 207,
      SCRIPT_CALENDAR ("/home/work/", "<sync-token>2</sync-token>") },
    COMMON,
    { "PUT", "/home/work/u.ics", NULL, 204, NULL, "\"2\"" },
    { "REPORT", "/home/work/", "sync-collection", 207,
      SCRIPT_RESPONSE ("/home/work/u.ics",
                       "<getetag>\"2\"</getetag>") "<sync-token>2</sync-token>" },
    { NULL }
  };
  Script script = { .rules = rules };
  g_autoptr (ValiseRemote) remote = script_start (&script, "/me/");
  g_autofree char *token = driver_token (remote);
  g_autoptr (DriverOutcome) outcome = update (remote);
  g_autoptr (GPtrArray) items = driver_changes (remote, &token);

  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpuint (items->len, ==, 0);
  script_stop (&script);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dav/push/create", test_create);
  g_test_add_func ("/dav/push/altered", test_altered);
  g_test_add_func ("/dav/push/existing", test_existing);
  g_test_add_func ("/dav/push/uid-conflict", test_uid_conflict);
  g_test_add_func ("/dav/push/guarded", test_guarded);
  g_test_add_func ("/dav/push/refused", test_refused);
  g_test_add_func ("/dav/push/move", test_move);
  g_test_add_func ("/dav/push/copied", test_copied);
  g_test_add_func ("/dav/push/half-moved", test_half_moved);
  g_test_add_func ("/dav/push/echo", test_echo);
  return g_test_run ();
}
