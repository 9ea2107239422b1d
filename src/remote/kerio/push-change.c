/* SPDX-License-Identifier: GPL-3.0-or-later */

/* New contents of items that are there: compared, written whole, and then moved where they go. The
 * changed occurrences of a series are written after the series, as the server knows their ids only
 * then. */

#include "remote/kerio/push.h"

#include "net/json.h"
#include "remote/kerio/call.h"
#include "remote/kerio/exceptions.h"
#include "remote/kerio/mail.h"
#include "remote/kerio/occurrences.h"
#include "remote/kerio/same.h"

/* Whether the server has this content already, from a try whose answer was lost. */
static gboolean
is_done_before (ValiseKerioPush *push, const ValiseEdit *edit, JsonObject *object, JsonObject *now)
{
  const ValiseKerioContext context = valise_kerio_context (push->kerio);

  return edit->repeated && now != NULL && valise_kerio_is_same (edit->kind, object, now, &context);
}

/* The members that the server wants of every change. */
static void
add_members (const ValiseEdit *edit, JsonObject *now, JsonObject *object)
{
  const char *folder = valise_json_string (now, "folderId");

  json_object_set_string_member (object, "id", valise_kerio_id_read (edit->id, NULL));
  json_object_set_int_member (object, "watermark", valise_json_int (now, "watermark", 0));
  if (edit->kind == VALISE_KIND_CONTACT && folder != NULL)
    json_object_set_string_member (object, "folderId", folder);
  /* What the item is cannot be changed. */
  if (edit->kind == VALISE_KIND_CONTACT)
    json_object_set_string_member (object, "type", valise_json_string (now, "type"));
  if (edit->kind == VALISE_KIND_MAIL)
    valise_kerio_mail_write_flags (edit->base_flags, edit->flags != NULL ? edit->flags : "",
                                   object);
}

/* Moves what was written, where that is what the edit wants. */
static gboolean
move (ValiseKerioPush *push, const ValiseEdit *edit, char **id, char **revision, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (JsonObject) result = NULL;
  JsonObject *moved;

  if (edit->base_folder == NULL || g_str_equal (edit->base_folder, edit->folder))
    return TRUE;
  g_ptr_array_add (ids, *id);
  result = valise_kerio_push_ids (push, edit->kind, "move", ids,
                                  valise_kerio_id_read (edit->folder, NULL), error);
  moved = valise_json_object_at (valise_json_array (result, "result"), 0);
  if (valise_json_string (moved, "id") == NULL)
    return result == NULL; /* it stays where it is: the next run moves it */
  g_free (*id);
  *id = g_strdup (valise_json_string (moved, "id"));
  if (*revision != NULL)
    {
      g_free (*revision);
      *revision = g_strdup_printf ("%" G_GINT64_FORMAT, valise_json_int (moved, "watermark", 0));
    }
  return TRUE;
}

static JsonObject *
with_occurrences (GPtrArray *set)
{
  JsonObject *params = json_object_new ();
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < set->len; i++)
    json_array_add_object_element (list, json_object_ref (set->pdata[i]));
  json_object_set_array_member (params, "occurrences", list);
  return params;
}

static JsonObject *
with_removals (GPtrArray *ids)
{
  JsonObject *params = json_object_new ();
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < ids->len; i++)
    {
      JsonObject *occurrence = json_object_new ();

      json_object_set_string_member (occurrence, "id", ids->pdata[i]);
      json_object_set_string_member (occurrence, "modification", "modifyThis");
      json_array_add_object_element (list, occurrence);
    }
  json_object_set_array_member (params, "occurrences", list);
  return params;
}

static gboolean
call_occurrences (ValiseKerioPush *push, const char *method, JsonObject *params, GError **error)
{
  g_autoptr (JsonObject) result = valise_kerio_call (push->kerio, method, params, push->cancellable,
                                                     error);
  JsonArray *results = valise_json_array (result, "result");

  valise_kerio_note_written (push->kerio, 0);
  for (guint i = 0; i < valise_json_length (results); i++)
    valise_kerio_note_written (
        push->kerio, valise_json_int (valise_json_object_at (results, i), "watermark", 0));
  return result != NULL;
}

/* What is to be done to the occurrences that the server has of the series. */
static ValiseKerioExceptions *
compare_occurrences (ValiseKerioPush *push,
                     const ValiseEdit *edit,
                     JsonObject *series,
                     GError **error)
{
  const ValiseKerioContext context = valise_kerio_context (push->kerio);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (GHashTable) occurrences = NULL;

  g_ptr_array_add (events, series);
  occurrences = valise_kerio_occurrences_of (push->kerio, events, &context, push->cancellable,
                                             error);
  if (occurrences == NULL)
    return NULL;
  return valise_kerio_exceptions_write (
      edit->content->bytes, g_hash_table_lookup (occurrences, valise_json_string (series, "id")),
      &context, error);
}

