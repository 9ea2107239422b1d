/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/jmap/remote-jmap.h"

/* Short ways to use a driver from a test. What fails unexpectedly ends the test. */

ValiseRemote *driver_new (const char *server, const char *user, const char *password);

ValiseRemoteFolder *driver_folder (GPtrArray *folders, ValiseRole role);
GPtrArray *driver_list (ValiseRemote *remote, const char *folder, ValiseDepth depth);
ValiseRemoteItem *driver_find (GPtrArray *items, const char *uid);
char *driver_token (ValiseRemote *remote);
GPtrArray *driver_changes (ValiseRemote *remote, char **token);

ValiseContent *
driver_fetch (ValiseRemote *remote, const char *id, const char *revision, ValiseDepth depth);

typedef struct
{
  ValiseOutcomeType type;
  char *id;
  char *revision;
  gboolean other_content;
  char *failure;
} DriverOutcome;

void driver_outcome_free (DriverOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DriverOutcome, driver_outcome_free)

DriverOutcome *driver_push (ValiseRemote *remote, ValiseEdit *edit);
GPtrArray *driver_push_all (ValiseRemote *remote, GPtrArray *edits);

ValiseContent *driver_message (const char *uid, const char *subject, const char *text);
