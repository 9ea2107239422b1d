/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which services an account has: the ones that its owner named, and of every other protocol the one
 * that is found at the server's address.
 *
 * "No such service here" lets the next protocol have a try, and so does a bare host name that does
 * not answer: DNS may name another host for each protocol. Everything else is told at once. A wrong
 * password is not tried twice, and a service in trouble is not taken for one that is not there. */

#include "engine/account-services.h"

#include <glib/gi18n-lib.h>

#include "sync/run.h"

/* In the order in which they are tried. */
static const char *const protocols[] = { "jmap", "kerio", "caldav", "carddav" };

/**
 * valise_account_services_is_protocol:
 * @protocol: what somebody typed
 *
 * Returns: whether it is a protocol of a service
 */
gboolean
valise_account_services_is_protocol (const char *protocol)
{
  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    if (g_str_equal (protocols[i], protocol))
      return TRUE;
  return FALSE;
}

/* Finds out whether the server at @url speaks @protocol and takes the sign-in. */
static ValiseEndpoint *
try_protocol (const ValiseAccount *account,
              const char *protocol,
              const char *url,
              const char *password,
              const ValiseRemotes *remotes,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (ValiseService) service = g_new0 (ValiseService, 1);
  g_autoptr (ValiseRemote) remote = NULL;

  service->protocol = g_strdup (protocol);
  service->url = g_strdup (url);
  remote = remotes->make (account, service, password, remotes->data, cancellable, error);
  if (remote == NULL || !valise_remote_open (remote, cancellable, error))
    return NULL;
  service->memo = valise_remote_get_memo (remote);
  return valise_endpoint_new (g_steal_pointer (&service), g_steal_pointer (&remote));
}

/* Kerio Connect's own protocol has all that its CalDAV and CardDAV have. */
static gboolean
is_covered (GPtrArray *found, const char *protocol)
{
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (((const ValiseEndpoint *)found->pdata[i])->service->protocol, "kerio"))
      return g_str_has_suffix (protocol, "dav");
  return FALSE;
}

static gboolean
is_found (GPtrArray *found, const char *protocol)
{
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (((const ValiseEndpoint *)found->pdata[i])->service->protocol, protocol))
      return TRUE;
  return FALSE;
}

/* Whether @failure says that the protocol is not spoken at the address, and no more than that. */
static gboolean
is_not_here (const ValiseAccount *account, const GError *failure)
{
  if (valise_error_is (failure, VALISE_ERROR_UNREACHABLE))
    return strstr (account->server, "://") == NULL;
  return valise_error_is (failure, VALISE_ERROR_PROTOCOL)
         && valise_error_scope (failure) == VALISE_SCOPE_SERVICE;
}

/* What to say when nothing was found: why the host did not answer, or that it speaks nothing. */
static void
fail_nothing_found (const ValiseAccount *account, GError **unreachable, GError **error)
{
  if (*unreachable != NULL)
    g_propagate_error (error, g_steal_pointer (unreachable));
  else
    valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                 _ ("There is no JMAP, Kerio Connect, CalDAV or CardDAV server at %s. Check the "
                    "address."),
                 *account->server != '\0' ? account->server : account->user);
}

/**
 * valise_account_services_find:
 * @account: what its owner gave; without an address only @named are tried
 * @named: (nullable) (element-type ValiseService): services that its owner named, with protocol and
 *   URL: these have to be there
 * @password: (nullable): as for #ValiseRemoteFunc
 * @remotes: how drivers are made
 * @cancellable: (nullable): cancels it
 * @error: where the error goes; %VALISE_ERROR_SIGN_IN when the server refuses the password
 *
 * Returns: (transfer full) (nullable) (element-type ValiseEndpoint): at least one service, opened
 */
GPtrArray *
valise_account_services_find (const ValiseAccount *account,
                              GPtrArray *named,
                              const char *password,
                              const ValiseRemotes *remotes,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_endpoint_free);
  g_autoptr (GError) unreachable = NULL;

  for (guint i = 0; named != NULL && i < named->len; i++)
    {
      const ValiseService *service = named->pdata[i];
      ValiseEndpoint *endpoint = try_protocol (account, service->protocol, service->url, password,
                                               remotes, cancellable, error);

      if (endpoint == NULL)
        return NULL;
      g_ptr_array_add (found, endpoint);
    }
  for (guint i = 0; account->server != NULL && i < G_N_ELEMENTS (protocols); i++)
    {
      g_autoptr (GError) failure = NULL;
      ValiseEndpoint *endpoint;

      if (is_found (found, protocols[i]) || is_covered (found, protocols[i]))
        continue;
      endpoint = try_protocol (account, protocols[i], account->server, password, remotes,
                               cancellable, &failure);
      if (endpoint != NULL)
        g_ptr_array_add (found, endpoint);
      else if (!is_not_here (account, failure))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      else if (unreachable == NULL && valise_error_is (failure, VALISE_ERROR_UNREACHABLE))
        unreachable = g_steal_pointer (&failure);
    }
  if (found->len > 0)
    return g_steal_pointer (&found);
  fail_nothing_found (account, &unreachable, error);
  return NULL;
}
