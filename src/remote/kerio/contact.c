/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A contact of the API <-> vCard 3.0 (RFC 2426). A distribution list is a group, as address books
 * write it. A picture is told by an address; whoever reads gives its bytes along, and its id is
 * kept beside it, so that a picture that nobody changed is not uploaded again. */

#include "remote/kerio/contact.h"

#include <string.h>

#include "format/civil.h"
#include "net/json.h"
#include "remote/kerio/fields.h"

#define KIND "X-ADDRESSBOOKSERVER-KIND"

/* Members of one text and the properties that have it. */
static const struct
{
  const char *member;
  const char *property;
} texts[] = {
  { "commonName", "FN" },         { "nickName", "NICKNAME" },         { "profession", "TITLE" },
  { "managerName", "X-MANAGER" }, { "assistantName", "X-ASSISTANT" }, { "comment", "NOTE" },
  { "IMAddress", "IMPP" },
};

/* The parts of N, in its order. */
static const char *const name_members[] = { "surName", "firstName", "middleName", "titleBefore",
                                            "titleAfter" };

static const char *const organization_members[] = { "companyName", "departmentName" };

/* Appends the members as one property of several parts, if any of them is not empty. */
static void
read_parts (JsonObject *contact,
            const char *const *members,
            guint n_members,
            const char *property,
            ValiseComponent *card)
{
  GString *value = g_string_new (NULL);
  gboolean any = FALSE;

  for (guint i = 0; i < n_members; i++)
    {
      const char *text = valise_json_string (contact, members[i]);
      g_autofree char *escaped = valise_line_escape (text != NULL ? text : "");

      any |= *escaped != '\0';
      g_string_append_printf (value, "%s%s", i > 0 ? ";" : "", escaped);
    }
  if (any)
    valise_component_add (card, valise_line_new (property, value->str));
  g_string_free (value, TRUE);
}

static void
read_date (JsonObject *contact, const char *member, const char *property, ValiseComponent *card)
{
  ValiseKerioTime time = valise_kerio_time_read (valise_json_string (contact, member));
  ValiseDate date = valise_civil_date (valise_civil_day_of (time.local));
  g_autofree char *value = g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);

  if (time.is_set)
    valise_component_add (card, valise_line_new (property, value));
}

static void
read_photo (JsonObject *contact, GBytes *photo, ValiseComponent *card)
{
  const char *id = valise_json_string (valise_json_object (contact, "photo"), "id");
  g_autofree char *base64 = NULL;
  g_autofree char *digest = NULL;
  ValiseLine *line;

  if (photo == NULL || g_bytes_get_size (photo) == 0)
    return;
  base64 = g_base64_encode (g_bytes_get_data (photo, NULL), g_bytes_get_size (photo));
  line = valise_component_add (card, valise_line_new ("PHOTO", base64));
  valise_line_set_param (line, "ENCODING", "b");
  valise_line_set_param (line, "TYPE", "JPEG");
  if (id == NULL || *id == '\0')
    return;
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, photo);
  valise_component_add (card, valise_line_new_text ("X-KERIO-PHOTO-ID", id));
  valise_component_add (card, valise_line_new ("X-KERIO-PHOTO-DIGEST", digest));
}

/**
 * valise_kerio_contact_read:
 * @contact: a Contact of the API
 * @photo: (nullable): its picture
 * @uid: the UID to give it
 *
 * Returns: (transfer full): the same as a vCard
 */
GBytes *
valise_kerio_contact_read (JsonObject *contact, GBytes *photo, const char *uid)
{
  g_autoptr (ValiseVcard) vcard = valise_vcard_new (uid);

  if (g_strcmp0 (valise_json_string (contact, "type"), "ctDistributionList") == 0)
    valise_component_add (vcard->card, valise_line_new (KIND, "group"));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    valise_kerio_add_text (vcard->card, texts[i].property, contact, texts[i].member);
  /* What every vCard has to have (RFC 2426 sections 3.1.1 and 3.1.2). */
  if (valise_component_find (vcard->card, "FN") == NULL)
    valise_component_add (vcard->card, valise_line_new ("FN", ""));
  read_parts (contact, name_members, G_N_ELEMENTS (name_members), "N", vcard->card);
  if (valise_component_find (vcard->card, "N") == NULL)
    valise_component_add (vcard->card, valise_line_new ("N", ";;;;"));
  read_parts (contact, organization_members, G_N_ELEMENTS (organization_members), "ORG",
              vcard->card);
  read_date (contact, "birthDay", "BDAY", vcard->card);
  read_date (contact, "anniversary", "X-ANNIVERSARY", vcard->card);
  valise_kerio_add_categories (vcard->card, contact, NULL);
  valise_kerio_contact_read_lists (contact, vcard->card);
  read_photo (contact, photo, vcard->card);
  return valise_vcard_write (vcard);
}

