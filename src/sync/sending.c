/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The life of one edit: made from the difference of local and base, written down, sent, settled.
 * Settling never touches what the user did meanwhile: only base moves, and the item is clean when
 * local is base again. */

#include <glib/gi18n-lib.h>

#include "sync/sending.h"

#include "format/mail-bcc.h"
#include "model/flags.h"
#include "store/contents.h"
#include "store/items.h"
#include "sync/apply.h"

static const ValiseFolder *
folder_by_role (ValiseRun *run, ValiseRole role)
{
  GHashTableIter iter;
  const ValiseFolder *folder;

  g_hash_table_iter_init (&iter, run->folders);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&folder))
    if (folder->role == role && folder->remote_id != NULL)
      return folder;
  return NULL;
}

/* An account without a Sent or Drafts folder uses the Inbox for it. */
static const ValiseFolder *
folder_by_role_or_inbox (ValiseRun *run, ValiseRole role)
{
  const ValiseFolder *folder = folder_by_role (run, role);

  return folder != NULL ? folder : folder_by_role (run, VALISE_ROLE_INBOX);
}

static gboolean
is_in_outbox (ValiseRun *run, const ValiseItem *item)
{
  const ValiseFolder *folder = valise_run_folder (run, item->local.folder);

  return !item->deleted && folder != NULL && folder->role == VALISE_ROLE_OUTBOX;
}

/**
 * valise_sending_service:
 * @run: a run
 * @item: an item with unsent changes
 *
 * Returns: the service that takes them; 0: none can
 */
gint64
valise_sending_service (ValiseRun *run, const ValiseItem *item)
{
  const ValiseFolder *folder = valise_run_folder (run, item->local.folder);

  if (item->remote_id != NULL)
    return item->service_id;
  if (is_in_outbox (run, item))
    folder = folder_by_role_or_inbox (run, VALISE_ROLE_SENT);
  return folder != NULL ? folder->service_id : 0;
}

static const char *
remote_id_of (ValiseRun *run, gint64 folder_id)
{
  const ValiseFolder *folder = valise_run_folder (run, folder_id);

  return folder != NULL ? folder->remote_id : NULL;
}

/* A message in the Outbox goes out and ends in Sent. */
static void
fill_submission (ValiseRun *run, ValiseSending *sending)
{
  const ValiseFolder *sent = folder_by_role_or_inbox (run, VALISE_ROLE_SENT);
  const ValiseFolder *drafts = folder_by_role_or_inbox (run, VALISE_ROLE_DRAFTS);
  g_autofree char *read = valise_flags_with (sending->item->local.flags, VALISE_FLAG_SEEN, TRUE);

  g_free (sending->flags);
  sending->flags = valise_flags_with (read, VALISE_FLAG_DRAFT, FALSE);
  sending->folder = sent != NULL ? sent->id : 0;
  sending->edit.submit = TRUE;
  sending->edit.staging = drafts != NULL ? drafts->remote_id : NULL;
}

/* Nobody may learn of blind copies, so what is sent has none, also where the server's draft has.
 * The local one keeps them. */
static gboolean
hide_bcc (ValiseRun *run, ValiseSending *sending, GError **error)
{
  g_autoptr (ValiseContent) content = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (sending->item->local.content == 0)
    return TRUE;
  content = valise_contents_get (run->store, sending->item->local.content, error);
  if (content == NULL)
    return FALSE;
  if (content->depth == VALISE_DEPTH_FULL)
    bytes = valise_mail_hide_bcc (content->bytes, &sending->recipients);
  if (bytes != NULL)
    {
      g_clear_pointer (&sending->content, valise_content_unref);
      sending->content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
    }
  return TRUE;
}

/* Whether the message is to stay in no folder at all. */
static gboolean
is_last (ValiseRun *run, const ValiseItem *item, gboolean *last, GError **error)
{
  g_autoptr (GPtrArray) siblings = valise_items_by_remote_id (run->store, item->service_id,
                                                              item->remote_id, error);

  if (siblings == NULL)
    return FALSE;
  *last = TRUE;
  for (guint i = 0; i < siblings->len; i++)
    {
      const ValiseItem *sibling = siblings->pdata[i];

      if (sibling->id != item->id && !sibling->deleted)
        *last = FALSE;
    }
  return TRUE;
}

static gboolean
fill_removal (ValiseRun *run, ValiseSending *sending, GError **error)
{
  sending->folder = 0;
  return is_last (run, sending->item, &sending->edit.destroy, error);
}

/**
 * valise_sending_new:
 * @run: a run
 * @item: (transfer full): an item with unsent changes
 * @error: an error of the store
 *
 * Returns: (transfer full) (nullable): the edit that makes the server's version what is here
 */
