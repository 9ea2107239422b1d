/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The forms of events and tasks: fields that follow each other, and what is stored. */

#include "form-fixture.h"

#include <string.h>

#include "item-form.h"
#include "store/accounts.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"

static GtkWidget *
open_form (App *app, const char *action)
{
  app_action (app, action);
  return GTK_WIDGET (app_dialog (app, VALISE_TYPE_ITEM_FORM));
}

static char *
value_of (GtkWidget *form, const char *field)
{
  char *value;

  g_object_get (app_find (form, field), "value", &value, NULL);
  return value;
}

#define ASSERT_VALUE(form, field, expected)                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *assert_value = value_of (form, field);                                        \
    g_assert_cmpstr (assert_value, ==, expected);                                                  \
  }                                                                                                \
  G_STMT_END

static void
set_value (GtkWidget *form, const char *field, const char *value)
{
  g_object_set (app_find (form, field), "value", value, NULL);
}

static void
set_title (GtkWidget *form, const char *title)
{
  gtk_entry_set_text (GTK_ENTRY (app_find (form, "title")), title);
}

/* The part of a field that has this accessible name. */
static GtkWidget *
part (GtkWidget *form, const char *field, const char *name)
{
  return form_get (app_find (form, field), GTK_TYPE_WIDGET, name, 0);
}

static gboolean
says (GtkWidget *form, const char *text)
{
  g_autofree char *texts = app_texts (form);

  return strstr (texts, text) != NULL;
}

static char *
find_content (App *app, gint64 folder, const char *title)
{
  g_autoptr (GPtrArray) items = valise_items_in_folder (app->store, folder, NULL);

  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (ValiseItem) item = valise_items_get (app->store,
                                                      ((ValiseItem *)items->pdata[i])->id, NULL);
      g_autoptr (ValiseContent) content = NULL;

      if (!g_str_equal (item->summary.title, title))
        continue;
      content = valise_contents_get (app->store, item->local.content, NULL);
      return g_strndup (g_bytes_get_data (content->bytes, NULL), g_bytes_get_size (content->bytes));
    }
  return NULL;
}

/* Returns: (transfer full): what was stored */
static char *
save (App *app, GtkWidget *form, gint64 folder, const char *title)
{
  char *content;

  set_title (form, title);
  g_action_group_activate_action (G_ACTION_GROUP (form), "save", NULL);
  APP_WAIT (app_dialog_is_gone (VALISE_TYPE_ITEM_FORM)
            || gtk_widget_get_mapped (app_find (form, "error_label")));
  if (!app_dialog_is_gone (VALISE_TYPE_ITEM_FORM))
    g_error ("It was not stored: %s", app_label (form, "error_label"));
  content = find_content (app, folder, title);
  g_assert_nonnull (content);
  return content;
}

#define ASSERT_HAS(content, text) g_assert_cmpstr (strstr (content, text), !=, NULL)

/* A new event is in the next hour; when it starts later, it ends later. */
static void
test_end_follows (App *app)
{
  GtkWidget *form = open_form (app, "app.new-event");
  g_autofree char *content = NULL;

  set_value (form, "start", "2026-03-29 10:00");
  ASSERT_VALUE (form, "end", "2026-03-29 11:00");
  set_value (form, "end", "2026-03-29 12:30");
  ASSERT_VALUE (form, "start", "2026-03-29 10:00");
  gtk_entry_set_text (GTK_ENTRY (part (form, "start", "Start: date, such as 2026-03-29")),
                      "2026-04-02");
  gtk_entry_set_text (
      GTK_ENTRY (part (form, "start", "Start: time, such as 10:00; empty for all day")), "9");
  ASSERT_VALUE (form, "start", "2026-04-02 09:00");
  ASSERT_VALUE (form, "end", "2026-04-02 11:30");
  gtk_entry_set_text (GTK_ENTRY (app_find (form, "zone")), "Europe/Berlin");
  content = save (app, form, app->sample.calendar, "Lunch");
  ASSERT_HAS (content, "DTSTART;TZID=Europe/Berlin:20260402T090000\r\n");
  ASSERT_HAS (content, "DTEND;TZID=Europe/Berlin:20260402T113000\r\n");
  ASSERT_HAS (content, "BEGIN:VTIMEZONE\r\n");
}

static void
type_over (GtkWidget *entry, const char *text)
{
  gtk_editable_delete_text (GTK_EDITABLE (entry), 0, -1);
  for (const char *p = text; *p != '\0'; p++)
    {
      int end = (int)(p - text);

      gtk_editable_insert_text (GTK_EDITABLE (entry), p, 1, &end);
    }
}

