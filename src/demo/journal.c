/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The journal: each change of the mailbox with the watermark that it made, which is what the
 * Changes methods answer from. Entries are Change structures of the API, and one member more that
 * is never answered: who made the change. */

#include "demo/journal.h"

#include "net/json.h"

#define AUTHOR "author"

static JsonObject *
add_entry (ValiseDemoMailbox *mailbox,
           ValiseDemoSwitches *switches,
           const char *type,
           gboolean is_folder,
           const char *item_type)
{
  JsonObject *entry = json_object_new ();
  gint64 length = valise_demo_switch_number (switches, VALISE_DEMO_JOURNAL_LENGTH);

  json_object_set_boolean_member (entry, "isFolder", is_folder);
  json_object_set_string_member (entry, "type", type);
  json_object_set_string_member (entry, "itemType", item_type);
  json_object_set_string_member (entry, "itemId", "");
  json_object_set_string_member (entry, "parentId", "");
  json_object_set_string_member (entry, "origId", "");
  json_object_set_string_member (entry, "origParentId", "");
  json_object_set_int_member (entry, "watermark", ++mailbox->watermark);
  json_object_set_int_member (entry, "messageUnread", 0);
  json_object_set_int_member (entry, AUTHOR, (gint64)mailbox->author);
  g_ptr_array_add (mailbox->journal, entry);
  while (mailbox->journal->len > length)
    {
      mailbox->forgotten = valise_json_int (mailbox->journal->pdata[0], "watermark", 0);
      g_ptr_array_remove_index (mailbox->journal, 0);
    }
  return entry;
}

static JsonObject *
add_item_entry (ValiseDemoMailbox *mailbox,
                ValiseDemoSwitches *switches,
                const char *type,
                ValiseDemoItem *item)
{
  JsonObject *entry = add_entry (mailbox, switches, type, FALSE,
                                 valise_demo_kind (item->folder->kind)->change_type);

  json_object_set_string_member (entry, "itemId", item->id);
  json_object_set_string_member (entry, "parentId", item->folder->id);
  json_object_set_int_member (entry, "messageUnread",
                              item->folder->kind == VALISE_KIND_MAIL
                                  && !valise_json_bool (item->data, "isSeen", FALSE));
  valise_demo_item_set_watermark (item, mailbox->watermark);
  return entry;
}

/* Its counts are other ones now. */
static void
add_folder_content (ValiseDemoMailbox *mailbox,
                    ValiseDemoSwitches *switches,
                    ValiseDemoFolder *folder)
{
  g_autoptr (JsonObject) described = NULL;
  JsonObject *entry;

  if (!valise_demo_switch_on (switches, VALISE_DEMO_FOLDER_CHANGES)
      || folder->kind != VALISE_KIND_MAIL)
    return;
  entry = add_entry (mailbox, switches, "chtModifiedContent", TRUE,
                     valise_demo_kind (folder->kind)->change_type);
  described = valise_demo_folder_describe (mailbox, folder);
  json_object_set_string_member (entry, "itemId", folder->id);
  json_object_set_string_member (entry, "parentId", valise_json_string (folder->data, "parentId"));
  json_object_set_int_member (entry, "messageUnread",
                              valise_json_int (described, "messageUnread", 0));
}

static const char *
type_of (ValiseDemoSwitches *switches, ValiseDemoChange change)
{
  gboolean precise = valise_demo_switch_is (switches, VALISE_DEMO_FLAG_CHANGE, "precise");

  switch (change)
    {
    case VALISE_DEMO_CREATED:
    case VALISE_DEMO_ARRIVED:
      return "chtCreated";
    case VALISE_DEMO_COPIED:
      return "chtCopied";
    case VALISE_DEMO_SEEN_CHANGED:
      return precise ? "chtReadFlagChanged" : "chtModified";
    case VALISE_DEMO_FLAGS_CHANGED:
      return precise ? "chtModifiedMetadata" : "chtModified";
    case VALISE_DEMO_MODIFIED:
    default:
      return "chtModified";
    }
}

/**
 * valise_demo_journal_item:
 * @mailbox: a mailbox
 * @switches: how changes are told
 * @item: the item, as it is now
 * @change: what became of it
 *
 * Notes a change, which gives the item a new watermark.
 */
