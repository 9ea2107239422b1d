/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The contacts of the sample account: everybody of sample-people.c, most with a picture, and a list
 * of some of them. Further ones combine their names. */

#include "demo/sample-private.h"

#include "demo/blobs.h"
#include "demo/picture.h"
#include "net/json.h"

static JsonObject *
extension (void)
{
  return valise_demo_make ("groupId:s", "", "label:s", "", NULL);
}

static JsonArray *
phones_of (const ValiseDemoPerson *person)
{
  JsonArray *phones = json_array_new ();

  if (*person->phone != '\0')
    json_array_add_object_element (phones, valise_demo_make ("type:s", "TypeWorkVoice", "number:s",
                                                             person->phone, "extension:o",
                                                             extension (), NULL));
  if (*person->mobile != '\0')
    json_array_add_object_element (phones, valise_demo_make ("type:s", "TypeMobile", "number:s",
                                                             person->mobile, "extension:o",
                                                             extension (), NULL));
  return phones;
}

static JsonObject *
contact_of (const ValiseDemoPerson *person)
{
  gboolean works = *person->company != '\0';
  g_autofree char *name = valise_demo_person_name (person);

  return valise_demo_make (
      "type:s", "ctContact", "commonName:s", name, "firstName:s", person->first, "surName:s",
      person->last, "companyName:s", person->company, "departmentName:s", person->department,
      "profession:s", person->profession, "birthDay:s", person->birthday, "phoneNumbers:a",
      phones_of (person), "emailAddresses:a",
      valise_demo_make_list (valise_demo_make ("address:s", person->address, "name:s", name,
                                               "preferred:b", TRUE, "type:s",
                                               works ? "EmailWork" : "EmailHome", "refId:s", "",
                                               "extension:o", extension (), NULL),
                             NULL),
      "postalAddresses:a",
      valise_demo_make_list (valise_demo_make ("preferred:b", TRUE, "street:s", person->street,
                                               "zip:s", person->zip, "locality:s", person->city,
                                               "country:s", person->country, "type:s",
                                               works ? "AddressWork" : "AddressHome", "extension:o",
                                               extension (), NULL),
                             NULL),
      NULL);
}

static void
add_photo (ValiseDemoSample *self, JsonObject *contact, guint seed)
{
  g_autoptr (GBytes) picture = valise_demo_picture_portrait (seed);
  const char *id = valise_demo_blobs_upload (self->mailbox, "photo.jpg", "image/jpeg", picture);

  json_object_set_object_member (contact, "photo",
                                 valise_demo_make ("id:s", id, "url:s", "", NULL));
}

static void
add_details (JsonObject *contact, guint index)
{
  static const char *const categories[] = { "Harbour", "Suppliers", "Friends" };

  if (index % 3 == 0)
    json_object_set_array_member (
        contact, "urls",
        valise_demo_make_list (valise_demo_make ("type:s", "UrlWork", "url:s",
                                                 "https://harbour.example/", "extension:o",
                                                 extension (), NULL),
                               NULL));
  if (index % 2 == 0)
    json_object_set_array_member (contact, "categories",
                                  valise_demo_make_strings (categories[index / 2 % 3], NULL));
  if (index % 5 == 0)
    json_object_set_string_member (contact, "comment", "Rings back, always.\nPrefers mornings.");
}

static void
add_list (ValiseDemoSample *self)
{
  JsonArray *members = json_array_new ();

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = valise_demo_person_name (&valise_demo_people[i]);

      json_array_add_object_element (
          members, valise_demo_make ("address:s", valise_demo_people[i].address, "name:s", name,
                                     "type:s", "EmailWork", NULL));
    }
  valise_demo_sample_file (self, "Contacts",
                           valise_demo_make ("type:s", "ctDistributionList", "commonName:s",
                                             "Harbour Works", "emailAddresses:a", members, NULL));
}

/* A first name from here, a last name from there. */
static void
add_any (ValiseDemoSample *self, guint index)
{
  ValiseDemoPerson person = *valise_demo_sample_person (self);
  g_autofree char *address = g_strdup_printf ("person%u@directory.example", index);
  JsonObject *contact;

  person.last = valise_demo_sample_person (self)->last;
  person.address = address;
  person.birthday = "";
  contact = contact_of (&person);
  if (index % 10 == 0)
    add_photo (self, contact, index);
  valise_demo_sample_file (self, "Suppliers", contact);
}

/**
 * valise_demo_sample_contacts:
 * @self: the sample account in the making
 * @count: how many there are to be, at least those of sample-people.c and one list
 */
void
valise_demo_sample_contacts (ValiseDemoSample *self, guint count)
{
  guint people = valise_demo_people_count ();

  for (guint i = 0; i < people; i++)
    {
      JsonObject *contact = contact_of (&valise_demo_people[i]);

      if (i % 4 != 3)
        add_photo (self, contact, i * 7 + 1);
      add_details (contact, i);
      valise_demo_sample_file (self, "Contacts", contact);
    }
  add_list (self);
  for (guint i = people + 1; i < count; i++)
    add_any (self, i);
}
