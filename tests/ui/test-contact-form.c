/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The form of a contact: its rows by keyboard, and what it saves. */

#include "form-fixture.h"

#include <string.h>

#include "form-fields.h"
#include "format/item-form.h"

/* Two addresses, a number and a postal address, without a mouse. */
static void
test_new (App *app)
{
  GtkWidget *form = form_open_new (app);
  g_autofree char *content = NULL;

  form_type (form, "Ann Brown");
  form_tab_to (form, "E-mail address");
  form_type (form, "ann@a.example\nann@b.example");
  g_assert_nonnull (form_find (form, GTK_TYPE_BUTTON, "Remove “ann@a.example”", 0));
  form_tab_to (form, "Telephone number");
  form_type (form, "+49 89 1");
  form_tab_to (form, "Add postal address");
  form_press (form, GDK_KEY_space, 0);
  form_type (form, "Main Street 1\nRear\t80331\tSpringfield\t\tGermany");
  app_picture (form, "contact-form-typed");
  form_save (form);
  APP_WAIT (form_find_contact (app, "Ann Brown") != 0);
  content = form_content (app, form_find_contact (app, "Ann Brown"));
  form_assert_says (content, "EMAIL;TYPE=work:ann@a.example\r\nEMAIL;TYPE=work:ann@b.example\r\n");
  form_assert_says (content, "TEL;TYPE=cell:+49 89 1\r\n");
  form_assert_says (content, "ADR;TYPE=home:;;Main Street 1\\nRear;Springfield;;80331;Germany\r\n");
  g_assert_null (strstr (content, "URL"));
}

/* Enter goes to the next row and makes one after the last, but none after an empty one; what is
 * removed gives the keyboard to its neighbour. */
static void
test_rows (App *app)
{
  GtkWidget *form = form_open_new (app);
  GtkWidget *second;

  form_tab_to (form, "Telephone number");
  form_type (form, "1\n2\n3\n\n");
  g_assert_null (form_find (form, GTK_TYPE_ENTRY, "Telephone number", 4));
  second = form_get (form, GTK_TYPE_ENTRY, "Telephone number", 1);
  gtk_widget_grab_focus (form_get (form, GTK_TYPE_ENTRY, "Telephone number", 0));
  form_press (form, GDK_KEY_Return, 0);
  g_assert_true (form_has_focus (form, second));

  gtk_widget_grab_focus (form_get (form, GTK_TYPE_BUTTON, "Remove “1”", 0));
  form_press (form, GDK_KEY_space, 0);
  g_assert_true (form_has_focus (form, second));
  gtk_widget_grab_focus (form_get (form, GTK_TYPE_BUTTON, "Remove telephone number", 0));
  form_press (form, GDK_KEY_space, 0);
  g_assert_true (form_has_focus (form, form_get (form, GTK_TYPE_ENTRY, "Telephone number", 1)));
  g_assert_cmpstr (form_entry_text (form, "Telephone number", 0), ==, "2");
  g_assert_cmpstr (form_entry_text (form, "Telephone number", 1), ==, "3");
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("Remove “%d”", i + 2);

      gtk_widget_grab_focus (form_get (form, GTK_TYPE_BUTTON, name, 0));
      form_press (form, GDK_KEY_space, 0);
    }
  g_assert_null (form_find (form, GTK_TYPE_ENTRY, "Telephone number", 0));
  g_assert_true (
      form_has_focus (form, form_get (form, GTK_TYPE_BUTTON, "Add telephone number", 0)));
  form_press (form, GDK_KEY_space, 0);
  g_assert_true (form_has_focus (form, form_get (form, GTK_TYPE_ENTRY, "Telephone number", 0)));
}

