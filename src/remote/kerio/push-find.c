/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looking for what an earlier try may have made before its answer was lost. The API keeps no mark
 * of ours on an item, so it is known by what it says: read into the standard format and written
 * again, the server's item has to be the same structure as the one that was sent. */

#include "remote/kerio/push.h"

#include <string.h>

#include "net/json.h"
#include "remote/kerio/calendar.h"
#include "remote/kerio/call.h"
#include "remote/kerio/contact.h"
#include "remote/kerio/fields.h"
#include "remote/kerio/mail.h"
#include "remote/kerio/note.h"
#include "remote/kerio/same.h"

#define NEWEST 100        /* mails of a folder that are looked at */
#define CLOCK_SECONDS 300 /* that the clocks of server and computer may differ */
#define PAGE 500

/* The server's item as it would be written from here. */
static JsonObject *
rewrite (ValiseKind kind, JsonObject *object, const ValiseKerioContext *context)
{
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GPtrArray) files = NULL;

  switch (kind)
    {
    case VALISE_KIND_MAIL:
      content = valise_kerio_mail_read (object, nothing);
      return valise_kerio_mail_write (content, &files);
    case VALISE_KIND_EVENT:
      content = valise_kerio_event_read (object, NULL, "uid", context);
      return valise_kerio_event_write (content, context, NULL);
    case VALISE_KIND_TASK:
      content = valise_kerio_task_read (object, "uid", context);
      return valise_kerio_task_write (content, context, NULL);
    case VALISE_KIND_CONTACT:
      content = valise_kerio_contact_read (object, NULL, "uid");
      return valise_kerio_contact_write (content, NULL, NULL);
    case VALISE_KIND_NOTE:
      content = valise_kerio_note_read (object, "uid");
      return valise_kerio_note_write (content, NULL);
    }
  g_return_val_if_reached (NULL);
}

static gboolean
same_member (JsonObject *a, JsonObject *b, const char *name)
{
  JsonNode *one = json_object_get_member (a, name);
  JsonNode *two = json_object_get_member (b, name);

  return one == two || (one != NULL && two != NULL && json_node_equal (one, two));
}

static char *
trimmed_text (JsonObject *mail, const char *type)
{
  char *text = valise_kerio_mail_body (mail, type);

  return text != NULL ? g_strchomp (text) : NULL;
}

/* What people wrote; a server may end a text with another line end. */
static gboolean
same_mail (JsonObject *wanted, JsonObject *object, JsonObject *rewritten)
{
  static const char *const members[] = { "subject", "to", "cc" };
  static const char *const types[] = { "ctTextPlain", "ctTextHtml" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (!same_member (wanted, rewritten, members[i]))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *one = trimmed_text (wanted, types[i]);
      g_autofree char *two = trimmed_text (object, types[i]);

      if (g_strcmp0 (one, two) != 0)
        return FALSE;
    }
  return valise_json_length (valise_json_array (wanted, "attachments"))
         == valise_json_length (valise_json_array (object, "attachments"));
}

/**
 * valise_kerio_is_same:
 * @kind: a kind
 * @wanted: what was to be written
 * @object: what the server has
 * @context: where the user is
 *
 * Returns: whether the server has just that
 */
gboolean
valise_kerio_is_same (ValiseKind kind,
                      JsonObject *wanted,
                      JsonObject *object,
                      const ValiseKerioContext *context)
{
  g_autoptr (JsonObject) rewritten = rewrite (kind, object, context);
  JsonObjectIter iter;
  const char *name;

  if (rewritten == NULL)
    return FALSE;
  if (kind == VALISE_KIND_MAIL)
    return same_mail (wanted, object, rewritten);
  json_object_iter_init (&iter, rewritten);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_str_equal (name, "photo") && !same_member (wanted, rewritten, name))
      return FALSE;
  return TRUE;
}

