/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sync key, and whether an answer to it can be believed.
 *
 * What a server answers to a key that is older than its memory is not documented. An error is easy.
 * An empty list is told from "nothing happened" by a key that moved although nothing of ours made
 * it move; everything there is, from what changed, by changes that are older than the key. In doubt
 * all folders are compared: that costs time, and never a change. */

#include "remote/kerio/key.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "net/json.h"
#include "remote/kerio/call.h"

static const char *const numbers[] = { "id", "version", "watermark", "publicFolder" };

/**
 * valise_kerio_key_now:
 * @kerio: a client
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the sync key of now
 */
JsonObject *
valise_kerio_key_now (ValiseKerio *kerio, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) result = valise_kerio_call (kerio, "Changes.getSyncKey", NULL, cancellable,
                                                     error);
  JsonObject *key = valise_json_object (result, "syncKey");

  if (key != NULL)
    return json_object_ref (key);
  if (result != NULL)
    valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                 _ ("The server does not say in which state the mailbox is."));
  return NULL;
}

/**
 * valise_kerio_key_ask:
 * @kerio: a client
 * @key: (transfer none): a sync key
 * @seconds: how long the server may wait for something to tell; 0: not at all
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): what changed since then, and the next key
 */
JsonObject *
valise_kerio_key_ask (
    ValiseKerio *kerio, JsonObject *key, guint seconds, GCancellable *cancellable, GError **error)
{
  JsonObject *params = json_object_new ();

  json_object_set_object_member (params, "lastSyncKey", json_object_ref (key));
  json_object_set_int_member (params, "timeout", seconds);
  return valise_kerio_call (kerio, "Changes.get", params, cancellable, error);
}

/* Whether nothing happened between two keys. */
gboolean
valise_kerio_key_equal (JsonObject *a, JsonObject *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (valise_json_int (a, numbers[i], 0) != valise_json_int (b, numbers[i], 0))
      return FALSE;
  return TRUE;
}

/* Whether @change is what this session wrote itself. */
gboolean
valise_kerio_key_is_own (ValiseKerio *kerio, JsonObject *change)
{
  gint64 watermark = valise_json_int (change, "watermark", 0);

  return g_hash_table_contains (kerio->own, &watermark);
}

/* What an old key is answered with: things that are older than it. */
static gboolean
tells_old_things (JsonArray *list, gint64 since)
{
  for (guint i = 0; i < valise_json_length (list); i++)
    {
      gint64 watermark = valise_json_int (valise_json_object_at (list, i), "watermark", 0);

      if (watermark > 0 && watermark <= since)
        return TRUE;
    }
  return FALSE;
}

/**
 * valise_kerio_key_is_doubtful:
 * @kerio: a client
 * @key: the key that was asked with
 * @next: the key that was answered
 * @list: (nullable): the changes that were answered
 *
 * Returns: whether the answer may leave something out
 */
gboolean
valise_kerio_key_is_doubtful (ValiseKerio *kerio,
                              JsonObject *key,
                              JsonObject *next,
                              JsonArray *list)
{
  gint64 since = valise_json_int (key, "watermark", 0);
  gint64 until = valise_json_int (next, "watermark", 0);

  for (guint i = 0; i < 2; i++)
    if (valise_json_int (key, numbers[i], 0) != valise_json_int (next, numbers[i], 0))
      return TRUE; /* another journal */
  if (until < since || tells_old_things (list, since))
    return TRUE;
  return valise_json_length (list) == 0 && !valise_kerio_key_equal (key, next) && !kerio->wrote
         && until > kerio->written;
}
