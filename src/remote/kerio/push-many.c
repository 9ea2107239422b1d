/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Flags, moves and removals: many items by one call. A flag that nobody here touched is not sent,
 * so that what another device did to it stays; that needs no comparing. A removal does: what was
 * changed meanwhile must not go. */

#include "remote/kerio/push.h"

#include "net/json.h"
#include "remote/kerio/call.h"
#include "remote/kerio/errors.h"
#include "remote/kerio/mail.h"

#define BATCH 100

/* Tells the failure of a whole call of each edit that it was about. */
static gboolean
tell_all (ValiseKerioPush *push, GPtrArray *edits, GError *failure, GError **error)
{
  g_autoptr (GError) owned = failure;

  for (guint i = 0; i < edits->len; i++)
    if (!valise_kerio_push_failure (push, edits->pdata[i], g_error_copy (failure), error))
      return FALSE;
  return TRUE;
}

/* Tells one of many what the result says of it. @result_of: (nullable): with id and watermark. */
static gboolean
tell_one (ValiseKerioPush *push,
          const ValiseEdit *edit,
          JsonObject *item_error,
          const char *id,
          gint64 watermark,
          GError **error)
{
  g_autofree char *revision = NULL;
  GError *failure = NULL;

  if (item_error != NULL)
    {
      valise_kerio_error_from_item (item_error, &failure);
      return valise_kerio_push_failure (push, edit, failure, error);
    }
  /* A message that is no draft has no revision, and got none when it was read. */
  if (watermark > 0 && edit->base_revision != NULL)
    revision = g_strdup_printf ("%" G_GINT64_FORMAT, watermark);
  return valise_kerio_push_done (push, edit, id, revision, error);
}

/* The entry of a result for the item of that index. */
static JsonObject *
result_of (JsonObject *result, guint index)
{
  JsonArray *results = valise_json_array (result, "result");

  for (guint i = 0; i < valise_json_length (results); i++)
    if (valise_json_int (valise_json_object_at (results, i), "inputIndex", i) == index)
      return valise_json_object_at (results, i);
  return NULL;
}

static gboolean
moves (const ValiseEdit *edit)
{
  return edit->base_folder != NULL && !g_str_equal (edit->base_folder, edit->folder);
}

static JsonObject *
flag_params (GPtrArray *edits, guint *n_changed)
{
  JsonObject *params = json_object_new ();
  JsonArray *mails = json_array_new ();

  for (guint i = 0; i < edits->len; i++)
    {
      const ValiseEdit *edit = edits->pdata[i];
      JsonObject *mail = json_object_new ();

      json_object_set_string_member (mail, "id", valise_kerio_id_read (edit->id, NULL));
      if (edit->kind == VALISE_KIND_MAIL)
        valise_kerio_mail_write_flags (edit->base_flags, edit->flags != NULL ? edit->flags : "",
                                       mail);
      *n_changed += json_object_get_size (mail) > 1;
      json_array_add_object_element (mails, mail);
    }
  json_object_set_array_member (params, "mails", mails);
  return params;
}

/* Sets flags; what is to be moved too is told by the move. */
static gboolean
set_flags (ValiseKerioPush *push, GPtrArray *edits, GPtrArray *moving, GError **error)
{
  guint n_changed = 0;
  JsonObject *params = flag_params (edits, &n_changed);
  g_autoptr (JsonObject) result = NULL;
  GError *failure = NULL;

  if (n_changed > 0)
    result = valise_kerio_call (push->kerio, "Mails.set", params, push->cancellable, &failure);
  else
    json_object_unref (params);
  if (failure != NULL)
    return tell_all (push, edits, failure, error);
  for (guint i = 0; i < edits->len; i++)
    {
      ValiseEdit *edit = edits->pdata[i];
      gint64 watermark = valise_json_int (result_of (result, i), "watermark", 0);
      JsonObject *item_error = valise_kerio_item_error (result, i);

      valise_kerio_note_written (push->kerio, watermark);
      if (item_error == NULL && moves (edit))
        g_ptr_array_add (moving, edit);
      else if (!tell_one (push, edit, item_error, valise_kerio_id_read (edit->id, NULL), watermark,
                          error))
        return FALSE;
    }
  return TRUE;
}

/* Moves items of one kind to one folder. */
static gboolean
move_group (ValiseKerioPush *push, GPtrArray *edits, GError **error)
{
  const ValiseEdit *first = edits->pdata[0];
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (JsonObject) result = NULL;
  GError *failure = NULL;

  for (guint i = 0; i < edits->len; i++)
    g_ptr_array_add (ids, (char *)valise_kerio_id_read (((ValiseEdit *)edits->pdata[i])->id, NULL));
  result = valise_kerio_push_ids (push, first->kind, "move", ids,
                                  valise_kerio_id_read (first->folder, NULL), &failure);
  if (result == NULL)
    return tell_all (push, edits, failure, error);
  for (guint i = 0; i < edits->len; i++)
    {
      JsonObject *moved = result_of (result, i);
      const char *id = valise_json_string (moved, "id");

      if (!tell_one (push, edits->pdata[i], valise_kerio_item_error (result, i),
                     id != NULL && *id != '\0' ? id : ids->pdata[i],
                     valise_json_int (moved, "watermark", 0), error))
        return FALSE;
    }
  return TRUE;
}

