/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Occurrences: the times at which events take place. There is nothing to create them; a recurring
 * event has its exceptions here and nowhere else. */

#include <string.h>

#include "demo/fault.h"
#include "demo/journal.h"
#include "demo/methods.h"
#include "demo/occurrences.h"
#include "demo/query.h"
#include "demo/times.h"
#include "net/json.h"

/* Returns the value of the condition on @name, if it is a time and compares with one of
 * @comparators. */
static const char *
time_condition (JsonObject *query, const char *name, const char *const *comparators)
{
  JsonArray *conditions = valise_json_array (query, "conditions");

  for (guint i = 0; i < valise_json_length (conditions); i++)
    {
      JsonObject *condition = json_array_get_object_element (conditions, i);
      const char *comparator = valise_json_string (condition, "comparator");
      const char *value = valise_json_string (condition, "value");

      if (g_strcmp0 (valise_json_string (condition, "fieldName"), name) == 0 && comparator != NULL
          && g_strv_contains (comparators, comparator) && value != NULL && *value != '\0'
          && valise_demo_time_is_valid (value))
        return value;
    }
  return NULL;
}

static gboolean
check_query (JsonObject *query, GError **error)
{
  static const char *const from[] = { "GreaterEq", "GreaterThan", NULL };
  static const char *const to[] = { "LessThan", "LessEq", NULL };

  if (g_strcmp0 (valise_json_string (query, "combining"), "Or") == 0)
    return valise_demo_fail (error, VALISE_DEMO_FAILED,
                             "Operator 'Or' is not allowed in method 'Occurrence.get'.", NULL);
  if (time_condition (query, "start", from) != NULL && time_condition (query, "end", to) != NULL)
    return TRUE;
  return valise_demo_fail (error, VALISE_DEMO_FAILED,
                           "Condition must have valid start and end times.", NULL);
}

static void
collect (ValiseDemoCall *call, ValiseDemoFolder *folder, gint64 until, GPtrArray *occurrences)
{
  for (guint i = 0; i < folder->items->len; i++)
    {
      ValiseDemoItem *event = folder->items->pdata[i];
      g_autoptr (GPtrArray) starts = valise_demo_occurrences_starts (event, call->switches, until);

      for (guint n = 0; n < starts->len; n++)
        if (!valise_demo_occurrence_is_removed (event, starts->pdata[n]))
          g_ptr_array_add (occurrences,
                           valise_demo_occurrence_make (call->mailbox, event, starts->pdata[n]));
    }
}

static gboolean
get (ValiseDemoCall *call, GError **error)
{
  static const char *const to[] = { "LessThan", "LessEq", NULL };
  g_autoptr (GPtrArray) occurrences = g_ptr_array_new_with_free_func (
      (GDestroyNotify)json_object_unref);
  JsonArray *folder_ids = valise_json_array (call->params, "folderIds");
  JsonObject *query = valise_json_object (call->params, "query");
  JsonArray *list;
  guint total;

  if (!check_query (query, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (folder_ids); i++)
    {
      ValiseDemoFolder *folder = valise_demo_call_folder (
          call, valise_json_string_at (folder_ids, i), error);

      if (folder == NULL)
        return FALSE;
      collect (call, folder, valise_demo_time_unix (time_condition (query, "end", to)),
               occurrences);
    }
  list = valise_demo_query_run (query, valise_demo_occurrence_fields, occurrences,
                                valise_demo_switch_number (call->switches, VALISE_DEMO_LIST_CAP),
                                &total, error);
  if (list == NULL)
    return FALSE;
  json_object_set_array_member (call->result, "list", list);
  json_object_set_int_member (call->result, "totalItems", total);
  return TRUE;
}

/* An occurrence's id is its event's, and its start by the rule. */
static ValiseDemoItem *
find (ValiseDemoCall *call, const char *id, char **start, GError **error)
{
  static const char prefix[] = "keriostorage://occurrence/";
  const char *slash = id != NULL ? strrchr (id, '/') : NULL;
  g_autofree char *event_id = NULL;
  g_autoptr (GPtrArray) starts = NULL;
  ValiseDemoItem *event;

  if (slash == NULL || !g_str_has_prefix (id, prefix))
    {
      valise_demo_fail (error, VALISE_DEMO_NO_ENTITY, "Occurrence %1 doesn't exist.", id);
      return NULL;
    }
  event_id = g_strdup_printf ("keriostorage://event/%.*s", (int)(slash - id - strlen (prefix)),
                              id + strlen (prefix));
  event = valise_demo_call_item (call, event_id, error);
  if (event == NULL)
    return NULL;
  starts = valise_demo_occurrences_starts (event, call->switches, G_MAXINT64);
  for (guint i = 0; i < starts->len; i++)
    if (!valise_demo_event_is_recurrent (event) || g_str_equal (starts->pdata[i], slash + 1))
      {
        *start = g_strdup (starts->pdata[i]);
        if (!valise_demo_occurrence_is_removed (event, *start))
          return event;
        g_clear_pointer (start, g_free);
        break;
      }
  valise_demo_fail (error, VALISE_DEMO_NO_ENTITY, "Occurrence %1 doesn't exist.", id);
  return NULL;
}

static gboolean
get_by_id (ValiseDemoCall *call, GError **error)
{
  JsonArray *ids = valise_json_array (call->params, "ids");

  valise_demo_call_start_bulk (call);
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      g_autofree char *start = NULL;
      GError *failure = NULL;
      ValiseDemoItem *event = find (call, valise_json_string_at (ids, i), &start, &failure);

      if (event != NULL)
        json_array_add_object_element (json_object_get_array_member (call->result, "result"),
                                       valise_demo_occurrence_make (call->mailbox, event, start));
      else
        valise_demo_call_add_error (call, i, failure);
    }
  return TRUE;
}

