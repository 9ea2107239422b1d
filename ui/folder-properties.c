/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The properties of a folder: what is in it and how it stands, and what is kept of it. Nothing is
 * set before Apply; until then the dialog says what a choice would fetch and free. That is found
 * out on a thread, because it looks at every item. */

#include "folder-properties.h"

#include <glib/gi18n.h>

#include "folder-facts.h"
#include "store-task.h"
#include "store/folders.h"
#include "sync/folder-plan.h"
#include "sync/folder-rules.h"
#include "texts.h"

struct _ValiseFolderProperties
{
  GtkDialog parent_instance;

  ValiseEngine *engine;
  ValiseFolder *folder;
  GCancellable *cancellable; /* of the dialog */
  GCancellable *asking;      /* (nullable): what the choice before would have done */
  gboolean busy;

  GtkWidget *apply;
  GtkWidget *depths;
  GtkToggleButton *enable;
  GtkLabel *error;
  GtkToggleButton *full;
  ValiseFolderFacts *facts;
  GtkNotebook *notebook;
  GtkLabel *plan;
  GtkToggleButton *recursive;
  GtkLabel *recursive_help;
  GtkWidget *sync_page;
  GtkToggleButton *text;
  GtkLabel *whole;
};

G_DEFINE_TYPE (ValiseFolderProperties, valise_folder_properties, GTK_TYPE_DIALOG)

/* What is chosen */

static ValiseDepth
chosen_depth (ValiseFolderProperties *self)
{
  if (self->folder->kind != VALISE_KIND_MAIL || gtk_toggle_button_get_active (self->full))
    return VALISE_DEPTH_FULL;
  return VALISE_DEPTH_TEXT;
}

static gboolean
is_changed (ValiseFolderProperties *self)
{
  return gtk_toggle_button_get_active (self->enable) != self->folder->sync
         || chosen_depth (self) != self->folder->depth
         || gtk_toggle_button_get_active (self->recursive);
}

static void
update (ValiseFolderProperties *self)
{
  gtk_widget_set_sensitive (self->sync_page, !self->busy);
  gtk_widget_set_sensitive (self->depths, gtk_toggle_button_get_active (self->enable));
  gtk_widget_set_sensitive (self->apply, !self->busy && is_changed (self));
}

/* What it would do */

typedef struct
{
  gint64 folder;
  gboolean sync, recursive;
  ValiseDepth depth;
} Choice;

static gpointer
read_plan (ValiseStore *store, gpointer data, GError **error)
{
  const Choice *choice = data;
  g_autofree ValiseFolderPlan *plan = g_new0 (ValiseFolderPlan, 1);

  if (!valise_folder_plan_read (store, choice->folder, choice->sync, choice->depth,
                                choice->recursive, plan, error))
    return NULL;
  return g_steal_pointer (&plan);
}

static void
on_plan_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseFolderProperties) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree ValiseFolderPlan *plan = valise_store_task_run_finish (result, &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = plan != NULL ? valise_folder_facts_describe_plan (plan, self->folder->kind)
                      : g_strdup (error->message);
  gtk_label_set_text (self->plan, text);
}

static void
forget_question (ValiseFolderProperties *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

static void
ask_for_plan (ValiseFolderProperties *self)
{
  Choice choice = {
    .folder = self->folder->id,
    .sync = gtk_toggle_button_get_active (self->enable),
    .recursive = gtk_toggle_button_get_active (self->recursive),
    .depth = chosen_depth (self),
  };

  forget_question (self);
  self->asking = g_cancellable_new ();
  valise_store_task_run_async (valise_engine_get_data_dir (self->engine), read_plan,
                               g_memdup2 (&choice, sizeof choice), g_free, g_free, self->asking,
                               on_plan_read_cb, g_object_ref (self));
}

static void
on_choice_changed_cb (ValiseFolderProperties *self)
{
  /* While the template is being made, or before there is a folder. */
  if (self->folder == NULL)
    return;
  update (self);
  ask_for_plan (self);
}

/* Doing it */

static void
on_applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseFolderProperties) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = valise_engine_edit_finish (VALISE_ENGINE (source), result, NULL, &error);

  /* Closed meanwhile: the widgets are gone. */
  if (self->cancellable == NULL)
    return;
  if (done)
    {
      gtk_widget_destroy (GTK_WIDGET (self));
      return;
    }
  self->busy = FALSE;
  update (self);
  gtk_label_set_text (self->error, error->message);
  gtk_widget_show (GTK_WIDGET (self->error));
}

