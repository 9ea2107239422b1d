/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who invites to an event: the owner of the account that it is in. */

#include "form-organizer.h"

#include "format/mail-address.h"
#include "store/accounts.h"
#include "store/folders.h"
#include "store/items.h"
#include "store/people.h"

/**
 * valise_form_organizer_is_own:
 * @engine: whose accounts are meant
 * @organizer: who invites: "Ann <ann@example.org>"
 *
 * Returns: whether that is the owner of an account
 */
gboolean
valise_form_organizer_is_own (ValiseEngine *engine, const char *organizer)
{
  ValiseStore *store = valise_engine_get_store (engine);
  g_autoptr (GPtrArray) accounts = valise_accounts_list (store, NULL);
  g_autoptr (GPtrArray) organizers = valise_mail_addresses_read (organizer);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const ValiseAccount *account = accounts->pdata[i];
      g_autofree char *own = valise_people_own (store, account, NULL);
      g_autoptr (GPtrArray) people = valise_mail_addresses_read (own);

      for (guint j = 0; j < people->len; j++)
        if (valise_mail_addresses_have (organizers, ((ValiseMailAddress *)people->pdata[j])->email))
          return TRUE;
      if (valise_mail_addresses_have (organizers, account->user))
        return TRUE;
    }
  return FALSE;
}

/* Returns: the account of an item, or else of a folder; 0 none */
static gint64
find_account (ValiseStore *store, gint64 item_id, gint64 folder_id)
{
  g_autoptr (ValiseItem) item = item_id != 0 ? valise_items_get (store, item_id, NULL) : NULL;
  g_autoptr (ValiseFolder) folder = folder_id != 0 ? valise_folders_get (store, folder_id, NULL)
                                                   : NULL;

  if (item != NULL)
    return item->account_id;
  return folder != NULL ? folder->account_id : 0;
}

/**
 * valise_form_organizer_choose:
 * @engine: whose accounts are meant
 * @item_id: an event; 0 a new one
 * @folder_id: where a new one will be
 *
 * Returns: (transfer full): who invites to it; "" where nobody knows the owner's address
 */
char *
valise_form_organizer_choose (ValiseEngine *engine, gint64 item_id, gint64 folder_id)
{
  ValiseStore *store = valise_engine_get_store (engine);
  gint64 account_id = find_account (store, item_id, folder_id);
  g_autoptr (ValiseAccount) account = account_id != 0
                                          ? valise_accounts_get (store, account_id, NULL)
                                          : NULL;
  char *own = account != NULL ? valise_people_own (store, account, NULL) : NULL;

  return own != NULL ? own : g_strdup ("");
}