/* A time that is typed in place of another is none for a moment. */
static void
test_end_follows_typing (App *app)
{
  GtkWidget *form = open_form (app, "app.new-event");
  GtkWidget *date = part (form, "start", "Start: date, such as 2026-03-29");
  GtkWidget *clock = part (form, "start", "Start: time, such as 10:00; empty for all day");
  GtkWidget *end_clock = part (form, "end", "End: time, such as 10:00; empty for all day");

  set_value (form, "start", "2026-03-29 09:00");
  ASSERT_VALUE (form, "end", "2026-03-29 10:00");
  type_over (clock, "12:15");
  ASSERT_VALUE (form, "end", "2026-03-29 13:15");
  type_over (date, "2026-04-02");
  ASSERT_VALUE (form, "end", "2026-04-02 13:15");
  type_over (end_clock, "14:30");
  type_over (clock, "11:00");
  ASSERT_VALUE (form, "end", "2026-04-02 13:15");
  type_over (clock, "");
  type_over (end_clock, "");
  type_over (date, "2026-04-04");
  ASSERT_VALUE (form, "end", "2026-04-04");
  gtk_widget_destroy (form);
}

/* What ends before it starts is said at once, and not stored. */
static void
test_wrong_end (App *app)
{
  GtkWidget *form = open_form (app, "app.new-event");
  g_autofree char *content = NULL;

  set_title (form, "Backwards");
  set_value (form, "start", "2026-03-29 10:00");
  g_assert_false (says (form, "The event ends before it starts."));
  set_value (form, "end", "2026-03-29 09:00");
  g_assert_true (says (form, "The event ends before it starts."));
  app_picture (form, "form-wrong-end");
  g_action_group_activate_action (G_ACTION_GROUP (form), "save", NULL);
  app_settle ();
  g_assert_false (app_dialog_is_gone (VALISE_TYPE_ITEM_FORM));
  g_assert_null (find_content (app, app->sample.calendar, "Backwards"));
  set_value (form, "end", "2026-03-29 10:30");
  g_assert_false (says (form, "The event ends before it starts."));
  content = save (app, form, app->sample.calendar, "Forwards");
}

/* Whole days have neither clock nor zone; the last day belongs to them. */
static void
test_all_day (App *app)
{
  GtkWidget *form = open_form (app, "app.new-event");
  GtkToggleButton *all_day = GTK_TOGGLE_BUTTON (app_find (form, "all-day"));
  g_autofree char *content = NULL;

  set_value (form, "start", "2026-03-29 10:00");
  gtk_toggle_button_set_active (all_day, TRUE);
  ASSERT_VALUE (form, "start", "2026-03-29");
  ASSERT_VALUE (form, "end", "2026-03-29");
  g_assert_false (gtk_widget_get_visible (app_find (form, "zone")));
  gtk_toggle_button_set_active (all_day, FALSE);
  ASSERT_VALUE (form, "start", "2026-03-29 10:00");
  ASSERT_VALUE (form, "end", "2026-03-29 11:00");
  gtk_toggle_button_set_active (all_day, TRUE);
  set_value (form, "end", "2026-03-31");
  set_value (form, "start", "2026-04-01");
  ASSERT_VALUE (form, "end", "2026-04-03");
  content = save (app, form, app->sample.calendar, "Trip");
  ASSERT_HAS (content, "DTSTART;VALUE=DATE:20260401\r\n");
  ASSERT_HAS (content, "DTEND;VALUE=DATE:20260404\r\n");
}

static void
press_up (GtkWidget *widget)
{
  g_autoptr (GdkEvent) event = gdk_event_new (GDK_KEY_PRESS);
  GdkDisplay *display = gtk_widget_get_display (widget);

  event->key.window = g_object_ref (gtk_widget_get_window (widget));
  event->key.keyval = GDK_KEY_Up;
  gdk_event_set_device (event, gdk_seat_get_keyboard (gdk_display_get_default_seat (display)));
  g_assert_true (gtk_widget_event (widget, event));
}

