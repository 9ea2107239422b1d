/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What tray and window say of the state of things: one of six icons and one line of text, derived
 * from the accounts' status alone (design, section 2, promise 3). Pure.
 *
 *   shape      syncing if any account is; else offline if none can be used; else online.
 *              Without an account: what the user chose.
 *   attention  a conflict waits; a change was refused; deletions wait for a confirmation; an
 * account needs sign-in; a run failed in a way that only the user can mend; or we are online and
 * one of the accounts cannot be used.
 *
 * An account that is switched off counts for nothing but its conflicts, which can be decided here.
 * A lost connection alone needs nobody: it has no mark as long as no other account is online. */

#include "engine/icon.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"

/**
 * valise_icon_mode:
 * @work_offline: whether the user chose to work offline
 * @accounts: (element-type ValiseAccountStatus): every account
 *
 * Returns: the mode of all accounts together. Offline is offline-chosen where the user chose it,
 *   needs-sign-in where that holds for every account, else offline-lost
 */
ValiseMode
valise_icon_mode (gboolean work_offline, GPtrArray *accounts)
{
  guint count[VALISE_N_MODES] = { 0 };
  guint enabled = 0;

  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccountStatus *account = accounts->pdata[i];

      if (account->disabled)
        continue;
      enabled++;
      count[account->mode]++;
    }

  if (count[VALISE_MODE_SYNCING] > 0)
    return VALISE_MODE_SYNCING;
  if (work_offline || count[VALISE_MODE_OFFLINE_CHOSEN] > 0)
    return VALISE_MODE_OFFLINE_CHOSEN;
  if (enabled == 0 || count[VALISE_MODE_ONLINE] > 0)
    return VALISE_MODE_ONLINE;
  return count[VALISE_MODE_OFFLINE_LOST] > 0 ? VALISE_MODE_OFFLINE_LOST : VALISE_MODE_NEEDS_SIGN_IN;
}

/* Whether waiting does not help against the error of the last run. */
static gboolean
user_must_mend (int error_code)
{
  switch (error_code)
    {
    case -1:
    case VALISE_ERROR_UNREACHABLE:
    case VALISE_ERROR_BUSY:
    case VALISE_ERROR_LOCKED:
    case VALISE_ERROR_OFFLINE:
      return FALSE;
    default:
      return TRUE;
    }
}

static gboolean
account_needs_user (const ValiseAccountStatus *account)
{
  if (account->disabled)
    return account->conflicts > 0;
  return account->conflicts > 0 || account->refused > 0 || account->held > 0
         || account->mode == VALISE_MODE_NEEDS_SIGN_IN
         || (account->error != NULL && user_must_mend (account->error_code));
}

/**
 * valise_icon_attention:
 * @mode: the mode of all accounts together
 * @accounts: (element-type ValiseAccountStatus): every account
 *
 * Returns: whether the icon has the attention mark
 */
gboolean
valise_icon_attention (ValiseMode mode, GPtrArray *accounts)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccountStatus *account = accounts->pdata[i];

      if (account_needs_user (account))
        return TRUE;
      if (mode == VALISE_MODE_ONLINE && !account->disabled
          && valise_mode_is_offline (account->mode))
        return TRUE;
    }
  return FALSE;
}

/**
 * valise_icon_name:
 * @mode: the mode of all accounts together
 * @attention: whether the user is needed
 *
 * Returns: (transfer none): the name of one of the six icons
 */
const char *
valise_icon_name (ValiseMode mode, gboolean attention)
{
  switch (mode)
    {
    case VALISE_MODE_ONLINE:
      return attention ? "valise-online-attention" : "valise-online";
    case VALISE_MODE_SYNCING:
      return attention ? "valise-syncing-attention" : "valise-syncing";
    case VALISE_MODE_OFFLINE_CHOSEN:
    case VALISE_MODE_OFFLINE_LOST:
    case VALISE_MODE_NEEDS_SIGN_IN:
      return attention ? "valise-offline-attention" : "valise-offline";
    }
  g_return_val_if_reached ("valise-online");
}

static const ValiseAccountStatus *
first_in_mode (GPtrArray *accounts, ValiseMode mode)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccountStatus *account = accounts->pdata[i];

      if (account->mode == mode && !account->disabled)
        return account;
    }
  return NULL;
}

static const ValiseAccountStatus *
first_to_mend (GPtrArray *accounts)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccountStatus *account = accounts->pdata[i];

      if (account->error != NULL && user_must_mend (account->error_code))
        return account;
    }
  return NULL;
}

static char *
syncing_line (const ValiseAccountStatus *account)
{
  if (account->phase == VALISE_PHASE_CONNECT)
    /* Translators: the name of an account */
    return g_strdup_printf (_ ("Connecting to %s"), account->name);
  if (account->phase == VALISE_PHASE_PUSH && account->total > 0)
    return g_strdup_printf (_ ("Sending changes: %'lu of %'lu"), (gulong)account->done,
                            (gulong)account->total);
  if (account->folder != NULL && account->total > 0)
    /* Translators: a folder, and how many of its items */
    return g_strdup_printf (_ ("Synchronising %s: %'lu of %'lu"), account->folder,
                            (gulong)account->done, (gulong)account->total);
  if (account->folder != NULL)
    return g_strdup_printf (_ ("Synchronising %s"), account->folder);
  return g_strdup_printf (_ ("Synchronising %s"), account->name);
}

