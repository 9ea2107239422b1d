/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Folders and items: reading and writing, one item's error beside another's success, uploads,
 * sending. */

#include "fixture.h"

static JsonObject *
get_one (Client *client, const char *interface, const char *id)
{
  g_autofree char *method = g_strconcat (interface, ".getById", NULL);
  JsonObject *result = client_result (client, method, "{'ids':['%s']}", id);

  g_assert_cmpint (first_error (result), ==, 0);
  return first (result, "result");
}

static void
test_folders (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_SAMPLE, "");
  g_autofree char *projects = client_folder (client, "Projects");
  g_autofree char *inbox = client_folder (client, "INBOX");
  g_autofree char *made = NULL;
  JsonObject *result;

  result = client_result (client, "Folders.create",
                          "{'folders':[{'name':'New','type':'FMail','parentId':'%s'},"
                          "{'name':'2026','type':'FMail','parentId':'%s'}]}",
                          projects, projects);
  g_assert_cmpint (first_error (result), ==, 1001);
  g_assert_cmpint (valise_json_int (first (result, "errors"), "inputIndex", 0), ==, 1);
  made = g_strdup (first_id (result));
  result = client_result (client, "Folders.set", "{'folders':[{'id':'%s','name':'Newer'}]}", made);
  g_assert_cmpint (first_error (result), ==, 0);
  g_free (client_folder (client, "Projects/Newer"));
  result = client_result (client, "Folders.set", "{'folders':[{'id':'%s','name':'Post'}]}", inbox);
  g_assert_cmpint (first_error (result), ==, 1003);
  result = client_result (client, "Folders.remove", "{'ids':['%s'],'recursive':false}", projects);
  g_assert_cmpint (first_error (result), ==, 1000);
  result = client_result (client, "Folders.remove", "{'ids':['%s'],'recursive':true}", projects);
  g_assert_cmpint (first_error (result), ==, 0);
  result = client_result (client, "Folders.remove", "{'ids':['%s'],'recursive':true}", projects);
  g_assert_cmpint (first_error (result), ==, 4104);
}

static void
test_places (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_SAMPLE, "");
  JsonArray *list;
  JsonObject *mailbox;
  g_autofree char *id = NULL;
  guint archived = 0;

  list = valise_json_array (client_result (client, "Folders.get", "{}"), "list");
  g_assert_cmpstr (valise_json_string (valise_json_object_at (list, 0), "type"), ==, "FRoot");
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      const char *place = valise_json_string (valise_json_object_at (list, i), "placeType");

      archived += g_str_equal (place, "FPlaceArchive");
      g_assert_true (g_str_equal (place, "FPlaceMailbox") || g_str_equal (place, "FPlaceArchive"));
    }
  g_assert_cmpuint (archived, ==, 2);
  list = valise_json_array (client_result (client, "Folders.getPublic", "{}"), "list");
  g_assert_cmpuint (json_array_get_length (list), ==, 3);
  mailbox = first (client_result (client, "Folders.getSharedMailboxList", "{}"), "mailboxes");
  id = g_strdup (valise_json_string (mailbox, "mailboxId"));
  list = valise_json_array (client_result (client, "Folders.getShared", "{'mailboxId':'%s'}", id),
                            "list");
  g_assert_cmpuint (json_array_get_length (list), ==, 2);
}

static void
test_query (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_SAMPLE, "");
  g_autofree char *inbox = client_folder (client, "INBOX");
  g_autofree char *date = NULL;
  JsonObject *result;

  result = client_result (client, "Mails.get",
                          "{'folderIds':['%s'],'query':{'fields':['id','receiveDate'],'start':1,"
                          "'limit':2,'orderBy':[{'columnName':'receiveDate','direction':'Desc'}]}}",
                          inbox);
  g_assert_cmpuint (valise_json_length (valise_json_array (result, "list")), ==, 2);
  g_assert_cmpint (valise_json_int (result, "totalItems", 0), >, 40);
  g_assert_cmpuint (json_object_get_size (first (result, "list")), ==, 2);
  date = g_strdup (valise_json_string (first (result, "list"), "receiveDate"));
  result = client_result (client, "Mails.get",
                          "{'folderIds':['%s'],'query':{'fields':['id'],'conditions':["
                          "{'fieldName':'receiveDate','comparator':'GreaterThan','value':'%s'}]}}",
                          inbox, date);
  g_assert_cmpint (valise_json_int (result, "totalItems", 0), ==, 1);
  result = client_result (client, "Mails.get",
                          "{'folderIds':['%s'],'query':{'combining':'Or','conditions':["
                          "{'fieldName':'subject','comparator':'Like','value':'отчёт'},"
                          "{'fieldName':'QUICKSEARCH','comparator':'Like','value':'Déjeuner'}]}}",
                          inbox);
  g_assert_cmpint (valise_json_int (result, "totalItems", 0), ==, 2);
}

