/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a service is looked for, with a resolver that knows a few names. The one of the system
 * would ask a real name server, whose answers no test can choose. */

#include <gio/gio.h>

#include "model/error.h"
#include "remote/candidates.h"

typedef GResolver NameServer;
typedef GResolverClass NameServerClass;

static GType name_server_get_type (void);
G_DEFINE_TYPE (NameServer, name_server, G_TYPE_RESOLVER)

static const struct
{
  const char *name;
  const char *host;
  guint16 port;
} services[] = {
  { "_jmap._tcp.example.org", "mail.example.org", 8443 },
  { "_caldavs._tcp.example.org", "dav.example.org", 443 },
  { "_jmap._tcp.elsewhere.org", "mail.example.org", 443 },
  { "_jmap._tcp.lookalike.org", "mail.notlookalike.org", 443 },
  { "_jmap._tcp.nothing.org", "", 0 }, /* "." in the record: decidedly no such service */
};

/* Returns: (transfer full) (nullable): the record as GResolver has it */
static GVariant *
find_record (const char *name, GResolverRecordType type)
{
  const char *const texts[] = { "v=1", "path=/calendars", NULL };

  if (type == G_RESOLVER_RECORD_TXT && g_str_equal (name, "_caldavs._tcp.example.org"))
    return g_variant_new ("(^as)", texts);
  for (guint i = 0; type == G_RESOLVER_RECORD_SRV && i < G_N_ELEMENTS (services); i++)
    if (g_str_equal (name, services[i].name))
      return g_variant_new ("(qqqs)", 0, 0, services[i].port, services[i].host);
  return NULL;
}

static GList *
lookup_records (GResolver *resolver,
                const char *name,
                GResolverRecordType type,
                GCancellable *cancellable,
                GError **error)
{
  GVariant *record = find_record (name, type);

  if (record != NULL)
    return g_list_prepend (NULL, g_variant_ref_sink (record));
  g_set_error_literal (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "no such name");
  return NULL;
}

static void
name_server_class_init (NameServerClass *class)
{
  class->lookup_records = lookup_records;
}

static void
name_server_init (NameServer *self)
{
}

static const ValiseCandidateRule jmap = { .service = "jmap", .well_known = "/.well-known/jmap" };
static const ValiseCandidateRule caldav = {
  .service = "caldavs", .well_known = "/.well-known/caldav", .has_path = TRUE, .has_root = TRUE
};

/* Compares the candidates with @expected, which is one line. */
static void
check (const ValiseCandidateRule *rule, const char *server, const char *user, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) urls = valise_candidates_list (rule, server, user, NULL, &error);
  g_autofree char *line = NULL;

  g_assert_no_error (error);
  g_ptr_array_add (urls, NULL);
  line = g_strjoinv (" ", (GStrv)urls->pdata);
  g_assert_cmpstr (line, ==, expected);
}

static void
test_addresses (void)
{
  check (&jmap, "https://mail.example.org", "alice", "https://mail.example.org/.well-known/jmap");
  check (&jmap, "https://mail.example.org/", "alice", "https://mail.example.org/.well-known/jmap");
  check (&jmap, "https://mail.example.org:444/jmap/", "alice",
         "https://mail.example.org:444/jmap/ https://mail.example.org:444/.well-known/jmap");
  check (&caldav, "https://dav.example.org/u/alice/", "alice",
         "https://dav.example.org/u/alice/ https://dav.example.org/.well-known/caldav "
         "https://dav.example.org/");
}

static void
test_dns (void)
{
  const char *const jmap_urls = "https://mail.example.org:8443/.well-known/jmap "
                                "https://example.org/.well-known/jmap";

  check (&jmap, "example.org", "alice", jmap_urls);
  check (&jmap, "", "alice@example.org", jmap_urls);
  check (&caldav, "example.org", "alice",
         "https://dav.example.org:443/calendars https://dav.example.org:443/.well-known/caldav "
         "https://example.org/.well-known/caldav https://example.org/");
}

/* Where DNS says nothing, or is not asked. */
static void
test_no_dns (void)
{
  check (&jmap, "unknown.org", "alice", "https://unknown.org/.well-known/jmap");
  check (&jmap, "nothing.org", "alice", "https://nothing.org/.well-known/jmap");
  check (&jmap, "example.org:444", "alice", "https://example.org:444/.well-known/jmap");
  check (&jmap, "127.0.0.1", "alice", "https://127.0.0.1/.well-known/jmap");
}

/* A record that leads away is shown, and not followed. */
static void
test_other_domain (void)
{
  const char *const domains[] = { "elsewhere.org", "lookalike.org" };

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (valise_candidates_list (&jmap, domains[i], "alice", NULL, &error));
      g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
      g_assert_cmpint (valise_error_remedy (error), ==, VALISE_REMEDY_USER);
      g_assert_nonnull (strstr (error->message, "https://mail."));
      g_assert_nonnull (strstr (error->message, "was not sent"));
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GResolver) resolver = NULL;

  g_test_init (&argc, &argv, NULL);
  resolver = g_object_new (name_server_get_type (), NULL);
  g_resolver_set_default (resolver);
  g_test_add_func ("/candidates/addresses", test_addresses);
  g_test_add_func ("/candidates/dns", test_dns);
  g_test_add_func ("/candidates/no-dns", test_no_dns);
  g_test_add_func ("/candidates/other-domain", test_other_domain);
  return g_test_run ();
}
