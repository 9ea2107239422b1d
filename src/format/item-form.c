/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events, contacts, tasks and notes as forms: which fields there are, what they say, and the new
 * content once the user changed some. Only those are set, by calendar-edit.c and contact-edit.c, so
 * that everything which the form does not show stays as it is. */

#include "format/item-form.h"

#include "format/calendar-edit.h"
#include "format/calendar-view.h"
#include "format/civil.h"
#include "format/contact-edit.h"
#include "format/contact-list.h"
#include "format/contact-photo.h"
#include "format/contact-view.h"
#include "model/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const ValiseFieldChoice repeats[] = {
  /* Translators: how often an event or a task is repeated */
  { "", N_ ("Never") },
  { "FREQ=DAILY", N_ ("Every day") },
  { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", N_ ("Every weekday") },
  { "FREQ=WEEKLY", N_ ("Every week") },
  { "FREQ=WEEKLY;INTERVAL=2", N_ ("Every two weeks") },
  { "FREQ=MONTHLY", N_ ("Every month") },
  { "FREQ=YEARLY", N_ ("Every year") },
  { NULL, NULL },
};

static const ValiseFieldChoice states[] = {
  /* Translators: the state of a task is not said */
  { "", N_ ("Not said") },
  { "NEEDS-ACTION", N_ ("Not started") },
  { "IN-PROCESS", N_ ("In progress") },
  { "COMPLETED", N_ ("Completed") },
  { "CANCELLED", N_ ("Cancelled") },
  { NULL, NULL },
};

static const ValiseFieldChoice transparencies[] = {
  /* Translators: whether the time of an event is taken */
  { "", N_ ("Busy") },
  { "TRANSPARENT", N_ ("Free") },
  { NULL, NULL },
};

static const ValiseFieldChoice priorities[] = {
  /* Translators: no priority */
  { "", N_ ("None") }, { "1", N_ ("High") }, { "5", N_ ("Normal") },
  { "9", N_ ("Low") }, { NULL, NULL },
};

#define DAY_HINT N_ ("2026-03-29 10:00, or 2026-03-29 for a whole day")
#define LIST_HINT N_ ("separated by commas")

static const ValiseFormField event_fields[] = {
  { "title", N_ ("Title"), VALISE_FIELD_LINE, NULL, NULL },
  { "location", N_ ("Place"), VALISE_FIELD_LINE, NULL, NULL },
  { "start", N_ ("Start"), VALISE_FIELD_TIME, DAY_HINT, NULL },
  { "end", N_ ("End"), VALISE_FIELD_TIME, DAY_HINT, NULL },
  { "recurrence", N_ ("Repeats"), VALISE_FIELD_CHOICE, NULL, repeats },
  /* Translators: whether the event shows its time as busy or free */
  { "transparency", N_ ("Show time as"), VALISE_FIELD_CHOICE, NULL, transparencies },
  { "categories", N_ ("Categories"), VALISE_FIELD_LINE, LIST_HINT, NULL },
  { "url", N_ ("Web address"), VALISE_FIELD_LINE, NULL, NULL },
  { "description", N_ ("Description"), VALISE_FIELD_TEXT, NULL, NULL },
};

static const ValiseFormField task_fields[] = {
  { "title", N_ ("Title"), VALISE_FIELD_LINE, NULL, NULL },
  { "start", N_ ("Start"), VALISE_FIELD_TIME, DAY_HINT, NULL },
  { "due", N_ ("Due"), VALISE_FIELD_TIME, DAY_HINT, NULL },
  { "status", N_ ("State"), VALISE_FIELD_CHOICE, NULL, states },
  { "percent", N_ ("Percent done"), VALISE_FIELD_LINE, N_ ("0 to 100"), NULL },
  { "priority", N_ ("Priority"), VALISE_FIELD_CHOICE, NULL, priorities },
  { "recurrence", N_ ("Repeats"), VALISE_FIELD_CHOICE, NULL, repeats },
  { "categories", N_ ("Categories"), VALISE_FIELD_LINE, LIST_HINT, NULL },
  { "description", N_ ("Description"), VALISE_FIELD_TEXT, NULL, NULL },
};

static const ValiseFormField note_fields[] = {
  { "title", N_ ("Title"), VALISE_FIELD_LINE, NULL, NULL },
  { "categories", N_ ("Categories"), VALISE_FIELD_LINE, LIST_HINT, NULL },
  { "description", N_ ("Text"), VALISE_FIELD_TEXT, NULL, NULL },
};

