/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the server answers, as items with their contents.
 *
 * The revision is the watermark. A message cannot be changed but as a draft, and its flags change
 * the watermark too; so a message that is no draft has no revision. */

#include "remote/kerio/read.h"

#include <glib/gi18n-lib.h>

#include "format/civil.h"
#include "format/content-summary.h"
#include "net/json.h"
#include "remote/kerio/calendar.h"
#include "remote/kerio/call.h"
#include "remote/kerio/contact.h"
#include "remote/kerio/exceptions.h"
#include "remote/kerio/mail.h"
#include "remote/kerio/note.h"
#include "remote/kerio/occurrences.h"

#define MAX_RECENT 500 /* mails that are kept for the fetch that follows a listing */

struct _ValiseKerioReader
{
  ValiseKerio *kerio;
  ValiseKind kind;
  GCancellable *cancellable;
  ValiseKerioContext context;
  GHashTable *occurrences; /* nullable: id of an event -> JsonArray */
};

/**
 * valise_kerio_context:
 * @kerio: a client
 *
 * Returns: what the functions of the kinds need to know
 */
ValiseKerioContext
valise_kerio_context (ValiseKerio *kerio)
{
  gint64 today = valise_civil_day_of (g_get_real_time () / G_USEC_PER_SEC);

  return (ValiseKerioContext){
    .here = kerio->here,
    .days = kerio->days,
    .from = (today - VALISE_KERIO_SERIES_DAYS) * VALISE_DAY_SECONDS,
    .to = (today + VALISE_KERIO_SERIES_DAYS) * VALISE_DAY_SECONDS,
  };
}

/**
 * valise_kerio_revision:
 * @kind: a kind
 * @object: an item of the API
 *
 * Returns: (transfer full) (nullable): its revision; %NULL where its content cannot change
 */
char *
valise_kerio_revision (ValiseKind kind, JsonObject *object)
{
  if (kind == VALISE_KIND_MAIL && !valise_json_bool (object, "isDraft", FALSE))
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT, valise_json_int (object, "watermark", 0));
}

/**
 * valise_kerio_item_state:
 * @kind: a kind
 * @object: (nullable): an item of the API
 *
 * Returns: (transfer full) (nullable): where it is, its flags and its revision; %NULL where it has
 *   no id or is filed nowhere
 */
ValiseRemoteItem *
valise_kerio_item_state (ValiseKind kind, JsonObject *object)
{
  const char *id = valise_json_string (object, "id");
  const char *folder = valise_json_string (object, "folderId");
  g_autofree char *own_id = NULL;
  ValiseRemoteItem *item;

  if (id == NULL || folder == NULL)
    return NULL;
  own_id = valise_kerio_id_new (kind, id);
  item = valise_remote_item_new (own_id);
  item->revision = valise_kerio_revision (kind, object);
  item->folders = g_new0 (char *, 2);
  item->folders[0] = valise_kerio_id_new (kind, folder);
  if (kind == VALISE_KIND_MAIL)
    {
      g_free (item->flags);
      item->flags = valise_kerio_mail_flags (object);
    }
  return item;
}

/* How the server counts the days of the week, from series that begin on one of their own days. */
static void
learn_days (ValiseKerio *kerio, GPtrArray *events)
{
  guint fits[VALISE_KERIO_N_DAYS] = { 0 };
  ValiseKerioDays best = kerio->days;

  for (guint i = 0; i < events->len; i++)
    {
      JsonObject *rule = valise_json_object (events->pdata[i], "rule");
      const char *start = valise_json_string (events->pdata[i], "start");
      int weekday = valise_kerio_weekday_of (start, kerio->here);

      if (!valise_json_bool (rule, "isSet", FALSE) || weekday < 0)
        continue;
      for (guint days = 0; days < VALISE_KERIO_N_DAYS; days++)
        fits[days] += valise_kerio_rule_fits (rule, weekday, (ValiseKerioDays)days);
    }
  for (guint days = 0; days < VALISE_KERIO_N_DAYS; days++)
    if (fits[days] > fits[best])
      best = (ValiseKerioDays)days;
  kerio->days = best;
}

/**
 * valise_kerio_reader_new:
 * @kerio: a client
 * @kind: a kind
 * @objects: (element-type JsonObject): items of the API that are about to be read
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): a reader of their contents
 */
ValiseKerioReader *
valise_kerio_reader_new (ValiseKerio *kerio,
                         ValiseKind kind,
                         GPtrArray *objects,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (ValiseKerioReader) reader = g_new0 (ValiseKerioReader, 1);

  reader->kerio = kerio;
  reader->kind = kind;
  reader->cancellable = cancellable;
  if (kind == VALISE_KIND_EVENT)
    learn_days (kerio, objects);
  reader->context = valise_kerio_context (kerio);
  if (kind == VALISE_KIND_EVENT)
    {
      reader->occurrences = valise_kerio_occurrences_of (kerio, objects, &reader->context,
                                                         cancellable, error);
      if (reader->occurrences == NULL)
        return NULL;
    }
  return g_steal_pointer (&reader);
}

void
valise_kerio_reader_free (ValiseKerioReader *reader)
{
  g_clear_pointer (&reader->occurrences, g_hash_table_unref);
  g_free (reader);
}

