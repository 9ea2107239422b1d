/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A row is a kind, a value and a button that takes it away; rows without a value are not counted.
 */

#include "value-rows.h"

#include <glib/gi18n.h>

#include "children.h"
#include "form-parts.h"
#include "format/contact-values.h"
#include "type-chooser.h"

/* What differs between the lists. */
typedef struct
{
  const char *name, *type_name, *add, *remove; /* to be translated */
  GtkInputPurpose purpose;
  const char *types[10]; /* that are offered; the first is that of a new row */
} Texts;

static const Texts email_texts = {
  N_ ("E-mail address"),        N_ ("Type of e-mail address"), N_ ("Add e-mail address"),
  N_ ("Remove e-mail address"), GTK_INPUT_PURPOSE_EMAIL,       { "work", "home", "other", "" },
};

static const Texts phone_texts = {
  N_ ("Telephone number"),
  N_ ("Type of telephone number"),
  N_ ("Add telephone number"),
  N_ ("Remove telephone number"),
  GTK_INPUT_PURPOSE_PHONE,
  { "cell", "work", "home", "fax", "fax work", "fax home", "pager", "other", "" },
};

static const Texts url_texts = {
  N_ ("Web address"),        N_ ("Type of web address"), N_ ("Add web address"),
  N_ ("Remove web address"), GTK_INPUT_PURPOSE_URL,      { "", "work", "home", "other" },
};

typedef struct
{
  int origin; /* see contact-values.c */
  GtkWidget *box;
  ValiseTypeChooser *type;
  GtkEntry *entry;
  GtkWidget *remove;
} Row;

struct _ValiseValueRows
{
  ValiseFormValue parent_instance;

  const Texts *texts;
  GPtrArray *rows; /* (element-type Row) */
  GtkContainer *box;
  GtkWidget *add;
};

G_DEFINE_TYPE (ValiseValueRows, valise_value_rows, VALISE_TYPE_FORM_VALUE)

static void
notify (ValiseValueRows *self)
{
  valise_form_value_changed (VALISE_FORM_VALUE (self));
}

/* One row */

static Row *
find_row (ValiseValueRows *self, gpointer widget)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = self->rows->pdata[i];

      if (gtk_widget_is_ancestor (widget, row->box))
        return row;
    }
  g_return_val_if_reached (NULL);
}

static void
focus_row (Row *row)
{
  gtk_entry_grab_focus_without_selecting (row->entry);
}

static void
name_remove (ValiseValueRows *self, Row *row)
{
  const char *text = gtk_entry_get_text (row->entry);
  g_autofree char *label = *text != '\0' ? g_strdup_printf (_ ("Remove “%s”"), text)
                                         : g_strdup (_ (self->texts->remove));

  valise_form_name_button (row->remove, label);
}

static void
on_entry_changed_cb (GtkEditable *entry, ValiseValueRows *self)
{
  name_remove (self, find_row (self, entry));
  notify (self);
}

static Row *add_row (ValiseValueRows *self, const ValiseContactEntry *entry);

/* Goes on to the next value, which may be a new one. */
static void
on_activate_cb (GtkEntry *entry, ValiseValueRows *self)
{
  guint index;

  g_ptr_array_find (self->rows, find_row (self, entry), &index);
  if (index + 1 < self->rows->len)
    focus_row (self->rows->pdata[index + 1]);
  else if (*gtk_entry_get_text (entry) != '\0')
    focus_row (add_row (self, NULL));
}

static void
on_remove_clicked_cb (GtkButton *button, ValiseValueRows *self)
{
  g_autofree Row *row = find_row (self, button);
  guint index;

  g_ptr_array_find (self->rows, row, &index);
  g_ptr_array_steal_index (self->rows, index);
  gtk_widget_destroy (row->box);
  if (self->rows->len > 0)
    focus_row (self->rows->pdata[MIN (index, self->rows->len - 1)]);
  else
    gtk_widget_grab_focus (self->add);
  notify (self);
}

static GtkEntry *
make_entry (const Texts *texts, const char *value)
{
  GtkEntry *entry = GTK_ENTRY (gtk_entry_new ());

  gtk_entry_set_text (entry, value);
  gtk_entry_set_input_purpose (entry, texts->purpose);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (entry)), _ (texts->name));
  gtk_widget_set_hexpand (GTK_WIDGET (entry), TRUE);
  valise_form_read_left_to_right (entry);
  return entry;
}

