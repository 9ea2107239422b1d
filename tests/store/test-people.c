/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is offered while an address is typed, and as whom one writes. */

#include "fixture.h"

#include "store/people.h"

#include <string.h>

static void
add_message (Fixture *fixture, const char *id, gint64 date, const char *from, const char *people)
{
  g_autoptr (ValiseItem) item = fixture_new_item (fixture, id, date);

  item->summary.from = g_strdup (from);
  item->summary.people = g_strdup (people);
  fixture_save (fixture, item);
}

static void
add_contact (Fixture *fixture, const char *name, const char *emails)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseFolder) folder = g_new0 (ValiseFolder, 1);
  g_autoptr (ValiseItem) item = NULL;

  folder->account_id = fixture->account;
  folder->service_id = fixture->service;
  folder->remote_id = g_strconcat ("book of ", name, NULL);
  folder->name = g_strdup (name);
  folder->kind = VALISE_KIND_CONTACT;
  g_assert_true (valise_folders_save (fixture->store, folder, &error));
  item = valise_item_new (fixture->account, VALISE_KIND_CONTACT);
  item->service_id = fixture->service;
  item->remote_id = g_strdup (name);
  item->base.folder = item->local.folder = folder->id;
  g_free (item->summary.title);
  item->summary.title = g_strdup (name);
  item->summary.people = g_strdup (emails);
  fixture_save (fixture, item);
}

static void
check (Fixture *fixture, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = valise_people_find (fixture->store, text, 5, &error);
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  g_ptr_array_add (found, NULL);
  joined = g_strjoinv ("; ", (GStrv)found->pdata);
  g_assert_cmpstr (joined, ==, expected);
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  add_message (fixture, "1", 1, "Ann <ann@a.example>", "Ann <ann@a.example>, bob@b.example");
  add_message (fixture, "2", 2, "Bob Builder <bob@b.example>",
               "Bob Builder <bob@b.example>, Annette <net@n.example>, ANN@a.example");
  check (fixture, "an", "Ann <ANN@a.example>; Annette <net@n.example>");
  check (fixture, "builder bo", "Bob Builder <bob@b.example>");
  check (fixture, "B.EX", "Bob Builder <bob@b.example>");
  check (fixture, "x", "");
  check (fixture, "", "");
  check (fixture, "\" OR * ) people :", "");
  check (fixture, "ann:", "Ann <ANN@a.example>; Annette <net@n.example>");
}

/* A contact comes before who writes more often, under the name that the user gave. */
static void
test_contacts_first (Fixture *fixture, gconstpointer data)
{
  add_message (fixture, "1", 1, NULL, "Anna M <anna@a.example>, ante@a.example");
  add_message (fixture, "2", 2, NULL, "Anna M <anna@a.example>");
  add_contact (fixture, "Zoë Ant", "zoe@z.example, Zoe Ltd");
  add_contact (fixture, "Änne Muster", "anne@a.example");
  check (fixture, "an",
         "Änne Muster <anne@a.example>; Zoë Ant <zoe@z.example>; Anna M <anna@a.example>; "
         "ante@a.example");
  check (fixture, "zo", "Zoë Ant <zoe@z.example>");
}

static void
test_own (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseAccount) account = valise_accounts_get (fixture->store, fixture->account,
                                                           &error);
  g_autoptr (ValiseFolder) sent = NULL;
  g_autofree char *nobody = NULL;
  g_autofree char *user = NULL;
  g_autofree char *last = NULL;
  g_autofree char *given = NULL;

  g_assert_no_error (error);
  nobody = valise_people_own (fixture->store, account, &error);
  g_assert_cmpstr (nobody, ==, "");
  g_free (account->user);
  account->user = g_strdup ("me@home.example");
  user = valise_people_own (fixture->store, account, &error);
  g_assert_cmpstr (user, ==, "me@home.example");

  sent = valise_folders_get (fixture->store, fixture->folder, &error);
  sent->role = VALISE_ROLE_SENT;
  g_assert_true (valise_folders_save (fixture->store, sent, &error));
  add_message (fixture, "1", 1, "Old Name <me@home.example>", NULL);
  add_message (fixture, "2", 2, "New Name <me@home.example>", NULL);
  last = valise_people_own (fixture->store, account, &error);
  g_assert_cmpstr (last, ==, "New Name <me@home.example>");

  account->person = g_strdup ("Jane Doe");
  account->address = g_strdup ("jane@home.example");
  given = valise_people_own (fixture->store, account, &error);
  g_assert_cmpstr (given, ==, "Jane Doe <jane@home.example>");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_test ("/people/find", test_find);
  fixture_test ("/people/contacts-first", test_contacts_first);
  fixture_test ("/people/own", test_own);
  return g_test_run ();
}
