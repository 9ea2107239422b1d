/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The writing half of the driver: each edit is guarded by its base, and one that may have been done
 * before is looked for before it is done again. */

#include "sim-remote.h"

#include "store/items.h"

#include "sim-text.h"

/* One edit and what becomes of it. */
typedef struct
{
  const ValiseEdit *edit;
  ValiseOutcomeType type;
  char *id;
  char *revision;
  gboolean other_content;
  gboolean altered;
  GError *failure;
} Answer;

static void
answer_free (Answer *answer)
{
  g_free (answer->id);
  g_free (answer->revision);
  g_clear_error (&answer->failure);
  g_free (answer);
}

static void
done (SimWorld *world, Answer *answer, const SimItem *item)
{
  answer->type = VALISE_OUTCOME_DONE;
  answer->id = item != NULL ? g_strdup (item->id) : NULL;
  answer->revision = item != NULL && !answer->altered ? sim_remote_revision (world, item) : NULL;
}

static void
refuse (Answer *answer, ValiseOutcomeType type, ValiseError code, const char *why)
{
  answer->type = type;
  valise_fail (&answer->failure, code, VALISE_SCOPE_ITEM,
               type == VALISE_OUTCOME_LATER ? VALISE_REMEDY_RETRY_LATER : VALISE_REMEDY_NEVER, "%s",
               why);
}

static guint
version_of (const ValiseEdit *edit)
{
  return edit->content != NULL ? sim_text_version (edit->content->bytes) : 0;
}

/* What the server makes of the edit's content. */
static GBytes *
bytes_of (SimWorld *world, Answer *answer)
{
  const ValiseEdit *edit = answer->edit;

  if (!world->traits.rewrite || edit->kind == VALISE_KIND_MAIL)
    return g_bytes_ref (edit->content->bytes);
  answer->altered = TRUE;
  return sim_text_rewrite (edit->kind, edit->content->bytes);
}

static guint32
bit_of (SimWorld *world, const char *folder_id)
{
  const SimFolder *folder = sim_server_folder (world->server, folder_id);

  return folder != NULL ? 1u << folder->number : 0;
}

/* Flags that the edit changes, on top of what others changed. */
static SimFlags
patched (const ValiseEdit *edit, SimFlags now)
{
  SimFlags base = sim_flags_from_string (edit->base_flags);
  SimFlags wanted = sim_flags_from_string (edit->flags);

  return (now & ~(base & ~wanted)) | (wanted & ~base);
}

/* Whether the server has exactly what the edit wants. */
static gboolean
is_done (SimWorld *world, const ValiseEdit *edit, const SimItem *item)
{
  guint32 from = bit_of (world, edit->base_folder);
  guint32 to = bit_of (world, edit->folder);

  return to != 0 && (item->folders & to) && (from == to || !(item->folders & from))
         && item->flags == sim_flags_from_string (edit->flags)
         && (edit->content == NULL || item->version == version_of (edit));
}

static gboolean
is_base (SimWorld *world, const ValiseEdit *edit, const SimItem *item)
{
  g_autofree char *revision = sim_remote_revision (world, item);
  SimFlags ignored = edit->folder == NULL ? SIM_SEEN : 0;
  gboolean guard_flags = world->traits.strict_flags || edit->folder == NULL;

  if (g_strcmp0 (revision, edit->base_revision) != 0
      || !(item->folders & bit_of (world, edit->base_folder)))
    return FALSE;
  return !guard_flags || ((item->flags ^ sim_flags_from_string (edit->base_flags)) & ~ignored) == 0;
}

/* It is there already: what the edit wants by now is done on top. */
static void
adopt (SimWorld *world, Answer *answer, SimItem *item)
{
  const ValiseEdit *edit = answer->edit;
  guint32 from = bit_of (world, edit->base_folder), to = bit_of (world, edit->folder);
  SimFlags flags = patched (edit, item->flags);

  if (item->folders != ((item->folders & ~from) | to) || item->flags != flags)
    item = sim_server_file (world->server, item, (item->folders & ~from) | to, flags);
  done (world, answer, item);
}

