/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a run ended, in a form that travels over D-Bus: `valisectl sync` says the same whether it ran
 * itself or asked the tray application. */

#include "engine/run-result.h"

#include "model/error.h"

/**
 * valise_run_result_new:
 * @account_id: an account
 * @account: its name
 * @report: (nullable): what the run did
 * @error: (nullable): why it failed; %NULL: it went through
 *
 * Returns: (transfer full): the result
 */
ValiseRunResult *
valise_run_result_new (gint64 account_id,
                       const char *account,
                       const ValiseRunReport *report,
                       const GError *error)
{
  ValiseRunResult *result = g_new0 (ValiseRunResult, 1);
  g_autoptr (GStrvBuilder) problems = g_strv_builder_new ();

  result->account_id = account_id;
  result->account = g_strdup (account);
  result->code = -1;
  if (error != NULL)
    {
      result->code = error->domain == VALISE_ERROR ? error->code : (int)VALISE_ERROR_FAILED;
      result->message = g_strdup (error->message);
    }
  if (report != NULL)
    {
      result->pulled = report->pulled;
      result->pushed = report->pushed;
      result->fetched = report->fetched;
      result->compared = report->compared;
      result->conflicts = report->conflicts->len;
      result->held = report->held;
      for (guint i = 0; i < report->problems->len; i++)
        g_strv_builder_add (problems, report->problems->pdata[i]);
    }
  result->problems = g_strv_builder_end (problems);
  return result;
}

/**
 * valise_run_result_to_variant:
 * @result: a result
 *
 * Returns: (transfer floating): a value of %VALISE_RUN_RESULT_TYPE
 */
GVariant *
valise_run_result_to_variant (const ValiseRunResult *result)
{
  return g_variant_new ("(xsisuuuuux^as)", result->account_id, result->account, result->code,
                        result->message != NULL ? result->message : "", result->pulled,
                        result->pushed, result->fetched, result->compared, result->conflicts,
                        result->held, result->problems);
}

/**
 * valise_run_result_from_variant:
 * @variant: a value of %VALISE_RUN_RESULT_TYPE
 *
 * Returns: (transfer full): the result
 */
ValiseRunResult *
valise_run_result_from_variant (GVariant *variant)
{
  ValiseRunResult *result = g_new0 (ValiseRunResult, 1);

  g_variant_get (variant, "(xsisuuuuux^as)", &result->account_id, &result->account, &result->code,
                 &result->message, &result->pulled, &result->pushed, &result->fetched,
                 &result->compared, &result->conflicts, &result->held, &result->problems);
  if (result->code < 0)
    g_clear_pointer (&result->message, g_free);
  return result;
}

/**
 * valise_run_result_copy:
 * @result: a result
 *
 * Returns: (transfer full): a copy
 */
ValiseRunResult *
valise_run_result_copy (const ValiseRunResult *result)
{
  ValiseRunResult *copy = g_memdup2 (result, sizeof *result);

  copy->account = g_strdup (result->account);
  copy->message = g_strdup (result->message);
  copy->problems = g_strdupv (result->problems);
  return copy;
}

/**
 * valise_run_result_free:
 * @result: (transfer full) (nullable): a result
 */
void
valise_run_result_free (ValiseRunResult *result)
{
  if (result == NULL)
    return;
  g_free (result->account);
  g_free (result->message);
  g_strfreev (result->problems);
  g_free (result);
}
