/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tasks and the notes of the sample account. */

#include "demo/sample-private.h"

#include "net/json.h"

static void
add_task (ValiseDemoSample *self, guint index, const char *summary)
{
  static const char *const statuses[] = { "tsNotStarted", "tsInProgress", "tsWaiting",
                                          "tsCompleted", "tsDeferred" };
  static const int done[] = { 0, 40, 20, 100, 0 };
  static const char *const priorities[] = { "Normal", "High", "Normal", "Low" };
  guint status = index % G_N_ELEMENTS (statuses);
  g_autofree char *start = valise_demo_sample_date (self, (int)index % 20 - 12);
  g_autofree char *due = valise_demo_sample_date (self, (int)index % 20 - 5);
  g_autofree char *end = valise_demo_sample_time (self, -1, 15, 0);
  JsonObject *task = valise_demo_make (
      "summary:s", summary, "status:s", statuses[status], "done:n", done[status], "priority:s",
      priorities[index % G_N_ELEMENTS (priorities)], "start:s", start, "due:s",
      index % 4 == 2 ? "" : due, "end:s", done[status] == 100 ? end : "", "sortOrder:n", (int)index,
      "description:s", index % 3 == 0 ? valise_demo_sample_pick (self, valise_demo_sentences) : "",
      NULL);

  if (index % 5 == 1)
    json_object_set_object_member (task, "reminder",
                                   valise_demo_make ("isSet:b", TRUE, "type:s", "ReminderAbsolute",
                                                     "minutesBeforeStart:n", 0, "date:s", end,
                                                     NULL));
  valise_demo_sample_file (self, index % 6 == 5 ? "Home" : "Tasks", task);
}

/**
 * valise_demo_sample_tasks:
 * @self: the sample account in the making
 * @count: how many there are to be
 */
void
valise_demo_sample_tasks (ValiseDemoSample *self, guint count)
{
  guint texts = g_strv_length ((GStrv)valise_demo_tasks);

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *numbered = g_strdup_printf ("%s (%u)", valise_demo_tasks[i % texts], i);

      add_task (self, i, i < texts ? valise_demo_tasks[i] : numbered);
    }
}

/**
 * valise_demo_sample_notes:
 * @self: the sample account in the making
 * @count: how many there are to be
 */
void
valise_demo_sample_notes (ValiseDemoSample *self, guint count)
{
  static const char *const colors[] = { "Yellow", "Blue", "Green", "Pink", "White" };
  guint texts = g_strv_length ((GStrv)valise_demo_notes);

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *created = valise_demo_sample_time (self, -(int)(i % 200) * 3 - 2, 11, 5);
      g_autofree char *modified = valise_demo_sample_time (self, -(int)(i % 200) * 2 - 1, 16, 40);

      valise_demo_sample_file (
          self, "Notes",
          valise_demo_make (
              "text:s", valise_demo_notes[i % texts], "color:s", colors[i % G_N_ELEMENTS (colors)],
              "createDate:s", created, "modifyDate:s", modified, "position:o",
              valise_demo_make ("xOffset:n", 40 + 30 * (int)(i % 10), "yOffset:n",
                                60 + 25 * (int)(i % 10), "xSize:n", 260, "ySize:n", 180, NULL),
              NULL));
    }
}
