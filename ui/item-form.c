/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One window for all four kinds: what fields there are, format/item-form.c says. Nothing is stored
 * before Save, and what cannot be stored is said in place. */

#include "item-form.h"

#include <glib/gi18n.h>

#include "children.h"
#include "form-fields.h"
#include "form-folders.h"
#include "form-limits.h"
#include "form-organizer.h"
#include "form-times.h"
#include "format/item-form.h"
#include "model/error.h"
#include "store-task.h"
#include "store/contents.h"
#include "store/items.h"

/* Above are the folder; below each field is room for what is wrong with it. */
#define FIRST_ROW 1

struct _ValiseItemForm
{
  GtkApplicationWindow parent_instance;

  ValiseEngine *engine;
  ValiseKind kind;
  gint64 item_id;     /* 0: a new one */
  GBytes *content;    /* (nullable): what is edited */
  GStrv before;       /* what its fields said */
  GPtrArray *widgets; /* (element-type GtkWidget): of the fields, in their order; not owned */
  GCancellable *cancellable;

  GtkWidget *error_bar, *save;
  GtkLabel *error_label, *note, *limits;
  GtkComboBoxText *folder;
  GtkGrid *grid;
  GtkHeaderBar *header;
};

G_DEFINE_TYPE (ValiseItemForm, valise_item_form, GTK_TYPE_APPLICATION_WINDOW)

static void
show_error (ValiseItemForm *self, const char *text)
{
  gtk_label_set_text (self->error_label, text);
  gtk_widget_set_visible (self->error_bar, text != NULL);
}

/* The fields */

static GtkWidget *
add_label (ValiseItemForm *self, const char *text, GtkWidget *widget, int row)
{
  GtkWidget *label = gtk_label_new (text);
  gboolean tall = valise_form_field_is_tall (widget);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_valign (label, tall ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (label, tall ? 8 : 0);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), "dim-label");
  gtk_grid_attach (self->grid, label, 0, row, 1, 1);
  gtk_widget_show (label);
  return label;
}

static void
add_fields (ValiseItemForm *self)
{
  guint count;
  const ValiseFormField *fields = valise_form_fields (self->kind, &count);

  for (guint i = 0; i < count; i++)
    {
      GtkWidget *widget = valise_form_field_make (&fields[i], self->engine);

      /* A check button says itself what it is. */
      if (fields[i].type != VALISE_FIELD_CHECK)
        g_object_bind_property (
            widget, "visible",
            add_label (self, _ (fields[i].label), widget, FIRST_ROW + 2 * (int)i), "visible",
            G_BINDING_DEFAULT);
      gtk_grid_attach (self->grid, widget, 1, FIRST_ROW + 2 * (int)i, 1, 1);
      gtk_widget_show (widget);
      /* What is still being read would not be saved. */
      if (fields[i].type == VALISE_FIELD_PHOTO)
        g_object_bind_property (widget, "busy", self->save, "sensitive", G_BINDING_INVERT_BOOLEAN);
      g_ptr_array_add (self->widgets, widget);
    }
}

static GtkWidget *
find_widget (ValiseItemForm *self, const char *name)
{
  guint count;
  const ValiseFormField *fields = valise_form_fields (self->kind, &count);

  for (guint i = 0; i < count; i++)
    if (g_str_equal (fields[i].name, name))
      return self->widgets->pdata[i];
  return NULL;
}

/* Below the field that it is about. */
static GtkWidget *
add_warning (ValiseItemForm *self, GtkWidget *below, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  int row;

  gtk_container_child_get (GTK_CONTAINER (self->grid), below, "top-attach", &row, NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), "warning");
  gtk_grid_attach (self->grid, label, 1, row + 1, 1, 1);
  return label;
}

/* What was wrong may be right now. */
static void
on_time_changed_cb (ValiseItemForm *self)
{
  show_error (self, NULL);
}

