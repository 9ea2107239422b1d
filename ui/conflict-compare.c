/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The versions are read and compared on a thread: they may be long. What differs is marked by a
 * sign and not only by a colour. */

#include "conflict-compare.h"

#include <glib/gi18n.h>

#include "format/content-summary.h"
#include "format/text-compare.h"
#include "model/error.h"
#include "store-task.h"
#include "store/conflicts.h"
#include "store/contents.h"
#include "store/items.h"
#include "texts.h"

/* More lines than anybody compares by eye, and a row each. */
#define MAX_LINES 500

struct _ValiseConflictCompare
{
  GtkBin parent_instance;

  GCancellable *cancellable; /* (nullable): of what is being read */
  GtkWidget *scroller;
};

/* What is to be shown. */
typedef struct
{
  ValiseConflict *conflict;
  GPtrArray *lines;  /* of ValiseComparedLine */
  gboolean gone;     /* there is no server's version */
  gboolean deleted;  /* there is none of the user's */
  gint64 changed_at; /* Unix seconds: when the server's version says it was; 0: it does not tell */
} Comparison;

G_DEFINE_TYPE (ValiseConflictCompare, valise_conflict_compare, GTK_TYPE_BIN)

/* Reading */

static void
comparison_free (Comparison *comparison)
{
  valise_conflict_free (comparison->conflict);
  g_clear_pointer (&comparison->lines, g_ptr_array_unref);
  g_free (comparison);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Comparison, comparison_free)

static char *
describe_content (ValiseStore *store, ValiseKind kind, gint64 content_id, GError **error)
{
  g_autoptr (ValiseContent) content = valise_contents_get (store, content_id, error);

  return content != NULL ? valise_content_describe (kind, content) : NULL;
}

/* What an item says; nothing where it is @missing. */
static char *
describe (ValiseStore *store, gint64 item_id, gboolean *missing, GError **error)
{
  g_autoptr (ValiseItem) item = NULL;

  if (!valise_items_find (store, item_id, &item, error))
    return NULL;
  *missing = item == NULL;
  if (item == NULL || item->local.content == 0)
    return g_strdup (item == NULL ? "" : item->summary.title);
  return describe_content (store, item->kind, item->local.content, error);
}

/* When a content says that it was changed; 0: it does not tell. */
static gboolean
read_changed_at (
    ValiseStore *store, ValiseKind kind, gint64 content_id, gint64 *changed_at, GError **error)
{
  g_autoptr (ValiseContent) content = NULL;

  *changed_at = 0;
  if (content_id == 0)
    return TRUE;
  content = valise_contents_get (store, content_id, error);
  if (content == NULL)
    return FALSE;
  *changed_at = valise_content_changed_at (kind, content->bytes);
  return TRUE;
}

/* A program that changes an item without renewing its time, or whose clock is ahead, is not
 * believed: better to tell when the change was seen. */
static gboolean
add_changed_at (ValiseStore *store, Comparison *comparison, GError **error)
{
  const ValiseConflict *conflict = comparison->conflict;
  g_autoptr (ValiseItem) item = NULL;
  gint64 changed_at, before;

  if (!valise_items_find (store, conflict->item_id, &item, error))
    return FALSE;
  if (item == NULL)
    return TRUE;
  if (!read_changed_at (store, conflict->kind, item->local.content, &changed_at, error)
      || !read_changed_at (store, conflict->kind, conflict->base_content, &before, error))
    return FALSE;
  if (changed_at != before && changed_at <= conflict->remote_at)
    comparison->changed_at = changed_at;
  return TRUE;
}

/* Which side changed what is only said where both versions are there. */
static gboolean
add_before (ValiseStore *store, Comparison *comparison, GError **error)
{
  const ValiseConflict *conflict = comparison->conflict;
  g_autofree char *before = NULL;

  if (conflict->base_content == 0 || conflict->item_id == 0 || conflict->copy_id == 0)
    return TRUE;
  before = describe_content (store, conflict->kind, conflict->base_content, error);
  if (before == NULL)
    return FALSE;
  valise_text_compare_before (comparison->lines, before);
  return TRUE;
}

