/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a test or the Demo menu can have done, as one JSON object each with the member "do":
 *
 *   state                        everything: folders with their items
 *   find      folder, [title]    items of a folder, by path; of one title
 *   call      method, params     a method of the API, as another device of the same person
 *   deliver   mail               a mail arrives in the Inbox
 *   edit      id                 the second editor changes an item
 *   switch    set                "name=value", or a list of them
 *   counts                       requests so far, by method, and mails that were sent
 *   reset-counts
 *   expire-sessions, expire-uploads, forget-keys
 *   password  password           the account has another password from now on
 *
 * It is no part of Kerio's API, has an address with a secret of its own, needs no session, and
 * works whatever the switches are. */

#include "demo/fault.h"
#include "demo/journal.h"
#include "demo/methods.h"
#include "demo/rules.h"
#include "demo/second-editor.h"
#include "demo/server-private.h"
#include "net/json.h"

typedef gboolean (*Func) (ValiseDemoServer *self,
                          JsonObject *request,
                          JsonObject *answer,
                          GError **error);

static JsonObject *
describe_item (ValiseDemoItem *item)
{
  return valise_demo_fields_pick (valise_demo_kind (item->folder->kind)->fields, item->data, NULL,
                                  FALSE);
}

static const char *
title_of (ValiseDemoItem *item)
{
  static const char *const titles[VALISE_DEMO_N_KINDS] = {
    [VALISE_KIND_MAIL] = "subject",       [VALISE_KIND_EVENT] = "summary",
    [VALISE_KIND_CONTACT] = "commonName", [VALISE_KIND_TASK] = "summary",
    [VALISE_KIND_NOTE] = "text",
  };

  return valise_json_string (item->data, titles[item->folder->kind]);
}

static JsonArray *
list_items (ValiseDemoFolder *folder, const char *title)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < folder->items->len; i++)
    if (title == NULL || g_strcmp0 (title_of (folder->items->pdata[i]), title) == 0)
      json_array_add_object_element (list, describe_item (folder->items->pdata[i]));
  return list;
}

static gboolean
do_state (ValiseDemoServer *self, JsonObject *request, JsonObject *answer, GError **error)
{
  JsonArray *folders = json_array_new ();

  for (guint i = 0; i < self->mailbox->folders->len; i++)
    {
      ValiseDemoFolder *folder = self->mailbox->folders->pdata[i];
      JsonObject *described = valise_demo_folder_describe (self->mailbox, folder);

      json_object_set_array_member (described, "items", list_items (folder, NULL));
      json_array_add_object_element (folders, described);
    }
  json_object_set_array_member (answer, "folders", folders);
  json_object_set_int_member (answer, "watermark", self->mailbox->watermark);
  return TRUE;
}

static gboolean
do_find (ValiseDemoServer *self, JsonObject *request, JsonObject *answer, GError **error)
{
  const char *path = valise_json_string (request, "folder");
  ValiseDemoFolder *folder = path != NULL ? valise_demo_mailbox_find_path (self->mailbox, path)
                                          : NULL;

  if (folder == NULL)
    return valise_demo_fail (error, VALISE_DEMO_NO_FOLDER, "There is no such folder.", path);
  json_object_set_string_member (answer, "id", folder->id);
  json_object_set_array_member (answer, "items",
                                list_items (folder, valise_json_string (request, "title")));
  return TRUE;
}

static gboolean
do_call (ValiseDemoServer *self, JsonObject *request, JsonObject *answer, GError **error)
{
  g_autoptr (JsonObject) none = json_object_new ();
  JsonObject *params = valise_json_object (request, "params");
  ValiseDemoCall call = {
    .mailbox = self->mailbox,
    .switches = self->switches,
    .method = valise_json_string (request, "method"),
    .params = params != NULL ? params : none,
  };
  gboolean done;

  if (call.method == NULL)
    return valise_demo_fail (error, VALISE_DEMO_NO_METHOD, "There is no method.", NULL);
  done = valise_demo_call_run (&call, error);
  if (done)
    json_object_set_object_member (answer, "result", json_object_ref (call.result));
  g_clear_pointer (&call.result, json_object_unref);
  return done;
}

static gboolean
do_deliver (ValiseDemoServer *self, JsonObject *request, JsonObject *answer, GError **error)
{
  JsonObject *mail = valise_json_object (request, "mail");
  ValiseDemoCall call = { .mailbox = self->mailbox, .switches = self->switches };
  JsonObject *data;
  ValiseDemoItem *item;

  if (mail == NULL
      || !valise_demo_fields_check (valise_demo_mail_fields, mail, VALISE_DEMO_FOR_CREATE, "mail",
                                    error))
    return mail != NULL
           || valise_demo_fail (error, VALISE_DEMO_BAD_PARAMS, "There is no mail.", NULL);
  data = json_object_new ();
  valise_demo_fields_merge (valise_demo_mail_fields, data, mail);
  item = valise_demo_mailbox_file_item (
      self->mailbox, valise_demo_mailbox_find_special (self->mailbox, "FSubInbox"), data);
  valise_demo_rules_settle (&call, item, TRUE);
  valise_demo_journal_item (self->mailbox, self->switches, item, VALISE_DEMO_ARRIVED);
  json_object_set_string_member (answer, "id", item->id);
  return TRUE;
}

