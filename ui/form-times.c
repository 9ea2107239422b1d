/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When an event starts later, it ends later, while a task stays due when it is due; whole days have
 * no clock and no zone; what ends before it starts is said at once, where it is. */

#include "form-times.h"

#include <glib/gi18n.h>
#include <string.h>

#include "format/civil.h"
#include "format/typed-time.h"
#include "repeat-entry.h"
#include "time-entry.h"

#define MORNING (9 * 60) /* when a day that becomes an appointment starts */

typedef struct
{
  ValiseFormTimes of;
  gint64 start; /* seconds; what @end keeps its distance from */
  gboolean has_start, has_clock;
} Link;

/* Reads "2026-03-29 10:00". */
static gboolean
read_time (GtkWidget *entry, gint64 *seconds, gboolean *has_clock)
{
  g_autofree char *value = valise_time_entry_get (VALISE_TIME_ENTRY (entry));
  char *clock = strchr (value, ' ');
  gint64 day;
  int minute = 0;

  *has_clock = clock != NULL;
  if (clock != NULL)
    *clock++ = '\0';
  if (!valise_typed_date (value, &day) || (clock != NULL && !valise_typed_clock (clock, &minute)))
    return FALSE;
  *seconds = day * VALISE_DAY_SECONDS + minute * (gint64)60;
  return TRUE;
}

static void
write_time (GtkWidget *entry, gint64 seconds, gboolean has_clock)
{
  g_autofree char *value = has_clock ? valise_typed_write_local (seconds)
                                     : valise_typed_write_date (valise_civil_day_of (seconds));

  valise_time_entry_set (VALISE_TIME_ENTRY (entry), value);
}

static void
check (const Link *link)
{
  gint64 start, end;
  gboolean start_clock, end_clock;
  gboolean wrong = read_time (link->of.start, &start, &start_clock)
                   && read_time (link->of.end, &end, &end_clock) && start_clock == end_clock
                   && end < start;

  gtk_widget_set_visible (link->of.warning, wrong);
}

/* One of them has a time of day and the other has none: while a time is typed in place of another,
 * for one. */
static gboolean
is_between (const Link *link)
{
  gint64 start, end;
  gboolean start_clock, end_clock;

  return read_time (link->of.start, &start, &start_clock)
         && read_time (link->of.end, &end, &end_clock) && start_clock != end_clock;
}

static void
remember_start (Link *link)
{
  if (read_time (link->of.start, &link->start, &link->has_clock))
    link->has_start = TRUE;
}

static void
move_end (Link *link, gint64 start, gboolean has_clock)
{
  gint64 end;
  gboolean end_clock;

  if (link->of.end_follows && link->has_start && link->has_clock == has_clock
      && start != link->start && read_time (link->of.end, &end, &end_clock)
      && end_clock == has_clock && end >= link->start)
    write_time (link->of.end, end + start - link->start, end_clock);
}

static void
on_start_changed_cb (Link *link)
{
  gint64 start;
  gboolean has_clock;
  g_autofree char *value = valise_time_entry_get (VALISE_TIME_ENTRY (link->of.start));

  if (!read_time (link->of.start, &start, &has_clock))
    return;
  if (!is_between (link))
    {
      move_end (link, start, has_clock);
      remember_start (link);
    }
  valise_repeat_entry_set_start (VALISE_REPEAT_ENTRY (link->of.repeat), value);
  check (link);
}

static void
on_end_changed_cb (Link *link)
{
  if (!is_between (link))
    remember_start (link);
  check (link);
}

/* Gives a day that becomes an appointment a time. */
static void
give_clock (GtkWidget *entry, int minute)
{
  gint64 seconds;
  gboolean has_clock;

  if (read_time (entry, &seconds, &has_clock) && !has_clock)
    write_time (entry, seconds + minute * (gint64)60, TRUE);
}

static void
on_all_day_toggled_cb (Link *link)
{
  gboolean all_day = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (link->of.all_day));

  link->has_start = FALSE; /* the end stays where it is */
  valise_time_entry_set_clock (VALISE_TIME_ENTRY (link->of.start), !all_day);
  valise_time_entry_set_clock (VALISE_TIME_ENTRY (link->of.end), !all_day);
  gtk_widget_set_visible (link->of.zone, !all_day);
  if (!all_day)
    {
      give_clock (link->of.start, MORNING);
      give_clock (link->of.end, MORNING + 60);
    }
  on_start_changed_cb (link);
}

/**
 * valise_form_times_link:
 * @form: the window that they are in
 * @times: fields of it, with what they say first
 *
 * Has them follow each other from now on.
 */
void
valise_form_times_link (GtkWidget *form, const ValiseFormTimes *times)
{
  Link *link = g_new0 (Link, 1);

  link->of = *times;
  g_object_set_data_full (G_OBJECT (form), "valise-form-times", link, g_free);
  g_signal_connect_swapped (times->start, "notify::value", G_CALLBACK (on_start_changed_cb), link);
  g_signal_connect_swapped (times->end, "notify::value", G_CALLBACK (on_end_changed_cb), link);
  if (times->all_day != NULL)
    {
      g_signal_connect_swapped (times->all_day, "toggled", G_CALLBACK (on_all_day_toggled_cb),
                                link);
      on_all_day_toggled_cb (link);
    }
  else
    on_start_changed_cb (link);
}
