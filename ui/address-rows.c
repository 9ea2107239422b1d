/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An address is its kind, a button that takes it away, and its parts, in the order in which one
 * writes them on an envelope. A post office box and the like are shown where there is one. */

#include "address-rows.h"

#include <glib/gi18n.h>

#include "children.h"
#include "form-parts.h"
#include "format/contact-values.h"
#include "type-chooser.h"

static const char *const types[] = { "home", "work", "other", "", NULL };

static const struct
{
  guint part;
  const char *label; /* to be translated */
} fields[] = {
  { VALISE_ADDRESS_BOX, N_ ("Post office box") },
  /* Translators: a part of a postal address, such as the floor */
  { VALISE_ADDRESS_EXTENSION, N_ ("Address extension") },
  { VALISE_ADDRESS_STREET, N_ ("Street") },
  { VALISE_ADDRESS_POSTAL, N_ ("Postal code") },
  { VALISE_ADDRESS_CITY, N_ ("City") },
  { VALISE_ADDRESS_REGION, N_ ("Region") },
  { VALISE_ADDRESS_COUNTRY, N_ ("Country") },
};

typedef struct
{
  int origin;  /* see contact-values.c */
  GStrv parts; /* as they were */
  GtkWidget *grid;
  ValiseTypeChooser *type;
  GtkTextView *street;
  GtkEntry *entries[VALISE_ADDRESS_PARTS]; /* but for the street */
  GtkWidget *remove;
} Row;

struct _ValiseAddressRows
{
  ValiseFormValue parent_instance;

  GPtrArray *rows; /* (element-type Row) */
  GtkSizeGroup *labels;
  GtkContainer *box;
  GtkWidget *add;
};

G_DEFINE_TYPE (ValiseAddressRows, valise_address_rows, VALISE_TYPE_FORM_VALUE)

static void
row_free (Row *row)
{
  g_strfreev (row->parts);
  g_free (row);
}

/* One address */

static char *
get_street (Row *row)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (row->street);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* Returns: (transfer full): the address as in ADR; "" where nothing is left of it */
static char *
get_address (Row *row)
{
  g_auto (GStrv) parts = g_strdupv (row->parts);

  for (guint i = 0; i < VALISE_ADDRESS_PARTS; i++)
    {
      g_free (parts[i]);
      parts[i] = i == VALISE_ADDRESS_STREET ? get_street (row)
                                            : g_strdup (gtk_entry_get_text (row->entries[i]));
    }
  return valise_contact_address_join ((const char *const *)parts);
}

static void
focus_row (Row *row)
{
  gtk_widget_grab_focus (GTK_WIDGET (row->street));
}

static void
name_remove (Row *row)
{
  g_autofree char *street = get_street (row);
  const char *text = *g_strdelimit (street, "\n", ' ') != '\0'
                         ? street
                         : gtk_entry_get_text (row->entries[VALISE_ADDRESS_CITY]);
  g_autofree char *label = *text != '\0' ? g_strdup_printf (_ ("Remove “%s”"), text)
                                         : g_strdup (_ ("Remove postal address"));

  valise_form_name_button (row->remove, label);
}

static void
on_changed_cb (ValiseAddressRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    name_remove (self->rows->pdata[i]);
  valise_form_value_changed (VALISE_FORM_VALUE (self));
}

static void
on_remove_clicked_cb (GtkWidget *button, ValiseAddressRows *self)
{
  GtkWidget *grid = gtk_widget_get_parent (button);
  guint index = 0;

  while (((Row *)self->rows->pdata[index])->grid != grid)
    index++;
  g_ptr_array_remove_index (self->rows, index);
  gtk_widget_destroy (grid);
  if (self->rows->len > 0)
    focus_row (self->rows->pdata[MIN (index, self->rows->len - 1)]);
  else
    gtk_widget_grab_focus (self->add);
  on_changed_cb (self);
}

/* A street may have several lines, and then grows. */
static GtkWidget *
make_street (ValiseAddressRows *self, Row *row)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *frame = gtk_scrolled_window_new (NULL, NULL);

  row->street = GTK_TEXT_VIEW (view);
  gtk_text_view_set_accepts_tab (row->street, FALSE);
  gtk_text_view_set_wrap_mode (row->street, GTK_WRAP_WORD_CHAR);
  g_object_set (view, "left-margin", 8, "right-margin", 8, "top-margin", 8, "bottom-margin", 7,
                NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (row->street),
                            row->parts[VALISE_ADDRESS_STREET], -1);
  g_signal_connect_swapped (gtk_text_view_get_buffer (row->street), "changed",
                            G_CALLBACK (on_changed_cb), self);
  gtk_scrolled_window_set_shadow_type (GTK_SCROLLED_WINDOW (frame), GTK_SHADOW_IN);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (frame), GTK_POLICY_NEVER, GTK_POLICY_NEVER);
  gtk_container_add (GTK_CONTAINER (frame), view);
  return frame;
}

static GtkWidget *
make_entry (ValiseAddressRows *self, Row *row, guint part)
{
  row->entries[part] = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_text (row->entries[part], row->parts[part]);
  gtk_entry_set_activates_default (row->entries[part], TRUE);
  g_signal_connect_swapped (row->entries[part], "changed", G_CALLBACK (on_changed_cb), self);
  return GTK_WIDGET (row->entries[part]);
}

