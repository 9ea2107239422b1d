/* SPDX-License-Identifier: GPL-3.0-or-later */

/* valisectl show | export */

#include "ctl/ctl-find.h"
#include "ctl/ctl-items.h"
#include "ctl/ctl-list.h"
#include "ctl/ctl-run.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "format/text-compare.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"

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

/* The item in words; @content may be cut. */
static char *
describe (const ValiseItem *item, ValiseContent *content)
{
  g_autofree char *text = valise_content_describe (item->kind, content);

  return *text != '\0' ? g_steal_pointer (&text) : g_strdup (item->summary.title);
}

static gboolean
show_json (ValiseCtl *ctl, const ValiseItem *item, ValiseContent *content, GError **error)
{
  g_autoptr (ValiseFolder) folder = valise_folders_get (ctl->store, item->local.folder, error);
  g_autofree char *text = NULL;
  JsonObject *row;
  JsonNode *node;

  if (folder == NULL)
    return FALSE;
  text = describe (item, content);
  row = valise_ctl_item_to_json (item, folder);
  valise_ctl_add_details (row, item->kind, content->bytes);
  json_object_set_string_member (row, "text", text);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, row);
  valise_ctl_print_json (node);
  return TRUE;
}

static gboolean
command_show (ValiseCtl *ctl, GStrv *arguments, GError **error)
{
  const GOptionEntry entries[] = { VALISE_CTL_JSON_OPTION, { 0 } };
  g_autoptr (ValiseItem) item = NULL;
  g_autoptr (ValiseContent) content = NULL;
  g_autoptr (GError) shortfall = NULL;
  g_autofree char *text = NULL;

  if (!valise_ctl_parse (ctl, arguments, entries, 1, 1, error))
    return FALSE;
  item = open_item (ctl, (*arguments)[1], &content, &shortfall, error);
  if (item == NULL)
    return FALSE;
  if (content == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&shortfall));
      return FALSE;
    }
  if (shortfall != NULL)
    /* Translators: then why the rest could not be fetched, a sentence */
    g_printerr (_ ("Only header and text are here. %s\n"), shortfall->message);
  if (ctl->json)
    return show_json (ctl, item, content, error);
  text = describe (item, content);
  g_print ("%s", text);
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

const ValiseCtlCommand valise_ctl_show_commands[] = {
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
