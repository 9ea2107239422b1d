/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A widget for one field of a form. Its property "value" is what it says, as a text; see
 * format/item-form.h. */
#define VALISE_TYPE_FORM_VALUE (valise_form_value_get_type ())
G_DECLARE_DERIVABLE_TYPE (ValiseFormValue, valise_form_value, VALISE, FORM_VALUE, GtkBox)

struct _ValiseFormValueClass
{
  GtkBoxClass parent_class;

  char *(*get_value) (ValiseFormValue *self);                   /* transfer full */
  void (*set_value) (ValiseFormValue *self, const char *value); /* @value is never NULL */
};

void valise_form_value_changed (ValiseFormValue *self);

G_END_DECLS
