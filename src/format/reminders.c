/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reminders of an event or a task (VALARM, RFC 5545 section 3.6.6) as a text, one a line, by
 * when they come: "-PT15M" before the start, "END:-PT15M" before the end or before a task is due,
 * "20260329T080000Z".
 *
 * Setting them keeps each alarm that is still wanted as it is, whatever it does beside reminding;
 * a new one shows the title. Alarms that never go off are not shown, and stay. */

#include "format/reminders.h"

#include "format/calendar-view.h"
#include "format/civil.h"
#include "model/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Returns: (transfer full) (nullable): when the alarm that @line begins comes; %NULL where it
 * begins none, or one that nobody is to see */
static char *
read_trigger (const ValiseLine *line)
{
  const ValiseComponent *alarm = line->component;
  const ValiseLine *trigger, *action;
  g_autofree char *when = NULL;
  g_autofree char *words = NULL;
  gboolean at_end;

  if (alarm == NULL || !g_str_equal (alarm->name, "VALARM"))
    return NULL;
  trigger = valise_component_find (alarm, "TRIGGER");
  action = valise_component_find (alarm, "ACTION");
  if (trigger == NULL || strchr (trigger->value, '\n') != NULL
      || (action != NULL && g_ascii_strcasecmp (action->value, "NONE") == 0))
    return NULL;
  at_end = valise_line_has_param (trigger, "RELATED", "END");
  when = g_strconcat (at_end ? VALISE_REMINDER_AT_END : "", trigger->value, NULL);
  words = valise_reminder_describe (when, VALISE_KIND_EVENT, NULL);
  return words != NULL ? g_steal_pointer (&when) : NULL;
}

/**
 * valise_reminders_read:
 * @component: an event or a task
 *
 * Returns: (transfer full): its reminders, one a line; "" none
 */
char *
valise_reminders_read (const ValiseComponent *component)
{
  GString *reminders = g_string_new (NULL);

  for (guint i = 0; i < component->lines->len; i++)
    {
      const ValiseLine *line = g_ptr_array_index (component->lines, i);
      g_autofree char *trigger = read_trigger (line);

      if (trigger != NULL)
        g_string_append_printf (reminders, "%s%s", reminders->len > 0 ? "\n" : "", trigger);
    }
  return g_string_free (reminders, FALSE);
}

/* A task without a start can only be reminded of by when it is due (RFC 5545 section 3.8.6.3). */
static gboolean
is_only_due (const ValiseComponent *component)
{
  return g_str_equal (component->name, "VTODO")
         && valise_component_find (component, "DTSTART") == NULL
         && valise_component_find (component, "DUE") != NULL;
}

static ValiseComponent *
make_alarm (const ValiseComponent *component, const char *trigger)
{
  gboolean at_end = g_str_has_prefix (trigger, VALISE_REMINDER_AT_END);
  const char *value = trigger + (at_end ? strlen (VALISE_REMINDER_AT_END) : 0);
  g_autofree char *title = valise_component_get_text (component, "SUMMARY");
  ValiseComponent *alarm = valise_component_new ("VALARM");
  ValiseLine *line = valise_component_add (alarm, valise_line_new ("TRIGGER", value));
  gboolean is_date, utc;
  gint64 seconds;

  if (valise_civil_parse (value, &seconds, &is_date, &utc))
    valise_line_set_param (line, "VALUE", "DATE-TIME");
  else if (at_end || is_only_due (component))
    valise_line_set_param (line, "RELATED", "END");
  valise_component_add (alarm, valise_line_new ("ACTION", "DISPLAY"));
  /* It has to say something (RFC 5545 section 3.6.6). */
  valise_component_add (alarm,
                        valise_line_new_text ("DESCRIPTION", title != NULL ? title : "Reminder"));
  return alarm;
}

/* Takes the first of @wanted that is @trigger. Returns: whether there is one */
static gboolean
take (GPtrArray *wanted, const char *trigger)
{
  for (guint i = 0; i < wanted->len; i++)
    if (g_str_equal (wanted->pdata[i], trigger))
      {
        g_ptr_array_remove_index (wanted, i);
        return TRUE;
      }
  return FALSE;
}

/**
 * valise_reminders_set:
 * @component: (inout): an event or a task
 * @reminders: (nullable): one a line, as valise_reminders_read() has them
 * @error: set where a line is none
 *
 * Returns: whether they were set
 */
gboolean
valise_reminders_set (ValiseComponent *component, const char *reminders, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (reminders != NULL ? reminders : "", "\n", -1);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *words = valise_reminder_describe (g_strstrip (lines[i]), VALISE_KIND_EVENT,
                                                         NULL);

      if (*lines[i] == '\0')
        continue;
      if (words == NULL)
        return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                            _ ("“%s” is not a time of a reminder. Write it like -PT15M."),
                            lines[i]);
      g_ptr_array_add (wanted, lines[i]);
    }
  for (guint i = 0; i < component->lines->len; i++)
    {
      ValiseLine *line = g_ptr_array_index (component->lines, i);
      g_autofree char *trigger = read_trigger (line);

      if (trigger != NULL && !take (wanted, trigger))
        {
          valise_component_remove (component, line);
          i--;
        }
    }
  for (guint i = 0; i < wanted->len; i++)
    valise_component_add_child (component, make_alarm (component, wanted->pdata[i]));
  return TRUE;
}
