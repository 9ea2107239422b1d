/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which widget is for which field that contacts alone have. */

#include "contact-field.h"

#include <glib/gi18n.h>

#include "address-rows.h"
#include "date-entry.h"
#include "photo-field.h"
#include "value-rows.h"

static GtkWidget *
make_widget (const ValiseFormField *field)
{
  switch ((int)field->type)
    {
    case VALISE_FIELD_EMAILS:
    case VALISE_FIELD_PHONES:
    case VALISE_FIELD_URLS:
      return valise_value_rows_new (field->type);
    case VALISE_FIELD_ADDRESSES:
      return valise_address_rows_new ();
    case VALISE_FIELD_PHOTO:
      return valise_photo_field_new ();
    case VALISE_FIELD_DATE:
      return valise_date_entry_new (_ (field->label), _ (field->hint));
    default:
      return NULL;
    }
}

/**
 * valise_contact_field_new:
 * @field: a field of a form
 *
 * Returns: (transfer floating) (nullable): a widget whose property "value" is what the field says;
 *   %NULL where a common one will do
 */
GtkWidget *
valise_contact_field_new (const ValiseFormField *field)
{
  GtkWidget *widget = make_widget (field);

  if (widget != NULL)
    atk_object_set_name (gtk_widget_get_accessible (widget), _ (field->label));
  return widget;
}