/* The arrow keys step through days and quarters; the calendar chooses a day. */
static void
test_stepping (App *app)
{
  GtkWidget *form = open_form (app, "app.new-event");
  GtkWidget *date = part (form, "start", "Start: date, such as 2026-03-29");
  GtkWidget *clock = part (form, "start", "Start: time, such as 10:00; empty for all day");
  GtkWidget *button = part (form, "start", "Start: choose in a calendar");
  GtkWidget *calendar;

  set_value (form, "start", "2026-02-28 23:50");
  press_up (date);
  ASSERT_VALUE (form, "start", "2026-03-01 23:50");
  press_up (clock);
  ASSERT_VALUE (form, "start", "2026-03-01 00:00");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  calendar = gtk_bin_get_child (GTK_BIN (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))));
  app_picture (form, "form-calendar");
  gtk_calendar_select_day (GTK_CALENDAR (calendar), 17);
  ASSERT_VALUE (form, "start", "2026-03-17 00:00");
  gtk_entry_set_text (GTK_ENTRY (date), "someday");
  ASSERT_VALUE (form, "start", "someday 00:00");
  set_title (form, "Never");
  g_action_group_activate_action (G_ACTION_GROUP (form), "save", NULL);
  APP_WAIT (says (form, "“someday” is no date. Write it like 2026-11-24."));
}

static void
choose (GtkWidget *combo, const char *id)
{
  g_assert_true (gtk_combo_box_set_active_id (GTK_COMBO_BOX (combo), id));
}

/* What is asked for depends on how often; the rule follows the start. */
static void
test_repeat (App *app)
{
  GtkWidget *form = open_form (app, "app.new-event");
  GtkWidget *often = form_get (form, GTK_TYPE_COMBO_BOX, "Repeats", 0);
  g_autofree char *content = NULL;

  set_value (form, "start", "2026-03-31 10:00"); /* a Tuesday, the last of its month */
  gtk_entry_set_text (GTK_ENTRY (app_find (form, "zone")), "Europe/Berlin");
  choose (often, "FREQ=WEEKLY");
  ASSERT_VALUE (form, "recurrence", "FREQ=WEEKLY");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (part (form, "recurrence", "Interval")), 2);
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (part (form, "recurrence", "Interval"))), ==,
                   "every 2 weeks");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (part (form, "recurrence", "Thursday")), TRUE);
  ASSERT_VALUE (form, "recurrence", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH");
  app_picture (form, "form-weekly");
  choose (often, "FREQ=MONTHLY");
  choose (part (form, "recurrence", "Days"), "BYDAY=-1TU");
  choose (part (form, "recurrence", "End of the series"), "count");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (part (form, "recurrence", "Number of times")), 5);
  ASSERT_VALUE (form, "recurrence", "FREQ=MONTHLY;BYDAY=-1TU;COUNT=5");
  set_value (form, "start", "2026-03-25 10:00");
  ASSERT_VALUE (form, "recurrence", "FREQ=MONTHLY;BYDAY=-1WE;COUNT=5");
  choose (part (form, "recurrence", "End of the series"), "until");
  gtk_entry_set_text (GTK_ENTRY (part (form, "recurrence", "Last day: date, such as 2026-03-29")),
                      "2026-12-31");
  app_picture (form, "form-monthly");
  content = save (app, form, app->sample.calendar, "Board");
  ASSERT_HAS (content, "RRULE:FREQ=MONTHLY;BYDAY=-1WE;UNTIL=20261231T225959Z\r\n");
}

static void
assert_chosen (GtkWidget *form, const char *name, const char *text)
{
  g_autofree char *chosen = form_chosen (form, name, 0);

  g_assert_cmpstr (chosen, ==, text);
}

