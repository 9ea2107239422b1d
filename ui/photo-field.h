/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "form-value.h"

G_BEGIN_DECLS

/* The picture of a contact. Its property "value" holds it, as src/format/contact-photo.c says; its
 * property "busy" says that a chosen one is still being read. */
#define VALISE_TYPE_PHOTO_FIELD (valise_photo_field_get_type ())
G_DECLARE_FINAL_TYPE (ValisePhotoField, valise_photo_field, VALISE, PHOTO_FIELD, ValiseFormValue)

GtkWidget *valise_photo_field_new (void);
void valise_photo_field_load (ValisePhotoField *self, GFile *file);

G_END_DECLS
