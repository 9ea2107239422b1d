/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Flags, folders and removals: many in one Email/set (RFC 8621 section 4.6).
 *
 * Flags are patched key by key, which merges with whatever else happens there, so they need no
 * guard. A move or a removal is compared with its base first: one request looks, the next one does,
 * and ifInState makes sure that nothing came between. When that fails too often because the mailbox
 * is busy, moves go without it (they merge as well); what would destroy a message waits. */

#include <glib/gi18n-lib.h>

#include "net/json.h"
#include "net/sleep.h"
#include "remote/jmap/email.h"
#include "remote/jmap/errors.h"
#include "remote/jmap/push.h"

#define GROUP 200
#define MAX_TRIES 4
#define PAUSE_MS 50 /* doubled with each try */

/* What is to be done about one edit. */
typedef struct
{
  const ValiseEdit *edit;
  JsonObject *patch; /* NULL with destroy */
  gboolean destroy;
  char *revision; /* nullable: what the server says it is */
} Plan;

static Plan *
plan_new (const ValiseEdit *edit)
{
  Plan *self = g_new0 (Plan, 1);

  self->edit = edit;
  self->patch = json_object_new ();
  self->revision = g_strdup (edit->base_revision);
  return self;
}

static void
plan_free (Plan *self)
{
  g_clear_pointer (&self->patch, json_object_unref);
  g_free (self->revision);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Plan, plan_free)

static gboolean
needs_guard (const ValiseEdit *edit)
{
  return g_strcmp0 (edit->folder, edit->base_folder) != 0;
}

/* Compares a removal with what the server has. Returns a plan, or NULL with the outcome. */
static Plan *
judge_removal (const ValiseEdit *edit, JsonObject *email, ValiseOutcomeType *outcome)
{
  g_auto (GStrv) folders = valise_email_folders (email);
  const char *revision = valise_json_string (email, "blobId");
  g_autoptr (Plan) plan = NULL;

  *outcome = VALISE_OUTCOME_CHANGED;
  if (edit->base_revision != NULL && g_strcmp0 (revision, edit->base_revision) != 0)
    return NULL;
  if (!g_strv_contains ((const char *const *)folders, edit->base_folder))
    {
      *outcome = VALISE_OUTCOME_DONE; /* somebody else removed it from there as well */
      return NULL;
    }
  if (g_strv_length (folders) == 1 && !edit->destroy)
    return NULL; /* it was to stay in another folder, and is not there any more */
  plan = plan_new (edit);
  if (g_strv_length (folders) > 1)
    valise_jmap_set_patch (plan->patch, "mailboxIds", edit->base_folder, FALSE);
  else
    plan->destroy = TRUE;
  return g_steal_pointer (&plan);
}

/* Compares a move with what the server has. Returns a plan, or NULL with the outcome. */
static Plan *
judge_move (const ValiseEdit *edit, JsonObject *email, ValiseOutcomeType *outcome)
{
  g_auto (GStrv) folders = valise_email_folders (email);
  g_autoptr (Plan) plan = plan_new (edit);

  *outcome = VALISE_OUTCOME_CHANGED;
  valise_push_add_flags (plan->patch, edit->base_flags, edit->flags);
  if (g_strv_contains ((const char *const *)folders, edit->base_folder))
    {
      valise_jmap_set_patch (plan->patch, "mailboxIds", edit->base_folder, FALSE);
      valise_jmap_set_patch (plan->patch, "mailboxIds", edit->folder, TRUE);
    }
  else if (!g_strv_contains ((const char *const *)folders, edit->folder))
    return NULL; /* moved elsewhere there: the server's folder wins */
  g_free (plan->revision);
  plan->revision = g_strdup (valise_json_string (email, "blobId"));
  return g_steal_pointer (&plan);
}

