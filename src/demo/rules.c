/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the server wants of each kind of item, and what it sets in them by itself. */

#include "demo/rules.h"

#include <string.h>

#include "demo/fault.h"
#include "demo/times.h"
#include "net/json.h"

/* Mail */

static guint
count_parts (JsonArray *parts, const char *type)
{
  guint count = 0;

  for (guint i = 0; i < json_array_get_length (parts); i++)
    count += g_strcmp0 (
                 valise_json_string (json_array_get_object_element (parts, i), "contentType"), type)
             == 0;
  return count;
}

static gboolean
check_parts (JsonArray *parts, GError **error)
{
  if (count_parts (parts, "ctTextHtml") > 1)
    return valise_demo_fail (error, VALISE_DEMO_FAILED, "There can be only one HTML part in %1.",
                             "mail");
  if (count_parts (parts, "ctTextPlain") > 1)
    return valise_demo_fail (error, VALISE_DEMO_FAILED,
                             "There can be only one plain text part in %1.", "mail");
  if (json_array_get_length (parts) == 0)
    return valise_demo_fail (error, VALISE_DEMO_FAILED,
                             "There is no plain text or HTML part in %1.", "mail");
  return TRUE;
}

static const char *
header_of (JsonObject *mail, const char *type)
{
  JsonArray *headers = valise_json_array (mail, "headers");

  for (guint i = 0; i < valise_json_length (headers); i++)
    {
      JsonObject *header = json_array_get_object_element (headers, i);

      if (g_strcmp0 (valise_json_string (header, "type"), type) == 0)
        return valise_json_string (header, "value");
    }
  return NULL;
}

static gboolean
check_mail (ValiseDemoCall *call, ValiseDemoItem *item, JsonObject *given, GError **error)
{
  JsonArray *parts = valise_json_array (given, "displayableParts");
  const char *known = item != NULL ? header_of (item->data, "mhMessageID") : NULL;
  const char *wanted = header_of (given, "mhMessageID");

  if (valise_demo_switch_is (call->switches, VALISE_DEMO_MESSAGE_ID, "refused") && wanted != NULL
      && g_strcmp0 (wanted, known) != 0)
    return valise_demo_fail (error, VALISE_DEMO_NOT_PERMITTED,
                             "Update of the field %1 is not allowed.", "mhMessageID");
  if (parts != NULL)
    return check_parts (parts, error);
  return item != NULL
         || valise_demo_fail (error, VALISE_DEMO_FAILED,
                              "There is no plain text or HTML part in %1.", "mail");
}

static void
settle_message_id (ValiseDemoCall *call, ValiseDemoItem *item, gboolean is_new)
{
  gboolean keep = valise_demo_switch_is (call->switches, VALISE_DEMO_MESSAGE_ID, "kept");
  JsonArray *given = valise_json_array (item->data, "headers");
  JsonArray *headers = json_array_new ();
  g_autofree char *made = g_strdup_printf ("<%s.%u@%s>", item->folder->guid, item->number,
                                           call->mailbox->domain);
  JsonObject *own;

  if (header_of (item->data, "mhMessageID") != NULL && (keep || !is_new))
    {
      json_array_unref (headers);
      return;
    }
  own = json_object_new ();
  json_object_set_string_member (own, "type", "mhMessageID");
  json_object_set_string_member (own, "value", made);
  json_array_add_object_element (headers, own);
  for (guint i = 0; i < json_array_get_length (given); i++)
    {
      JsonObject *header = json_array_get_object_element (given, i);

      if (g_strcmp0 (valise_json_string (header, "type"), "mhMessageID") != 0)
        json_array_add_object_element (headers, json_object_ref (header));
    }
  json_object_set_array_member (item->data, "headers", headers);
}

static void
settle_mail (ValiseDemoCall *call, ValiseDemoItem *item, gboolean is_new)
{
  JsonArray *parts = valise_json_array (item->data, "displayableParts");
  JsonArray *attachments = valise_json_array (item->data, "attachments");
  g_autofree char *now = valise_demo_time_now ();
  gsize size = 600;

  for (guint i = 0; i < json_array_get_length (parts); i++)
    size += strlen (valise_json_string (json_array_get_object_element (parts, i), "content"));
  for (guint i = 0; i < json_array_get_length (attachments); i++)
    size += 200
            + valise_json_int (json_array_get_object_element (attachments, i), "size", 0) * 4 / 3;
  json_object_set_int_member (item->data, "size", (gint64)size);
  json_object_set_boolean_member (item->data, "hasAttachment",
                                  json_array_get_length (attachments) > 0);
  json_object_set_string_member (item->data, "modifiedDate", now);
  settle_message_id (call, item, is_new);
  if (valise_json_bool (item->data, "isDraft", FALSE) || !is_new)
    return;
  if (*valise_json_string (item->data, "receiveDate") == '\0')
    json_object_set_string_member (item->data, "receiveDate", now);
  if (*valise_json_string (item->data, "sendDate") == '\0')
    json_object_set_string_member (item->data, "sendDate", now);
}

