/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is on in a span of time. Occurrences are worked out each time and never stored: a weekly
 * meeting without an end has no last one. */

#include "engine/agenda.h"

#include "format/recurrence.h"
#include "store/browse.h"
#include "store/contents.h"

#define PAGE 500

static void
entry_free (ValiseAgendaEntry *entry)
{
  valise_item_free (entry->item);
  valise_calendar_view_free (entry->view);
  g_free (entry);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const ValiseAgendaEntry *first = *(const ValiseAgendaEntry *const *)a;
  const ValiseAgendaEntry *second = *(const ValiseAgendaEntry *const *)b;

  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  return g_utf8_collate (first->view->title, second->view->title);
}

/* Adds the occurrences of one item. What cannot be read is on at no time; the list of items has it.
 */
static gboolean
add_item (ValiseStore *store,
          const ValiseItem *item,
          gint64 from,
          gint64 to,
          const ValiseZone *here,
          GPtrArray *entries,
          GError **error)
{
  g_autoptr (ValiseContent) content = NULL;
  g_autoptr (ValiseCalendar) calendar = NULL;
  g_autoptr (GArray) occurrences = NULL;

  if (item->local.content == 0)
    return TRUE;
  content = valise_contents_get (store, item->local.content, error);
  if (content == NULL)
    return FALSE;
  calendar = valise_calendar_parse (content->bytes, NULL);
  if (calendar == NULL)
    return TRUE;
  occurrences = valise_recurrence_expand (calendar, from, to, here, NULL);
  for (guint i = 0; i < occurrences->len; i++)
    {
      const ValiseOccurrence *occurrence = &g_array_index (occurrences, ValiseOccurrence, i);
      ValiseAgendaEntry *entry = g_new0 (ValiseAgendaEntry, 1);

      entry->item = valise_item_copy (item);
      entry->view = valise_calendar_view_of (calendar, occurrence->component, here);
      entry->start = occurrence->start;
      entry->end = occurrence->end;
      entry->all_day = occurrence->all_day;
      g_ptr_array_add (entries, entry);
    }
  return TRUE;
}

/**
 * valise_agenda_read:
 * @store: a store
 * @folder_id: a folder of events or tasks
 * @from: start of the span, Unix seconds
 * @to: its end, which does not belong to it; some years later at most
 * @error: an error of the store
 *
 * Returns: (transfer full) (nullable) (element-type ValiseAgendaEntry): what overlaps the span, by
 *   its start
 */
GPtrArray *
valise_agenda_read (ValiseStore *store, gint64 folder_id, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify)entry_free);
  g_autoptr (ValiseZone) here = valise_zone_new_system (NULL);
  g_autoptr (GPtrArray) page = valise_browse_page (store, folder_id, NULL, PAGE, error);

  while (page != NULL && page->len > 0)
    {
      GPtrArray *next;

      for (guint i = 0; i < page->len; i++)
        if (!add_item (store, page->pdata[i], from, to, here, entries, error))
          return NULL;
      next = valise_browse_page (store, folder_id, page->pdata[page->len - 1], PAGE, error);
      g_ptr_array_unref (page);
      page = next;
    }
  if (page == NULL)
    return NULL;
  g_ptr_array_sort (entries, compare_entries);
  return g_steal_pointer (&entries);
}
