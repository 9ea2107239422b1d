/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything since a token, in one request: what changed, and with back references the changed
 * messages themselves (RFC 8620 sections 3.7 and 5.2).
 *
 * The token holds the states of Email and Mailbox. It is made of newState of /changes, never of the
 * state of /get: another client may write between the two calls, and its change would be lost. */

#include "remote/jmap/verbs.h"

#include <glib/gi18n-lib.h>

#include "net/json.h"
#include "remote/jmap/email.h"
#include "remote/jmap/request.h"

#define PAGE 250 /* messages a page: a progress that can be seen, and one transaction */
#define MAX_ROUNDS                                                                                 \
  1000 /* pages in a row; listing is cheaper then, or the server goes in circles                   \
        */

/* The calls of the request. */
enum
{
  CALL_MAILBOXES,
  CALL_EMAILS,
  CALL_CREATED,
  CALL_UPDATED,
};

static char *
make_token (const char *mailbox, const char *email)
{
  g_autoptr (JsonObject) token = json_object_new ();

  json_object_set_string_member (token, "mailbox", mailbox);
  json_object_set_string_member (token, "email", email);
  return valise_json_print (token);
}

static void
remember (char **where, const char *state)
{
  char *copy = g_strdup (state); /* before the old one goes: it may be the same */

  g_free (*where);
  *where = copy;
}

/* The token of now. The mailbox state is the one of the tree that folders() told last, so that a
 * folder which was made since then is not overlooked. */
static ValiseRemoteChanges *
start_from_now (ValiseJmap *jmap, GCancellable *cancellable, GError **error)
{
  g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (jmap);
  g_autoptr (ValiseJmapAnswer) answer = NULL;
  JsonObject *mailboxes, *emails;
  const char *mailbox_state, *email_state;
  ValiseRemoteChanges *changes;

  json_object_set_array_member (valise_jmap_batch_add (batch, "Mailbox/get"), "ids",
                                json_array_new ());
  json_object_set_array_member (valise_jmap_batch_add (batch, "Email/get"), "ids",
                                json_array_new ());
  answer = valise_jmap_batch_send (batch, cancellable, error);
  mailboxes = answer != NULL ? valise_jmap_answer_get (answer, 0, "Mailbox/get", error) : NULL;
  emails = mailboxes != NULL ? valise_jmap_answer_get (answer, 1, "Email/get", error) : NULL;
  if (emails == NULL)
    return NULL;
  mailbox_state = jmap->mailbox_state != NULL ? jmap->mailbox_state
                                              : valise_json_string (mailboxes, "state");
  email_state = valise_json_string (emails, "state");
  if (mailbox_state == NULL || email_state == NULL)
    {
      valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                   _ ("The server does not say in which state its mail is."));
      return NULL;
    }
  changes = g_new0 (ValiseRemoteChanges, 1);
  changes->items = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_remote_item_free);
  changes->token = make_token (mailbox_state, email_state);
  remember (&jmap->mailbox_state, mailbox_state);
  remember (&jmap->email_state, email_state);
  return changes;
}

static ValiseJmapAnswer *
ask (ValiseJmap *jmap,
     const char *mailbox_state,
     const char *email_state,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (jmap);
  JsonObject *args;

  args = valise_jmap_batch_add (batch, "Mailbox/changes");
  json_object_set_string_member (args, "sinceState", mailbox_state);
  args = valise_jmap_batch_add (batch, "Email/changes");
  json_object_set_string_member (args, "sinceState", email_state);
  json_object_set_int_member (args, "maxChanges", MIN (PAGE, jmap->session->max_objects_get));
  args = valise_jmap_batch_add (batch, "Email/get");
  valise_jmap_batch_refer (batch, args, "ids", CALL_EMAILS, "/created");
  valise_email_ask (args, VALISE_EMAIL_SUMMARY);
  /* Of an updated one the summary too: it may be one that was never told before. */
  args = valise_jmap_batch_add (batch, "Email/get");
  valise_jmap_batch_refer (batch, args, "ids", CALL_EMAILS, "/updated");
  valise_email_ask (args, VALISE_EMAIL_SUMMARY);
  return valise_jmap_batch_send (batch, cancellable, error);
}