static void
link_times (ValiseItemForm *self)
{
  gboolean is_event = self->kind == VALISE_KIND_EVENT;
  ValiseFormTimes times = { .all_day = find_widget (self, "all-day"),
                            .start = find_widget (self, "start"),
                            .end = find_widget (self, is_event ? "end" : "due"),
                            .zone = find_widget (self, "zone"),
                            .repeat = find_widget (self, "recurrence"),
                            .end_follows = is_event };

  if (times.start == NULL)
    return;
  times.warning = add_warning (self, times.end,
                               is_event ? _ ("The event ends before it starts.")
                                        : _ ("The task is due before it starts."));
  valise_form_times_link (GTK_WIDGET (self), &times);
  g_signal_connect_object (times.start, "notify::value", G_CALLBACK (on_time_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (times.end, "notify::value", G_CALLBACK (on_time_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Who was invited by somebody else does not invite others. */
static void
show_organizer (ValiseItemForm *self)
{
  GtkWidget *organizer = find_widget (self, "organizer");
  const char *who = organizer != NULL ? gtk_label_get_text (GTK_LABEL (organizer)) : "";

  if (organizer == NULL)
    return;
  gtk_widget_set_visible (organizer, *who != '\0');
  gtk_widget_set_sensitive (find_widget (self, "attendees"),
                            *who == '\0' || valise_form_organizer_is_own (self->engine, who));
}

/* Returns: the folder that was chosen for a new one */
static gint64
get_folder (ValiseItemForm *self)
{
  const char *chosen = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self->folder));

  return chosen != NULL ? g_ascii_strtoll (chosen, NULL, 10) : 0;
}

/* What the place does not keep of what is asked for. */
static void
show_limits (ValiseItemForm *self)
{
  const char *limits = valise_form_limits_describe (self->engine, self->kind, self->item_id,
                                                    get_folder (self));

  gtk_label_set_text (self->limits, limits);
  gtk_widget_set_visible (GTK_WIDGET (self->limits), limits != NULL);
}

/* @values: what the fields say first */
static void
fill (ValiseItemForm *self, const char *const *values)
{
  for (guint i = 0; i < self->widgets->len; i++)
    valise_form_field_set (self->widgets->pdata[i], values[i]);
  link_times (self);
  show_organizer (self);
  show_limits (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->grid), TRUE);
  gtk_widget_set_sensitive (self->save, TRUE);
  gtk_widget_grab_focus (self->widgets->pdata[0]);
}

/* Saving */

static GStrv
collect (ValiseItemForm *self)
{
  GStrv values = g_new0 (char *, self->widgets->len + 1);

  for (guint i = 0; i < self->widgets->len; i++)
    values[i] = valise_form_field_get (self->widgets->pdata[i]);
  return values;
}

/* Who invites somebody to an event is its organizer from then on. */
static void
name_organizer (ValiseItemForm *self, GStrv values)
{
  guint count;
  const ValiseFormField *fields = valise_form_fields (self->kind, &count);

  for (guint i = 0; i + 1 < count; i++)
    if (fields[i].type == VALISE_FIELD_ORGANIZER && fields[i + 1].type == VALISE_FIELD_PEOPLE
        && *values[i] == '\0' && *values[i + 1] != '\0')
      {
        g_free (values[i]);
        values[i] = valise_form_organizer_choose (self->engine, self->item_id, get_folder (self));
      }
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseItemForm) self = data;
  g_autoptr (GError) error = NULL;
  gboolean saved = valise_engine_edit_finish (VALISE_ENGINE (source), result, NULL, &error);

  if (self->engine == NULL)
    return;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (saved)
    gtk_widget_destroy (GTK_WIDGET (self));
  else
    show_error (self, error->message);
}

static void
on_save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ValiseItemForm *self = data;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_auto (GStrv) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ValiseContent) content = NULL;

  if (!gtk_widget_get_sensitive (self->save))
    return;
  after = collect (self);
  name_organizer (self, after);
  bytes = valise_form_write (self->kind, self->content, (const char *const *)self->before,
                             (const char *const *)after, g_time_zone_get_identifier (zone),
                             g_get_real_time () / G_USEC_PER_SEC, &error);
  if (bytes == NULL)
    {
      show_error (self, error->message);
      return;
    }
  show_error (self, NULL);
  gtk_widget_set_sensitive (self->save, FALSE);
  content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  if (self->item_id != 0)
    valise_engine_edit_replace_async (self->engine, self->item_id, content, on_saved_cb,
                                      g_object_ref (self));
  else
    valise_engine_edit_add_async (self->engine, get_folder (self), content, on_saved_cb,
                                  g_object_ref (self));
}

static void
on_save_clicked_cb (ValiseItemForm *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self), "save", NULL);
}

static void
on_close_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_close (GTK_WINDOW (data));
}

/* Opening */

static gpointer
read_content (ValiseStore *store, gpointer data, GError **error)
{
  g_autoptr (ValiseItem) item = valise_items_get (store, *(gint64 *)data, error);

  if (item == NULL)
    return NULL;
  if (item->local.content == 0)
    {
      valise_fail (error, VALISE_ERROR_NOT_WHOLE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                   _ ("This has not been fetched yet. Go online, then edit it."));
      return NULL;
    }
  return valise_contents_get (store, item->local.content, error);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseItemForm) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseContent) content = valise_store_task_run_finish (result, &error);
  g_autofree char *note = NULL;

  if (valise_error_is_cancelled (error))
    return;
  if (content != NULL)
    {
      self->content = g_bytes_ref (content->bytes);
      self->before = valise_form_read (self->kind, self->content, &note, &error);
    }
  if (self->before == NULL)
    {
      show_error (self, error->message);
      return;
    }
  gtk_label_set_text (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  fill (self, (const char *const *)self->before);
}

