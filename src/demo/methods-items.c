/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading items: get and getById, which are the same for all kinds but for small things. */

#include "demo/fault.h"
#include "demo/methods.h"
#include "demo/query.h"
#include "net/json.h"

/* Newer servers have these of an event; the documentation does not. */
static void
add_newer_fields (ValiseDemoCall *call, JsonObject *event)
{
  const char *description = valise_json_string (event, "description");
  g_autofree char *html = NULL;

  if (call->kind != VALISE_KIND_EVENT
      || !valise_demo_switch_on (call->switches, VALISE_DEMO_NEWER_FIELDS))
    return;
  html = g_markup_printf_escaped ("<p>%s</p>", description != NULL ? description : "");
  json_object_set_string_member (event, "descriptionHtml", html);
  json_object_set_array_member (event, "attachments", json_array_new ());
}

/* Whether a listing has the texts of messages is not known. */
static void
fit_bodies (ValiseDemoCall *call, JsonObject *mail)
{
  if (call->kind != VALISE_KIND_MAIL || !json_object_has_member (mail, "displayableParts"))
    return;
  if (valise_demo_switch_is (call->switches, VALISE_DEMO_LIST_BODIES, "missing"))
    json_object_remove_member (mail, "displayableParts");
  else if (valise_demo_switch_is (call->switches, VALISE_DEMO_LIST_BODIES, "empty"))
    json_object_set_array_member (mail, "displayableParts", json_array_new ());
}

static gboolean
collect (ValiseDemoCall *call, JsonArray *folder_ids, GPtrArray *objects, GError **error)
{
  for (guint i = 0; i < json_array_get_length (folder_ids); i++)
    {
      ValiseDemoFolder *folder = valise_demo_call_folder (
          call, valise_json_string_at (folder_ids, i), error);

      if (folder == NULL)
        return FALSE;
      if (g_strcmp0 (valise_json_string (folder->data, "access"), "FAccessListingOnly") == 0)
        return valise_demo_fail (error, VALISE_DEMO_DENIED, "Access denied.", NULL);
      for (guint n = 0; n < folder->items->len; n++)
        g_ptr_array_add (objects, ((ValiseDemoItem *)folder->items->pdata[n])->data);
    }
  return TRUE;
}

static gboolean
get (ValiseDemoCall *call, GError **error)
{
  /* Only the one of events calls its folders "ids". */
  const char *parameter = call->kind == VALISE_KIND_EVENT ? "ids" : "folderIds";
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  JsonArray *list;
  guint total;

  if (!collect (call, valise_json_array (call->params, parameter), objects, error))
    return FALSE;
  list = valise_demo_query_run (
      valise_json_object (call->params, "query"), valise_demo_kind (call->kind)->fields, objects,
      valise_demo_switch_number (call->switches, VALISE_DEMO_LIST_CAP), &total, error);
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      fit_bodies (call, json_array_get_object_element (list, i));
      add_newer_fields (call, json_array_get_object_element (list, i));
    }
  json_object_set_array_member (call->result, "list", list);
  json_object_set_int_member (call->result, "totalItems", total);
  return TRUE;
}

static JsonObject *
describe (ValiseDemoCall *call, ValiseDemoItem *item)
{
  JsonObject *object = valise_demo_fields_pick (valise_demo_kind (call->kind)->fields, item->data,
                                                NULL, FALSE);

  add_newer_fields (call, object);
  return object;
}

static gboolean
get_by_id (ValiseDemoCall *call, GError **error)
{
  JsonArray *ids = valise_json_array (call->params, "ids");

  valise_demo_call_start_bulk (call);
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      GError *failure = NULL;
      ValiseDemoItem *item = valise_demo_call_item (call, valise_json_string_at (ids, i), &failure);

      if (item != NULL)
        json_array_add_object_element (json_object_get_array_member (call->result, "result"),
                                       describe (call, item));
      else
        valise_demo_call_add_error (call, i, failure);
    }
  return TRUE;
}

/* One id, and no list of errors: the call as a whole fails. */
static gboolean
get_event_by_id (ValiseDemoCall *call, GError **error)
{
  ValiseDemoItem *item = valise_demo_call_item (call, valise_json_string (call->params, "id"),
                                                error);

  if (item == NULL)
    return FALSE;
  json_object_set_object_member (call->result, "result", describe (call, item));
  return TRUE;
}

const ValiseDemoMethod valise_demo_item_methods[] = {
  { "Events.get", "ids:strings query:query", get },
  { "Events.getById", "id:string", get_event_by_id },
  { "*.get", "folderIds:strings query:query", get },
  { "*.getById", "ids:strings", get_by_id },
  { NULL },
};
