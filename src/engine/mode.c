/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How an account stands to its server, as one declared table. Nothing here acts: an edge says what
 * is to be done, and the keeper of the account does it.
 *
 * Three thoughts are behind the table:
 * - The server's answer is the truth. The network monitor only makes us look: "down" starts a run
 *   that fails where it is true, "up" starts one that succeeds where it is true.
 * - Offline that the user chose (offline-chosen) has no edge out but the user's own. That is why in
 *   this mode not one packet is sent.
 * - A try to come back from offline-lost is not shown as syncing before the server has answered, so
 *   that the tray does not blink on a train. Only what the user asks for is shown at once. */

#include "engine/mode.h"

#include "model/error.h"

typedef struct
{
  ValiseMode next;
  ValiseModeAction action;
} Edge;

#define STAY(mode)                                                                                 \
  {                                                                                                \
    VALISE_MODE_##mode, VALISE_ACTION_NONE                                                         \
  }
#define GO(mode, action)                                                                           \
  {                                                                                                \
    VALISE_MODE_##mode, VALISE_ACTION_##action                                                     \
  }

/* One row an event, one column a mode, in the order of the enumerations:
 *   online | syncing | offline-chosen | offline-lost | needs-sign-in */
/* clang-format off */
static const Edge edges[VALISE_N_MODE_EVENTS][VALISE_N_MODES] = {
  [VALISE_EVENT_WORK_OFFLINE] = {
    GO (OFFLINE_CHOSEN, CANCEL), GO (OFFLINE_CHOSEN, CANCEL), STAY (OFFLINE_CHOSEN),
    GO (OFFLINE_CHOSEN, CANCEL), GO (OFFLINE_CHOSEN, CANCEL) },
  [VALISE_EVENT_WORK_ONLINE] = {
    STAY (ONLINE), STAY (SYNCING), GO (SYNCING, RUN), GO (SYNCING, RUN), GO (SYNCING, RUN) },
  [VALISE_EVENT_ASKED] = {
    GO (SYNCING, RUN), GO (SYNCING, RUN), STAY (OFFLINE_CHOSEN), GO (SYNCING, RUN),
    GO (SYNCING, RUN) },
  [VALISE_EVENT_WANTED] = {
    GO (SYNCING, RUN), GO (SYNCING, RUN), STAY (OFFLINE_CHOSEN), STAY (OFFLINE_LOST),
    STAY (NEEDS_SIGN_IN) },
  [VALISE_EVENT_TIMER] = {
    GO (SYNCING, RUN), STAY (SYNCING), STAY (OFFLINE_CHOSEN), GO (OFFLINE_LOST, RUN),
    STAY (NEEDS_SIGN_IN) },
  [VALISE_EVENT_REACHED] = {
    STAY (ONLINE), STAY (SYNCING), STAY (OFFLINE_CHOSEN), GO (SYNCING, NONE), STAY (NEEDS_SIGN_IN) },
  [VALISE_EVENT_DONE] = {
    GO (ONLINE, LISTEN), GO (ONLINE, LISTEN), STAY (OFFLINE_CHOSEN), GO (ONLINE, LISTEN),
    GO (ONLINE, LISTEN) },
  [VALISE_EVENT_LOST] = {
    GO (OFFLINE_LOST, RETRY), GO (OFFLINE_LOST, RETRY), STAY (OFFLINE_CHOSEN),
    GO (OFFLINE_LOST, RETRY), GO (OFFLINE_LOST, RETRY) },
  [VALISE_EVENT_REFUSED] = {
    STAY (NEEDS_SIGN_IN), STAY (NEEDS_SIGN_IN), STAY (OFFLINE_CHOSEN), STAY (NEEDS_SIGN_IN),
    STAY (NEEDS_SIGN_IN) },
  [VALISE_EVENT_FAILED] = {
    GO (ONLINE, RETRY), GO (ONLINE, RETRY), STAY (OFFLINE_CHOSEN), GO (OFFLINE_LOST, RETRY),
    STAY (NEEDS_SIGN_IN) },
  [VALISE_EVENT_STOPPED] = {
    GO (ONLINE, LISTEN), GO (ONLINE, LISTEN), STAY (OFFLINE_CHOSEN), GO (OFFLINE_LOST, RETRY),
    STAY (NEEDS_SIGN_IN) },
  [VALISE_EVENT_NET_DOWN] = {
    GO (SYNCING, RUN), STAY (SYNCING), STAY (OFFLINE_CHOSEN), STAY (OFFLINE_LOST),
    STAY (NEEDS_SIGN_IN) },
  [VALISE_EVENT_NET_UP] = {
    STAY (ONLINE), STAY (SYNCING), STAY (OFFLINE_CHOSEN), GO (OFFLINE_LOST, RUN),
    STAY (NEEDS_SIGN_IN) },
  [VALISE_EVENT_PASSWORD] = {
    GO (SYNCING, RUN), GO (SYNCING, RUN), STAY (OFFLINE_CHOSEN), GO (SYNCING, RUN),
    GO (SYNCING, RUN) },
};
/* clang-format on */

/**
 * valise_mode_step:
 * @mode: the mode
 * @event: what happened
 * @action: (out): what is to be done now
 *
 * Returns: the next mode
 */