static void
create (SimWorld *world, Answer *answer)
{
  const ValiseEdit *edit = answer->edit;
  guint32 to = bit_of (world, edit->folder);
  SimItem *there = to != 0 ? sim_server_item_by_uid (world->server, to, edit->uid) : NULL;

  if (to == 0 || (there != NULL && world->traits.in_place && !edit->repeated))
    answer->type = VALISE_OUTCOME_CHANGED;
  else if (there != NULL && (edit->repeated || world->traits.in_place))
    {
      if (there->version == version_of (edit))
        adopt (world, answer, there);
      else
        answer->type = VALISE_OUTCOME_CHANGED;
    }
  else
    {
      g_autoptr (GBytes) bytes = bytes_of (world, answer);

      done (world, answer,
            sim_server_create (world->server, edit->uid, to, sim_flags_from_string (edit->flags),
                               bytes));
    }
}

static void
remove_from_folder (SimWorld *world, Answer *answer, SimItem *item)
{
  guint32 rest = item->folders & ~bit_of (world, answer->edit->base_folder);

  sim_server_file (world->server, item, rest, item->flags);
  done (world, answer, NULL);
}

/* The second half of a replacement. Of two devices that replace an item only one can destroy the
 * old one; the other takes its own one back. */
static gboolean
destroy_old (SimRemote *self, Answer *answer, guint made, GError **error)
{
  SimWorld *world = self->world;
  SimItem *old, *item;

  if (sim_remote_lose (self, error) || !sim_remote_reach (self, "push: destroy the old one", error))
    return FALSE;
  old = sim_server_item (world->server, answer->edit->id);
  item = sim_server_item_by_number (world->server, made);
  if (old != NULL)
    sim_server_destroy (world->server, old);
  if (old == NULL)
    answer->type = VALISE_OUTCOME_GONE;
  else if (item != NULL)
    done (world, answer, item);
  else
    answer->id = g_strdup_printf ("i%u", made);
  if (old == NULL && item != NULL)
    sim_server_destroy (world->server, item);
  return TRUE;
}

static gboolean
update (SimRemote *self, Answer *answer, SimItem *item, GError **error)
{
  SimWorld *world = self->world;
  const ValiseEdit *edit = answer->edit;
  guint32 from = bit_of (world, edit->base_folder);
  guint32 to = bit_of (world, edit->folder);
  guint32 folders = (item->folders & ~from) | to;
  SimFlags flags = patched (edit, item->flags);

  if (to == 0)
    answer->type = VALISE_OUTCOME_CHANGED;
  else if (edit->content != NULL && !world->traits.in_place)
    {
      item = sim_server_create (world->server, edit->uid, folders, flags, edit->content->bytes);
      return destroy_old (self, answer, item->number, error);
    }
  else
    {
      g_autoptr (GBytes) bytes = edit->content != NULL ? bytes_of (world, answer) : NULL;

      item = sim_server_file (world->server, item, folders, flags);
      if (bytes != NULL)
        item = sim_server_write (world->server, item, bytes);
      done (world, answer, item);
    }
  return TRUE;
}

/* A replacement whose answer was lost has another id now, and may be in another folder than it is
 * to be in by now. */
static SimItem *
find_replacement (SimWorld *world, const ValiseEdit *edit)
{
  SimItem *item = NULL;

  if (edit->repeated && edit->content != NULL && !world->traits.in_place)
    item = sim_server_item_by_uid (world->server, G_MAXUINT32, edit->uid);
  return item != NULL && item->version == version_of (edit) ? item : NULL;
}

/* A move whose answer was lost: the item has another id where it is now. */
static gboolean
is_moved (SimWorld *world, const ValiseEdit *edit, SimItem **item)
{
  guint32 to = bit_of (world, edit->folder);

  if (!world->traits.dav || !edit->repeated || to == 0)
    return FALSE;
  *item = sim_server_item_by_uid (world->server, to, edit->uid);
  return *item != NULL && (edit->content == NULL || (*item)->version == version_of (edit));
}

