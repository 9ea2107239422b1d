/* SPDX-License-Identifier: GPL-3.0-or-later */

/* valisectl items | show | export */

#include "ctl/ctl-find.h"
#include "ctl/ctl-list.h"
#include "ctl/ctl-run.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "format/mail-view.h"
#include "model/flags.h"
#include "store/browse.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"

#define PAGE 500

static JsonArray *
flags_to_json (const char *flags)
{
  g_auto (GStrv) list = valise_flags_split (flags);
  JsonArray *words = json_array_new ();

  for (guint i = 0; list[i] != NULL; i++)
    json_array_add_string_element (words, valise_flag_to_word (list[i]));
  return words;
}

/* An item that no server has yet waits in a folder that is switched off, until it is on. */
static gboolean
only_here (const ValiseItem *item, const ValiseFolder *folder)
{
  return item->local_only
         || (item->remote_id == NULL && !folder->sync && !valise_role_is_local (folder->role));
}

static JsonObject *
item_to_json (const ValiseItem *item, const ValiseFolder *folder)
{
  JsonObject *row = json_object_new ();

  json_object_set_int_member (row, "id", item->id);
  json_object_set_string_member (row, "folder", folder->path);
  json_object_set_string_member (row, "kind", valise_kind_to_string (item->kind));
  json_object_set_string_member (row, "title", item->summary.title);
  valise_ctl_set_string (row, "from", item->summary.from);
  valise_ctl_set_time (row, "date", item->summary.date);
  json_object_set_int_member (row, "size", item->summary.size);
  json_object_set_array_member (row, "flags", flags_to_json (item->local.flags));
  json_object_set_string_member (row, "depth", valise_depth_to_string (item->kept));
  json_object_set_boolean_member (row, "pending", item->pending);
  json_object_set_boolean_member (row, "localOnly", only_here (item, folder));
  valise_ctl_set_string (row, "error", item->error);
  return row;
}

static void
add_items (JsonArray *rows, GPtrArray *items, const ValiseFolder *folder)
{
  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (rows, item_to_json (items->pdata[i], folder));
}

/* Reads page by page, so that a large folder is never in memory as items. */
static gboolean
list_folder (
    ValiseCtl *ctl, const ValiseFolder *folder, guint limit, JsonArray *rows, GError **error)
{
  g_autoptr (GPtrArray) page = NULL;

  while (limit > 0)
    {
      const ValiseItem *after = page != NULL ? page->pdata[page->len - 1] : NULL;
      g_autoptr (GPtrArray) next = valise_browse_page (ctl->store, folder->id, after,
                                                       MIN (limit, PAGE), error);

      if (next == NULL)
        return FALSE;
      add_items (rows, next, folder);
      limit -= next->len;
      if (next->len < PAGE)
        break;
      g_clear_pointer (&page, g_ptr_array_unref);
      page = g_steal_pointer (&next);
    }
  return TRUE;
}

