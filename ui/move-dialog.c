/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks where items are to go: the folders of their account that are for things of their kind, found
 * by typing a part of their path. */

#include "move-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "store/folders.h"
#include "texts.h"

enum
{
  COLUMN_ID,
  COLUMN_PATH,
  COLUMN_ICON,
};

struct _ValiseMoveDialog
{
  GtkDialog parent_instance;

  ValiseMoveFunc func;
  gpointer data;
  GDestroyNotify free_data; /* nullable */

  GtkListStore *folders;
  GtkTreeModelFilter *found;
  GtkWidget *move;
  GtkSearchEntry *search;
  GtkTreeView *view;
};

G_DEFINE_TYPE (ValiseMoveDialog, valise_move_dialog, GTK_TYPE_DIALOG)

static gboolean
is_found_cb (GtkTreeModel *model, GtkTreeIter *iter, gpointer data)
{
  ValiseMoveDialog *self = data;
  g_autofree char *path = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *wanted = g_utf8_casefold (gtk_entry_get_text (GTK_ENTRY (self->search)), -1);

  gtk_tree_model_get (model, iter, COLUMN_PATH, &path, -1);
  folded = g_utf8_casefold (path != NULL ? path : "", -1);
  return strstr (folded, wanted) != NULL;
}

static void
select_first (ValiseMoveDialog *self)
{
  g_autoptr (GtkTreePath) first = gtk_tree_path_new_first ();

  if (gtk_tree_model_iter_n_children (GTK_TREE_MODEL (self->found), NULL) > 0)
    gtk_tree_view_set_cursor (self->view, first, NULL, FALSE);
}

static void
on_search_changed_cb (ValiseMoveDialog *self)
{
  gtk_tree_model_filter_refilter (self->found);
  select_first (self);
}

static void
on_selection_changed_cb (GtkTreeSelection *selection, ValiseMoveDialog *self)
{
  gtk_widget_set_sensitive (self->move, gtk_tree_selection_get_selected (selection, NULL, NULL));
}

static void
on_row_activated_cb (ValiseMoveDialog *self)
{
  gtk_dialog_response (GTK_DIALOG (self), GTK_RESPONSE_OK);
}

static void
valise_move_dialog_response (GtkDialog *dialog, int response)
{
  ValiseMoveDialog *self = VALISE_MOVE_DIALOG (dialog);
  GtkTreeModel *model;
  GtkTreeIter iter;
  gint64 folder = 0;

  if (response == GTK_RESPONSE_OK
      && gtk_tree_selection_get_selected (gtk_tree_view_get_selection (self->view), &model, &iter))
    gtk_tree_model_get (model, &iter, COLUMN_ID, &folder, -1);
  if (folder != 0)
    self->func (folder, self->data);
  gtk_widget_destroy (GTK_WIDGET (self));
}

static void
valise_move_dialog_dispose (GObject *object)
{
  ValiseMoveDialog *self = VALISE_MOVE_DIALOG (object);

  if (self->free_data != NULL)
    g_clear_pointer (&self->data, self->free_data);

  G_OBJECT_CLASS (valise_move_dialog_parent_class)->dispose (object);
}

static void
valise_move_dialog_class_init (ValiseMoveDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = valise_move_dialog_dispose;
  GTK_DIALOG_CLASS (class)->response = valise_move_dialog_response;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/move-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseMoveDialog, folders);
  gtk_widget_class_bind_template_child (widget_class, ValiseMoveDialog, found);
  gtk_widget_class_bind_template_child (widget_class, ValiseMoveDialog, move);
  gtk_widget_class_bind_template_child (widget_class, ValiseMoveDialog, search);
  gtk_widget_class_bind_template_child (widget_class, ValiseMoveDialog, view);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed_cb);
}

static void
valise_move_dialog_init (ValiseMoveDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_tree_model_filter_set_visible_func (self->found, is_found_cb, self, NULL);
}

/* The folders of an account for things of a kind, without the one where the thing is already. */
static void
fill (ValiseMoveDialog *self, ValiseEngine *engine, gint64 account, ValiseKind kind, gint64 except)
{
  g_autoptr (GPtrArray) folders = valise_folders_list (valise_engine_get_store (engine), account,
                                                       NULL);

  for (guint i = 0; folders != NULL && i < folders->len; i++)
    {
      const ValiseFolder *folder = folders->pdata[i];

      if (folder->kind != kind || folder->id == except || valise_role_is_local (folder->role)
          || !(folder->rights & VALISE_RIGHTS_ADD))
        continue;
      gtk_list_store_insert_with_values (self->folders, NULL, -1, COLUMN_ID, folder->id,
                                         COLUMN_PATH, folder->path, COLUMN_ICON,
                                         valise_text_folder_icon (folder->kind, folder->role), -1);
    }
  select_first (self);
}

/**
 * valise_move_dialog_present:
 * @parent: the window that it belongs to
 * @engine: where the folders come from
 * @item: what is to be moved, or one of several
 * @func: called with the folder, if one is chosen
 * @data: for @func; lives as long as @parent
 */
void
valise_move_dialog_present (GtkWindow *parent,
                            ValiseEngine *engine,
                            const ValiseItem *item,
                            ValiseMoveFunc func,
                            gpointer data)
{
  ValiseMoveDialog *self = g_object_new (VALISE_TYPE_MOVE_DIALOG, "transient-for", parent, NULL);

  self->func = func;
  self->data = data;
  fill (self, engine, item->account_id, item->kind, item->local.folder);
  gtk_window_present (GTK_WINDOW (self));
}

/**
 * valise_move_dialog_present_new:
 * @parent: the window that it belongs to
 * @engine: where the folders come from
 * @kind: what is to be put into a folder
 * @func: called with the folder, if one is chosen
 * @data: (transfer full): for @func
 * @free_data: frees @data
 *
 * Asks where something is to go that is in no folder yet.
 */
void
valise_move_dialog_present_new (GtkWindow *parent,
                                ValiseEngine *engine,
                                ValiseKind kind,
                                ValiseMoveFunc func,
                                gpointer data,
                                GDestroyNotify free_data)
{
  ValiseMoveDialog *self = g_object_new (VALISE_TYPE_MOVE_DIALOG, "transient-for", parent, NULL);
  g_autoptr (ValiseStatus) status = valise_engine_get_status (engine);

  self->func = func;
  self->data = data;
  self->free_data = free_data;
  gtk_window_set_title (GTK_WINDOW (self), _ ("Add to Folder"));
  gtk_button_set_label (GTK_BUTTON (self->move), C_ ("verb", "_Add"));
  for (guint i = 0; i < status->accounts->len; i++)
    fill (self, engine, ((const ValiseAccountStatus *)status->accounts->pdata[i])->id, kind, 0);
  gtk_window_present (GTK_WINDOW (self));
}
