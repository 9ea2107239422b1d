/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A folder in words and numbers. */

#include "folder-facts.h"

#include <glib/gi18n.h>

#include "store-task.h"
#include "store/accounts.h"
#include "store/folder-usage.h"
#include "texts.h"

struct _ValiseFolderFacts
{
  GtkGrid parent_instance;

  GCancellable *cancellable;
  int rows;
  GtkLabel *space;
};

G_DEFINE_TYPE (ValiseFolderFacts, valise_folder_facts, GTK_TYPE_GRID)

static GtkLabel *
add_label (ValiseFolderFacts *self, int column, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_widget_show (label);
  gtk_grid_attach (GTK_GRID (self), label, column, self->rows, 1, 1);
  return GTK_LABEL (label);
}

/* Returns the label of the value. */
static GtkLabel *
add_row (ValiseFolderFacts *self, const char *name, const char *value)
{
  GtkLabel *left = add_label (self, 0, name);
  GtkLabel *right = add_label (self, 1, value);
  AtkObject *named = gtk_widget_get_accessible (GTK_WIDGET (right));

  gtk_label_set_xalign (left, 1);
  gtk_style_context_add_class (gtk_widget_get_style_context (GTK_WIDGET (left)), "dim-label");
  gtk_label_set_xalign (right, 0);
  gtk_label_set_line_wrap (right, TRUE);
  gtk_label_set_line_wrap_mode (right, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (right, 44);
  gtk_label_set_selectable (right, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (right), TRUE);
  atk_object_add_relationship (named, ATK_RELATION_LABELLED_BY,
                               gtk_widget_get_accessible (GTK_WIDGET (left)));
  self->rows++;
  return right;
}

static void
add_number (ValiseFolderFacts *self, const char *name, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%'lu", (gulong)number);

  add_row (self, name, text);
}

/* Takes @part, which is left out where there are none. */
static void
add_part (GString *text, gint64 count, char *part)
{
  if (count > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? C_ ("list", ", ") : "", part);
  g_free (part);
}

static char *
describe_kept (const ValiseFolder *folder)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gulong full = (gulong)folder->kept_full, part = (gulong)folder->kept_text;
  gulong none = (gulong)folder->kept_none;

  add_part (text, folder->kept_full,
            /* Translators: in a list: “12 whole, 3 as header and text, 1 not yet” */
            g_strdup_printf (ngettext ("%'lu whole", "%'lu whole", full), full));
  add_part (text, folder->kept_text,
            /* Translators: in a list: “12 whole, 3 as header and text, 1 not yet” */
            g_strdup_printf (ngettext ("%'lu as header and text", "%'lu as header and text", part),
                             part));
  add_part (text, folder->kept_none,
            /* Translators: in a list: “12 whole, 3 as header and text, 1 not yet” */
            g_strdup_printf (ngettext ("%'lu not yet", "%'lu not yet", none), none));
  return g_strdup (text->len > 0 ? text->str : C_ ("kept here", "Nothing"));
}

static char *
describe_last_sync (const ValiseFolder *folder, const ValiseAccount *account)
{
  if (!folder->listed && folder->sync)
    return g_strdup (C_ ("synchronised", "Not yet"));
  if (!folder->sync)
    return g_strdup (_ ("Synchronisation is switched off"));
  return account->last_run_at > 0 ? valise_text_long_date (account->last_run_at)
                                  : g_strdup (C_ ("synchronised", "Never"));
}

static gpointer
read_usage (ValiseStore *store, gpointer data, GError **error)
{
  const gint64 *folder = data;
  g_autofree ValiseFolderUsage *usage = g_new0 (ValiseFolderUsage, 1);

  return valise_folder_usage_read (store, *folder, usage, error) ? g_steal_pointer (&usage) : NULL;
}

static void
on_usage_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseFolderFacts) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree ValiseFolderUsage *usage = valise_store_task_run_finish (result, &error);
  g_autofree char *size = NULL;
  g_autofree char *refused = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (usage == NULL)
    {
      gtk_label_set_text (self->space, error->message);
      return;
    }
  size = g_format_size ((guint64)usage->bytes);
  gtk_label_set_text (self->space, size);
  refused = g_strdup_printf (ngettext ("The server refused %'lu change; the item says why.",
                                       "The server refused %'lu changes; the items say why.",
                                       (gulong)usage->refused),
                             (gulong)usage->refused);
  if (usage->refused > 0)
    add_row (self, C_ ("changes", "Refused"), refused);
}

