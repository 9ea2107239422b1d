/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An item as a plain record: what sync compares and lists show. */

#include "model/item.h"

/**
 * valise_summary_clear:
 * @summary: a summary
 *
 * Frees what @summary holds and leaves it empty.
 */
void
valise_summary_clear (ValiseSummary *summary)
{
  g_free (summary->uid);
  g_free (summary->title);
  g_free (summary->from);
  g_free (summary->people);
  g_free (summary->preview);
  *summary = (ValiseSummary){ 0 };
}

/**
 * valise_summary_copy:
 * @from: a summary
 * @to: another one, whose values are freed and replaced by copies of those of @from
 */
void
valise_summary_copy (const ValiseSummary *from, ValiseSummary *to)
{
  ValiseSummary copy = *from;

  copy.uid = g_strdup (from->uid);
  copy.title = g_strdup (from->title);
  copy.from = g_strdup (from->from);
  copy.people = g_strdup (from->people);
  copy.preview = g_strdup (from->preview);
  valise_summary_clear (to);
  *to = copy;
}

/**
 * valise_summary_equal:
 * @a: a summary
 * @b: another one
 *
 * Returns: whether both say the same
 */
gboolean
valise_summary_equal (const ValiseSummary *a, const ValiseSummary *b)
{
  return g_strcmp0 (a->uid, b->uid) == 0 && g_strcmp0 (a->title, b->title) == 0
         && g_strcmp0 (a->from, b->from) == 0 && g_strcmp0 (a->people, b->people) == 0
         && a->date == b->date && a->size == b->size && g_strcmp0 (a->preview, b->preview) == 0
         && a->has_attachment == b->has_attachment && a->must_be_full == b->must_be_full;
}

/**
 * valise_item_new:
 * @account_id: the account that it belongs to
 * @kind: its kind
 *
 * Returns: (transfer full): an item that is not stored and that the server does not know
 */
ValiseItem *
valise_item_new (gint64 account_id, ValiseKind kind)
{
  ValiseItem *item = g_new0 (ValiseItem, 1);

  item->account_id = account_id;
  item->kind = kind;
  item->base.flags = g_strdup ("");
  item->local.flags = g_strdup ("");
  item->summary.title = g_strdup ("");
  return item;
}

/**
 * valise_item_copy:
 * @item: an item
 *
 * Returns: (transfer full): the same again
 */
ValiseItem *
valise_item_copy (const ValiseItem *item)
{
  ValiseItem *copy = g_memdup2 (item, sizeof *item);

  copy->remote_id = g_strdup (item->remote_id);
  copy->revision = g_strdup (item->revision);
  copy->base.flags = g_strdup (item->base.flags);
  copy->local.flags = g_strdup (item->local.flags);
  copy->error = g_strdup (item->error);
  copy->summary = (ValiseSummary){ 0 };
  valise_summary_copy (&item->summary, &copy->summary);
  return copy;
}

/**
 * valise_item_is_edited:
 * @item: an item
 *
 * Returns: whether the user changed its content, or created it, and the server does not know yet
 */
gboolean
valise_item_is_edited (const ValiseItem *item)
{
  return item->local.content != 0 && item->local.content != item->base.content;
}

/**
 * valise_item_free:
 * @item: (transfer full) (nullable): an item
 */
void
valise_item_free (ValiseItem *item)
{
  if (item == NULL)
    return;
  g_free (item->remote_id);
  g_free (item->revision);
  g_free (item->base.flags);
  g_free (item->local.flags);
  g_free (item->error);
  valise_summary_clear (&item->summary);
  g_free (item);
}
