/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A message is written here. It is saved as a draft while one types (draft-keeper.c), so closing
 * asks nothing. Sending puts it into the Outbox, which is one more step of the same item. */

#include "composer.h"

#include <glib/gi18n.h>

#include "close-button.h"
#include "compose-page.h"
#include "draft-keeper.h"
#include "model/flags.h"
#include "wanted-bar.h"

/* A draft is saved so long after the last key, and at the latest so long after the first one. */
#define QUIET_SECONDS 2
#define LATEST_SECONDS 20

struct _ValiseComposer
{
  GtkApplicationWindow parent_instance;

  ValiseEngine *engine;
  GCancellable *cancellable;
  ValiseComposeStart *start; /* (nullable): until it is read */
  ValiseMailDraft *given;    /* (nullable): a draft that was brought along */
  ValiseMailDraft *draft;    /* (nullable): @start's, with the files and what is not shown */
  ValiseDraftKeeper *keeper; /* (nullable): until the draft is there */
  ValiseComposeKind kind;
  gint64 item_id;
  gboolean dirty;    /* something is not saved */
  gboolean fetching; /* what is forwarded or gone on with is on its way */
  gboolean tried;    /* by itself, since we are online */
  gint64 dirty_at;   /* monotonic time since when */
  guint timer;

  GtkWidget *error_bar;
  GtkLabel *error_label;
  GtkHeaderBar *header;
  ValiseComposePage *page;
  ValiseWantedBar *wanted_bar;
};

G_DEFINE_TYPE (ValiseComposer, valise_composer, GTK_TYPE_APPLICATION_WINDOW)

static void load (ValiseComposer *self);

/* What is said */

static void
show_error (ValiseComposer *self, const char *text)
{
  gtk_label_set_text (self->error_label, text);
  gtk_widget_set_visible (self->error_bar, text != NULL);
}

static void
set_ready (ValiseComposer *self, gboolean ready)
{
  static const char *const names[] = { "attach", "discard", "send" };

  gtk_widget_set_sensitive (GTK_WIDGET (self->page), ready);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), names[i])), ready);
}

static void
show_title (ValiseComposer *self)
{
  const char *subject = valise_compose_page_get_subject (self->page);
  const char *title = *subject != '\0' ? subject : _ ("New Message");

  gtk_header_bar_set_title (self->header, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static GBytes *
write_draft (ValiseComposer *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  valise_compose_page_collect (self->page, self->draft);
  return valise_mail_draft_write (self->draft, g_date_time_to_unix (now),
                                  (int)(g_date_time_get_utc_offset (now) / G_TIME_SPAN_MINUTE));
}

static gint64
get_account (ValiseComposer *self)
{
  guint row = valise_compose_page_get_sender (self->page);

  return ((ValiseComposeSender *)self->start->senders->pdata[row])->account_id;
}

/* Saving */

static void
save (ValiseComposer *self)
{
  g_autoptr (GBytes) bytes = NULL;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (!self->dirty || self->keeper == NULL)
    return;
  self->dirty = FALSE;
  bytes = write_draft (self);
  valise_draft_keeper_save (self->keeper, get_account (self), bytes);
}

static gboolean
on_timer_cb (gpointer data)
{
  ValiseComposer *self = data;

  self->timer = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (ValiseComposer *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->keeper == NULL)
    return;
  if (!self->dirty)
    self->dirty_at = now;
  self->dirty = TRUE;
  show_title (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (now - self->dirty_at > LATEST_SECONDS * G_USEC_PER_SEC)
    save (self);
  else
    self->timer = g_timeout_add_seconds (QUIET_SECONDS, on_timer_cb, self);
}

static void
mark_answered (ValiseComposer *self)
{
  const char *const flags[] = { self->kind == VALISE_COMPOSE_FORWARD ? VALISE_FLAG_FORWARDED
                                                                     : VALISE_FLAG_ANSWERED,
                                NULL };

  if (self->kind != VALISE_COMPOSE_NEW && self->kind != VALISE_COMPOSE_EDIT && self->item_id != 0)
    valise_engine_edit_flags_async (self->engine, self->item_id, flags, NULL, NULL, NULL);
}

static void
on_kept_cb (gboolean sent, const GError *error, gpointer data)
{
  ValiseComposer *self = data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  /* Translators: with the time of day, see strftime(3) */
  g_autofree char *text = g_date_time_format (now, _ ("Saved as a draft at %H:%M"));

  if (error != NULL)
    {
      self->dirty = TRUE;
      show_error (self, error->message);
      set_ready (self, TRUE);
      return;
    }
  gtk_header_bar_set_subtitle (self->header, text);
  if (!sent)
    return;
  mark_answered (self);
  gtk_widget_destroy (GTK_WIDGET (self));
}

static void
on_send_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ValiseComposer *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (valise_compose_page_is_attaching (self->page))
    {
      show_error (self, _ ("A file is still being read. Send the message when it is listed."));
      return;
    }
  valise_compose_page_collect (self->page, self->draft);
  if (!valise_mail_draft_check (self->draft, &error))
    {
      show_error (self, error->message);
      valise_compose_page_focus_wrong (self->page);
      return;
    }
  show_error (self, NULL);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->dirty = FALSE;
  set_ready (self, FALSE);
  bytes = write_draft (self);
  valise_draft_keeper_send (self->keeper, get_account (self), bytes);
}

static void
on_discard_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VALISE_COMPOSER (data)->dirty = FALSE;
  valise_draft_keeper_discard (VALISE_COMPOSER (data)->keeper);
  gtk_widget_destroy (GTK_WIDGET (data));
}

static void
on_close_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_close (GTK_WINDOW (data));
}

