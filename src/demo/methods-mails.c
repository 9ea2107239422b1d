/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What only mail has. */

#include "demo/fault.h"
#include "demo/journal.h"
#include "demo/methods.h"
#include "net/json.h"

static gboolean
set_all_seen (ValiseDemoCall *call, GError **error)
{
  ValiseDemoFolder *folder = valise_demo_call_folder (
      call, valise_json_string (call->params, "folderId"), error);

  if (folder == NULL || !valise_demo_call_may_write (folder, error))
    return FALSE;
  for (guint i = 0; i < folder->items->len; i++)
    {
      ValiseDemoItem *item = folder->items->pdata[i];

      if (valise_json_bool (item->data, "isSeen", FALSE))
        continue;
      json_object_set_boolean_member (item->data, "isSeen", TRUE);
      valise_demo_journal_item (call->mailbox, call->switches, item, VALISE_DEMO_SEEN_CHANGED);
    }
  return TRUE;
}

const ValiseDemoMethod valise_demo_mail_methods[] = {
  { "Mails.setAllSeen", "folderId:string", set_all_seen, TRUE },
  { NULL },
};
