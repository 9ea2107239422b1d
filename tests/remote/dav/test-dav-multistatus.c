/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a server says of resources: what makes sense is read, the rest is as if it were not there.
 */

#include "remote/dav/multistatus.h"

#include "model/error.h"

static ValiseMultistatus *
parse (const char *responses, GError **error)
{
  char *text = g_strdup_printf ("<multistatus xmlns='DAV:'>%s</multistatus>", responses);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  return valise_multistatus_parse (bytes, "dav.example.org", error);
}

#define ITEM(href, props)                                                                          \
  "<response><href>" href "</href><propstat><prop>" props                                          \
  "</prop><status>HTTP/1.1 200 OK</status></propstat></response>"

static void
test_usual (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseMultistatus) answer = parse (
      ITEM ("/c/1.ics",
            "<getetag>\"a\"</getetag>") "<response><href> /c/2.ics\n</href><status>HTTP/1.1 404 "
                                        "Not Found</status></response>"
                                        "<response><href>/c/3.ics</href><href>/c/4.ics</"
                                        "href><status>HTTP/1.1 403 No</status>"
                                        "</response>"
                                        "<response><href>/c/5.ics</href>"
                                        "<propstat><prop><getetag/></prop><status>HTTP/1.1 404 Not "
                                        "Found</status></propstat>"
                                        "<propstat><prop><displayname>x</displayname></"
                                        "prop><status>HTTP/1.1 200 OK</status>"
                                        "</propstat></response><sync-token>t2</sync-token>",
      &error);
  const ValiseDavResponse *one, *five;
  g_autofree char *etag = NULL;
  g_autofree char *none = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (answer->responses->len, ==, 5);
  one = valise_multistatus_find (answer, "/c/1.ics");
  five = valise_multistatus_find (answer, "/c/5.ics");
  etag = valise_dav_response_get_etag (one);
  none = valise_dav_response_get_etag (five);
  g_assert_cmpstr (etag, ==, "a");
  g_assert_null (none);
  g_assert_cmpstr (valise_dav_response_get_text (five, VALISE_NS_DAV, "displayname"), ==, "x");
  g_assert_cmpuint (valise_multistatus_find (answer, "/c/2.ics")->status, ==, 404);
  g_assert_cmpuint (valise_multistatus_find (answer, "/c/4.ics")->status, ==, 403);
  g_assert_cmpstr (answer->sync_token, ==, "t2");
}

/* What is of somebody else, or twice, or nowhere, is left out; the rest is read. */
static void
test_hostile (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseMultistatus) answer = parse (
      ITEM ("http://evil.example/c/1.ics", "<getetag>\"e\"</getetag>") ITEM ("/c/../x/1.ics",
                                                                             "") ITEM ("", "")
          ITEM ("1.ics", "") "<response/>"
                             "<response><propstat/></response><surprise/>" ITEM (
                                 "/c/1.ics", "<getetag>W/\"first\"</getetag>")
                                 ITEM ("/c/%31.ics",
                                       "<getetag>\"second\"</getetag>") "<response><href>/c/2.ics</"
                                                                        "href><status>nonsense</"
                                                                        "status></response>"
                                                                        "<response><href>/c/3.ics</"
                                                                        "href><status>HTTP/1.1 "
                                                                        "99999999999999999999</"
                                                                        "status></response>",
      &error);
  g_autofree char *etag = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (answer->responses->len, ==, 3);
  etag = valise_dav_response_get_etag (valise_multistatus_find (answer, "/c/1.ics"));
  g_assert_cmpstr (etag, ==, "first");
  g_assert_cmpuint (valise_multistatus_find (answer, "/c/3.ics")->status, ==, 0);
  g_assert_null (answer->sync_token);
}

static void
test_other (void)
{
  g_autoptr (GBytes) html = g_bytes_new_static ("<html><body/></html>", 20);
  g_autoptr (GError) error = NULL;

  g_assert_null (valise_multistatus_parse (html, "x", &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
}

static void
test_etags (void)
{
  const struct
  {
    const char *raw;
    const char *etag;
  } cases[] = {
    { "\"a\"", "a" },     { "W/\"a\"", "a" },
    { "a", "a" },         { " \"a b\" ", "a b" },
    { "\"\"", NULL },     { "", NULL },
    { NULL, NULL },       { "\"a\"b\"", NULL },
    { "\"a\nb\"", NULL }, { "\"a\r\nX: y\"", NULL },
    { "\"", NULL },
  };
  g_autofree char *endless = g_strnfill (100000, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *etag = valise_dav_etag_read (cases[i].raw);

      g_assert_cmpstr (etag, ==, cases[i].etag);
    }
  g_assert_null (valise_dav_etag_read (endless));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dav/multistatus/usual", test_usual);
  g_test_add_func ("/dav/multistatus/hostile", test_hostile);
  g_test_add_func ("/dav/multistatus/other", test_other);
  g_test_add_func ("/dav/multistatus/etags", test_etags);
  return g_test_run ();
}
