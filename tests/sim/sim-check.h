/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

/* The invariants. None of them asks the engine what should be: they compare what is here with what
 * the server has and with what the ledger says that the two editors did. */

/* sim-check-conflicts.c */
void sim_check_conflicts (SimWorld *world);
void sim_check_forget_conflicts (SimWorld *world);
void sim_check_conflict_rows (SimWorld *world);

/* sim-check.c */
GPtrArray *sim_check_items (ValiseStore *store);
char *sim_check_in_step (SimWorld *world);
void sim_check_end (SimWorld *world);

G_END_DECLS
