/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which services are found, by servers of which each protocol answers as the test wants. */

#include "engine/account-services.h"

#include "model/error.h"

/* How the server answers one protocol: it is there (code -1), or fails. */
typedef struct
{
  const char *protocol;
  int code;
  ValiseScope scope;
  guint tries;
  char *url; /* where it was looked for last */
} Answer;

typedef struct
{
  Answer answers[3]; /* what is not named here is not there */
} Server;

#define TEST_TYPE_REMOTE (test_remote_get_type ())
G_DECLARE_FINAL_TYPE (TestRemote, test_remote, TEST, REMOTE, GObject)

struct _TestRemote
{
  GObject parent;
  const Answer *answer;
};

static void test_remote_iface_init (ValiseRemoteInterface *iface);

G_DEFINE_TYPE_WITH_CODE (TestRemote,
                         test_remote,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (VALISE_TYPE_REMOTE, test_remote_iface_init))

static void
test_remote_class_init (TestRemoteClass *klass)
{
}

static void
test_remote_init (TestRemote *self)
{
}

static gboolean
test_remote_open (ValiseRemote *remote, GCancellable *cancellable, GError **error)
{
  const Answer *answer = TEST_REMOTE (remote)->answer;

  if (answer == NULL)
    return valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_USER,
                        "Nobody speaks that here.");
  if (answer->code < 0)
    return TRUE;
  return valise_fail (error, (ValiseError)answer->code, answer->scope, VALISE_REMEDY_USER,
                      "%s fails.", answer->protocol);
}

static char *
test_remote_get_memo (ValiseRemote *remote)
{
  return g_strdup ("memo");
}

static void
test_remote_iface_init (ValiseRemoteInterface *iface)
{
  iface->open = test_remote_open;
  iface->get_memo = test_remote_get_memo;
}

static ValiseRemote *
make_remote (const ValiseAccount *account,
             const ValiseService *service,
             const char *password,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  Server *server = data;
  TestRemote *remote = g_object_new (TEST_TYPE_REMOTE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (server->answers); i++)
    {
      Answer *answer = &server->answers[i];

      if (g_strcmp0 (answer->protocol, service->protocol) != 0)
        continue;
      answer->tries++;
      g_free (answer->url);
      answer->url = g_strdup (service->url);
      remote->answer = answer;
    }
  return VALISE_REMOTE (remote);
}

static void
server_clear (Server *server)
{
  for (guint i = 0; i < G_N_ELEMENTS (server->answers); i++)
    g_free (server->answers[i].url);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Server, server_clear)

/* Returns: "jmap=URL caldav=URL", or "" with @error */
static char *
find (Server *server, const char *address, GPtrArray *named, GError **error)
{
  const ValiseAccount account = { .user = (char *)"ann", .server = (char *)address };
  const ValiseRemotes remotes = { .make = make_remote, .data = server };
  const ValiseSearch search = { .remotes = &remotes };
  g_autoptr (GPtrArray) found = valise_account_services_find (&account, named, "secret", &search,
                                                              NULL, error);
  GString *words = g_string_new (NULL);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const ValiseService *service = found->pdata[i];

      g_assert_cmpstr (service->memo, ==, "memo");
      g_string_append_printf (words, "%s%s=%s", i > 0 ? " " : "", service->protocol, service->url);
    }
  return g_string_free (words, FALSE);
}

#define HERE(protocol)                                                                             \
  {                                                                                                \
    protocol, -1, VALISE_SCOPE_ITEM                                                                \
  }

static void
test_all (void)
{
  g_auto (Server) server = { { HERE ("jmap"), HERE ("caldav"), HERE ("carddav") } };
  g_autoptr (GError) error = NULL;
  g_autofree char *found = find (&server, "https://a", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, "jmap=https://a caldav=https://a carddav=https://a");
}

static void
test_dav_alone (void)
{
  g_auto (Server) server = { { HERE ("caldav"), HERE ("carddav") } };
  g_autoptr (GError) error = NULL;
  g_autofree char *found = find (&server, "https://a", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, "caldav=https://a carddav=https://a");
}

static void
test_nothing (void)
{
  g_auto (Server) server = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *found = find (&server, "https://a", NULL, &error);

  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_PROTOCOL);
  g_assert_cmpstr (found, ==, "");
  g_assert_cmpstr (error->message, ==,
                   "There is no JMAP, Kerio Connect, CalDAV or CardDAV server at https://a. Check "
                   "the address.");
}

