/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers and addresses of a contact of the API <-> TEL, EMAIL, ADR and URL. Each type of the API
 * has a set of TYPE values; where another type has the same set, X-KERIO-TYPE says which one is
 * meant. What the user calls it is an X-ABLabel, as in Apple's address book. */

#include "remote/kerio/contact.h"

#include <string.h>

#include "net/json.h"
#include "remote/kerio/fields.h"

/* The types of one list. The first one with a set is meant where nothing says more. */
typedef struct
{
  const char *api;
  const char *types; /* "work fax", sorted */
} Type;

static const Type phone_types[] = {
  { "TypeWorkVoice", "work" },   { "TypeHomeVoice", "home" },   { "TypeMobile", "cell" },
  { "TypeWorkFax", "fax work" }, { "TypeHomeFax", "fax home" }, { "TypeOtherFax", "fax" },
  { "TypePager", "pager" },      { "TypeCar", "car" },          { "TypeIsdn", "isdn" },
  { "TypeOtherVoice", "other" }, { "TypePrimary", "main" },     { "TypeCustom", "" },
  { "TypeAssistant", "" },       { "TypeCallback", "" },        { "TypeCompany", "work" },
  { "TypeRadio", "" },           { "TypeTelex", "" },           { "TypeTtyTdd", "" },
};

static const Type email_types[] = {
  { "EmailWork", "work" }, { "EmailHome", "home" }, { "EmailOther", "other" },
  { "EmailCustom", "" },   { "RefContact", "" },    { "RefDistributionList", "" },
};

static const Type address_types[] = {
  { "AddressHome", "home" },
  { "AddressWork", "work" },
  { "AddressOther", "other" },
  { "AddressCustom", "" },
};

static const Type url_types[] = {
  { "UrlHome", "home" },
  { "UrlWork", "work" },
  { "UrlOther", "other" },
  { "UrlCustom", "" },
};

/* The parts of ADR, in its order. */
static const char *const address_members[] = { "pobox",    "extendedAddress", "street",
                                               "locality", "state",           "zip",
                                               "country" };

/* One list of the API and its property. */
typedef struct
{
  const char *member;
  const char *property;
  const Type *types;
  guint n_types;
  const char *value; /* nullable: the member with the value; %NULL: it has parts */
} List;

static const List lists[] = {
  { "phoneNumbers", "TEL", phone_types, G_N_ELEMENTS (phone_types), "number" },
  { "emailAddresses", "EMAIL", email_types, G_N_ELEMENTS (email_types), "address" },
  { "postalAddresses", "ADR", address_types, G_N_ELEMENTS (address_types), NULL },
  { "urls", "URL", url_types, G_N_ELEMENTS (url_types), "url" },
};

static const Type *
find_api (const List *list, const char *api)
{
  for (guint i = 0; i < list->n_types; i++)
    if (g_strcmp0 (list->types[i].api, api) == 0)
      return &list->types[i];
  return NULL;
}

static const Type *
find_types (const List *list, const char *types)
{
  for (guint i = 0; i < list->n_types; i++)
    if (g_str_equal (list->types[i].types, types))
      return &list->types[i];
  return NULL;
}