static const ValiseFormField contact_fields[] = {
  { "name", N_ ("Name"), VALISE_FIELD_LINE, NULL, NULL },
  { "given", N_ ("First name"), VALISE_FIELD_LINE, NULL, NULL },
  { "family", N_ ("Last name"), VALISE_FIELD_LINE, NULL, NULL },
  { "nickname", N_ ("Nickname"), VALISE_FIELD_LINE, NULL, NULL },
  { "organization", N_ ("Organisation"), VALISE_FIELD_LINE, NULL, NULL },
  { "job", N_ ("Job"), VALISE_FIELD_LINE, NULL, NULL },
  { "photo", N_ ("Picture"), VALISE_FIELD_PHOTO, NULL, NULL },
  { "emails", N_ ("E-mail"), VALISE_FIELD_EMAILS, NULL, NULL },
  { "phones", N_ ("Telephone"), VALISE_FIELD_PHONES, NULL, NULL },
  { "addresses", N_ ("Postal address"), VALISE_FIELD_ADDRESSES, NULL, NULL },
  { "urls", N_ ("Web address"), VALISE_FIELD_URLS, NULL, NULL },
  { "birthday", N_ ("Birthday"), VALISE_FIELD_DATE, N_ ("1985-04-12, or --04-12"), NULL },
  { "categories", N_ ("Categories"), VALISE_FIELD_LINE, LIST_HINT, NULL },
  { "note", N_ ("Note"), VALISE_FIELD_TEXT, NULL, NULL },
};

/**
 * valise_form_fields:
 * @kind: event, contact, task or note
 * @count: (out): how many
 *
 * Returns: (transfer none) (array length=count): the fields of its form, in their order
 */
const ValiseFormField *
valise_form_fields (ValiseKind kind, guint *count)
{
  switch (kind)
    {
    case VALISE_KIND_EVENT:
      *count = G_N_ELEMENTS (event_fields);
      return event_fields;
    case VALISE_KIND_TASK:
      *count = G_N_ELEMENTS (task_fields);
      return task_fields;
    case VALISE_KIND_NOTE:
      *count = G_N_ELEMENTS (note_fields);
      return note_fields;
    case VALISE_KIND_CONTACT:
      *count = G_N_ELEMENTS (contact_fields);
      return contact_fields;
    case VALISE_KIND_MAIL:
      break;
    }
  *count = 0;
  g_return_val_if_reached (NULL);
}

/* Reading */

/* @time as it is typed. The end of whole days is their last one here, and the day after in the
 * content. */
static char *
write_time (const ValiseViewTime *time, gboolean is_end)
{
  gint64 local = time->local - (is_end && time->is_date ? VALISE_DAY_SECONDS : 0);
  ValiseDate date = valise_civil_date (valise_civil_day_of (local));
  int minutes = (int)((local - valise_civil_day_of (local) * VALISE_DAY_SECONDS) / 60);

  if (!time->is_set)
    return g_strdup ("");
  if (time->is_date)
    return g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
  return g_strdup_printf ("%04d-%02d-%02d %02d:%02d", date.year, date.month, date.day, minutes / 60,
                          minutes % 60);
}

