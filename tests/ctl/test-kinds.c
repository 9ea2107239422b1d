/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events, tasks, notes and contacts through valisectl. */

#include "ctl-fixture.h"

#include <string.h>

static const char calendar[]
    = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nMETHOD:PUBLISH\r\n"
      "BEGIN:VEVENT\r\nUID:weekly@example.org\r\nSUMMARY:Site meeting\r\nLOCATION:North pier\r\n"
      "DTSTART;TZID=Europe/Prague:20261020T090000\r\nDTEND;TZID=Europe/Prague:20261020T100000\r\n"
      "RRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:weekly@example.org\r\nSUMMARY:Site meeting, later\r\n"
      "RECURRENCE-ID;TZID=Europe/Prague:20261103T090000\r\n"
      "DTSTART;TZID=Europe/Prague:20261103T110000\r\nDTEND;TZID=Europe/Prague:20261103T120000\r\n"
      "END:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:day@example.org\r\nSUMMARY:Holiday\r\n"
      "DTSTART;VALUE=DATE:20261028\r\nEND:VEVENT\r\n"
      "BEGIN:VTODO\r\nUID:task@example.org\r\nSUMMARY:Order bolts\r\nDUE:20261030T120000Z\r\n"
      "END:VTODO\r\nEND:VCALENDAR\r\n";

static const char cards[]
    = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:ann@example.org\r\nFN:Ann Mason\r\nN:Mason;Ann;;;\r\n"
      "EMAIL;TYPE=work:ann@stone.example\r\nTEL;TYPE=cell:+420 "
      "123\r\nX-SHOE-SIZE:38\r\nEND:VCARD\r\n"
      "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bob Smith\r\nEND:VCARD\r\n";

static const char note[]
    = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VJOURNAL\r\n"
      "UID:note@example.org\r\nSUMMARY:Levels\r\nDESCRIPTION:High water at noon\r\nEND:VJOURNAL\r\n"
      "END:VCALENDAR\r\n";

static void
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up_kinds (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  add_groupware (fixture);
  write_file (fixture, "site.ics", calendar);
  write_file (fixture, "people.vcf", cards);
  write_file (fixture, "note.ics", note);
}

static const char *
string_of (JsonNode *list, guint index, const char *key)
{
  return json_object_get_string_member (element (list, index), key);
}

static guint
length_of (JsonNode *list)
{
  return json_array_get_length (json_node_get_array (list));
}

/* A file of many items: what the folder is not for is told, the rest is added. */
static void
test_add_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) items = NULL;

  g_assert_cmpint (call (fixture, "add Site site.ics"), ==, 1);
  g_assert_cmpstr (fixture->out, ==, "1\n2\n");
  g_assert_nonnull (strstr (fixture->err, "This is not an event."));
  items = ask (fixture, "items Site");
  g_assert_cmpuint (length_of (items), ==, 2);
  g_assert_cmpstr (string_of (items, 0, "kind"), ==, "event");
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (element (items, 0), "flags")), ==, 0);
  assert_fails (fixture, "flag 1 +seen", 1, "Only messages have flags.");
}

/* Weekly, over the end of summer time, with one meeting put off. */
static void
test_agenda (Fixture *fixture, gconstpointer data)
{
  static const char *const starts[] = { "2026-10-27T09:00:00+01", "2026-10-28",
                                        "2026-11-03T11:00:00+01" };
  g_autoptr (JsonNode) items = NULL, summer = NULL, none = NULL;

  call (fixture, "add Site site.ics");
  items = ask (fixture, "items Site --from 2026-10-27 --to 2026-11-03");
  g_assert_cmpuint (length_of (items), ==, G_N_ELEMENTS (starts));
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    g_assert_true (g_str_has_prefix (string_of (items, i, "start"), starts[i]));
  g_assert_cmpstr (string_of (items, 0, "location"), ==, "North pier");
  g_assert_cmpstr (string_of (items, 1, "end"), ==, "2026-10-29");
  g_assert_cmpstr (string_of (items, 2, "title"), ==, "Site meeting, later");
  summer = ask (fixture, "items Site --from 2026-10-20 --to 2026-10-20");
  g_assert_true (g_str_has_prefix (string_of (summer, 0, "start"), "2026-10-20T09:00:00+02"));
  none = ask (fixture, "items Site --from 2026-10-19 --to 2026-10-19");
  g_assert_cmpuint (length_of (none), ==, 0);
}

