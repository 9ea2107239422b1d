/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From what the user typed to the addresses where a service may be. What is tried, in order:
 *
 *   an address with a path    that address itself, then the well-known one on that server
 *   an address without        the well-known one on that server
 *   a bare host name          what DNS says of it, then the well-known address on it
 *   nothing                   the part of the user's name after "@", as a bare host name
 *
 * Anybody can forge DNS, so a record that points outside of the domain is not followed but shown.
 */

#include "remote/candidates.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "net/origin.h"

static gboolean
is_within (const char *host, const char *domain)
{
  g_autofree char *suffix = g_strconcat (".", domain, NULL);
  gsize length = strlen (host);
  gsize tail = strlen (suffix);

  return g_ascii_strcasecmp (host, domain) == 0
         || (length > tail && g_ascii_strcasecmp (host + length - tail, suffix) == 0);
}

/* Whether DNS has a say: it knows domains, and not what is at another port of theirs. (Libsoup's
 * rules for addresses would fill in the usual port.) */
static gboolean
is_domain (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_port (uri) < 0
         && !g_hostname_is_ip_address (g_uri_get_host (uri));
}

/* Looks the service up in DNS. Returns: the base address; NULL without an error: no record, or one
 * that says that there is no such service (RFC 2782: the target "."). */
static char *
look_up (const ValiseCandidateRule *rule,
         const char *domain,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  GList *targets = g_resolver_lookup_service (resolver, rule->service, "tcp", domain, cancellable,
                                              NULL);
  g_autofree char *host = NULL;
  g_autofree char *base = NULL;

  if (targets == NULL)
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }
  host = g_strdup (g_srv_target_get_hostname (targets->data));
  base = g_strdup_printf ("https://%s:%u", host, g_srv_target_get_port (targets->data));
  g_resolver_free_targets (targets);
  if (*host == '\0')
    return NULL;
  if (is_within (host, domain))
    return g_steal_pointer (&base);
  valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
               _ ("%s names %s as its server. Your password was not sent there. If that is the "
                  "right server, give %s as the server's address."),
               domain, base, base);
  return NULL;
}

/* Returns: (transfer full) (nullable): the path that a TXT record names */
static char *
look_up_path (const ValiseCandidateRule *rule, const char *domain, GCancellable *cancellable)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  g_autofree char *name = g_strdup_printf ("_%s._tcp.%s", rule->service, domain);
  GList *records = g_resolver_lookup_records (resolver, name, G_RESOLVER_RECORD_TXT, cancellable,
                                              NULL);
  char *path = NULL;

  for (GList *record = records; record != NULL && path == NULL; record = record->next)
    {
      g_autofree const char **texts = NULL;

      g_variant_get (record->data, "(^a&s)", &texts);
      for (guint i = 0; texts[i] != NULL && path == NULL; i++)
        if (g_str_has_prefix (texts[i], "path=/"))
          path = g_strdup (texts[i] + strlen ("path="));
    }
  g_list_free_full (records, (GDestroyNotify)g_variant_unref);
  return path;
}

/* Adds what DNS says of @domain. */
static gboolean
add_from_dns (GPtrArray *urls,
              const ValiseCandidateRule *rule,
              const char *domain,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *base = look_up (rule, domain, cancellable, &failure);
  g_autofree char *path = NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (base == NULL)
    return TRUE;
  if (rule->has_path)
    path = look_up_path (rule, domain, cancellable);
  if (path != NULL)
    g_ptr_array_add (urls, g_strconcat (base, path, NULL));
  g_ptr_array_add (urls, g_strconcat (base, rule->well_known, NULL));
  return TRUE;
}

/* Adds what an address itself says. */
static void
add_from_address (GPtrArray *urls, const ValiseCandidateRule *rule, GUri *uri)
{
  g_autofree char *origin = valise_origin_to_string (uri);

  if (strlen (g_uri_get_path (uri)) > 1)
    g_ptr_array_add (urls, g_uri_to_string (uri));
  g_ptr_array_add (urls, g_strconcat (origin, rule->well_known, NULL));
  if (rule->has_root)
    g_ptr_array_add (urls, g_strconcat (origin, "/", NULL));
}

/**
 * valise_candidates_list:
 * @rule: how the service is found
 * @server: what the user gave as the server's address; may be empty
 * @user: the user's name
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the addresses where the service may be,
 *   the most likely one first
 */
GPtrArray *
valise_candidates_list (const ValiseCandidateRule *rule,
                        const char *server,
                        const char *user,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GPtrArray) urls = g_ptr_array_new_with_free_func (g_free);
  const char *at = strrchr (user, '@');
  const char *given = *server != '\0' ? server : (at != NULL ? at + 1 : user);
  gboolean bare = strstr (given, "://") == NULL;
  g_autofree char *address = g_strconcat (bare ? "https://" : "", given, NULL);
  g_autoptr (GUri) uri = valise_origin_parse (address, error);

  if (uri == NULL)
    return NULL;
  if (bare && is_domain (address)
      && !add_from_dns (urls, rule, g_uri_get_host (uri), cancellable, error))
    return NULL;
  add_from_address (urls, rule, uri);
  return g_steal_pointer (&urls);
}
