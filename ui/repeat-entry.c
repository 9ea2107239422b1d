/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked for depends on how often: weekdays of a week, days of a month. The widgets show
 * @repeat and change it; a rule that they cannot show is said in words, and kept. */

#include "repeat-entry.h"

#include <glib/gi18n.h>
#include <string.h>

#include "form-parts.h"
#include "format/calendar-view.h"
#include "format/repeat.h"
#include "time-entry.h"
#include "weekday-row.h"
#include "word-spin.h"

#define MAX_NUMBER 999
#define KEPT "kept" /* the id of the rule that cannot be shown */

struct _ValiseRepeatEntry
{
  ValiseFormValue parent_instance;

  ValiseRepeat *repeat; /* (nullable): what is shown; %NULL never */
  char *kept;           /* (nullable): a rule that only words can be shown of */
  char *start;
  gboolean showing; /* the widgets are being set here */

  GtkWidget *interval, *weekdays, *days, *end_box, *until, *count;
  GtkComboBoxText *often, *end;
};

static const struct
{
  const char *rule;
  const char *label; /* to be translated */
} choices[] = {
  /* Translators: how often an event or a task is repeated */
  { "", N_ ("Never") },
  { "FREQ=DAILY", N_ ("Every day") },
  { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", N_ ("Every weekday") },
  { "FREQ=WEEKLY", N_ ("Every week") },
  { "FREQ=MONTHLY", N_ ("Every month") },
  { "FREQ=YEARLY", N_ ("Every year") },
};

static const struct
{
  const char *id;
  const char *label; /* to be translated */
} ends[] = {
  { "never", N_ ("Never ends") },
  /* Translators: a day follows in a field of its own */
  { "until", N_ ("Last day:") },
  /* Translators: “10 times” follows in a field of its own */
  { "count", N_ ("Ends after:") },
};

G_DEFINE_TYPE (ValiseRepeatEntry, valise_repeat_entry, VALISE_TYPE_FORM_VALUE)

static char *
get_value (ValiseRepeatEntry *self)
{
  if (self->kept != NULL)
    return g_strdup (self->kept);
  return self->repeat != NULL ? valise_repeat_write (self->repeat) : g_strdup ("");
}

/* Showing */

/* The choice that a rule is one of, however often and however long. */
static const char *
find_choice (const ValiseRepeat *repeat)
{
  if (repeat == NULL)
    return "";
  for (guint i = 1; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr (ValiseRepeat) choice = valise_repeat_parse (choices[i].rule);

      if (choice->freq == repeat->freq
          && (*choice->days == '\0' || g_str_equal (choice->days, repeat->days)))
        return choices[i].rule;
    }
  g_return_val_if_reached ("");
}

/* The days in words, as the whole rule that they make. */
static void
add_days (ValiseRepeatEntry *self, const char *days)
{
  ValiseRepeat shown = { .freq = self->repeat->freq,
                         .interval = self->repeat->interval,
                         .days = (char *)days };
  g_autofree char *rule = valise_repeat_write (&shown);
  g_autofree char *words = NULL;

  if (*days == '\0')
    /* Translators: a rule such as “every month” falls on the same day as the start does */
    words = g_strdup (_ ("on the day of the start"));
  else
    words = valise_rule_describe (rule, NULL);
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->days), days, words);
}

static void
show_days (ValiseRepeatEntry *self)
{
  g_auto (GStrv) days = valise_repeat_suggest_days (self->repeat->freq, self->start);
  gboolean known = g_strv_contains ((const char *const *)days, self->repeat->days);

  gtk_combo_box_text_remove_all (GTK_COMBO_BOX_TEXT (self->days));
  for (guint i = 0; days[i] != NULL; i++)
    add_days (self, days[i]);
  if (!known)
    add_days (self, self->repeat->days);
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->days), self->repeat->days);
  gtk_widget_set_visible (self->days, g_strv_length (days) > 1 || !known);
}