/* Events and tasks */

static const char *
text_of (ValiseDemoItem *item, JsonObject *given, const char *name)
{
  const char *text = valise_json_string (given, name);

  if (text == NULL && item != NULL)
    text = valise_json_string (item->data, name);
  return text != NULL ? text : "";
}

static gboolean
check_event (ValiseDemoItem *item, JsonObject *given, GError **error)
{
  const char *start = text_of (item, given, "start");
  const char *end = text_of (item, given, "end");
  gboolean was_all_day = item != NULL && valise_json_bool (item->data, "isAllDay", FALSE);
  gboolean all_day = valise_json_bool (given, "isAllDay", was_all_day);

  if (*start == '\0' || *end == '\0' || valise_demo_time_unix (end) < valise_demo_time_unix (start))
    return valise_demo_fail (error, VALISE_DEMO_FAILED,
                             "Failed to save the event, the times are not valid.", NULL);
  if (all_day != valise_demo_time_is_date (start) || all_day != valise_demo_time_is_date (end))
    return valise_demo_fail (error, VALISE_DEMO_FAILED,
                             "Failed to save the event, an all-day event has dates.", NULL);
  return TRUE;
}

static gboolean
check_attendees (JsonObject *given, GError **error)
{
  JsonArray *attendees = valise_json_array (given, "attendees");

  for (guint i = 0; i < valise_json_length (attendees); i++)
    {
      const char *address = valise_json_string (json_array_get_object_element (attendees, i),
                                                "emailAddress");

      if (address == NULL || strchr (address, '@') == NULL)
        return valise_demo_fail (error, VALISE_DEMO_FAILED, "Invalid email address %1.", address);
    }
  return TRUE;
}

static void
settle_task (ValiseDemoItem *item)
{
  g_autofree char *now = valise_demo_time_now ();
  gboolean completed = g_strcmp0 (valise_json_string (item->data, "status"), "tsCompleted") == 0;

  if (!completed)
    json_object_set_string_member (item->data, "end", "");
  else if (*valise_json_string (item->data, "end") == '\0')
    json_object_set_string_member (item->data, "end", now);
  if (completed)
    json_object_set_int_member (item->data, "done", 100);
}

/* Notes */

static gboolean
check_note (ValiseDemoCall *call, ValiseDemoItem *item, JsonObject *given, GError **error)
{
  static const char *const needed[] = { "xOffset", "yOffset", "xSize", "ySize" };
  JsonObject *position = valise_json_object (given, "position");

  if (item != NULL || !valise_demo_switch_on (call->switches, VALISE_DEMO_WHOLE_NOTES))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (position == NULL || !json_object_has_member (position, needed[i]))
      return valise_demo_fail (error, VALISE_DEMO_FAILED,
                               "Failed to create the note, %1 is not complete.", "position");
  return json_object_has_member (given, "color")
         || valise_demo_fail (error, VALISE_DEMO_FAILED, "Failed to create the note, it has no %1.",
                              "color");
}

static void
settle_note (ValiseDemoItem *item, gboolean is_new)
{
  g_autofree char *now = valise_demo_time_now ();

  if (is_new)
    json_object_set_string_member (item->data, "createDate", now);
  json_object_set_string_member (item->data, "modifyDate", now);
}

/**
 * valise_demo_rules_check:
 * @call: a call
 * @item: (nullable): the item that is changed; %NULL for a new one
 * @given: what a client wants it to be, of the right structure
 * @error: where the error goes
 *
 * Returns: whether the server takes it
 */
gboolean
valise_demo_rules_check (ValiseDemoCall *call,
                         ValiseDemoItem *item,
                         JsonObject *given,
                         GError **error)
{
  switch (call->kind)
    {
    case VALISE_KIND_MAIL:
      return check_mail (call, item, given, error);
    case VALISE_KIND_EVENT:
      return check_event (item, given, error) && check_attendees (given, error);
    case VALISE_KIND_TASK:
      return check_attendees (given, error);
    case VALISE_KIND_NOTE:
      return check_note (call, item, given, error);
    case VALISE_KIND_CONTACT:
    default:
      return TRUE;
    }
}

/**
 * valise_demo_rules_settle:
 * @call: a call
 * @item: an item that was made or changed
 * @is_new: whether it was made
 *
 * Sets what the server sets.
 */
void
valise_demo_rules_settle (ValiseDemoCall *call, ValiseDemoItem *item, gboolean is_new)
{
  switch (item->folder->kind)
    {
    case VALISE_KIND_MAIL:
      settle_mail (call, item, is_new);
      return;
    case VALISE_KIND_TASK:
      settle_task (item);
      return;
    case VALISE_KIND_NOTE:
      settle_note (item, is_new);
      return;
    case VALISE_KIND_EVENT:
    case VALISE_KIND_CONTACT:
    default:
      return;
    }
}
