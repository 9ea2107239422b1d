/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds a method in the tables of its family, checks what it is given, and runs it. Here too is
 * what methods of several families need. */

#include "demo/methods.h"

#include <string.h>

#include "demo/fault.h"
#include "net/json.h"

static const ValiseDemoMethod *const families[] = {
  valise_demo_session_methods,  valise_demo_folder_methods, valise_demo_mail_methods,
  valise_demo_calendar_methods, valise_demo_change_methods, valise_demo_item_methods,
  valise_demo_write_methods,
};

static gboolean
is_called (const ValiseDemoMethod *method, const char *name)
{
  ValiseKind kind;

  return g_str_equal (method->name, name)
         || (*method->name == '*' && valise_demo_kind_of_interface (name, &kind)
             && g_str_equal (method->name + 1, strchr (name, '.')));
}

/**
 * valise_demo_method_find:
 * @name: such as "Mails.get"
 *
 * Returns: (transfer none) (nullable): that method. Those of one kind alone come before those of
 *   all kinds
 */
const ValiseDemoMethod *
valise_demo_method_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    for (const ValiseDemoMethod *method = families[i]; method->name != NULL; method++)
      if (is_called (method, name))
        return method->run != NULL ? method : NULL;
  return NULL;
}

static gboolean
bad_param (const char *name, GError **error)
{
  return valise_demo_fail (error, VALISE_DEMO_BAD_PARAMS, "Invalid params: %1.", name);
}