static char *
copy (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

static char *
read_calendar_field (const ValiseCalendarView *view,
                     const ValiseCalendar *calendar,
                     const char *name)
{
  const ValiseLine *rule = valise_component_find (calendar->master, "RRULE");

  if (g_str_equal (name, "title"))
    return copy (view->title);
  if (g_str_equal (name, "location"))
    return copy (view->location);
  if (g_str_equal (name, "start"))
    return write_time (&view->start, FALSE);
  if (g_str_equal (name, "end"))
    return write_time (&view->end, TRUE);
  if (g_str_equal (name, "due"))
    return write_time (&view->due, FALSE);
  if (g_str_equal (name, "recurrence"))
    return copy (rule != NULL ? rule->value : NULL);
  if (g_str_equal (name, "status"))
    return copy (view->status);
  if (g_str_equal (name, "percent"))
    return view->percent >= 0 ? g_strdup_printf ("%d", view->percent) : g_strdup ("");
  if (g_str_equal (name, "transparency"))
    return g_strdup (view->is_free ? "TRANSPARENT" : "");
  if (g_str_equal (name, "priority"))
    return view->priority > 0 ? g_strdup_printf ("%d", view->priority) : g_strdup ("");
  if (g_str_equal (name, "categories"))
    return g_strjoinv (", ", view->categories);
  if (g_str_equal (name, "url"))
    return copy (view->url);
  return copy (view->description);
}

static char *
read_contact_field (const ValiseContactView *view, const ValiseVcard *vcard, const char *name)
{
  if (g_str_equal (name, "name"))
    return copy (view->name);
  if (g_str_equal (name, "given"))
    return copy (view->given);
  if (g_str_equal (name, "family"))
    return copy (view->family);
  if (g_str_equal (name, "nickname"))
    return copy (view->nickname);
  if (g_str_equal (name, "organization"))
    return copy (view->organization);
  if (g_str_equal (name, "job"))
    return copy (view->job);
  if (g_str_equal (name, "emails"))
    return valise_contact_list_read (vcard, "EMAIL");
  if (g_str_equal (name, "phones"))
    return valise_contact_list_read (vcard, "TEL");
  if (g_str_equal (name, "addresses"))
    return valise_contact_list_read (vcard, "ADR");
  if (g_str_equal (name, "urls"))
    return valise_contact_list_read (vcard, "URL");
  if (g_str_equal (name, "photo"))
    return valise_contact_photo_read (vcard);
  if (g_str_equal (name, "birthday"))
    return copy (view->birthday);
  if (g_str_equal (name, "categories"))
    return g_strjoinv (", ", view->categories);
  return copy (view->note);
}

/* What the form does not show, and the user should know of. */
static char *
make_note (const ValiseCalendarView *view)
{
  if (view->n_changed == 0)
    return NULL;
  return g_strdup_printf (ngettext ("You edit the whole series. %u occurrence differs from it and "
                                    "stays as it is.",
                                    "You edit the whole series. %u occurrences differ from it and "
                                    "stay as they are.",
                                    view->n_changed),
                          view->n_changed);
}

/**
 * valise_form_read:
 * @kind: event, contact, task or note
 * @content: its content
 * @note: (out) (nullable): something to say above the form
 * @error: set where @content is nothing of the kind
 *
 * Returns: (transfer full) (nullable): what its fields say, in their order
 */
GStrv
valise_form_read (ValiseKind kind, GBytes *content, char **note, GError **error)
{
  g_autoptr (ValiseCalendar) calendar = NULL;
  g_autoptr (ValiseCalendarView) view = NULL;
  g_autoptr (ValiseContactView) contact = NULL;
  g_autoptr (ValiseVcard) vcard = NULL;
  guint count;
  const ValiseFormField *fields = valise_form_fields (kind, &count);
  GStrv values;

  *note = NULL;
  if (kind == VALISE_KIND_CONTACT)
    {
      vcard = valise_vcard_parse (content, error);
      contact = vcard != NULL ? valise_contact_view_new (content, error) : NULL;
    }
  else
    {
      calendar = valise_calendar_parse (content, error);
      view = calendar != NULL ? valise_calendar_view_new (content, NULL, error) : NULL;
    }
  if (contact == NULL && view == NULL)
    return NULL;
  if (view != NULL)
    *note = make_note (view);
  values = g_new0 (char *, count + 1);
  for (guint i = 0; i < count; i++)
    values[i] = contact != NULL ? read_contact_field (contact, vcard, fields[i].name)
                                : read_calendar_field (view, calendar, fields[i].name);
  return values;
}

/* Writing */

/* What calendar-edit.c takes, of what was typed. @before: what stood there, with a time of its own
 * zone. */
static char *
read_time (const char *typed, const char *before, gboolean is_end, const char *zone)
{
  g_autofree char *line = g_strstrip (g_strdup (typed));
  char *space = strchr (line, ' ');
  gboolean is_date, utc;
  gint64 seconds;

  if (space != NULL && g_ascii_isdigit (space[1]))
    *space = 'T';
  if (*line == '\0' || !valise_civil_parse (line, &seconds, &is_date, &utc))
    return g_strdup (line);
  if (is_date && is_end)
    {
      ValiseDate next = valise_civil_date (valise_civil_day_of (seconds) + 1);

      return g_strdup_printf ("%04d-%02d-%02d", next.year, next.month, next.day);
    }
  if (is_date || utc || strchr (before, ':') != NULL || zone == NULL)
    return g_strdup (line);
  return g_strconcat (line, " ", zone, NULL);
}

static const char *
find_value (ValiseKind kind, const char *const *values, const char *name)
{
  guint count;
  const ValiseFormField *fields = valise_form_fields (kind, &count);

  for (guint i = 0; i < count; i++)
    if (g_str_equal (fields[i].name, name))
      return values[i];
  g_return_val_if_reached ("");
}

/* A name that was made of its parts follows them. Returns: (transfer full) (nullable) */
static char *
follow_name (const char *const *before, const char *const *after)
{
  g_autofree char *old = g_strdup_printf ("%s %s",
                                          find_value (VALISE_KIND_CONTACT, before, "given"),
                                          find_value (VALISE_KIND_CONTACT, before, "family"));
  g_autofree char *new = g_strdup_printf ("%s %s", find_value (VALISE_KIND_CONTACT, after, "given"),
                                          find_value (VALISE_KIND_CONTACT, after, "family"));
  const char *name = find_value (VALISE_KIND_CONTACT, after, "name");

  g_strstrip (old);
  g_strstrip (new);
  if (!g_str_equal (name, old) || g_str_equal (old, new) || *new == '\0')
    return NULL;
  return g_steal_pointer (&new);
}

/* Returns: (transfer full) (element-type ValiseFieldEdit): the fields that were changed; @owned
 * keeps their values */
static GArray *
make_edits (ValiseKind kind,
            const char *const *before,
            const char *const *after,
            const char *zone,
            GPtrArray *owned)
{
  guint count;
  const ValiseFormField *fields = valise_form_fields (kind, &count);
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (ValiseFieldEdit));
  char *name = kind == VALISE_KIND_CONTACT ? follow_name (before, after) : NULL;

  if (name != NULL)
    g_ptr_array_add (owned, name);
  for (guint i = 0; i < count; i++)
    {
      ValiseFieldEdit edit = { fields[i].name, after[i] };
      gboolean is_end = g_str_equal (fields[i].name, "end");

      if (name != NULL && g_str_equal (fields[i].name, "name"))
        edit.value = name;
      else if (g_str_equal (before[i], after[i]))
        continue;
      if (fields[i].type == VALISE_FIELD_TIME)
        {
          edit.value = read_time (after[i], before[i], is_end, zone);
          g_ptr_array_add (owned, (gpointer)edit.value);
        }
      g_array_append_val (edits, edit);
    }
  return edits;
}

