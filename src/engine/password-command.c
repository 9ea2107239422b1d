/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The password from a command, for machines without a Secret Service: the first line that the
 * command prints. The shell runs it, so that a pipe or an option can be written as in a terminal.
 * What it says on its standard error is left to be seen there; what it prints on its standard
 * output never is in a message. */

#include "engine/password-command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/error.h"
#include "net/credentials.h"

/* One call of the command, driven by a main context of its own. */
typedef struct
{
  GBytes *output;
  GError *error;
  gboolean ended;
  gboolean timed_out;
  GSubprocess *process;
  GCancellable *cancellable; /* of the reading */
} Call;

static void
call_clear (Call *call)
{
  g_clear_pointer (&call->output, g_bytes_unref);
  g_clear_error (&call->error);
  g_clear_object (&call->process);
  g_clear_object (&call->cancellable);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Call, call_clear)

static void
on_call_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;

  g_subprocess_communicate_finish (G_SUBPROCESS (source), result, &call->output, NULL,
                                   &call->error);
  call->ended = TRUE;
}

/* The command itself is ended, and what it started is not read any further. */
static void
stop (Call *call)
{
  g_subprocess_force_exit (call->process);
  g_cancellable_cancel (call->cancellable);
}

static gboolean
on_call_timed_out (gpointer data)
{
  Call *call = data;

  call->timed_out = TRUE;
  stop (call);
  return G_SOURCE_REMOVE;
}

static gboolean
on_caller_cancelled (GCancellable *cancellable, gpointer data)
{
  stop (data);
  return G_SOURCE_REMOVE;
}

static void
attach (GSource *source, GSourceFunc func, Call *call, GMainContext *context)
{
  g_source_set_callback (source, func, call, NULL);
  g_source_attach (source, context);
}

/* Waits until the command has ended, was cancelled or took too long. */
static void
wait_for (Call *call, guint seconds, GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) timer = g_timeout_source_new_seconds (seconds);
  g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

  g_main_context_push_thread_default (context);
  attach (timer, on_call_timed_out, call, context);
  attach (cancelled, G_SOURCE_FUNC (on_caller_cancelled), call, context);
  g_subprocess_communicate_async (call->process, NULL, call->cancellable, on_call_ended, call);
  while (!call->ended)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (timer);
  g_source_destroy (cancelled);
  if (g_cancellable_is_cancelled (call->cancellable))
    g_subprocess_wait (call->process, NULL, NULL); /* so that it does not outlive us */
  g_main_context_pop_thread_default (context);
}

static char *
first_line (GBytes *output, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (output, &size);
  const char *end = size > 0 ? memchr (data, '\n', size) : NULL;
  gsize length = end != NULL ? (gsize)(end - data) : size;

  if (length > 0 && data[length - 1] == '\r')
    length--;
  if (length == 0 || !g_utf8_validate_len (data, length, NULL))
    {
      valise_fail (error, VALISE_ERROR_SECRET, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                   _ ("The password command printed no password."));
      return NULL;
    }
  return g_strndup (data, length);
}

/* The subprocess's buffer held the password: leave nothing of it behind. */
static void
wipe_output (GBytes *output)
{
  gsize size;
  gpointer data = (gpointer)g_bytes_get_data (output, &size);

  if (size > 0)
    explicit_bzero (data, size);
}

static gboolean
check_call (const Call *call, GCancellable *cancellable, GError **error)
{
  GSubprocess *process = call->process;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (call->timed_out)
    return valise_fail (error, VALISE_ERROR_SECRET, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                        _ ("The password command took too long."));
  if (call->error != NULL)
    return valise_fail (error, VALISE_ERROR_SECRET, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                        _ ("The password command failed: %s."), call->error->message);
  if (g_subprocess_get_if_signaled (process))
    return valise_fail (error, VALISE_ERROR_SECRET, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                        _ ("The password command was ended by signal %d."),
                        g_subprocess_get_term_sig (process));
  if (!g_subprocess_get_successful (process))
    return valise_fail (error, VALISE_ERROR_SECRET, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                        _ ("The password command failed with exit status %d."),
                        g_subprocess_get_exit_status (process));
  return TRUE;
}

/**
 * valise_password_command_run:
 * @command: what the shell is to run
 * @seconds: how long it may take
 * @cancellable: (nullable): ends it
 * @error: where the error goes
 *
 * Blocking.
 *
 * Returns: (transfer full) (nullable): the first line of its output; give it back to
 *   valise_credentials_wipe()
 */
char *
valise_password_command_run (const char *command,
                             guint seconds,
                             GCancellable *cancellable,
                             GError **error)
{
  const char *const argv[] = { "/bin/sh", "-c", command, NULL };
  g_auto (Call) call = { .cancellable = g_cancellable_new () };
  g_autoptr (GError) failure = NULL;
  char *password;

  call.process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &failure);
  if (call.process == NULL)
    {
      valise_fail (error, VALISE_ERROR_SECRET, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                   _ ("The password command cannot be run: %s."), failure->message);
      return NULL;
    }
  wait_for (&call, seconds, cancellable);
  if (!check_call (&call, cancellable, error))
    return NULL;
  password = first_line (call.output, error);
  wipe_output (call.output);
  return password;
}
