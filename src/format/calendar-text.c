/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An event, a task or a note in words: for lists, for search, for the command line, and to compare
 * two versions by. */

#include "format/calendar-view.h"

#include "format/civil.h"
#include "format/text-clean.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PREVIEW_BYTES 200

/**
 * valise_calendar_status_words:
 * @status: a STATUS, in upper case
 *
 * Returns: the status in the user's language; @status itself where it is not one of RFC 5545
 */
const char *
valise_calendar_status_words (const char *status)
{
  static const struct
  {
    const char *status;
    const char *words;
  } known[] = {
    { "CONFIRMED", NC_ ("status", "confirmed") },
    { "TENTATIVE", NC_ ("status", "tentative") },
    { "CANCELLED", NC_ ("status", "cancelled") },
    { "NEEDS-ACTION", NC_ ("status", "not started") },
    { "IN-PROCESS", NC_ ("status", "in progress") },
    { "COMPLETED", NC_ ("status", "completed") },
    { "DRAFT", NC_ ("status", "draft") },
    { "FINAL", NC_ ("status", "final") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].status, status))
      return g_dpgettext2 (GETTEXT_PACKAGE, "status", known[i].words);
  return status;
}

static const char *
describe_answer (ValiseAnswer answer)
{
  switch (answer)
    {
    case VALISE_ANSWER_NONE:
      return C_ ("attendee", "no answer");
    case VALISE_ANSWER_ACCEPTED:
      return C_ ("attendee", "accepted");
    case VALISE_ANSWER_TENTATIVE:
      return C_ ("attendee", "tentative");
    case VALISE_ANSWER_DECLINED:
      return C_ ("attendee", "declined");
    case VALISE_ANSWER_DELEGATED:
      return C_ ("attendee", "delegated");
    }
  g_return_val_if_reached ("");
}

static void
append_clock (GString *out, gint64 local)
{
  int minute = (int)((local - valise_civil_day_of (local) * VALISE_DAY_SECONDS) / 60);

  g_string_append_printf (out, "%02d:%02d", minute / 60, minute % 60);
}

static void
append_time (GString *out, gint64 local, gboolean is_date)
{
  ValiseDate date = valise_civil_date (valise_civil_day_of (local));

  g_string_append_printf (out, "%04d-%02d-%02d", date.year, date.month, date.day);
  if (is_date)
    return;
  g_string_append_c (out, ' ');
  append_clock (out, local);
}

/* Where the clock of @time differs from the user's: what it says there. */
static void
append_zone (GString *out, const ValiseViewTime *time, const ValiseZone *here)
{
  if (time->is_date || time->zone == NULL || g_str_equal (time->zone, "UTC")
      || valise_zone_to_local (here, time->at) == time->local)
    return;
  g_string_append (out, " (");
  append_clock (out, time->local);
  g_string_append_printf (out, " %s)", time->zone);
}

static void
append_when (GString *out, const ValiseCalendarView *view, const ValiseZone *here)
{
  const ValiseViewTime *start = &view->start, *end = &view->end;
  gint64 first = start->is_date ? start->local : valise_zone_to_local (here, start->at);
  gint64 last;

  if (!start->is_set)
    return;
  g_string_append_printf (out, "%s: ", view->kind == VALISE_KIND_EVENT ? _ ("When") : _ ("Start"));
  append_time (out, first, start->is_date);
  if (end->is_set)
    {
      /* The last day of an event is shown, not the day after it, which the format has. */
      last = start->is_date ? end->local - VALISE_DAY_SECONDS
                            : valise_zone_to_local (here, end->at);
      if (last > first || (!start->is_date && end->at > start->at))
        {
          g_string_append (out, " – ");
          if (!start->is_date && valise_civil_day_of (first) == valise_civil_day_of (last))
            append_clock (out, last);
          else
            append_time (out, last, start->is_date);
        }
    }
  append_zone (out, start, here);
  g_string_append_c (out, '\n');
}

static void
append_point (GString *out, const char *name, const ValiseViewTime *time, const ValiseZone *here)
{
  if (!time->is_set)
    return;
  g_string_append_printf (out, "%s: ", name);
  append_time (out, time->is_date ? time->local : valise_zone_to_local (here, time->at),
               time->is_date);
  append_zone (out, time, here);
  g_string_append_c (out, '\n');
}

static void
append_field (GString *out, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (out, "%s: %s\n", name, value);
}

static void
append_words (GString *out, const char *name, GStrv words)
{
  g_autofree char *joined = g_strjoinv (", ", words);

  append_field (out, name, joined);
}

static void
append_attendees (GString *out, const ValiseCalendarView *view)
{
  for (guint i = 0; i < view->attendees->len; i++)
    {
      const ValiseAttendee *attendee = g_ptr_array_index (view->attendees, i);
      const char *what = attendee->is_resource   ? _ ("Resource")
                         : attendee->is_optional ? _ ("Optional attendee")
                                                 : _ ("Attendee");

      if (attendee->name != NULL)
        g_string_append_printf (out, "%s: %s <%s>, %s\n", what, attendee->name, attendee->email,
                                describe_answer (attendee->answer));
      else
        g_string_append_printf (out, "%s: %s, %s\n", what, attendee->email,
                                describe_answer (attendee->answer));
    }
}

