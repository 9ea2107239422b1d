/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events, contacts, tasks and notes as forms. */

#include "format/calendar-edit.h"
#include "format/contact-values.h"
#include "format/content-equal.h"
#include "format/item-form.h"
#include "format/vcard.h"
#include "model/error.h"

#include "format/corpus.h"

#include <string.h>

#define NOW 1772442000

static int
index_of (ValiseKind kind, const char *name)
{
  guint count;
  const ValiseFormField *fields = valise_form_fields (kind, &count);

  for (guint i = 0; i < count; i++)
    if (g_str_equal (fields[i].name, name))
      return (int)i;
  g_assert_not_reached ();
}

static GStrv
read_form (ValiseKind kind, GBytes *content)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  GStrv values = valise_form_read (kind, content, &note, &error);

  g_assert_no_error (error);
  return values;
}

static void
set (ValiseKind kind, GStrv values, const char *name, const char *value)
{
  int i = index_of (kind, name);

  g_free (values[i]);
  values[i] = g_strdup (value);
}

static GBytes *
write_form (ValiseKind kind, GBytes *content, GStrv before, GStrv after)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = valise_form_write (kind, content, (const char *const *)before,
                                     (const char *const *)after, "Europe/Berlin", NOW, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
assert_wrong (ValiseKind kind, GBytes *content, GStrv before, GStrv after, const char *why)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (valise_form_write (kind, content, (const char *const *)before,
                                    (const char *const *)after, "Europe/Berlin", NOW, &error));
  g_assert_cmpstr (error->message, ==, why);
}

static gboolean
has (GBytes *bytes, const char *text)
{
  return g_strstr_len (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), text)
         != NULL;
}

static GStrv
empty (ValiseKind kind)
{
  guint count;
  GStrv values;

  valise_form_fields (kind, &count);
  values = g_new0 (char *, count + 1);
  for (guint i = 0; i < count; i++)
    values[i] = g_strdup ("");
  return values;
}

/* What is in a contact says which of its values it is; what is typed does not. */
static char *
without_origins (const char *value)
{
  g_auto (GStrv) lines = g_strsplit (value, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] == '@')
      {
        const char *rest = lines[i] + strcspn (lines[i], " :");
        gboolean plain = *rest == ':' && !g_str_has_prefix (rest, ": note: ");
        char *copy = g_strdup (plain ? rest + 2 : *rest == ' ' ? rest + 1 : rest);

        g_free (lines[i]);
        lines[i] = copy;
      }
  return g_strjoinv ("\n", lines);
}

/* What is typed into an empty form is what it says when it is opened again. */
static void
test_new (void)
{
  static const struct
  {
    ValiseKind kind;
    const char *fields[14][2];
  } cases[] = {
    { VALISE_KIND_EVENT,
      { { "title", "Lunch" },
        { "location", "Café" },
        { "start", "2026-03-29 12:00" },
        { "end", "2026-03-29 13:30" },
        { "zone", "America/New_York" },
        { "recurrence", "FREQ=WEEKLY;BYDAY=SU;UNTIL=20261231" },
        { "reminders", "-PT15M\n-P1D" },
        { "organizer", "Me <me@example.org>" },
        { "attendees", "Ann <ann@example.org>, bob@example.org" },
        { "transparency", "TRANSPARENT" },
        { "description", "Bring\nthe plan" } } },
    { VALISE_KIND_EVENT,
      { { "title", "Trip" },
        { "all-day", "1" },
        { "start", "2026-03-29" },
        { "end", "2026-03-31" },
        { "recurrence", "FREQ=YEARLY;COUNT=3" } } },
    { VALISE_KIND_TASK,
      { { "title", "Pay" },
        { "due", "2026-04-01" },
        { "reminders", "END:-PT15M\nEND:PT0S" },
        { "status", "IN-PROCESS" },
        { "percent", "40" },
        { "priority", "1" } } },
    { VALISE_KIND_NOTE, { { "title", "Idea" }, { "description", "One\n\nTwo" } } },
    { VALISE_KIND_CONTACT,
      { { "name", "Ann Brown" },
        { "given", "Ann" },
        { "family", "Brown" },
        { "emails", "work: ann@a.example\nhome: ann@b.example\n: note: odd" },
        { "phones", "cell: +49 89 1" },
        { "addresses", "home: ;;Main Street 1\\; rear;München;;80331;Germany\nwork: ;;B;C;;;" },
        { "photo", "data:image/jpeg;base64,/9j/4AA=" },
        { "urls", "https://ann.example" },
        { "birthday", "1985-04-12" } } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) before = empty (cases[i].kind);
      g_auto (GStrv) after = empty (cases[i].kind);
      g_auto (GStrv) back = NULL;
      g_autoptr (GBytes) bytes = NULL;

      for (guint j = 0; cases[i].fields[j][0] != NULL; j++)
        set (cases[i].kind, after, cases[i].fields[j][0], cases[i].fields[j][1]);
      bytes = write_form (cases[i].kind, NULL, before, after);
      back = read_form (cases[i].kind, bytes);
      for (guint j = 0; after[j] != NULL; j++)
        {
          g_autofree char *said = without_origins (back[j]);

          g_assert_cmpstr (said, ==, after[j]);
        }
    }
}