static void
test_list_cap (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_SAMPLE, "list-cap=5");
  g_autofree char *inbox = client_folder (client, "INBOX");
  JsonObject *result = client_result (client, "Mails.get",
                                      "{'folderIds':['%s'],'query':{'limit':-1}}", inbox);

  g_assert_cmpuint (valise_json_length (valise_json_array (result, "list")), ==, 5);
  client_set (client, "list-cap=50000");
  result = client_result (client, "Mails.get", "{'folderIds':['%s'],'query':{'limit':-1}}", inbox);
  g_assert_cmpuint (valise_json_length (valise_json_array (result, "list")), >, 40);
}

static void
test_list_bodies (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_SAMPLE, "");
  g_autofree char *inbox = client_folder (client, "INBOX");
  JsonObject *mail;
  g_autofree char *id = NULL;

#define LIST                                                                                       \
  first (client_result (client, "Mails.get",                                                       \
                        "{'folderIds':['%s'],'query':{'fields':['id','displayableParts'],"         \
                        "'limit':1}}",                                                             \
                        inbox),                                                                    \
         "list")
  mail = LIST;
  id = g_strdup (valise_json_string (mail, "id"));
  g_assert_cmpuint (valise_json_length (valise_json_array (mail, "displayableParts")), ==, 1);
  client_set (client, "list-bodies=empty");
  mail = LIST;
  g_assert_nonnull (valise_json_array (mail, "displayableParts"));
  g_assert_cmpuint (valise_json_length (valise_json_array (mail, "displayableParts")), ==, 0);
  client_set (client, "list-bodies=missing");
  mail = LIST;
  g_assert_false (json_object_has_member (mail, "displayableParts"));
#undef LIST
  mail = get_one (client, "Mails", id);
  g_assert_cmpuint (valise_json_length (valise_json_array (mail, "displayableParts")), ==, 1);
}

static void
test_set (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *id = client_create_note (client, "first");
  gint64 before = valise_json_int (get_one (client, "Notes", id), "watermark", 0);
  JsonObject *result;
  gint64 watermark;

  result = client_result (client, "Notes.set",
                          "{'notes':[{'id':'gone','text':'x'},{'id':'%s','text':'second'}]}", id);
  g_assert_cmpint (first_error (result), ==, 1002);
  g_assert_cmpint (valise_json_int (first (result, "result"), "inputIndex", 0), ==, 1);
  g_assert_cmpstr (first_id (result), ==, "");
  watermark = valise_json_int (first (result, "result"), "watermark", 0);
  g_assert_cmpint (watermark, >, before);
  result = get_one (client, "Notes", id);
  g_assert_cmpint (valise_json_int (result, "watermark", 0), ==, watermark);
  g_assert_cmpstr (valise_json_string (result, "text"), ==, "second");
  g_assert_cmpstr (valise_json_string (result, "color"), ==, "Blue");
}

/* An inner structure has to be whole, what is for reading only stays. */
static void
test_complete_structures (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *id = client_create_note (client, "first");
  JsonObject *result, *error, *parameters;

  result = client_result (client, "Notes.set", "{'notes':[{'id':'%s','position':{'xOffset':9}}]}",
                          id);
  error = first (result, "errors");
  g_assert_cmpstr (valise_json_string (error, "message"), ==,
                   "Cannot update %1, all fields in structure must be set. Missing field: %2.");
  parameters = valise_json_object (error, "messageParameters");
  g_assert_cmpstr (
      valise_json_string_at (valise_json_array (parameters, "positionalParameters"), 1), ==,
      "yOffset");
  result = client_result (client, "Notes.set",
                          "{'notes':[{'id':'%s','createDate':'20200101T000000Z'}]}", id);
  g_assert_cmpint (first_error (result), ==, 1003);
  result = client_result (client, "Notes.set", "{'notes':[{'id':'%s','folderId':'other'}]}", id);
  g_assert_cmpint (first_error (result), ==, 1003);
}

