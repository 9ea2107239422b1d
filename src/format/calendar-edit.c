/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Setting fields of an event, a task or a note. Only the lines of these fields change, and the time
 * stamps; a series keeps its exceptions. */

#include "format/calendar-edit.h"

#include "format/attendees.h"
#include "format/civil.h"
#include "format/recurrence-rule.h"
#include "format/reminders.h"
#include "format/repeat.h"
#include "model/error.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

static gboolean fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER, "%s",
                      message);
}

/* One CATEGORIES line for all; the first one that is there stays where it is. */
static void
set_categories (ValiseComponent *component, const char *value)
{
  g_autofree char *joined = valise_line_join_words (value);
  ValiseLine *line = valise_component_find (component, "CATEGORIES");

  valise_component_set_value (component, "CATEGORIES", joined);
  if (joined == NULL)
    return;
  for (guint i = component->lines->len; line != NULL && i-- > 0;)
    {
      ValiseLine *other = g_ptr_array_index (component->lines, i);

      if (other != line && g_str_equal (other->name, "CATEGORIES"))
        g_ptr_array_remove_index (component->lines, i);
    }
}

/* STATUS, PERCENT-COMPLETE and COMPLETED of a task say the same thing, so they change together. */
static void
complete_task (ValiseComponent *task, gboolean done, gint64 now)
{
  const ValiseLine *percent = valise_component_find (task, "PERCENT-COMPLETE");
  g_autofree char *stamp = valise_civil_format (now, FALSE, TRUE);

  if (!done)
    {
      valise_component_set_value (task, "COMPLETED", NULL);
      if (percent != NULL && atoi (percent->value) == 100)
        valise_component_set_value (task, "PERCENT-COMPLETE", NULL);
      return;
    }
  valise_component_set_value (task, "STATUS", "COMPLETED");
  valise_component_set_value (task, "PERCENT-COMPLETE", "100");
  if (valise_component_find (task, "COMPLETED") == NULL)
    valise_component_set_value (task, "COMPLETED", stamp);
}

static gboolean
set_status (ValiseCalendar *calendar, const char *value, gint64 now, GError **error)
{
  static const char *const known[] = { "TENTATIVE",    "CONFIRMED",  "CANCELLED",
                                       "NEEDS-ACTION", "IN-PROCESS", "COMPLETED",
                                       "DRAFT",        "FINAL",      NULL };
  g_autofree char *status = value != NULL ? g_ascii_strup (value, -1) : NULL;

  if (status != NULL && !g_strv_contains (known, status))
    return fail (error, _ ("“%s” is not a status."), value);
  valise_component_set_value (calendar->master, "STATUS", status);
  if (calendar->kind == VALISE_KIND_TASK)
    complete_task (calendar->master, g_strcmp0 (status, "COMPLETED") == 0, now);
  return TRUE;
}

static gboolean
set_percent (ValiseCalendar *calendar, const char *value, gint64 now, GError **error)
{
  const ValiseLine *status = valise_component_find (calendar->master, "STATUS");
  gboolean was_done = status != NULL && g_str_equal (status->value, "COMPLETED");
  guint64 percent = 0;

  if (value != NULL && !g_ascii_string_to_unsigned (value, 10, 0, 100, &percent, NULL))
    return fail (error, _ ("“%s” is not a number from 0 to 100."), value);
  valise_component_set_value (calendar->master, "PERCENT-COMPLETE", value);
  if (percent == 100)
    complete_task (calendar->master, TRUE, now);
  else if (was_done)
    {
      complete_task (calendar->master, FALSE, now);
      valise_component_set_value (calendar->master, "STATUS",
                                  percent > 0 ? "IN-PROCESS" : "NEEDS-ACTION");
    }
  return TRUE;
}

static gboolean
set_priority (ValiseCalendar *calendar, const char *value, GError **error)
{
  if (value != NULL && !g_ascii_string_to_unsigned (value, 10, 0, 9, NULL, NULL))
    return fail (error, _ ("“%s” is not a priority from 1 to 9."), value);
  valise_component_set_value (calendar->master, "PRIORITY", value);
  return TRUE;
}

