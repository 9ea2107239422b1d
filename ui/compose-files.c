/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file is read when it is attached: what is sent is what it was then, wherever the file goes
 * afterwards. */

#include "compose-files.h"

#include <glib/gi18n.h>

/* More than any server takes, and it is held in memory. */
#define FILE_MAX ((goffset)100 * 1024 * 1024)

struct _ValiseComposeFiles
{
  GtkBin parent_instance;

  GPtrArray *files; /* of ValiseMailFile; those of the draft */
  GCancellable *cancellable;
  guint loading;

  GtkWidget *box;
};

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (ValiseComposeFiles, valise_compose_files, GTK_TYPE_BIN)

static void update (ValiseComposeFiles *self);

static void
on_remove_clicked_cb (GtkButton *button, ValiseComposeFiles *self)
{
  g_ptr_array_remove (self->files, g_object_get_data (G_OBJECT (button), "file"));
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_remove (ValiseComposeFiles *self, ValiseMailFile *file, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic", GTK_ICON_SIZE_MENU);
  g_autofree char *label = g_strdup_printf (_ ("Remove “%s”"), name);

  gtk_button_set_relief (GTK_BUTTON (button), GTK_RELIEF_NONE);
  gtk_widget_set_tooltip_text (button, label);
  atk_object_set_name (gtk_widget_get_accessible (button), label);
  g_object_set_data (G_OBJECT (button), "file", file);
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove_clicked_cb), self);
  return button;
}

static GtkWidget *
make_chip (ValiseComposeFiles *self, ValiseMailFile *file)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *content_type = g_content_type_from_mime_type (file->type);
  g_autoptr (GIcon) icon = g_content_type_get_symbolic_icon (
      content_type != NULL ? content_type : "application/octet-stream");
  const char *name = file->name != NULL ? file->name : C_ ("attachment", "unnamed");
  g_autofree char *size = g_format_size (g_bytes_get_size (file->bytes));
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *size_label = gtk_label_new (size);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_widget_set_tooltip_text (label, name);
  gtk_style_context_add_class (gtk_widget_get_style_context (size_label), "dim-label");
  gtk_style_context_add_class (gtk_widget_get_style_context (chip), "file");
  gtk_container_add (GTK_CONTAINER (chip), gtk_image_new_from_gicon (icon, GTK_ICON_SIZE_MENU));
  gtk_container_add (GTK_CONTAINER (chip), label);
  gtk_container_add (GTK_CONTAINER (chip), size_label);
  gtk_container_add (GTK_CONTAINER (chip), make_remove (self, file, name));
  return chip;
}

static void
update (ValiseComposeFiles *self)
{
  g_autoptr (GList) chips = gtk_container_get_children (GTK_CONTAINER (self->box));

  for (GList *each = chips; each != NULL; each = each->next)
    gtk_widget_destroy (each->data);
  for (guint i = 0; self->files != NULL && i < self->files->len; i++)
    {
      GtkWidget *chip = make_chip (self, self->files->pdata[i]);

      gtk_container_add (GTK_CONTAINER (self->box), chip);
      /* The button in it has the keyboard, not its place in the grid. */
      gtk_widget_set_can_focus (gtk_widget_get_parent (chip), FALSE);
    }
  gtk_widget_show_all (self->box);
  gtk_widget_set_visible (GTK_WIDGET (self), self->files != NULL && self->files->len > 0);
}

/* Adding */

static void
fail (ValiseComposeFiles *self, GFile *file, const char *why)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name != NULL ? name : "");
  /* Translators: the name of a file, and why */
  g_autofree char *text = g_strdup_printf (_ ("“%s” cannot be attached: %s"), shown, why);

  g_signal_emit (self, signals[FAILED], 0, text);
}

static void
add_loaded (ValiseComposeFiles *self, GFile *file, GBytes *bytes)
{
  g_autofree char *path = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (path);
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  g_autofree char *content_type = g_content_type_guess (path, data, size, NULL);
  g_autofree char *type = g_content_type_get_mime_type (content_type);

  g_ptr_array_add (self->files, valise_mail_file_new (
                                    name, type != NULL ? type : "application/octet-stream", bytes));
  update (self);
}

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseComposeFiles) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->loading--;
  if (bytes != NULL)
    add_loaded (self, G_FILE (source), bytes);
  else
    fail (self, G_FILE (source), error->message);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_info_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseComposeFiles) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  const char *why = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (info == NULL)
    why = error->message;
  else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    why = C_ ("cannot be attached", "it is not a file. Pack a folder into an archive first.");
  else if (g_file_info_get_size (info) > FILE_MAX)
    why = C_ ("cannot be attached", "it is too large to be sent by mail.");
  if (why == NULL)
    {
      g_file_load_bytes_async (G_FILE (source), self->cancellable, on_loaded_cb,
                               g_object_ref (self));
      return;
    }
  self->loading--;
  fail (self, G_FILE (source), why);
}

/**
 * valise_compose_files_add:
 * @self: the files of a message
 * @file: one more
 */
void
valise_compose_files_add (ValiseComposeFiles *self, GFile *file)
{
  self->loading++;
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                           G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, self->cancellable,
                           on_info_cb, g_object_ref (self));
}

/**
 * valise_compose_files_show:
 * @self: the files of a message
 * @files: (element-type ValiseMailFile): of its draft; changed here from now on
 */
void
valise_compose_files_show (ValiseComposeFiles *self, GPtrArray *files)
{
  g_clear_pointer (&self->files, g_ptr_array_unref);
  self->files = g_ptr_array_ref (files);
  update (self);
}

/**
 * valise_compose_files_are_loading:
 * @self: the files of a message
 *
 * Returns: whether one that was added is not there yet
 */
gboolean
valise_compose_files_are_loading (ValiseComposeFiles *self)
{
  return self->loading > 0;
}

static void
valise_compose_files_dispose (GObject *object)
{
  ValiseComposeFiles *self = VALISE_COMPOSE_FILES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->files, g_ptr_array_unref);

  G_OBJECT_CLASS (valise_compose_files_parent_class)->dispose (object);
}

static void
valise_compose_files_class_init (ValiseComposeFilesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = valise_compose_files_dispose;

  signals[CHANGED] = g_signal_new ("changed", VALISE_TYPE_COMPOSE_FILES, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", VALISE_TYPE_COMPOSE_FILES, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
valise_compose_files_init (ValiseComposeFiles *self)
{
  GtkFlowBox *box = GTK_FLOW_BOX (gtk_flow_box_new ());

  self->cancellable = g_cancellable_new ();
  self->box = GTK_WIDGET (box);
  gtk_flow_box_set_selection_mode (box, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (box, 20);
  gtk_flow_box_set_column_spacing (box, 6);
  gtk_flow_box_set_row_spacing (box, 6);
  gtk_widget_set_halign (self->box, GTK_ALIGN_START);
  atk_object_set_name (gtk_widget_get_accessible (self->box), _ ("Attachments"));
  gtk_container_add (GTK_CONTAINER (self), self->box);
}
