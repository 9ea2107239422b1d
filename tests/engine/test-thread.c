/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Threads for blocking work: their tasks are done in order, and the background gives way. */

#include "engine/thread.h"

#include <sys/resource.h>
#include <unistd.h>

static void
note (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_string_append (data, valise_thread_state (g_object_get_data (G_OBJECT (task), "thread")));
  g_task_return_boolean (task, TRUE);
}

static void
push_note (ValiseThread *thread, GString *notes)
{
  GTask *task = g_task_new (NULL, NULL, NULL, NULL);

  g_object_set_data (G_OBJECT (task), "thread", thread);
  g_task_set_task_data (task, notes, NULL);
  valise_thread_push (thread, task, note);
}

static void
test_order (void)
{
  g_autoptr (GString) notes = g_string_new (NULL);
  ValiseThread *thread = valise_thread_new ("test", VALISE_THREAD_FOR_USER, g_strdup ("x"), g_free);

  for (guint i = 0; i < 3; i++)
    push_note (thread, notes);
  valise_thread_free (thread);
  g_assert_cmpstr (notes->str, ==, "xxx");
}

static gpointer
ask_niceness (gpointer data)
{
  return GINT_TO_POINTER (getpriority (PRIO_PROCESS, (id_t)gettid ()));
}

/* Of the thread, and of one that it starts, as drivers do. */
static void
note_niceness (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  int *niceness = data;

  niceness[0] = GPOINTER_TO_INT (ask_niceness (NULL));
  niceness[1] = GPOINTER_TO_INT (g_thread_join (g_thread_new ("child", ask_niceness, NULL)));
  g_task_return_boolean (task, TRUE);
}

static void
measure_niceness (ValiseThreadUrgency urgency, int *niceness)
{
  ValiseThread *thread = valise_thread_new ("test", urgency, NULL, NULL);
  GTask *task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_task_data (task, niceness, NULL);
  valise_thread_push (thread, task, note_niceness);
  valise_thread_free (thread);
}

static void
test_background_gives_way (void)
{
  int main_loop = GPOINTER_TO_INT (ask_niceness (NULL));
  int for_user[2], background[2];

  measure_niceness (VALISE_THREAD_FOR_USER, for_user);
  measure_niceness (VALISE_THREAD_BACKGROUND, background);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (for_user[i], ==, main_loop);
      g_assert_cmpint (background[i], >, main_loop);
    }
  g_assert_cmpint (GPOINTER_TO_INT (ask_niceness (NULL)), ==, main_loop);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/thread/order", test_order);
  g_test_add_func ("/engine/thread/background-gives-way", test_background_gives_way);
  return g_test_run ();
}