/**
 * valise_form_write:
 * @kind: event, contact, task or note
 * @content: (nullable): what is edited; %NULL makes a new one
 * @before: (array zero-terminated=1): what the fields said; all "" of a new one
 * @after: (array zero-terminated=1): what they say now
 * @zone: (nullable): the user's time zone, for times that had none
 * @now: Unix seconds
 * @error: %VALISE_ERROR_USAGE, in words, where a value cannot be
 *
 * Returns: (transfer full) (nullable): the new content
 */
GBytes *
valise_form_write (ValiseKind kind,
                   GBytes *content,
                   const char *const *before,
                   const char *const *after,
                   const char *zone,
                   gint64 now,
                   GError **error)
{
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) array = make_edits (kind, before, after, zone, owned);
  const ValiseFieldEdit *edits = (const ValiseFieldEdit *)(gpointer)array->data;
  g_autofree char *uid = g_uuid_string_random ();
  const char *title = after[0];

  if (*title == '\0' && (kind != VALISE_KIND_CONTACT || (*after[1] == '\0' && *after[2] == '\0')))
    {
      valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                   kind == VALISE_KIND_CONTACT ? _ ("Write a name.") : _ ("Write a title."));
      return NULL;
    }
  if (kind == VALISE_KIND_EVENT && *find_value (kind, after, "start") == '\0')
    {
      valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                   _ ("Say when the event starts."));
      return NULL;
    }
  if (kind == VALISE_KIND_CONTACT)
    return content != NULL ? valise_contact_edit (content, edits, array->len, now, error)
                           : valise_contact_create (uid, edits, array->len, now, error);
  return content != NULL ? valise_calendar_edit (content, edits, array->len, now, error)
                         : valise_calendar_create (kind, uid, edits, array->len, now, error);
}