static gboolean
command_items (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  static const ValiseCtlColumn columns[] = {
    { "id", N_ ("ITEM") },     { "date", N_ ("DATE") },       { "flags", N_ ("FLAGS") },
    { "depth", N_ ("DEPTH") }, { "pending", N_ ("PENDING") }, { "from", N_ ("FROM") },
    { "title", N_ ("TITLE") }, { "error", N_ ("ERROR") },     { NULL },
  };
  g_autofree char *search = NULL;
  int limit = 0;
  const GOptionEntry entries[] = {
    VALISE_CTL_JSON_OPTION,
    { "search", 0, 0, G_OPTION_ARG_STRING, &search,
      N_ ("Only items in which every word of this begins some word"), N_ ("TEXT") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many"), N_ ("N") },
    { 0 },
  };
  g_autoptr (JsonArray) rows = json_array_new ();
  g_autoptr (ValiseFolder) folder = NULL;
  g_autoptr (GPtrArray) found = NULL;
  guint most;

  if (!valise_ctl_parse (ctl, arguments, entries, 1, 1, error))
    return FALSE;
  if (limit < 0)
    return valise_ctl_usage (error, _ ("--limit is a number of items."));
  most = limit > 0 ? (guint)limit : G_MAXINT;
  if (!valise_ctl_open (ctl, error))
    return FALSE;
  folder = valise_ctl_folder (ctl, (*arguments)[1], error);
  if (folder == NULL)
    return FALSE;
  if (search != NULL)
    {
      found = valise_browse_search (ctl->store, folder->id, search, most, error);
      if (found == NULL)
        return FALSE;
      add_items (rows, found, folder);
    }
  else if (!list_folder (ctl, folder, most, rows, error))
    return FALSE;
  valise_ctl_print_list (ctl, g_steal_pointer (&rows), columns);
  return TRUE;
}

/* Reads an item and its content as they are here. @content is NULL where nothing of it is. */
static ValiseItem *
read_item (ValiseCtl *ctl, gint64 id, ValiseContent **content, GError **error)
{
  g_autoptr (ValiseItem) item = valise_items_get (ctl->store, id, error);

  *content = NULL;
  if (item == NULL)
    return NULL;
  if (item->deleted)
    {
      valise_fail (error, VALISE_ERROR_NOT_FOUND, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                   _ ("This item was deleted."));
      return NULL;
    }
  if (item->local.content != 0)
    {
      *content = valise_contents_get (ctl->store, item->local.content, error);
      if (*content == NULL)
        return NULL;
    }
  return g_steal_pointer (&item);
}

/* Gets the whole item where that is possible. Without a connection, what is here has to do:
 * @shortfall then says why. */
static ValiseItem *
open_item (
    ValiseCtl *ctl, const char *number, ValiseContent **content, GError **shortfall, GError **error)
{
  g_autoptr (ValiseItem) item = NULL;
  gint64 id;

  if (!valise_ctl_number (number, &id, error) || !valise_ctl_open (ctl, error))
    return NULL;
  item = read_item (ctl, id, content, error);
  if (item == NULL || item->kept == VALISE_DEPTH_FULL)
    return g_steal_pointer (&item);
  if (!valise_ctl_fetch (ctl, item, shortfall))
    return g_steal_pointer (&item);
  g_clear_pointer (content, valise_content_unref);
  return read_item (ctl, id, content, error);
}

static gboolean
command_show (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  g_autoptr (ValiseItem) item = NULL;
  g_autoptr (ValiseContent) content = NULL;
  g_autoptr (GError) shortfall = NULL;

  if (!valise_ctl_parse (ctl, arguments, NULL, 1, 1, error))
    return FALSE;
  item = open_item (ctl, (*arguments)[1], &content, &shortfall, error);
  if (item == NULL)
    return FALSE;
  if (content == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&shortfall));
      return FALSE;
    }
  if (item->kind == VALISE_KIND_MAIL)
    {
      g_autoptr (ValiseMailView) view = valise_mail_view_new (content);
      g_autofree char *text = valise_mail_view_to_text (view);

      g_print ("%s", text);
    }
  else
    fwrite (g_bytes_get_data (content->bytes, NULL), 1, g_bytes_get_size (content->bytes), stdout);
  if (shortfall != NULL)
    g_printerr (_ ("Only header and text are here. %s\n"), shortfall->message);
  return TRUE;
}

static gboolean
write_out (GBytes *bytes, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  if (fwrite (data, 1, size, stdout) == size && fflush (stdout) == 0)
    return TRUE;
  return valise_fail (error, VALISE_ERROR_STORAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                      _ ("The item cannot be written: %s."), g_strerror (errno));
}

static gboolean
command_export (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  g_autoptr (ValiseItem) item = NULL;
  g_autoptr (ValiseContent) content = NULL;
  g_autoptr (GError) shortfall = NULL;

  if (!valise_ctl_parse (ctl, arguments, NULL, 1, 1, error))
    return FALSE;
  item = open_item (ctl, (*arguments)[1], &content, &shortfall, error);
  if (item == NULL)
    return FALSE;
  if (shortfall == NULL && content != NULL)
    return write_out (content->bytes, error);
  if (shortfall != NULL)
    g_propagate_prefixed_error (error, g_steal_pointer (&shortfall), "%s ",
                                _ ("The whole item is not here."));
  else
    valise_fail (error, VALISE_ERROR_NOT_WHOLE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                 _ ("The whole item is not here."));
  return FALSE;
}

const ValiseCtlCommand valise_ctl_item_commands[] = {
  { .name = "items",
    .arguments = "FOLDER",
    .summary = N_ ("List the items of a folder, newest first"),
    .details = N_ ("DEPTH tells how much of an item is here: full, text (header and text) or "
                   "none."),
    .run = command_items },
  { .name = "show",
    .arguments = "ITEM",
    .summary = N_ ("Show an item as text"),
    .details = N_ ("Online, an item of which only header and text are here is fetched as a whole "
                   "first, and kept.\nOffline, what is here is shown."),
    .run = command_show },
  { .name = "export",
    .arguments = "ITEM",
    .summary = N_ ("Write an item's bytes to the standard output"),
    .details = N_ ("Always the whole item, byte for byte as on the server, fetched first where "
                   "needed. Where that is not\npossible, nothing is written, and the exit status "
                   "is not 0."),
    .run = command_export },
  { 0 },
};