static void
show_end (ValiseRepeatEntry *self)
{
  const ValiseRepeat *repeat = self->repeat;
  const char *end = repeat->count > 0 ? "count" : repeat->until != NULL ? "until" : "never";

  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->end), end);
  gtk_widget_set_visible (self->count, repeat->count > 0);
  gtk_widget_set_visible (self->until, repeat->count == 0 && repeat->until != NULL);
  if (repeat->count > 0)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->count), repeat->count);
  else if (repeat->until != NULL)
    valise_time_entry_set (VALISE_TIME_ENTRY (self->until), repeat->until);
}

/* A weekly rule that says more than its weekdays is shown like that of a month. */
static gboolean
is_plain_week (ValiseRepeatEntry *self)
{
  g_autoptr (ValiseRepeat) plain = NULL;
  g_autofree char *rule = NULL;

  if (self->repeat->freq != VALISE_FREQ_WEEKLY)
    return FALSE;
  if (*self->repeat->days == '\0' || g_str_has_prefix (self->repeat->days, "WKST="))
    return TRUE;
  rule = valise_repeat_write (self->repeat);
  plain = valise_repeat_parse (rule);
  valise_repeat_set_weekdays (plain, 0);
  return *plain->days == '\0' || g_str_has_prefix (plain->days, "WKST=");
}

static void
show_repeat (ValiseRepeatEntry *self)
{
  gboolean plain_week = self->repeat != NULL && is_plain_week (self);

  gtk_widget_set_visible (self->interval, self->repeat != NULL);
  gtk_widget_set_visible (self->end_box, self->repeat != NULL);
  gtk_widget_set_visible (self->weekdays, plain_week);
  if (self->repeat == NULL || plain_week)
    gtk_widget_hide (self->days);
  if (self->repeat == NULL)
    return;
  if (plain_week)
    valise_weekday_row_set (VALISE_WEEKDAY_ROW (self->weekdays),
                            valise_repeat_weekdays (self->repeat), self->start);
  else
    show_days (self);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->interval), self->repeat->interval);
  gtk_spin_button_update (GTK_SPIN_BUTTON (self->interval));
  show_end (self);
}

/* Shows what @repeat and @kept say. */
static void
show (ValiseRepeatEntry *self)
{
  const char *choice = self->kept != NULL ? KEPT : find_choice (self->repeat);

  self->showing = TRUE;
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->often), choice);
  show_repeat (self);
  self->showing = FALSE;
  valise_form_value_changed (VALISE_FORM_VALUE (self));
}

/* Changing */

static void
on_often_changed_cb (ValiseRepeatEntry *self)
{
  const char *rule = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->often));
  g_autoptr (ValiseRepeat) old = NULL;

  if (self->showing || rule == NULL || g_str_equal (rule, KEPT))
    return;
  old = g_steal_pointer (&self->repeat);
  g_clear_pointer (&self->kept, g_free);
  if (*rule != '\0')
    {
      self->repeat = valise_repeat_parse (rule);
      self->repeat->count = old != NULL ? old->count : 0;
      self->repeat->until = old != NULL ? g_strdup (old->until) : NULL;
    }
  show (self);
}

static void
on_interval_changed_cb (ValiseRepeatEntry *self)
{
  if (self->showing || self->repeat == NULL)
    return;
  self->repeat->interval = (guint)gtk_spin_button_get_value_as_int (
      GTK_SPIN_BUTTON (self->interval));
  show (self);
}

static void
on_weekdays_changed_cb (ValiseRepeatEntry *self)
{
  if (self->showing || self->repeat == NULL)
    return;
  valise_repeat_set_weekdays (self->repeat,
                              valise_weekday_row_get (VALISE_WEEKDAY_ROW (self->weekdays)));
  show (self);
}

static void
on_days_changed_cb (ValiseRepeatEntry *self)
{
  const char *days = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->days));

  if (self->showing || self->repeat == NULL || days == NULL)
    return;
  g_free (self->repeat->days);
  self->repeat->days = g_strdup (days);
  valise_form_value_changed (VALISE_FORM_VALUE (self));
}

