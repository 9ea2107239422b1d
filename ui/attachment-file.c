/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Attachments as files. What the sender calls them is never a path. Decoding and writing happen on
 * a thread. */

#include "attachment-file.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "format/mail-view.h"

#define MAX_NAME_CHARS 120

/**
 * valise_attachment_file_name:
 * @name: (nullable): what the sender calls it
 * @index: its number in the message
 *
 * Returns: (transfer full): a name for a file in any folder: neither hidden nor a path
 */
char *
valise_attachment_file_name (const char *name, guint index)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  const char *slash = strrchr (valid, '/');
  const char *backslash = strrchr (slash != NULL ? slash : valid, '\\');
  const char *last = backslash != NULL ? backslash + 1 : slash != NULL ? slash + 1 : valid;
  g_autofree char *cut = NULL;

  while (*last == '.' || *last == ' ')
    last++;
  cut = g_utf8_substring (last, 0, MIN (MAX_NAME_CHARS, g_utf8_strlen (last, -1)));
  for (char *c = cut; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = '_';
  return *cut != '\0' ? g_steal_pointer (&cut) : g_strdup_printf (_ ("attachment %u"), index + 1);
}

/**
 * valise_attachment_file_free_name:
 * @folder: a folder
 * @name: a name that a file in it is to have
 *
 * Returns: (transfer full): a file that is not there yet, with that name or one like it
 */
GFile *
valise_attachment_file_free_name (GFile *folder, const char *name)
{
  const char *dot = strrchr (name, '.');
  int stem = dot != NULL ? (int)(dot - name) : (int)strlen (name);

  for (guint i = 2;; i++)
    {
      g_autofree char *other = i == 2 ? g_strdup (name)
                                      : g_strdup_printf ("%.*s (%u)%s", stem, name, i - 1,
                                                         dot != NULL ? dot : "");
      g_autoptr (GFile) file = g_file_get_child (folder, other);

      if (!g_file_query_exists (file, NULL))
        return g_steal_pointer (&file);
    }
}

/**
 * valise_attachment_file_temporary:
 * @name: a name from valise_attachment_file_name()
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): a file of that name in a new folder that is nobody else's
 */
GFile *
valise_attachment_file_temporary (const char *name, GError **error)
{
  g_autofree char *dir = g_dir_make_tmp ("valise-XXXXXX", error);

  return dir != NULL ? g_file_new_build_filename (dir, name, NULL) : NULL;
}

typedef struct
{
  ValiseContent *content;
  guint index;
  GFile *file;
  gboolean read_only;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  valise_content_unref (save->content);
  g_object_unref (save->file);
  g_free (save);
}

static void
save_on_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Save *save = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = valise_mail_attachment_bytes (save->content, save->index, &error);

  if (bytes == NULL
      || !g_file_replace_contents (save->file, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                   NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (save->read_only)
    g_chmod (g_file_peek_path (save->file), 0400);
  g_task_return_boolean (task, TRUE);
}

/**
 * valise_attachment_file_save_async:
 * @content: a message
 * @index: which of its attachments
 * @file: where to; replaced if it is there
 * @read_only: for a copy that changes would be lost in
 * @callback: called on the main context
 * @data: for @callback
 */
void
valise_attachment_file_save_async (ValiseContent *content,
                                   guint index,
                                   GFile *file,
                                   gboolean read_only,
                                   GAsyncReadyCallback callback,
                                   gpointer data)
{
  g_autoptr (GTask) task = g_task_new (file, NULL, callback, data);
  Save *save = g_new0 (Save, 1);

  save->content = valise_content_ref (content);
  save->index = index;
  save->file = g_object_ref (file);
  save->read_only = read_only;
  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, save_on_thread);
}

/**
 * valise_attachment_file_save_finish:
 * @result: what the callback was called with
 * @error: where the error goes
 *
 * Returns: whether the file is there
 */
gboolean
valise_attachment_file_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