/* A rule that the form cannot ask for is said in words, and kept. */
static void
test_unusual_rule (App *app)
{
  GtkWidget *form = open_form (app, "app.new-event");
  g_autofree char *content = NULL;

  set_value (form, "recurrence", "FREQ=MINUTELY;INTERVAL=90");
  assert_chosen (form, "Repeats", "every 90 minutes");
  ASSERT_VALUE (form, "recurrence", "FREQ=MINUTELY;INTERVAL=90");
  set_value (form, "recurrence", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU");
  assert_chosen (form, "Days", "every year on the last Sunday in March");
  ASSERT_VALUE (form, "recurrence", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU");
  content = save (app, form, app->sample.calendar, "Clock");
  ASSERT_HAS (content, "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n");
}

static void
test_reminders (App *app)
{
  GtkWidget *form = open_form (app, "app.new-event");
  g_autofree char *content = NULL;

  set_value (form, "start", "2026-03-29 10:00");
  gtk_button_clicked (GTK_BUTTON (part (form, "reminders", "Add reminder")));
  ASSERT_VALUE (form, "reminders", "-PT15M");
  gtk_button_clicked (GTK_BUTTON (part (form, "reminders", "Add reminder")));
  gtk_button_clicked (GTK_BUTTON (part (form, "reminders", "Remove this reminder")));
  choose (part (form, "reminders", "Reminder"), "-P1D");
  ASSERT_VALUE (form, "reminders", "-P1D");
  content = save (app, form, app->sample.calendar, "Exam");
  ASSERT_HAS (content, "BEGIN:VALARM\r\nTRIGGER:-P1D\r\nACTION:DISPLAY\r\nDESCRIPTION:Exam\r\n");
}

/* A task is reminded of before it is due. */
static void
test_reminders_of_tasks (App *app)
{
  GtkWidget *form = open_form (app, "app.new-task");
  g_autofree char *content = NULL;

  gtk_button_clicked (GTK_BUTTON (part (form, "reminders", "Add reminder")));
  assert_chosen (form, "Reminder", "15 minutes before it is due");
  gtk_entry_set_text (GTK_ENTRY (app_find (form, "title")), "Pay");
  g_action_group_activate_action (G_ACTION_GROUP (form), "save", NULL);
  g_assert_true (says (form, "Say when the task is due, or remove its reminders."));
  set_value (form, "due", "2026-03-29 10:00");
  content = save (app, form, app->sample.tasks, "Pay");
  ASSERT_HAS (content, "TRIGGER;RELATED=END:-PT15M\r\n");
}

/* Who invites others is the organizer; who was invited cannot. */
static void
test_invitations (App *app)
{
  GtkWidget *form = open_form (app, "app.new-event");
  g_autofree char *content = NULL;

  g_assert_false (gtk_widget_get_visible (app_find (form, "organizer")));
  gtk_entry_set_text (GTK_ENTRY (app_find (form, "attendees")), "Carla <carla@example.org>");
  content = save (app, form, app->sample.calendar, "Meeting");
  ASSERT_HAS (content, "ORGANIZER:mailto:bob@example.org\r\n");
  ASSERT_HAS (content, "ATTENDEE;CN=Carla;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:");
}

/* A task need not have a time; it is not due before it starts. */
static void
test_task (App *app)
{
  GtkWidget *form = open_form (app, "app.new-task");
  g_autofree char *content = NULL;

  ASSERT_VALUE (form, "start", "");
  ASSERT_VALUE (form, "due", "");
  set_value (form, "due", "2026-03-29");
  set_value (form, "start", "2026-03-30");
  g_assert_true (says (form, "The task is due before it starts."));
  set_value (form, "start", "2026-03-20");
  content = save (app, form, app->sample.tasks, "Pay");
  ASSERT_HAS (content, "DUE;VALUE=DATE:20260329\r\n");
  ASSERT_HAS (content, "DTSTART;VALUE=DATE:20260320\r\n");
}

/* What the server has no place for is said while it is written. */
static void
test_limits (App *app)
{
  ValiseService kerio = { .account_id = app->sample.account,
                          .protocol = (char *)"kerio",
                          .url = (char *)"https://mail.example.org" };
  g_autoptr (ValiseFolder) folder = valise_folders_get (app->store, app->sample.calendar, NULL);
  g_autoptr (ValiseTransaction) transaction = NULL;
  GtkWidget *form = open_form (app, "app.new-event");

  g_assert_false (gtk_widget_get_visible (app_find (form, "limits")));
  gtk_widget_destroy (form);
  transaction = valise_store_begin (app->store, NULL);
  g_assert_true (valise_services_add (app->store, &kerio, NULL));
  folder->service_id = kerio.id;
  g_assert_true (valise_folders_save (app->store, folder, NULL));
  g_assert_true (valise_transaction_commit (&transaction, NULL));
  form = open_form (app, "app.new-event");
  g_assert_true (says (form, "Kerio Connect keeps one reminder of an event, and no web address."));
  app_picture (form, "form-limits");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_test ("/ui/item-form/end-follows", test_end_follows);
  app_test ("/ui/item-form/end-follows-typing", test_end_follows_typing);
  app_test ("/ui/item-form/wrong-end", test_wrong_end);
  app_test ("/ui/item-form/all-day", test_all_day);
  app_test ("/ui/item-form/stepping", test_stepping);
  app_test ("/ui/item-form/repeat", test_repeat);
  app_test ("/ui/item-form/unusual-rule", test_unusual_rule);
  app_test ("/ui/item-form/reminders", test_reminders);
  app_test ("/ui/item-form/reminders-of-tasks", test_reminders_of_tasks);
  app_test ("/ui/item-form/invitations", test_invitations);
  app_test ("/ui/item-form/task", test_task);
  app_test ("/ui/item-form/limits", test_limits);
  return g_test_run ();
}
