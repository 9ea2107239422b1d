/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tray says, as a table: the accounts on the left, icon and line on the right. */

#include "engine/icon.h"

#include "model/error.h"

#define NOW G_GINT64_CONSTANT (1767279600) /* 2026-01-01 15:00 UTC */
#define AT_14_02 (NOW - 58 * 60)

/* An account in a mode; .name is "A" for the first and "B" for the second. */
typedef struct
{
  const char *what;
  gboolean work_offline;
  guint n_accounts;
  ValiseAccountStatus accounts[2];
  const char *icon;
  const char *line;
} Case;

#define SAID(reason, code) .error = (char *)(reason), .error_code = (code)
#define FINE .error_code = -1, .last_run_at = AT_14_02

static const Case cases[] = {
  { "no account", FALSE, 0, { { 0 } }, "valise-online", "No account yet" },
  { "no account, offline", TRUE, 0, { { 0 } }, "valise-offline", "Offline" },
  { "never ran", FALSE, 1, { { .error_code = -1 } }, "valise-online", "Not synchronised yet" },
  { "all fine", FALSE, 1, { { FINE } }, "valise-online", "In step since 14:02" },
  { "the older of two counts",
    FALSE,
    2,
    { { FINE }, { .error_code = -1, .last_run_at = NOW } },
    "valise-online",
    "In step since 14:02" },
  { "changes wait",
    FALSE,
    1,
    { { FINE, .pending = 1 } },
    "valise-online",
    "1 change will be sent" },
  { "connecting",
    FALSE,
    1,
    { { FINE, .mode = VALISE_MODE_SYNCING } },
    "valise-syncing",
    "Connecting to A" },
  { "progress",
    FALSE,
    1,
    { { FINE, .mode = VALISE_MODE_SYNCING, .phase = VALISE_PHASE_CONTENTS,
        .folder = (char *)"Projects", .done = 240, .total = 1000 } },
    "valise-syncing",
    "Synchronising Projects: 240 of 1000" },
  { "sending",
    FALSE,
    1,
    { { FINE, .mode = VALISE_MODE_SYNCING, .phase = VALISE_PHASE_PUSH, .done = 1, .total = 3 } },
    "valise-syncing",
    "Sending changes: 1 of 3" },
  { "one of two syncs",
    FALSE,
    2,
    { { FINE }, { FINE, .mode = VALISE_MODE_SYNCING, .phase = VALISE_PHASE_PULL } },
    "valise-syncing",
    "Synchronising B" },
  { "syncing with a conflict",
    FALSE,
    1,
    { { FINE, .mode = VALISE_MODE_SYNCING, .conflicts = 1 } },
    "valise-syncing-attention",
    "Connecting to A" },
  { "chosen offline",
    TRUE,
    1,
    { { FINE, .mode = VALISE_MODE_OFFLINE_CHOSEN, .pending = 3 } },
    "valise-offline",
    "Offline: 3 changes will be sent" },
  { "chosen offline with a conflict",
    TRUE,
    1,
    { { FINE, .mode = VALISE_MODE_OFFLINE_CHOSEN, .conflicts = 1 } },
    "valise-offline-attention",
    "Offline" },
  { "lost",
    FALSE,
    1,
    { { SAID ("No route.", VALISE_ERROR_UNREACHABLE), .mode = VALISE_MODE_OFFLINE_LOST } },
    "valise-offline",
    "Connection lost" },
  { "lost with changes",
    FALSE,
    1,
    { { SAID ("No route.", VALISE_ERROR_UNREACHABLE), .mode = VALISE_MODE_OFFLINE_LOST,
        .pending = 2 } },
    "valise-offline",
    "Connection lost: 2 changes will be sent" },
  { "both lost",
    FALSE,
    2,
    { { SAID ("No route.", VALISE_ERROR_UNREACHABLE), .mode = VALISE_MODE_OFFLINE_LOST },
      { SAID ("No route.", VALISE_ERROR_UNREACHABLE), .mode = VALISE_MODE_OFFLINE_LOST } },
    "valise-offline",
    "Connection lost" },
  { "one of two lost",
    FALSE,
    2,
    { { FINE },
      { SAID ("No route.", VALISE_ERROR_UNREACHABLE), .mode = VALISE_MODE_OFFLINE_LOST } },
    "valise-online-attention",
    "B cannot be reached" },
  { "one lost while the other syncs: nobody is needed",
    FALSE,
    2,
    { { FINE, .mode = VALISE_MODE_SYNCING },
      { SAID ("No route.", VALISE_ERROR_UNREACHABLE), .mode = VALISE_MODE_OFFLINE_LOST } },
    "valise-syncing",
    "Connecting to A" },
  { "a certificate that is not accepted",
    FALSE,
    1,
    { { SAID ("The certificate has expired.", VALISE_ERROR_CERTIFICATE),
        .mode = VALISE_MODE_OFFLINE_LOST } },
    "valise-offline-attention",
    "A: The certificate has expired." },
  { "needs sign-in",
    FALSE,
    1,
    { { SAID ("Refused.", VALISE_ERROR_SIGN_IN), .mode = VALISE_MODE_NEEDS_SIGN_IN } },
    "valise-offline-attention",
    "Sign-in needed: A" },
  { "one of two needs sign-in",
    FALSE,
    2,
    { { FINE }, { SAID ("Refused.", VALISE_ERROR_SIGN_IN), .mode = VALISE_MODE_NEEDS_SIGN_IN } },
    "valise-online-attention",
    "Sign-in needed: B" },
  { "conflicts",
    FALSE,
    1,
    { { FINE, .conflicts = 2, .pending = 1 } },
    "valise-online-attention",
    "2 conflicts wait for you" },
  { "refused",
    FALSE,
    1,
    { { FINE, .refused = 1 } },
    "valise-online-attention",
    "The server refused 1 change" },
  { "held deletions",
    FALSE,
    1,
    { { FINE, .held = 600 } },
    "valise-online-attention",
    "600 deletions wait for your confirmation" },
  { "disk full",
    FALSE,
    1,
    { { SAID ("The disk is full.", VALISE_ERROR_STORAGE) } },
    "valise-online-attention",
    "A: The disk is full." },
  { "another process is at it",
    FALSE,
    1,
    { { SAID ("Another.", VALISE_ERROR_LOCKED), .last_run_at = AT_14_02 } },
    "valise-online",
    "In step since 14:02" },
};

