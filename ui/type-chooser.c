/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The usual kinds are offered. A kind that another program wrote, or that the user gave a name of
 * its own, is offered beside them, so that it can be kept. */

#include "type-chooser.h"

#include <glib/gi18n.h>

#include "format/contact-view.h"

#define CUSTOM "\"" /* the id of what is none of the usual kinds; no type has a quote in it */
#define WIDTH_MAX 24

struct _ValiseTypeChooser
{
  GtkComboBoxText parent_instance;

  const char *const *choices; /* ends with NULL */
  char *types, *label;        /* that it was given; the label may be NULL */
};

G_DEFINE_TYPE (ValiseTypeChooser, valise_type_chooser, GTK_TYPE_COMBO_BOX_TEXT)

/* The words of the reader, but they stand alone here. */
static char *
describe (const char *types, const char *label)
{
  const ValiseContactValue value = { .types = (char *)types, .label = (char *)label };
  g_autofree char *words = valise_contact_value_describe (&value);
  g_autofree char *first = g_utf8_substring (words, 0, g_utf8_strlen (words, 1) > 0 ? 1 : 0);
  g_autofree char *upper = g_utf8_strup (first, -1);

  if (*words == '\0')
    /* Translators: nobody says what kind of number or address it is */
    return g_strdup (C_ ("number or address", "No type"));
  if (label != NULL)
    return g_strdup (words);
  return g_strconcat (upper, words + strlen (first), NULL);
}

/**
 * valise_type_chooser_choose:
 * @self: a chooser
 * @types: types as in "fax work"
 * @label: (nullable): what the user calls it, in place of the types
 *
 * Chooses a kind, and offers it from now on.
 */
void
valise_type_chooser_choose (ValiseTypeChooser *self, const char *types, const char *label)
{
  GtkComboBoxText *combo = GTK_COMBO_BOX_TEXT (self);
  g_autofree char *words = describe (types, label);
  gboolean usual = FALSE;

  g_free (self->types);
  g_free (self->label);
  self->types = g_strdup (types);
  self->label = g_strdup (label);
  gtk_combo_box_text_remove_all (combo);
  for (guint i = 0; self->choices[i] != NULL; i++)
    {
      g_autofree char *usual_words = describe (self->choices[i], NULL);
      /* Programs have more than one word for a mobile phone. */
      gboolean same = label == NULL && g_str_equal (usual_words, words);

      usual = usual || same;
      gtk_combo_box_text_append (combo, same ? CUSTOM : self->choices[i], usual_words);
    }
  if (!usual)
    gtk_combo_box_text_prepend (combo, CUSTOM, words);
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self), CUSTOM);
}

static gboolean
is_custom (ValiseTypeChooser *self)
{
  return g_strcmp0 (gtk_combo_box_get_active_id (GTK_COMBO_BOX (self)), CUSTOM) == 0;
}

/* Returns: (transfer none): the types that are chosen, as in "fax work" */
const char *
valise_type_chooser_get_types (ValiseTypeChooser *self)
{
  return is_custom (self) ? self->types : gtk_combo_box_get_active_id (GTK_COMBO_BOX (self));
}

/* Returns: (transfer none) (nullable): the user's own name for the kind, if that is chosen */
const char *
valise_type_chooser_get_label (ValiseTypeChooser *self)
{
  return is_custom (self) ? self->label : NULL;
}

/* A wheel that scrolls the form must not change what it passes over. */
static gboolean
valise_type_chooser_scroll_event (GtkWidget *widget, GdkEventScroll *event)
{
  return GDK_EVENT_PROPAGATE;
}

/* All of a window are of one width, so that what stands beside them is aligned. */
static void
valise_type_chooser_hierarchy_changed (GtkWidget *widget, GtkWidget *previous)
{
  GtkWidget *window = gtk_widget_get_toplevel (widget);
  GtkSizeGroup *group;

  if (!gtk_widget_is_toplevel (window))
    return;
  group = g_object_get_data (G_OBJECT (window), "type-choosers");
  if (group == NULL)
    {
      group = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
      g_object_set_data_full (G_OBJECT (window), "type-choosers", group, g_object_unref);
    }
  gtk_size_group_add_widget (group, widget);
}

static void
valise_type_chooser_finalize (GObject *object)
{
  ValiseTypeChooser *self = VALISE_TYPE_CHOOSER (object);

  g_free (self->types);
  g_free (self->label);

  G_OBJECT_CLASS (valise_type_chooser_parent_class)->finalize (object);
}

static void
valise_type_chooser_class_init (ValiseTypeChooserClass *class)
{
  G_OBJECT_CLASS (class)->finalize = valise_type_chooser_finalize;
  GTK_WIDGET_CLASS (class)->scroll_event = valise_type_chooser_scroll_event;
  GTK_WIDGET_CLASS (class)->hierarchy_changed = valise_type_chooser_hierarchy_changed;
}

static void
valise_type_chooser_init (ValiseTypeChooser *self)
{
}

/**
 * valise_type_chooser_new:
 * @choices: (array zero-terminated=1): the usual kinds, static; the first one is chosen
 *
 * Returns: (transfer floating): a chooser
 */
GtkWidget *
valise_type_chooser_new (const char *const *choices)
{
  ValiseTypeChooser *self = g_object_new (VALISE_TYPE_TYPE_CHOOSER, NULL);
  g_autoptr (GList) cells = gtk_cell_layout_get_cells (GTK_CELL_LAYOUT (self));

  for (GList *each = cells; each != NULL; each = each->next)
    g_object_set (each->data, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", WIDTH_MAX, NULL);
  self->choices = choices;
  valise_type_chooser_choose (self, choices[0], NULL);
  return GTK_WIDGET (self);
}