/* A picture that cannot be had leaves the rest of the contact as it is. */
static GBytes *
read_contact (ValiseKerioReader *reader, JsonObject *contact, const char *uid, GError **error)
{
  const char *url = valise_json_string (valise_json_object (contact, "photo"), "url");
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) photo = NULL;

  if (url != NULL && *url != '\0')
    photo = valise_kerio_download (reader->kerio, url, reader->cancellable, &failure);
  if (failure != NULL
      && (failure->domain != VALISE_ERROR || valise_error_scope (failure) != VALISE_SCOPE_ITEM))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return valise_kerio_contact_read (contact, photo, uid);
}

/* The whole message; attachments are downloaded, whoever asks for it. */
static GBytes *
read_mail (ValiseKerioReader *reader, JsonObject *mail, GError **error)
{
  JsonArray *list = valise_json_array (mail, "attachments");
  g_autoptr (GPtrArray) attachments = g_ptr_array_new_with_free_func (
      (GDestroyNotify)g_bytes_unref);

  for (guint i = 0; i < valise_json_length (list); i++)
    {
      const char *url = valise_json_string (valise_json_object_at (list, i), "url");
      GBytes *bytes = valise_kerio_download (reader->kerio, url != NULL ? url : "",
                                             reader->cancellable, error);

      if (bytes == NULL)
        return NULL;
      g_ptr_array_add (attachments, bytes);
    }
  return valise_kerio_mail_read (mail, attachments);
}

static GBytes *
read_bytes (ValiseKerioReader *reader, JsonObject *object, const char *uid, GError **error)
{
  const char *id = valise_json_string (object, "id");

  switch (reader->kind)
    {
    case VALISE_KIND_MAIL:
      return read_mail (reader, object, error);
    case VALISE_KIND_EVENT:
      return valise_kerio_event_read (object, g_hash_table_lookup (reader->occurrences, id), uid,
                                      &reader->context);
    case VALISE_KIND_TASK:
      return valise_kerio_task_read (object, uid, &reader->context);
    case VALISE_KIND_CONTACT:
      return read_contact (reader, object, uid, error);
    case VALISE_KIND_NOTE:
      return valise_kerio_note_read (object, uid);
    }
  g_return_val_if_reached (NULL);
}

/**
 * valise_kerio_reader_content:
 * @reader: a reader
 * @object: one of its objects
 * @uid: (nullable): the UID to give it; %NULL: the server's id
 * @depth: how much of a mail is wanted
 * @error: where the error goes; of scope item where it is about this one only
 *
 * Returns: (transfer full) (nullable): its content
 */
ValiseContent *
valise_kerio_reader_content (ValiseKerioReader *reader,
                             JsonObject *object,
                             const char *uid,
                             ValiseDepth depth,
                             GError **error)
{
  const char *id = valise_json_string (object, "id");
  g_autoptr (GBytes) bytes = NULL;

  if (reader->kind == VALISE_KIND_MAIL && depth == VALISE_DEPTH_TEXT)
    return valise_kerio_mail_read_text (object);
  bytes = read_bytes (reader, object, uid != NULL ? uid : id, error);
  return bytes != NULL ? valise_content_new_whole (reader->kind, bytes) : NULL;
}

/* Takes along what costs no further request; what does is remembered for the fetch to come. */
static gboolean
take_mail (ValiseKerioReader *reader,
           JsonObject *mail,
           ValiseDepth depth,
           ValiseRemoteItem *item,
           GError **error)
{
  const char *id = valise_json_string (mail, "id");

  valise_kerio_mail_summarize (mail, &item->summary);
  if (item->summary.must_be_full && depth != VALISE_DEPTH_NONE)
    depth = VALISE_DEPTH_FULL;
  if (depth == VALISE_DEPTH_FULL
      && valise_json_length (valise_json_array (mail, "attachments")) > 0)
    {
      if (g_hash_table_size (reader->kerio->recent) >= MAX_RECENT)
        g_hash_table_remove_all (reader->kerio->recent);
      g_hash_table_replace (reader->kerio->recent, g_strdup (id), json_object_ref (mail));
      return TRUE;
    }
  if (depth != VALISE_DEPTH_NONE)
    item->content = valise_kerio_reader_content (reader, mail, NULL, depth, error);
  return depth == VALISE_DEPTH_NONE || item->content != NULL;
}

/**
 * valise_kerio_reader_item:
 * @reader: a reader
 * @object: one of its objects, with all its members
 * @uid: (nullable): the UID to give it; %NULL: the server's id
 * @depth: how much of a mail to bring along; other kinds come whole
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the item with summary and content; %NULL without an error
 *   where the object makes no sense
 */
ValiseRemoteItem *
valise_kerio_reader_item (ValiseKerioReader *reader,
                          JsonObject *object,
                          const char *uid,
                          ValiseDepth depth,
                          GError **error)
{
  g_autoptr (ValiseRemoteItem) item = valise_kerio_item_state (reader->kind, object);

  if (item == NULL)
    return NULL;
  item->has_summary = TRUE;
  if (reader->kind == VALISE_KIND_MAIL)
    return take_mail (reader, object, depth, item, error) ? g_steal_pointer (&item) : NULL;
  item->content = valise_kerio_reader_content (reader, object, uid, VALISE_DEPTH_FULL, error);
  if (item->content == NULL
      || !valise_content_summarize (reader->kind, item->content->bytes, &item->summary, error))
    return NULL;
  return g_steal_pointer (&item);
}