/* A task is on when it is due. */
static void
test_tasks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) items = NULL, due = NULL, none = NULL;

  g_assert_cmpint (call (fixture, "add Jobs site.ics"), ==, 1);
  items = ask (fixture, "items Jobs");
  g_assert_cmpuint (length_of (items), ==, 1);
  g_assert_cmpstr (string_of (items, 0, "date"), ==, "2026-10-30T12:00:00Z");
  due = ask (fixture, "items Jobs --from 2026-10-30 --to 2026-10-30");
  g_assert_cmpuint (length_of (due), ==, 1);
  g_assert_cmpstr (string_of (due, 0, "title"), ==, "Order bolts");
  none = ask (fixture, "items Jobs --from 2026-10-29 --to 2026-10-29");
  g_assert_cmpuint (length_of (none), ==, 0);
}

static void
test_agenda_usage (Fixture *fixture, gconstpointer data)
{
  static const char *const commands[] = {
    "items Site --from 2026-10-27",
    "items Site --from 2026-10-27 --to 2026-10-26",
    "items Site --from tomorrow --to 2026-10-26",
    "items Site --from 2026-02-30 --to 2026-10-26",
    "items Site --from 1999-01-01 --to 2026-10-26",
    "items Site --from 2026-10-26 --to 2026-10-27 --search pier",
    "items People --from 2026-10-26 --to 2026-10-27",
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    assert_fails (fixture, commands[i], 2, "");
}

static void
test_contacts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) found = NULL, shown = NULL;
  JsonObject *ann;

  g_assert_cmpint (call (fixture, "add People people.vcf"), ==, 0);
  g_assert_cmpstr (fixture->out, ==, "1\n2\n");
  found = ask (fixture, "items People --search stone");
  g_assert_cmpuint (length_of (found), ==, 1);
  g_assert_cmpstr (string_of (found, 0, "title"), ==, "Ann Mason");
  g_assert_cmpstr (string_of (found, 0, "from"), ==, "ann@stone.example");
  shown = ask (fixture, "show 1");
  ann = json_node_get_object (shown);
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (ann, "phones"), 0),
                   ==, "+420 123");
  g_assert_cmpint (call (fixture, "show 1"), ==, 0);
  g_assert_nonnull (strstr (fixture->out, "Name: Ann Mason\n"));
  g_assert_null (strstr (fixture->out, "BEGIN:VCARD"));
  g_assert_cmpint (call (fixture, "export 1"), ==, 0);
  g_assert_nonnull (strstr (fixture->out, "X-SHOE-SIZE:38\r\n"));
  assert_fails (fixture, "replace 1 people.vcf", 1, "more than one item");
}

static void
test_note (Fixture *fixture, gconstpointer data)
{
  g_autofree char *exported = NULL;
  g_autoptr (JsonNode) found = NULL;

  g_assert_cmpint (call (fixture, "add Journal note.ics"), ==, 0);
  g_assert_cmpint (call (fixture, "export 1"), ==, 0);
  g_assert_cmpstr (fixture->out, ==, note);
  found = ask (fixture, "items Journal --search noon");
  g_assert_cmpuint (length_of (found), ==, 1);
  assert_fails (fixture, "add Journal note.ics", 1, "in this folder already, as item 1");
}

/* Whatever UID the new text has, it is the same item. */
static void
test_replace (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) items = NULL;

  g_assert_cmpint (call (fixture, "add Journal note.ics"), ==, 0);
  g_assert_cmpint (
      call (fixture, "export 1 | sed 's/^UID:.*/UID:other\\r/; s/noon/two/' >edited.ics"), ==, 0);
  g_assert_cmpint (call (fixture, "replace 1 edited.ics"), ==, 0);
  items = ask (fixture, "items Journal");
  g_assert_cmpuint (length_of (items), ==, 1);
  g_assert_cmpstr (string_of (items, 0, "uid"), ==, "note@example.org");
  g_assert_cmpint (call (fixture, "export 1"), ==, 0);
  g_assert_nonnull (strstr (fixture->out, "UID:note@example.org\r\n"));
  g_assert_nonnull (strstr (fixture->out, "High water at two"));
  assert_fails (fixture, "replace 1 people.vcf", 1, "no event, task or note");
}

/* There is no Trash for it; it never was on a server, so it is gone. */
static void
test_delete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) items = NULL;

  g_assert_cmpint (call (fixture, "add Journal note.ics"), ==, 0);
  g_assert_cmpint (call (fixture, "delete 1"), ==, 0);
  items = ask (fixture, "items Journal");
  g_assert_cmpuint (length_of (items), ==, 0);
}

#define ADD(path, func) g_test_add ("/kinds/" path, Fixture, NULL, set_up_kinds, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("add-many", test_add_many);
  ADD ("agenda", test_agenda);
  ADD ("tasks", test_tasks);
  ADD ("agenda-usage", test_agenda_usage);
  ADD ("contacts", test_contacts);
  ADD ("note", test_note);
  ADD ("replace", test_replace);
  ADD ("delete", test_delete);
  return g_test_run ();
}