/* Files */

static void
on_file_failed_cb (ValiseComposePage *page, const char *why, ValiseComposer *self)
{
  show_error (self, why);
}

static void
on_attach_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  valise_compose_page_choose_files (VALISE_COMPOSER (data)->page);
}

/* What is forwarded, or gone on with, and not here whole */

static gboolean
is_online (ValiseComposer *self)
{
  g_autoptr (ValiseStatus) status = valise_engine_get_status (self->engine);

  return self->start->item != NULL
         && valise_status_is_online (status, self->start->item->account_id);
}

/* Whether something is missing: the attachments, or the message itself. */
static gboolean
is_waiting (ValiseComposer *self)
{
  return self->start != NULL && (self->draft == NULL || self->draft->wanted != NULL);
}

static void
show_wanted (ValiseComposer *self)
{
  valise_wanted_bar_show (self->wanted_bar, is_waiting (self), self->draft != NULL, self->fetching);
}

/* The text may have been changed already: only the attachments are taken. */
static void
on_original_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseComposer) self = data;
  g_autoptr (ValiseComposeStart) start = valise_compose_start_finish (result, NULL);

  /* Closed meanwhile: the widgets are gone. */
  if (self->engine == NULL)
    return;
  if (start != NULL && start->draft != NULL && start->draft->wanted == NULL
      && self->draft->wanted != NULL)
    {
      g_ptr_array_extend_and_steal (self->draft->files, g_ptr_array_ref (start->draft->files));
      g_clear_pointer (&self->draft->wanted, g_free);
      valise_compose_page_show_files (self->page, self->draft->files);
      on_changed_cb (self);
    }
  show_wanted (self);
}

static void
on_fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseComposer) self = data;
  g_autoptr (GError) error = NULL;
  gboolean fetched = valise_engine_fetch_item_finish (VALISE_ENGINE (source), result, &error);

  if (self->engine == NULL)
    return;
  self->fetching = FALSE;
  if (!fetched)
    show_error (self, error->message);
  else if (self->draft == NULL)
    load (self);
  else
    valise_compose_start_async (valise_engine_get_data_dir (self->engine), VALISE_COMPOSE_FORWARD,
                                self->item_id, self->cancellable, on_original_read_cb,
                                g_object_ref (self));
  show_wanted (self);
}

static void
fetch_by_itself (ValiseComposer *self)
{
  if (!is_waiting (self) || self->fetching || self->item_id == 0
      || (self->kind == VALISE_COMPOSE_EDIT && self->draft != NULL))
    return;
  /* Once, and again when we come back from being offline. */
  if (!is_online (self))
    self->tried = FALSE;
  else if (!self->tried)
    {
      self->tried = self->fetching = TRUE;
      valise_engine_fetch_item_async (self->engine, self->item_id, self->cancellable, on_fetched_cb,
                                      g_object_ref (self));
    }
}

static void
on_status_changed_cb (ValiseComposer *self)
{
  fetch_by_itself (self);
  show_wanted (self);
}

static void
on_without_cb (ValiseComposer *self)
{
  g_clear_pointer (&self->draft->wanted, g_free);
  on_changed_cb (self);
  show_wanted (self);
}

/* The beginning */

