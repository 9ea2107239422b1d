/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Nobody is told who got a blind copy (RFC 5322 section 3.6.3). Servers are expected to take Bcc
 * out of what they send, and some do not, so it never reaches them in a message that is to be sent.
 */

#include "format/mail-bcc.h"

#include "format/mail-address.h"
#include "format/mail-header.h"
#include "format/mail-view.h"

static void
add (GPtrArray *emails, GHashTable *known, const char *list)
{
  g_autoptr (GPtrArray) addresses = valise_mail_addresses_read (list);

  for (guint i = 0; i < addresses->len; i++)
    {
      const ValiseMailAddress *address = addresses->pdata[i];

      if (g_hash_table_add (known, g_ascii_strdown (address->email, -1)))
        g_ptr_array_add (emails, g_strdup (address->email));
    }
}

/**
 * valise_mail_hide_bcc:
 * @bytes: a message that is to be sent
 * @recipients: (out) (transfer full): the addresses of all who are to get it
 *
 * Returns: (transfer full) (nullable): the message without Bcc; %NULL where it has none, and then
 *   @recipients is left alone: the header names them all
 */
GBytes *
valise_mail_hide_bcc (GBytes *bytes, GStrv *recipients)
{
  g_autoptr (GBytes) without = valise_mail_remove_field (bytes, "Bcc");
  g_autoptr (ValiseContent) content = NULL;
  g_autoptr (ValiseMailView) view = NULL;
  g_autoptr (GHashTable) known = NULL;
  GPtrArray *emails;

  if (g_bytes_get_size (without) == g_bytes_get_size (bytes))
    return NULL;
  content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  view = valise_mail_view_new (content);
  known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  emails = g_ptr_array_new ();
  add (emails, known, view->to);
  add (emails, known, view->cc);
  add (emails, known, view->bcc);
  g_ptr_array_add (emails, NULL);
  *recipients = (GStrv)g_ptr_array_free (emails, FALSE);
  return g_steal_pointer (&without);
}