/**
 * valise_kerio_push_exceptions:
 * @push: the push
 * @edit: an edit whose item was written
 * @id: the server's id of it
 * @revision: (transfer full) (nullable): its revision
 * @error: where the error goes
 *
 * Makes the occurrences of a series what the content says, where it says more than the rule.
 *
 * Returns: (transfer full) (nullable): the item's revision now; %NULL also with an error
 */
char *
valise_kerio_push_exceptions (
    ValiseKerioPush *push, const ValiseEdit *edit, const char *id, char *revision, GError **error)
{
  g_autofree char *before = revision;
  g_autoptr (JsonObject) series = NULL;
  g_autoptr (JsonObject) now = NULL;
  g_autoptr (ValiseKerioExceptions) exceptions = NULL;

  if (edit->kind != VALISE_KIND_EVENT || !valise_kerio_exceptions_needed (edit->content->bytes))
    return g_steal_pointer (&before);
  series = valise_kerio_get_one (push->kerio, VALISE_KIND_EVENT, id, push->cancellable, error);
  exceptions = series != NULL ? compare_occurrences (push, edit, series, error) : NULL;
  if (exceptions == NULL)
    return NULL;
  if ((exceptions->set->len > 0
       && !call_occurrences (push, "Occurrences.set", with_occurrences (exceptions->set), error))
      || (exceptions->remove->len > 0
          && !call_occurrences (push, "Occurrences.remove", with_removals (exceptions->remove),
                                error)))
    return NULL;
  now = valise_kerio_get_one (push->kerio, VALISE_KIND_EVENT, id, push->cancellable, error);
  return now != NULL ? valise_kerio_revision (VALISE_KIND_EVENT, now) : NULL;
}

/* Writes and moves. */
static gboolean
write_item (ValiseKerioPush *push,
            const ValiseEdit *edit,
            JsonObject *object,
            JsonObject *now,
            GError **error)
{
  gboolean done = is_done_before (push, edit, object, now);
  g_autoptr (JsonObject) result = NULL;
  g_autofree char *id = g_strdup (valise_kerio_id_read (edit->id, NULL));
  g_autofree char *revision = valise_kerio_revision (edit->kind, now);
  const char *new_id;
  GError *failure = NULL;

  add_members (edit, now, object);
  if (!done)
    {
      result = valise_kerio_push_write (push, edit->kind, "set", json_object_ref (object),
                                        &failure);
      if (result == NULL)
        return valise_kerio_push_failure (push, edit, failure, error);
      new_id = valise_json_string (result, "id");
      if (new_id != NULL && *new_id != '\0')
        {
          g_free (id);
          id = g_strdup (new_id);
        }
      if (revision != NULL)
        {
          g_free (revision);
          revision = g_strdup_printf ("%" G_GINT64_FORMAT,
                                      valise_json_int (result, "watermark", 0));
        }
    }
  revision = valise_kerio_push_exceptions (push, edit, id, revision, &failure);
  if (failure == NULL && !move (push, edit, &id, &revision, &failure) && failure == NULL)
    return valise_kerio_push_tell (push, edit, VALISE_OUTCOME_LATER, error);
  if (failure != NULL)
    return valise_kerio_push_failure (push, edit, failure, error);
  return valise_kerio_push_done (push, edit, id, revision, error);
}

/**
 * valise_kerio_push_change:
 * @push: the push
 * @edit: a new content for an item that is there
 * @error: where the error goes
 *
 * Returns: whether there was an outcome
 */
gboolean
valise_kerio_push_change (ValiseKerioPush *push, const ValiseEdit *edit, GError **error)
{
  GError *failure = NULL;
  ValiseOutcomeType outcome;
  g_autoptr (JsonObject) object = valise_kerio_push_object (push, edit, &failure);
  g_autoptr (JsonObject) now = NULL;

  if (object == NULL)
    return valise_kerio_push_failure (push, edit, failure, error);
  if (!valise_kerio_push_guard (push, edit, &now, &outcome, error))
    return FALSE;
  if (outcome == VALISE_OUTCOME_GONE
      || (outcome == VALISE_OUTCOME_CHANGED && !is_done_before (push, edit, object, now)))
    return valise_kerio_push_tell (push, edit, outcome, error);
  if (!valise_kerio_push_check_zone (push, edit, now, &failure))
    return valise_kerio_push_failure (push, edit, failure, error);
  return write_item (push, edit, object, now, error);
}