ValiseSending *
valise_sending_new (ValiseRun *run, ValiseItem *item, GError **error)
{
  g_autoptr (ValiseSending) sending = g_new0 (ValiseSending, 1);
  ValiseEdit *edit = &sending->edit;

  sending->item = item;
  sending->flags = g_strdup (item->local.flags);
  sending->folder = item->local.folder;
  if (item->deleted && !fill_removal (run, sending, error))
    return NULL;
  if (is_in_outbox (run, item))
    fill_submission (run, sending);
  if (!item->deleted && valise_item_is_edited (item))
    {
      sending->content = valise_contents_get (run->store, item->local.content, error);
      if (sending->content == NULL)
        return NULL;
    }
  if (edit->submit && !hide_bcc (run, sending, error))
    return NULL;
  edit->item = item->id;
  edit->kind = item->kind;
  edit->id = item->remote_id;
  edit->uid = item->summary.uid;
  edit->base_revision = item->revision;
  edit->base_folder = remote_id_of (run, item->base.folder);
  edit->base_flags = item->base.flags;
  edit->folder = remote_id_of (run, sending->folder);
  edit->flags = sending->flags;
  edit->content = sending->content;
  edit->recipients = (const char *const *)sending->recipients;
  edit->date = item->summary.date;
  edit->repeated = item->sent_seq != 0 && item->error == NULL;
  return g_steal_pointer (&sending);
}

/**
 * valise_sending_free:
 * @sending: (transfer full) (nullable): an edit
 */
void
valise_sending_free (ValiseSending *sending)
{
  if (sending == NULL)
    return;
  valise_item_free (sending->item);
  valise_content_unref (sending->content);
  g_strfreev (sending->recipients);
  g_free (sending->flags);
  g_free (sending->id);
  g_free (sending->revision);
  g_clear_error (&sending->failure);
  g_free (sending);
}

/**
 * valise_sending_write_down:
 * @store: a store, in the transaction that the item was read in
 * @sending: an edit that is sent right after the transaction
 * @error: an error of the store
 *
 * Returns: whether the store knows what is about to be sent
 */
gboolean
valise_sending_write_down (ValiseStore *store, ValiseSending *sending, GError **error)
{
  ValiseItem *item = sending->item;

  item->sent_seq = item->edit_seq;
  item->sent_content = sending->content != NULL ? item->local.content : 0;
  return valise_items_save (store, item, error);
}

/**
 * valise_sending_take_outcome:
 * @sending: an edit
 * @outcome: what became of it
 */
void
valise_sending_take_outcome (ValiseSending *sending, const ValiseOutcome *outcome)
{
  sending->answered = TRUE;
  sending->type = outcome->type;
  sending->altered = outcome->type == VALISE_OUTCOME_DONE && outcome->altered;
  sending->id = g_strdup (outcome->id);
  sending->revision = g_strdup (outcome->revision);
  sending->other_content = outcome->other_content;
  if (outcome->failure != NULL)
    sending->failure = g_error_copy (outcome->failure);
}

/* The server removed the item. One that came back to life here meanwhile is created anew. */
static gboolean
settle_removal (ValiseRun *run, ValiseItem *item, GError **error)
{
  if (item->deleted)
    return valise_items_remove (run->store, item->id, error);
  item->base.folder = item->base.content = 0;
  g_clear_pointer (&item->remote_id, g_free);
  g_clear_pointer (&item->revision, g_free);
  return valise_items_save (run->store, item, error);
}

/* What was pulled of the server's flags before the edit was done on top. */
static void
merge_flags (ValiseItem *item, const ValiseSending *sending, const char *told)
{
  char *there = valise_flags_merge (sending->item->base.flags, sending->flags, told);
  char *here = valise_flags_merge (sending->flags, item->local.flags, there);

  g_free (item->base.flags);
  item->base.flags = there;
  g_free (item->local.flags);
  item->local.flags = here;
}

/* The other items of the same message share its flags; one that was in the target folder already is
 * the same item twice. */
static gboolean
settle_siblings (ValiseRun *run, const ValiseSending *sending, ValiseItem *item, GError **error)
{
  g_autoptr (GPtrArray) siblings = valise_items_by_remote_id (run->store, item->service_id,
                                                              sending->id, error);

  if (siblings == NULL)
    return FALSE;
  for (guint i = 0; i < siblings->len; i++)
    {
      ValiseItem *sibling = siblings->pdata[i];
      gboolean done;

      if (sibling->id == item->id)
        continue;
      if (sibling->base.folder == sending->folder)
        {
          merge_flags (item, sending, sibling->base.flags);
          done = valise_apply_gone (run, sibling, error);
        }
      else
        {
          g_free (sibling->base.flags);
          sibling->base.flags = g_strdup (sending->flags);
          done = valise_items_save (run->store, sibling, error);
        }
      if (!done)
        return FALSE;
    }
  return TRUE;
}

