/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Questions to the store that may take longer than the main loop may wait: on a thread, which opens
 * the store for itself. */

#include "store-task.h"

typedef struct
{
  char *data_dir;
  ValiseStoreFunc func;
  gpointer data;
  GDestroyNotify data_free, result_free;
} Question;

static void
question_free (Question *question)
{
  if (question->data_free != NULL)
    question->data_free (question->data);
  g_free (question->data_dir);
  g_free (question);
}

static void
ask (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Question *question = task_data;
  g_autoptr (ValiseStore) store = NULL;
  GError *error = NULL;
  gpointer answer = NULL;

  /* Somebody who leafs through a list does not want all the answers. */
  if (g_task_return_error_if_cancelled (task))
    return;
  store = valise_store_open (question->data_dir, &error);
  if (store != NULL)
    answer = question->func (store, question->data, &error);
  if (answer != NULL)
    g_task_return_pointer (task, answer, question->result_free);
  else
    g_task_return_error (task, error);
}

/**
 * valise_store_task_run_async:
 * @data_dir: where the store is
 * @func: what to ask; %NULL with an error set is a failure
 * @data: (transfer full): for @func
 * @data_free: (nullable): for @data
 * @result_free: for what @func returns
 * @cancellable: (nullable): ends it
 * @callback: called on the main context
 * @user_data: for @callback
 */
void
valise_store_task_run_async (const char *data_dir,
                             ValiseStoreFunc func,
                             gpointer data,
                             GDestroyNotify data_free,
                             GDestroyNotify result_free,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->data_dir = g_strdup (data_dir);
  question->func = func;
  question->data = data;
  question->data_free = data_free;
  question->result_free = result_free;
  g_task_set_source_tag (task, valise_store_task_run_async);
  g_task_set_task_data (task, question, (GDestroyNotify)question_free);
  g_task_run_in_thread (task, ask);
}

/**
 * valise_store_task_run_finish:
 * @result: what the callback was called with
 * @error: an error of the store, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what the function returned
 */
gpointer
valise_store_task_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