/**
 * valise_calendar_view_to_text:
 * @view: an event, a task or a note
 * @here: (nullable): the zone that the user is in, the same as for @view; %NULL for this computer's
 *
 * Returns: (transfer full): the item as plain text, one field a line
 */
char *
valise_calendar_view_to_text (const ValiseCalendarView *view, const ValiseZone *here)
{
  g_autoptr (ValiseZone) local = here == NULL ? valise_zone_new_system (NULL) : NULL;
  GString *out = g_string_new (NULL);

  here = here != NULL ? here : local;
  append_field (out, _ ("Title"), view->title);
  append_when (out, view, here);
  append_point (out, _ ("Due"), &view->due, here);
  append_point (out, C_ ("point in time", "Completed"), &view->completed, here);
  append_field (out, _ ("Repeats"), view->recurrence);
  if (view->n_changed > 0)
    g_string_append_printf (
        out, ngettext ("Changed: %u occurrence\n", "Changed: %u occurrences\n", view->n_changed),
        view->n_changed);
  append_field (out, _ ("Place"), view->location);
  if (view->status != NULL)
    append_field (out, _ ("State"), valise_calendar_status_words (view->status));
  if (view->percent >= 0)
    g_string_append_printf (out, "%s: %d %%\n", C_ ("percentage", "Done"), view->percent);
  if (view->priority > 0)
    g_string_append_printf (out, "%s: %d\n", _ ("Priority"), view->priority);
  append_field (out, _ ("Organiser"), view->organizer);
  append_attendees (out, view);
  append_words (out, _ ("Categories"), view->categories);
  append_words (out, _ ("Reminder"), view->alarms);
  append_words (out, _ ("Attachments"), view->attachments);
  append_field (out, _ ("Web address"), view->url);
  if (view->is_private)
    append_field (out, _ ("Visibility"), C_ ("visibility", "private"));
  if (view->is_free && view->kind == VALISE_KIND_EVENT)
    /* Translators: whether the time of an event counts as free or busy: “Show as: free” */
    append_field (out, _ ("Show as"), C_ ("show as", "free"));
  if (view->description != NULL && *view->description != '\0')
    g_string_append_printf (out, "\n%s\n", view->description);
  return g_string_free (out, FALSE);
}

static char *
list_people (const ValiseCalendarView *view)
{
  g_autoptr (GString) people = g_string_new (view->organizer);

  for (guint i = 0; i < view->attendees->len; i++)
    {
      const ValiseAttendee *attendee = g_ptr_array_index (view->attendees, i);

      if (people->len > 0)
        g_string_append (people, ", ");
      if (attendee->name != NULL)
        g_string_append_printf (people, "%s <%s>", attendee->name, attendee->email);
      else
        g_string_append (people, attendee->email);
    }
  return people->len > 0 ? g_strdup (people->str) : NULL;
}

static char *
make_preview (const ValiseCalendarView *view)
{
  g_autofree char *joined = g_strjoin (" ", view->location != NULL ? view->location : "",
                                       view->description != NULL ? view->description : "", NULL);
  g_autofree char *cut = valise_text_cut (joined, PREVIEW_BYTES);
  g_autofree char *line = valise_text_clean_line (cut);

  return *line != '\0' ? g_steal_pointer (&line) : NULL;
}

/**
 * valise_calendar_summarize:
 * @content: a text/calendar content
 * @here: (nullable): the zone in which dates begin and floating times are; %NULL for this
 * computer's
 * @summary: (inout): overwritten; left alone on error
 * @error: set where there is neither event nor task nor note in @content
 *
 * Makes what a list shows of an item. Its date is its start, of a task its due time; of a note
 * without a date, and of what else has none, that of its last change.
 *
 * Returns: whether @summary was made
 */
gboolean
valise_calendar_summarize (GBytes *content,
                           const ValiseZone *here,
                           ValiseSummary *summary,
                           GError **error)
{
  g_autoptr (ValiseCalendarView) view = valise_calendar_view_new (content, here, error);

  if (view == NULL)
    return FALSE;
  valise_summary_clear (summary);
  summary->uid = g_strdup (view->uid);
  summary->title = g_strdup (view->title);
  summary->from = g_strdup (view->organizer);
  summary->people = list_people (view);
  summary->preview = make_preview (view);
  summary->size = (gint64)g_bytes_get_size (content);
  summary->has_attachment = *view->attachments != NULL;
  summary->date = view->changed_at;
  if (view->start.is_set)
    summary->date = view->start.at;
  if (view->kind == VALISE_KIND_TASK && view->due.is_set)
    summary->date = view->due.at;
  return TRUE;
}
