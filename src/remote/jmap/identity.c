/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose name a message is sent in (RFC 8621 section 6): the identity of the address in From. */

#include "remote/jmap/identity.h"

#include <glib/gi18n-lib.h>

#include "format/format.h"
#include "format/gmime-auto.h"
#include "net/json.h"

/**
 * valise_push_read_sender:
 * @bytes: a message
 *
 * Returns: (transfer full) (nullable): the address in From
 */
char *
valise_push_read_sender (GBytes *bytes)
{
  g_autoptr (GMimeStream) stream = NULL;
  g_autoptr (GMimeParser) parser = NULL;
  g_autoptr (GMimeMessage) message = NULL;
  InternetAddressList *from;
  InternetAddress *first = NULL;

  valise_format_init ();
  stream = g_mime_stream_mem_new_with_buffer (g_bytes_get_data (bytes, NULL),
                                              g_bytes_get_size (bytes));
  parser = g_mime_parser_new_with_stream (stream);
  message = g_mime_parser_construct_message (parser, NULL);
  from = message != NULL ? g_mime_message_get_from (message) : NULL;
  if (from != NULL && internet_address_list_length (from) > 0)
    first = internet_address_list_get_address (from, 0);
  return first != NULL && INTERNET_ADDRESS_IS_MAILBOX (first)
             ? g_strdup (internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (first)))
             : NULL;
}

/* How well an identity fits @sender: 0 not at all, 1 it names no address, 2 its domain, 3 exactly.
 */
static guint
rate (const char *address, const char *sender)
{
  const char *at = sender != NULL ? strrchr (sender, '@') : NULL;

  if (address == NULL || *address == '\0')
    return 1;
  if (sender == NULL)
    return 1;
  if (g_ascii_strcasecmp (address, sender) == 0)
    return 3;
  if (address[0] == '*' && at != NULL && g_ascii_strcasecmp (address + 1, at) == 0)
    return 2;
  return 0;
}

/**
 * valise_push_choose_identity:
 * @push: the push
 * @edit: a message that is to be sent
 * @error: where the error goes
 *
 * Where no identity fits, the first one: the server then says whether it accepts the address.
 *
 * Returns: (transfer full) (nullable): the identity's id
 */
char *
valise_push_choose_identity (ValisePush *push, const ValiseEdit *edit, GError **error)
{
  g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (push->jmap);
  g_autoptr (ValiseJmapAnswer) answer = NULL;
  g_autofree char *sender = edit->content != NULL ? valise_push_read_sender (edit->content->bytes)
                                                  : NULL;
  JsonArray *list;
  JsonObject *args;
  const char *best = NULL;
  guint best_rate = 0;

  valise_jmap_batch_use (batch, VALISE_JMAP_SUBMISSION);
  args = valise_jmap_batch_add (batch, "Identity/get");
  json_object_set_null_member (args, "ids");
  answer = valise_jmap_batch_send (batch, push->cancellable, error);
  args = answer != NULL ? valise_jmap_answer_get (answer, 0, "Identity/get", error) : NULL;
  if (args == NULL)
    return NULL;
  list = valise_json_array (args, "list");
  for (guint i = 0; i < valise_json_length (list); i++)
    {
      JsonObject *identity = valise_json_object_at (list, i);
      const char *id = valise_json_string (identity, "id");
      guint rating = rate (valise_json_string (identity, "email"), sender);

      if (id == NULL || (best != NULL && rating <= best_rate))
        continue;
      best = id;
      best_rate = rating;
    }
  if (best == NULL)
    valise_fail (error, VALISE_ERROR_FORBIDDEN, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                 _ ("The server has no address that this user may send from."));
  return g_strdup (best);
}