#define WITHOUT_DUE "Say when the task is due, or remove its reminders."

/* What a task is reminded of by has to be there (RFC 5545 section 3.8.6.3). */
static void
test_reminders_of_tasks (void)
{
  static const char text[] = "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:1\r\nSUMMARY:Pay\r\n"
                             "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER;RELATED=END:-PT5M\r\n"
                             "END:VALARM\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";
  static const ValiseFieldEdit from_start[] = { { "title", "Pay" },
                                                { "due", "20260401T100000" },
                                                { "reminders", "-PT15M" } };
  g_autoptr (GBytes) content = g_bytes_new_static (text, strlen (text));
  g_auto (GStrv) before = empty (VALISE_KIND_TASK);
  g_auto (GStrv) after = empty (VALISE_KIND_TASK);
  g_auto (GStrv) broken = read_form (VALISE_KIND_TASK, content);
  g_auto (GStrv) renamed = g_strdupv (broken);
  g_autoptr (GBytes) due = NULL;
  g_autoptr (GBytes) same = NULL;
  g_autoptr (GBytes) typed = NULL;

  set (VALISE_KIND_TASK, after, "title", "Pay");
  set (VALISE_KIND_TASK, after, "reminders", "END:-PT15M");
  assert_wrong (VALISE_KIND_TASK, NULL, before, after, WITHOUT_DUE);
  set (VALISE_KIND_TASK, after, "due", "2026-04-01 10:00");
  due = write_form (VALISE_KIND_TASK, NULL, before, after);
  g_assert_true (has (due, "TRIGGER;RELATED=END:-PT15M\r\n"));
  /* Taking away when it is due leaves the reminder without a meaning. */
  g_strfreev (g_steal_pointer (&before));
  before = g_strdupv (after);
  set (VALISE_KIND_TASK, after, "due", "");
  assert_wrong (VALISE_KIND_TASK, due, before, after, WITHOUT_DUE);
  /* What came in like that can still be given another title. */
  set (VALISE_KIND_TASK, renamed, "title", "Pay it");
  same = write_form (VALISE_KIND_TASK, content, broken, renamed);
  g_assert_true (has (same, "TRIGGER;RELATED=END:-PT5M\r\n"));
  /* By hand: there is no start that it could come before. */
  typed = valise_calendar_create (VALISE_KIND_TASK, "1", from_start, G_N_ELEMENTS (from_start), 0,
                                  NULL);
  g_assert_true (has (typed, "TRIGGER;RELATED=END:-PT15M\r\n"));
}

#define SERIES                                                                                     \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nX-WR-CALNAME:kept\r\n"                            \
  "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260302T100000Z\r\n"              \
  "DTEND:20260302T110000Z\r\nRRULE:FREQ=MONTHLY;BYDAY=1MO\r\nSUMMARY:Meeting\r\nX-FOO;A=B:bar\r\n" \
  "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT\r\n"               \
  "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nRECURRENCE-ID:20260406T100000Z\r\n"        \
  "DTSTART:20260406T120000Z\r\nSUMMARY:Later\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

/* What the form does not show stays: alarms, unknown properties, exceptions. */
static void
test_kept (void)
{
  g_autoptr (GBytes) content = g_bytes_new_static (SERIES, strlen (SERIES));
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  g_auto (GStrv) before = valise_form_read (VALISE_KIND_EVENT, content, &note, &error);
  g_auto (GStrv) after = g_strdupv (before);
  g_autoptr (GBytes) same = write_form (VALISE_KIND_EVENT, content, before, after);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_nonnull (note);
  g_assert_true (g_bytes_equal (same, content));
  set (VALISE_KIND_EVENT, after, "title", "Board");
  bytes = write_form (VALISE_KIND_EVENT, content, before, after);
  g_assert_true (has (bytes, "SUMMARY:Board"));
  g_assert_true (has (bytes, "X-FOO;A=B:bar\r\n"));
  g_assert_true (has (bytes, "X-WR-CALNAME:kept\r\n"));
  g_assert_true (has (bytes, "TRIGGER:-PT15M\r\n"));
  g_assert_true (has (bytes, "RRULE:FREQ=MONTHLY;BYDAY=1MO\r\n"));
  g_assert_true (has (bytes, "RECURRENCE-ID:20260406T100000Z\r\n"));
  g_assert_true (has (bytes, "SUMMARY:Later\r\n"));
}

