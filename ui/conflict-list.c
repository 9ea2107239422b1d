/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The dialog that lists the conflicts, shows both versions of the chosen one, and has the user
 * decide. The buttons say what becomes of it, which is not the same for a message that was deleted
 * on one side; several can be decided at once. A decision is an edit: it is made by the engine,
 * waits for the next run like any other, and takes the conflict off the list as soon as it is
 * stored. */

#include "conflict-list.h"

#include <glib/gi18n.h>

#include "conflict-compare.h"
#include "store/conflicts.h"
#include "texts.h"
#include "throttle.h"

#define UPDATE_INTERVAL_MS 400

enum
{
  COLUMN_ID,
  COLUMN_REASON,
  COLUMN_TITLE,
  COLUMN_WHO,
  COLUMN_KIND,
  COLUMN_FOLDER,
  COLUMN_LOCAL,
  COLUMN_REMOTE,
};

struct _ValiseConflictList
{
  GtkDialog parent_instance;

  ValiseEngine *engine;
  ValiseThrottle *update;
  GtkListStore *rows;
  gboolean updating; /* the rows are being set here */
  guint deciding;    /* decisions that are not stored yet */
  char *failure;     /* (nullable): of one of them */

  ValiseConflictCompare *compare;
  GtkLabel *description;
  GtkWidget *keep_both, *keep_mine, *keep_server;
  GtkTreeSelection *selection;
  GtkTreeView *view;
  GtkTreeViewColumn *title_column, *who_column, *kind_column, *folder_column, *local_column,
      *remote_column;
  GtkCellRenderer *title_cell, *who_cell, *kind_cell, *folder_cell, *local_cell, *remote_cell;
};

G_DEFINE_TYPE (ValiseConflictList, valise_conflict_list, GTK_TYPE_DIALOG)

/* What the decisions are called; NULL where one makes no sense. */
typedef struct
{
  const char *server, *mine, *both;
} Decisions;

static const Decisions *
decisions_for (ValiseConflictReason reason)
{
  static const Decisions changed = { N_ ("Keep the _Server’s Version"), N_ ("_Restore Mine"),
                                     N_ ("Keep _Both") };
  static const Decisions gone = { N_ ("_Leave It Deleted"), N_ ("_Restore Mine"), NULL };
  static const Decisions deleted = { N_ ("Keep the _Server’s Version"), N_ ("_Delete It Again"),
                                     NULL };

  switch (reason)
    {
    case VALISE_CONFLICT_BOTH_CHANGED:
    case VALISE_CONFLICT_REFUSED:
      return &changed;
    case VALISE_CONFLICT_EDITED_HERE_GONE_THERE:
      return &gone;
    case VALISE_CONFLICT_DELETED_HERE_CHANGED_THERE:
      return &deleted;
    }
  g_return_val_if_reached (&changed);
}

/* What is selected, in the order of the list; of several with different reasons, @reason is the
 * plainest. Returns: (transfer full) (element-type gint64) */
static GArray *
get_selected (ValiseConflictList *self, ValiseConflictReason *reason)
{
  GtkTreeModel *model = GTK_TREE_MODEL (self->rows);
  GList *paths = gtk_tree_selection_get_selected_rows (self->selection, NULL);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (GList *each = paths; each != NULL; each = each->next)
    {
      GtkTreeIter iter;
      gint64 id;
      int number;

      if (!gtk_tree_model_get_iter (model, &iter, each->data))
        continue;
      gtk_tree_model_get (model, &iter, COLUMN_ID, &id, COLUMN_REASON, &number, -1);
      *reason = ids->len == 0 || *reason == (ValiseConflictReason)number
                    ? (ValiseConflictReason)number
                    : VALISE_CONFLICT_BOTH_CHANGED;
      g_array_append_val (ids, id);
    }
  g_list_free_full (paths, (GDestroyNotify)gtk_tree_path_free);
  return ids;
}

static void
show_button (GtkWidget *button, const char *label)
{
  gtk_widget_set_visible (button, label != NULL);
  if (label != NULL)
    gtk_button_set_label (GTK_BUTTON (button), _ (label));
}