static gpointer
read_comparison (ValiseStore *store, gpointer data, GError **error)
{
  g_autoptr (Comparison) comparison = g_new0 (Comparison, 1);
  g_autofree char *server = NULL;
  g_autofree char *mine = NULL;

  comparison->conflict = valise_conflicts_get (store, *(gint64 *)data, error);
  if (comparison->conflict == NULL)
    return NULL;
  server = describe (store, comparison->conflict->item_id, &comparison->gone, error);
  if (server == NULL)
    return NULL;
  mine = describe (store, comparison->conflict->copy_id, &comparison->deleted, error);
  if (mine == NULL)
    return NULL;
  comparison->lines = valise_text_compare (server, mine);
  if (!add_before (store, comparison, error) || !add_changed_at (store, comparison, error))
    return NULL;
  return g_steal_pointer (&comparison);
}

/* Showing */

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 24);
  gtk_widget_set_hexpand (label, TRUE);
  if (style != NULL)
    gtk_style_context_add_class (gtk_widget_get_style_context (label), style);
  return label;
}

static void
add_heading (GtkGrid *grid, int column, const char *title, const char *text)
{
  GtkWidget *heading = make_label (title, "heading");
  GtkWidget *detail = make_label (text, "dim-label");

  gtk_grid_attach (grid, heading, column, 0, 1, 1);
  gtk_grid_attach (grid, detail, column, 1, 1, 1);
}

/* What is said of the server's version. Returns: (transfer full) */
static char *
describe_remote_time (const Comparison *comparison)
{
  const ValiseConflict *conflict = comparison->conflict;
  g_autofree char *seen = valise_text_long_date (conflict->remote_at);
  g_autofree char *changed = valise_text_long_date (comparison->changed_at);

  /* Translators: each of these four has a date with the time */
  if (conflict->reason == VALISE_CONFLICT_EDITED_HERE_GONE_THERE)
    return g_strdup_printf (_ ("Deletion seen: %s"), seen);
  if (conflict->reason == VALISE_CONFLICT_REFUSED)
    return g_strdup_printf (_ ("Your change refused: %s"), seen);
  if (comparison->changed_at > 0)
    return g_strdup_printf (_ ("Changed there: %s"), changed);
  return g_strdup_printf (_ ("Change seen: %s"), seen);
}

static void
add_headings (GtkGrid *grid, const Comparison *comparison)
{
  const ValiseConflict *conflict = comparison->conflict;
  gboolean deleted = conflict->reason == VALISE_CONFLICT_DELETED_HERE_CHANGED_THERE;
  g_autofree char *local_date = valise_text_long_date (conflict->local_at);
  g_autofree char *there = describe_remote_time (comparison);
  /* Translators: a date with the time */
  g_autofree char *here = deleted ? g_strdup_printf (_ ("Deleted here: %s"), local_date)
                                  : g_strdup_printf (_ ("Changed here: %s"), local_date);

  add_heading (grid, 0, C_ ("version", "On the server"), there);
  add_heading (grid, 2, C_ ("version", "Mine"), here);
}

/* The sign of a line, and what it is called for those who do not see it. */
static const char *
get_sign (const ValiseComparedLine *line, const char **name)
{
  static const struct
  {
    const char *sign;
    const char *names[4]; /* by ValiseChangedBy */
  } marks[] = {
    [VALISE_COMPARED_SAME] = { "", { "", "", "", "" } },
    [VALISE_COMPARED_CHANGED] = { "≠",
                                  { NC_ ("line", "different"),
                                    NC_ ("line", "changed on the server"),
                                    NC_ ("line", "changed here"),
                                    NC_ ("line", "changed on both sides") } },
    [VALISE_COMPARED_LEFT] = { "−",
                               { NC_ ("line", "only on the server"),
                                 NC_ ("line", "added on the server"),
                                 NC_ ("line", "taken out here"), NULL } },
    [VALISE_COMPARED_RIGHT] = { "+",
                                { NC_ ("line", "only mine"),
                                  NC_ ("line", "taken out on the server"),
                                  NC_ ("line", "added here"), NULL } },
    [VALISE_COMPARED_SKIPPED] = { "", { "", "", "", "" } },
  };

  *name = marks[line->mark].names[line->by];
  if (**name != '\0')
    *name = g_dpgettext2 (GETTEXT_PACKAGE, "line", *name);
  return marks[line->mark].sign;
}

/* Only the side that changed a line stands out. */
static void
add_side (GtkGrid *grid,
          int column,
          int row,
          const ValiseComparedLine *line,
          const char *text,
          ValiseChangedBy other)
{
  gboolean differs = line->mark != VALISE_COMPARED_SAME && line->by != other;

  if (text != NULL)
    gtk_grid_attach (grid, make_label (text, differs ? "different" : NULL), column, row, 1, 1);
}