#define VALUES                                                                                     \
  "item1.EMAIL;type=INTERNET;type=pref:uma@boat.example\r\nitem1.X-ABLabel:Boat\r\n"               \
  "EMAIL;TYPE=work:uma@work.example\r\nTEL;TYPE=HOME,CELL;X-P=1:1\r\nTEL;TYPE=iphone:2\r\n"        \
  "ADR;TYPE=home:;;One 1;Town;;1;\r\nADR;TYPE=work;X-Q=2:Box 12;;Two\\n2;City;;2;\r\n"

/* What another program wrote is told in words and can be kept. */
static void
test_types (App *app)
{
  gint64 id;
  GtkWidget *form = form_open_contact (app, VALUES, &id);
  g_autofree char *first = form_chosen (form, "Type of e-mail address", 0);
  g_autofree char *second = form_chosen (form, "Type of e-mail address", 1);
  g_autofree char *third = form_chosen (form, "Type of telephone number", 0);
  g_autofree char *fourth = form_chosen (form, "Type of telephone number", 1);
  g_autofree char *fifth = form_chosen (form, "Type of postal address", 1);
  g_autofree char *content = NULL;

  g_assert_cmpstr (first, ==, "Boat");
  g_assert_cmpstr (second, ==, "Work");
  g_assert_cmpstr (third, ==, "Mobile, home");
  g_assert_cmpstr (fourth, ==, "Mobile");
  g_assert_cmpstr (fifth, ==, "Work");
  g_assert_cmpstr (form_entry_text (form, "Post office box", 0), ==, "Box 12");
  g_assert_null (form_find (form, GTK_TYPE_ENTRY, "Post office box", 1));

  /* The second number becomes one at home, by keyboard. */
  gtk_widget_grab_focus (form_get (form, GTK_TYPE_COMBO_BOX, "Type of telephone number", 1));
  gtk_widget_child_focus (form_get (form, GTK_TYPE_COMBO_BOX, "Type of telephone number", 1),
                          GTK_DIR_TAB_FORWARD);
  form_press (form, GDK_KEY_Down, 0);
  form_press (form, GDK_KEY_Down, 0);
  gtk_entry_set_text (GTK_ENTRY (form_get (form, GTK_TYPE_ENTRY, "City", 1)), "Village");
  form_save (form);
  content = form_content (app, id);
  form_assert_says (content,
                    "X-UNKNOWN;A=b:kept\r\nitem1.EMAIL;type=INTERNET;type=pref:uma@boat.example"
                    "\r\nitem1.X-ABLabel:Boat\r\nEMAIL;TYPE=work:uma@work.example\r\n"
                    "TEL;TYPE=HOME,CELL;X-P=1:1\r\nTEL;TYPE=home:2\r\n"
                    "ADR;TYPE=home:;;One 1;Town;;1;\r\n"
                    "ADR;TYPE=work;X-Q=2:Box 12;;Two\\n2;Village;;2;\r\n");
}

/* The first of two goes, and the second changes: it keeps what is its own. */
static void
test_remove_and_change (App *app)
{
  gint64 id;
  GtkWidget *form = form_open_contact (app, VALUES, &id);
  g_autofree char *content = NULL;

  gtk_button_clicked (GTK_BUTTON (form_get (form, GTK_TYPE_BUTTON, "Remove “One 1”", 0)));
  app_settle ();
  gtk_entry_set_text (GTK_ENTRY (form_get (form, GTK_TYPE_ENTRY, "Country", 0)), "Peru");
  gtk_button_clicked (
      GTK_BUTTON (form_get (form, GTK_TYPE_BUTTON, "Remove “uma@boat.example”", 0)));
  form_save (form);
  content = form_content (app, id);
  g_assert_null (strstr (content, "One 1"));
  g_assert_null (strstr (content, "Boat"));
  form_assert_says (content, "EMAIL;TYPE=work:uma@work.example\r\n");
  form_assert_says (content, "ADR;TYPE=work;X-Q=2:Box 12;;Two\\n2;City;;2;Peru\r\n");
}

