/* SPDX-License-Identifier: GPL-3.0-or-later */

/* valisectl add | replace | flag | move | delete | discard. Edits are stored here; the next run
 * sends them.
 */

#include "ctl/ctl-find.h"
#include "ctl/ctl-run.h"

#include <glib/gi18n-lib.h>
#include <gio/gunixinputstream.h>
#include <unistd.h>

#include "engine/edit-request.h"
#include "format/content-split.h"
#include "model/flags.h"
#include "store/items.h"

static GBytes *
read_stdin (GError **error)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (memory, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* "-" is the standard input. */
static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GBytes *bytes = NULL;
  char *data;
  gsize size;

  if (g_str_equal (path, "-"))
    bytes = read_stdin (&failure);
  else if (g_file_get_contents (path, &data, &size, &failure))
    bytes = g_bytes_new_take (data, size);
  if (bytes == NULL)
    valise_fail (error, VALISE_ERROR_STORAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                 _ ("The file cannot be read: %s."), failure->message);
  return bytes;
}

static gboolean
finish (ValiseCtl *ctl, ValiseEditRequest *request, gboolean print, GError **error)
{
  gint64 account_id;

  if (!valise_edit_request_do (request, ctl->store, &account_id, error))
    return FALSE;
  if (print)
    g_print ("%" G_GINT64_FORMAT "\n", request->item);
  valise_ctl_changed (ctl);
  return TRUE;
}

static gboolean
add_one (ValiseCtl *ctl, gint64 folder_id, GBytes *bytes, GError **error)
{
  g_autoptr (ValiseEditRequest) request = valise_edit_request_new (VALISE_REQUEST_ADD);

  request->folder = folder_id;
  request->content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  return finish (ctl, request, TRUE, error);
}

/* Of a file of many items each is added that can be; what cannot is told, and the exit status is 1.
 */
static gboolean
command_add (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  g_autoptr (ValiseFolder) folder = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) contents = NULL;

  if (!valise_ctl_parse (ctl, arguments, NULL, 2, 2, error) || !valise_ctl_open (ctl, error))
    return FALSE;
  folder = valise_ctl_folder (ctl, (*arguments)[1], error);
  bytes = folder != NULL ? read_file ((*arguments)[2], error) : NULL;
  contents = bytes != NULL ? valise_content_split (folder->kind, bytes, error) : NULL;
  if (contents == NULL)
    return FALSE;
  if (contents->len == 1)
    return add_one (ctl, folder->id, contents->pdata[0], error);
  for (guint i = 0; i < contents->len; i++)
    {
      g_autoptr (GError) failure = NULL;

      if (add_one (ctl, folder->id, contents->pdata[i], &failure))
        continue;
      valise_ctl_complain (failure->message);
      ctl->status = VALISE_EXIT_FAILED;
    }
  return TRUE;
}

/* Content is edited only where the whole item is here. */
static gboolean
ensure_whole (ValiseCtl *ctl, gint64 id, GError **error)
{
  g_autoptr (ValiseItem) item = valise_items_get (ctl->store, id, error);

  if (item == NULL)
    return FALSE;
  return item->kept == VALISE_DEPTH_FULL || valise_ctl_fetch (ctl, item, error);
}

static gboolean
command_replace (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  g_autoptr (ValiseEditRequest) request = valise_edit_request_new (VALISE_REQUEST_REPLACE);
  g_autoptr (GBytes) bytes = NULL;

  if (!valise_ctl_parse (ctl, arguments, NULL, 2, 2, error)
      || !valise_ctl_number ((*arguments)[1], &request->item, error)
      || !valise_ctl_open (ctl, error))
    return FALSE;
  bytes = read_file ((*arguments)[2], error);
  if (bytes == NULL)
    return FALSE;
  request->content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  return ensure_whole (ctl, request->item, error) && finish (ctl, request, TRUE, error);
}