static gboolean
change (SimRemote *self, Answer *answer, GError **error)
{
  SimWorld *world = self->world;
  const ValiseEdit *edit = answer->edit;
  SimItem *item = sim_server_item (world->server, edit->id);
  SimItem *replacement = find_replacement (world, edit);

  if (replacement != NULL && bit_of (world, edit->folder) == 0)
    answer->type = VALISE_OUTCOME_CHANGED;
  else if (replacement != NULL && replacement != item)
    {
      if (item != NULL)
        sim_server_destroy (world->server, item);
      adopt (world, answer, replacement);
    }
  else if (item == NULL && is_moved (world, edit, &item))
    {
      answer->altered = TRUE; /* what the move brought along may have been changed since */
      done (world, answer, item);
    }
  else if (item == NULL)
    answer->type = VALISE_OUTCOME_GONE;
  else if (edit->repeated && edit->folder != NULL && is_done (world, edit, item))
    done (world, answer, item);
  else if (!is_base (world, edit, item))
    answer->type = VALISE_OUTCOME_CHANGED;
  else if (edit->folder == NULL)
    remove_from_folder (world, answer, item);
  else
    return update (self, answer, item, error);
  return TRUE;
}

/* Puts the message into the staging folder, sends it, files it as sent; each is a request. */
static gboolean
submit (SimRemote *self, Answer *answer, GError **error)
{
  SimWorld *world = self->world;
  const ValiseEdit *edit = answer->edit;
  guint32 staging = bit_of (world, edit->staging), sent = bit_of (world, edit->folder);
  g_autofree char *id = NULL;
  SimItem *item;

  item = edit->id != NULL ? sim_server_item (world->server, edit->id) : NULL;
  if (item == NULL && edit->repeated)
    item = sim_server_item_by_uid (world->server, staging | sent, edit->uid);
  if (edit->id != NULL && item == NULL)
    {
      answer->type = VALISE_OUTCOME_GONE;
      return TRUE;
    }
  if (edit->id != NULL && !edit->repeated && !is_base (world, edit, item))
    {
      answer->type = VALISE_OUTCOME_CHANGED;
      return TRUE;
    }
  if (!edit->repeated || sim_server_times_sent (world->server, edit->uid) == 0)
    {
      if (item == NULL)
        item = sim_server_create (world->server, edit->uid, staging, SIM_DRAFT,
                                  edit->content->bytes);
      else if (edit->content != NULL && item->version != version_of (edit))
        item = sim_server_write (world->server, item, edit->content->bytes);
      id = g_strdup (item->id);
      if (sim_remote_lose (self, error) || !sim_remote_reach (self, "push: send", error))
        return FALSE;
      sim_server_send (world->server, edit->uid);
      if (sim_remote_lose (self, error) || !sim_remote_reach (self, "push: file as sent", error))
        return FALSE;
      item = sim_server_item (world->server, id);
      if (item == NULL)
        item = sim_server_item_by_uid (world->server, staging | sent, edit->uid);
    }
  if (item != NULL && (item->folders != sent || item->flags != sim_flags_from_string (edit->flags)))
    item = sim_server_file (world->server, item, sent, sim_flags_from_string (edit->flags));
  if (item == NULL)
    {
      /* It has gone out all the same; the next changes tell that the item is gone. */
      answer->type = id != NULL ? VALISE_OUTCOME_DONE : VALISE_OUTCOME_GONE;
      answer->id = g_steal_pointer (&id);
      return TRUE;
    }
  done (world, answer, item);
  answer->other_content = edit->content != NULL && item->version != version_of (edit);
  return TRUE;
}

/* What the server does not do whatever is tried. */
static gboolean
is_refused (SimWorld *world, Answer *answer)
{
  const ValiseEdit *edit = answer->edit;
  const SimFolder *from = sim_server_folder (world->server, edit->base_folder);
  const SimFolder *to = sim_server_folder (world->server, edit->folder);

  if (world->traits.refuse && edit->content != NULL && version_of (edit) % 5 == 0)
    refuse (answer, VALISE_OUTCOME_REFUSED, VALISE_ERROR_INVALID, "not such a text");
  else if ((from != NULL && from->rights == VALISE_RIGHTS_READ)
           || (to != NULL && to->rights == VALISE_RIGHTS_READ))
    refuse (answer, VALISE_OUTCOME_REFUSED, VALISE_ERROR_FORBIDDEN, "not in this folder");
  else if (sim_take_fault (world, SIM_FAULT_ITEM) != SIM_FAULT_NONE)
    refuse (answer, VALISE_OUTCOME_LATER, VALISE_ERROR_BUSY, "not just now");
  else
    return FALSE;
  return TRUE;
}

