/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is signed in, and what the mailbox may hold. Login and logout are in sessions.c: they are
 * about the connection and not about the mailbox. */

#include "demo/methods.h"

#include "net/json.h"

static gboolean
who_am_i (ValiseDemoCall *call, GError **error)
{
  g_autofree char *address = valise_demo_mailbox_address (call->mailbox);
  g_autofree char *id = g_strdup_printf ("keriodb://user/%s/%s", call->mailbox->domain,
                                         call->mailbox->user);
  JsonObject *details = json_object_new ();
  JsonArray *emails = json_array_new ();

  json_array_add_string_element (emails, address);
  json_object_set_string_member (details, "id", id);
  json_object_set_string_member (details, "loginName", call->mailbox->user);
  json_object_set_string_member (details, "fullName", call->mailbox->full_name);
  json_object_set_array_member (details, "emails", emails);
  json_object_set_string_member (details, "preferredAddress", address);
  json_object_set_string_member (details, "replyToAddress", "");
  json_object_set_object_member (call->result, "userDetails", details);
  return TRUE;
}

static gboolean
get_quota (ValiseDemoCall *call, GError **error)
{
  gboolean full = valise_demo_switch_on (call->switches, VALISE_DEMO_QUOTA_REACHED);
  JsonObject *quota = json_object_new ();
  guint count = g_hash_table_size (call->mailbox->items);

  json_object_set_int_member (quota, "messagesLimit", full ? count : 100000);
  json_object_set_int_member (quota, "messagesUsed", count);
  json_object_set_int_member (quota, "spaceLimit", G_GINT64_CONSTANT (10) << 30);
  json_object_set_int_member (quota, "spaceUsed", G_GINT64_CONSTANT (1) << 28);
  json_object_set_int_member (quota, "percentLimitForWarning", 90);
  json_object_set_object_member (call->result, "quotaInfo", quota);
  return TRUE;
}

const ValiseDemoMethod valise_demo_session_methods[] = {
  { "Session.whoAmI", "", who_am_i },
  { "Session.getQuotaInformation", "", get_quota },
  { NULL },
};
