/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Shows one item: its header fields or its card, its attachments, and its text. The item is loaded
 * on a thread (message-load.c). Where only header and text are here, the rest is fetched, by itself
 * while online (design, section 2, promise 7), and what is shown is replaced when it has come. */

#include "reader.h"

#include <glib/gi18n.h>

#include "attachment-list.h"
#include "message-load.h"
#include "reader-card.h"
#include "reader-fields.h"
#include "reader-text.h"
#include "refused-bar.h"
#include "store/items.h"
#include "texts.h"
#include "throttle.h"

/* While a run changes items, the one that is shown is looked at no more often than this. */
#define REFRESH_INTERVAL_MS 500

struct _ValiseReader
{
  GtkBin parent_instance;

  ValiseEngine *engine;
  ValiseThrottle *refresh;
  gint64 item;               /* to be shown; 0 none */
  GCancellable *cancellable; /* of all that is done for this item */
  ValiseMessage *message;    /* (nullable): what is shown */
  gboolean fetching;         /* the whole message is on its way */
  gboolean tried;            /* by itself, since we are online */
  char *fetch_error;         /* (nullable): why it did not come */

  ValiseAttachmentList *attachments;
  GtkWidget *bar;
  GtkLabel *bar_label;
  ValiseReaderCard *card;
  GtkWidget *card_area;
  ValiseReaderFields *fields;
  GtkWidget *get;
  GtkWidget *problem;
  GtkLabel *problem_label;
  ValiseRefusedBar *refused_bar;
  GtkWidget *spinner;
  GtkStack *stack;
  GtkTextView *text;
};

enum
{
  SHOWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (ValiseReader, valise_reader, GTK_TYPE_BIN)

static void load (ValiseReader *self);

/* The rest of a message */

static gboolean
is_partial (const ValiseItem *item)
{
  return item->kind == VALISE_KIND_MAIL && item->service_id != 0 && item->remote_id != NULL
         && item->kept != VALISE_DEPTH_FULL;
}

static gboolean
is_online (ValiseReader *self)
{
  g_autoptr (ValiseStatus) status = valise_engine_get_status (self->engine);

  return valise_status_is_online (status, self->message->item->account_id);
}

static const char *
bar_text (ValiseReader *self, gboolean online)
{
  if (self->fetching)
    return _ ("Getting the whole message…");
  if (self->fetch_error != NULL)
    return self->fetch_error;
  if (self->message->item->kept == VALISE_DEPTH_NONE)
    return online ? _ ("This message has not been fetched yet.")
                  : _ ("This message has not been fetched yet. It can be when you are online.");
  return online ? _ ("Only header and text are here.")
                : _ ("Only header and text are here. The rest can be had when you are online.");
}

static void
update_bar (ValiseReader *self)
{
  gboolean partial = self->message != NULL && is_partial (self->message->item);
  gboolean online = partial && is_online (self);

  gtk_widget_set_visible (self->bar, partial);
  if (!partial)
    return;
  gtk_label_set_text (self->bar_label, bar_text (self, online));
  gtk_widget_set_visible (self->get, !self->fetching);
  gtk_widget_set_sensitive (self->get, online);
  gtk_widget_set_visible (self->spinner, self->fetching);
  g_object_set (self->spinner, "active", self->fetching, NULL);
}

static void
on_item_fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseReader) self = data;
  g_autoptr (GError) error = NULL;
  gboolean fetched = valise_engine_fetch_item_finish (VALISE_ENGINE (source), result, &error);

  /* Another item is shown by now, or none. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->fetching = FALSE;
  if (fetched)
    load (self);
  else
    self->fetch_error = g_strdup (error->message);
  update_bar (self);
}

static void
fetch (ValiseReader *self)
{
  g_clear_pointer (&self->fetch_error, g_free);
  self->fetching = TRUE;
  valise_engine_fetch_item_async (self->engine, self->item, self->cancellable, on_item_fetched_cb,
                                  g_object_ref (self));
  update_bar (self);
}

static void
fetch_by_itself (ValiseReader *self)
{
  if (self->message == NULL || self->fetching || !is_partial (self->message->item))
    return;
  /* Once, and again when we come back from being offline. */
  if (!is_online (self))
    self->tried = FALSE;
  else if (!self->tried)
    {
      self->tried = TRUE;
      fetch (self);
    }
}

static void
on_bar_response_cb (GtkInfoBar *bar, int response, ValiseReader *self)
{
  fetch (self);
}

static void
on_status_changed_cb (ValiseReader *self)
{
  fetch_by_itself (self);
  update_bar (self);
}

/* What is shown */

static void
show_problem (ValiseReader *self, const char *text)
{
  if (text != NULL)
    gtk_label_set_text (self->problem_label, text);
  gtk_widget_set_visible (self->problem, text != NULL);
}

static void
on_attachment_failed_cb (ValiseAttachmentList *list, const char *text, ValiseReader *self)
{
  show_problem (self, text);
}

