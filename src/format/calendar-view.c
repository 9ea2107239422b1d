/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a reader sees of an event, a task or a note. The three differ in a handful of properties, so
 * they have one view. */

#include "format/calendar-view.h"

#include "format/civil.h"
#include "format/html-text.h"
#include "format/text-clean.h"

#include <stdlib.h>
#include <string.h>

#define MAX_LISTED 500 /* attendees, attachments, alarms */

static void
attendee_free (ValiseAttendee *attendee)
{
  g_free (attendee->name);
  g_free (attendee->email);
  g_free (attendee);
}

void
valise_calendar_view_free (ValiseCalendarView *view)
{
  char *strings[] = { view->uid,        view->title,    view->recurrence, view->location,
                      view->url,        view->status,   view->organizer,  view->description,
                      view->start.zone, view->end.zone, view->due.zone,   view->completed.zone };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (strings[i]);
  g_ptr_array_unref (view->attendees);
  g_strfreev (view->categories);
  g_strfreev (view->alarms);
  g_strfreev (view->attachments);
  g_free (view);
}

static char *
get_line (const ValiseComponent *component, const char *name)
{
  g_autofree char *text = valise_component_get_text (component, name);
  g_autofree char *line = text != NULL ? valise_text_clean_line (text) : NULL;

  return line != NULL && *line != '\0' ? g_steal_pointer (&line) : NULL;
}

static void
set_time (ValiseViewTime *view,
          const ValiseTime *time,
          const ValiseZone *own,
          const ValiseZone *here)
{
  view->is_set = TRUE;
  view->at = valise_time_to_utc (time, here);
  view->is_date = time->is_date;
  view->local = time->seconds;
  if (time->zone != NULL && own != NULL)
    {
      view->zone = g_strdup (valise_zone_get_name (own));
      view->local = valise_zone_to_local (own, view->at);
    }
}

static void
read_time (ValiseCalendar *calendar,
           const ValiseComponent *component,
           const char *name,
           const ValiseZone *here,
           ValiseViewTime *view)
{
  ValiseTime time;

  if (valise_calendar_read_time (calendar, valise_component_find (component, name), &time))
    set_time (view, &time, time.zone, here);
}

/* "mailto:ann@example.org" without its scheme; any other address as it is. */
static char *
read_address (const ValiseLine *line)
{
  g_autofree char *clean = valise_text_clean_line (line->value);
  const char *email = valise_line_get_param (line, "EMAIL");

  if (g_ascii_strncasecmp (clean, "mailto:", 7) == 0)
    return g_strdup (clean + 7);
  return email != NULL ? valise_text_clean_line (email) : g_steal_pointer (&clean);
}

static char *
read_name (const ValiseLine *line)
{
  const char *name = valise_line_get_param (line, "CN");

  g_autofree char *clean = name != NULL ? valise_text_clean_line (name) : NULL;

  return clean != NULL && *clean != '\0' ? g_steal_pointer (&clean) : NULL;
}

