/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the user sees of a draft. It knows nothing of saving and sending: composer.c does. */

#include "compose-page.h"

#include <glib/gi18n.h>

#include "address-entry.h"
#include "compose-files.h"
#include "compose-start.h"
#include "format/mail-address.h"
#include "text-undo.h"

struct _ValiseComposePage
{
  GtkBox parent_instance;

  gboolean filling; /* the fields are being set here */
  guint sender;     /* which one was chosen last */

  ValiseAddressEntry *bcc, *cc, *to;
  ValiseComposeFiles *files;
  GtkComboBoxText *from;
  GtkEntry *from_entry, *subject;
  GtkTextView *text;
};

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (ValiseComposePage, valise_compose_page, GTK_TYPE_BOX)

static void
on_changed_cb (ValiseComposePage *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_from_changed_cb (GtkComboBox *from, ValiseComposePage *self)
{
  int row = gtk_combo_box_get_active (from);

  /* A name that was typed belongs to the account that was chosen before. */
  if (row >= 0)
    self->sender = (guint)row;
  on_changed_cb (self);
}

static void
on_failed_cb (ValiseComposePage *self, const char *why)
{
  g_signal_emit (self, signals[FAILED], 0, why);
}

static void
on_drag_data_received_cb (GtkWidget *widget,
                          GdkDragContext *context,
                          int x,
                          int y,
                          GtkSelectionData *selection,
                          guint info,
                          guint time,
                          ValiseComposePage *self)
{
  g_auto (GStrv) uris = gtk_selection_data_get_uris (selection);

  /* Text that is dropped goes where it always does. */
  if (uris == NULL)
    return;
  for (guint i = 0; uris[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_uri (uris[i]);

      valise_compose_files_add (self->files, file);
    }
  g_signal_stop_emission_by_name (widget, "drag-data-received");
  gtk_drag_finish (context, TRUE, FALSE, time);
}

/* Files can be dropped onto the text, which takes text by itself, and onto all the rest. */
static void
accept_files (ValiseComposePage *self)
{
  gtk_drag_dest_set (GTK_WIDGET (self), GTK_DEST_DEFAULT_ALL, NULL, 0, GDK_ACTION_COPY);
  gtk_drag_dest_add_uri_targets (GTK_WIDGET (self));
  gtk_drag_dest_add_uri_targets (GTK_WIDGET (self->text));
  g_signal_connect (self, "drag-data-received", G_CALLBACK (on_drag_data_received_cb), self);
  g_signal_connect (self->text, "drag-data-received", G_CALLBACK (on_drag_data_received_cb), self);
}

static void
valise_compose_page_class_init (ValiseComposePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  signals[CHANGED] = g_signal_new ("changed", VALISE_TYPE_COMPOSE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", VALISE_TYPE_COMPOSE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (VALISE_TYPE_ADDRESS_ENTRY);
  g_type_ensure (VALISE_TYPE_COMPOSE_FILES);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/compose-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseComposePage, bcc);
  gtk_widget_class_bind_template_child (widget_class, ValiseComposePage, cc);
  gtk_widget_class_bind_template_child (widget_class, ValiseComposePage, files);
  gtk_widget_class_bind_template_child (widget_class, ValiseComposePage, from);
  gtk_widget_class_bind_template_child (widget_class, ValiseComposePage, from_entry);
  gtk_widget_class_bind_template_child (widget_class, ValiseComposePage, subject);
  gtk_widget_class_bind_template_child (widget_class, ValiseComposePage, text);
  gtk_widget_class_bind_template_child (widget_class, ValiseComposePage, to);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_from_changed_cb);
}

static void
valise_compose_page_init (ValiseComposePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  valise_text_undo_attach (self->text);
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed",
                           G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  accept_files (self);
}

/**
 * valise_compose_page_set_engine:
 * @self: a page
 * @engine: where people come from
 */
void
valise_compose_page_set_engine (ValiseComposePage *self, ValiseEngine *engine)
{
  valise_address_entry_set_engine (self->to, engine);
  valise_address_entry_set_engine (self->cc, engine);
  valise_address_entry_set_engine (self->bcc, engine);
}

static void
set_text (gpointer entry, const char *text)
{
  gtk_entry_set_text (GTK_ENTRY (entry), text != NULL ? text : "");
}

static void
show_senders (ValiseComposePage *self, const char *from, GPtrArray *senders)
{
  gtk_combo_box_text_remove_all (self->from);
  for (guint i = 0; i < senders->len; i++)
    gtk_combo_box_text_append_text (self->from, ((ValiseComposeSender *)senders->pdata[i])->from);
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->from), 0);
  if (from != NULL)
    gtk_entry_set_text (self->from_entry, from);
}