static void
valise_folder_facts_dispose (GObject *object)
{
  ValiseFolderFacts *self = VALISE_FOLDER_FACTS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (valise_folder_facts_parent_class)->dispose (object);
}

static void
valise_folder_facts_class_init (ValiseFolderFactsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = valise_folder_facts_dispose;
}

static void
valise_folder_facts_init (ValiseFolderFacts *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self), 10);
  gtk_grid_set_column_spacing (GTK_GRID (self), 12);
}

/**
 * valise_folder_facts_show:
 * @self: an empty grid
 * @engine: the engine
 * @folder: the folder
 */
void
valise_folder_facts_show (ValiseFolderFacts *self, ValiseEngine *engine, const ValiseFolder *folder)
{
  g_autoptr (ValiseAccount) account = valise_accounts_get (valise_engine_get_store (engine),
                                                           folder->account_id, NULL);
  g_autofree char *kept = describe_kept (folder);
  g_autofree char *last = NULL;

  add_row (self, C_ ("folder", "Name"), valise_text_folder_name (folder));
  if (folder->parent_id != 0)
    add_row (self, C_ ("folder", "Path"), folder->path);
  add_row (self, C_ ("folder", "Contains"), valise_text_folder_kind (folder->kind));
  if (account != NULL)
    add_row (self, _ ("Account"), account->name);
  add_number (self, C_ ("number of", "Items"), folder->total);
  if (folder->kind == VALISE_KIND_MAIL)
    add_number (self, C_ ("number of", "Unread"), folder->unread);
  add_row (self, C_ ("folder", "Kept here"), kept);
  self->space = add_row (self, _ ("Space used"), _ ("Being counted…"));
  if (valise_role_is_local (folder->role))
    add_row (self, C_ ("folder", "Synchronised"), _ ("Exists on this computer only"));
  else if (account != NULL)
    {
      last = describe_last_sync (folder, account);
      add_row (self, C_ ("folder", "Synchronised"), last);
      if (account->last_error != NULL)
        add_row (self, _ ("Last error"), account->last_error);
    }
  if (folder->pending > 0)
    add_number (self, _ ("Waiting to be sent"), folder->pending);
  valise_store_task_run_async (valise_engine_get_data_dir (engine), read_usage,
                               g_memdup2 (&folder->id, sizeof folder->id), g_free, g_free,
                               self->cancellable, on_usage_read_cb, g_object_ref (self));
}

static void
add_sentence (GString *text, char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
  g_free (sentence);
}

/**
 * valise_folder_facts_describe_plan:
 * @plan: what a new setting would do
 * @kind: what the folder contains
 *
 * Returns: (transfer full): the same in sentences
 */
char *
valise_folder_facts_describe_plan (const ValiseFolderPlan *plan, ValiseKind kind)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *fetched = g_format_size ((guint64)plan->whole_bytes);
  g_autofree char *freed = g_format_size ((guint64)plan->cut_bytes);

  if (plan->whole > 0 && plan->whole_bytes > 0)
    add_sentence (
        /* Translators: how many, and how large they are together: “12 MB” */
        text, g_strdup_printf (ngettext ("%'lu item will be fetched: %s.",
                                         "%'lu items will be fetched: %s.", (gulong)plan->whole),
                               (gulong)plan->whole, fetched));
  else if (plan->whole > 0)
    add_sentence (text,
                  g_strdup_printf (ngettext ("%'lu item will be fetched.",
                                             "%'lu items will be fetched.", (gulong)plan->whole),
                                   (gulong)plan->whole));
  if (plan->texts > 0)
    add_sentence (text,
                  g_strdup_printf (ngettext ("Header and text of %'lu message will be fetched.",
                                             "Header and text of %'lu messages will be fetched.",
                                             (gulong)plan->texts),
                                   (gulong)plan->texts));
  if (plan->unlisted > 0)
    add_sentence (text, g_strdup (_ ("What else the server has will be fetched too; how much "
                                     "that is shows when it is asked.")));
  if (plan->cut > 0)
    add_sentence (text, g_strdup_printf (ngettext ("%'lu message will be cut to header and text, "
                                                   "which frees about %s.",
                                                   "%'lu messages will be cut to header and text, "
                                                   "which frees about %s.",
                                                   (gulong)plan->cut),
                                         (gulong)plan->cut, freed));
  return g_strdup (text->len > 0 ? text->str
                                 : _ ("Nothing is to be fetched, and no space is freed."));
}