/* Gets the answer to a /changes call. Whatever the server cannot do with the state is the same for
 * us: some say serverFail, or call a state that they gave out themselves invalid. */
static JsonObject *
get_changes (ValiseJmapAnswer *answer, guint call, const char *method, GError **error)
{
  g_autoptr (GError) failure = NULL;
  JsonObject *args = valise_jmap_answer_get (answer, call, method, &failure);

  if (args != NULL && valise_json_string (args, "newState") != NULL)
    return args;
  if (args != NULL || valise_error_is (failure, VALISE_ERROR_CANNOT_CALCULATE)
      || valise_error_is (failure, VALISE_ERROR_BUSY)
      || valise_error_is (failure, VALISE_ERROR_PROTOCOL))
    valise_remote_cannot_calculate (error);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* Whether more changed than the numbers of messages (RFC 8621 section 2.2). */
static gboolean
tree_changed (JsonObject *mailboxes)
{
  const char *const counts[] = { "totalEmails", "unreadEmails", "totalThreads", "unreadThreads",
                                 NULL };
  JsonArray *properties = valise_json_array (mailboxes, "updatedProperties");

  if (valise_json_length (valise_json_array (mailboxes, "created")) > 0
      || valise_json_length (valise_json_array (mailboxes, "destroyed")) > 0)
    return TRUE;
  if (valise_json_length (valise_json_array (mailboxes, "updated")) == 0)
    return FALSE;
  for (guint i = 0; i < valise_json_length (properties); i++)
    {
      const char *property = valise_json_string_at (properties, i);

      if (property == NULL || !g_strv_contains (counts, property))
        return TRUE;
    }
  return properties == NULL;
}

/* Takes the messages of one Email/get; each id once, and none that is in @seen. */
static void
take_emails (JsonObject *args, GHashTable *seen, GPtrArray *items)
{
  JsonArray *list = valise_json_array (args, "list");
  JsonArray *missing = valise_json_array (args, "notFound");

  for (guint i = 0; i < valise_json_length (list); i++)
    {
      ValiseRemoteItem *item = valise_email_read (valise_json_object_at (list, i),
                                                  VALISE_EMAIL_SUMMARY);

      if (item != NULL && g_hash_table_add (seen, g_strdup (item->id)))
        g_ptr_array_add (items, item);
      else
        valise_remote_item_free (item);
    }
  /* Not there any more: the next page will tell that it was destroyed. */
  for (guint i = 0; i < valise_json_length (missing); i++)
    if (valise_json_string_at (missing, i) != NULL)
      g_hash_table_add (seen, g_strdup (valise_json_string_at (missing, i)));
}

static void
take_destroyed (JsonObject *emails, GHashTable *seen, GPtrArray *items)
{
  JsonArray *destroyed = valise_json_array (emails, "destroyed");

  for (guint i = 0; i < valise_json_length (destroyed); i++)
    {
      const char *id = valise_json_string_at (destroyed, i);
      ValiseRemoteItem *item;

      if (id == NULL || !g_hash_table_add (seen, g_strdup (id)))
        continue;
      item = valise_remote_item_new (id);
      item->gone = TRUE;
      g_ptr_array_add (items, item);
    }
}

/* Gets what was announced but did not come by back reference: some servers tell more changes than
 * were asked for, and then their own limit refuses the Email/get. */
static gboolean
get_rest (ValiseJmap *jmap,
          JsonObject *emails,
          GHashTable *seen,
          GPtrArray *items,
          GCancellable *cancellable,
          GError **error)
{
  JsonArray *announced[] = { valise_json_array (emails, "created"),
                             valise_json_array (emails, "updated") };
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  guint step = MIN (PAGE, jmap->session->max_objects_get);

  for (guint k = 0; k < G_N_ELEMENTS (announced); k++)
    for (guint i = 0; i < valise_json_length (announced[k]); i++)
      {
        const char *id = valise_json_string_at (announced[k], i);

        if (id != NULL && !g_hash_table_contains (seen, id))
          g_ptr_array_add (rest, (char *)id);
      }
  for (guint start = 0; start < rest->len; start += step)
    {
      g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (jmap);
      JsonObject *args = valise_jmap_batch_add (batch, "Email/get");
      JsonArray *ids = json_array_new ();
      g_autoptr (ValiseJmapAnswer) answer = NULL;

      for (guint i = start; i < MIN (start + step, rest->len); i++)
        json_array_add_string_element (ids, rest->pdata[i]);
      json_object_set_array_member (args, "ids", ids);
      valise_email_ask (args, VALISE_EMAIL_SUMMARY);
      answer = valise_jmap_batch_send (batch, cancellable, error);
      args = answer != NULL ? valise_jmap_answer_get (answer, 0, "Email/get", error) : NULL;
      if (args == NULL)
        return FALSE;
      take_emails (args, seen, items);
    }
  return TRUE;
}

/* The answers of the request as one page. */
static ValiseRemoteChanges *
read_page (ValiseJmap *jmap,
           ValiseJmapAnswer *answer,
           JsonObject *mailboxes,
           JsonObject *emails,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (ValiseRemoteChanges) changes = g_new0 (ValiseRemoteChanges, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  changes->items = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_remote_item_free);
  changes->folders_changed = tree_changed (mailboxes);
  changes->more = valise_json_bool (mailboxes, "hasMoreChanges", FALSE)
                  || valise_json_bool (emails, "hasMoreChanges", FALSE);
  changes->token = make_token (valise_json_string (mailboxes, "newState"),
                               valise_json_string (emails, "newState"));
  take_destroyed (emails, seen, changes->items);
  take_emails (valise_jmap_answer_get (answer, CALL_CREATED, "Email/get", NULL), seen,
               changes->items);
  take_emails (valise_jmap_answer_get (answer, CALL_UPDATED, "Email/get", NULL), seen,
               changes->items);
  if (!get_rest (jmap, emails, seen, changes->items, cancellable, error))
    return NULL;
  return g_steal_pointer (&changes);
}

/**
 * valise_jmap_changes:
 * @jmap: an opened client
 * @token: (nullable): up to where everything is known
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb changes in remote.h.
 *
 * Returns: (transfer full) (nullable): a page of changes
 */
ValiseRemoteChanges *
valise_jmap_changes (ValiseJmap *jmap, const char *token, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) since = NULL;
  g_autoptr (ValiseJmapAnswer) answer = NULL;
  g_autoptr (ValiseRemoteChanges) changes = NULL;
  JsonObject *mailboxes, *emails;
  const char *mailbox_state, *email_state;

  if (token == NULL)
    return start_from_now (jmap, cancellable, error);
  since = valise_json_parse (token, strlen (token), NULL);
  mailbox_state = valise_json_string (since, "mailbox");
  email_state = valise_json_string (since, "email");
  if (mailbox_state == NULL || email_state == NULL)
    {
      valise_remote_cannot_calculate (error);
      return NULL;
    }
  answer = ask (jmap, mailbox_state, email_state, cancellable, error);
  mailboxes = answer != NULL ? get_changes (answer, CALL_MAILBOXES, "Mailbox/changes", error)
                             : NULL;
  emails = mailboxes != NULL ? get_changes (answer, CALL_EMAILS, "Email/changes", error) : NULL;
  if (emails == NULL)
    return NULL;
  changes = read_page (jmap, answer, mailboxes, emails, cancellable, error);
  if (changes == NULL)
    return NULL;
  jmap->rounds = changes->more ? jmap->rounds + 1 : 0;
  if (changes->more && (g_str_equal (changes->token, token) || jmap->rounds > MAX_ROUNDS))
    {
      jmap->rounds = 0;
      valise_remote_cannot_calculate (error);
      return NULL;
    }
  remember (&jmap->mailbox_state, valise_json_string (mailboxes, "newState"));
  remember (&jmap->email_state, valise_json_string (emails, "newState"));
  return g_steal_pointer (&changes);
}
