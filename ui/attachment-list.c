/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The attachments of a message, each a button with a menu. Those that are not here yet say so. One
 * is opened as a copy that cannot be written, so that nobody loses what he wrote into it. */

#include "attachment-list.h"

#include <glib/gi18n.h>

#include "attachment-file.h"
#include "children.h"
#include "show-uri.h"

struct _ValiseAttachmentList
{
  GtkFlowBox parent_instance;

  ValiseContent *content; /* (nullable): of the message that is shown */
  GPtrArray *names;       /* (element-type utf8): of files */
};

enum
{
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (ValiseAttachmentList, valise_attachment_list, GTK_TYPE_FLOW_BOX)

static void
fail (ValiseAttachmentList *self, const GError *error)
{
  /* Translators: why, a sentence */
  g_autofree char *text = g_strdup_printf (_ ("The attachment cannot be saved: %s"),
                                           error->message);

  g_signal_emit (self, signals[FAILED], 0, text);
}

static void
fail_to_open (ValiseAttachmentList *self, const GError *error)
{
  /* Translators: why, a sentence */
  g_autofree char *text = g_strdup_printf (_ ("The attachment cannot be opened: %s"),
                                           error->message);

  g_signal_emit (self, signals[FAILED], 0, text);
}

static GtkWindow *
window_of (ValiseAttachmentList *self)
{
  return GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self)));
}

static guint
index_of (GtkWidget *button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "valise-index"));
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseAttachmentList) self = data;
  g_autoptr (GError) error = NULL;

  if (!valise_attachment_file_save_finish (result, &error))
    fail (self, error);
}

/* Opening */

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseAttachmentList) self = data;
  g_autoptr (GError) error = NULL;

  if (!valise_show_uri_finish (result, _ ("No program is set to open such a file."), &error))
    fail_to_open (self, error);
}

static void
on_saved_to_open_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseAttachmentList) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = g_file_get_uri (G_FILE (source));

  if (valise_attachment_file_save_finish (result, &error))
    valise_show_uri_async (GTK_WIDGET (self), uri, on_opened_cb, g_object_ref (self));
  else
    fail_to_open (self, error);
}

static void
on_open_clicked_cb (GtkWidget *button, ValiseAttachmentList *self)
{
  guint index = index_of (button);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = valise_attachment_file_temporary (self->names->pdata[index], &error);

  if (file == NULL)
    fail_to_open (self, error);
  else
    valise_attachment_file_save_async (self->content, index, file, TRUE, on_saved_to_open_cb,
                                       g_object_ref (self));
}

/* Saving */

static void
on_save_clicked_cb (GtkWidget *button, ValiseAttachmentList *self)
{
  g_autoptr (GtkFileChooserNative) chooser = gtk_file_chooser_native_new (
      _ ("Save Attachment"), window_of (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  guint index = index_of (button);

  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), self->names->pdata[index]);
  if (gtk_native_dialog_run (GTK_NATIVE_DIALOG (chooser)) == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

      valise_attachment_file_save_async (self->content, index, file, FALSE, on_saved_cb,
                                         g_object_ref (self));
    }
}

static void
on_save_all_clicked_cb (GtkWidget *button, ValiseAttachmentList *self)
{
  g_autoptr (GtkFileChooserNative) chooser = gtk_file_chooser_native_new (
      _ ("Save All Attachments"), window_of (self), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
      _ ("_Save"), NULL);
  g_autoptr (GFile) folder = NULL;

  if (gtk_native_dialog_run (GTK_NATIVE_DIALOG (chooser)) != GTK_RESPONSE_ACCEPT)
    return;
  folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  for (guint i = 0; i < self->names->len; i++)
    {
      g_autoptr (GFile) file = valise_attachment_file_free_name (folder, self->names->pdata[i]);

      valise_attachment_file_save_async (self->content, i, file, FALSE, on_saved_cb,
                                         g_object_ref (self));
    }
}

/* Dragging out: a drop wants a file that is there, so it is written right away. */
static void
on_drag_data_get_cb (GtkWidget *button,
                     GdkDragContext *context,
                     GtkSelectionData *selection,
                     guint info,
                     guint time,
                     ValiseAttachmentList *self)
{
  guint index = index_of (button);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = valise_attachment_file_temporary (self->names->pdata[index], &error);
  g_autoptr (GBytes) bytes = NULL;

  if (file != NULL)
    bytes = valise_mail_attachment_bytes (self->content, index, &error);
  if (bytes != NULL
      && g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                  NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error))
    {
      g_autofree char *uri = g_file_get_uri (file);
      char *uris[] = { uri, NULL };

      gtk_selection_data_set_uris (selection, uris);
      return;
    }
  fail (self, error);
}

/* Widgets */