static void
add_field (ValiseAddressRows *self, Row *row, guint index)
{
  guint part = fields[index].part;
  GtkWidget *label = gtk_label_new (_ (fields[index].label));
  GtkWidget *field = part == VALISE_ADDRESS_STREET ? make_street (self, row)
                                                   : make_entry (self, row, part);
  GtkWidget *named = part == VALISE_ADDRESS_STREET ? GTK_WIDGET (row->street) : field;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), "dim-label");
  gtk_size_group_add_widget (self->labels, label);
  atk_object_set_name (gtk_widget_get_accessible (named), _ (fields[index].label));
  gtk_widget_set_hexpand (field, TRUE);
  gtk_widget_show_all (label);
  gtk_widget_show_all (field);
  if (part <= VALISE_ADDRESS_EXTENSION && *row->parts[part] == '\0')
    {
      gtk_widget_hide (label);
      gtk_widget_hide (field);
    }
  gtk_grid_attach (GTK_GRID (row->grid), label, 0, (int)index + 1, 1, 1);
  gtk_grid_attach (GTK_GRID (row->grid), field, 1, (int)index + 1, 2, 1);
}

/* @entry: (nullable): the address; %NULL makes an empty one */
static Row *
add_row (ValiseAddressRows *self, const ValiseContactEntry *entry)
{
  Row *row = g_new0 (Row, 1);

  row->origin = entry != NULL ? entry->origin : VALISE_CONTACT_NEW;
  row->parts = valise_contact_address_split (entry != NULL ? entry->value : "");
  row->grid = gtk_grid_new ();
  g_object_set (row->grid, "row-spacing", 6, "column-spacing", 6, "margin-bottom", 6, NULL);
  row->type = VALISE_TYPE_CHOOSER (valise_type_chooser_new (types));
  if (entry != NULL)
    valise_type_chooser_choose (row->type, entry->types, entry->label);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (row->type)),
                       _ ("Type of postal address"));
  gtk_widget_set_halign (GTK_WIDGET (row->type), GTK_ALIGN_START);
  row->remove = valise_form_remove_button_new ();
  gtk_widget_set_halign (row->remove, GTK_ALIGN_END);
  gtk_grid_attach (GTK_GRID (row->grid), GTK_WIDGET (row->type), 0, 0, 2, 1);
  gtk_grid_attach (GTK_GRID (row->grid), row->remove, 2, 0, 1, 1);
  gtk_widget_show (row->grid);
  gtk_widget_show (GTK_WIDGET (row->type));
  gtk_widget_show_all (row->remove);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    add_field (self, row, i);
  g_ptr_array_add (self->rows, row);
  gtk_container_add (self->box, row->grid);
  name_remove (row);
  g_signal_connect_swapped (row->type, "changed", G_CALLBACK (on_changed_cb), self);
  g_signal_connect (row->remove, "clicked", G_CALLBACK (on_remove_clicked_cb), self);
  return row;
}

static void
on_add_clicked_cb (ValiseAddressRows *self)
{
  focus_row (add_row (self, NULL));
}

/* All addresses */

/* Returns: (transfer full): what they say */
static char *
get_value (ValiseAddressRows *self)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_contact_entry_free);

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = self->rows->pdata[i];
      g_autofree char *address = get_address (row);

      g_ptr_array_add (
          entries, valise_contact_entry_new (row->origin, valise_type_chooser_get_types (row->type),
                                             valise_type_chooser_get_label (row->type), address));
    }
  return valise_contact_values_format (entries);
}

static void
set_value (ValiseAddressRows *self, const char *value)
{
  g_autoptr (GPtrArray) entries = valise_contact_values_parse (value);

  g_ptr_array_set_size (self->rows, 0);
  valise_children_destroy (self->box);
  for (guint i = 0; i < entries->len; i++)
    add_row (self, entries->pdata[i]);
  on_changed_cb (self);
}

static char *
valise_address_rows_get_value (ValiseFormValue *value)
{
  return get_value (VALISE_ADDRESS_ROWS (value));
}

static void
valise_address_rows_set_value (ValiseFormValue *value, const char *text)
{
  set_value (VALISE_ADDRESS_ROWS (value), text);
}

static void
valise_address_rows_finalize (GObject *object)
{
  ValiseAddressRows *self = VALISE_ADDRESS_ROWS (object);

  g_ptr_array_unref (self->rows);
  g_object_unref (self->labels);

  G_OBJECT_CLASS (valise_address_rows_parent_class)->finalize (object);
}

static void
valise_address_rows_class_init (ValiseAddressRowsClass *class)
{
  ValiseFormValueClass *value_class = VALISE_FORM_VALUE_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = valise_address_rows_finalize;
  value_class->get_value = valise_address_rows_get_value;
  value_class->set_value = valise_address_rows_set_value;
}

static void
valise_address_rows_init (ValiseAddressRows *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
  self->labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->box = GTK_CONTAINER (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  self->add = valise_form_add_button_new (_ ("Add postal address"));
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (on_add_clicked_cb), self);
  gtk_container_add (GTK_CONTAINER (self), GTK_WIDGET (self->box));
  gtk_container_add (GTK_CONTAINER (self), self->add);
  gtk_widget_show_all (GTK_WIDGET (self));
}

/* Returns: (transfer floating): the list, empty */
GtkWidget *
valise_address_rows_new (void)
{
  return g_object_new (VALISE_TYPE_ADDRESS_ROWS, NULL);
}