/* Looks at the messages of @edits. Tells those that are decided, and plans the others. */
static gboolean
look (ValisePush *push, GPtrArray *edits, GPtrArray *plans, char **state, GError **error)
{
  g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (push->jmap);
  g_autoptr (ValiseJmapAnswer) answer = NULL;
  g_autoptr (GHashTable) emails = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObject *args = valise_jmap_batch_add (batch, "Email/get");
  JsonArray *ids = json_array_new ();
  JsonArray *list;

  for (guint i = 0; i < edits->len; i++)
    json_array_add_string_element (ids, ((const ValiseEdit *)edits->pdata[i])->id);
  json_object_set_array_member (args, "ids", ids);
  valise_email_ask (args, VALISE_EMAIL_MUTABLE);
  answer = valise_jmap_batch_send (batch, push->cancellable, error);
  args = answer != NULL ? valise_jmap_answer_get (answer, 0, "Email/get", error) : NULL;
  if (args == NULL)
    return FALSE;
  *state = g_strdup (valise_json_string (args, "state"));
  list = valise_json_array (args, "list");
  for (guint i = 0; i < valise_json_length (list); i++)
    {
      JsonObject *email = valise_json_object_at (list, i);

      if (valise_json_string (email, "id") != NULL)
        g_hash_table_insert (emails, (char *)valise_json_string (email, "id"), email);
    }
  for (guint i = 0; i < edits->len; i++)
    {
      const ValiseEdit *edit = edits->pdata[i];
      JsonObject *email = g_hash_table_lookup (emails, edit->id);
      ValiseOutcomeType outcome = VALISE_OUTCOME_GONE;
      Plan *plan = NULL;

      if (email != NULL)
        plan = edit->folder == NULL ? judge_removal (edit, email, &outcome)
                                    : judge_move (edit, email, &outcome);
      if (plan != NULL)
        g_ptr_array_add (plans, plan);
      else if (!valise_push_tell (push, edit, outcome, error))
        return FALSE;
    }
  return TRUE;
}

/* Sends @plans in one Email/set. Returns: the answer; NULL with an error. */
static ValiseJmapAnswer *
send_plans (ValisePush *push, GPtrArray *plans, const char *state, GError **error)
{
  g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (push->jmap);
  JsonObject *args = valise_jmap_batch_add (batch, "Email/set");
  JsonObject *update = json_object_new ();
  JsonArray *destroy = json_array_new ();

  for (guint i = 0; i < plans->len; i++)
    {
      Plan *plan = plans->pdata[i];

      if (plan->destroy)
        json_array_add_string_element (destroy, plan->edit->id);
      else
        json_object_set_object_member (update, plan->edit->id, json_object_ref (plan->patch));
    }
  if (state != NULL)
    json_object_set_string_member (args, "ifInState", state);
  json_object_set_object_member (args, "update", update);
  json_object_set_array_member (args, "destroy", destroy);
  valise_jmap_batch_set_writing (batch);
  return valise_jmap_batch_send (batch, push->cancellable, error);
}

static gboolean
array_has (JsonArray *array, const char *text)
{
  for (guint i = 0; i < valise_json_length (array); i++)
    if (g_strcmp0 (valise_json_string_at (array, i), text) == 0)
      return TRUE;
  return FALSE;
}

/* Tells what the server said about one plan. */
static gboolean
tell_plan (ValisePush *push, Plan *plan, JsonObject *set, GError **error)
{
  const char *id = plan->edit->id;
  JsonObject *refused = valise_json_object (set, plan->destroy ? "notDestroyed" : "notUpdated");
  JsonObject *updated = valise_json_object (set, "updated");

  if (plan->destroy ? array_has (valise_json_array (set, "destroyed"), id)
                    : updated != NULL && json_object_has_member (updated, id))
    return valise_push_tell_done (push, plan->edit, plan->edit->folder != NULL ? id : NULL,
                                  plan->revision, error);
  return valise_push_tell_set_error (push, plan->edit, valise_json_object (refused, id), error);
}

/* Finds the one edit that the server does not take, when it refuses a whole Email/set. */
static gboolean do_plans (
    ValisePush *push, GPtrArray *plans, const char *state, gboolean *mismatch, GError **error);

static gboolean
do_halves (ValisePush *push, GPtrArray *plans, gboolean *mismatch, GError **error)
{
  guint half = plans->len / 2;
  g_autoptr (GPtrArray) first = g_ptr_array_new ();
  g_autoptr (GPtrArray) second = g_ptr_array_new ();

  for (guint i = 0; i < plans->len; i++)
    g_ptr_array_add (i < half ? first : second, plans->pdata[i]);
  return do_plans (push, first, NULL, mismatch, error)
         && do_plans (push, second, NULL, mismatch, error);
}

/* Does @plans if the server is still in @state; @mismatch says that it is not. */
static gboolean
do_plans (ValisePush *push, GPtrArray *plans, const char *state, gboolean *mismatch, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (ValiseJmapAnswer) answer = NULL;
  JsonObject *set;

  *mismatch = FALSE;
  if (plans->len == 0)
    return TRUE;
  answer = send_plans (push, plans, state, error);
  if (answer == NULL)
    return FALSE;
  set = valise_jmap_answer_get (answer, 0, "Email/set", &failure);
  if (set == NULL && valise_error_is (failure, VALISE_ERROR_CHANGED) && state != NULL)
    {
      *mismatch = TRUE;
      return TRUE;
    }
  if (set == NULL && (valise_error_is (failure, VALISE_ERROR_BUSY) || plans->len == 1))
    {
      /* Nothing was done; of one edit that no server takes, the others must not suffer. */
      for (guint i = 0; i < plans->len; i++)
        {
          ValiseOutcome later = { .type = VALISE_OUTCOME_LATER, .failure = failure };

          if (!push->sink (((Plan *)plans->pdata[i])->edit, &later, push->sink_data, error))
            return FALSE;
        }
      return TRUE;
    }
  if (set == NULL)
    return do_halves (push, plans, mismatch, error);
  for (guint i = 0; i < plans->len; i++)
    if (!tell_plan (push, plans->pdata[i], set, error))
      return FALSE;
  return TRUE;
}

