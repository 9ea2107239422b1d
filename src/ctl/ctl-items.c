/* SPDX-License-Identifier: GPL-3.0-or-later */

/* valisectl items */

#include "ctl/ctl-items.h"

#include "ctl/ctl-find.h"
#include "ctl/ctl-list.h"

#include <glib/gi18n-lib.h>

#include "model/flags.h"
#include "store/browse.h"

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

/**
 * valise_ctl_item_to_json:
 * @item: an item
 * @folder: the folder that it is in
 *
 * Returns: (transfer full): what listings say of it
 */
JsonObject *
valise_ctl_item_to_json (const ValiseItem *item, const ValiseFolder *folder)
{
  JsonObject *row = json_object_new ();

  json_object_set_int_member (row, "id", item->id);
  json_object_set_string_member (row, "folder", folder->path);
  json_object_set_string_member (row, "kind", valise_kind_to_string (item->kind));
  json_object_set_string_member (row, "title", item->summary.title);
  valise_ctl_set_string (row, "uid", item->summary.uid);
  valise_ctl_set_string (row, "from", item->summary.from);
  valise_ctl_set_time (row, "date", item->summary.date);
  json_object_set_int_member (row, "size", item->summary.size);
  json_object_set_array_member (row, "flags", flags_to_json (item->local.flags));
  json_object_set_string_member (row, "depth", valise_depth_to_string (item->kept));
  json_object_set_boolean_member (row, "pending", item->pending);
  json_object_set_boolean_member (row, "localOnly", only_here (item, folder));
  valise_ctl_set_string (row, "preview", item->summary.preview);
  valise_ctl_set_string (row, "error", item->error);
  return row;
}

static void
add_items (JsonArray *rows, GPtrArray *items, const ValiseFolder *folder)
{
  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (rows, valise_ctl_item_to_json (items->pdata[i], folder));
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

/* What people want to see of each kind. */
static const ValiseCtlColumn mail_columns[] = {
  { "id", NC_ ("column", "ITEM") },
  { "date", NC_ ("column", "DATE") },
  { "flags", NC_ ("column", "FLAGS") },
  { "depth", NC_ ("column", "DEPTH") },
  { "pending", NC_ ("column", "PENDING") },
  { "from", NC_ ("column", "FROM") },
  { "title", NC_ ("column", "TITLE") },
  { "error", NC_ ("column", "ERROR") },
  { NULL },
};
static const ValiseCtlColumn event_columns[] = {
  { "id", NC_ ("column", "ITEM") },         { "date", NC_ ("column", "START") },
  { "pending", NC_ ("column", "PENDING") }, { "title", NC_ ("column", "TITLE") },
  { "error", NC_ ("column", "ERROR") },     { NULL },
};
static const ValiseCtlColumn contact_columns[] = {
  { "id", NC_ ("column", "ITEM") },
  { "title", NC_ ("column", "NAME") },
  { "from", NC_ ("column", "E-MAIL") },
  { "preview", NC_ ("column", "MORE") },
  { "pending", NC_ ("column", "PENDING") },
  { "error", NC_ ("column", "ERROR") },
  { NULL },
};
static const ValiseCtlColumn task_columns[] = {
  { "id", NC_ ("column", "ITEM") },         { "date", NC_ ("column", "DUE") },
  { "pending", NC_ ("column", "PENDING") }, { "title", NC_ ("column", "TITLE") },
  { "error", NC_ ("column", "ERROR") },     { NULL },
};
static const ValiseCtlColumn note_columns[] = {
  { "id", NC_ ("column", "ITEM") },         { "date", NC_ ("column", "DATE") },
  { "pending", NC_ ("column", "PENDING") }, { "title", NC_ ("column", "TITLE") },
  { "error", NC_ ("column", "ERROR") },     { NULL },
};
static const ValiseCtlColumn *const columns_of[] = {
  [VALISE_KIND_MAIL] = mail_columns,       [VALISE_KIND_EVENT] = event_columns,
  [VALISE_KIND_CONTACT] = contact_columns, [VALISE_KIND_TASK] = task_columns,
  [VALISE_KIND_NOTE] = note_columns,
};

/* What `items` is asked for. */
typedef struct
{
  char *search, *from, *to;
  int limit;
} ItemsOptions;

static void
items_options_clear (ItemsOptions *options)
{
  g_free (options->search);
  g_free (options->from);
  g_free (options->to);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ItemsOptions, items_options_clear)

static gboolean
parse_items (ValiseCtl *ctl, GStrv *arguments, ItemsOptions *options, GError **error)
{
  const GOptionEntry entries[] = {
    VALISE_CTL_JSON_OPTION,
    { "search", 0, 0, G_OPTION_ARG_STRING, &options->search,
      N_ ("Only items in which every word of this begins some word"), N_ ("TEXT") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &options->limit, N_ ("At most so many"), N_ ("N") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &options->from,
      N_ ("Events and tasks from this day on, each time that they recur"), N_ ("DATE") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options->to, N_ ("Up to this day, and with it"),
      N_ ("DATE") },
    { 0 },
  };

  if (!valise_ctl_parse (ctl, arguments, entries, 1, 1, error))
    return FALSE;
  if (options->limit < 0)
    return valise_ctl_usage (error, _ ("--limit is a number of items."));
  if ((options->from == NULL) != (options->to == NULL))
    return valise_ctl_usage (error, _ ("Give --from and --to together."));
  if (options->from != NULL && (options->search != NULL || options->limit > 0))
    return valise_ctl_usage (error, _ ("--from and --to go with neither --search nor --limit."));
  return TRUE;
}

static gboolean
command_items (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  g_auto (ItemsOptions) options = { 0 };
  g_autoptr (JsonArray) rows = json_array_new ();
  g_autoptr (ValiseFolder) folder = NULL;
  g_autoptr (GPtrArray) found = NULL;
  guint most;

  if (!parse_items (ctl, arguments, &options, error) || !valise_ctl_open (ctl, error))
    return FALSE;
  folder = valise_ctl_folder (ctl, (*arguments)[1], error);
  if (folder == NULL)
    return FALSE;
  if (options.from != NULL)
    return valise_ctl_list_agenda (ctl, folder, options.from, options.to, error);
  most = options.limit > 0 ? (guint)options.limit : G_MAXINT;
  if (options.search != NULL)
    {
      found = valise_browse_search (ctl->store, folder->id, options.search, most, error);
      if (found == NULL)
        return FALSE;
      add_items (rows, found, folder);
    }
  else if (!list_folder (ctl, folder, most, rows, error))
    return FALSE;
  valise_ctl_print_list (ctl, g_steal_pointer (&rows), columns_of[folder->kind]);
  return TRUE;
}

const ValiseCtlCommand valise_ctl_item_commands[] = {
  { .name = "items",
    .arguments = "FOLDER",
    .summary = N_ ("List the items of a folder, newest first"),
    .details = N_ ("DEPTH tells how much of an item is here: full, text (header and text) or "
                   "none.\nDATE is written 2026-11-24. With --from and --to a weekly meeting is "
                   "listed once a week, by\nits start, in your time zone."),
    .run = command_items },
  { 0 },
};
