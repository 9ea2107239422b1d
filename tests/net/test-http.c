/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The policies of HTTP: sign-in, redirects, patience, limits, cancelling. */

#include "double.h"

#include "model/error.h"
#include "net/http-error.h"
#include "net/http.h"

#define SECRET "s3cret"
#define BASIC "Basic YWxpY2U6czNjcmV0" /* alice:s3cret */

static char *
give_secret (gpointer data, GCancellable *cancellable, GError **error)
{
  guint *asked = data;

  if (asked != NULL)
    (*asked)++;
  return g_strdup (SECRET);
}

static ValiseHttp *
new_http (Double *server)
{
  g_autoptr (GError) error = NULL;
  ValiseHttp *http = valise_http_new ("alice", FALSE, give_secret, NULL, NULL);

  g_assert_true (valise_http_trust (http, double_url (server), &error));
  g_assert_no_error (error);
  return http;
}

static ValiseHttpResponse *
get (ValiseHttp *http, Double *server, const char *path, GError **error)
{
  g_autofree char *url = g_strconcat (double_url (server), path, NULL);
  const ValiseHttpRequest request = { .url = url, .max_bytes = 100000, .repeatable = TRUE };
  ValiseHttpResponse *response = valise_http_send (http, &request, NULL, error);

  if (error != NULL && *error != NULL)
    g_assert_null (strstr ((*error)->message, SECRET)); /* in no error whatsoever */
  return response;
}

static void
assert_body (ValiseHttpResponse *response, const char *text)
{
  g_assert_cmpmem (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body), text,
                   strlen (text));
}

/* A server that answers every request in the same way. */
typedef struct
{
  guint status;
  const char *header;  /* nullable: "Name: value" */
  const char *accepts; /* nullable: the Authorization that gets 200 */
  guint after;         /* as many requests get status, then 200 */
  gint count;
} Script;

static void
follow_script (Double *self, SoupServerMessage *message, const char *path, gpointer data)
{
  Script *script = data;
  const char *authorization = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");
  gint count = g_atomic_int_add (&script->count, 1);
  g_auto (GStrv) header = NULL;

  if ((script->accepts != NULL && g_strcmp0 (authorization, script->accepts) == 0)
      || (script->after > 0 && count >= (gint)script->after))
    {
      double_answer (message, 200, "text/plain", "hello");
      return;
    }
  double_answer (message, script->status, "text/plain", "no");
  if (script->header == NULL)
    return;
  header = g_strsplit (script->header, ": ", 2);
  soup_message_headers_append (soup_server_message_get_response_headers (message), header[0],
                               header[1]);
}

static void
test_basic (void)
{
  Script script = { .status = 401, .accepts = BASIC };
  g_autoptr (Double) server = double_new (follow_script, &script, NULL);
  g_autoptr (ValiseHttp) http = new_http (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseHttpResponse) response = get (http, server, "/a", &error);

  g_assert_no_error (error);
  assert_body (response, "hello");
  g_assert_cmpuint (double_count (server), ==, 1); /* without waiting for a challenge */
}

static void
test_bearer (void)
{
  Script script = { .status = 401,
                    .accepts = "Bearer " SECRET,
                    .header = "WWW-Authenticate: Bearer realm=\"Basic, or not\"" };
  g_autoptr (Double) server = double_new (follow_script, &script, NULL);
  g_autoptr (ValiseHttp) http = new_http (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseHttpResponse) first = get (http, server, "/a", &error);
  g_autoptr (ValiseHttpResponse) second = get (http, server, "/b", &error);

  g_assert_no_error (error);
  assert_body (first, "hello");
  assert_body (second, "hello");
  g_assert_cmpuint (double_count (server), ==, 3); /* it is remembered */
  g_assert_cmpint (valise_http_get_sign_in (http), ==, VALISE_SIGN_IN_BEARER);
}

