/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a password may travel. */

#include <glib.h>

#include "model/error.h"
#include "net/origin.h"

static GUri *
parse (const char *url)
{
  g_autoptr (GError) error = NULL;
  GUri *uri = valise_origin_parse (url, &error);

  g_assert_no_error (error);
  return uri;
}

static void
test_parse (void)
{
  const char *const bad[] = { "",         "mail.example.org", "ftp://mail.example.org",
                              "https://", "https:///jmap",    "file:///etc/passwd" };
  g_autoptr (GUri) uri = parse ("https://alice:secret@mail.example.org/jmap?x=1");
  g_autofree char *text = g_uri_to_string (uri);

  g_assert_null (strstr (text, "secret"));
  g_assert_null (strstr (text, "alice"));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (valise_origin_parse (bad[i], &error));
      g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
    }
}

static void
test_to_string (void)
{
  static const char *const origins[][2] = {
    { "https://mail.example.org/jmap/", "https://mail.example.org" },
    { "https://mail.example.org:443/", "https://mail.example.org" },
    { "http://mail.example.org:443/", "http://mail.example.org:443" },
    { "http://[::1]:8080/x", "http://[::1]:8080" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    {
      g_autoptr (GUri) uri = parse (origins[i][0]);
      g_autofree char *origin = valise_origin_to_string (uri);

      g_assert_cmpstr (origin, ==, origins[i][1]);
    }
}

/* Two addresses, whether they are one origin, and whether the second is the first by HTTPS. */
static void
test_compare (void)
{
  static const struct
  {
    const char *a, *b;
    gboolean equal, upgrade;
  } pairs[] = {
    { "https://example.org/a", "https://EXAMPLE.org:443/b", TRUE, FALSE },
    { "https://example.org", "https://example.org:444", FALSE, FALSE },
    { "https://example.org", "https://www.example.org", FALSE, FALSE },
    { "https://example.org", "https://example.org.evil.net", FALSE, FALSE },
    { "http://example.org", "https://example.org", FALSE, TRUE },
    { "http://example.org:8080", "https://example.org:8443", FALSE, TRUE },
    { "http://example.org", "https://evil.net", FALSE, FALSE },
    { "http://example.org", "http://example.org:81", FALSE, FALSE },
    { "https://example.org", "http://example.org", FALSE, FALSE },
    { "https://example.org", "http://example.org:443", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (GUri) a = parse (pairs[i].a);
      g_autoptr (GUri) b = parse (pairs[i].b);

      g_assert_cmpint (valise_origin_equal (a, b), ==, pairs[i].equal);
      g_assert_cmpint (valise_origin_equal (b, a), ==, pairs[i].equal);
      g_assert_cmpint (valise_origin_is_upgrade (a, b), ==, pairs[i].upgrade);
    }
}

static void
test_plain_http (void)
{
  static const struct
  {
    const char *url;
    gboolean allow, good;
  } cases[] = {
    { "https://example.org", FALSE, TRUE },
    { "http://example.org", FALSE, FALSE },
    { "http://example.org", TRUE, TRUE },
    { "http://127.0.0.1:8080", FALSE, TRUE },
    { "http://[::1]", FALSE, TRUE },
    { "http://localhost", FALSE, TRUE },
    { "http://localhost.evil.net", FALSE, FALSE },
    { "http://127.0.0.1.evil.net", FALSE, FALSE },
    { "http://192.168.1.1", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GUri) uri = parse (cases[i].url);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (valise_origin_check (uri, cases[i].allow, &error), ==, cases[i].good);
      g_assert_true (cases[i].good || valise_error_is (error, VALISE_ERROR_PROTOCOL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/origin/parse", test_parse);
  g_test_add_func ("/origin/to-string", test_to_string);
  g_test_add_func ("/origin/compare", test_compare);
  g_test_add_func ("/origin/plain-http", test_plain_http);
  return g_test_run ();
}
