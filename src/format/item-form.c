/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Events, contacts, tasks and notes as forms: which fields there are, what they say, and the new
 * content once the user changed some. Only those are set, by calendar-edit.c and contact-edit.c, so
 * that everything which the form does not show stays as it is. */

#include "format/item-form.h"

#include "format/calendar-edit.h"
#include "format/calendar-form.h"
#include "format/contact-edit.h"
#include "format/contact-list.h"
#include "format/contact-photo.h"
#include "format/contact-view.h"
#include "format/reminders.h"
#include "format/typed-time.h"
#include "model/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

#define PEOPLE_HINT N_ ("Names or addresses; the server invites them")
#define LIST_HINT N_ ("separated by commas")

static const ValiseFormField event_fields[] = {
  { "title", N_ ("Title"), VALISE_FIELD_LINE, NULL, NULL },
  { "location", N_ ("Place"), VALISE_FIELD_LINE, NULL, NULL },
  { "all-day", N_ ("All day"), VALISE_FIELD_CHECK, NULL, NULL },
  { "start", N_ ("Start"), VALISE_FIELD_TIME, NULL, NULL },
  { "end", N_ ("End"), VALISE_FIELD_TIME, NULL, NULL },
  { "zone", N_ ("Time zone"), VALISE_FIELD_ZONE, NULL, NULL },
  { "recurrence", N_ ("Repeats"), VALISE_FIELD_RECURRENCE, NULL, NULL },
  { "reminders", N_ ("Reminders"), VALISE_FIELD_REMINDERS, NULL, NULL },
  { "organizer", N_ ("Organiser"), VALISE_FIELD_ORGANIZER, NULL, NULL },
  /* Translators: the people who are invited to an event */
  { "attendees", N_ ("Invited"), VALISE_FIELD_PEOPLE, PEOPLE_HINT, NULL },
  /* Translators: whether the event shows its time as busy or free */
  { "transparency", N_ ("Show time as"), VALISE_FIELD_CHOICE, NULL, transparencies },
  { "categories", N_ ("Categories"), VALISE_FIELD_LINE, LIST_HINT, NULL },
  { "url", N_ ("Web address"), VALISE_FIELD_LINE, NULL, NULL },
  { "description", N_ ("Description"), VALISE_FIELD_TEXT, NULL, NULL },
};

static const ValiseFormField task_fields[] = {
  { "title", N_ ("Title"), VALISE_FIELD_LINE, NULL, NULL },
  { "start", N_ ("Start"), VALISE_FIELD_TIME, NULL, NULL },
  { "due", N_ ("Due"), VALISE_FIELD_TIME, NULL, NULL },
  { "status", N_ ("State"), VALISE_FIELD_CHOICE, NULL, states },
  { "percent", N_ ("Percent done"), VALISE_FIELD_LINE, N_ ("0 to 100"), NULL },
  { "priority", N_ ("Priority"), VALISE_FIELD_CHOICE, NULL, priorities },
  { "recurrence", N_ ("Repeats"), VALISE_FIELD_RECURRENCE, NULL, NULL },
  { "reminders", N_ ("Reminders"), VALISE_FIELD_DUE_REMINDERS, NULL, NULL },
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

/**
 * valise_form_new:
 * @kind: event, contact, task or note
 * @zone: the user's time zone
 * @now: Unix seconds
 *
 * Returns: (transfer full): what the fields of a new one say: an event is in the next full hour
 */
GStrv
valise_form_new (ValiseKind kind, const ValiseZone *zone, gint64 now)
{
  guint count;
  const ValiseFormField *fields = valise_form_fields (kind, &count);
  GStrv values = g_new0 (char *, count + 1);

  for (guint i = 0; i < count; i++)
    if (kind == VALISE_KIND_EVENT && g_str_equal (fields[i].name, "start"))
      values[i] = valise_calendar_form_next_hour (zone, now, 1);
    else if (kind == VALISE_KIND_EVENT && g_str_equal (fields[i].name, "end"))
      values[i] = valise_calendar_form_next_hour (zone, now, 2);
    else if (kind == VALISE_KIND_EVENT && g_str_equal (fields[i].name, "zone"))
      values[i] = g_strdup (valise_zone_get_name (zone));
    else
      values[i] = g_strdup ("");
  return values;
}

/* Reading */

static char *
copy (const char *text)
{
  return g_strdup (text != NULL ? text : "");
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
    *note = valise_calendar_form_note (view);
  values = g_new0 (char *, count + 1);
  for (guint i = 0; i < count; i++)
    values[i] = contact != NULL ? read_contact_field (contact, vcard, fields[i].name)
                                : valise_calendar_form_read (view, calendar, fields[i].name);
  return values;
}

/* Writing */

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

/* What the time of @field is to be set to, of an event in its time zone. Without a time of day
 * before, the hour is that of the zone that the form names, or else of the user's. */
static char *
make_time (ValiseKind kind,
           const char *const *before,
           const char *const *after,
           guint field,
           const char *zone)
{
  guint count;
  const char *name = valise_form_fields (kind, &count)[field].name;
  gboolean is_event = kind == VALISE_KIND_EVENT;
  const char *chosen = is_event ? find_value (kind, after, "zone") : "";
  gboolean moved = is_event && !g_str_equal (chosen, find_value (kind, before, "zone"));
  gboolean had_time = strchr (before[field], ':') != NULL;

  if (*chosen != '\0')
    zone = chosen;
  return valise_calendar_form_time (after[field], g_str_equal (name, "end"),
                                    had_time && (!moved || *chosen == '\0') ? NULL : zone);
}

/* An event that moves to another zone has other times, even if its clock shows the same. */
static gboolean
is_changed (ValiseKind kind,
            const char *const *before,
            const char *const *after,
            const ValiseFormField *fields,
            guint field)
{
  if (!g_str_equal (before[field], after[field]))
    return fields[field].type != VALISE_FIELD_CHECK && fields[field].type != VALISE_FIELD_ZONE;
  return kind == VALISE_KIND_EVENT && fields[field].type == VALISE_FIELD_TIME
         && strchr (after[field], ':') != NULL && *find_value (kind, after, "zone") != '\0'
         && !g_str_equal (find_value (kind, before, "zone"), find_value (kind, after, "zone"));
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

      if (name != NULL && g_str_equal (fields[i].name, "name"))
        edit.value = name;
      else if (!is_changed (kind, before, after, fields, i))
        continue;
      if (fields[i].type == VALISE_FIELD_TIME)
        {
          edit.value = make_time (kind, before, after, i, zone);
          g_ptr_array_add (owned, (gpointer)edit.value);
        }
      g_array_append_val (edits, edit);
    }
  return edits;
}