static gboolean
check_items (ValiseDemoCall *call, JsonArray *items, const char *name, GError **error)
{
  const ValiseDemoField *fields = g_str_equal (name, "occurrences")
                                      ? valise_demo_occurrence_fields
                                      : valise_demo_kind (call->kind)->fields;

  if (g_str_equal (name, "folders"))
    fields = valise_demo_folder_fields;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = valise_json_object_at (items, i);

      if (item == NULL)
        return bad_param (name, error);
      if (!valise_demo_fields_check (fields, item, VALISE_DEMO_FOR_CREATE, name, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_strings (JsonArray *strings, const char *name, GError **error)
{
  for (guint i = 0; i < json_array_get_length (strings); i++)
    if (valise_json_string_at (strings, i) == NULL)
      return bad_param (name, error);
  return TRUE;
}

static gboolean
check_param (ValiseDemoCall *call, const char *name, const char *type, GError **error)
{
  JsonObject *object = valise_json_object (call->params, name);
  JsonArray *array = valise_json_array (call->params, name);

  if (g_str_equal (type, "string"))
    return valise_json_string (call->params, name) != NULL || bad_param (name, error);
  if (g_str_equal (type, "number"))
    return valise_json_int (call->params, name, G_MININT64) != G_MININT64
           || bad_param (name, error);
  if (g_str_equal (type, "bool"))
    return valise_json_bool (call->params, name, FALSE)
               == valise_json_bool (call->params, name, TRUE)
           || bad_param (name, error);
  if (object == NULL && array == NULL)
    return bad_param (name, error);
  if (g_str_equal (type, "query"))
    return valise_demo_fields_check (valise_demo_query_fields, object, VALISE_DEMO_FOR_CREATE, name,
                                     error);
  if (g_str_equal (type, "key"))
    return valise_demo_fields_check (valise_demo_sync_key_fields, object, VALISE_DEMO_FOR_CREATE,
                                     name, error);
  if (g_str_equal (type, "strings"))
    return array != NULL ? check_strings (array, name, error) : bad_param (name, error);
  if (g_str_equal (type, "items"))
    return array != NULL ? check_items (call, array, name, error) : bad_param (name, error);
  return TRUE;
}

/* Each member of the parameters has to be one of @specs, and what has to be there is there. */
static gboolean
check_params (ValiseDemoCall *call, const char *specs, GError **error)
{
  g_auto (GStrv) words = g_strsplit (specs, " ", -1);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) given = json_object_get_members (call->params);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      char *type = strchr (words[i], ':');
      gboolean optional = g_str_has_suffix (type, "?");

      *type++ = '\0';
      if (optional)
        type[strlen (type) - 1] = '\0';
      g_hash_table_add (known, words[i]);
      if (optional && !json_object_has_member (call->params, words[i]))
        continue;
      if (!check_param (call, words[i], type, error))
        return FALSE;
    }
  for (GList *name = given; name != NULL; name = name->next)
    if (!g_hash_table_contains (known, name->data))
      return bad_param (name->data, error);
  return TRUE;
}

/**
 * valise_demo_call_run:
 * @call: a call
 * @error: where the error goes
 *
 * Returns: whether it went through; then @call has its result
 */
gboolean
valise_demo_call_run (ValiseDemoCall *call, GError **error)
{
  const ValiseDemoMethod *method = valise_demo_method_find (call->method);
  ValiseKind kind;

  if (method == NULL)
    return valise_demo_fail (error, VALISE_DEMO_NO_METHOD, "Method %1 not found.", call->method);
  if (valise_demo_kind_of_interface (call->method, &kind))
    call->kind = kind;
  else if (g_str_has_prefix (call->method, "Occurrences."))
    call->kind = VALISE_KIND_EVENT;
  g_clear_pointer (&call->result, json_object_unref);
  call->result = json_object_new ();
  call->wait_seconds = 0;
  return check_params (call, method->params, error) && method->run (call, error);
}

/**
 * valise_demo_call_start_bulk:
 * @call: a call of a method that answers for each item
 */
void
valise_demo_call_start_bulk (ValiseDemoCall *call)
{
  json_object_set_array_member (call->result, "errors", json_array_new ());
  json_object_set_array_member (call->result, "result", json_array_new ());
}

/**
 * valise_demo_call_add_error:
 * @call: a call of a method that answers for each item
 * @index: which item
 * @error: (transfer full): why it failed
 */
void
valise_demo_call_add_error (ValiseDemoCall *call, guint index, GError *error)
{
  json_array_add_object_element (json_object_get_array_member (call->result, "errors"),
                                 valise_demo_fault_of_item (error, index));
  g_error_free (error);
}

/**
 * valise_demo_call_add_result:
 * @call: a call of a method that answers for each item
 * @index: which item
 * @id: its new id; empty where it has none
 * @watermark: its new watermark
 */
void
valise_demo_call_add_result (ValiseDemoCall *call, guint index, const char *id, gint64 watermark)
{
  JsonObject *result = json_object_new ();

  json_object_set_int_member (result, "inputIndex", index);
  json_object_set_string_member (result, "id", id);
  json_object_set_int_member (result, "watermark", watermark);
  json_array_add_object_element (json_object_get_array_member (call->result, "result"), result);
}

/**
 * valise_demo_call_folder:
 * @call: a call
 * @id: (nullable): an id
 * @error: where the error goes
 *
 * Returns: (transfer none) (nullable): the folder of that id, if it has items of the call's kind
 */
ValiseDemoFolder *
valise_demo_call_folder (ValiseDemoCall *call, const char *id, GError **error)
{
  ValiseDemoFolder *folder = valise_demo_mailbox_find_folder (call->mailbox, id);

  if (folder != NULL && folder->has_items && folder->kind == call->kind)
    return folder;
  valise_demo_fail (error, VALISE_DEMO_NO_FOLDER, "Folder %1 doesn't exist.", id);
  return NULL;
}

/**
 * valise_demo_call_item:
 * @call: a call
 * @id: (nullable): an id
 * @error: where the error goes
 *
 * Returns: (transfer none) (nullable): the item of that id, if it is of the call's kind
 */
ValiseDemoItem *
valise_demo_call_item (ValiseDemoCall *call, const char *id, GError **error)
{
  ValiseDemoItem *item = valise_demo_mailbox_find_item (call->mailbox, id);

  if (item != NULL && item->folder->kind == call->kind)
    return item;
  valise_demo_fail (error, VALISE_DEMO_NO_ENTITY,
                    "Failed to save the item, item with GUID %1 doesn't exist.", id);
  return NULL;
}

/**
 * valise_demo_call_may_write:
 * @folder: a folder
 * @error: where the error goes
 *
 * Returns: whether the rights to @folder are enough to change what is in it
 */
gboolean
valise_demo_call_may_write (ValiseDemoFolder *folder, GError **error)
{
  const char *access = valise_json_string (folder->data, "access");

  if (g_strcmp0 (access, "FAccessAdmin") == 0 || g_strcmp0 (access, "FAccessReadWrite") == 0)
    return TRUE;
  return valise_demo_fail (error, VALISE_DEMO_DENIED, "Access denied.", NULL);
}
