/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One account, its store connection and its drivers in one hand. What the worker of the tray
 * application does on its thread and what valisectl does on its only one is the same: this.
 *
 * Store and drivers are opened when they are first needed, and kept: a run with nothing new is then
 * one request. After a refused sign-in the drivers are let go, so that the next run asks for the
 * password anew. */

#include "engine/runner.h"

#include <glib/gi18n-lib.h>

#include "engine/compare.h"
#include "engine/lock.h"
#include "store/accounts.h"
#include "store/items.h"

/* What services that cannot tell of changes have to wait for those of another one. */
#define LISTEN_BESIDE_OTHERS 60

struct _ValiseRunner
{
  char *data_dir;
  gint64 account_id;
  ValiseRemotes remotes;

  ValiseStore *store;     /* nullable: not opened yet */
  ValiseAccount *account; /* nullable: not read yet */
  GPtrArray *endpoints;   /* nullable: not made yet */
};

/**
 * valise_runner_new:
 * @data_dir: the folder of the database
 * @account_id: an account
 * @remotes: how drivers are made
 *
 * Returns: (transfer full): a runner that has opened nothing yet
 */
ValiseRunner *
valise_runner_new (const char *data_dir, gint64 account_id, const ValiseRemotes *remotes)
{
  ValiseRunner *self = g_new0 (ValiseRunner, 1);

  self->data_dir = g_strdup (data_dir);
  self->account_id = account_id;
  self->remotes = *remotes;
  return self;
}

/**
 * valise_runner_free:
 * @self: (transfer full) (nullable): a runner
 */
void
valise_runner_free (ValiseRunner *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  valise_account_free (self->account);
  g_clear_pointer (&self->store, valise_store_close);
  g_free (self->data_dir);
  g_free (self);
}

/**
 * valise_runner_check_enabled:
 * @account: an account
 * @error: where the error goes: %VALISE_ERROR_OFFLINE
 *
 * Returns: whether its server may be asked for something
 */
gboolean
valise_runner_check_enabled (const ValiseAccount *account, GError **error)
{
  return !account->disabled
         || valise_fail (error, VALISE_ERROR_OFFLINE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                         _ ("The account “%s” is disabled. Enable it first."), account->name);
}

static gboolean
read_account (ValiseRunner *self, GError **error)
{
  if (self->store == NULL)
    self->store = valise_store_open (self->data_dir, error);
  if (self->store == NULL)
    return FALSE;
  if (self->account == NULL)
    self->account = valise_accounts_get (self->store, self->account_id, error);
  return self->account != NULL && valise_runner_check_enabled (self->account, error);
}

static gboolean
make_endpoints (ValiseRunner *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) services = NULL;
  g_autoptr (GPtrArray) endpoints = NULL;

  if (self->endpoints != NULL)
    return TRUE;
  services = valise_services_list (self->store, self->account_id, error);
  if (services == NULL)
    return FALSE;
  endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_endpoint_free);
  while (services->len > 0)
    {
      g_autoptr (ValiseService) service = g_ptr_array_steal_index (services, 0);
      ValiseRemote *remote = self->remotes.make (self->account, service, NULL, self->remotes.data,
                                                 cancellable, error);

      if (remote == NULL)
        return FALSE;
      g_ptr_array_add (endpoints, valise_endpoint_new (g_steal_pointer (&service), remote));
    }
  self->endpoints = g_steal_pointer (&endpoints);
  return TRUE;
}

static gboolean
prepare (ValiseRunner *self, GCancellable *cancellable, GError **error)
{
  return read_account (self, error) && make_endpoints (self, cancellable, error);
}

/* After a refused sign-in everything that was known of it is asked for again. */
static void
forget_sign_in (ValiseRunner *self, const GError *failure)
{
  if (!valise_error_is (failure, VALISE_ERROR_SIGN_IN)
      && !valise_error_is (failure, VALISE_ERROR_SECRET))
    return;
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  g_clear_pointer (&self->account, valise_account_free);
}

/* What was cut short by us, or done by somebody else, says nothing about the server. */
static gboolean
is_worth_recording (const GError *failure)
{
  return failure == NULL
         || (!valise_error_is_cancelled (failure)
             && !valise_error_is (failure, VALISE_ERROR_LOCKED));
}