static GtkWidget *
add_button (ValiseAttachmentList *self,
            GtkWidget *box,
            guint index,
            const char *icon,
            const char *label,
            const char *name,
            GCallback clicked)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_container_add (GTK_CONTAINER (content),
                     gtk_image_new_from_icon_name (icon, GTK_ICON_SIZE_BUTTON));
  if (label != NULL)
    {
      GtkWidget *text = gtk_label_new (label);

      gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_MIDDLE);
      gtk_label_set_max_width_chars (GTK_LABEL (text), 32);
      gtk_container_add (GTK_CONTAINER (content), text);
    }
  gtk_container_add (GTK_CONTAINER (button), content);
  atk_object_set_name (gtk_widget_get_accessible (button), name);
  gtk_widget_set_tooltip_text (button, name);
  g_object_set_data (G_OBJECT (button), "valise-index", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  gtk_container_add (GTK_CONTAINER (box), button);
  return button;
}

static char *
describe (const ValiseMailAttachment *attachment, const char *name)
{
  g_autofree char *size = attachment->size > 0 ? g_format_size ((guint64)attachment->size) : NULL;

  return size != NULL ? g_strdup_printf ("%s (%s)", name, size) : g_strdup (name);
}

static void
add_attachment (ValiseAttachmentList *self, const ValiseMailAttachment *attachment, guint index)
{
  static const GtkTargetEntry targets[] = { { (char *)"text/uri-list", 0, 0 } };
  const char *name = self->names->pdata[index];
  g_autofree char *label = describe (attachment, name);
  /* Translators: what a button does with the file %s */
  g_autofree char *open_name = g_strdup_printf (_ ("Open %s"), name);
  /* Translators: what a button does with the file %s */
  g_autofree char *save_name = g_strdup_printf (_ ("Save %s"), name);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *open = add_button (self, box, index, "mail-attachment-symbolic", label, open_name,
                                G_CALLBACK (on_open_clicked_cb));

  add_button (self, box, index, "document-save-symbolic", NULL, save_name,
              G_CALLBACK (on_save_clicked_cb));
  gtk_style_context_add_class (gtk_widget_get_style_context (box), "linked");
  gtk_widget_set_sensitive (box, attachment->present);
  if (!attachment->present)
    gtk_widget_set_tooltip_text (box, _ ("This attachment is on the server only."));
  gtk_drag_source_set (open, GDK_BUTTON1_MASK, targets, G_N_ELEMENTS (targets), GDK_ACTION_COPY);
  gtk_drag_source_set_icon_name (open, "mail-attachment-symbolic");
  g_signal_connect_object (open, "drag-data-get", G_CALLBACK (on_drag_data_get_cb), self, 0);
  gtk_container_add (GTK_CONTAINER (self), box);
}

static void
clear (ValiseAttachmentList *self)
{
  valise_children_destroy (GTK_CONTAINER (self));
  g_clear_pointer (&self->content, valise_content_unref);
  g_ptr_array_set_size (self->names, 0);
}

static void
valise_attachment_list_finalize (GObject *object)
{
  ValiseAttachmentList *self = VALISE_ATTACHMENT_LIST (object);

  g_clear_pointer (&self->content, valise_content_unref);
  g_ptr_array_unref (self->names);

  G_OBJECT_CLASS (valise_attachment_list_parent_class)->finalize (object);
}

static void
valise_attachment_list_class_init (ValiseAttachmentListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = valise_attachment_list_finalize;
  signals[FAILED] = g_signal_new ("failed", VALISE_TYPE_ATTACHMENT_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
valise_attachment_list_init (ValiseAttachmentList *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  g_object_set (self, "margin", 6, "selection-mode", GTK_SELECTION_NONE, "max-children-per-line",
                20, "column-spacing", 6, "row-spacing", 6, "valign", GTK_ALIGN_START, NULL);
}

/**
 * valise_attachment_list_show:
 * @self: a list
 * @message: whose attachments to show
 */
void
valise_attachment_list_show (ValiseAttachmentList *self, const ValiseMessage *message)
{
  const GPtrArray *attachments = message->view != NULL ? message->view->attachments : NULL;
  gboolean all = TRUE;

  clear (self);
  gtk_widget_set_visible (GTK_WIDGET (self), attachments != NULL && attachments->len > 0);
  if (attachments == NULL || attachments->len == 0)
    return;
  self->content = valise_content_ref (message->content);
  for (guint i = 0; i < attachments->len; i++)
    {
      const ValiseMailAttachment *attachment = attachments->pdata[i];

      all = all && attachment->present;
      g_ptr_array_add (self->names, valise_attachment_file_name (attachment->name, i));
      add_attachment (self, attachment, i);
    }
  if (all && attachments->len > 1)
    {
      GtkWidget *button = add_button (self, GTK_WIDGET (self), 0, "document-save-symbolic",
                                      _ ("Save All…"), _ ("Save all attachments"),
                                      G_CALLBACK (on_save_all_clicked_cb));

      gtk_widget_set_halign (button, GTK_ALIGN_START);
    }
  gtk_widget_show_all (GTK_WIDGET (self));
}
