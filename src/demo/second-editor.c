/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The same person's other device: it changes items the way a person does, so that a conflict can be
 * seen. It is told which item, or goes through the mailbox by a script on its own. */

#include "demo/second-editor.h"

#include "demo/journal.h"
#include "demo/server-private.h"
#include "demo/times.h"
#include "net/json.h"

#define TELEPHONE "changed on my telephone"

static void
append_text (JsonObject *data, const char *name, const char *text)
{
  const char *now = valise_json_string (data, name);
  g_autofree char *longer = g_strdup_printf ("%s%s%s", now, *now != '\0' ? "\n" : "", text);

  json_object_set_string_member (data, name, longer);
}

static void
change_mail (JsonObject *data)
{
  JsonArray *parts = valise_json_array (data, "displayableParts");
  JsonArray *copies = json_array_new ();

  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonObject *copy = json_object_new ();
      JsonObject *part = json_array_get_object_element (parts, i);
      gboolean html = g_strcmp0 (valise_json_string (part, "contentType"), "ctTextHtml") == 0;
      g_autofree char *text = g_strconcat (valise_json_string (part, "content"),
                                           html ? "<p>(" TELEPHONE ")</p>" : "\n(" TELEPHONE ")\n",
                                           NULL);

      json_object_set_string_member (copy, "id", valise_json_string (part, "id"));
      json_object_set_string_member (copy, "contentType", valise_json_string (part, "contentType"));
      json_object_set_string_member (copy, "content", text);
      json_array_add_object_element (copies, copy);
    }
  json_object_set_array_member (data, "displayableParts", copies);
}

static void
add_phone (JsonObject *data)
{
  JsonArray *phones = valise_json_array (data, "phoneNumbers");
  JsonArray *copies = json_array_new ();
  JsonObject *phone = json_object_new ();

  for (guint i = 0; i < json_array_get_length (phones); i++)
    json_array_add_object_element (copies,
                                   json_object_ref (json_array_get_object_element (phones, i)));
  json_object_set_string_member (phone, "type", "TypeMobile");
  json_object_set_string_member (phone, "number", "+44 20 7946 0123");
  json_array_add_object_element (copies, phone);
  json_object_set_array_member (data, "phoneNumbers", copies);
}

/**
 * valise_demo_second_editor_change:
 * @mailbox: a mailbox
 * @switches: how changes are told
 * @item: one of its items
 *
 * Changes what is in the item: a word here, a room there.
 */
void
valise_demo_second_editor_change (ValiseDemoMailbox *mailbox,
                                  ValiseDemoSwitches *switches,
                                  ValiseDemoItem *item)
{
  g_autofree char *now = valise_demo_time_now ();

  switch (item->folder->kind)
    {
    case VALISE_KIND_MAIL:
      change_mail (item->data);
      json_object_set_string_member (item->data, "modifiedDate", now);
      break;
    case VALISE_KIND_EVENT:
      json_object_set_string_member (item->data, "location", "Room 4 (" TELEPHONE ")");
      break;
    case VALISE_KIND_CONTACT:
      add_phone (item->data);
      append_text (item->data, "comment", TELEPHONE);
      break;
    case VALISE_KIND_TASK:
      append_text (item->data, "description", TELEPHONE);
      break;
    case VALISE_KIND_NOTE:
      append_text (item->data, "text", TELEPHONE);
      json_object_set_string_member (item->data, "modifyDate", now);
      break;
    default:
      g_return_if_reached ();
    }
  valise_demo_fields_complete (valise_demo_kind (item->folder->kind)->fields, item->data);
  valise_demo_journal_item (mailbox, switches, item, VALISE_DEMO_MODIFIED);
}

/* The script: which kind comes next. Mail is not edited but for its flags. */
static const ValiseKind script[] = { VALISE_KIND_NOTE, VALISE_KIND_EVENT, VALISE_KIND_CONTACT,
                                     VALISE_KIND_TASK };

static ValiseDemoItem *
next_item (ValiseDemoServer *self)
{
  ValiseKind kind = script[self->editor_step % G_N_ELEMENTS (script)];
  guint turn = self->editor_step / G_N_ELEMENTS (script);

  for (guint i = 0; i < self->mailbox->folders->len; i++)
    {
      ValiseDemoFolder *folder = self->mailbox->folders->pdata[i];

      if (folder->has_items && folder->kind == kind && folder->items->len > 0)
        return folder->items->pdata[turn % folder->items->len];
    }
  return NULL;
}

static gboolean
on_time_cb (gpointer data)
{
  ValiseDemoServer *self = data;
  ValiseDemoItem *item = next_item (self);

  self->editor_step++;
  if (item != NULL)
    valise_demo_second_editor_change (self->mailbox, self->switches, item);
  valise_demo_server_changed (self);
  return G_SOURCE_CONTINUE;
}

/**
 * valise_demo_second_editor_update:
 * @self: the server
 *
 * Starts or stops going through the script, as the switch says.
 */
void
valise_demo_second_editor_update (ValiseDemoServer *self)
{
  guint seconds = valise_demo_switch_number (self->switches, VALISE_DEMO_SECOND_EDITOR);

  if (self->editor != NULL)
    g_source_destroy (self->editor);
  g_clear_pointer (&self->editor, g_source_unref);
  if (seconds > 0)
    self->editor = valise_demo_server_add_timer (self, seconds * 1000, on_time_cb, self);
}