/* What is said of the selection. Returns: (transfer full) */
static char *
describe_selected (ValiseConflictList *self, guint count, ValiseConflictReason reason)
{
  if (self->failure != NULL)
    return g_strdup (self->failure);
  if (count > 1)
    return g_strdup_printf (ngettext ("%u conflict is selected. What you choose is done to it.",
                                      "%u conflicts are selected. What you choose is done to all "
                                      "of them.",
                                      count),
                            count);
  return g_strdup (count == 1 ? valise_text_conflict (reason) : _ ("All conflicts are solved."));
}

static void
show_selected (ValiseConflictList *self)
{
  ValiseConflictReason reason = VALISE_CONFLICT_BOTH_CHANGED;
  g_autoptr (GArray) ids = get_selected (self, &reason);
  g_autofree char *description = describe_selected (self, ids->len, reason);
  const Decisions *decisions = decisions_for (reason);
  GtkWidget *buttons[] = { self->keep_server, self->keep_mine, self->keep_both };

  show_button (self->keep_server, decisions->server);
  show_button (self->keep_mine, decisions->mine);
  show_button (self->keep_both, decisions->both);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_widget_set_sensitive (buttons[i], ids->len > 0);
  gtk_label_set_text (self->description, description);
  valise_conflict_compare_show (self->compare, self->engine,
                                ids->len > 0 ? g_array_index (ids, gint64, 0) : 0);
}

static void
on_selection_changed_cb (ValiseConflictList *self)
{
  if (!self->updating)
    show_selected (self);
}

static void
append (ValiseConflictList *self, const ValiseConflict *conflict, GtkTreeIter *iter)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *local = valise_text_short_date (conflict->local_at, now);
  g_autofree char *remote = valise_text_short_date (conflict->remote_at, now);
  g_autofree char *who = valise_text_person (conflict->who);

  gtk_list_store_insert_with_values (
      self->rows, iter, -1, COLUMN_ID, conflict->id, COLUMN_REASON, (int)conflict->reason,
      COLUMN_TITLE, valise_text_title (conflict->title), COLUMN_WHO, who, COLUMN_KIND,
      valise_text_kind (conflict->kind), COLUMN_FOLDER, conflict->folder_path, COLUMN_LOCAL, local,
      COLUMN_REMOTE, remote, -1);
}

/* They are few: read again, with the selection kept, or on the one that took its place. */
static void
update (gpointer data)
{
  ValiseConflictList *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = valise_conflicts_list (valise_engine_get_store (self->engine),
                                                           0, &error);
  ValiseConflictReason reason;
  g_autoptr (GArray) selected = get_selected (self, &reason);
  g_autoptr (GtkTreePath) path = NULL;
  gboolean has_who = FALSE; /* contacts, tasks and notes are from nobody */
  GtkTreeIter iter;

  if (conflicts == NULL)
    {
      gtk_label_set_text (self->description, error->message);
      return;
    }
  gtk_tree_view_get_cursor (self->view, &path, NULL);
  self->updating = TRUE;
  gtk_list_store_clear (self->rows);
  for (guint i = 0; i < conflicts->len; i++)
    {
      const ValiseConflict *conflict = conflicts->pdata[i];

      has_who = has_who || conflict->who != NULL;
      append (self, conflict, &iter);
      for (guint j = 0; j < selected->len; j++)
        if (conflict->id == g_array_index (selected, gint64, j))
          gtk_tree_selection_select_iter (self->selection, &iter);
    }
  if (gtk_tree_selection_count_selected_rows (self->selection) == 0 && conflicts->len > 0)
    {
      guint row = path != NULL ? (guint)gtk_tree_path_get_indices (path)[0] : 0;
      g_autoptr (GtkTreePath) next = gtk_tree_path_new_from_indices (
          (int)MIN (row, conflicts->len - 1), -1);

      gtk_tree_view_set_cursor (self->view, next, NULL, FALSE);
    }
  gtk_tree_view_column_set_visible (self->who_column, has_who);
  self->updating = FALSE;
  show_selected (self);
}

static void
on_status_changed_cb (ValiseConflictList *self)
{
  valise_throttle_poke (self->update);
}