static ValiseAnswer
read_answer (const ValiseLine *line)
{
  static const char *const answers[] = {
    [VALISE_ANSWER_NONE] = "NEEDS-ACTION",   [VALISE_ANSWER_ACCEPTED] = "ACCEPTED",
    [VALISE_ANSWER_TENTATIVE] = "TENTATIVE", [VALISE_ANSWER_DECLINED] = "DECLINED",
    [VALISE_ANSWER_DELEGATED] = "DELEGATED",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (valise_line_has_param (line, "PARTSTAT", answers[i]))
      return (ValiseAnswer)i;
  return VALISE_ANSWER_NONE;
}

static void
take_attendee (GPtrArray *attendees, const ValiseLine *line)
{
  g_autofree char *email = read_address (line);
  g_autofree char *name = read_name (line);
  ValiseAttendee *attendee;

  if (attendees->len == MAX_LISTED || (*email == '\0' && name == NULL))
    return;
  attendee = g_new0 (ValiseAttendee, 1);
  if (g_strcmp0 (name, email) != 0)
    attendee->name = g_steal_pointer (&name);
  attendee->email = g_steal_pointer (&email);
  attendee->answer = read_answer (line);
  attendee->is_optional = valise_line_has_param (line, "ROLE", "OPT-PARTICIPANT");
  attendee->is_resource = valise_line_has_param (line, "CUTYPE", "ROOM")
                          || valise_line_has_param (line, "CUTYPE", "RESOURCE");
  g_ptr_array_add (attendees, attendee);
}

static char *
read_organizer (const ValiseComponent *component)
{
  const ValiseLine *line = valise_component_find (component, "ORGANIZER");
  g_autofree char *email = NULL;
  g_autofree char *name = NULL;

  if (line == NULL)
    return NULL;
  email = read_address (line);
  name = read_name (line);
  if (name == NULL || g_str_equal (name, email))
    return g_steal_pointer (&email);
  return g_strdup_printf ("%s <%s>", name, email);
}

/* DESCRIPTION; or what Outlook writes in its place. */
static char *
read_description (const ValiseComponent *component)
{
  g_autofree char *text = valise_component_get_text (component, "DESCRIPTION");
  const ValiseLine *html = valise_component_find (component, "X-ALT-DESC");
  ValiseProblems problems = VALISE_PROBLEM_NONE;

  if (text != NULL || html == NULL || !valise_line_has_param (html, "FMTTYPE", "text/html"))
    return text != NULL ? g_strchomp (g_steal_pointer (&text)) : NULL;
  text = valise_line_get_text (html);
  return g_strchomp (valise_html_to_text (text, -1, &problems));
}

/* A name for what is attached: its file's, or where on the network it is. */
static char *
read_attachment (const ValiseLine *line)
{
  const char *const names[] = { "FILENAME", "X-FILENAME", "X-APPLE-FILENAME", "LABEL", "FMTTYPE" };
  gboolean is_inline = valise_line_has_param (line, "VALUE", "BINARY")
                       || g_ascii_strncasecmp (line->value, "data:", 5) == 0;

  for (guint i = 0; i < G_N_ELEMENTS (names) - (is_inline ? 0 : 1); i++)
    if (valise_line_get_param (line, names[i]) != NULL)
      return valise_text_clean_line (valise_line_get_param (line, names[i]));
  return is_inline ? g_strdup ("application/octet-stream") : valise_text_clean_line (line->value);
}

static void
take_words (GStrvBuilder *builder, const ValiseLine *line)
{
  g_auto (GStrv) words = valise_line_split (line->value, ',');

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = valise_text_clean_line (words[i]);

      if (*word != '\0')
        g_strv_builder_add (builder, word);
    }
}

/* The properties that may stand there more than once. */
static void
read_lists (ValiseCalendarView *view, const ValiseComponent *component, const ValiseZone *here)
{
  g_autoptr (GStrvBuilder) categories = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) alarms = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) attachments = g_strv_builder_new ();
  guint n_listed = 0;

  for (guint i = 0; i < component->lines->len && n_listed < MAX_LISTED; i++)
    {
      const ValiseLine *line = g_ptr_array_index (component->lines, i);
      g_autofree char *words = NULL;

      if (g_str_equal (line->name, "ATTENDEE"))
        take_attendee (view->attendees, line);
      else if (g_str_equal (line->name, "CATEGORIES"))
        take_words (categories, line);
      else if (g_str_equal (line->name, "ATTACH"))
        {
          words = read_attachment (line);
          if (*words != '\0')
            g_strv_builder_add (attachments, words);
          n_listed++;
        }
      else if (line->component != NULL && g_str_equal (line->component->name, "VALARM"))
        {
          words = valise_alarm_describe (line->component, view->kind, here);
          if (words != NULL)
            g_strv_builder_add (alarms, words);
          n_listed++;
        }
    }
  view->categories = g_strv_builder_end (categories);
  view->alarms = g_strv_builder_end (alarms);
  view->attachments = g_strv_builder_end (attachments);
}

static int
read_number (const ValiseComponent *component, const char *name, int max, int otherwise)
{
  const ValiseLine *line = valise_component_find (component, name);

  return line != NULL && g_ascii_isdigit (*line->value) ? CLAMP (atoi (line->value), 0, max)
                                                        : otherwise;
}