/* A last day that is asked for is that of the start, until another is chosen. */
static void
on_end_changed_cb (ValiseRepeatEntry *self)
{
  const char *end = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->end));

  if (self->showing || self->repeat == NULL || end == NULL)
    return;
  g_clear_pointer (&self->repeat->until, g_free);
  self->repeat->count = 0;
  if (g_str_equal (end, "count"))
    self->repeat->count = (guint)gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->count));
  else if (g_str_equal (end, "until"))
    self->repeat->until = g_strndup (self->start, strlen ("2026-03-29"));
  show (self);
}

static void
on_count_changed_cb (ValiseRepeatEntry *self)
{
  if (self->showing || self->repeat == NULL || self->repeat->count == 0)
    return;
  self->repeat->count = (guint)gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->count));
  valise_form_value_changed (VALISE_FORM_VALUE (self));
}

static void
on_until_changed_cb (ValiseRepeatEntry *self)
{
  if (self->showing || self->repeat == NULL || self->repeat->until == NULL)
    return;
  g_free (self->repeat->until);
  self->repeat->until = valise_time_entry_get (VALISE_TIME_ENTRY (self->until));
  valise_form_value_changed (VALISE_FORM_VALUE (self));
}

/* Making */

static char *
say_interval (int number, gpointer data)
{
  const ValiseRepeatEntry *self = data;
  ValiseRepeat shown = { .freq = self->repeat != NULL ? self->repeat->freq : VALISE_FREQ_DAILY,
                         .interval = (guint)number,
                         .days = (char *)"" };
  g_autofree char *rule = valise_repeat_write (&shown);

  return valise_rule_describe (rule, NULL);
}

static char *
say_count (int number, gpointer data)
{
  /* Translators: after how many times something ends that is repeated */
  return g_strdup_printf (ngettext ("%d time", "%d times", (gulong)number), number);
}

static void
ignore_wheel (ValiseRepeatEntry *self)
{
  GtkWidget *widgets[] = { GTK_WIDGET (self->often), GTK_WIDGET (self->end), self->days,
                           self->interval, self->count };

  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    valise_form_ignore_wheel (widgets[i]);
}

static GtkWidget *
add_row (ValiseRepeatEntry *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_container_add (GTK_CONTAINER (self), row);
  gtk_widget_show (row);
  return row;
}

static void
make_often (ValiseRepeatEntry *self)
{
  GtkWidget *row = add_row (self);

  self->often = GTK_COMBO_BOX_TEXT (gtk_combo_box_text_new ());
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_combo_box_text_append (self->often, choices[i].rule, _ (choices[i].label));
  self->interval = valise_word_spin_new (_ ("Interval"), MAX_NUMBER, 1, say_interval, self);
  gtk_container_add (GTK_CONTAINER (row), GTK_WIDGET (self->often));
  gtk_container_add (GTK_CONTAINER (row), self->interval);
  gtk_widget_show (GTK_WIDGET (self->often));
}

static void
make_days (ValiseRepeatEntry *self)
{
  self->weekdays = valise_weekday_row_new ();
  self->days = gtk_combo_box_text_new ();
  atk_object_set_name (gtk_widget_get_accessible (self->days), _ ("Days"));
  gtk_widget_set_halign (self->days, GTK_ALIGN_START);
  gtk_container_add (GTK_CONTAINER (self), self->weekdays);
  gtk_container_add (GTK_CONTAINER (self), self->days);
}

