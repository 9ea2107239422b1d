/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the widgets that were made for one type of field have in common: a property "value". */

#include "form-value.h"

enum
{
  PROP_VALUE = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_ABSTRACT_TYPE (ValiseFormValue, valise_form_value, GTK_TYPE_BOX)

static void
valise_form_value_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ValiseFormValue *self = VALISE_FORM_VALUE (object);

  g_value_take_string (value, VALISE_FORM_VALUE_GET_CLASS (self)->get_value (self));
}

static void
valise_form_value_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ValiseFormValue *self = VALISE_FORM_VALUE (object);
  const char *text = g_value_get_string (value);

  VALISE_FORM_VALUE_GET_CLASS (self)->set_value (self, text != NULL ? text : "");
}

static void
valise_form_value_class_init (ValiseFormValueClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = valise_form_value_get_property;
  object_class->set_property = valise_form_value_set_property;
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, "",
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
valise_form_value_init (ValiseFormValue *self)
{
}

/**
 * valise_form_value_changed:
 * @self: a widget that says something else now
 */
void
valise_form_value_changed (ValiseFormValue *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}