void
valise_demo_journal_item (ValiseDemoMailbox *mailbox,
                          ValiseDemoSwitches *switches,
                          ValiseDemoItem *item,
                          ValiseDemoChange change)
{
  gboolean arrived = change == VALISE_DEMO_ARRIVED;
  const char *arrivals = valise_demo_switch_word (switches, VALISE_DEMO_NEW_MAIL);

  if (!arrived || !g_str_equal (arrivals, "new-mail"))
    add_item_entry (mailbox, switches, type_of (switches, change), item);
  if (arrived && !g_str_equal (arrivals, "created"))
    add_item_entry (mailbox, switches, "chtNewMail", item);
  add_folder_content (mailbox, switches, item->folder);
}

/**
 * valise_demo_journal_move:
 * @mailbox: a mailbox
 * @switches: how changes are told
 * @item: an item
 * @folder: where it goes
 *
 * Moves the item, which gives it a new id.
 */
void
valise_demo_journal_move (ValiseDemoMailbox *mailbox,
                          ValiseDemoSwitches *switches,
                          ValiseDemoItem *item,
                          ValiseDemoFolder *folder)
{
  g_autofree char *old_id = g_strdup (item->id);
  ValiseDemoFolder *old_folder = item->folder;
  JsonObject *entry;

  if (valise_demo_switch_is (switches, VALISE_DEMO_MOVE_CHANGE, "moved"))
    {
      valise_demo_mailbox_refile_item (mailbox, item, folder);
      entry = add_item_entry (mailbox, switches, "chtMoved", item);
      json_object_set_string_member (entry, "origId", old_id);
      json_object_set_string_member (entry, "origParentId", old_folder->id);
    }
  else
    {
      add_item_entry (mailbox, switches, "chtDeleted", item);
      valise_demo_mailbox_refile_item (mailbox, item, folder);
      add_item_entry (mailbox, switches, "chtCreated", item);
    }
  add_folder_content (mailbox, switches, old_folder);
  add_folder_content (mailbox, switches, folder);
}

/**
 * valise_demo_journal_delete:
 * @mailbox: a mailbox
 * @switches: how changes are told
 * @item: (transfer full): an item
 *
 * Deletes the item.
 */
void
valise_demo_journal_delete (ValiseDemoMailbox *mailbox,
                            ValiseDemoSwitches *switches,
                            ValiseDemoItem *item)
{
  ValiseDemoFolder *folder = item->folder;

  add_item_entry (mailbox, switches, "chtDeleted", item);
  valise_demo_mailbox_drop_item (mailbox, item);
  add_folder_content (mailbox, switches, folder);
}

/**
 * valise_demo_journal_folder:
 * @mailbox: a mailbox
 * @switches: how changes are told
 * @folder: a folder
 * @type: such as "chtCreated"
 */
void
valise_demo_journal_folder (ValiseDemoMailbox *mailbox,
                            ValiseDemoSwitches *switches,
                            ValiseDemoFolder *folder,
                            const char *type)
{
  JsonObject *entry = add_entry (mailbox, switches, type, TRUE,
                                 valise_demo_kind (folder->kind)->change_type);

  json_object_set_string_member (entry, "itemId", folder->id);
  json_object_set_string_member (entry, "parentId", valise_json_string (folder->data, "parentId"));
}

/**
 * valise_demo_journal_start:
 * @mailbox: a mailbox that was just filled
 *
 * Begins the journal here: keys from now on are good.
 */
void
valise_demo_journal_start (ValiseDemoMailbox *mailbox)
{
  g_ptr_array_set_size (mailbox->journal, 0);
  mailbox->forgotten = mailbox->watermark;
}

/**
 * valise_demo_journal_forget:
 * @mailbox: a mailbox
 *
 * Loses the journal, as a server does that had to rebuild it: no key of before is good any more.
 */
void
valise_demo_journal_forget (ValiseDemoMailbox *mailbox)
{
  mailbox->watermark++;
  mailbox->journal_id++;
  valise_demo_journal_start (mailbox);
}

/**
 * valise_demo_journal_author:
 * @entry: a change
 *
 * Returns: which session made it, 0 for the other device
 */
guint64
valise_demo_journal_author (JsonObject *entry)
{
  return (guint64)valise_json_int (entry, AUTHOR, 0);
}
