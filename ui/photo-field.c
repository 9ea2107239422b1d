/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Shows the picture, and takes another one. What cannot be shown stays with the contact until the
 * user takes it away; what cannot be taken leaves the picture as it was. */

#include "photo-field.h"

#include <glib/gi18n.h>

#include "format/contact-photo.h"
#include "picture-file.h"

#define SHOWN_SIZE 96 /* pixels */

struct _ValisePhotoField
{
  ValiseFormValue parent_instance;

  char *value;
  GCancellable *loading; /* (nullable): a picture is being read */

  GtkImage *image;
  GtkWidget *choose, *remove;
  GtkLabel *message;
};

enum
{
  PROP_BUSY = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_TYPE (ValisePhotoField, valise_photo_field, VALISE_TYPE_FORM_VALUE)

/* @is_error: the user has to know, in place */
static void
show_message (ValisePhotoField *self, const char *text, gboolean is_error)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self->message));

  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
  if (is_error)
    gtk_style_context_add_class (style, "error");
  else
    gtk_style_context_remove_class (style, "error");
}

static void
show_nothing (ValisePhotoField *self)
{
  gtk_image_set_from_icon_name (self->image, "avatar-default-symbolic", GTK_ICON_SIZE_DIALOG);
  gtk_image_set_pixel_size (self->image, SHOWN_SIZE / 2);
  gtk_widget_set_size_request (GTK_WIDGET (self->image), SHOWN_SIZE, SHOWN_SIZE);
  gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (self->image)),
                               "dim-label");
}

/* A small one is enlarged: also a picture of one pixel is one. */
static void
show_picture (ValisePhotoField *self, GdkPixbuf *pixbuf)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  double factor = (double)SHOWN_SIZE * scale / MAX (width, height);
  g_autoptr (GdkPixbuf) scaled = gdk_pixbuf_scale_simple (
      pixbuf, MAX ((int)(width * factor + 0.5), 1), MAX ((int)(height * factor + 0.5), 1),
      GDK_INTERP_BILINEAR);
  cairo_surface_t *surface = gdk_cairo_surface_create_from_pixbuf (scaled, scale, NULL);

  gtk_image_set_from_surface (self->image, surface);
  gtk_widget_set_size_request (GTK_WIDGET (self->image), SHOWN_SIZE, -1);
  gtk_style_context_remove_class (gtk_widget_get_style_context (GTK_WIDGET (self->image)),
                                  "dim-label");
  cairo_surface_destroy (surface);
}

static void
show_value (ValisePhotoField *self)
{
  int size = SHOWN_SIZE * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  g_autoptr (GBytes) bytes = valise_contact_photo_parse (self->value);
  g_autoptr (GdkPixbuf) pixbuf = bytes != NULL ? valise_picture_decode (bytes, size, NULL) : NULL;
  gboolean empty = *self->value == '\0';

  if (pixbuf != NULL)
    show_picture (self, pixbuf);
  else
    show_nothing (self);
  gtk_widget_set_visible (self->remove, !empty);
  if (pixbuf != NULL || empty)
    show_message (self, NULL, FALSE);
  else if (bytes == NULL && g_str_has_prefix (self->value, "http"))
    show_message (self,
                  _ ("The picture is on a web server and is not fetched from there. It stays "
                     "with the contact."),
                  FALSE);
  else
    show_message (self, _ ("The picture cannot be shown. It stays with the contact."), FALSE);
}

static void
set_value (ValisePhotoField *self, const char *value)
{
  g_free (self->value);
  self->value = g_strdup (value);
  show_value (self);
  valise_form_value_changed (VALISE_FORM_VALUE (self));
}

/* Choosing */

static void
set_loading (ValisePhotoField *self, GCancellable *loading)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_set_object (&self->loading, loading);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
on_loaded_cb (GObject *file, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValisePhotoField) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = valise_picture_load_finish (result, &error);
  g_autofree char *value = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_loading (self, NULL);
  show_value (self);
  if (bytes == NULL)
    {
      show_message (self, error->message, TRUE);
      return;
    }
  value = valise_contact_photo_format (bytes, "image/jpeg");
  set_value (self, value);
}

/**
 * valise_photo_field_load:
 * @self: a field
 * @file: a picture
 *
 * Takes a file as the picture, or says in place why it cannot be.
 */
void
valise_photo_field_load (ValisePhotoField *self, GFile *file)
{
  g_autoptr (GCancellable) loading = g_cancellable_new ();

  set_loading (self, loading);
  show_message (self, _ ("The picture is being read…"), FALSE);
  valise_picture_load_async (file, loading, on_loaded_cb, g_object_ref (self));
}

static void
add_filter (GtkFileChooser *chooser)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_add_pixbuf_formats (filter);
  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
on_choose_clicked_cb (ValisePhotoField *self)
{
  g_autoptr (GtkFileChooserNative) chooser = gtk_file_chooser_native_new (
      _ ("Choose Picture"), GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))),
      GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  g_autoptr (GFile) file = NULL;

  add_filter (GTK_FILE_CHOOSER (chooser));
  if (gtk_native_dialog_run (GTK_NATIVE_DIALOG (chooser)) != GTK_RESPONSE_ACCEPT)
    return;
  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    valise_photo_field_load (self, file);
}

static void
on_remove_clicked_cb (ValisePhotoField *self)
{
  set_loading (self, NULL);
  set_value (self, "");
  gtk_widget_grab_focus (self->choose);
}

/* The object */

static void
valise_photo_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, VALISE_PHOTO_FIELD (object)->loading != NULL);
}

static char *
valise_photo_field_get_value (ValiseFormValue *value)
{
  return g_strdup (VALISE_PHOTO_FIELD (value)->value);
}

static void
valise_photo_field_set_value (ValiseFormValue *value, const char *text)
{
  set_value (VALISE_PHOTO_FIELD (value), text);
}

static void
valise_photo_field_dispose (GObject *object)
{
  ValisePhotoField *self = VALISE_PHOTO_FIELD (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);

  G_OBJECT_CLASS (valise_photo_field_parent_class)->dispose (object);
}

static void
valise_photo_field_finalize (GObject *object)
{
  g_free (VALISE_PHOTO_FIELD (object)->value);

  G_OBJECT_CLASS (valise_photo_field_parent_class)->finalize (object);
}

static void
valise_photo_field_class_init (ValisePhotoFieldClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  ValiseFormValueClass *value_class = VALISE_FORM_VALUE_CLASS (class);

  object_class->get_property = valise_photo_field_get_property;
  object_class->dispose = valise_photo_field_dispose;
  object_class->finalize = valise_photo_field_finalize;
  value_class->get_value = valise_photo_field_get_value;
  value_class->set_value = valise_photo_field_set_value;
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/photo-field.ui");
  gtk_widget_class_bind_template_child (widget_class, ValisePhotoField, choose);
  gtk_widget_class_bind_template_child (widget_class, ValisePhotoField, image);
  gtk_widget_class_bind_template_child (widget_class, ValisePhotoField, message);
  gtk_widget_class_bind_template_child (widget_class, ValisePhotoField, remove);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked_cb);
}

static void
valise_photo_field_init (ValisePhotoField *self)
{
  self->value = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  show_value (self);
}

/* Returns: (transfer floating): the field, without a picture */
GtkWidget *
valise_photo_field_new (void)
{
  return g_object_new (VALISE_TYPE_PHOTO_FIELD, NULL);
}