/* What the engine must never send. */
static void
check_edit (SimWorld *world, const ValiseEdit *edit)
{
  g_autoptr (ValiseItem) item = valise_items_get (world->user, edit->item, NULL);

  if (item != NULL && item->local_only)
    sim_fail (world, "an item of this computer only is sent: %s", item->summary.title);
  if (edit->id == NULL && (edit->folder == NULL || edit->content == NULL || edit->uid == NULL))
    sim_fail (world, "an item is to be created without folder, content or uid");
  if (edit->id != NULL && edit->base_folder == NULL)
    sim_fail (world, "%s is to be changed, but its base folder is not said", edit->id);
  if (edit->content != NULL && edit->content->depth != VALISE_DEPTH_FULL)
    sim_fail (world, "a part of %s is sent as if it were all", edit->uid);
}

static void
say_edit (SimWorld *world, const ValiseEdit *edit)
{
  sim_say (world, "push %s %s: %s -> %s, %s -> %s%s%s%s", edit->id != NULL ? edit->id : "new",
           edit->uid, edit->base_folder, edit->folder, edit->base_flags, edit->flags,
           edit->content != NULL ? ", content" : "", edit->submit ? ", submit" : "",
           edit->repeated ? ", repeated" : "");
}

static const char *const outcome_names[] = { "done", "changed", "gone", "refused", "later" };

static gboolean
act (SimRemote *self, Answer *answer, GError **error)
{
  if (answer->edit->submit)
    return submit (self, answer, error);
  if (answer->edit->id == NULL)
    {
      create (self->world, answer);
      return TRUE;
    }
  return change (self, answer, error);
}

static gboolean
do_edit (SimRemote *self, Answer *answer, GError **error)
{
  SimWorld *world = self->world;

  if (!sim_remote_reach (self, "push", error))
    return FALSE;
  world->edits++;
  check_edit (world, answer->edit);
  say_edit (world, answer->edit);
  if (!is_refused (world, answer) && !act (self, answer, error))
    return FALSE;
  sim_say (world, "  ... %s %s", outcome_names[answer->type], answer->id != NULL ? answer->id : "");
  return !sim_remote_lose (self, error);
}

static gboolean
deliver (const Answer *answer, ValiseOutcomeFunc sink, gpointer data, GError **error)
{
  ValiseOutcome outcome = {
    .type = answer->type,
    .id = answer->id,
    .revision = answer->revision,
    .other_content = answer->other_content,
    .altered = answer->altered,
    .failure = answer->failure,
  };

  return sink (answer->edit, &outcome, data, error);
}

static void
keep_only (GHashTable *under_way, const char *uid)
{
  GHashTableIter iter;
  const char *other;

  g_hash_table_iter_init (&iter, under_way);
  while (g_hash_table_iter_next (&iter, (gpointer *)&other, NULL))
    if (g_strcmp0 (other, uid) != 0)
      g_hash_table_iter_remove (&iter);
}

/* What is sent counts as under way up to the next request: outcomes are stored all at once. */
gboolean
sim_remote_push (ValiseRemote *remote,
                 GPtrArray *edits,
                 ValiseOutcomeFunc sink,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  SimRemote *self = SIM_REMOTE (remote);
  SimWorld *world = self->world;
  g_autoptr (GPtrArray) late = g_ptr_array_new_with_free_func ((GDestroyNotify)answer_free);

  g_hash_table_remove_all (world->under_way);
  for (guint i = 0; i < edits->len; i++)
    {
      Answer *answer = g_new0 (Answer, 1);

      g_ptr_array_add (late, answer);
      answer->edit = edits->pdata[i];
      if (answer->edit->uid != NULL)
        g_hash_table_insert (world->under_way, g_strdup (answer->edit->uid),
                             GUINT_TO_POINTER (version_of (answer->edit)));
      if (!do_edit (self, answer, error))
        {
          if (!world->traits.late_answers)
            keep_only (world->under_way, answer->edit->uid); /* the others were answered */
          sim_world_lose_track (world);
          return FALSE;
        }
      if (!world->traits.late_answers && !deliver (answer, sink, data, error))
        return FALSE;
    }
  for (guint i = late->len; world->traits.late_answers && i-- > 0;)
    if (!deliver (late->pdata[i], sink, data, error))
      return FALSE;
  return TRUE;
}
