/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The name that an item has everywhere: Message-ID or UID. It is chosen here before the item is
 * sent, so that a create whose answer was lost is found on the server and not made twice. */

#include "format/content-uid.h"

#include "format/calendar.h"
#include "format/mail-summary.h"
#include "format/vcard.h"
#include "model/error.h"

#include <glib/gi18n-lib.h>

static const char *
not_of (ValiseKind kind)
{
  switch (kind)
    {
    case VALISE_KIND_MAIL:
      return _ ("This is not a message. Put it into a folder of its kind.");
    case VALISE_KIND_EVENT:
      return _ ("This is not an event. Put it into a folder of its kind.");
    case VALISE_KIND_CONTACT:
      return _ ("This is not a contact. Put it into a folder of its kind.");
    case VALISE_KIND_TASK:
      return _ ("This is not a task. Put it into a folder of its kind.");
    case VALISE_KIND_NOTE:
      return _ ("This is not a note. Put it into a folder of its kind.");
    }
  g_return_val_if_reached ("");
}

/* @content has more than one item in it, or another kind of item than @kind. */
static gboolean
check_one (const ValiseCalendar *calendar, ValiseKind kind, GBytes *bytes, GError **error)
{
  g_autoptr (GPtrArray) items = valise_calendar_split (bytes, error);

  if (items == NULL)
    return FALSE;
  if (items->len > 1)
    return valise_fail (error, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                        _ ("There is more than one item in this file."));
  if (calendar->kind != kind)
    return valise_fail (error, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER, "%s",
                        not_of (kind));
  return TRUE;
}

/* A stored item has no METHOD (RFC 4791 section 4.1): that is for invitations in mail. */
static gboolean
remove_method (ValiseComponent *file)
{
  ValiseComponent *object = valise_component_child (file, "VCALENDAR", 0);

  if (object == NULL || valise_component_find (object, "METHOD") == NULL)
    return FALSE;
  valise_component_remove_all (object, "METHOD");
  return TRUE;
}

static gboolean
set_uid (ValiseComponent *component, const char *uid)
{
  g_autofree char *before = valise_component_get_text (component, "UID");

  if (g_strcmp0 (before, uid) == 0)
    return FALSE;
  valise_component_set_text (component, "UID", uid);
  return TRUE;
}

static GBytes *
name_calendar (ValiseKind kind, GBytes *bytes, const char *keep, char **uid, GError **error)
{
  g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (bytes, error);
  g_autofree char *name = NULL;
  gboolean changed;

  if (calendar == NULL || !check_one (calendar, kind, bytes, error))
    return NULL;
  name = keep != NULL ? g_strdup (keep) : valise_component_get_text (calendar->master, "UID");
  if (name == NULL || *name == '\0')
    {
      g_free (name);
      name = g_uuid_string_random ();
    }
  changed = remove_method (calendar->file);
  changed |= set_uid (calendar->master, name);
  for (guint i = 0; i < calendar->overrides->len; i++)
    changed |= set_uid (calendar->overrides->pdata[i], name);
  *uid = g_steal_pointer (&name);
  return changed ? valise_calendar_write (calendar) : g_bytes_ref (bytes);
}

static GBytes *
name_contact (GBytes *bytes, const char *keep, char **uid, GError **error)
{
  g_autoptr (GPtrArray) cards = valise_vcard_split (bytes, error);
  g_autoptr (ValiseVcard) vcard = NULL;
  g_autofree char *written = NULL;

  if (cards == NULL)
    return NULL;
  if (cards->len > 1)
    {
      valise_fail (error, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                   _ ("There is more than one item in this file."));
      return NULL;
    }
  vcard = valise_vcard_parse (bytes, error);
  if (vcard == NULL)
    return NULL;
  *uid = valise_vcard_get_uid (vcard);
  if (*uid != NULL && (keep == NULL || g_str_equal (*uid, keep)))
    return g_bytes_ref (bytes);
  g_free (*uid);
  *uid = keep != NULL ? g_strdup (keep) : g_uuid_string_random ();
  /* RFC 6350 section 6.7.6: a UID is a URI there. */
  if (vcard->version >= 40 && g_uuid_string_is_valid (*uid))
    written = g_strconcat ("urn:uuid:", *uid, NULL);
  valise_component_set_text (vcard->card, "UID", written != NULL ? written : *uid);
  return valise_vcard_write (vcard);
}

/**
 * valise_content_ensure_uid:
 * @kind: what the item is to be
 * @bytes: its content, whole
 * @keep: (nullable): the UID that it has to have; %NULL keeps the one in @bytes, or makes one. A
 *   message has its Message-ID in any case
 * @uid: (out) (transfer full): its UID
 * @error: %VALISE_ERROR_INVALID where @bytes are not one item of the kind
 *
 * Makes a content that can be stored and sent of one that comes from a file. All else in it stays.
 *
 * Returns: (transfer full) (nullable): the content
 */
GBytes *
valise_content_ensure_uid (
    ValiseKind kind, GBytes *bytes, const char *keep, char **uid, GError **error)
{
  *uid = NULL;
  switch (kind)
    {
    case VALISE_KIND_MAIL:
      return valise_mail_ensure_message_id (bytes, uid);
    case VALISE_KIND_CONTACT:
      return name_contact (bytes, keep, uid, error);
    case VALISE_KIND_EVENT:
    case VALISE_KIND_TASK:
    case VALISE_KIND_NOTE:
      return name_calendar (kind, bytes, keep, uid, error);
    }
  g_return_val_if_reached (NULL);
}

/**
 * valise_content_renew_uid:
 * @kind: what the item is
 * @bytes: its content
 * @uid: (out) (transfer full): its new UID
 * @error: as valise_content_ensure_uid()
 *
 * Makes a second item of one that stays as well: two with one UID are the same one.
 *
 * Returns: (transfer full) (nullable): a copy with a UID of its own
 */
GBytes *
valise_content_renew_uid (ValiseKind kind, GBytes *bytes, char **uid, GError **error)
{
  g_autofree char *fresh = g_uuid_string_random ();

  if (kind == VALISE_KIND_MAIL)
    return valise_mail_renew_message_id (bytes, uid);
  return valise_content_ensure_uid (kind, bytes, fresh, uid, error);
}