static void
make_base (ValiseItem *item, const ValiseSending *sending, const ValiseService *service)
{
  gboolean same_id = g_strcmp0 (item->remote_id, sending->id) == 0;

  item->service_id = service->id;
  item->base.folder = sending->folder;
  g_free (item->base.flags);
  item->base.flags = g_strdup (sending->flags);
  if (sending->other_content)
    item->base.content = 0; /* the contents phase brings it */
  else if (sending->content != NULL)
    item->base.content = sending->item->local.content;
  if (sending->revision != NULL || sending->content != NULL || !same_id)
    {
      g_free (item->revision);
      item->revision = g_strdup (sending->revision);
    }
  g_free (item->remote_id);
  item->remote_id = g_strdup (sending->id);
}

/* It has gone out, whatever the user did with it meanwhile: it is in Sent, as it was sent. What he
 * made of it afterwards is safe in Conflicts. */
static gboolean
settle_submission (ValiseRun *run, const ValiseSending *sending, ValiseItem *item, GError **error)
{
  gboolean edited = item->local.content != sending->item->local.content
                    || (sending->other_content && sending->content != NULL);

  if (edited
      && !valise_apply_conflict (run, item, VALISE_CONFLICT_BOTH_CHANGED, item->id, TRUE, error))
    return FALSE;
  if (edited)
    valise_summary_copy (&sending->item->summary, &item->summary);
  item->deleted = FALSE;
  item->local.folder = sending->folder;
  item->local.content = item->base.content;
  g_free (item->local.flags);
  item->local.flags = g_strdup (sending->flags);
  return TRUE;
}

static gboolean
settle_done (ValiseRun *run,
             const ValiseService *service,
             ValiseSending *sending,
             ValiseItem *item,
             GError **error)
{
  item->sent_seq = item->sent_content = 0;
  if (item->edit_seq == sending->item->edit_seq)
    g_clear_pointer (&item->error, g_free);
  if (sending->edit.folder == NULL)
    return settle_removal (run, item, error);
  make_base (item, sending, service);
  if (sending->edit.submit && !settle_submission (run, sending, item, error))
    return FALSE;
  return settle_siblings (run, sending, item, error) && valise_items_save (run->store, item, error);
}

/* Nobody could see a mark on what is deleted: it is back, unless the user did something else with
 * it meanwhile. */
static gboolean
bring_back (const ValiseSending *sending, ValiseItem *item)
{
  if (!item->deleted || item->edit_seq != sending->item->edit_seq)
    return FALSE;
  item->deleted = FALSE;
  item->sent_seq = item->sent_content = 0;
  return TRUE;
}

static gboolean
settle_refused (ValiseRun *run, const ValiseSending *sending, ValiseItem *item, GError **error)
{
  const char *said = sending->failure != NULL ? sending->failure->message
                                              : _ ("The server refused the change.");
  g_autofree char *why = NULL;

  if (bring_back (sending, item))
    /* Translators: why, a sentence */
    why = g_strdup_printf (_ ("The server did not delete this, so it is here again. %s"), said);
  else
    why = g_strdup (said);
  g_free (item->error);
  item->error = g_strdup (why);
  g_ptr_array_add (run->report->problems, g_strdup_printf ("%s: %s", item->summary.title, why));
  return valise_items_save (run->store, item, error);
}

/* Nothing was done on the server: the edit is sent again as if it never had been, unless the answer
 * to an earlier try was lost. */
static gboolean
settle_nothing (ValiseRun *run, const ValiseSending *sending, ValiseItem *item, GError **error)
{
  if (!sending->edit.repeated)
    item->sent_seq = item->sent_content = 0;
  if (sending->type == VALISE_OUTCOME_LATER && sending->failure != NULL)
    valise_run_problem (run, item->summary.title, sending->failure);
  return valise_items_save (run->store, item, error);
}

/**
 * valise_sending_settle:
 * @run: a run, in a transaction
 * @service: who answered
 * @sending: an edit with its outcome
 * @last_round: no further pull follows in this run
 * @error: an error of the store
 *
 * Returns: whether the store knows what became of it
 */
gboolean
valise_sending_settle (ValiseRun *run,
                       const ValiseService *service,
                       ValiseSending *sending,
                       gboolean last_round,
                       GError **error)
{
  g_autoptr (ValiseItem) item = valise_items_get (run->store, sending->item->id, error);

  if (item == NULL)
    return FALSE;
  switch (sending->type)
    {
    case VALISE_OUTCOME_DONE:
      return settle_done (run, service, sending, item, error);
    case VALISE_OUTCOME_REFUSED:
      return settle_refused (run, sending, item, error);
    case VALISE_OUTCOME_GONE:
      if (item->deleted)
        return valise_items_remove (run->store, item->id, error);
      /* The pull that follows may bring it under another id; at the end of it, gone is gone. */
      if (last_round)
        return valise_apply_gone (run, item, error);
      return settle_nothing (run, sending, item, error);
    case VALISE_OUTCOME_CHANGED:
    case VALISE_OUTCOME_LATER:
      return settle_nothing (run, sending, item, error);
    }
  g_return_val_if_reached (FALSE);
}