/**
 * valise_kerio_push_moves:
 * @push: the push
 * @edits: (element-type ValiseEdit): items that are to be in another folder
 * @error: where the error goes
 *
 * Returns: whether there was an outcome for each
 */
gboolean
valise_kerio_push_moves (ValiseKerioPush *push, GPtrArray *edits, GError **error)
{
  while (edits->len > 0)
    {
      g_autoptr (GPtrArray) group = g_ptr_array_new ();
      const ValiseEdit *first = edits->pdata[0];

      for (guint i = 0; i < edits->len && group->len < BATCH;)
        {
          ValiseEdit *edit = edits->pdata[i];

          if (edit->kind == first->kind && g_str_equal (edit->folder, first->folder))
            g_ptr_array_add (group, g_ptr_array_remove_index (edits, i));
          else
            i++;
        }
      if (!move_group (push, group, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * valise_kerio_push_flags:
 * @push: the push
 * @edits: (element-type ValiseEdit): items whose content stays as it is
 * @error: where the error goes
 *
 * Returns: whether there was an outcome for each
 */
gboolean
valise_kerio_push_flags (ValiseKerioPush *push, GPtrArray *edits, GError **error)
{
  g_autoptr (GPtrArray) moving = g_ptr_array_new ();

  for (guint start = 0; start < edits->len; start += BATCH)
    {
      g_autoptr (GPtrArray) group = g_ptr_array_new ();

      for (guint i = start; i < MIN (start + BATCH, edits->len); i++)
        g_ptr_array_add (group, edits->pdata[i]);
      if (!set_flags (push, group, moving, error))
        return FALSE;
    }
  return valise_kerio_push_moves (push, moving, error);
}

/* Takes those out of @edits that no longer fit what the server has. */
static gboolean
sort_out (ValiseKerioPush *push, GPtrArray *edits, GError **error)
{
  const ValiseEdit *first = edits->pdata[0];
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify)json_object_unref);

  for (guint i = 0; i < edits->len; i++)
    g_ptr_array_add (ids, (char *)valise_kerio_id_read (((ValiseEdit *)edits->pdata[i])->id, NULL));
  if (!valise_kerio_get_by_id (push->kerio, first->kind, ids, found, push->cancellable, error))
    return FALSE;
  for (guint i = 0; i < edits->len;)
    {
      ValiseEdit *edit = edits->pdata[i];
      JsonObject *now = g_hash_table_lookup (found, valise_kerio_id_read (edit->id, NULL));
      g_autofree char *revision = now != NULL ? valise_kerio_revision (edit->kind, now) : NULL;
      gboolean changed = revision != NULL && edit->base_revision != NULL
                         && !g_str_equal (revision, edit->base_revision);

      if (now != NULL && !changed)
        {
          i++;
          continue;
        }
      g_ptr_array_remove_index (edits, i);
      if (!valise_kerio_push_tell (
              push, edit, now == NULL ? VALISE_OUTCOME_GONE : VALISE_OUTCOME_CHANGED, error))
        return FALSE;
    }
  return TRUE;
}

/* Removes items of one kind. One that went meanwhile has done what was wanted. */
static gboolean
remove_group (ValiseKerioPush *push, GPtrArray *edits, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (JsonObject) result = NULL;
  GError *failure = NULL;

  if (!sort_out (push, edits, error))
    return FALSE;
  if (edits->len == 0)
    return TRUE;
  for (guint i = 0; i < edits->len; i++)
    g_ptr_array_add (ids, (char *)valise_kerio_id_read (((ValiseEdit *)edits->pdata[i])->id, NULL));
  result = valise_kerio_push_ids (push, ((ValiseEdit *)edits->pdata[0])->kind, "remove", ids, NULL,
                                  &failure);
  if (result == NULL)
    return tell_all (push, edits, failure, error);
  for (guint i = 0; i < edits->len; i++)
    if (!tell_one (push, edits->pdata[i], valise_kerio_item_error (result, i), NULL, 0, error))
      return FALSE;
  return TRUE;
}

/**
 * valise_kerio_push_removals:
 * @push: the push
 * @edits: (element-type ValiseEdit): items that are to be nowhere
 * @error: where the error goes
 *
 * Returns: whether there was an outcome for each
 */
gboolean
valise_kerio_push_removals (ValiseKerioPush *push, GPtrArray *edits, GError **error)
{
  for (guint kind = 0; kind <= VALISE_KIND_NOTE; kind++)
    {
      g_autoptr (GPtrArray) group = g_ptr_array_new ();

      for (guint i = 0; i < edits->len; i++)
        if (((ValiseEdit *)edits->pdata[i])->kind == kind)
          g_ptr_array_add (group, edits->pdata[i]);
      if (group->len > 0 && !remove_group (push, group, error))
        return FALSE;
    }
  return TRUE;
}