static gboolean
has_times (const ValiseFieldEdit *edits, guint n_edits)
{
  static const char *const times[] = { "start", "end", "due", NULL };

  for (guint i = 0; i < n_edits; i++)
    if (g_strv_contains (times, edits[i].field))
      return TRUE;
  return FALSE;
}

/* What was typed as a date and perhaps a time of day; each is there as it was typed where it cannot
 * be read. */
static gboolean
check_time (const char *typed, GError **error)
{
  const char *first = strchr (typed, ' '), *last = strrchr (typed, ' ');
  g_autofree char *date = g_strndup (typed,
                                     first != NULL ? (gsize)(first - typed) : strlen (typed));
  gint64 day;
  int minute;

  if (*typed == '\0' || (first == NULL && valise_typed_date (typed, &day)))
    return TRUE;
  if (first != NULL && valise_typed_date (date, &day))
    return valise_typed_clock (first + 1, &minute)
           || valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                           _ ("“%s” is no time of day. Write it like 10:00."), first + 1);
  /* What is read as a date is written as one word. */
  g_free (date);
  date = last != NULL && valise_typed_clock (last + 1, &minute)
             ? g_strndup (typed, (gsize)(last - typed))
             : g_strdup (typed);
  return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                      _ ("“%s” is no date. Write it like 2026-11-24."), date);
}

static gboolean
check_times (ValiseKind kind, const char *const *values, GError **error)
{
  guint count;
  const ValiseFormField *fields = valise_form_fields (kind, &count);

  for (guint i = 0; i < count; i++)
    if (fields[i].type == VALISE_FIELD_TIME && !check_time (values[i], error))
      return FALSE;
  return TRUE;
}

/* A reminder before a task is due needs to know when that is. What came in like that stays. */
static gboolean
check_reminders (const char *const *before, const char *const *after, GError **error)
{
  const char *reminders = find_value (VALISE_KIND_TASK, after, "reminders");
  const char *due = find_value (VALISE_KIND_TASK, after, "due");

  if (*due != '\0' || strstr (reminders, VALISE_REMINDER_AT_END) == NULL
      || (g_str_equal (find_value (VALISE_KIND_TASK, before, "due"), due)
          && g_str_equal (find_value (VALISE_KIND_TASK, before, "reminders"), reminders)))
    return TRUE;
  return valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER, "%s",
                      _ ("Say when the task is due, or remove its reminders."));
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
  g_autoptr (GBytes) bytes = NULL;
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
  if (!check_times (kind, after, error))
    return NULL;
  if (kind == VALISE_KIND_TASK && !check_reminders (before, after, error))
    return NULL;
  if (kind == VALISE_KIND_CONTACT)
    return content != NULL ? valise_contact_edit (content, edits, array->len, now, error)
                           : valise_contact_create (uid, edits, array->len, now, error);
  bytes = content != NULL ? valise_calendar_edit (content, edits, array->len, now, error)
                          : valise_calendar_create (kind, uid, edits, array->len, now, error);
  /* What came in with times that do not follow each other can still be given another title. */
  if (bytes != NULL && has_times (edits, array->len) && !valise_calendar_form_check (bytes, error))
    return NULL;
  return g_steal_pointer (&bytes);
}