static GPtrArray *
accounts_of (const Case *row)
{
  static const char *const names[] = { "A", "B" };
  GPtrArray *accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_account_status_free);

  for (guint i = 0; i < row->n_accounts; i++)
    {
      ValiseAccountStatus *account = g_memdup2 (&row->accounts[i], sizeof *account);

      account->name = g_strdup (names[i]);
      account->folder = g_strdup (account->folder);
      account->error = g_strdup (account->error);
      g_ptr_array_add (accounts, account);
    }
  return accounts;
}

static void
test_table (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (ValiseStatus) status = valise_status_new (row->work_offline, accounts_of (row), NOW);

  g_assert_cmpstr (status->icon, ==, row->icon);
  g_assert_cmpstr (status->line, ==, row->line);
}

static void
test_another_day (void)
{
  Case row = cases[3];
  g_autoptr (ValiseStatus) status = NULL;

  row.accounts[0].last_run_at = AT_14_02 - 24 * 60 * 60;
  status = valise_status_new (FALSE, accounts_of (&row), NOW);
  g_assert_cmpstr (status->line, ==, "In step since 12/31/25 14:02");
}

static void
test_sums (void)
{
  const Case two = { .n_accounts = 2,
                     .accounts = { { FINE, .pending = 1, .conflicts = 2 },
                                   { FINE, .pending = 10, .refused = 4 } } };
  g_autoptr (ValiseStatus) status = valise_status_new (FALSE, accounts_of (&two), NOW);

  g_assert_cmpint (status->pending, ==, 11);
  g_assert_cmpint (status->conflicts, ==, 2);
  g_assert_cmpint (status->refused, ==, 4);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/icon/%02u %s", i, cases[i].what);

      g_test_add_data_func (path, &cases[i], test_table);
    }
  g_test_add_func ("/icon/another-day", test_another_day);
  g_test_add_func ("/icon/sums", test_sums);
  return g_test_run ();
}