/* The shown name follows the first name, unless it is one of its own. */
static void
test_name_follows (void)
{
  static const char card[] = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:Ann Brown\r\n"
                             "N:Brown;Ann;;;\r\nX-SPOUSE:kept\r\nEND:VCARD\r\n";
  g_autoptr (GBytes) content = g_bytes_new_static (card, strlen (card));
  g_auto (GStrv) before = read_form (VALISE_KIND_CONTACT, content);
  g_auto (GStrv) after = g_strdupv (before);
  g_autoptr (GBytes) bytes = NULL;

  set (VALISE_KIND_CONTACT, after, "family", "White");
  bytes = write_form (VALISE_KIND_CONTACT, content, before, after);
  g_assert_true (has (bytes, "FN:Ann White\r\n"));
  g_assert_true (has (bytes, "N:White;Ann;;;\r\n"));
  g_assert_true (has (bytes, "X-SPOUSE:kept\r\n"));
}

/* The lines of a contact as they stand in the file, but for the property @but, the time of the
 * change, and a name, which is added where it is missing. */
static char *
other_lines (GBytes *content, const char *but)
{
  g_autoptr (ValiseVcard) vcard = valise_vcard_parse (content, NULL);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < vcard->card->lines->len; i++)
    {
      const ValiseLine *line = g_ptr_array_index (vcard->card->lines, i);

      if (!g_str_equal (line->name, but) && !g_str_equal (line->name, "REV")
          && !g_str_equal (line->name, "N") && !g_str_equal (line->name, "FN"))
        {
          g_string_append_len (out, line->raw, (gssize)line->raw_size);
          g_string_truncate (out, strlen (g_strchomp (out->str)));
          g_string_append_c (out, '\n');
        }
    }
  return g_string_free (out, FALSE);
}

static guint
count_lines (GBytes *content, const char *name)
{
  g_autoptr (ValiseVcard) vcard = valise_vcard_parse (content, NULL);
  guint count = 0;

  for (guint i = 0; i < vcard->card->lines->len; i++)
    count += g_str_equal (((ValiseLine *)g_ptr_array_index (vcard->card->lines, i))->name, name);
  return count;
}

/* Sets @field to @value, and opens it again. */
static void
check_edit (GBytes *content,
            const char *field,
            const char *property,
            const char *value,
            int n_more,
            const char *expected)
{
  g_auto (GStrv) before = read_form (VALISE_KIND_CONTACT, content);
  g_auto (GStrv) after = g_strdupv (before);
  g_auto (GStrv) back = NULL;
  g_autoptr (GBytes) edited = NULL;
  g_autofree char *old = other_lines (content, property);
  g_autofree char *new = NULL;

  set (VALISE_KIND_CONTACT, after, field, value);
  edited = write_form (VALISE_KIND_CONTACT, content, before, after);
  new = other_lines (edited, property);
  g_assert_cmpstr (new, ==, old);
  g_assert_cmpint ((int)count_lines (edited, property), ==,
                   (int)count_lines (content, property) + n_more);
  g_assert_false (valise_content_equal (VALISE_KIND_CONTACT, content, edited));
  back = read_form (VALISE_KIND_CONTACT, edited);
  for (int i = 0; back[i] != NULL; i++)
    if (i != index_of (VALISE_KIND_CONTACT, field) && i != index_of (VALISE_KIND_CONTACT, "name")
        && i != index_of (VALISE_KIND_CONTACT, "family"))
      g_assert_cmpstr (back[i], ==, before[i]);
  g_assert_cmpstr (back[index_of (VALISE_KIND_CONTACT, field)], ==, expected);
}