static void
show_message (ValiseReader *self)
{
  const ValiseItem *item = self->message->item;
  gboolean mail = item->kind == VALISE_KIND_MAIL;

  gtk_widget_set_visible (GTK_WIDGET (self->fields), mail);
  gtk_widget_set_visible (self->card_area, !mail);
  if (mail)
    valise_reader_fields_show (self->fields, self->message);
  else
    valise_reader_card_show (self->card, self->message);
  valise_attachment_list_show (self->attachments, self->message);
  valise_reader_text_show (self->text, self->message->text);
  show_problem (self, NULL);
  valise_refused_bar_show (self->refused_bar, item);
  gtk_stack_set_visible_child_name (self->stack, "item");
}

static void
on_message_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseReader) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseMessage) message = valise_message_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (message == NULL)
    {
      /* It went away while it was being loaded; the list will tell. */
      g_debug ("Item %" G_GINT64_FORMAT " cannot be shown: %s", self->item, error->message);
      return;
    }
  g_clear_pointer (&self->message, valise_message_free);
  self->message = g_steal_pointer (&message);
  show_message (self);
  fetch_by_itself (self);
  update_bar (self);
  g_signal_emit (self, signals[SHOWN], 0, self->item);
}

static void
load (ValiseReader *self)
{
  valise_message_load_async (valise_engine_get_data_dir (self->engine), self->item,
                             self->cancellable, on_message_loaded_cb, g_object_ref (self));
}

/* Loads the item again if it is not what is shown. */
static void
refresh (gpointer data)
{
  ValiseReader *self = data;
  g_autoptr (ValiseItem) item = NULL;

  if (self->message == NULL)
    return;
  item = valise_items_get (valise_engine_get_store (self->engine), self->item, NULL);
  if (item == NULL)
    return;
  if (item->local.content != self->message->item->local.content
      || g_strcmp0 (item->error, self->message->item->error) != 0)
    load (self);
}

static void
on_items_changed_cb (ValiseEngine *engine, gint64 folder, ValiseReader *self)
{
  if (self->message != NULL && (folder == 0 || folder == self->message->item->local.folder))
    valise_throttle_poke (self->refresh);
}

/* Forgets the item, and all that is on its way for it. */
static void
forget (ValiseReader *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->message, valise_message_free);
  g_clear_pointer (&self->fetch_error, g_free);
  self->fetching = FALSE;
  self->tried = FALSE;
  self->item = 0;
}

static void
valise_reader_grab_focus (GtkWidget *widget)
{
  gtk_widget_grab_focus (GTK_WIDGET (VALISE_READER (widget)->text));
}

static void
valise_reader_dispose (GObject *object)
{
  ValiseReader *self = VALISE_READER (object);

  forget (self);
  g_clear_pointer (&self->refresh, valise_throttle_free);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_reader_parent_class)->dispose (object);
}

static void
valise_reader_class_init (ValiseReaderClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = valise_reader_dispose;
  widget_class->grab_focus = valise_reader_grab_focus;

  signals[SHOWN] = g_signal_new ("shown", VALISE_TYPE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  g_type_ensure (VALISE_TYPE_ATTACHMENT_LIST);
  g_type_ensure (VALISE_TYPE_READER_CARD);
  g_type_ensure (VALISE_TYPE_READER_FIELDS);
  g_type_ensure (VALISE_TYPE_REFUSED_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/reader.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseReader, attachments);
  gtk_widget_class_bind_template_child (widget_class, ValiseReader, bar);
  gtk_widget_class_bind_template_child (widget_class, ValiseReader, bar_label);
  gtk_widget_class_bind_template_child (widget_class, ValiseReader, card);
  gtk_widget_class_bind_template_child (widget_class, ValiseReader, card_area);
  gtk_widget_class_bind_template_child (widget_class, ValiseReader, fields);
  gtk_widget_class_bind_template_child (widget_class, ValiseReader, get);
  gtk_widget_class_bind_template_child (widget_class, ValiseReader, problem);
  gtk_widget_class_bind_template_child (widget_class, ValiseReader, problem_label);
  gtk_widget_class_bind_template_child (widget_class, ValiseReader, refused_bar);
  gtk_widget_class_bind_template_child (widget_class, ValiseReader, spinner);
  gtk_widget_class_bind_template_child (widget_class, ValiseReader, stack);
  gtk_widget_class_bind_template_child (widget_class, ValiseReader, text);
  gtk_widget_class_bind_template_callback (widget_class, on_attachment_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_bar_response_cb);
}

static void
valise_reader_init (ValiseReader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  valise_reader_text_attach (self->text);
  self->refresh = valise_throttle_new (REFRESH_INTERVAL_MS, refresh, self);
}

/**
 * valise_reader_set_engine:
 * @self: a reader
 * @engine: where items come from
 */
void
valise_reader_set_engine (ValiseReader *self, ValiseEngine *engine)
{
  self->engine = g_object_ref (engine);
  valise_refused_bar_set_engine (self->refused_bar, engine);
  g_signal_connect_object (engine, "items-changed", G_CALLBACK (on_items_changed_cb), self, 0);
  g_signal_connect_object (engine, "status-changed", G_CALLBACK (on_status_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * valise_reader_show_item:
 * @self: a reader with its engine
 * @item_id: the item to show; 0 for none
 *
 * What is shown stays until the item is loaded, so that nothing flickers.
 */
void
valise_reader_show_item (ValiseReader *self, gint64 item_id)
{
  forget (self);
  if (item_id == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "none");
      return;
    }
  self->item = item_id;
  self->cancellable = g_cancellable_new ();
  load (self);
}
