/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeps one account in step: feeds what happens to the mode table (mode.c) and does what the table
 * says, with the account's worker. Everything here is on the main context and nothing waits.
 *
 *        events                    mode table             actions
 *   user, timers, network,  --->  (mode, event)  --->  run, cancel, listen, retry
 *   results of the worker
 *
 * What the worker then does is in keeper-run.c, who asked for it in keeper-requests.c. */

#include "engine/keeper-private.h"

#include "engine/backoff.h"

#define SOON_MILLISECONDS 1000

G_DEFINE_TYPE (ValiseKeeper, valise_keeper, G_TYPE_OBJECT)

static void
valise_keeper_dispose (GObject *object)
{
  ValiseKeeper *self = VALISE_KEEPER (object);

  valise_keeper_stop (self);
  G_OBJECT_CLASS (valise_keeper_parent_class)->dispose (object);
}

static void
valise_keeper_finalize (GObject *object)
{
  ValiseKeeper *self = VALISE_KEEPER (object);

  g_clear_object (&self->fetching);
  g_ptr_array_unref (self->served);
  g_ptr_array_unref (self->asking);
  g_free (self->folder);
  g_free (self->data_dir);
  g_free (self->name);
  G_OBJECT_CLASS (valise_keeper_parent_class)->finalize (object);
}

