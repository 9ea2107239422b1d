/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"
#include "sync/run.h"

G_BEGIN_DECLS

/* How a run ended, for whoever asked for it, in this process or in another one. */
typedef struct
{
  gint64 account_id;
  char *account; /* its name */
  int code;      /* ValiseError, -1: it went through */
  char *message; /* nullable: why it failed */
  guint pulled, pushed, fetched, compared, conflicts;
  gint64 held;
  GStrv problems; /* what failed without stopping the run */
} ValiseRunResult;

#define VALISE_RUN_RESULT_TYPE "(xsisuuuuuxas)"

ValiseRunResult *valise_run_result_new (gint64 account_id,
                                        const char *account,
                                        const ValiseRunReport *report,
                                        const GError *error);
ValiseRunResult *valise_run_result_from_variant (GVariant *variant);
GVariant *valise_run_result_to_variant (const ValiseRunResult *result);
ValiseRunResult *valise_run_result_copy (const ValiseRunResult *result);
void valise_run_result_free (ValiseRunResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseRunResult, valise_run_result_free)

G_END_DECLS