/* What of @folder may be it. */
static JsonObject *
get_candidates (
    ValiseKerioPush *push, ValiseKind kind, const char *folder, gint64 start, GError **error)
{
  static const char *const mail_fields[] = { "id",          "folderId", "watermark", "subject",
                                             "receiveDate", "sendDate", "headers",   NULL };
  g_autofree char *method = valise_kerio_method (kind, "get");
  const char *const folders[] = { folder, NULL };
  gboolean mail = kind == VALISE_KIND_MAIL;
  JsonObject *query = valise_kerio_query (mail ? mail_fields : NULL, start, mail ? NEWEST : PAGE);
  JsonObject *params = json_object_new ();

  if (mail)
    {
      JsonObject *newest_first = json_object_new ();

      json_object_set_string_member (newest_first, "columnName", "receiveDate");
      json_object_set_string_member (newest_first, "direction", "Desc");
      json_array_add_object_element (json_object_get_array_member (query, "orderBy"), newest_first);
    }
  json_object_set_array_member (params, valise_kerio_kind (kind)->folders,
                                valise_kerio_strings (folders));
  json_object_set_object_member (params, "query", query);
  return valise_kerio_call (push->kerio, method, params, push->cancellable, error);
}

/* Whether a mail of a listing is worth to be looked at as a whole. */
static gboolean
may_be_mail (JsonObject *mail, JsonObject *wanted, gint64 since)
{
  ValiseKerioTime sent = valise_kerio_time_read (valise_json_string (mail, "sendDate"));

  if (since > 0 && sent.is_set && sent.utc < since - CLOCK_SECONDS)
    return FALSE;
  return g_strcmp0 (valise_json_string (mail, "subject"), valise_json_string (wanted, "subject"))
         == 0;
}

static gboolean
has_message_id (JsonObject *mail, const char *uid)
{
  g_autofree char *id = valise_kerio_mail_header (mail, "mhMessageID");

  return uid != NULL && id != NULL && g_str_equal (id, uid);
}

static gboolean
find_mail (ValiseKerioPush *push,
           JsonArray *list,
           JsonObject *wanted,
           gint64 since,
           const char *uid,
           JsonObject **found,
           GError **error)
{
  const ValiseKerioContext context = valise_kerio_context (push->kerio);

  for (guint i = 0; i < valise_json_length (list) && *found == NULL; i++)
    {
      JsonObject *mail = valise_json_object_at (list, i);
      const char *id = valise_json_string (mail, "id");
      g_autoptr (GError) failure = NULL;
      g_autoptr (JsonObject) whole = NULL;

      if (id == NULL || (!has_message_id (mail, uid) && !may_be_mail (mail, wanted, since)))
        continue;
      whole = valise_kerio_get_one (push->kerio, VALISE_KIND_MAIL, id, push->cancellable, &failure);
      if (whole == NULL && !valise_error_is (failure, VALISE_ERROR_GONE))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (whole != NULL
          && (has_message_id (whole, uid)
              || valise_kerio_is_same (VALISE_KIND_MAIL, wanted, whole, &context)))
        *found = g_steal_pointer (&whole);
    }
  return TRUE;
}

/**
 * valise_kerio_push_find:
 * @push: the push
 * @kind: a kind
 * @folder: the server's id of a folder
 * @wanted: what was to be written there
 * @since: Unix seconds before which a mail cannot have been sent; 0: any time
 * @uid: (nullable): a mail with this Message-ID is it, whatever it says
 * @found: (out) (transfer full) (nullable): the server's item
 * @error: where the error goes
 *
 * Returns: whether the server could be asked
 */
gboolean
valise_kerio_push_find (ValiseKerioPush *push,
                        ValiseKind kind,
                        const char *folder,
                        JsonObject *wanted,
                        gint64 since,
                        const char *uid,
                        JsonObject **found,
                        GError **error)
{
  const ValiseKerioContext context = valise_kerio_context (push->kerio);
  gint64 start = 0, total = 1;

  *found = NULL;
  while (start < total && *found == NULL)
    {
      g_autoptr (JsonObject) result = get_candidates (push, kind, folder, start, error);
      JsonArray *list = valise_json_array (result, "list");

      if (result == NULL)
        return FALSE;
      if (kind == VALISE_KIND_MAIL)
        return find_mail (push, list, wanted, since, uid, found, error);
      for (guint i = 0; i < valise_json_length (list) && *found == NULL; i++)
        if (valise_kerio_is_same (kind, wanted, valise_json_object_at (list, i), &context))
          *found = json_object_ref (valise_json_object_at (list, i));
      start += valise_json_length (list);
      total = valise_json_length (list) > 0 ? valise_json_int (result, "totalItems", 0) : 0;
    }
  return TRUE;
}
