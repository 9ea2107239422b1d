/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything that is done with an event, a task or a note, done with any bytes. */

#include "fuzz/fuzz.h"

#include "format/calendar-edit.h"
#include "format/calendar-view.h"
#include "format/content-equal.h"
#include "format/item-form.h"
#include "format/note-mail.h"
#include "format/recurrence.h"

#define FROM 1735689600 /* 2025 */
#define TO 1767225600

/* A form that is saved without a change changes nothing. */
static void
use_form (GBytes *content, ValiseKind kind)
{
  g_autofree char *note = NULL;
  g_auto (GStrv) values = valise_form_read (kind, content, &note, NULL);
  const char *const *same = (const char *const *)values;
  g_autoptr (GBytes) saved = NULL;
  /* What is broken off gets its END lines all the same. */
  g_autoptr (GBytes) plain = valise_calendar_edit (content, NULL, 0, 0, NULL);

  g_assert_nonnull (values);
  for (guint i = 0; values[i] != NULL; i++)
    g_assert_true (g_utf8_validate (values[i], -1, NULL));
  saved = valise_form_write (kind, content, same, same, "Europe/Berlin", 0, NULL);
  /* A title or a start that is missing has to be given. */
  g_assert_true (saved == NULL || g_bytes_equal (saved, plain));
}

static void
use_item (GBytes *content, const ValiseZone *here)
{
  g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (content, NULL);
  g_autoptr (ValiseCalendarView) view = NULL;
  g_autoptr (GArray) occurrences = NULL;
  g_autofree char *text = NULL;

  g_assert_nonnull (calendar);
  view = valise_calendar_view_of (calendar, calendar->master, here);
  text = valise_calendar_view_to_text (view, here);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  use_form (content, calendar->kind);
  occurrences = valise_recurrence_expand (calendar, FROM, TO, here, NULL);
  for (guint i = 0; i < occurrences->len; i++)
    {
      const ValiseOccurrence *occurrence = &g_array_index (occurrences, ValiseOccurrence, i);

      g_assert_cmpint (occurrence->start, <, TO);
      g_assert_cmpint (occurrence->end, >=, FROM);
      g_assert_cmpint (occurrence->end, >=, occurrence->start);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const ValiseFieldEdit edits[] = { { "title", "x" },
                                    { "start", "2025-03-30T02:30 Europe/Berlin" },
                                    { "percent", "100" },
                                    { "recurrence", "FREQ=WEEKLY;BYDAY=SU;UNTIL=20301231" },
                                    { "reminders", "-PT5M\nEND:PT1H" },
                                    { "attendees", "Ann <ann@example.org>" },
                                    { "categories", "a,b" } };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GPtrArray) items = valise_calendar_split (bytes, NULL);
  g_autoptr (GBytes) edited = NULL;
  g_autoptr (GBytes) mail = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (ValiseZone) here = valise_zone_new_system (utc);

  if (items == NULL)
    return 0;
  for (guint i = 0; i < MIN (items->len, 10); i++)
    use_item (g_ptr_array_index (items, i), here);
  edited = valise_calendar_edit (bytes, edits, G_N_ELEMENTS (edits), 0, NULL);
  g_assert_nonnull (edited);
  valise_content_equal (VALISE_KIND_EVENT, bytes, edited);
  mail = valise_note_to_mail (edited, NULL, NULL, NULL);
  g_assert_nonnull (mail);
  return 0;
}