static void
make_end (ValiseRepeatEntry *self)
{
  self->end_box = add_row (self);
  self->end = GTK_COMBO_BOX_TEXT (gtk_combo_box_text_new ());
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    gtk_combo_box_text_append (self->end, ends[i].id, _ (ends[i].label));
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->end)), _ ("End of the series"));
  self->until = valise_time_entry_new (_ ("Last day"));
  valise_time_entry_set_clock (VALISE_TIME_ENTRY (self->until), FALSE);
  self->count = valise_word_spin_new (_ ("Number of times"), MAX_NUMBER, 10, say_count, NULL);
  gtk_container_add (GTK_CONTAINER (self->end_box), GTK_WIDGET (self->end));
  gtk_container_add (GTK_CONTAINER (self->end_box), self->until);
  gtk_container_add (GTK_CONTAINER (self->end_box), self->count);
  gtk_widget_show (GTK_WIDGET (self->end));
}

static void
connect (ValiseRepeatEntry *self)
{
  g_signal_connect_object (self->often, "changed", G_CALLBACK (on_often_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->interval, "value-changed", G_CALLBACK (on_interval_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->weekdays, "changed", G_CALLBACK (on_weekdays_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->days, "changed", G_CALLBACK (on_days_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->end, "changed", G_CALLBACK (on_end_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->count, "value-changed", G_CALLBACK (on_count_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->until, "notify::value", G_CALLBACK (on_until_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* A rule that is finer than a day, or that nobody understands, can only be kept or replaced. */
static void
set_value (ValiseRepeatEntry *self, const char *value)
{
  g_clear_pointer (&self->repeat, valise_repeat_free);
  g_clear_pointer (&self->kept, g_free);
  if (*value != '\0')
    self->repeat = valise_repeat_parse (value);
  if (self->repeat != NULL && self->repeat->freq < VALISE_FREQ_DAILY)
    g_clear_pointer (&self->repeat, valise_repeat_free);
  if (*value != '\0' && self->repeat == NULL)
    {
      g_autofree char *words = valise_rule_describe (value, NULL);

      self->kept = g_strdup (value);
      gtk_combo_box_text_append (self->often, KEPT, words);
    }
  show (self);
}

static char *
valise_repeat_entry_get_value (ValiseFormValue *value)
{
  return get_value (VALISE_REPEAT_ENTRY (value));
}

static void
valise_repeat_entry_set_value (ValiseFormValue *value, const char *text)
{
  set_value (VALISE_REPEAT_ENTRY (value), text);
}

static void
valise_repeat_entry_finalize (GObject *object)
{
  ValiseRepeatEntry *self = VALISE_REPEAT_ENTRY (object);

  g_clear_pointer (&self->repeat, valise_repeat_free);
  g_free (self->kept);
  g_free (self->start);

  G_OBJECT_CLASS (valise_repeat_entry_parent_class)->finalize (object);
}

static void
valise_repeat_entry_class_init (ValiseRepeatEntryClass *class)
{
  ValiseFormValueClass *value_class = VALISE_FORM_VALUE_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = valise_repeat_entry_finalize;
  value_class->get_value = valise_repeat_entry_get_value;
  value_class->set_value = valise_repeat_entry_set_value;
}

static void
valise_repeat_entry_init (ValiseRepeatEntry *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->start = g_strdup ("");
  make_often (self);
  make_days (self);
  make_end (self);
  ignore_wheel (self);
  connect (self);
  show (self);
}

/**
 * valise_repeat_entry_new:
 * @name: what it is called, in the user's language
 *
 * Returns: (transfer floating): one that says "never"
 */
GtkWidget *
valise_repeat_entry_new (const char *name)
{
  ValiseRepeatEntry *self = g_object_new (VALISE_TYPE_REPEAT_ENTRY, NULL);

  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->often)), name);
  return GTK_WIDGET (self);
}

/**
 * valise_repeat_entry_set_start:
 * @self: an entry
 * @start: when what is repeated starts, as a form has it
 *
 * Offers the days that a rule can have which begins then; a rule that was bound to the day of the
 * old start follows.
 */
void
valise_repeat_entry_set_start (ValiseRepeatEntry *self, const char *start)
{
  if (g_str_equal (self->start, start))
    return;
  if (self->repeat != NULL)
    valise_repeat_move (self->repeat, self->start, start);
  g_free (self->start);
  self->start = g_strdup (start);
  show (self);
}