static char *
pending_text (gint64 pending)
{
  return g_strdup_printf (
      ngettext ("%'lu change will be sent", "%'lu changes will be sent", (gulong)pending),
      (gulong)pending);
}

static char *
offline_line (ValiseMode mode, gint64 pending)
{
  gboolean chosen = mode == VALISE_MODE_OFFLINE_CHOSEN;
  gulong n = (gulong)pending;

  if (pending == 0)
    return g_strdup (chosen ? C_ ("state", "Offline") : C_ ("state", "Connection lost"));
  if (chosen)
    return g_strdup_printf (
        ngettext ("Offline: %'lu change will be sent", "Offline: %'lu changes will be sent", n), n);
  return g_strdup_printf (ngettext ("Connection lost: %'lu change will be sent",
                                    "Connection lost: %'lu changes will be sent", n),
                          n);
}

/* The time of the account that was in step longest ago. */
static char *
in_step_line (GPtrArray *accounts, gint64 now)
{
  gint64 since = now;
  g_autoptr (GDateTime) then = NULL;
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);
  g_autofree char *text = NULL;
  gboolean same_day;

  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccountStatus *account = accounts->pdata[i];

      if (!account->disabled)
        since = MIN (since, account->last_run_at);
    }
  if (since <= 0)
    return g_strdup (_ ("Not synchronised yet"));

  then = g_date_time_new_from_unix_local (since);
  same_day = g_date_time_get_year (then) == g_date_time_get_year (today)
             && g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (today);
  text = g_date_time_format (then, same_day ? "%H:%M" : "%x %H:%M");
  /* Translators: a time of today, or a date with the time */
  return g_strdup_printf (_ ("In step since %s"), text);
}

/* What waits for the user or for the server while we are online. */
static char *
waiting_line (GPtrArray *accounts)
{
  const ValiseAccountStatus *lost = first_in_mode (accounts, VALISE_MODE_OFFLINE_LOST);
  gint64 conflicts = 0, refused = 0, held = 0, pending = 0;

  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccountStatus *account = accounts->pdata[i];

      conflicts += account->conflicts;
      if (account->disabled)
        continue;
      refused += account->refused;
      held += account->held;
      pending += account->pending;
    }
  if (conflicts > 0)
    return g_strdup_printf (
        ngettext ("%'lu conflict waits for you", "%'lu conflicts wait for you", (gulong)conflicts),
        (gulong)conflicts);
  if (held > 0)
    return g_strdup_printf (ngettext ("%'lu deletion waits for your confirmation",
                                      "%'lu deletions wait for your confirmation", (gulong)held),
                            (gulong)held);
  if (refused > 0)
    return g_strdup_printf (ngettext ("The server refused %'lu change",
                                      "The server refused %'lu changes", (gulong)refused),
                            (gulong)refused);
  if (lost != NULL)
    /* Translators: the name of an account */
    return g_strdup_printf (_ ("%s cannot be reached"), lost->name);
  return pending > 0 ? pending_text (pending) : NULL;
}

static gint64
sum_pending (GPtrArray *accounts)
{
  gint64 pending = 0;

  for (guint i = 0; i < accounts->len; i++)
    {
      const ValiseAccountStatus *account = accounts->pdata[i];

      if (!account->disabled)
        pending += account->pending;
    }
  return pending;
}

static gboolean
all_disabled (GPtrArray *accounts)
{
  for (guint i = 0; i < accounts->len; i++)
    if (!((const ValiseAccountStatus *)accounts->pdata[i])->disabled)
      return FALSE;
  return TRUE;
}

/**
 * valise_icon_line:
 * @work_offline: whether the user chose to work offline
 * @accounts: (element-type ValiseAccountStatus): every account
 * @now: Unix seconds
 *
 * Says the most urgent thing: what goes on; that we are offline; what needs the user; since when
 * everything is in step.
 *
 * Returns: (transfer full): one line for the user
 */
char *
valise_icon_line (gboolean work_offline, GPtrArray *accounts, gint64 now)
{
  ValiseMode mode = valise_icon_mode (work_offline, accounts);
  const ValiseAccountStatus *sign_in = first_in_mode (accounts, VALISE_MODE_NEEDS_SIGN_IN);
  const ValiseAccountStatus *mend = first_to_mend (accounts);
  char *line;

  if (mode == VALISE_MODE_SYNCING)
    return syncing_line (first_in_mode (accounts, VALISE_MODE_SYNCING));
  if (mode == VALISE_MODE_OFFLINE_CHOSEN)
    return offline_line (mode, sum_pending (accounts));
  if (sign_in != NULL)
    /* Translators: the name of an account */
    return g_strdup_printf (_ ("Sign-in needed: %s"), sign_in->name);
  if (mend != NULL)
    /* Translators: the name of an account, and what is wrong, a sentence */
    return g_strdup_printf (C_ ("account", "%s: %s"), mend->name, mend->error);
  if (mode == VALISE_MODE_OFFLINE_LOST)
    return offline_line (mode, sum_pending (accounts));
  if (accounts->len == 0)
    return g_strdup (_ ("No account yet"));
  line = waiting_line (accounts);
  if (line == NULL && all_disabled (accounts))
    return g_strdup (_ ("No account is enabled"));
  return line != NULL ? line : in_step_line (accounts, now);
}
