/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Addresses that mean the same are the same, and those of others are none. */

#include "remote/dav/href.h"

static void
test_normalize (void)
{
  const struct
  {
    const char *href;
    const char *path; /* NULL: refused */
  } cases[] = {
    { "/cal/1.ics", "/cal/1.ics" },
    { "/", "/" },
    { "http://dav.example.org/cal/1.ics", "/cal/1.ics" },
    { "https://DAV.example.org:8443/cal/1.ics", "/cal/1.ics" },
    { "/user%40example.org/1%2e.ics", "/user@example.org/1..ics" },
    { "/user@example.org/", "/user@example.org/" },
    { "/a%20b", "/a%20b" },
    { "/a b", "/a%20b" },
    { "/\xc3\xbc", "/%C3%BC" },
    { "/%c3%bc", "/%C3%BC" },
    { "/a%2fb", "/a%2Fb" },
    { "/100%", "/100%25" },
    { "/a://b/1.ics", "/a://b/1.ics" },
    { "file:///etc/passwd", NULL },
    { "/a%25b", "/a%25b" },
    { "/a%3Fb%23c", "/a%3Fb%23c" },
    { "", NULL },
    { "1.ics", NULL },
    { "//evil.example/cal/1.ics", NULL },
    { "http://evil.example/cal/1.ics", NULL },
    { "http://dav.example.org.evil.example/cal/1.ics", NULL },
    { "http://dav.example.org@evil.example/cal/1.ics", NULL },
    { "http://dav.example.org", NULL },
    { "http%3A//dav.example.org/cal/1.ics", NULL },
    { "://", NULL },
    { "/cal/../other/1.ics", NULL },
    { "/cal/%2e%2e/other/1.ics", NULL },
    { "/cal/..", NULL },
    { "/cal/./1.ics", NULL },
    { "/cal/1.ics?x", NULL },
    { "/cal/1.ics#x", NULL },
    { "/cal/a%00b", NULL },
    { "/cal/a%0d%0aX: y", NULL },
    { "/cal/a\nb", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = valise_href_normalize (cases[i].href, "dav.example.org");
      g_autofree char *again = path != NULL ? valise_href_normalize (path, "dav.example.org")
                                            : NULL;

      g_test_message ("%s", cases[i].href);
      g_assert_cmpstr (path, ==, cases[i].path);
      g_assert_cmpstr (again, ==, path);
    }
}

static void
test_is_in (void)
{
  g_assert_true (valise_href_is_in ("/cal/1.ics", "/cal/"));
  g_assert_false (valise_href_is_in ("/cal/", "/cal/"));
  g_assert_false (valise_href_is_in ("/cal", "/cal/"));
  g_assert_false (valise_href_is_in ("/cal/sub/1.ics", "/cal/"));
  g_assert_false (valise_href_is_in ("/cal/sub/", "/cal/"));
  g_assert_false (valise_href_is_in ("/calendar/1.ics", "/cal/"));
}

static void
test_ids (void)
{
  g_autofree char *id = valise_href_make_id ("/cal/1%23.ics", VALISE_KIND_TASK);
  ValiseKind kind = VALISE_KIND_EVENT;
  g_autofree char *path = valise_href_split_id (id, &kind);
  g_autofree char *other = valise_href_make_id ("/cal/1%23.ics", VALISE_KIND_EVENT);
  g_autofree char *parent = valise_href_parent (path);

  g_assert_cmpstr (path, ==, "/cal/1%23.ics");
  g_assert_cmpint (kind, ==, VALISE_KIND_TASK);
  g_assert_cmpstr (id, !=, other);
  g_assert_cmpstr (parent, ==, "/cal/");
}

static void
test_join (void)
{
  const char *const odd[] = { "", ".", "..", ".hidden", "a/b", "a b", "\xc3\xbc", "a%2e", "{1}" };
  g_autofree char *plain = valise_href_join ("/cal/", "1-a_B@example.org", VALISE_KIND_EVENT);
  g_autofree char *card = valise_href_join ("/book/", "1", VALISE_KIND_CONTACT);
  g_autofree char *endless = g_strnfill (1000, 'x');
  g_autofree char *cut = valise_href_join ("/cal/", endless, VALISE_KIND_EVENT);

  g_assert_cmpstr (plain, ==, "/cal/1-a_B@example.org.ics");
  g_assert_cmpstr (card, ==, "/book/1.vcf");
  g_assert_cmpuint (strlen (cut), <, 100);
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *path = valise_href_join ("/cal/", odd[i], VALISE_KIND_EVENT);
      g_autofree char *again = valise_href_join ("/cal/", odd[i], VALISE_KIND_EVENT);
      g_autofree char *normal = valise_href_normalize (path, "x");

      g_assert_cmpstr (path, ==, again);
      g_assert_cmpstr (path, ==, normal);
      g_assert_true (valise_href_is_in (path, "/cal/"));
    }
}

static void
test_title (void)
{
  g_autofree char *title = valise_href_get_title ("/a/My%20f%C3%BCr/");
  g_autofree char *broken = valise_href_get_title ("/a/%FF%FE");

  g_assert_cmpstr (title, ==, "My für");
  g_assert_true (g_utf8_validate (broken, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dav/href/normalize", test_normalize);
  g_test_add_func ("/dav/href/is-in", test_is_in);
  g_test_add_func ("/dav/href/ids", test_ids);
  g_test_add_func ("/dav/href/join", test_join);
  g_test_add_func ("/dav/href/title", test_title);
  return g_test_run ();
}