static gboolean
has_value (const ValiseComponent *component, const char *name, const char *value)
{
  const ValiseLine *line = valise_component_find (component, name);

  return line != NULL && g_ascii_strcasecmp (line->value, value) == 0;
}

/* The times of a task are taken as they are; those of an event are worked out. */
static void
read_times (ValiseCalendarView *view,
            ValiseCalendar *calendar,
            const ValiseComponent *component,
            const ValiseZone *here)
{
  ValiseSpan span = valise_calendar_get_span (calendar, component);
  ValiseViewTime changed = { 0 };

  read_time (calendar, component, "DTSTART", here, &view->start);
  if (view->kind == VALISE_KIND_EVENT && span.is_set)
    set_time (&view->end, &span.end, span.start.zone, here);
  read_time (calendar, component, "DUE", here, &view->due);
  if (view->kind == VALISE_KIND_TASK && span.is_set && view->start.is_set && !view->due.is_set
      && valise_component_find (component, "DURATION") != NULL)
    set_time (&view->due, &span.end, span.start.zone, here);
  read_time (calendar, component, "COMPLETED", here, &view->completed);
  read_time (calendar, component, "LAST-MODIFIED", here, &changed);
  if (!changed.is_set)
    read_time (calendar, component, "DTSTAMP", here, &changed);
  view->changed_at = changed.at;
  g_free (changed.zone);
}

/**
 * valise_calendar_view_of:
 * @calendar: an item
 * @component: its master or one of its overrides
 * @here: the zone that the user is in
 *
 * Returns: (transfer full): what to show of it
 */
ValiseCalendarView *
valise_calendar_view_of (ValiseCalendar *calendar,
                         const ValiseComponent *component,
                         const ValiseZone *here)
{
  ValiseCalendarView *view = g_new0 (ValiseCalendarView, 1);
  const ValiseLine *class = valise_component_find (component, "CLASS");
  g_autofree char *status = get_line (component, "STATUS");

  view->kind = calendar->kind;
  view->attendees = g_ptr_array_new_with_free_func ((GDestroyNotify)attendee_free);
  view->uid = get_line (component, "UID");
  view->title = get_line (component, "SUMMARY");
  view->location = get_line (component, "LOCATION");
  view->url = get_line (component, "URL");
  view->description = read_description (component);
  view->organizer = read_organizer (component);
  view->status = status != NULL ? g_ascii_strup (status, -1) : NULL;
  view->percent = read_number (component, "PERCENT-COMPLETE", 100, -1);
  view->priority = read_number (component, "PRIORITY", 9, 0);
  view->is_private = class != NULL && g_ascii_strcasecmp (class->value, "PUBLIC") != 0;
  view->is_free = has_value (component, "TRANSP", "TRANSPARENT");
  read_times (view, calendar, component, here);
  read_lists (view, component, here);
  if (component == calendar->master)
    {
      view->recurrence = valise_recurrence_describe (calendar, here);
      view->n_changed = calendar->overrides->len;
    }
  if (view->title == NULL)
    {
      /* Notes often have no title of their own: their first line is it. */
      g_auto (GStrv) lines = g_strsplit (view->description != NULL ? view->description : "", "\n",
                                         2);

      view->title = valise_text_clean_line (lines[0]);
    }
  return view;
}

/**
 * valise_calendar_view_new:
 * @content: a text/calendar content
 * @here: (nullable): the zone that the user is in; %NULL for this computer's
 * @error: set where there is neither event nor task nor note in @content
 *
 * Returns: (transfer full) (nullable): what to show of the first item in @content
 */
ValiseCalendarView *
valise_calendar_view_new (GBytes *content, const ValiseZone *here, GError **error)
{
  g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (content, error);
  g_autoptr (ValiseZone) local = here == NULL ? valise_zone_new_system (NULL) : NULL;

  if (calendar == NULL)
    return NULL;
  return valise_calendar_view_of (calendar, calendar->master, here != NULL ? here : local);
}