/* A wrong password is tried once: servers lock people out. */
static void
test_wrong_password (void)
{
  g_auto (Server) server = { { { "jmap", VALISE_ERROR_SIGN_IN, VALISE_SCOPE_ACCOUNT },
                               HERE ("caldav") } };
  g_autoptr (GError) error = NULL;
  g_autofree char *found = find (&server, "https://a", NULL, &error);

  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_SIGN_IN);
  g_assert_cmpstr (found, ==, "");
  g_assert_cmpuint (server.answers[1].tries, ==, 0);
}

/* An account without its calendars because they were down for a minute would be a nasty surprise.
 */
static void
test_trouble (void)
{
  g_auto (Server) server = { { HERE ("jmap"),
                               { "caldav", VALISE_ERROR_BUSY, VALISE_SCOPE_SERVICE } } };
  g_autoptr (GError) error = NULL;
  g_autofree char *found = find (&server, "https://a", NULL, &error);

  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_BUSY);
  g_assert_cmpstr (found, ==, "");
}

static void
on_told (const char *protocol, gpointer data)
{
  g_string_append_printf (data, "%s ", protocol);
}

/* Somebody who is asked sees what is there, what is not, and what is in trouble. */
static void
test_search_tells_all (void)
{
  g_auto (Server) server = {
    { HERE ("jmap"), { "caldav", VALISE_ERROR_BUSY, VALISE_SCOPE_SERVICE }, HERE ("carddav") }
  };
  const ValiseAccount account = { .user = (char *)"ann", .server = (char *)"https://a" };
  const ValiseRemotes remotes = { .make = make_remote, .data = &server };
  g_autoptr (GString) told = g_string_new (NULL);
  const ValiseSearch search = { &remotes, on_told, told };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = valise_account_services_search (&account, NULL, "secret",
                                                                   &search, NULL, &error);
  const int codes[] = { -1, VALISE_ERROR_PROTOCOL, VALISE_ERROR_BUSY, -1 };

  g_assert_no_error (error);
  g_assert_cmpstr (told->str, ==, "jmap kerio caldav carddav ");
  g_assert_cmpuint (findings->len, ==, G_N_ELEMENTS (codes));
  for (guint i = 0; i < findings->len; i++)
    {
      g_autoptr (ValiseFinding) copy = valise_finding_copy (findings->pdata[i]);

      g_assert_cmpint (copy->failure != NULL ? copy->failure->code : -1, ==, codes[i]);
    }
}

/* DNS names a host for each protocol; an address names one for all. */
static void
test_unreachable (void)
{
  g_auto (Server) server = { { { "jmap", VALISE_ERROR_UNREACHABLE, VALISE_SCOPE_ACCOUNT },
                               HERE ("caldav") } };
  g_autoptr (GError) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *by_name = find (&server, "example.org", NULL, &none);
  g_autofree char *by_address = find (&server, "https://a", NULL, &error);

  g_assert_no_error (none);
  g_assert_cmpstr (by_name, ==, "caldav=example.org");
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_UNREACHABLE);
  g_assert_cmpstr (by_address, ==, "");
}

static GPtrArray *
name_service (const char *protocol, const char *url)
{
  GPtrArray *named = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_service_free);
  ValiseService *service = g_new0 (ValiseService, 1);

  service->protocol = g_strdup (protocol);
  service->url = g_strdup (url);
  g_ptr_array_add (named, service);
  return named;
}

static void
test_named (void)
{
  g_auto (Server) server = { { HERE ("jmap"), HERE ("caldav") } };
  g_autoptr (GPtrArray) named = name_service ("caldav", "https://b/cal/");
  g_autoptr (GPtrArray) missing = name_service ("carddav", "https://b");
  g_autoptr (GError) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *alone = find (&server, NULL, named, &none);
  g_autofree char *beside = find (&server, "https://a", named, &none);
  g_autofree char *nothing = find (&server, "https://a", missing, &error);

  g_assert_no_error (none);
  g_assert_cmpstr (alone, ==, "caldav=https://b/cal/");
  g_assert_cmpstr (beside, ==, "caldav=https://b/cal/ jmap=https://a");
  g_assert_error (error, VALISE_ERROR, VALISE_ERROR_PROTOCOL);
  g_assert_cmpstr (nothing, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account-services/all", test_all);
  g_test_add_func ("/account-services/dav-alone", test_dav_alone);
  g_test_add_func ("/account-services/nothing", test_nothing);
  g_test_add_func ("/account-services/wrong-password", test_wrong_password);
  g_test_add_func ("/account-services/trouble", test_trouble);
  g_test_add_func ("/account-services/search-tells-all", test_search_tells_all);
  g_test_add_func ("/account-services/unreachable", test_unreachable);
  g_test_add_func ("/account-services/named", test_named);
  return g_test_run ();
}