/**
 * valise_compose_page_show:
 * @self: a page
 * @draft: what to show
 * @senders: (element-type ValiseComposeSender): as whom one can write
 *
 * The keyboard goes to where something is missing.
 */
void
valise_compose_page_show (ValiseComposePage *self, const ValiseMailDraft *draft, GPtrArray *senders)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start;

  self->filling = TRUE;
  show_senders (self, draft->from, senders);
  set_text (self->to, draft->to);
  set_text (self->cc, draft->cc);
  set_text (self->bcc, draft->bcc);
  set_text (self->subject, draft->subject);
  gtk_text_buffer_set_text (buffer, draft->text, -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  valise_text_undo_forget (self->text);
  valise_compose_files_show (self->files, draft->files);
  self->filling = FALSE;
  if (draft->to == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->to));
  else
    gtk_widget_grab_focus (
        GTK_WIDGET (draft->subject == NULL ? GTK_WIDGET (self->subject) : GTK_WIDGET (self->text)));
}

/**
 * valise_compose_page_show_files:
 * @self: a page
 * @files: (element-type ValiseMailFile): those of its draft
 */
void
valise_compose_page_show_files (ValiseComposePage *self, GPtrArray *files)
{
  valise_compose_files_show (self->files, files);
}

static void
take_text (char **field, gpointer entry)
{
  const char *text = gtk_entry_get_text (GTK_ENTRY (entry));

  g_free (*field);
  *field = *text != '\0' ? g_strdup (text) : NULL;
}

/**
 * valise_compose_page_collect:
 * @self: a page that shows @draft
 * @draft: gets what the user wrote
 */
void
valise_compose_page_collect (ValiseComposePage *self, ValiseMailDraft *draft)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  take_text (&draft->from, self->from_entry);
  take_text (&draft->to, self->to);
  take_text (&draft->cc, self->cc);
  take_text (&draft->bcc, self->bcc);
  take_text (&draft->subject, self->subject);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  g_free (draft->text);
  draft->text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/**
 * valise_compose_page_get_sender:
 * @self: a page
 *
 * Returns: which of its senders is chosen
 */
guint
valise_compose_page_get_sender (ValiseComposePage *self)
{
  return self->sender;
}

/**
 * valise_compose_page_get_subject:
 * @self: a page
 *
 * Returns: (transfer none): what the user wrote
 */
const char *
valise_compose_page_get_subject (ValiseComposePage *self)
{
  return gtk_entry_get_text (self->subject);
}

/**
 * valise_compose_page_choose_files:
 * @self: a page that shows a draft
 *
 * Asks which files are to go along.
 */
void
valise_compose_page_choose_files (ValiseComposePage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self)));
  g_autoptr (GtkFileChooserNative) chooser = gtk_file_chooser_native_new (
      _ ("Attach Files"), window, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Attach"), NULL);
  g_autoptr (GSList) files = NULL;

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  if (gtk_native_dialog_run (GTK_NATIVE_DIALOG (chooser)) != GTK_RESPONSE_ACCEPT)
    return;
  files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
  for (GSList *each = files; each != NULL; each = each->next)
    {
      g_autoptr (GFile) file = each->data;

      valise_compose_files_add (self->files, file);
    }
}

/**
 * valise_compose_page_is_attaching:
 * @self: a page
 *
 * Returns: whether a file is still being read
 */
gboolean
valise_compose_page_is_attaching (ValiseComposePage *self)
{
  return valise_compose_files_are_loading (self->files);
}

/**
 * valise_compose_page_focus_wrong:
 * @self: a page whose addresses valise_mail_draft_check() did not like
 *
 * Brings the keyboard to the field that has to be mended.
 */
void
valise_compose_page_focus_wrong (ValiseComposePage *self)
{
  GtkEntry *const entries[] = { self->from_entry, GTK_ENTRY (self->to), GTK_ENTRY (self->cc),
                                GTK_ENTRY (self->bcc) };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr (GPtrArray) addresses = valise_mail_addresses_parse (
          gtk_entry_get_text (entries[i]), NULL);

      if (addresses != NULL && (entries[i] != self->from_entry || addresses->len == 1))
        continue;
      gtk_widget_grab_focus (GTK_WIDGET (entries[i]));
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->to));
}