static void
test_check_watermark (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "check-watermark=on");
  g_autofree char *id = client_create_note (client, "first");
  JsonObject *result;

  result = client_result (client, "Notes.set", "{'notes':[{'id':'%s','text':'x','watermark':5}]}",
                          id);
  g_assert_cmpint (first_error (result), ==, 1000);
  result = client_result (client, "Notes.set", "{'notes':[{'id':'%s','text':'x','watermark':0}]}",
                          id);
  g_assert_cmpint (first_error (result), ==, 0);
  client_set (client, "check-watermark=off");
  result = client_result (client, "Notes.set", "{'notes':[{'id':'%s','text':'x','watermark':5}]}",
                          id);
  g_assert_cmpint (first_error (result), ==, 0);
}

static void
test_whole_notes (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *notes = client_folder (client, "Notes");
  JsonObject *result;

  result = client_result (client, "Notes.create", "{'notes':[{'folderId':'%s','text':'x'}]}",
                          notes);
  g_assert_cmpint (first_error (result), ==, 1000);
  client_set (client, "whole-notes=off");
  result = client_result (client, "Notes.create", "{'notes':[{'folderId':'%s','text':'x'}]}",
                          notes);
  g_assert_cmpint (first_error (result), ==, 0);
}

static void
test_move_copy_remove (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_SAMPLE, "");
  g_autofree char *inbox = client_folder (client, "INBOX");
  g_autofree char *trash = client_folder (client, "Deleted Items");
  g_autofree char *notes = client_folder (client, "Notes");
  g_autofree char *id = NULL, *moved = NULL;
  JsonObject *result;

  result = client_result (client, "Mails.get", "{'folderIds':['%s'],'query':{'limit':1}}", inbox);
  id = g_strdup (valise_json_string (first (result, "list"), "id"));
  result = client_result (client, "Mails.move", "{'ids':['%s'],'folder':'%s'}", id, trash);
  moved = g_strdup (first_id (result));
  g_assert_cmpstr (moved, !=, id);
  result = client_result (client, "Mails.getById", "{'ids':['%s']}", id);
  g_assert_cmpint (first_error (result), ==, 1002);
  g_assert_cmpstr (valise_json_string (get_one (client, "Mails", moved), "folderId"), ==, trash);
  result = client_result (client, "Mails.move", "{'ids':['%s'],'folder':'%s'}", moved, notes);
  g_assert_cmpint (first_error (result), ==, 4104);
  result = client_result (client, "Mails.copy", "{'ids':['%s'],'folder':'%s'}", moved, inbox);
  g_assert_cmpint (first_error (result), ==, 0);
  result = client_result (client, "Mails.remove", "{'ids':['%s','%s']}", moved, moved);
  g_assert_cmpint (first_error (result), ==, 1002);
  g_assert_cmpint (valise_json_int (first (result, "errors"), "inputIndex", 0), ==, 1);
}

static void
test_rights_and_quota (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_SAMPLE, "");
  JsonArray *list = valise_json_array (client_result (client, "Folders.getPublic", "{}"), "list");
  g_autofree char *read_only = g_strdup (
      valise_json_string (valise_json_object_at (list, 1), "id"));
  g_autofree char *tasks = client_folder (client, "Tasks");
  JsonObject *result;

  result = client_result (client, "Mails.create",
                          "{'mails':[{'folderId':'%s','displayableParts':"
                          "[{'contentType':'ctTextPlain','content':'x'}]}]}",
                          read_only);
  g_assert_cmpint (first_error (result), ==, 1004);
  client_set (client, "quota-reached=on");
  result = client_result (client, "Tasks.create", "{'tasks':[{'folderId':'%s'}]}", tasks);
  g_assert_cmpint (first_error (result), ==, 4102);
  client_set (client, "quota-reached=off");
  result = client_result (client, "Tasks.create",
                          "{'tasks':[{'folderId':'%s','status':'tsCompleted'}]}", tasks);
  g_assert_cmpint (first_error (result), ==, 0);
  g_assert_cmpint (valise_json_int (get_one (client, "Tasks", first_id (result)), "done", 0), ==,
                   100);
}