static void
add_skipped (GtkGrid *grid, int row, guint skipped)
{
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u more line is the same", "%u more lines are the same", skipped), skipped);

  gtk_grid_attach (grid, make_label (text, "dim-label"), 0, row, 3, 1);
}

/* Returns: the next row */
static int
add_line (GtkGrid *grid, int row, const ValiseComparedLine *line)
{
  const char *name;
  GtkWidget *sign;

  if (line->mark == VALISE_COMPARED_SKIPPED)
    {
      add_skipped (grid, row, line->skipped);
      return row + 1;
    }
  add_side (grid, 0, row, line, line->left, VALISE_CHANGED_BY_RIGHT);
  add_side (grid, 2, row, line, line->right, VALISE_CHANGED_BY_LEFT);
  sign = gtk_label_new (get_sign (line, &name));
  atk_object_set_name (gtk_widget_get_accessible (sign), name);
  gtk_widget_set_tooltip_text (sign, *name != '\0' ? name : NULL);
  gtk_widget_set_valign (sign, GTK_ALIGN_START);
  gtk_grid_attach (grid, sign, 1, row, 1, 1);
  if (line->before != NULL)
    {
      /* Translators: a line of an item, as it was before both sides changed it */
      g_autofree char *before = g_strdup_printf (_ ("Before: %s"), line->before);

      gtk_grid_attach (grid, make_label (before, "dim-label"), 0, ++row, 3, 1);
    }
  return row + 1;
}

static void
clear (ValiseConflictCompare *self)
{
  GtkWidget *shown = gtk_bin_get_child (GTK_BIN (self->scroller));

  if (shown != NULL)
    gtk_widget_destroy (shown);
}

static void
show (ValiseConflictCompare *self, const Comparison *comparison)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  int row = 2;

  clear (self);
  gtk_grid_set_column_spacing (grid, 12);
  gtk_grid_set_row_spacing (grid, 2);
  g_object_set (grid, "margin", 12, NULL);
  add_headings (grid, comparison);
  /* A version that is missing has no line in its column. */
  if (comparison->gone)
    gtk_grid_attach (grid, make_label (C_ ("item", "It is not there any more."), NULL), 0, row, 1,
                     1);
  if (comparison->deleted)
    gtk_grid_attach (grid, make_label (C_ ("item", "You deleted it."), NULL), 2, row, 1, 1);
  for (guint i = 0; i < MIN (comparison->lines->len, MAX_LINES); i++)
    row = add_line (grid, row, comparison->lines->pdata[i]);
  if (comparison->lines->len > MAX_LINES)
    gtk_grid_attach (grid, make_label (_ ("The rest is not shown here."), "dim-label"), 0, row, 3,
                     1);
  gtk_container_add (GTK_CONTAINER (self->scroller), GTK_WIDGET (grid));
  gtk_widget_show_all (self->scroller);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseConflictCompare) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Comparison) comparison = valise_store_task_run_finish (result, &error);

  if (comparison != NULL && self->cancellable != NULL)
    show (self, comparison);
  else if (comparison == NULL && !valise_error_is_cancelled (error))
    g_debug ("A conflict cannot be shown: %s", error->message);
}

/**
 * valise_conflict_compare_show:
 * @self: the comparison
 * @engine: where the items are
 * @conflict_id: a conflict; 0 for none
 */
void
valise_conflict_compare_show (ValiseConflictCompare *self, ValiseEngine *engine, gint64 conflict_id)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (conflict_id == 0)
    {
      clear (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  valise_store_task_run_async (valise_engine_get_data_dir (engine), read_comparison,
                               g_memdup2 (&conflict_id, sizeof conflict_id), g_free,
                               (GDestroyNotify)comparison_free, self->cancellable, on_read_cb,
                               g_object_ref (self));
}

static void
valise_conflict_compare_dispose (GObject *object)
{
  ValiseConflictCompare *self = VALISE_CONFLICT_COMPARE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (valise_conflict_compare_parent_class)->dispose (object);
}

static void
valise_conflict_compare_class_init (ValiseConflictCompareClass *class)
{
  G_OBJECT_CLASS (class)->dispose = valise_conflict_compare_dispose;
}

static void
valise_conflict_compare_init (ValiseConflictCompare *self)
{
  self->scroller = gtk_scrolled_window_new (NULL, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  /* So that the keyboard can scroll it. */
  gtk_widget_set_can_focus (self->scroller, TRUE);
  atk_object_set_name (gtk_widget_get_accessible (self->scroller), _ ("Both Versions"));
  gtk_container_add (GTK_CONTAINER (self), self->scroller);
  gtk_widget_show (self->scroller);
}