static gboolean
do_edit (ValiseDemoServer *self, JsonObject *request, JsonObject *answer, GError **error)
{
  ValiseDemoItem *item = valise_demo_mailbox_find_item (self->mailbox,
                                                        valise_json_string (request, "id"));

  if (item == NULL)
    return valise_demo_fail (error, VALISE_DEMO_NO_ENTITY, "There is no such item.", NULL);
  valise_demo_second_editor_change (self->mailbox, self->switches, item);
  return TRUE;
}

static gboolean
do_switch (ValiseDemoServer *self, JsonObject *request, JsonObject *answer, GError **error)
{
  const char *one = valise_json_string (request, "set");
  JsonArray *many = valise_json_array (request, "set");

  if (one != NULL && !valise_demo_switches_set (self->switches, one, error))
    return FALSE;
  for (guint i = 0; i < valise_json_length (many); i++)
    {
      const char *each = valise_json_string_at (many, i);

      if (!valise_demo_switches_set (self->switches, each != NULL ? each : "", error))
        return FALSE;
    }
  valise_demo_second_editor_update (self);
  if (valise_demo_switch_on (self->switches, VALISE_DEMO_UNREACHABLE))
    valise_demo_polls_hang_up (self);
  return TRUE;
}

static gboolean
do_counts (ValiseDemoServer *self, JsonObject *request, JsonObject *answer, GError **error)
{
  JsonObject *methods = json_object_new ();
  JsonArray *sent = json_array_new ();
  GHashTableIter iter;
  gpointer what, count;
  guint total = 0;

  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, &what, &count))
    {
      json_object_set_int_member (methods, what, GPOINTER_TO_UINT (count));
      total += GPOINTER_TO_UINT (count);
    }
  for (guint i = 0; i < self->mailbox->sent->len; i++)
    json_array_add_object_element (sent, json_object_ref (self->mailbox->sent->pdata[i]));
  json_object_set_object_member (answer, "methods", methods);
  json_object_set_int_member (answer, "total", total);
  json_object_set_int_member (answer, "polls", self->polls->len);
  json_object_set_array_member (answer, "sent", sent);
  return TRUE;
}

static gboolean
do_reset_counts (ValiseDemoServer *self, JsonObject *request, JsonObject *answer, GError **error)
{
  g_hash_table_remove_all (self->counts);
  return TRUE;
}

static gboolean
do_expire_sessions (ValiseDemoServer *self, JsonObject *request, JsonObject *answer, GError **error)
{
  valise_demo_sessions_expire (self->sessions);
  return TRUE;
}

static gboolean
do_expire_uploads (ValiseDemoServer *self, JsonObject *request, JsonObject *answer, GError **error)
{
  g_hash_table_remove_all (self->mailbox->uploads);
  return TRUE;
}

static gboolean
do_forget_keys (ValiseDemoServer *self, JsonObject *request, JsonObject *answer, GError **error)
{
  valise_demo_journal_forget (self->mailbox);
  return TRUE;
}

static gboolean
do_password (ValiseDemoServer *self, JsonObject *request, JsonObject *answer, GError **error)
{
  const char *password = valise_json_string (request, "password");

  if (password == NULL)
    return valise_demo_fail (error, VALISE_DEMO_BAD_PARAMS, "There is no password.", NULL);
  g_free (self->mailbox->password);
  self->mailbox->password = g_strdup (password);
  valise_demo_sessions_expire (self->sessions);
  return TRUE;
}

static const struct
{
  const char *name;
  Func func;
} errands[] = {
  { "state", do_state },
  { "find", do_find },
  { "call", do_call },
  { "deliver", do_deliver },
  { "edit", do_edit },
  { "switch", do_switch },
  { "counts", do_counts },
  { "reset-counts", do_reset_counts },
  { "expire-sessions", do_expire_sessions },
  { "expire-uploads", do_expire_uploads },
  { "forget-keys", do_forget_keys },
  { "password", do_password },
};

/**
 * valise_demo_control_run:
 * @self: the server
 * @request: what is wanted
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the answer
 */
JsonObject *
valise_demo_control_run (ValiseDemoServer *self, JsonObject *request, GError **error)
{
  const char *name = valise_json_string (request, "do");
  g_autoptr (JsonObject) answer = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (errands); i++)
    if (g_strcmp0 (errands[i].name, name) == 0)
      {
        if (!errands[i].func (self, request, answer, error))
          return NULL;
        valise_demo_server_changed (self);
        return g_steal_pointer (&answer);
      }
  valise_demo_fail (error, VALISE_DEMO_NO_METHOD, "There is no such request.", NULL);
  return NULL;
}