static void
start_new (ValiseItemForm *self)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (ValiseZone) here = valise_zone_new_system (local);
  g_auto (GStrv) values = valise_form_new (self->kind, here, g_get_real_time () / G_USEC_PER_SEC);
  guint count;

  valise_form_fields (self->kind, &count);
  self->before = g_new0 (char *, count + 1);
  for (guint i = 0; i < count; i++)
    self->before[i] = g_strdup ("");
  if (valise_form_folders_fill (self->folder, self->engine, self->kind))
    fill (self, (const char *const *)values);
  else
    show_error (self, _ ("There is no folder yet that this could be kept in."));
}

/* Tab goes by where things are. What came with the keys before it, such as a row, is nowhere before
 * it has a place, and who types faster than it is drawn would get into another field. */
static gboolean
valise_item_form_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gtk_container_check_resize (GTK_CONTAINER (widget));
  return GTK_WIDGET_CLASS (valise_item_form_parent_class)->focus (widget, direction);
}

static void
valise_item_form_dispose (GObject *object)
{
  ValiseItemForm *self = VALISE_ITEM_FORM (object);

  valise_children_close_popovers (GTK_CONTAINER (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->widgets, g_ptr_array_unref);
  g_clear_pointer (&self->before, g_strfreev);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_item_form_parent_class)->dispose (object);
}

static void
valise_item_form_class_init (ValiseItemFormClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = valise_item_form_dispose;
  widget_class->focus = valise_item_form_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/item-form.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseItemForm, error_bar);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemForm, error_label);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemForm, folder);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemForm, grid);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemForm, header);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemForm, limits);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemForm, note);
  gtk_widget_class_bind_template_child (widget_class, ValiseItemForm, save);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_limits);
}

static void
valise_item_form_init (ValiseItemForm *self)
{
  static const GActionEntry entries[] = { { "close", on_close_cb }, { "save", on_save_cb } };

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_window_set_default (GTK_WINDOW (self), self->save);
  self->cancellable = g_cancellable_new ();
  self->widgets = g_ptr_array_new ();
}

static const char *
choose_title (ValiseKind kind, gboolean is_new)
{
  switch (kind)
    {
    case VALISE_KIND_EVENT:
      return is_new ? _ ("New Event") : _ ("Event");
    case VALISE_KIND_CONTACT:
      return is_new ? _ ("New Contact") : _ ("Contact");
    case VALISE_KIND_TASK:
      return is_new ? _ ("New Task") : _ ("Task");
    case VALISE_KIND_NOTE:
      return is_new ? _ ("New Note") : _ ("Note");
    case VALISE_KIND_MAIL:
      break;
    }
  g_return_val_if_reached ("");
}

static ValiseItemForm *
new_form (GtkApplication *application, ValiseEngine *engine, ValiseKind kind, gboolean is_new)
{
  ValiseItemForm *self = g_object_new (VALISE_TYPE_ITEM_FORM, "application", application, NULL);
  const char *title = choose_title (kind, is_new);

  self->engine = g_object_ref (engine);
  self->kind = kind;
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_header_bar_set_title (self->header, title);
  gtk_widget_set_visible (gtk_grid_get_child_at (self->grid, 0, 0), is_new);
  gtk_widget_set_visible (GTK_WIDGET (self->folder), is_new);
  add_fields (self);
  return self;
}

/**
 * valise_item_form_present_new:
 * @application: the program
 * @engine: its engine
 * @kind: event, contact, task or note
 *
 * Shows an empty form.
 */
void
valise_item_form_present_new (GtkApplication *application, ValiseEngine *engine, ValiseKind kind)
{
  ValiseItemForm *self = new_form (application, engine, kind, TRUE);

  start_new (self);
  gtk_window_present (GTK_WINDOW (self));
}

/**
 * valise_item_form_present:
 * @application: the program
 * @engine: its engine
 * @kind: event, contact, task or note
 * @item_id: what is to be edited
 *
 * Shows the form of an item.
 */
void
valise_item_form_present (GtkApplication *application,
                          ValiseEngine *engine,
                          ValiseKind kind,
                          gint64 item_id)
{
  ValiseItemForm *self = new_form (application, engine, kind, FALSE);

  self->item_id = item_id;
  valise_store_task_run_async (valise_engine_get_data_dir (engine), read_content,
                               g_memdup2 (&item_id, sizeof item_id), g_free,
                               (GDestroyNotify)valise_content_unref, self->cancellable, on_read_cb,
                               g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
