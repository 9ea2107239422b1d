/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cyrus.h"

static ValiseRemote *
new_remote (void)
{
  return driver_new (g_getenv ("VALISE_TEST_SERVER"), g_getenv ("VALISE_TEST_USER"),
                     g_getenv ("VALISE_TEST_PASSWORD"));
}

void
cyrus_set_up (Cyrus *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->remote = new_remote ();
  fixture->other = new_remote ();
  g_assert_true (valise_remote_open (fixture->remote, NULL, &error));
  g_assert_no_error (error);
  fixture->folders = valise_remote_folders (fixture->remote, NULL, &error);
  g_assert_no_error (error);
  fixture->inbox = driver_folder (fixture->folders, VALISE_ROLE_INBOX)->id;
  fixture->drafts = driver_folder (fixture->folders, VALISE_ROLE_DRAFTS)->id;
  fixture->sent = driver_folder (fixture->folders, VALISE_ROLE_SENT)->id;
  fixture->trash = driver_folder (fixture->folders, VALISE_ROLE_TRASH)->id;
  fixture->token = driver_token (fixture->remote);
}

void
cyrus_tear_down (Cyrus *fixture, gconstpointer data)
{
  g_object_unref (fixture->remote);
  g_object_unref (fixture->other);
  g_ptr_array_unref (fixture->folders);
  g_free (fixture->token);
}

/* Files a new message, and checks that it went well. */
DriverOutcome *
cyrus_create (ValiseRemote *remote, const char *folder, const char *uid, const char *flags)
{
  g_autoptr (ValiseContent) content = driver_message (uid, uid, "Some text.");
  ValiseEdit edit = {
    .uid = uid, .folder = folder, .flags = flags, .content = content, .date = 1785700000
  };
  g_autoptr (DriverOutcome) outcome = driver_push (remote, &edit);

  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
  g_assert_nonnull (outcome->id);
  g_assert_nonnull (outcome->revision);
  return g_steal_pointer (&outcome);
}

void
cyrus_assert_outcome (ValiseRemote *remote, ValiseEdit *edit, ValiseOutcomeType type)
{
  g_autoptr (DriverOutcome) outcome = driver_push (remote, edit);

  g_assert_cmpstr (outcome->failure, ==, NULL);
  g_assert_cmpint (outcome->type, ==, type);
}