static void
apply (ValiseFolderProperties *self)
{
  gboolean sync = gtk_toggle_button_get_active (self->enable);
  gboolean recursive = gtk_toggle_button_get_active (self->recursive);
  ValiseDepth depth = chosen_depth (self);

  self->busy = TRUE;
  gtk_widget_hide (GTK_WIDGET (self->error));
  update (self);
  valise_engine_set_folder_async (self->engine, self->folder->id, &sync, &depth, recursive,
                                  on_applied_cb, g_object_ref (self));
}

static void
valise_folder_properties_response (GtkDialog *dialog, int response)
{
  if (response == GTK_RESPONSE_APPLY)
    apply (VALISE_FOLDER_PROPERTIES (dialog));
  else
    gtk_widget_destroy (GTK_WIDGET (dialog));
}

/* Widget */

static void
valise_folder_properties_dispose (GObject *object)
{
  ValiseFolderProperties *self = VALISE_FOLDER_PROPERTIES (object);

  forget_question (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->folder, valise_folder_free);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_folder_properties_parent_class)->dispose (object);
}

static void
valise_folder_properties_class_init (ValiseFolderPropertiesClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = valise_folder_properties_dispose;
  GTK_DIALOG_CLASS (class)->response = valise_folder_properties_response;

  g_type_ensure (VALISE_TYPE_FOLDER_FACTS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/valise/Valise/folder-properties.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderProperties, apply);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderProperties, depths);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderProperties, enable);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderProperties, error);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderProperties, facts);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderProperties, full);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderProperties, notebook);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderProperties, plan);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderProperties, recursive);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderProperties, recursive_help);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderProperties, sync_page);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderProperties, text);
  gtk_widget_class_bind_template_child (widget_class, ValiseFolderProperties, whole);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_changed_cb);
}

static void
valise_folder_properties_init (ValiseFolderProperties *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

static void
show_subfolders (ValiseFolderProperties *self)
{
  g_autoptr (GPtrArray) folders = valise_folder_rules_affected (
      valise_engine_get_store (self->engine), self->folder, TRUE, NULL);
  gulong below = folders != NULL && folders->len > 0 ? folders->len - 1 : 0;
  g_autofree char *help = g_strdup_printf (
      ngettext ("Gives the %'lu folder below this one the same setting, once. What is set there "
                "later stays.",
                "Gives the %'lu folders below this one the same setting, once. What is set there "
                "later stays.",
                below),
      below);

  gtk_label_set_text (self->recursive_help, below > 0 ? help : _ ("There are no subfolders."));
  gtk_widget_set_sensitive (GTK_WIDGET (self->recursive), below > 0);
}

static void
show_folder (ValiseFolderProperties *self, ValiseFolder *folder)
{
  g_autofree char *title = g_strdup_printf (_ ("Properties of %s"),
                                            valise_text_folder_name (folder));
  gboolean mail = folder->kind == VALISE_KIND_MAIL;

  gtk_window_set_title (GTK_WINDOW (self), title);
  valise_folder_facts_show (self->facts, self->engine, folder);
  if (valise_role_is_local (folder->role))
    {
      gtk_notebook_remove_page (self->notebook, 1);
      gtk_widget_hide (self->apply);
    }
  gtk_toggle_button_set_active (self->enable, folder->sync);
  gtk_toggle_button_set_active (folder->depth == VALISE_DEPTH_FULL ? self->full : self->text, TRUE);
  gtk_widget_set_visible (self->depths, mail);
  gtk_widget_set_visible (GTK_WIDGET (self->whole), !mail);
  self->folder = folder;
  show_subfolders (self);
  update (self);
  ask_for_plan (self);
}

/**
 * valise_folder_properties_present:
 * @parent: the window that it belongs to
 * @engine: the engine
 * @folder_id: a folder
 */
void
valise_folder_properties_present (GtkWindow *parent, ValiseEngine *engine, gint64 folder_id)
{
  ValiseFolder *folder = valise_folders_get (valise_engine_get_store (engine), folder_id, NULL);
  ValiseFolderProperties *self = NULL;

  /* Removed meanwhile. */
  if (folder == NULL)
    return;
  self = g_object_new (VALISE_TYPE_FOLDER_PROPERTIES, "transient-for", parent, NULL);
  self->engine = g_object_ref (engine);
  show_folder (self, folder);
  gtk_window_present (GTK_WINDOW (self));
}