static gboolean
set_recurrence (ValiseCalendar *calendar, const char *value, GError **error)
{
  g_autoptr (ValiseRule) rule = value != NULL ? valise_rule_parse (value) : NULL;
  g_autofree char *fitting = rule != NULL ? valise_repeat_fit_until (calendar, value) : NULL;

  if (value != NULL && rule == NULL)
    return fail (error, _ ("“%s” is not a recurrence rule."), value);
  valise_component_set_value (calendar->master, "RRULE", fitting);
  return TRUE;
}

static gboolean
set_transparency (ValiseCalendar *calendar, const char *value, GError **error)
{
  if (value != NULL && !g_str_equal (value, "OPAQUE") && !g_str_equal (value, "TRANSPARENT"))
    return fail (error, _ ("“%s” is neither OPAQUE nor TRANSPARENT."), value);
  valise_component_set_value (calendar->master, "TRANSP", value);
  return TRUE;
}

static gboolean
has_edit (const ValiseFieldEdit *edits, guint n_edits, const char *field)
{
  for (guint i = 0; i < n_edits; i++)
    if (g_str_equal (edits[i].field, field))
      return TRUE;
  return FALSE;
}

/* The fields that are a property of one text. */
static const char *
find_text_property (const char *field)
{
  static const struct
  {
    const char *field;
    const char *property;
  } known[] = {
    { "title", "SUMMARY" },
    { "location", "LOCATION" },
    { "description", "DESCRIPTION" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].field, field))
      return known[i].property;
  return NULL;
}

static gboolean
apply (ValiseCalendar *calendar,
       const ValiseFieldEdit *edit,
       gboolean keep_length,
       gint64 now,
       GError **error)
{
  const char *value = edit->value != NULL && *edit->value != '\0' ? edit->value : NULL;
  const char *property = find_text_property (edit->field);

  if (property != NULL)
    {
      /* The same in HTML would now say something else. */
      if (valise_component_set_text (calendar->master, property, value)
          && g_str_equal (property, "DESCRIPTION"))
        valise_component_remove_all (calendar->master, "X-ALT-DESC");
      return TRUE;
    }
  if (g_str_equal (edit->field, "start"))
    return valise_calendar_edit_time (calendar, "DTSTART", value, keep_length, error);
  if (g_str_equal (edit->field, "end"))
    return valise_calendar_edit_time (calendar, "DTEND", value, FALSE, error);
  if (g_str_equal (edit->field, "due"))
    return valise_calendar_edit_time (calendar, "DUE", value, FALSE, error);
  if (g_str_equal (edit->field, "status"))
    return set_status (calendar, value, now, error);
  if (g_str_equal (edit->field, "percent"))
    return set_percent (calendar, value, now, error);
  if (g_str_equal (edit->field, "priority"))
    return set_priority (calendar, value, error);
  if (g_str_equal (edit->field, "transparency"))
    return set_transparency (calendar, value, error);
  if (g_str_equal (edit->field, "recurrence"))
    return set_recurrence (calendar, value, error);
  if (g_str_equal (edit->field, "reminders"))
    return valise_reminders_set (calendar->master, value, error);
  if (g_str_equal (edit->field, "attendees"))
    return valise_attendees_set (calendar->master, value, error);
  if (g_str_equal (edit->field, "organizer"))
    {
      valise_organizer_set (calendar->master, value);
      return TRUE;
    }
  if (g_str_equal (edit->field, "categories"))
    set_categories (calendar->master, value);
  else if (g_str_equal (edit->field, "url"))
    {
      g_autofree char *clean = value != NULL ? g_strdelimit (g_strdup (value), "\r\n", ' ') : NULL;

      valise_component_set_value (calendar->master, "URL", clean);
    }
  else
    return fail (error, _ ("There is no field “%s”."), edit->field);
  return TRUE;
}