static void
on_resolved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseConflictList) self = data;
  g_autoptr (GError) error = NULL;

  valise_engine_edit_finish (VALISE_ENGINE (source), result, NULL, &error);
  /* Closed meanwhile: the widgets are gone. */
  if (self->engine == NULL)
    return;
  if (error != NULL)
    {
      g_free (self->failure);
      self->failure = g_strdup (error->message);
    }
  if (--self->deciding > 0)
    return;
  gtk_widget_set_sensitive (gtk_dialog_get_content_area (GTK_DIALOG (self)), TRUE);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_keep_clicked_cb (GtkButton *button, ValiseConflictList *self)
{
  ValiseConflictReason reason;
  g_autoptr (GArray) ids = get_selected (self, &reason);
  ValiseKeep keep = GTK_WIDGET (button) == self->keep_server ? VALISE_KEEP_SERVER
                    : GTK_WIDGET (button) == self->keep_mine ? VALISE_KEEP_MINE
                                                             : VALISE_KEEP_BOTH;

  if (ids->len == 0 || self->deciding > 0)
    return;
  g_clear_pointer (&self->failure, g_free);
  self->deciding = ids->len;
  gtk_widget_set_sensitive (gtk_dialog_get_content_area (GTK_DIALOG (self)), FALSE);
  for (guint i = 0; i < ids->len; i++)
    valise_engine_resolve_async (self->engine, g_array_index (ids, gint64, i), keep, on_resolved_cb,
                                 g_object_ref (self));
}

static void
valise_conflict_list_response (GtkDialog *dialog, int response)
{
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
valise_conflict_list_dispose (GObject *object)
{
  ValiseConflictList *self = VALISE_CONFLICT_LIST (object);

  g_clear_pointer (&self->update, valise_throttle_free);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->failure, g_free);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_conflict_list_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, compare);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, description);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, folder_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, folder_column);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, keep_both);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, keep_mine);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, keep_server);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, kind_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, kind_column);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, local_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, local_column);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, remote_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, remote_column);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, selection);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, title_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, title_column);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, view);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, who_cell);
  gtk_widget_class_bind_template_child (widget_class, ValiseConflictList, who_column);
  gtk_widget_class_bind_template_callback (widget_class, on_keep_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed_cb);
}

static void
valise_conflict_list_class_init (ValiseConflictListClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = valise_conflict_list_dispose;
  GTK_DIALOG_CLASS (class)->response = valise_conflict_list_response;

  g_type_ensure (VALISE_TYPE_CONFLICT_COMPARE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/valise/Valise/conflict-list.ui");
  bind_children (widget_class);
}

static void
bind_text (GtkTreeViewColumn *column, GtkCellRenderer *cell, int text)
{
  gtk_tree_view_column_set_attributes (column, cell, "text", text, NULL);
}

static void
valise_conflict_list_init (ValiseConflictList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bind_text (self->title_column, self->title_cell, COLUMN_TITLE);
  bind_text (self->who_column, self->who_cell, COLUMN_WHO);
  bind_text (self->kind_column, self->kind_cell, COLUMN_KIND);
  bind_text (self->folder_column, self->folder_cell, COLUMN_FOLDER);
  bind_text (self->local_column, self->local_cell, COLUMN_LOCAL);
  bind_text (self->remote_column, self->remote_cell, COLUMN_REMOTE);
  self->rows = gtk_list_store_new (8, G_TYPE_INT64, G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRING,
                                   G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  gtk_tree_view_set_model (self->view, GTK_TREE_MODEL (self->rows));
  self->update = valise_throttle_new (UPDATE_INTERVAL_MS, update, self);
}

static ValiseConflictList *
find_shown (GtkWindow *parent)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (VALISE_IS_CONFLICT_LIST (each->data) && gtk_window_get_transient_for (each->data) == parent)
      return each->data;
  return NULL;
}

/**
 * valise_conflict_list_present:
 * @parent: the window that it belongs to
 * @engine: the engine
 *
 * Shows the conflicts of all accounts; brings the list to the front where it is shown already.
 */
void
valise_conflict_list_present (GtkWindow *parent, ValiseEngine *engine)
{
  ValiseConflictList *self = find_shown (parent);

  if (self == NULL)
    {
      self = g_object_new (VALISE_TYPE_CONFLICT_LIST, "transient-for", parent, NULL);
      self->engine = g_object_ref (engine);
      g_signal_connect_object (engine, "status-changed", G_CALLBACK (on_status_changed_cb), self,
                               G_CONNECT_SWAPPED);
      update (self);
    }
  gtk_window_present (GTK_WINDOW (self));
}