/* One value more, and another first value of a kind that stays. */
static void
check_list (GBytes *content, const char *field, const char *property, const char *value)
{
  g_auto (GStrv) values = read_form (VALISE_KIND_CONTACT, content);
  const char *before = values[index_of (VALISE_KIND_CONTACT, field)];
  g_autoptr (GPtrArray) entries = valise_contact_values_parse (before);
  const char *end = entries->len > 0 ? "\n" : "";
  g_autofree char *more = g_strdup_printf ("%s%shome: %s", before, end, value);
  g_autofree char *read = g_strdup_printf ("%s%s@%u home: %s", before, end, entries->len, value);
  g_autofree char *other = NULL;
  ValiseContactEntry *first;

  check_edit (content, field, property, more, 1, read);
  if (entries->len == 0)
    return;
  first = entries->pdata[0];
  g_free (first->value);
  first->value = g_strdup (value);
  other = valise_contact_values_format (entries);
  check_edit (content, field, property, other, 0, other);
}

/* Any contact: one value of it is changed, and nothing else. */
static void
test_any_contact (gconstpointer name)
{
  static const char *const photos[] = { "data:image/jpeg;base64,/9j/4AAQ", "" };
  g_autoptr (GBytes) content = corpus_read ("vcard", name);
  g_auto (GStrv) values = read_form (VALISE_KIND_CONTACT, content);
  const char *photo = values[index_of (VALISE_KIND_CONTACT, "photo")];

  if (*values[0] == '\0')
    return;
  check_list (content, "emails", "EMAIL", "new@example.org");
  check_list (content, "phones", "TEL", "+49 89 4711");
  check_list (content, "urls", "URL", "https://example.org/?a=b,c;d");
  check_list (content, "addresses", "ADR", ";;Street 1\\nRear\\; left;Town;;1;");
  for (guint i = 0; i < G_N_ELEMENTS (photos); i++)
    if (!g_str_equal (photo, photos[i]))
      {
        g_autofree char *read = g_strdup (photos[i]);
        gboolean had = *photo != '\0';

        /* The broken one has two pictures, which go together. */
        check_edit (content, "photo", "PHOTO", photos[i],
                    *photos[i] != '\0' ? (had ? 0 : 1) : -(int)count_lines (content, "PHOTO"),
                    read);
      }
}

static void
test_errors (void)
{
  static const struct
  {
    const char *typed, *why;
  } times[] = {
    { "tomorrow", "“tomorrow” is no date. Write it like 2026-11-24." },
    { "next week", "“next week” is no date. Write it like 2026-11-24." },
    { "next week 10:00", "“next week” is no date. Write it like 2026-11-24." },
    { "2026-03-29 noon", "“noon” is no time of day. Write it like 10:00." },
    { "2026-03-29 at 10", "“at 10” is no time of day. Write it like 10:00." },
  };
  g_auto (GStrv) before = empty (VALISE_KIND_EVENT);
  g_auto (GStrv) after = empty (VALISE_KIND_EVENT);

  assert_wrong (VALISE_KIND_EVENT, NULL, before, after, "Write a title.");
  set (VALISE_KIND_EVENT, after, "title", "x");
  assert_wrong (VALISE_KIND_EVENT, NULL, before, after, "Say when the event starts.");
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      set (VALISE_KIND_EVENT, after, "start", times[i].typed);
      assert_wrong (VALISE_KIND_EVENT, NULL, before, after, times[i].why);
    }
}

/* Times of which one has a time of day and the other has none are none to any server. */
static void
test_half_a_time (void)
{
  static const struct
  {
    ValiseKind kind;
    const char *end;
    const char *error;
  } cases[] = {
    { VALISE_KIND_EVENT, "end", "Give the start and the end a time of day, or neither of them." },
    { VALISE_KIND_TASK, "due",
      "Give the start and the due date a time of day, or neither of them." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) before = empty (cases[i].kind);
      g_auto (GStrv) after = empty (cases[i].kind);

      set (cases[i].kind, after, "title", "x");
      set (cases[i].kind, after, "start", "2026-03-29");
      set (cases[i].kind, after, cases[i].end, "2026-03-29 10:00");
      assert_wrong (cases[i].kind, NULL, before, after, cases[i].error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/item-form/new", test_new);
  g_test_add_func ("/item-form/reminders-of-tasks", test_reminders_of_tasks);
  g_test_add_func ("/item-form/kept", test_kept);
  g_test_add_func ("/item-form/name-follows", test_name_follows);
  corpus_add ("vcard", "/item-form/any-contact", test_any_contact);
  g_test_add_func ("/item-form/errors", test_errors);
  g_test_add_func ("/item-form/half-a-time", test_half_a_time);
  return g_test_run ();
}