static void
on_start_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseComposer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseComposeStart) start = valise_compose_start_finish (result, &error);

  if (self->engine == NULL)
    return;
  if (start == NULL)
    {
      show_error (self, error->message);
      return;
    }
  valise_compose_start_free (self->start);
  self->start = g_steal_pointer (&start);
  self->draft = self->given != NULL ? g_steal_pointer (&self->given)
                                    : g_steal_pointer (&self->start->draft);
  if (self->draft != NULL)
    {
      self->keeper = valise_draft_keeper_new (
          self->engine, self->kind == VALISE_COMPOSE_EDIT ? self->item_id : 0, on_kept_cb, self);
      set_ready (self, TRUE);
      valise_compose_page_show (self->page, self->draft, self->start->senders);
      show_title (self);
    }
  on_status_changed_cb (self);
}

static void
load (ValiseComposer *self)
{
  valise_compose_start_async (valise_engine_get_data_dir (self->engine), self->kind, self->item_id,
                              self->cancellable, on_start_read_cb, g_object_ref (self));
}

/* What was not saved yet is saved now: closing asks nothing. */
static void
valise_composer_dispose (GObject *object)
{
  ValiseComposer *self = VALISE_COMPOSER (object);

  save (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->keeper, valise_draft_keeper_free);
  g_clear_pointer (&self->draft, valise_mail_draft_free);
  g_clear_pointer (&self->given, valise_mail_draft_free);
  g_clear_pointer (&self->start, valise_compose_start_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_composer_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, ValiseComposer, error_bar);
  gtk_widget_class_bind_template_child (class, ValiseComposer, error_label);
  gtk_widget_class_bind_template_child (class, ValiseComposer, header);
  gtk_widget_class_bind_template_child (class, ValiseComposer, page);
  gtk_widget_class_bind_template_child (class, ValiseComposer, wanted_bar);
  gtk_widget_class_bind_template_callback (class, on_changed_cb);
  gtk_widget_class_bind_template_callback (class, on_file_failed_cb);
  gtk_widget_class_bind_template_callback (class, on_without_cb);
}

static void
valise_composer_class_init (ValiseComposerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = valise_composer_dispose;

  g_type_ensure (VALISE_TYPE_COMPOSE_PAGE);
  g_type_ensure (VALISE_TYPE_WANTED_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/composer.ui");
  bind_children (widget_class);
}

static void
valise_composer_init (ValiseComposer *self)
{
  static const GActionEntry entries[] = {
    { "attach", on_attach_cb },
    { "close", on_close_cb },
    { "discard", on_discard_cb },
    { "send", on_send_cb },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  valise_close_button_name (GTK_INFO_BAR (self->error_bar));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  self->cancellable = g_cancellable_new ();
  set_ready (self, FALSE);
}

static ValiseComposer *
new_composer (GtkApplication *application, ValiseEngine *engine)
{
  ValiseComposer *self = g_object_new (VALISE_TYPE_COMPOSER, "application", application, NULL);

  self->engine = g_object_ref (engine);
  valise_compose_page_set_engine (self->page, engine);
  g_signal_connect_object (engine, "status-changed", G_CALLBACK (on_status_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* The one in which that draft is being written already. */
static ValiseComposer *
find_composer (GtkApplication *application, gint64 item_id)
{
  for (GList *each = gtk_application_get_windows (application); each != NULL; each = each->next)
    {
      ValiseComposer *self = VALISE_IS_COMPOSER (each->data) ? each->data : NULL;

      if (self != NULL && self->keeper != NULL
          && valise_draft_keeper_get_item (self->keeper) == item_id)
        return self;
    }
  return NULL;
}

/**
 * valise_composer_present:
 * @application: the program
 * @engine: its engine
 * @kind: what is to be written
 * @item_id: what is answered, forwarded or gone on with; 0 for a new message
 *
 * Shows a window in which the message is written.
 */
void
valise_composer_present (GtkApplication *application,
                         ValiseEngine *engine,
                         ValiseComposeKind kind,
                         gint64 item_id)
{
  ValiseComposer *self = kind == VALISE_COMPOSE_EDIT ? find_composer (application, item_id) : NULL;

  if (self == NULL)
    {
      self = new_composer (application, engine);
      self->kind = kind;
      self->item_id = item_id;
      load (self);
    }
  gtk_window_present (GTK_WINDOW (self));
}

/**
 * valise_composer_present_draft:
 * @application: the program
 * @engine: its engine
 * @draft: (transfer full): what the message begins with
 *
 * Shows a window in which the message is written.
 */
void
valise_composer_present_draft (GtkApplication *application,
                               ValiseEngine *engine,
                               ValiseMailDraft *draft)
{
  ValiseComposer *self = new_composer (application, engine);

  self->given = draft;
  load (self);
  gtk_window_present (GTK_WINDOW (self));
}