/* The mailbox is too busy for a guard: moves merge, destroying must wait. */
static gboolean
do_unguarded (ValisePush *push, GPtrArray *plans, GError **error)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  gboolean mismatch;

  for (guint i = 0; i < plans->len; i++)
    {
      Plan *plan = plans->pdata[i];

      if (!plan->destroy)
        g_ptr_array_add (rest, plan);
      else if (!valise_push_tell_failure (
                   push, plan->edit,
                   valise_error_new (VALISE_ERROR_BUSY, VALISE_SCOPE_ITEM,
                                     VALISE_REMEDY_RETRY_LATER,
                                     _ ("The mailbox changes all the time. Valise tries again "
                                        "later.")),
                   error))
        return FALSE;
    }
  return do_plans (push, rest, NULL, &mismatch, error);
}

static gboolean
push_guarded (ValisePush *push, GPtrArray *edits, GError **error)
{
  g_autoptr (GPtrArray) waiting = g_ptr_array_copy (edits, NULL, NULL);

  for (guint try = 0; waiting->len > 0; try++)
    {
      g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify)plan_free);
      g_autofree char *state = NULL;
      gboolean mismatch;

      if (try > 0 && !valise_sleep (PAUSE_MS << try, push->cancellable, error))
        return FALSE;
      if (!look (push, waiting, plans, &state, error))
        return FALSE;
      if (try == MAX_TRIES)
        return do_unguarded (push, plans, error);
      if (!do_plans (push, plans, state, &mismatch, error))
        return FALSE;
      if (!mismatch)
        return TRUE;
      g_ptr_array_set_size (waiting, 0);
      for (guint i = 0; i < plans->len; i++)
        g_ptr_array_add (waiting, (gpointer)((Plan *)plans->pdata[i])->edit);
    }
  return TRUE;
}

static gboolean
push_flags (ValisePush *push, GPtrArray *edits, GError **error)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify)plan_free);
  gboolean mismatch;

  for (guint i = 0; i < edits->len; i++)
    {
      const ValiseEdit *edit = edits->pdata[i];
      Plan *plan = plan_new (edit);

      valise_push_add_flags (plan->patch, edit->base_flags, edit->flags);
      g_ptr_array_add (plans, plan);
    }
  return do_plans (push, plans, NULL, &mismatch, error);
}

/**
 * valise_push_patches:
 * @push: the push
 * @edits: (element-type ValiseEdit): edits of flags and folders of messages that are there
 * @error: where the error goes
 *
 * Does them in groups. A message has one place in a group: it may have an item in each of several
 * folders, and two patches of it in one Email/set would overwrite each other.
 *
 * Returns: whether there was an outcome for each
 */
gboolean
valise_push_patches (ValisePush *push, GPtrArray *edits, GError **error)
{
  g_autoptr (GPtrArray) waiting = g_ptr_array_copy (edits, NULL, NULL);
  guint most = MIN (MIN (GROUP, push->jmap->session->max_objects_set),
                    push->jmap->session->max_objects_get);

  while (waiting->len > 0)
    {
      g_autoptr (GPtrArray) flags = g_ptr_array_new ();
      g_autoptr (GPtrArray) guarded = g_ptr_array_new ();
      g_autoptr (GPtrArray) rest = g_ptr_array_new ();
      g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < waiting->len; i++)
        {
          ValiseEdit *edit = waiting->pdata[i];
          GPtrArray *group = needs_guard (edit) ? guarded : flags;

          if (group->len < most && g_hash_table_add (ids, (char *)edit->id))
            g_ptr_array_add (group, edit);
          else
            g_ptr_array_add (rest, edit);
        }
      if ((flags->len > 0 && !push_flags (push, flags, error))
          || (guarded->len > 0 && !push_guarded (push, guarded, error)))
        return FALSE;
      g_ptr_array_unref (waiting);
      waiting = g_steal_pointer (&rest);
    }
  return TRUE;
}
