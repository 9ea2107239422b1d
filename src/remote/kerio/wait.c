/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Waiting for something to happen: the call of changes, answered by the server when there is
 * something to tell. Own writes are told too, and are no news. A server allows one such call with
 * the same key; one that nobody waits for any more is ended before the next. */

#include "remote/kerio/verbs.h"

#include <string.h>

#include "net/json.h"
#include "net/sleep.h"
#include "remote/kerio/call.h"
#include "remote/kerio/key.h"

#define POLL_SECONDS 30 /* of one call; a silent connection is given up after 60 */
#define MAX_LOSSES 3    /* in a row: then it is for the caller to go offline */
#define FIRST_PAUSE_MS 1000
#define LONGEST_PAUSE_MS 10000

/* Ends the call that was left alone. Whether that worked shows when the next one is made. */
static gboolean
end_old_poll (ValiseKerio *kerio, GCancellable *cancellable, GError **error)
{
  g_autofree char *poll = g_steal_pointer (&kerio->poll);
  g_autoptr (JsonObject) key = poll != NULL ? valise_json_parse (poll, strlen (poll), NULL) : NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonObject) result = NULL;
  JsonObject *params;

  if (key == NULL)
    return TRUE;
  params = json_object_new ();
  json_object_set_object_member (params, "lastSyncKey", json_object_ref (key));
  result = valise_kerio_call (kerio, "Changes.killRequest", params, cancellable, &failure);
  if (!valise_error_is_cancelled (failure))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Folders tell too that something in them changed, which its item tells better. */
static gboolean
is_news (ValiseKerio *kerio, JsonArray *list)
{
  for (guint i = 0; i < valise_json_length (list); i++)
    {
      JsonObject *change = valise_json_object_at (list, i);
      gboolean folder = valise_json_bool (change, "isFolder", FALSE);

      if (!valise_kerio_key_is_own (kerio, change)
          && !(folder
               && g_strcmp0 (valise_json_string (change, "type"), "chtModifiedContent") == 0))
        return TRUE;
    }
  return FALSE;
}

/* One call. @key moves on over what is no news. @early: the server did not wait. */
static gboolean
poll_once (ValiseKerio *kerio,
           JsonObject **key,
           guint seconds,
           gboolean *news,
           gboolean *early,
           GCancellable *cancellable,
           GError **error)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (JsonObject) result = NULL;
  JsonObject *next;

  kerio->poll = valise_json_print (*key);
  result = valise_kerio_key_ask (kerio, *key, seconds, cancellable, error);
  if (result == NULL)
    return FALSE;
  g_clear_pointer (&kerio->poll, g_free);
  next = valise_json_object (result, "syncKey");
  *news = is_news (kerio, valise_json_array (result, "list"));
  *early = g_get_monotonic_time () - start < (gint64)seconds * G_USEC_PER_SEC / 2;
  if (next != NULL && !valise_kerio_key_equal (*key, next))
    {
      json_object_unref (*key);
      *key = json_object_ref (next);
    }
  return TRUE;
}

static JsonObject *
first_key (ValiseKerio *kerio, GCancellable *cancellable, GError **error)
{
  if (kerio->key != NULL)
    return valise_json_parse (kerio->key, strlen (kerio->key), error);
  return valise_kerio_key_now (kerio, cancellable, error);
}

/* Whether trying again may help. */
static gboolean
passes (const GError *failure)
{
  return valise_error_is (failure, VALISE_ERROR_UNREACHABLE)
         || valise_error_is (failure, VALISE_ERROR_BUSY)
         || valise_error_is (failure, VALISE_ERROR_INVALID);
}

/* Waits until @end. */
static ValiseWait
wait_until (
    ValiseKerio *kerio, JsonObject **key, gint64 end, GCancellable *cancellable, GError **error)
{
  guint losses = 0, pause = FIRST_PAUSE_MS;

  for (;;)
    {
      gint64 left = (end - g_get_monotonic_time ()) / G_USEC_PER_SEC;
      g_autoptr (GError) failure = NULL;
      gboolean news = FALSE, early = FALSE;

      if (left <= 0)
        return VALISE_WAIT_TIMED_OUT;
      if (poll_once (kerio, key, (guint)MIN (left, POLL_SECONDS), &news, &early, cancellable,
                     &failure))
        losses = 0;
      else if (valise_error_is (failure, VALISE_ERROR_PROTOCOL))
        return VALISE_WAIT_NOT_SUPPORTED;
      else if (!passes (failure) || ++losses == MAX_LOSSES)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return VALISE_WAIT_FAILED;
        }
      if (news)
        return VALISE_WAIT_CHANGED;
      if (losses > 0 && !end_old_poll (kerio, cancellable, error))
        return VALISE_WAIT_FAILED;
      if ((losses > 0 || early) && !valise_sleep (pause, cancellable, error))
        return VALISE_WAIT_FAILED;
      pause = losses > 0 || early ? MIN (pause * 2, LONGEST_PAUSE_MS) : FIRST_PAUSE_MS;
    }
}

/**
 * valise_kerio_wait:
 * @kerio: a client
 * @seconds: how long at most
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb wait in remote.h.
 *
 * Returns: what ended it
 */
ValiseWait
valise_kerio_wait (ValiseKerio *kerio, guint seconds, GCancellable *cancellable, GError **error)
{
  gint64 end = g_get_monotonic_time () + (gint64)seconds * G_USEC_PER_SEC;
  JsonObject *key;
  ValiseWait result;

  if (!end_old_poll (kerio, cancellable, error))
    return VALISE_WAIT_FAILED;
  key = first_key (kerio, cancellable, error);
  if (key == NULL)
    return VALISE_WAIT_FAILED;
  result = wait_until (kerio, &key, end, cancellable, error);
  json_object_unref (key);
  return result;
}
