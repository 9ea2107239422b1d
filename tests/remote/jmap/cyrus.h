/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "driver.h"

/* A mailbox on the private Cyrus that a test runs beside, seen from two devices. */
typedef struct
{
  ValiseRemote *remote;
  ValiseRemote *other; /* a second device of the same person */
  GPtrArray *folders;
  const char *inbox, *drafts, *sent, *trash;
  char *token;
} Cyrus;

void cyrus_set_up (Cyrus *fixture, gconstpointer data);
void cyrus_tear_down (Cyrus *fixture, gconstpointer data);

DriverOutcome *
cyrus_create (ValiseRemote *remote, const char *folder, const char *uid, const char *flags);
void cyrus_assert_outcome (ValiseRemote *remote, ValiseEdit *edit, ValiseOutcomeType type);