static void
read_type (const List *list, JsonObject *entry, ValiseLine *line)
{
  const Type *type = find_api (list, valise_json_string (entry, "type"));
  g_auto (GStrv) words = g_strsplit (type != NULL ? type->types : "", " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      valise_line_add_param (line, "TYPE", words[i]);
  if (valise_json_bool (entry, "preferred", FALSE))
    valise_line_add_param (line, "TYPE", "pref");
  if (type != NULL && find_types (list, type->types) != type)
    valise_line_set_param (line, "X-KERIO-TYPE", type->api);
}

/* The parameters that keep what the format has no name for. */
static const struct
{
  const char *member;
  const char *param;
} kept[] = {
  { "name", "X-KERIO-NAME" },
  { "refId", "X-KERIO-REF" },
  { "label", "X-KERIO-LABEL" },
};

static void
read_label (JsonObject *entry, ValiseLine *line, ValiseComponent *card, guint *group)
{
  JsonObject *extension = valise_json_object (entry, "extension");
  const char *id = valise_json_string (extension, "groupId");
  const char *label = valise_json_string (extension, "label");
  ValiseLine *label_line;

  if (label == NULL || *label == '\0')
    return;
  line->group = id != NULL && *id != '\0' ? g_strdup (id) : g_strdup_printf ("item%u", ++*group);
  g_strcanon (line->group, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS, '-');
  label_line = valise_line_new_text ("X-ABLABEL", label);
  label_line->group = g_strdup (line->group);
  valise_component_add (card, label_line);
}

static ValiseLine *
read_value (const List *list, JsonObject *entry)
{
  const char *text = list->value != NULL ? valise_json_string (entry, list->value) : NULL;
  GString *value = g_string_new (NULL);
  ValiseLine *line;

  if (list->value != NULL)
    line = valise_line_new_text (list->property, text != NULL ? text : "");
  else
    {
      for (guint i = 0; i < G_N_ELEMENTS (address_members); i++)
        {
          const char *part = valise_json_string (entry, address_members[i]);
          g_autofree char *escaped = valise_line_escape (part != NULL ? part : "");

          g_string_append_printf (value, "%s%s", i > 0 ? ";" : "", escaped);
        }
      line = valise_line_new (list->property, value->str);
    }
  g_string_free (value, TRUE);
  return line;
}

/**
 * valise_kerio_contact_read_lists:
 * @contact: a Contact of the API
 * @card: the vCard that gets its numbers and addresses
 */
void
valise_kerio_contact_read_lists (JsonObject *contact, ValiseComponent *card)
{
  guint group = 0;

  for (guint k = 0; k < G_N_ELEMENTS (lists); k++)
    {
      JsonArray *entries = valise_json_array (contact, lists[k].member);

      for (guint i = 0; i < valise_json_length (entries); i++)
        {
          JsonObject *entry = valise_json_object_at (entries, i);
          ValiseLine *line = valise_component_add (card, read_value (&lists[k], entry));

          read_type (&lists[k], entry, line);
          for (guint j = 0; j < G_N_ELEMENTS (kept); j++)
            {
              const char *text = valise_json_string (entry, kept[j].member);

              if (text != NULL && *text != '\0')
                valise_line_set_param (line, kept[j].param, text);
            }
          read_label (entry, line, card, &group);
        }
    }
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The TYPE values of @line that the tables know, sorted. */
static char *
join_types (const ValiseLine *line)
{
  static const char *const words[] = { "car",  "cell",  "fax",   "home", "isdn",
                                       "main", "other", "pager", "work" };
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (valise_line_has_param (line, "TYPE", words[i]))
      g_ptr_array_add (found, (char *)words[i]);
  if (valise_line_has_param (line, "TYPE", "mobile"))
    g_ptr_array_add (found, (char *)"cell");
  /* A telephone of no other kind. */
  if (found->len == 0 && valise_line_has_param (line, "TYPE", "voice"))
    g_ptr_array_add (found, (char *)"other");
  g_ptr_array_sort (found, compare_strings);
  g_ptr_array_add (found, NULL);
  return g_strjoinv (" ", (char **)found->pdata);
}

/* What the API calls it. A mobile phone for work is a mobile phone. */
static const char *
write_type (const List *list, const ValiseLine *line)
{
  static const char *const stronger[] = { "cell", "pager", "car",  "isdn",
                                          "main", "fax",   "work", "home" };
  g_autofree char *types = join_types (line);
  const Type *exact = find_types (list, types);
  const Type *said = find_api (list, valise_line_get_param (line, "X-KERIO-TYPE"));

  if (said != NULL && g_str_equal (said->types, types))
    return said->api;
  for (guint i = 0; exact == NULL && i < G_N_ELEMENTS (stronger); i++)
    if (valise_line_has_param (line, "TYPE", stronger[i]))
      exact = find_types (list, stronger[i]);
  return exact != NULL ? exact->api : find_types (list, "")->api;
}

static JsonObject *
write_extension (const ValiseVcard *vcard, const ValiseLine *line)
{
  JsonObject *extension = json_object_new ();
  const char *label = valise_vcard_get_label (vcard, line);

  valise_kerio_set_text (extension, "groupId", label != NULL ? line->group : NULL);
  valise_kerio_set_text (extension, "label", label);
  return extension;
}

static void
write_parts (const ValiseLine *line, JsonObject *entry)
{
  g_auto (GStrv) parts = valise_line_split (line->value, ';');
  guint n_parts = g_strv_length (parts);

  for (guint i = 0; i < G_N_ELEMENTS (address_members); i++)
    valise_kerio_set_text (entry, address_members[i], i < n_parts ? parts[i] : "");
  valise_kerio_set_text (entry, "label", valise_line_get_param (line, "X-KERIO-LABEL"));
  json_object_set_boolean_member (entry, "preferred", valise_vcard_is_preferred (line));
}

static JsonObject *
write_entry (const List *list, const ValiseVcard *vcard, const ValiseLine *line)
{
  JsonObject *entry = json_object_new ();
  g_autofree char *text = valise_line_get_text (line);

  json_object_set_string_member (entry, "type", write_type (list, line));
  json_object_set_object_member (entry, "extension", write_extension (vcard, line));
  if (list->value == NULL)
    write_parts (line, entry);
  else
    json_object_set_string_member (entry, list->value, text);
  if (g_str_equal (list->property, "EMAIL"))
    {
      valise_kerio_set_text (entry, "name", valise_line_get_param (line, "X-KERIO-NAME"));
      valise_kerio_set_text (entry, "refId", valise_line_get_param (line, "X-KERIO-REF"));
      json_object_set_boolean_member (entry, "preferred", valise_vcard_is_preferred (line));
      json_object_set_boolean_member (entry, "isValidCertificate", FALSE);
    }
  return entry;
}

/**
 * valise_kerio_contact_write_lists:
 * @vcard: a vCard
 * @contact: the Contact of the API that gets its numbers and addresses
 */
void
valise_kerio_contact_write_lists (const ValiseVcard *vcard, JsonObject *contact)
{
  for (guint k = 0; k < G_N_ELEMENTS (lists); k++)
    {
      JsonArray *entries = json_array_new ();

      for (guint i = 0; i < vcard->card->lines->len; i++)
        {
          const ValiseLine *line = vcard->card->lines->pdata[i];

          if (g_str_equal (line->name, lists[k].property) && *line->value != '\0')
            json_array_add_object_element (entries, write_entry (&lists[k], vcard, line));
        }
      json_object_set_array_member (contact, lists[k].member, entries);
    }
}