/* "+seen -flagged" into what is to be set and what is to be cleared. */
static gboolean
read_flags (ValiseEditRequest *request, char **words, GError **error)
{
  g_autoptr (GStrvBuilder) set = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) clear = g_strv_builder_new ();

  for (; *words != NULL; words++)
    {
      const char *word = *words;
      g_autofree char *flag = NULL;

      if (*word != '+' && *word != '-')
        /* Translators: a flag, twice the same */
        return valise_ctl_usage (error, _ ("Write +%s to set it, or -%s to clear it."), word, word);
      flag = valise_flag_from_word (word + 1);
      if (flag == NULL)
        return valise_ctl_usage (error, _ ("“%s” is no flag."), word + 1);
      g_strv_builder_add (*word == '+' ? set : clear, flag);
    }
  request->set = g_strv_builder_end (set);
  request->clear = g_strv_builder_end (clear);
  return TRUE;
}

static gboolean
command_flag (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  g_autoptr (ValiseEditRequest) request = valise_edit_request_new (VALISE_REQUEST_FLAGS);

  return valise_ctl_parse (ctl, arguments, NULL, 2, G_MAXUINT, error)
         && valise_ctl_number ((*arguments)[1], &request->item, error)
         && read_flags (request, *arguments + 2, error) && valise_ctl_open (ctl, error)
         && finish (ctl, request, FALSE, error);
}

static gboolean
command_move (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  g_autoptr (ValiseEditRequest) request = valise_edit_request_new (VALISE_REQUEST_MOVE);
  g_autoptr (ValiseFolder) folder = NULL;

  if (!valise_ctl_parse (ctl, arguments, NULL, 2, 2, error)
      || !valise_ctl_number ((*arguments)[1], &request->item, error)
      || !valise_ctl_open (ctl, error))
    return FALSE;
  folder = valise_ctl_folder (ctl, (*arguments)[2], error);
  if (folder == NULL)
    return FALSE;
  request->folder = folder->id;
  return finish (ctl, request, FALSE, error);
}

static gboolean
command_delete (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  g_autoptr (ValiseEditRequest) request = valise_edit_request_new (VALISE_REQUEST_DELETE);
  const GOptionEntry entries[] = {
    { "permanently", 0, 0, G_OPTION_ARG_NONE, &request->permanently, N_ ("Not into the Trash"),
      NULL },
    { 0 },
  };

  return valise_ctl_parse (ctl, arguments, entries, 1, 1, error)
         && valise_ctl_number ((*arguments)[1], &request->item, error)
         && valise_ctl_open (ctl, error) && finish (ctl, request, FALSE, error);
}

static gboolean
command_discard (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  g_autoptr (ValiseEditRequest) request = valise_edit_request_new (VALISE_REQUEST_DISCARD);

  return valise_ctl_parse (ctl, arguments, NULL, 1, 1, error)
         && valise_ctl_number ((*arguments)[1], &request->item, error)
         && valise_ctl_open (ctl, error) && finish (ctl, request, FALSE, error);
}

const ValiseCtlCommand valise_ctl_edit_commands[] = {
  { .name = "add",
    .arguments = "FOLDER FILE",
    .summary = N_ ("Put a file into a folder as a new item, and print its number"),
    .details = N_ (
        "FILE is a message, an .ics file or a .vcf file, as the folder takes it; several "
        "events or contacts in one\nfile become several items. “-” is the standard "
        "input. A message that is put into the Outbox is sent with the\nnext run."),
    .run = command_add },
  { .name = "replace",
    .arguments = "ITEM FILE",
    .summary = N_ ("Give an item a new content, and print its number"),
    .details = N_ (
        "FILE “-” is the standard input. Whatever UID is in it, the item keeps its own."),
    .run = command_replace },
  { .name = "flag",
    .arguments = "ITEM +FLAG|-FLAG…",
    .summary = N_ ("Set and clear flags"),
    .details = N_ ("seen, flagged, answered, forwarded, draft, junk, or any word of your own:\n"
                   "valisectl flag 12 +seen -flagged +project"),
    .run = command_flag,
    .options_first = TRUE },
  { .name = "move",
    .arguments = "ITEM FOLDER",
    .summary = N_ ("Move an item to another folder"),
    .run = command_move },
  { .name = "delete",
    .arguments = "ITEM",
    .summary = N_ ("Move an item to the Trash, or delete it there"),
    .run = command_delete },
  { .name = "discard",
    .arguments = "ITEM",
    .summary = N_ ("Take back a change that the server refused"),
    .details = N_ ("The item is again as it is on the server. To send the change once more, use "
                   "“valisectl sync”."),
    .run = command_discard },
  { 0 },
};
