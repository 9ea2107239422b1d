/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the bars above the folders say, each with the button that helps; and the line below them. */

#include "app-fixture.h"
#include "info-bars.h"
#include "model/error.h"
#include "status-bar.h"

#include <string.h>

typedef struct
{
  const char *name;
  gboolean work_offline;
  ValiseAccountStatus account;
  const char *text, *button;
} Case;

static const Case cases[] = {
  { "sign-in",
    FALSE,
    { .mode = VALISE_MODE_NEEDS_SIGN_IN,
      .error = (char *)"The password is not accepted.",
      .error_code = VALISE_ERROR_SIGN_IN },
    "Work needs you to sign in. The password is not accepted.",
    "Sign In…" },
  { "held",
    FALSE,
    { .mode = VALISE_MODE_ONLINE, .held = 120 },
    "120 items that were deleted here stay on the server until you confirm it.",
    "Delete on the Server" },
  { "disk-full",
    FALSE,
    { .mode = VALISE_MODE_ONLINE,
      .error = (char *)"The disk is full. Make room on it.",
      .error_code = VALISE_ERROR_STORAGE },
    "Work: The disk is full. Make room on it.",
    "Try Again" },
  { "disk-full-again",
    FALSE,
    { .mode = VALISE_MODE_SYNCING,
      .error = (char *)"The disk is full. Make room on it.",
      .error_code = VALISE_ERROR_STORAGE },
    "Work: The disk is full. Make room on it.",
    "Try Again" },
  { "conflicts",
    FALSE,
    { .mode = VALISE_MODE_ONLINE, .conflicts = 2 },
    "2 conflicts wait for your decision. Nothing is lost.",
    "Show Conflicts" },
  { "refused",
    FALSE,
    { .mode = VALISE_MODE_ONLINE, .refused = 1 },
    "The server refused 1 change. The item is marked in its folder.",
    "Show" },
  { "offline",
    TRUE,
    { .mode = VALISE_MODE_OFFLINE_CHOSEN, .pending = 3 },
    "You are working offline. 3 changes will be sent when you are online.",
    "Go Online" },
  { "lost",
    FALSE,
    { .mode = VALISE_MODE_OFFLINE_LOST },
    "The connection is lost. Valise tries again by itself.",
    "Try Now" },
};

static ValiseStatus *
status_of (const ValiseAccountStatus *wanted, gboolean work_offline)
{
  GPtrArray *accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_account_status_free);
  ValiseAccountStatus *account = valise_account_status_new (1, "Work");
  char *name = account->name;

  *account = *wanted;
  account->id = 1;
  account->name = name;
  account->folder = g_strdup (wanted->folder);
  account->error = g_strdup (wanted->error);
  account->last_run_at = 1772445600;
  g_ptr_array_add (accounts, account);
  return valise_status_new (work_offline, accounts, 1772445660);
}

/* Whether what the bars say is all that is expected. The window shows how things are in truth, once
 * more, when it has started: so they are told each time. */
static gboolean
say (App *app, const ValiseStatus *status, const char *picture, const char *expected)
{
  GtkWidget *bars = app_find (app->window, "info_bars");
  g_autofree char *texts = NULL;

  valise_info_bars_show_status (VALISE_INFO_BARS (bars), status);
  app_picture (app->window, picture);
  texts = app_texts (bars);
  return g_str_equal (texts, expected);
}

/* The bar that it takes is the only one. */
static void
test_bars (App *app)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ValiseStatus) status = status_of (&cases[i].account, cases[i].work_offline);
      g_autofree char *picture = g_strdup_printf ("bar-%s", cases[i].name);
      g_autofree char *expected = g_strdup_printf ("%s\n%s\n", cases[i].text, cases[i].button);

      APP_WAIT (say (app, status, picture, expected));
    }
}

static void
test_progress (App *app)
{
  GtkWidget *bar = app_find (app->window, "status_bar");
  const ValiseAccountStatus syncing = { .mode = VALISE_MODE_SYNCING,
                                        .phase = VALISE_PHASE_CONTENTS,
                                        .folder = (char *)"Projects",
                                        .done = 300,
                                        .total = 1200,
                                        .rate = 1.2e6,
                                        .seconds_left = 150 };
  const ValiseAccountStatus idle = { .mode = VALISE_MODE_ONLINE };
  g_autoptr (ValiseStatus) busy = status_of (&syncing, FALSE);
  g_autoptr (ValiseStatus) done = status_of (&idle, FALSE);
  GtkWidget *progress = app_find (bar, "progress");

  valise_status_bar_show_status (VALISE_STATUS_BAR (bar), busy);
  g_assert_nonnull (strstr (app_label (bar, "line"), "300 of 1"));
  g_assert_nonnull (strstr (app_label (bar, "line"), "Projects"));
  g_assert_cmpstr (app_label (bar, "rate"), ==, "1.2 MB/s, about 3 minutes left");
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (progress)), ==, 0.25);
  app_picture (bar, "progress");
  valise_status_bar_show_status (VALISE_STATUS_BAR (bar), done);
  g_assert_cmpstr (app_label (bar, "line"), ==, "In step since 10:00");
  g_assert_false (gtk_widget_get_visible (progress));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_test ("/ui/bars/what-they-say", test_bars);
  app_test ("/ui/bars/progress", test_progress);
  return g_test_run ();
}
