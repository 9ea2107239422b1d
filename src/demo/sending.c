/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mail that leaves: it is noted for the tests, which count how often; what goes to the owner of the
 * mailbox comes back into the Inbox. Whoever is at refused.example cannot be written to. */

#include "demo/sending.h"

#include "demo/fault.h"
#include "demo/journal.h"
#include "demo/times.h"
#include "net/json.h"

#define REFUSED "@refused.example"

static const char *const lists[] = { "to", "cc", "bcc" };

/**
 * valise_demo_sending_check:
 * @mail: a mail
 * @error: where the error goes
 *
 * Returns: whether it can be sent
 */
gboolean
valise_demo_sending_check (JsonObject *mail, GError **error)
{
  guint recipients = 0;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      JsonArray *list = valise_json_array (mail, lists[i]);

      for (guint n = 0; n < valise_json_length (list); n++, recipients++)
        {
          const char *address = valise_json_string (json_array_get_object_element (list, n),
                                                    "address");

          if (address == NULL || g_str_has_suffix (address, REFUSED))
            return valise_demo_fail (error, VALISE_DEMO_SENDING,
                                     "Sending failed, the recipient %1 was refused.", address);
        }
    }
  return recipients > 0
         || valise_demo_fail (error, VALISE_DEMO_SENDING, "Sending failed, there is no recipient.",
                              NULL);
}

static gboolean
is_for (JsonObject *mail, const char *address)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      JsonArray *list = valise_json_array (mail, lists[i]);

      for (guint n = 0; n < valise_json_length (list); n++)
        if (g_strcmp0 (valise_json_string (json_array_get_object_element (list, n), "address"),
                       address)
            == 0)
          return TRUE;
    }
  return FALSE;
}

static void
copy_blobs (ValiseDemoItem *from, ValiseDemoItem *to)
{
  GHashTableIter iter;
  gpointer part, bytes;

  g_hash_table_iter_init (&iter, from->blobs);
  while (g_hash_table_iter_next (&iter, &part, &bytes))
    g_hash_table_insert (to->blobs, g_strdup (part), g_bytes_ref (bytes));
}

static void
deliver (ValiseDemoCall *call, ValiseDemoItem *sent)
{
  ValiseDemoFolder *inbox = valise_demo_mailbox_find_special (call->mailbox, "FSubInbox");
  JsonObject *data = valise_demo_fields_pick (valise_demo_mail_fields, sent->data, NULL, FALSE);
  ValiseDemoItem *item;

  json_object_set_boolean_member (data, "isSeen", FALSE);
  item = valise_demo_mailbox_file_item (call->mailbox, inbox, data);
  copy_blobs (sent, item);
  valise_demo_journal_item (call->mailbox, call->switches, item, VALISE_DEMO_ARRIVED);
}

/**
 * valise_demo_sending_done:
 * @call: a call
 * @item: the copy of a mail in Sent Items
 *
 * Sends it.
 */
void
valise_demo_sending_done (ValiseDemoCall *call, ValiseDemoItem *item)
{
  g_autofree char *own = valise_demo_mailbox_address (call->mailbox);
  g_autofree char *now = valise_demo_time_now ();

  json_object_set_boolean_member (item->data, "isSeen", TRUE);
  json_object_set_string_member (item->data, "sendDate", now);
  json_object_set_string_member (item->data, "receiveDate", now);
  g_ptr_array_add (call->mailbox->sent,
                   valise_demo_fields_pick (valise_demo_mail_fields, item->data, NULL, FALSE));
  if (is_for (item->data, own))
    deliver (call, item);
}