/* @entry: (nullable): what it says; %NULL makes an empty one */
static Row *
add_row (ValiseValueRows *self, const ValiseContactEntry *entry)
{
  Row *row = g_new0 (Row, 1);

  row->origin = entry != NULL ? entry->origin : VALISE_CONTACT_NEW;
  row->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_margin_bottom (row->box, 6);
  row->type = VALISE_TYPE_CHOOSER (valise_type_chooser_new (self->texts->types));
  if (entry != NULL)
    valise_type_chooser_choose (row->type, entry->types, entry->label);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (row->type)),
                       _ (self->texts->type_name));
  row->entry = make_entry (self->texts, entry != NULL ? entry->value : "");
  row->remove = valise_form_remove_button_new ();
  g_ptr_array_add (self->rows, row);
  gtk_container_add (GTK_CONTAINER (row->box), GTK_WIDGET (row->type));
  gtk_container_add (GTK_CONTAINER (row->box), GTK_WIDGET (row->entry));
  gtk_container_add (GTK_CONTAINER (row->box), row->remove);
  gtk_widget_show_all (row->box);
  gtk_container_add (self->box, row->box);
  name_remove (self, row);
  g_signal_connect_swapped (row->type, "changed", G_CALLBACK (notify), self);
  g_signal_connect (row->entry, "changed", G_CALLBACK (on_entry_changed_cb), self);
  g_signal_connect (row->entry, "activate", G_CALLBACK (on_activate_cb), self);
  g_signal_connect (row->remove, "clicked", G_CALLBACK (on_remove_clicked_cb), self);
  return row;
}

static void
on_add_clicked_cb (ValiseValueRows *self)
{
  focus_row (add_row (self, NULL));
}

/* All rows */

/* Returns: (transfer full): what the rows say */
static char *
get_value (ValiseValueRows *self)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_contact_entry_free);

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = self->rows->pdata[i];

      g_ptr_array_add (entries, valise_contact_entry_new (row->origin,
                                                          valise_type_chooser_get_types (row->type),
                                                          valise_type_chooser_get_label (row->type),
                                                          gtk_entry_get_text (row->entry)));
    }
  return valise_contact_values_format (entries);
}

static void
set_value (ValiseValueRows *self, const char *value)
{
  g_autoptr (GPtrArray) entries = valise_contact_values_parse (value);

  g_ptr_array_set_size (self->rows, 0);
  valise_children_destroy (self->box);
  for (guint i = 0; i < entries->len; i++)
    add_row (self, entries->pdata[i]);
  if (entries->len == 0)
    add_row (self, NULL);
  notify (self);
}

static char *
valise_value_rows_get_value (ValiseFormValue *value)
{
  return get_value (VALISE_VALUE_ROWS (value));
}

static void
valise_value_rows_set_value (ValiseFormValue *value, const char *text)
{
  set_value (VALISE_VALUE_ROWS (value), text);
}

static void
valise_value_rows_finalize (GObject *object)
{
  g_ptr_array_unref (VALISE_VALUE_ROWS (object)->rows);

  G_OBJECT_CLASS (valise_value_rows_parent_class)->finalize (object);
}

static void
valise_value_rows_class_init (ValiseValueRowsClass *class)
{
  ValiseFormValueClass *value_class = VALISE_FORM_VALUE_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = valise_value_rows_finalize;
  value_class->get_value = valise_value_rows_get_value;
  value_class->set_value = valise_value_rows_set_value;
}

static void
valise_value_rows_init (ValiseValueRows *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_free);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->box = GTK_CONTAINER (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_container_add (GTK_CONTAINER (self), GTK_WIDGET (self->box));
}

/**
 * valise_value_rows_new:
 * @type: %VALISE_FIELD_EMAILS, %VALISE_FIELD_PHONES or %VALISE_FIELD_URLS
 *
 * Returns: (transfer floating): the list, with one empty row
 */
GtkWidget *
valise_value_rows_new (ValiseFieldType type)
{
  ValiseValueRows *self = g_object_new (VALISE_TYPE_VALUE_ROWS, NULL);

  self->texts = type == VALISE_FIELD_EMAILS   ? &email_texts
                : type == VALISE_FIELD_PHONES ? &phone_texts
                                              : &url_texts;
  self->add = valise_form_add_button_new (_ (self->texts->add));
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (on_add_clicked_cb), self);
  gtk_container_add (GTK_CONTAINER (self), self->add);
  gtk_widget_show_all (GTK_WIDGET (self));
  set_value (self, "");
  return GTK_WIDGET (self);
}
