/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whom Alice Holt knows. Names from all over the world, in their own scripts. */

#include "demo/sample-private.h"

const ValiseDemoPerson valise_demo_people[] = {
  { "Carla", "Ruiz", "carla.ruiz@harbour.example", "Harbour Works", "Drawing office", "Engineer",
    "Quay 4", "1100", "Porto", "Portugal", "+351 22 555 0140", "+351 91 555 0141", "19850612" },
  { "Ben", "Okafor", "ben.okafor@harbour.example", "Harbour Works", "Site", "Foreman", "Quay 4",
    "1100", "Porto", "Portugal", "+351 22 555 0142", "+351 91 555 0143", "" },
  { "Ines", "Grünwald", "ines.gruenwald@harbour.example", "Harbour Works", "Accounts", "Accountant",
    "Quay 4", "1100", "Porto", "Portugal", "+351 22 555 0144", "", "19791103" },
  { "Dmitri", "Volkov", "dmitri@volkov.example", "Volkov Survey", "", "Surveyor", "Nevsky 12",
    "191186", "Санкт-Петербург", "Россия", "+7 812 555 01 50", "+7 921 555 01 51", "" },
  { "Ελένη", "Παπαδάκη", "eleni@papadaki.example", "Papadaki Diving", "", "Diver", "Akti 7",
    "185 35", "Πειραιάς", "Ελλάδα", "+30 21 0555 0160", "+30 69 5550 0161", "19900321" },
  { "François", "Lefèvre", "francois.lefevre@atelier.example", "Atelier Lefèvre", "", "Architecte",
    "12, rue de l’Écluse", "76600", "Le Havre", "France", "+33 2 55 55 01 70", "+33 6 55 55 01 71",
    "19740730" },
  { "Grete", "Jørgensen", "grete@fjordhus.example", "Fjordhus", "Salg", "Sales", "Havnegade 3",
    "8000", "Aarhus", "Danmark", "+45 55 55 01 80", "+45 20 55 01 81", "" },
  { "治樹", "田中", "tanaka@kobo.example", "工房", "", "設計士", "港町 1-2-3", "650-0042", "神戸市",
    "日本", "+81 78 555 0190", "+81 90 5555 0191", "19680915" },
  { "ليلى", "حداد", "layla@haddad.example", "Haddad Shipping", "", "Broker", "Corniche 40", "2038",
    "بيروت", "لبنان", "+961 1 555 020", "+961 3 555 021", "" },
  { "נועה", "לוי", "noa@levi.example", "Levi Cranes", "", "Inspector", "Hanamal 8", "31331", "חיפה",
    "ישראל", "+972 4 555 0210", "+972 54 555 0211", "19820505" },
  { "आशा", "राव", "asha@rao.example", "Rao Concrete", "Laboratory", "Chemist", "Dock Road 5",
    "400001", "मुंबई", "भारत", "+91 22 5555 0220", "+91 98 5555 0221", "" },
  { "Nguyễn", "Văn An", "an@nguyen.example", "Saigon Barges", "", "Captain", "Bến Nghé 9", "700000",
    "Hồ Chí Minh", "Việt Nam", "+84 28 5555 0230", "+84 90 555 0231", "19710101" },
  { "Siobhán", "Ó Briain", "siobhan@obriain.example", "City Council", "Permits", "Officer",
    "Custom House 1", "D01", "Dublin", "Éire", "+353 1 555 0240", "", "" },
  { "김", "민준", "minjun@kim.example", "Busan Steel", "", "구매", "부두길 11", "48943", "부산",
    "대한민국", "+82 51 555 0250", "+82 10 5555 0251", "19930818" },
  { "Margaret", "Holt", "margaret.holt@family.example", "", "", "", "Lake Lane 2", "LA22",
    "Ambleside", "England", "+44 15394 55501", "", "19520210" },
  { "Tom", "Holt", "tom.holt@family.example", "", "", "", "Mill Street 18", "OX1", "Oxford",
    "England", "+44 1865 555012", "+44 7700 900012", "19881212" },
};

/**
 * valise_demo_people_count:
 *
 * Returns: how many there are
 */
guint
valise_demo_people_count (void)
{
  return G_N_ELEMENTS (valise_demo_people);
}

/**
 * valise_demo_person_name:
 * @person: somebody
 *
 * Returns: (transfer full): the whole name
 */
char *
valise_demo_person_name (const ValiseDemoPerson *person)
{
  return g_strdup_printf ("%s %s", person->first, person->last);
}

/**
 * valise_demo_person_address:
 * @person: somebody
 *
 * Returns: (transfer full): the address for a mail
 */
JsonObject *
valise_demo_person_address (const ValiseDemoPerson *person)
{
  g_autofree char *name = valise_demo_person_name (person);

  return valise_demo_make ("name:s", name, "address:s", person->address, NULL);
}