/* Writing */

/* Lets the rule end before @start. */
static void
end_before (ValiseDemoItem *event, const char *start)
{
  g_autoptr (GDateTime) last = g_date_time_new_from_unix_utc (valise_demo_time_unix (start) - 1);
  g_autofree char *date = valise_demo_time_format (last);
  JsonObject *rule = json_object_new ();
  JsonObject *now = valise_json_object (event->data, "rule");
  JsonObject *end = json_object_new ();

  json_object_set_string_member (end, "type", "ByRecurrenceDate");
  json_object_set_string_member (end, "date", date);
  json_object_set_boolean_member (rule, "isSet", TRUE);
  json_object_set_string_member (rule, "frequency", valise_json_string (now, "frequency"));
  json_object_set_object_member (rule, "endBy", end);
  json_object_set_object_member (rule, "preciseBy",
                                 json_object_ref (valise_json_object (now, "preciseBy")));
  json_object_set_object_member (event->data, "rule", rule);
}

static void
merge_exception (ValiseDemoItem *event, const char *start, JsonObject *given)
{
  JsonObject *before = g_hash_table_lookup (event->exceptions, start);
  JsonObject *exception = json_object_new ();
  JsonObject *sources[] = { before, given };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    for (const ValiseDemoField *field = valise_demo_occurrence_fields;
         sources[i] != NULL && field->name != NULL; field++)
      if ((field->flags & (VALISE_DEMO_READ_ONLY | VALISE_DEMO_WRITE_ONLY | VALISE_DEMO_WRITE_ONCE))
              == 0
          && json_object_has_member (sources[i], field->name))
        json_object_set_member (exception, field->name,
                                json_node_copy (json_object_get_member (sources[i], field->name)));
  json_object_remove_member (exception, "watermark");
  json_object_remove_member (exception, "rule");
  g_hash_table_replace (event->exceptions, g_strdup (start), exception);
}

static gboolean
set_one (ValiseDemoCall *call, JsonObject *given, GError **error)
{
  g_autofree char *start = NULL;
  const char *modification = valise_json_string (given, "modification");
  ValiseDemoItem *event = find (call, valise_json_string (given, "id"), &start, error);

  if (event == NULL || !valise_demo_call_may_write (event->folder, error)
      || !valise_demo_fields_check (valise_demo_occurrence_fields, given, VALISE_DEMO_FOR_SET,
                                    "occurrences", error))
    return FALSE;
  if (modification == NULL)
    return valise_demo_fail (error, VALISE_DEMO_FAILED,
                             "Cannot update %1, all fields in structure must be set. "
                             "Missing field: %2.",
                             "occurrences\nmodification");
  if (g_str_equal (modification, "modifyAllFollowing"))
    return valise_demo_fail (error, VALISE_DEMO_NOT_PERMITTED,
                             "Update of the field %1 is not allowed.", "modification");
  if (g_str_equal (modification, "modifyThis") && valise_demo_event_is_recurrent (event))
    merge_exception (event, start, given);
  else
    valise_demo_fields_merge (valise_demo_event_fields, event->data, given);
  valise_demo_journal_item (call->mailbox, call->switches, event, VALISE_DEMO_MODIFIED);
  return TRUE;
}

static gboolean
remove_one (ValiseDemoCall *call, JsonObject *given, GError **error)
{
  g_autofree char *start = NULL;
  const char *modification = valise_json_string (given, "modification");
  ValiseDemoItem *event = find (call, valise_json_string (given, "id"), &start, error);

  if (event == NULL || !valise_demo_call_may_write (event->folder, error))
    return FALSE;
  if (modification == NULL)
    return valise_demo_fail (error, VALISE_DEMO_FAILED, "Field '%1' must be set.", "modification");
  if (!valise_demo_event_is_recurrent (event) || g_str_equal (modification, "modifyAll")
      || g_str_equal (modification, "modifyMasterEvent"))
    {
      valise_demo_journal_delete (call->mailbox, call->switches, event);
      return TRUE;
    }
  if (g_str_equal (modification, "modifyAllFollowing"))
    end_before (event, start);
  else
    g_hash_table_replace (event->exceptions, g_strdup (start), NULL);
  valise_demo_journal_item (call->mailbox, call->switches, event, VALISE_DEMO_MODIFIED);
  return TRUE;
}

static gboolean
for_occurrences (ValiseDemoCall *call, gboolean (*one) (ValiseDemoCall *, JsonObject *, GError **))
{
  JsonArray *occurrences = valise_json_array (call->params, "occurrences");

  valise_demo_call_start_bulk (call);
  for (guint i = 0; i < json_array_get_length (occurrences); i++)
    {
      GError *failure = NULL;

      if (one (call, json_array_get_object_element (occurrences, i), &failure))
        valise_demo_call_add_result (call, i, "", call->mailbox->watermark);
      else
        valise_demo_call_add_error (call, i, failure);
    }
  return TRUE;
}

static gboolean
set (ValiseDemoCall *call, GError **error)
{
  return for_occurrences (call, set_one);
}

static gboolean
remove_occurrences (ValiseDemoCall *call, GError **error)
{
  for_occurrences (call, remove_one);
  json_object_remove_member (call->result, "result");
  return TRUE;
}

const ValiseDemoMethod valise_demo_calendar_methods[] = {
  { "Occurrences.get", "folderIds:strings query:query", get },
  { "Occurrences.getById", "ids:strings", get_by_id },
  { "Occurrences.set", "occurrences:items", set, TRUE },
  { "Occurrences.remove", "occurrences:items", remove_occurrences, TRUE },
  { NULL },
};
