/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How one account stands to its server. */
typedef enum
{
  VALISE_MODE_ONLINE,
  VALISE_MODE_SYNCING,
  VALISE_MODE_OFFLINE_CHOSEN, /* the user wants it; only the user ends it */
  VALISE_MODE_OFFLINE_LOST,   /* the server cannot be used; ends by itself */
  VALISE_MODE_NEEDS_SIGN_IN,  /* user or password are refused, or cannot be had */
} ValiseMode;

#define VALISE_N_MODES (VALISE_MODE_NEEDS_SIGN_IN + 1)

typedef enum
{
  VALISE_EVENT_WORK_OFFLINE, /* the user's choice */
  VALISE_EVENT_WORK_ONLINE,
  VALISE_EVENT_ASKED,    /* the user wants a run now */
  VALISE_EVENT_WANTED,   /* there is something to send or to fetch */
  VALISE_EVENT_TIMER,    /* time to look again */
  VALISE_EVENT_REACHED,  /* the server answered in a run */
  VALISE_EVENT_DONE,     /* a run went through */
  VALISE_EVENT_LOST,     /* a run ended because the server cannot be used */
  VALISE_EVENT_REFUSED,  /* a run ended because it could not sign in */
  VALISE_EVENT_FAILED,   /* a run ended for a reason of this computer */
  VALISE_EVENT_STOPPED,  /* a run was cancelled */
  VALISE_EVENT_NET_DOWN, /* hints of the network monitor */
  VALISE_EVENT_NET_UP,
  VALISE_EVENT_PASSWORD, /* the password was changed here */
} ValiseModeEvent;

#define VALISE_N_MODE_EVENTS (VALISE_EVENT_PASSWORD + 1)

/* What is to be done on an edge, besides being in the next mode. */
typedef enum
{
  VALISE_ACTION_NONE = 0,
  VALISE_ACTION_RUN,    /* start a run; beside a running one: another one after it */
  VALISE_ACTION_CANCEL, /* stop everything that could send a packet */
  VALISE_ACTION_LISTEN, /* wait for the server to say that something changed */
  VALISE_ACTION_RETRY,  /* look again after a while, ever less often */
} ValiseModeAction;

ValiseMode valise_mode_step (ValiseMode mode, ValiseModeEvent event, ValiseModeAction *action);
gboolean valise_mode_is_offline (ValiseMode mode);
const char *valise_mode_to_string (ValiseMode mode);
const char *valise_mode_event_to_string (ValiseModeEvent event);
ValiseMode valise_mode_initial (gboolean chosen_offline, int last_error_code);
ValiseModeEvent valise_mode_event_of_run (const GError *error);

G_END_DECLS
