/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "driver.h"

static char *
give_secret (gpointer data, GCancellable *cancellable, GError **error)
{
  return g_strdup (data);
}

ValiseRemote *
driver_new (const char *server, const char *user, const char *password)
{
  return valise_remote_jmap_new (server, user, FALSE, NULL, give_secret, g_strdup (password),
                                 g_free);
}

ValiseRemoteFolder *
driver_folder (GPtrArray *folders, ValiseRole role)
{
  for (guint i = 0; i < folders->len; i++)
    if (((ValiseRemoteFolder *)folders->pdata[i])->role == role)
      return folders->pdata[i];
  g_assert_not_reached ();
}

/* Moves the items of a page to the list, so that they outlive the callback. */
static gboolean
keep_page (GPtrArray *items, guint done, guint total, gpointer data, GError **error)
{
  GPtrArray *kept = data;

  g_assert_cmpuint (done, <=, total);
  while (items->len > 0)
    g_ptr_array_add (kept, g_ptr_array_steal_index (items, 0));
  return TRUE;
}

GPtrArray *
driver_list (ValiseRemote *remote, const char *folder, ValiseDepth depth)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_remote_item_free);

  valise_remote_list (remote, folder, depth, NULL, keep_page, kept, NULL, &error);
  g_assert_no_error (error);
  return kept;
}

ValiseRemoteItem *
driver_find (GPtrArray *items, const char *uid)
{
  for (guint i = 0; i < items->len; i++)
    if (g_strcmp0 (((ValiseRemoteItem *)items->pdata[i])->summary.uid, uid) == 0)
      return items->pdata[i];
  return NULL;
}

char *
driver_token (ValiseRemote *remote)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseRemoteChanges) changes = valise_remote_changes (remote, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (changes->items->len, ==, 0);
  g_assert_false (changes->more);
  return g_strdup (changes->token);
}

GPtrArray *
driver_changes (ValiseRemote *remote, char **token)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_remote_item_free);
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ValiseRemoteChanges) changes = valise_remote_changes (remote, *token, NULL,
                                                                       &error);

      g_assert_no_error (error);
      keep_page (changes->items, 0, 0, kept, NULL);
      g_free (*token);
      *token = g_strdup (changes->token);
      more = changes->more;
    }
  return kept;
}

static gboolean
keep_content (const ValiseFetch *fetch,
              ValiseContent *content,
              const char *revision,
              const GError *failure,
              gpointer data,
              GError **error)
{
  g_assert_true ((content == NULL) == (failure != NULL));
  if (content != NULL)
    *(ValiseContent **)data = valise_content_ref (content);
  else
    g_assert_true (valise_error_is (failure, VALISE_ERROR_GONE));
  return TRUE;
}

ValiseContent *
driver_fetch (ValiseRemote *remote, const char *id, const char *revision, ValiseDepth depth)
{
  ValiseFetch fetch = { .id = id, .revision = revision, .depth = depth };
  g_autoptr (GPtrArray) fetches = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  ValiseContent *content = NULL;

  g_ptr_array_add (fetches, &fetch);
  valise_remote_fetch (remote, fetches, keep_content, &content, NULL, &error);
  g_assert_no_error (error);
  return content;
}

void
driver_outcome_free (DriverOutcome *outcome)
{
  if (outcome == NULL)
    return;
  g_free (outcome->id);
  g_free (outcome->revision);
  g_free (outcome->failure);
  g_free (outcome);
}

static gboolean
keep_outcome (const ValiseEdit *edit, const ValiseOutcome *outcome, gpointer data, GError **error)
{
  GPtrArray *outcomes = data;
  DriverOutcome *kept = g_new0 (DriverOutcome, 1);

  kept->type = outcome->type;
  kept->id = g_strdup (outcome->id);
  kept->revision = g_strdup (outcome->revision);
  kept->other_content = outcome->other_content;
  kept->failure = outcome->failure != NULL ? g_strdup (outcome->failure->message) : NULL;
  g_assert_cmpint (edit->item, <, outcomes->len);
  g_assert_null (outcomes->pdata[edit->item]);
  outcomes->pdata[edit->item] = kept;
  return TRUE;
}

GPtrArray *
driver_push_all (ValiseRemote *remote, GPtrArray *edits)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify)driver_outcome_free);

  g_ptr_array_set_size (outcomes, (int)edits->len);
  for (guint i = 0; i < edits->len; i++)
    ((ValiseEdit *)edits->pdata[i])->item = i;
  valise_remote_push (remote, edits, keep_outcome, outcomes, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < edits->len; i++)
    g_assert_nonnull (outcomes->pdata[i]);
  return outcomes;
}

DriverOutcome *
driver_push (ValiseRemote *remote, ValiseEdit *edit)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new ();
  g_autoptr (GPtrArray) outcomes = NULL;

  g_ptr_array_add (edits, edit);
  outcomes = driver_push_all (remote, edits);
  return g_ptr_array_steal_index (outcomes, 0);
}

ValiseContent *
driver_message (const char *uid, const char *subject, const char *text)
{
  char *source = g_strdup_printf ("From: Alice <alice@example.org>\r\n"
                                  "To: Bob <bob@example.org>\r\n"
                                  "Subject: %s\r\n"
                                  "Message-ID: <%s>\r\n"
                                  "Date: Mon, 03 Aug 2026 10:00:00 +0200\r\n"
                                  "MIME-Version: 1.0\r\n"
                                  "Content-Type: text/plain; charset=utf-8\r\n"
                                  "\r\n"
                                  "%s\r\n",
                                  subject, uid, text);
  g_autoptr (GBytes) bytes = g_bytes_new_take (source, strlen (source));

  return valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
}
