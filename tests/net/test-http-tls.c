/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Certificates that must not be accepted, made with openssl when the test runs. */

#include "double.h"

#include <glib/gstdio.h>

#include "model/error.h"
#include "net/http.h"

typedef struct
{
  char *dir;
  char *key;
  char *request;
  char *certificate;
} Fixture;

static void
run_openssl (const char *arguments)
{
  g_autofree char *command = g_strconcat ("openssl ", arguments, NULL);
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_assert_true (g_spawn_command_line_sync (command, &out, &err, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *make = NULL;
  g_autofree char *sign = NULL;

  fixture->dir = g_dir_make_tmp ("valise-tls-XXXXXX", NULL);
  fixture->key = g_build_filename (fixture->dir, "key.pem", NULL);
  fixture->request = g_build_filename (fixture->dir, "request.pem", NULL);
  fixture->certificate = g_build_filename (fixture->dir, "certificate.pem", NULL);
  make = g_strdup_printf ("req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout %s -out %s",
                          fixture->key, fixture->request);
  sign = g_strdup_printf ("x509 -req -in %s -signkey %s -days %s -out %s", fixture->request,
                          fixture->key, (const char *)data, fixture->certificate);
  run_openssl (make);
  run_openssl (sign);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_remove (fixture->key);
  g_remove (fixture->request);
  g_remove (fixture->certificate);
  g_assert_cmpint (g_rmdir (fixture->dir), ==, 0);
  g_free (fixture->key);
  g_free (fixture->request);
  g_free (fixture->certificate);
  g_free (fixture->dir);
}

static void
never_asked (Double *self, SoupServerMessage *message, const char *path, gpointer data)
{
  double_answer (message, 200, "text/plain", "hello");
}

static char *
give_secret (gpointer data, GCancellable *cancellable, GError **error)
{
  return g_strdup ("s3cret");
}

static GError *
connect_to (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_files (fixture->certificate,
                                                                              fixture->key, &error);
  g_autoptr (Double) server = NULL;
  g_autoptr (ValiseHttp) http = valise_http_new ("alice", TRUE, give_secret, NULL, NULL);
  ValiseHttpRequest request = { 0 };

  g_assert_no_error (error);
  server = double_new (never_asked, NULL, certificate);
  request.url = double_url (server);
  g_assert_true (valise_http_trust (http, request.url, NULL));
  g_assert_null (valise_http_send (http, &request, NULL, &error));
  g_assert_cmpuint (double_count (server), ==, 0); /* the password was not sent */
  g_assert_true (valise_error_is (error, VALISE_ERROR_CERTIFICATE));
  g_assert_cmpint (valise_error_remedy (error), ==, VALISE_REMEDY_USER);
  return g_steal_pointer (&error);
}

static void
test_self_signed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = connect_to (fixture);

  g_assert_nonnull (strstr (error->message, "signed by itself"));
  g_assert_nonnull (strstr (error->message, "another name")); /* 127.0.0.1 is not localhost */
  g_assert_null (strstr (error->message, "expired"));
}

static void
test_expired (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = connect_to (fixture);

  g_assert_nonnull (strstr (error->message, "expired"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_print ("1..0 # SKIP no TLS here\n");
      return 0;
    }
  g_test_add ("/net/tls/self-signed", Fixture, "2", set_up, test_self_signed, tear_down);
  g_test_add ("/net/tls/expired", Fixture, "-1", set_up, test_expired, tear_down);
  return g_test_run ();
}