static void
valise_keeper_class_init (ValiseKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = valise_keeper_dispose;
  object_class->finalize = valise_keeper_finalize;
  g_signal_new ("changed", VALISE_TYPE_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
  g_signal_new ("stored", VALISE_TYPE_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                1, G_TYPE_BOOLEAN);
  g_signal_new ("conflicts-found", VALISE_TYPE_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
valise_keeper_init (ValiseKeeper *self)
{
  self->reconnect = TRUE;
  self->fetching = g_cancellable_new ();
  self->served = g_ptr_array_new_with_free_func (g_object_unref);
  self->asking = g_ptr_array_new_with_free_func (g_object_unref);
}

static gboolean
on_timer (gpointer data)
{
  ValiseKeeper *self = data;

  self->timer = 0;
  valise_keeper_event (self, VALISE_EVENT_TIMER);
  return G_SOURCE_REMOVE;
}

/**
 * valise_keeper_set_timer:
 * @self: a keeper
 * @seconds: when to look at the server again, in the place of what was planned before
 */
void
valise_keeper_set_timer (ValiseKeeper *self, guint seconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (seconds, on_timer, self);
}

static void
retry (ValiseKeeper *self)
{
  self->attempts++;
  if (self->reconnect || self->mode != VALISE_MODE_OFFLINE_LOST)
    valise_keeper_set_timer (
        self, valise_backoff_seconds (self->attempts, self->retry_after, g_random_double ()));
}

static void
cancel_all (ValiseKeeper *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->soon, g_source_remove);
  self->again = FALSE;
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  valise_keeper_cancel (&self->listening);
  valise_keeper_cancel (&self->fetching);
  self->fetching = g_cancellable_new ();
}

static void
act (ValiseKeeper *self, ValiseModeAction action)
{
  switch (action)
    {
    case VALISE_ACTION_NONE:
      break;
    case VALISE_ACTION_RUN:
      valise_keeper_start_run (self);
      break;
    case VALISE_ACTION_CANCEL:
      cancel_all (self);
      break;
    case VALISE_ACTION_LISTEN:
      valise_keeper_listen (self);
      break;
    case VALISE_ACTION_RETRY:
      retry (self);
      break;
    }
}

/**
 * valise_keeper_event:
 * @self: a keeper
 * @event: what happened
 */
void
valise_keeper_event (ValiseKeeper *self, ValiseModeEvent event)
{
  ValiseMode before = self->mode;
  ValiseModeAction action;

  if (event == VALISE_EVENT_NET_UP)
    {
      self->attempts = 0;
      if (!self->reconnect)
        return;
    }
  self->mode = valise_mode_step (before, event, &action);
  g_debug ("%s: %s -- %s --> %s", self->name, valise_mode_to_string (before),
           valise_mode_event_to_string (event), valise_mode_to_string (self->mode));
  act (self, action);
  g_signal_emit_by_name (self, "changed");
}

static gboolean
on_soon (gpointer data)
{
  ValiseKeeper *self = data;

  self->soon = 0;
  valise_keeper_event (self, VALISE_EVENT_WANTED);
  return G_SOURCE_REMOVE;
}

/**
 * valise_keeper_want_soon:
 * @self: a keeper
 *
 * Something changed here. The run starts a moment later, so that a series of edits is one run.
 */
void
valise_keeper_want_soon (ValiseKeeper *self)
{
  if (self->soon == 0 && !valise_mode_is_offline (self->mode))
    self->soon = g_timeout_add (SOON_MILLISECONDS, on_soon, self);
}

/**
 * valise_keeper_new:
 * @data_dir: the folder of the database
 * @remotes: how drivers are made
 * @account: an account
 * @work_offline: whether the user chose to work offline
 *
 * Returns: (transfer full): a keeper that does nothing before valise_keeper_start()
 */
ValiseKeeper *
valise_keeper_new (const char *data_dir,
                   const ValiseRemotes *remotes,
                   const ValiseAccount *account,
                   gboolean work_offline)
{
  ValiseKeeper *self = g_object_new (VALISE_TYPE_KEEPER, NULL);

  self->data_dir = g_strdup (data_dir);
  self->remotes = *remotes;
  self->account_id = account->id;
  self->edit_seq = account->edit_seq;
  self->name = g_strdup (account->name);
  self->mode = valise_mode_initial (work_offline,
                                    account->last_error != NULL ? account->last_error_code : -1);
  valise_keeper_forget_progress (self);
  return self;
}

/**
 * valise_keeper_start:
 * @self: a keeper
 *
 * Looks at the server at once, unless the user chose to work offline. A refused password is tried
 * once: its command or the keyring may give a better one by now.
 */
void
valise_keeper_start (ValiseKeeper *self)
{
  valise_keeper_event (self, self->mode == VALISE_MODE_NEEDS_SIGN_IN ? VALISE_EVENT_PASSWORD
                                                                     : VALISE_EVENT_TIMER);
}

/**
 * valise_keeper_stop:
 * @self: a keeper
 *
 * Cancels everything and waits for the workers' threads: a second at most.
 */
void
valise_keeper_stop (ValiseKeeper *self)
{
  g_autoptr (ValiseRunResult) result = valise_keeper_offline_result (self);

  self->mode = VALISE_MODE_OFFLINE_CHOSEN;
  cancel_all (self);
  g_clear_pointer (&self->worker, valise_worker_free);
  g_clear_pointer (&self->fetcher, valise_worker_free);
  valise_keeper_answer (self->served, result);
  valise_keeper_answer (self->asking, result);
}

/**
 * valise_keeper_get_account_id:
 * @self: a keeper
 *
 * Returns: its account
 */
gint64
valise_keeper_get_account_id (ValiseKeeper *self)
{
  return self->account_id;
}

/**
 * valise_keeper_get_edit_seq:
 * @self: a keeper
 *
 * Returns: which state of its account it works with
 */
gint64
valise_keeper_get_edit_seq (ValiseKeeper *self)
{
  return self->edit_seq;
}

/**
 * valise_keeper_fill_status:
 * @self: a keeper
 * @status: its account's status; what the store does not know is filled in
 */
void
valise_keeper_fill_status (ValiseKeeper *self, ValiseAccountStatus *status)
{
  status->mode = self->mode;
  status->phase = self->progress.phase;
  g_free (status->folder);
  status->folder = g_strdup (self->folder);
  status->done = self->progress.done;
  status->total = self->progress.total;
  status->rate = self->progress.rate;
  status->seconds_left = self->progress.seconds_left;
}

/**
 * valise_keeper_set_open_folder:
 * @self: a keeper
 * @folder_id: the folder that the user looks at: it comes first; 0: none
 */
void
valise_keeper_set_open_folder (ValiseKeeper *self, gint64 folder_id)
{
  self->open_folder = folder_id;
}

/**
 * valise_keeper_set_text_only:
 * @self: a keeper
 * @text_only: whether runs that begin from now on bring no more of mail than header and text
 *
 * What is missing is fetched as soon as that ends.
 */
void
valise_keeper_set_text_only (ValiseKeeper *self, gboolean text_only)
{
  gboolean ends = self->text_only && !text_only;

  self->text_only = text_only;
  if (ends)
    valise_keeper_want_soon (self);
}

/**
 * valise_keeper_set_reconnect:
 * @self: a keeper
 * @reconnect: whether to come back by itself when the server answers again
 */
void
valise_keeper_set_reconnect (ValiseKeeper *self, gboolean reconnect)
{
  self->reconnect = reconnect;
  if (self->mode != VALISE_MODE_OFFLINE_LOST || self->running != NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (reconnect)
    valise_keeper_set_timer (self, 1);
}