static void
test_contact (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *contacts = client_folder (client, "Contacts");
  g_autofree char *id = NULL;
  JsonObject *result;

  result = client_result (client, "Contacts.create",
                          "{'contacts':[{'folderId':'%s','commonName':'A'}]}", contacts);
  id = g_strdup (first_id (result));
  result = client_result (client, "Contacts.set", "{'contacts':[{'id':'%s','nickName':'B'}]}", id);
  g_assert_cmpint (first_error (result), ==, 1000);
  result = client_result (client, "Contacts.set",
                          "{'contacts':[{'id':'%s','folderId':'%s','nickName':'B'}]}", id,
                          contacts);
  g_assert_cmpint (first_error (result), ==, 0);
  /* No JPEG picture. */
  {
    g_autofree char *upload = client_upload (client, "image/jpeg", "GIF89a", FALSE);

    result = client_result (client, "Contacts.set",
                            "{'contacts':[{'id':'%s','folderId':'%s','photo':{'id':'%s'}}]}", id,
                            contacts, upload);
    g_assert_cmpint (first_error (result), ==, 1000);
  }
}

static void
test_upload (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *drafts = client_folder (client, "Drafts");
  g_autofree char *id = client_upload (client, "text/plain", "what is in it", TRUE);
  g_autofree char *mail = NULL, *url = NULL;
  g_autoptr (GBytes) bytes = NULL;
  JsonObject *result, *attachment;

#define CREATE                                                                                     \
  client_result (client, "Mails.create",                                                           \
                 "{'mails':[{'folderId':'%s','attachments':[{'id':'%s'}],"                         \
                 "'displayableParts':[{'contentType':'ctTextPlain','content':'x'}]}]}",            \
                 drafts, id)
  result = CREATE;
  mail = g_strdup (first_id (result));
  result = get_one (client, "Mails", mail);
  g_assert_true (valise_json_bool (result, "hasAttachment", FALSE));
  g_assert_true (valise_json_bool (result, "isDraft", FALSE));
  attachment = first (result, "attachments");
  g_assert_cmpstr (valise_json_string (attachment, "name"), ==, "a.txt");
  url = g_strdup (valise_json_string (attachment, "url"));
  bytes = client_get (client, url);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "what is in it", 13);
  client_control (client, "{'do':'expire-uploads'}");
  result = CREATE;
  g_assert_cmpint (first_error (result), ==, 1002);
#undef CREATE
  client_set (client, "denied-status=401");
  client_control (client, "{'do':'expire-sessions'}");
  g_bytes_unref (client_get (client, url));
  g_assert_cmpuint (client->status, ==, 401);
  client_set (client, "denied-status=403");
  g_assert_null (client_upload (client, "text/plain", "x", TRUE));
  g_assert_cmpuint (client->status, ==, 403);
}

static void
test_upload_form (void)
{
  static const struct
  {
    const char *assignment;
    gboolean multipart, raw;
  } rows[] = {
    { "upload-form=both", TRUE, TRUE },
    { "upload-form=multipart", TRUE, FALSE },
    { "upload-form=raw", FALSE, TRUE },
  };
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *multipart = NULL, *raw = NULL;

      client_set (client, rows[i].assignment);
      multipart = client_upload (client, "text/plain", "x", TRUE);
      raw = client_upload (client, "text/plain", "x", FALSE);
      g_assert_cmpint (multipart != NULL, ==, rows[i].multipart);
      g_assert_cmpint (raw != NULL, ==, rows[i].raw);
    }
  client_set (client, "upload-form=both");
  client_set (client, "max-upload=3");
  g_assert_null (client_upload (client, "text/plain", "long", FALSE));
  g_assert_cmpuint (client->status, ==, 413);
}

static JsonObject *
create_mail (Client *client, const char *folder, const char *more)
{
  return client_result (client, "Mails.create",
                        "{'mails':[{'folderId':'%s','displayableParts':"
                        "[{'contentType':'ctTextPlain','content':'x'}]%s}]}",
                        folder, more);
}

