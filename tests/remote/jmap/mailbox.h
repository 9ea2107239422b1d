/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "script.h"

/* One message, "m", on the server; what it does wrong; and what was asked of it. */
typedef struct
{
  const char *folders; /* JSON; NULL: the message is not there */
  const char *blob;
  gint mismatches;          /* Email/set with ifInState that fail so */
  gboolean ignores_state;   /* like some servers */
  const char *set_error;    /* type: for every object of a /set or import */
  const char *method_error; /* type: for Email/set as a whole */
  const char *existing;     /* Email/import: alreadyExists */
  const char *found;        /* Email/query by header, in any folder but "sent" */
  const char *found_sent;   /* the same in "sent" */
  const char *found_blob;   /* nullable: of what is found, when it is another content */
  const char *submissions;  /* EmailSubmission/query */
  gboolean lose_answer;     /* of the next request that writes */

  guint imports, submits, updates, destroys;
  const char *last_found; /* by the last Email/query */
  char *last_patch;
  char *submitted; /* the emailId of the last submission */
} Mailbox;

DriverOutcome *mailbox_push (Mailbox *mailbox, ValiseEdit *edit);
void mailbox_push_and_lose (Mailbox *mailbox, ValiseEdit *edit);
void mailbox_assert_outcome (Mailbox *mailbox, ValiseEdit *edit, ValiseOutcomeType type);
void mailbox_clear (Mailbox *mailbox);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mailbox, mailbox_clear)