static gboolean
locked_run (ValiseRunner *self,
            const ValiseRunOptions *options,
            ValiseRunReport *report,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (ValiseLock) lock = valise_lock_take (self->data_dir, self->account_id, error);

  return lock != NULL && make_endpoints (self, cancellable, error)
         && valise_run (self->store, self->account, self->endpoints, options, report, cancellable,
                        error);
}

/**
 * valise_runner_run:
 * @self: a runner
 * @options: what is wanted of the run
 * @report: what the run did, also when it fails
 * @cancellable: (nullable): stops it within one second
 * @error: where the error goes; %VALISE_ERROR_LOCKED where another process is at it
 *
 * One run under the account's lock. How it ended is recorded in the store.
 *
 * Returns: whether it went through
 */
gboolean
valise_runner_run (ValiseRunner *self,
                   const ValiseRunOptions *options,
                   ValiseRunReport *report,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GError) unrecorded = NULL;
  gint64 now;

  if (!read_account (self, error))
    return FALSE;
  locked_run (self, options, report, cancellable, &failure);
  now = g_get_real_time () / G_USEC_PER_SEC;
  if (is_worth_recording (failure)
      && !valise_accounts_set_last_run (self->store, self->account_id, now, failure, &unrecorded)
      && failure == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&unrecorded));
      return FALSE;
    }
  if (failure == NULL)
    return TRUE;
  forget_sign_in (self, failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static ValiseEndpoint *
endpoint_of (ValiseRunner *self, gint64 service_id)
{
  for (guint i = 0; i < self->endpoints->len; i++)
    {
      ValiseEndpoint *endpoint = self->endpoints->pdata[i];

      if (endpoint->service->id == service_id)
        return endpoint;
    }
  return NULL;
}

/**
 * valise_runner_fetch:
 * @self: a runner
 * @item_id: an item
 * @cancellable: (nullable): stops it within one second
 * @error: where the error goes
 *
 * Fetches the whole item and keeps it. Needs no lock: it may happen beside a run.
 *
 * Returns: whether the whole item is here now
 */
gboolean
valise_runner_fetch (ValiseRunner *self, gint64 item_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (ValiseItem) item = NULL;
  ValiseEndpoint *endpoint;

  if (!prepare (self, cancellable, error))
    return FALSE;
  item = valise_items_get (self->store, item_id, error);
  if (item == NULL)
    return FALSE;
  endpoint = endpoint_of (self, item->service_id);
  if (endpoint == NULL || item->kept == VALISE_DEPTH_FULL)
    return TRUE; /* it exists on this computer only, or it is whole already */
  if (valise_remote_open (endpoint->remote, cancellable, &failure)
      && valise_run_fetch_item (self->store, endpoint->remote, item_id, cancellable, &failure))
    return TRUE;
  forget_sign_in (self, failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * valise_runner_compare:
 * @self: a runner
 * @cancellable: (nullable): stops it within one second
 * @error: where the error goes
 *
 * Asks the server for the ids of all items and compares them with what is here. Changes nothing.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the differences, for the user
 */
GPtrArray *
valise_runner_compare (ValiseRunner *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) differences = NULL;

  if (!prepare (self, cancellable, error))
    return NULL;
  differences = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->endpoints->len; i++)
    if (!valise_compare (self->store, self->endpoints->pdata[i], differences, cancellable, error))
      return NULL;
  return g_steal_pointer (&differences);
}

/**
 * valise_runner_listen:
 * @self: a runner
 * @seconds: how long at most
 * @cancellable: (nullable): stops it within one second
 * @error: where the error goes
 *
 * Waits until the server says that something changed. An account has one service that can say so at
 * most: where it has others, the wait is short, and the run that follows looks at them.
 *
 * Returns: why it returned
 */
ValiseWait
valise_runner_listen (ValiseRunner *self, guint seconds, GCancellable *cancellable, GError **error)
{
  if (!prepare (self, cancellable, error))
    return VALISE_WAIT_FAILED;
  if (self->endpoints->len > 1)
    seconds = MIN (seconds, LISTEN_BESIDE_OTHERS);
  for (guint i = 0; i < self->endpoints->len; i++)
    {
      ValiseEndpoint *endpoint = self->endpoints->pdata[i];
      ValiseWait wait = valise_remote_wait (endpoint->remote, seconds, cancellable, error);

      if (wait != VALISE_WAIT_NOT_SUPPORTED)
        return wait;
    }
  return VALISE_WAIT_NOT_SUPPORTED;
}