static void
test_message_id (void)
{
  static const char given[] = ",'headers':[{'type':'mhMessageID','value':'<a@b>'}]";
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *drafts = client_folder (client, "Drafts");
  JsonObject *mail;

  mail = get_one (client, "Mails", first_id (create_mail (client, drafts, given)));
  g_assert_cmpstr (valise_json_string (first (mail, "headers"), "value"), !=, "<a@b>");
  client_set (client, "message-id=kept");
  mail = get_one (client, "Mails", first_id (create_mail (client, drafts, given)));
  g_assert_cmpstr (valise_json_string (first (mail, "headers"), "value"), ==, "<a@b>");
  client_set (client, "message-id=refused");
  g_assert_cmpint (first_error (create_mail (client, drafts, given)), ==, 1003);
  g_assert_cmpint (first_error (create_mail (client, drafts, "")), ==, 0);
}

static void
test_parts (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *drafts = client_folder (client, "Drafts");
  JsonObject *result;

  result = client_result (client, "Mails.create", "{'mails':[{'folderId':'%s'}]}", drafts);
  g_assert_cmpint (first_error (result), ==, 1000);
  result = client_result (client, "Mails.create",
                          "{'mails':[{'folderId':'%s','displayableParts':"
                          "[{'contentType':'ctTextHtml','content':'x'},"
                          "{'contentType':'ctTextHtml','content':'y'}]}]}",
                          drafts);
  g_assert_cmpstr (valise_json_string (first (result, "errors"), "message"), ==,
                   "There can be only one HTML part in %1.");
}

static guint
count_of (Client *client, const char *folder)
{
  return valise_json_length (
      valise_json_array (client_control (client, "{'do':'find','folder':'%s'}", folder), "items"));
}

static void
test_sending (void)
{
  g_autoptr (Client) client = client_new (VALISE_DEMO_EMPTY, "");
  g_autofree char *drafts = client_folder (client, "Drafts");
  g_autofree char *draft = NULL;
  JsonObject *result;

  result = create_mail (client, drafts,
                        ",'send':true,'to':[{'name':'','address':'alice@demo.example'}]");
  g_assert_cmpstr (first_id (result), ==, "");
  g_assert_cmpuint (count_of (client, "Drafts"), ==, 0);
  g_assert_cmpuint (count_of (client, "Sent Items"), ==, 1);
  g_assert_cmpuint (count_of (client, "INBOX"), ==, 1);
  result = create_mail (client, drafts, ",'send':true");
  g_assert_cmpint (first_error (result), ==, 4103);
  result = create_mail (client, drafts,
                        ",'send':true,'to':[{'name':'','address':'x@refused.example'}]");
  g_assert_cmpint (first_error (result), ==, 4103);
  result = create_mail (client, drafts, ",'to':[{'name':'','address':'x@y.example'}]");
  draft = g_strdup (first_id (result));
  result = client_result (client, "Mails.set", "{'mails':[{'id':'%s','send':true}]}", draft);
  g_assert_cmpint (first_error (result), ==, 0);
  result = client_result (client, "Mails.getById", "{'ids':['%s']}", draft);
  g_assert_cmpint (first_error (result), ==, 1002);
  g_assert_cmpuint (count_of (client, "Sent Items"), ==, 2);
  g_assert_cmpuint (
      valise_json_length (valise_json_array (client_control (client, "{'do':'counts'}"), "sent")),
      ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/items/folders", test_folders);
  g_test_add_func ("/demo/items/places", test_places);
  g_test_add_func ("/demo/items/query", test_query);
  g_test_add_func ("/demo/items/list-cap", test_list_cap);
  g_test_add_func ("/demo/items/list-bodies", test_list_bodies);
  g_test_add_func ("/demo/items/set", test_set);
  g_test_add_func ("/demo/items/complete-structures", test_complete_structures);
  g_test_add_func ("/demo/items/check-watermark", test_check_watermark);
  g_test_add_func ("/demo/items/whole-notes", test_whole_notes);
  g_test_add_func ("/demo/items/move-copy-remove", test_move_copy_remove);
  g_test_add_func ("/demo/items/rights-and-quota", test_rights_and_quota);
  g_test_add_func ("/demo/items/contact", test_contact);
  g_test_add_func ("/demo/items/upload", test_upload);
  g_test_add_func ("/demo/items/upload-form", test_upload_form);
  g_test_add_func ("/demo/items/message-id", test_message_id);
  g_test_add_func ("/demo/items/parts", test_parts);
  g_test_add_func ("/demo/items/sending", test_sending);
  return g_test_run ();
}
