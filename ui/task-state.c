/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a task stands, which only its content says. */

#include "task-state.h"

#include "format/calendar-edit.h"
#include "format/calendar-view.h"
#include "store/contents.h"

/**
 * valise_task_state_read:
 * @store: the store of this thread
 * @content_id: the content of a task
 *
 * Returns: how it stands; nothing of a task that cannot be read
 */
ValiseTaskState
valise_task_state_read (ValiseStore *store, gint64 content_id)
{
  g_autoptr (ValiseContent) content = valise_contents_get (store, content_id, NULL);
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (ValiseZone) here = valise_zone_new_system (local);
  g_autoptr (ValiseCalendarView) view = NULL;

  if (content != NULL)
    view = valise_calendar_view_new (content->bytes, here, NULL);
  if (view == NULL)
    return 0;
  return (view->completed.is_set || g_strcmp0 (view->status, "COMPLETED") == 0 ? VALISE_TASK_DONE
                                                                               : 0)
         | (view->due.is_set ? VALISE_TASK_IS_DUE : 0);
}

/**
 * valise_task_state_set_done:
 * @content: the content of a task
 * @done: whether it is completed from now on
 * @now: Unix seconds
 * @error: set where it cannot be read
 *
 * Returns: (transfer full) (nullable): its new content; all else stays as it was
 */
GBytes *
valise_task_state_set_done (GBytes *content, gboolean done, gint64 now, GError **error)
{
  const ValiseFieldEdit edit = { .field = "status", .value = done ? "COMPLETED" : "NEEDS-ACTION" };

  return valise_calendar_edit (content, &edit, 1, now, error);
}
