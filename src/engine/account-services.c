/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which services an account has: the ones that its owner named, and of every other protocol the one
 * that is found at the server's address.
 *
 * "No such service here" lets the next protocol have a try, and so does a bare host name that does
 * not answer: DNS may name another host for each protocol. Everything else is told at once. A wrong
 * password is not tried twice, and a service in trouble is not taken for one that is not there. */

#include "engine/account-services.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"

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

/**
 * valise_finding_copy:
 * @finding: a finding
 *
 * Returns: (transfer full): a copy
 */
ValiseFinding *
valise_finding_copy (const ValiseFinding *finding)
{
  ValiseFinding *copy = g_new0 (ValiseFinding, 1);

  copy->service = valise_service_copy (finding->service);
  copy->failure = finding->failure != NULL ? g_error_copy (finding->failure) : NULL;
  return copy;
}

/**
 * valise_finding_free:
 * @finding: (transfer full) (nullable): a finding
 */
void
valise_finding_free (ValiseFinding *finding)
{
  if (finding == NULL)
    return;
  valise_service_free (finding->service);
  g_clear_error (&finding->failure);
  g_free (finding);
}

/* What a search works with. */
typedef struct
{
  const ValiseAccount *account;
  const char *password; /* nullable */
  const ValiseSearch *search;
  GCancellable *cancellable;
  GPtrArray *findings; /* (element-type ValiseFinding) */
} Search;

/* Finds out whether the server at @url speaks @protocol and takes the sign-in. The finding that
 * comes of it is the last one. Returns: why it does not; NULL when it does */
static const GError *
try_protocol (Search *search, const char *protocol, const char *url)
{
  const ValiseRemotes *remotes = search->search->remotes;
  ValiseFinding *finding = g_new0 (ValiseFinding, 1);
  g_autoptr (ValiseRemote) remote = NULL;

  finding->service = g_new0 (ValiseService, 1);
  finding->service->protocol = g_strdup (protocol);
  finding->service->url = g_strdup (url);
  g_ptr_array_add (search->findings, finding);
  if (search->search->told != NULL)
    search->search->told (protocol, search->search->data);
  remote = remotes->make (search->account, finding->service, search->password, remotes->data,
                          search->cancellable, &finding->failure);
  if (remote != NULL && valise_remote_open (remote, search->cancellable, &finding->failure))
    finding->service->memo = valise_remote_get_memo (remote);
  return finding->failure;
}

/* Whether a service of this protocol was found. */
static gboolean
is_found (GPtrArray *findings, const char *protocol)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const ValiseFinding *finding = findings->pdata[i];

      if (finding->failure == NULL && g_str_equal (finding->service->protocol, protocol))
        return TRUE;
    }
  return FALSE;
}

/* Kerio Connect's own protocol has all that its CalDAV and CardDAV have. */
static gboolean
is_covered (GPtrArray *findings, const char *protocol)
{
  return g_str_has_suffix (protocol, "dav") && is_found (findings, "kerio");
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

/* Whether @failure says that asking for other protocols makes no sense: what is wrong with the
 * user, the certificate or the host is so for all of them. */
static gboolean
ends_search (const ValiseAccount *account, const GError *failure)
{
  return failure->domain != VALISE_ERROR || valise_error_is (failure, VALISE_ERROR_SIGN_IN)
         || valise_error_is (failure, VALISE_ERROR_SECRET)
         || (!is_not_here (account, failure)
             && valise_error_scope (failure) == VALISE_SCOPE_ACCOUNT);
}

/* What to say when nothing was found: why the host did not answer or what trouble it has, or that
 * it speaks nothing. */
static void
fail_nothing_found (const ValiseAccount *account, GPtrArray *findings, GError **error)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const ValiseFinding *finding = findings->pdata[i];

      if (valise_error_is (finding->failure, VALISE_ERROR_PROTOCOL))
        continue;
      g_propagate_error (error, g_error_copy (finding->failure));
      return;
    }
  valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
               _ ("There is no JMAP, Kerio Connect, CalDAV or CardDAV server at %s. Check the "
                  "address."),
               *account->server != '\0' ? account->server : account->user);
}

static gboolean
any_found (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (((const ValiseFinding *)findings->pdata[i])->failure == NULL)
      return TRUE;
  return FALSE;
}

/**
 * valise_account_services_search:
 * @account: what its owner gave; without an address only @named are tried
 * @named: (nullable) (element-type ValiseService): services that its owner named, with protocol and
 *   URL: these have to be there
 * @password: (nullable): as for #ValiseRemoteFunc
 * @search: how drivers are made, and who is told
 * @cancellable: (nullable): cancels it
 * @error: where the error goes; %VALISE_ERROR_SIGN_IN when the server refuses the password
 *
 * Signs in everywhere and stores nothing. Services that are in trouble or not there are told, too.
 *
 * Returns: (transfer full) (nullable) (element-type ValiseFinding): what was looked for; at least
 *   one service is there
 */
GPtrArray *
valise_account_services_search (const ValiseAccount *account,
                                GPtrArray *named,
                                const char *password,
                                const ValiseSearch *search,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_finding_free);
  Search self = { account, password, search, cancellable, findings };

  for (guint i = 0; named != NULL && i < named->len; i++)
    {
      const ValiseService *service = named->pdata[i];
      const GError *failure = try_protocol (&self, service->protocol, service->url);

      if (failure == NULL)
        continue;
      g_propagate_error (error, g_error_copy (failure));
      return NULL;
    }
  for (guint i = 0; account->server != NULL && i < G_N_ELEMENTS (protocols); i++)
    {
      const GError *failure;

      if (is_found (findings, protocols[i]) || is_covered (findings, protocols[i]))
        continue;
      failure = try_protocol (&self, protocols[i], account->server);
      if (failure == NULL || !ends_search (account, failure))
        continue;
      g_propagate_error (error, g_error_copy (failure));
      return NULL;
    }
  if (any_found (findings))
    return g_steal_pointer (&findings);
  fail_nothing_found (account, findings, error);
  return NULL;
}

/**
 * valise_account_services_find:
 * @account: as for valise_account_services_search()
 * @named: (nullable) (element-type ValiseService): the same
 * @password: (nullable): the same
 * @search: the same
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * The same for those who cannot ask their user back: a service in trouble, which may be there
 * tomorrow, is an error.
 *
 * Returns: (transfer full) (nullable) (element-type ValiseService): the services that are there, at
 *   least one
 */
GPtrArray *
valise_account_services_find (const ValiseAccount *account,
                              GPtrArray *named,
                              const char *password,
                              const ValiseSearch *search,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_service_free);
  g_autoptr (GPtrArray) findings = valise_account_services_search (account, named, password, search,
                                                                   cancellable, error);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const ValiseFinding *finding = findings->pdata[i];

      if (finding->failure == NULL)
        g_ptr_array_add (services, valise_service_copy (finding->service));
      else if (!is_not_here (account, finding->failure))
        {
          g_propagate_error (error, g_error_copy (finding->failure));
          return NULL;
        }
    }
  return findings != NULL ? g_steal_pointer (&services) : NULL;
}
