/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What changed: states, tokens, and what servers do with them. */

#include "script.h"

/* What the server cuts short is gone on with, and what is said later is newer. */
static void
test_cut_short (void)
{
  ScriptRule rules[] = {
    SCRIPT_ME,
    { "PROPFIND", "/home/", NULL, 207, SCRIPT_WORK ("<sync-token>1</sync-token>"), NULL, TRUE },
    SCRIPT_HOME (SCRIPT_WORK ("<sync-token>3</sync-token>")),
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
  g_assert_cmpstr (script_find (items, "/home/work/a.ics#event")->summary.title, ==, "A");
  g_assert_true (script_find (items, "/home/work/b.ics#event")->gone);
  g_assert_true (script_find (items, "/home/work/c.ics#event")->gone);
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
  ScriptRule rules[] = { SCRIPT_ME,
                         { "PROPFIND", "/home/", NULL, 207, before, NULL, TRUE },
                         SCRIPT_HOME (after),
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

  check_relist (SCRIPT_WORK ("<sync-token>1</sync-token>") OTHER,
                SCRIPT_WORK ("<sync-token>2</sync-token>") OTHER, invalid);
  check_relist (SCRIPT_WORK ("<sync-token>1</sync-token>") OTHER,
                SCRIPT_WORK ("<sync-token>2</sync-token>") OTHER, conflict);
  check_relist (SCRIPT_WORK ("<sync-token>1</sync-token>") OTHER,
                SCRIPT_WORK ("<sync-token>2</sync-token>") OTHER, gone);
  check_relist (SCRIPT_WORK ("<sync-token>1</sync-token>") OTHER,
                SCRIPT_WORK ("<sync-token>2</sync-token>") OTHER, endless);
  check_relist (SCRIPT_WORK ("<S:getctag>1</S:getctag>") OTHER,
                SCRIPT_WORK ("<S:getctag>2</S:getctag>") OTHER, unused);
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
      ScriptRule rules[] = { SCRIPT_ME,
                             SCRIPT_HOME (SCRIPT_WORK ("<sync-token>1</sync-token>")),
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
      g_assert_cmpstr (script_find (items, "/home/work/a.ics#event")->summary.title, ==, "A");
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
    SCRIPT_ME,
    { "PROPFIND", "/home/", "sync-token", 207,
      SCRIPT_WORK ("<S:getctag>1</S:getctag><sync-token>a</sync-token>"), NULL, TRUE },
    { "PROPFIND", "/home/", "sync-token", 500 },
    { "PROPFIND", "/home/", NULL, 207, SCRIPT_WORK ("<S:getctag>1</S:getctag>"), NULL, TRUE },
    SCRIPT_HOME (SCRIPT_WORK ("<S:getctag>2</S:getctag>")
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
  ScriptRule rules[] = { SCRIPT_ME,
                         SCRIPT_HOME (SCRIPT_WORK ("")),
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dav/changes/cut-short", test_cut_short);
  g_test_add_func ("/dav/changes/relist", test_relist);
  g_test_add_func ("/dav/changes/whole", test_whole);
  g_test_add_func ("/dav/changes/ctag", test_ctag);
  g_test_add_func ("/dav/changes/stateless", test_stateless);
  return g_test_run ();
}