/* DTSTAMP and LAST-MODIFIED; and SEQUENCE, where others have to plan anew (RFC 5546 section 2.1.4).
 */
static void
stamp (ValiseComponent *component, gint64 now, gboolean replan)
{
  g_autofree char *time = valise_civil_format (now, FALSE, TRUE);
  const ValiseLine *sequence = valise_component_find (component, "SEQUENCE");

  valise_component_set_value (component, "DTSTAMP", time);
  valise_component_set_value (component, "LAST-MODIFIED", time);
  if (replan)
    {
      guint64 old = sequence != NULL ? g_ascii_strtoull (sequence->value, NULL, 10) : 0;
      g_autofree char *next = g_strdup_printf ("%" G_GUINT64_FORMAT, MIN (old, G_MAXINT32 - 1) + 1);

      valise_component_set_value (component, "SEQUENCE", next);
    }
}

static GBytes *
edit_calendar (ValiseCalendar *calendar,
               const ValiseFieldEdit *edits,
               guint n_edits,
               gint64 now,
               gboolean is_new,
               GError **error)
{
  static const char *const replanned[] = { "start", "end", "due", "recurrence", "attendees", NULL };
  gboolean keep_length = !has_edit (edits, n_edits, "end") && !has_edit (edits, n_edits, "due");
  gboolean replan = FALSE;
  g_autoptr (GBytes) before = valise_calendar_write (calendar);
  g_autoptr (GBytes) after = NULL;

  for (guint i = 0; i < n_edits; i++)
    {
      if (!apply (calendar, &edits[i], keep_length, now, error))
        return NULL;
      replan = replan || (!is_new && g_strv_contains (replanned, edits[i].field));
    }
  after = valise_calendar_write (calendar);
  if (g_bytes_equal (before, after))
    return g_steal_pointer (&after);
  stamp (calendar->master, now, replan);
  return valise_calendar_write (calendar);
}

/**
 * valise_calendar_edit:
 * @content: an event, a task or a note
 * @edits: the fields to set: "title", "location", "description", "url", "categories" (separated by
 *   commas), "status" (as in RFC 5545), "percent", "priority", "recurrence" (an RRULE,
 *   whose UNTIL may be a date whatever the start is), "transparency" (OPAQUE or TRANSPARENT),
 *   "reminders" (see reminders.c), "attendees" and "organizer" (see attendees.c), and the
 *   times "start", "end" (which does not belong to the event) and "due": see
 * valise_calendar_edit_time()
 * @n_edits: how many
 * @now: Unix seconds, for the time stamps
 * @error: set where a field or a value is not one, or @content is no such item
 *
 * Sets fields of an item, of a series as a whole. Everything else stays byte for byte, but for
 * DTSTAMP, LAST-MODIFIED and, when a time changes, SEQUENCE. A new start moves the end along, and
 * the exceptions of a series.
 *
 * Returns: (transfer full) (nullable): the new content; what @content says where nothing changed
 */
GBytes *
valise_calendar_edit (
    GBytes *content, const ValiseFieldEdit *edits, guint n_edits, gint64 now, GError **error)
{
  g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (content, error);

  return calendar != NULL ? edit_calendar (calendar, edits, n_edits, now, FALSE, error) : NULL;
}

/**
 * valise_calendar_create:
 * @kind: event, task or note
 * @uid: its UID
 * @edits: its fields, as for valise_calendar_edit()
 * @n_edits: how many
 * @now: Unix seconds
 * @error: set where a field or a value is not one
 *
 * Returns: (transfer full) (nullable): a new item
 */
GBytes *
valise_calendar_create (ValiseKind kind,
                        const char *uid,
                        const ValiseFieldEdit *edits,
                        guint n_edits,
                        gint64 now,
                        GError **error)
{
  g_autoptr (ValiseCalendar) calendar = valise_calendar_new (kind, uid, now);

  return edit_calendar (calendar, edits, n_edits, now, TRUE, error);
}