/* Each field of a contact says what it was given. */
static void
check_fields (App *app, GBytes *content)
{
  guint count;
  const ValiseFormField *fields = valise_form_fields (VALISE_KIND_CONTACT, &count);
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) values = valise_form_read (VALISE_KIND_CONTACT, content, &note, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < count; i++)
    {
      GtkWidget *widget = valise_form_field_make (&fields[i], app->engine);
      g_autofree char *value = NULL;

      g_object_ref_sink (widget);
      valise_form_field_set (widget, values[i]);
      value = valise_form_field_get (widget);
      g_assert_cmpstr (value, ==, values[i]);
      gtk_widget_destroy (widget);
      g_object_unref (widget);
    }
}

/* What nobody touched is what it was, in any contact. */
static void
test_untouched (App *app)
{
  g_autofree char *folder = g_build_filename (g_getenv ("VALISE_TEST_DATA"), "vcard", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GBytes) content = NULL;
      char *data;
      gsize size;

      if (!g_str_has_suffix (name, ".vcf"))
        continue;
      g_assert_true (g_file_get_contents (path, &data, &size, NULL));
      content = g_bytes_new_take (data, size);
      check_fields (app, content);
      count++;
    }
  g_assert_cmpuint (count, >, 5);
}

/* A wheel that passes over the kinds does not change them. */
static void
test_wheel (App *app)
{
  gint64 id;
  GtkWidget *form = form_open_contact (app, VALUES, &id);
  GtkWidget *combo = form_get (form, GTK_TYPE_COMBO_BOX, "Type of e-mail address", 1);
  g_autoptr (GdkEvent) event = gdk_event_new (GDK_SCROLL);
  g_autofree char *after = NULL;

  event->scroll.window = g_object_ref (gtk_widget_get_window (combo));
  event->scroll.direction = GDK_SCROLL_DOWN;
  gdk_event_set_device (
      event, gdk_seat_get_pointer (gdk_display_get_default_seat (gtk_widget_get_display (form))));
  g_assert_false (gtk_widget_event (combo, event));
  after = form_chosen (form, "Type of e-mail address", 1);
  g_assert_cmpstr (after, ==, "Work");
}

/* The birthday is typed or chosen. */
static void
test_birthday (App *app)
{
  gint64 id;
  GtkWidget *form = form_open_contact (app, "BDAY:--04-12\r\n", &id);
  GtkWidget *entry = form_get (form, GTK_TYPE_ENTRY, "Birthday", 0);
  GtkWidget *button = form_get (form, GTK_TYPE_MENU_BUTTON, "Choose the date in a calendar", 0);
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  GtkCalendar *calendar = GTK_CALENDAR (gtk_bin_get_child (GTK_BIN (popover)));
  g_autofree char *content = NULL;
  guint year, month, day;

  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (entry)), ==, "--04-12");
  gtk_widget_grab_focus (button);
  form_press (form, GDK_KEY_space, 0);
  APP_WAIT (gtk_widget_get_mapped (popover));
  gtk_calendar_get_date (calendar, &year, &month, &day);
  g_assert_cmpuint (month, ==, 3);
  g_assert_cmpuint (day, ==, 12);
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (entry)), ==, "--04-12");
  gtk_calendar_select_month (calendar, 6, 1985);
  gtk_calendar_select_day (calendar, 9);
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (entry)), ==, "1985-07-09");
  app_picture (form, "contact-form-birthday");
  gtk_widget_hide (popover);
  app_settle ();
  form_save (form);
  content = form_content (app, id);
  form_assert_says (content, "BDAY:1985-07-09\r\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_test ("/ui/contact-form/new", test_new);
  app_test ("/ui/contact-form/rows", test_rows);
  app_test ("/ui/contact-form/types", test_types);
  app_test ("/ui/contact-form/remove-and-change", test_remove_and_change);
  app_test ("/ui/contact-form/untouched", test_untouched);
  app_test ("/ui/contact-form/wheel", test_wheel);
  app_test ("/ui/contact-form/birthday", test_birthday);
  return g_test_run ();
}