static void
test_refused (void)
{
  Script script = { .status = 401, .header = "WWW-Authenticate: Basic realm=\"x\"" };
  g_autoptr (Double) server = double_new (follow_script, &script, NULL);
  guint asked = 0;
  g_autoptr (ValiseHttp) http = valise_http_new ("alice", FALSE, give_secret, &asked, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (valise_http_trust (http, double_url (server), NULL));
  g_assert_null (get (http, server, "/a", &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_SIGN_IN));
  g_assert_cmpint (valise_error_scope (error), ==, VALISE_SCOPE_ACCOUNT);
  g_assert_cmpint (valise_error_remedy (error), ==, VALISE_REMEDY_USER);
  g_assert_cmpuint (double_count (server), ==, 1); /* does not try a password twice */
  g_assert_cmpuint (asked, ==, 1);
  g_clear_error (&error);
  script.status = 403;
  g_assert_null (get (http, server, "/a", &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_SIGN_IN));
  g_assert_cmpuint (asked, ==, 2); /* the user may have given a new one */
}

static void
send_elsewhere (Double *self, SoupServerMessage *message, const char *path, gpointer data)
{
  if (g_str_equal (path, "/here"))
    double_redirect (message, 307, "/there");
  else if (g_str_equal (path, "/circle"))
    double_redirect (message, 302, "/circle");
  else if (g_str_equal (path, "/there"))
    double_answer (message, 200, "text/plain", "hello");
  else
    double_redirect (message, 301, data);
}

static void
test_redirect (void)
{
  Script script = { .status = 200 };
  g_autoptr (Double) other = double_new (follow_script, &script, NULL);
  g_autoptr (Double) server = double_new (send_elsewhere, (gpointer)double_url (other), NULL);
  g_autoptr (ValiseHttp) http = new_http (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseHttpResponse) response = get (http, server, "/here", &error);

  g_assert_no_error (error);
  assert_body (response, "hello");
  g_assert_true (g_str_has_suffix (response->url, "/there"));

  g_assert_null (get (http, server, "/circle", &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
  g_clear_error (&error);

  g_assert_null (get (http, server, "/away", &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
  g_assert_cmpint (valise_error_remedy (error), ==, VALISE_REMEDY_USER);
  g_assert_nonnull (strstr (error->message, double_url (other)));
  g_assert_cmpuint (double_count (other), ==, 0); /* not one packet */
}

static void
test_untrusted (void)
{
  Script script = { .status = 200 };
  g_autoptr (Double) server = double_new (follow_script, &script, NULL);
  g_autoptr (ValiseHttp) http = valise_http_new ("alice", FALSE, give_secret, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (get (http, server, "/a", &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
  g_assert_cmpuint (double_count (server), ==, 0);
  g_clear_error (&error);
  g_assert_false (valise_http_trust (http, "http://mail.example.org/jmap", &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
  g_assert_nonnull (strstr (error->message, "http://mail.example.org"));
  g_clear_error (&error);
  g_assert_false (valise_http_trust (http, "gopher://mail.example.org", &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
}

static void
test_busy (void)
{
  Script script = { .status = 503, .header = "Retry-After: 0", .after = 2 };
  g_autoptr (Double) server = double_new (follow_script, &script, NULL);
  g_autoptr (ValiseHttp) http = new_http (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseHttpResponse) response = get (http, server, "/a", &error);

  g_assert_no_error (error);
  assert_body (response, "hello"); /* a short wait is waited for */

  script = (Script){ .status = 429, .header = "Retry-After: 120" };
  g_assert_null (get (http, server, "/a", &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_BUSY));
  g_assert_cmpint (valise_error_retry_after (error), ==, 120);
  g_clear_error (&error);

  script = (Script){ .status = 503, .header = "Retry-After: 0" };
  g_assert_null (get (http, server, "/a", &error)); /* but not for ever */
  g_assert_true (valise_error_is (error, VALISE_ERROR_BUSY));
  g_assert_cmpint (script.count, ==, 4);
}

static void
test_retry_after (void)
{
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  const gint64 now = 784111777; /* Sun, 06 Nov 1994 08:49:37 GMT */

  g_assert_cmpint (valise_http_retry_after (headers, now), ==, -1);
  soup_message_headers_replace (headers, "Retry-After", "7");
  g_assert_cmpint (valise_http_retry_after (headers, now), ==, 7);
  soup_message_headers_replace (headers, "Retry-After", "Sun, 06 Nov 1994 08:50:37 GMT");
  g_assert_cmpint (valise_http_retry_after (headers, now), ==, 60);
  soup_message_headers_replace (headers, "Retry-After", "Sun, 06 Nov 1994 08:00:00 GMT");
  g_assert_cmpint (valise_http_retry_after (headers, now), ==, 0);
  soup_message_headers_replace (headers, "Retry-After", "99999999999");
  g_assert_cmpint (valise_http_retry_after (headers, now), ==, 86400);
  soup_message_headers_replace (headers, "Retry-After", "soon");
  g_assert_cmpint (valise_http_retry_after (headers, now), ==, -1);
}

static void
misbehave (Double *self, SoupServerMessage *message, const char *path, gpointer data)
{
  gint *count = data;

  if (g_str_equal (path, "/huge"))
    {
      g_autofree char *body = g_strnfill (200000, 'x');

      double_answer (message, 200, "text/plain", body);
    }
  else if (g_str_equal (path, "/silent"))
    double_stay_silent (message);
  else if (g_atomic_int_add (count, 1) == 0 || g_str_equal (path, "/gone"))
    double_hang_up (message);
  else
    double_answer (message, 200, "text/plain", "hello");
}

static void
test_limit (void)
{
  gint count = 0;
  g_autoptr (Double) server = double_new (misbehave, &count, NULL);
  g_autoptr (ValiseHttp) http = new_http (server);
  g_autoptr (GError) error = NULL;

  g_assert_null (get (http, server, "/huge", &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_TOO_LARGE));
}

static void
test_lost (void)
{
  gint count = 0;
  g_autoptr (Double) server = double_new (misbehave, &count, NULL);
  g_autoptr (ValiseHttp) http = new_http (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseHttpResponse) response = get (http, server, "/once", &error);

  g_assert_no_error (error);
  assert_body (response, "hello"); /* a repeatable request is sent again, once */
  g_assert_null (get (http, server, "/gone", &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_UNREACHABLE));
  g_assert_cmpint (valise_error_scope (error), ==, VALISE_SCOPE_SERVICE);
  g_assert_cmpint (valise_error_remedy (error), ==, VALISE_REMEDY_RETRY_LATER);
}

static void
test_nobody (void)
{
  g_autoptr (ValiseHttp) http = valise_http_new ("alice", FALSE, give_secret, NULL, NULL);
  g_autoptr (GError) error = NULL;
  const ValiseHttpRequest request = { .url = "http://127.0.0.1:1/" };

  g_assert_true (valise_http_trust (http, request.url, NULL));
  g_assert_null (valise_http_send (http, &request, NULL, &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_UNREACHABLE));
}

static gpointer
cancel_when_asked (gpointer data)
{
  gpointer *pair = data;

  double_wait_for (pair[0], 1);
  g_cancellable_cancel (pair[1]);
  return NULL;
}

static void
test_cancel (void)
{
  gint count = 0;
  g_autoptr (Double) server = double_new (misbehave, &count, NULL);
  g_autoptr (ValiseHttp) http = new_http (server);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *url = g_strconcat (double_url (server), "/silent", NULL);
  const ValiseHttpRequest request = { .url = url };
  gpointer pair[] = { server, cancellable };
  GThread *thread = g_thread_new ("cancel", cancel_when_asked, pair);
  gint64 start = g_get_monotonic_time ();

  g_assert_null (valise_http_send (http, &request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/http/basic", test_basic);
  g_test_add_func ("/net/http/bearer", test_bearer);
  g_test_add_func ("/net/http/refused", test_refused);
  g_test_add_func ("/net/http/redirect", test_redirect);
  g_test_add_func ("/net/http/untrusted", test_untrusted);
  g_test_add_func ("/net/http/busy", test_busy);
  g_test_add_func ("/net/http/retry-after", test_retry_after);
  g_test_add_func ("/net/http/limit", test_limit);
  g_test_add_func ("/net/http/lost", test_lost);
  g_test_add_func ("/net/http/nobody", test_nobody);
  g_test_add_func ("/net/http/cancel", test_cancel);
  return g_test_run ();
}