static void
write_parts (const ValiseComponent *card,
             const char *property,
             const char *const *members,
             guint n_members,
             JsonObject *contact)
{
  const ValiseLine *line = valise_component_find (card, property);
  g_auto (GStrv) parts = valise_line_split (line != NULL ? line->value : "", ';');
  guint n_parts = g_strv_length (parts);

  for (guint i = 0; i < n_members; i++)
    valise_kerio_set_text (contact, members[i], i < n_parts ? parts[i] : "");
}

/* "1985-04-12", "19850412", with or without a time. A date without a year has no place in the API.
 */
static void
write_date (const ValiseComponent *card,
            const char *property,
            const char *member,
            JsonObject *contact)
{
  g_autofree char *text = valise_component_get_text (card, property);
  GString *digits = g_string_new (NULL);

  for (const char *at = text; at != NULL && *at != '\0' && *at != 'T'; at++)
    if (*at != '-' || at == text)
      g_string_append_c (digits, *at);
  json_object_set_string_member (contact, member,
                                 valise_kerio_time_read (digits->str).is_date ? digits->str : "");
  g_string_free (digits, TRUE);
}

static void
write_categories (const ValiseComponent *card, JsonObject *contact)
{
  g_autoptr (GPtrArray) words = valise_kerio_categories (card);
  JsonArray *categories = json_array_new ();

  for (guint i = 0; i < words->len; i++)
    json_array_add_string_element (categories, words->pdata[i]);
  json_object_set_array_member (contact, "categories", categories);
}

static gboolean
is_group (const ValiseComponent *card)
{
  g_autofree char *apple = valise_component_get_text (card, KIND);
  g_autofree char *kind = valise_component_get_text (card, "KIND");

  return (apple != NULL && g_ascii_strcasecmp (apple, "group") == 0)
         || (kind != NULL && g_ascii_strcasecmp (kind, "group") == 0);
}

/**
 * valise_kerio_contact_photo:
 * @content: a vCard
 * @known_id: (out) (transfer full) (nullable): the server's id of the picture, where it is still
 * the one that came from there
 *
 * Returns: (transfer full) (nullable): its picture, if it is one that the API takes
 */
GBytes *
valise_kerio_contact_photo (GBytes *content, char **known_id)
{
  g_autoptr (ValiseVcard) vcard = valise_vcard_parse (content, NULL);
  const ValiseLine *line = vcard != NULL ? valise_component_find (vcard->card, "PHOTO") : NULL;
  g_autoptr (GBytes) photo = line != NULL ? valise_vcard_get_data (line, NULL) : NULL;
  const guint8 *data = photo != NULL ? g_bytes_get_data (photo, NULL) : NULL;
  g_autofree char *kept = NULL;
  g_autofree char *digest = NULL;

  *known_id = NULL;
  if (photo == NULL || g_bytes_get_size (photo) > VALISE_KERIO_MAX_PHOTO
      || g_bytes_get_size (photo) < 3 || memcmp (data, "\xff\xd8\xff", 3) != 0)
    return NULL;
  kept = valise_component_get_text (vcard->card, "X-KERIO-PHOTO-DIGEST");
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, photo);
  if (g_strcmp0 (kept, digest) == 0)
    *known_id = valise_component_get_text (vcard->card, "X-KERIO-PHOTO-ID");
  return g_steal_pointer (&photo);
}

/**
 * valise_kerio_contact_write:
 * @content: a vCard
 * @photo_id: (nullable): the id of its picture on the server, which may be that of an upload;
 * %NULL: it has none
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the same as a Contact of the API, without id and folder
 */
JsonObject *
valise_kerio_contact_write (GBytes *content, const char *photo_id, GError **error)
{
  g_autoptr (ValiseVcard) vcard = valise_vcard_parse (content, error);
  JsonObject *contact, *photo;

  if (vcard == NULL)
    return NULL;
  contact = json_object_new ();
  photo = json_object_new ();
  json_object_set_string_member (contact, "type",
                                 is_group (vcard->card) ? "ctDistributionList" : "ctContact");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    valise_kerio_set_property (contact, texts[i].member, vcard->card, texts[i].property);
  write_parts (vcard->card, "N", name_members, G_N_ELEMENTS (name_members), contact);
  write_parts (vcard->card, "ORG", organization_members, G_N_ELEMENTS (organization_members),
               contact);
  write_date (vcard->card, "BDAY", "birthDay", contact);
  write_date (vcard->card,
              valise_component_find (vcard->card, "ANNIVERSARY") != NULL ? "ANNIVERSARY"
                                                                         : "X-ANNIVERSARY",
              "anniversary", contact);
  write_categories (vcard->card, contact);
  valise_kerio_contact_write_lists (vcard, contact);
  valise_kerio_set_text (photo, "id", photo_id);
  json_object_set_object_member (contact, "photo", photo);
  return contact;
}