ValiseMode
valise_mode_step (ValiseMode mode, ValiseModeEvent event, ValiseModeAction *action)
{
  const Edge *edge = &edges[event][mode];

  *action = edge->action;
  return edge->next;
}

/**
 * valise_mode_is_offline:
 * @mode: a mode
 *
 * Returns: whether nothing is exchanged in this mode
 */
gboolean
valise_mode_is_offline (ValiseMode mode)
{
  return mode != VALISE_MODE_ONLINE && mode != VALISE_MODE_SYNCING;
}

/**
 * valise_mode_to_string:
 * @mode: a mode
 *
 * Returns: (transfer none): its name in JSON and logs
 */
const char *
valise_mode_to_string (ValiseMode mode)
{
  switch (mode)
    {
    case VALISE_MODE_ONLINE:
      return "online";
    case VALISE_MODE_SYNCING:
      return "syncing";
    case VALISE_MODE_OFFLINE_CHOSEN:
      return "offline-chosen";
    case VALISE_MODE_OFFLINE_LOST:
      return "offline-lost";
    case VALISE_MODE_NEEDS_SIGN_IN:
      return "needs-sign-in";
    }
  g_return_val_if_reached ("online");
}

/**
 * valise_mode_event_to_string:
 * @event: an event
 *
 * Returns: (transfer none): its name in logs
 */
const char *
valise_mode_event_to_string (ValiseModeEvent event)
{
  static const char *const names[VALISE_N_MODE_EVENTS] = {
    [VALISE_EVENT_WORK_OFFLINE] = "work-offline",
    [VALISE_EVENT_WORK_ONLINE] = "work-online",
    [VALISE_EVENT_ASKED] = "asked",
    [VALISE_EVENT_WANTED] = "wanted",
    [VALISE_EVENT_TIMER] = "timer",
    [VALISE_EVENT_REACHED] = "reached",
    [VALISE_EVENT_DONE] = "run-done",
    [VALISE_EVENT_LOST] = "run-lost",
    [VALISE_EVENT_REFUSED] = "run-refused-sign-in",
    [VALISE_EVENT_FAILED] = "run-failed",
    [VALISE_EVENT_STOPPED] = "run-stopped",
    [VALISE_EVENT_NET_DOWN] = "network-down",
    [VALISE_EVENT_NET_UP] = "network-up",
    [VALISE_EVENT_PASSWORD] = "password-changed",
  };

  return names[event];
}

static ValiseModeEvent
event_of_code (int code)
{
  switch ((ValiseError)code)
    {
    case VALISE_ERROR_SIGN_IN:
    case VALISE_ERROR_SECRET:
      return VALISE_EVENT_REFUSED;
    case VALISE_ERROR_UNREACHABLE:
    case VALISE_ERROR_CERTIFICATE:
    case VALISE_ERROR_PROTOCOL:
    case VALISE_ERROR_BUSY:
      return VALISE_EVENT_LOST;
    case VALISE_ERROR_FAILED:
    case VALISE_ERROR_CANNOT_CALCULATE:
    case VALISE_ERROR_CHANGED:
    case VALISE_ERROR_GONE:
    case VALISE_ERROR_FORBIDDEN:
    case VALISE_ERROR_TOO_LARGE:
    case VALISE_ERROR_QUOTA:
    case VALISE_ERROR_INVALID:
    case VALISE_ERROR_STORAGE:
    case VALISE_ERROR_CORRUPT:
    case VALISE_ERROR_NEWER:
    case VALISE_ERROR_LOCKED:
    case VALISE_ERROR_OFFLINE:
    case VALISE_ERROR_NOT_FOUND:
    case VALISE_ERROR_NOT_WHOLE:
    case VALISE_ERROR_USAGE:
      return VALISE_EVENT_FAILED;
    }
  return VALISE_EVENT_FAILED;
}

/**
 * valise_mode_event_of_run:
 * @error: (nullable): how a run ended; %NULL: it went through
 *
 * A certificate that is not accepted and an answer that is not the server's (the sign-in page of a
 * hotel) count as lost: whatever answered, it was not the server.
 *
 * Returns: the event
 */
ValiseModeEvent
valise_mode_event_of_run (const GError *error)
{
  if (error == NULL)
    return VALISE_EVENT_DONE;
  if (valise_error_is_cancelled (error))
    return VALISE_EVENT_STOPPED;
  return error->domain == VALISE_ERROR ? event_of_code (error->code) : VALISE_EVENT_FAILED;
}

/**
 * valise_mode_initial:
 * @chosen_offline: whether the user chose to work offline and did not end it
 * @last_error_code: #ValiseError of the last run, -1 when it went through
 *
 * What was stored decides how Valise opens: a lost connection is remembered as the last run's
 * error, so that there is no second record of it that could differ.
 *
 * Returns: the mode to open in
 */
ValiseMode
valise_mode_initial (gboolean chosen_offline, int last_error_code)
{
  ValiseModeAction ignored;

  if (chosen_offline)
    return VALISE_MODE_OFFLINE_CHOSEN;
  if (last_error_code < 0)
    return VALISE_MODE_ONLINE;
  return valise_mode_step (VALISE_MODE_ONLINE, event_of_code (last_error_code), &ignored);
}
