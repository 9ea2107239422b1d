/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The people are looked for on a thread, and what comes late is thrown away: GtkEntryCompletion
 * only shows what it is given. */

#include "address-entry.h"

#include <string.h>

#include "completion.h"
#include "format/mail-address.h"
#include "store-task.h"
#include "store/people.h"
#include "throttle.h"

#define INTERVAL_MS 120
#define MIN_CHARACTERS 2
#define MAX_PEOPLE 8

struct _ValiseAddressEntry
{
  GtkEntry parent_instance;

  ValiseEngine *engine;
  ValiseThrottle *look;
  GCancellable *cancellable; /* (nullable): of the look that is under way */
  GtkListStore *people;
  gboolean own_change; /* the text is being set here */
};

G_DEFINE_TYPE (ValiseAddressEntry, valise_address_entry, GTK_TYPE_ENTRY)

/* Returns: (transfer full): what is typed of the member at the cursor; @start: its first byte */
static char *
get_typed (ValiseAddressEntry *self, gsize *start)
{
  const char *text = gtk_entry_get_text (GTK_ENTRY (self));
  int cursor = gtk_editable_get_position (GTK_EDITABLE (self));
  g_autofree char *before = g_strndup (text, g_utf8_offset_to_pointer (text, cursor) - text);

  *start = valise_mail_addresses_last (before);
  return g_strdup (before + *start);
}

static void
show (ValiseAddressEntry *self, GPtrArray *people)
{
  gtk_list_store_clear (self->people);
  for (guint i = 0; i < people->len; i++)
    gtk_list_store_insert_with_values (self->people, NULL, -1, 0, people->pdata[i], -1);
  if (people->len == 0)
    return;
  /* Has the completion look again. */
  self->own_change = TRUE;
  g_signal_emit_by_name (self, "changed");
  self->own_change = FALSE;
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseAddressEntry) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = valise_store_task_run_finish (result, &error);

  if (people != NULL)
    show (self, people);
  else if (!valise_error_is_cancelled (error))
    g_debug ("Nobody to offer: %s", error->message);
}

static gpointer
find (ValiseStore *store, gpointer data, GError **error)
{
  return valise_people_find (store, data, MAX_PEOPLE, error);
}

static void
look (gpointer data)
{
  ValiseAddressEntry *self = data;
  gsize start;
  g_autofree char *typed = get_typed (self, &start);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->engine == NULL || !gtk_widget_has_focus (GTK_WIDGET (self))
      || g_utf8_strlen (typed, -1) < MIN_CHARACTERS)
    {
      gtk_list_store_clear (self->people);
      return;
    }
  self->cancellable = g_cancellable_new ();
  valise_store_task_run_async (valise_engine_get_data_dir (self->engine), find,
                               g_steal_pointer (&typed), g_free, (GDestroyNotify)g_ptr_array_unref,
                               self->cancellable, on_found_cb, g_object_ref (self));
}

static void
on_changed_cb (ValiseAddressEntry *self)
{
  if (!self->own_change)
    valise_throttle_poke (self->look);
}

static gboolean
on_match_selected_cb (GtkEntryCompletion *completion,
                      GtkTreeModel *model,
                      GtkTreeIter *iter,
                      ValiseAddressEntry *self)
{
  const char *text = gtk_entry_get_text (GTK_ENTRY (self));
  gsize start;
  g_autofree char *typed = get_typed (self, &start);
  const char *rest = text + start + strlen (typed);
  g_autofree char *person = NULL;
  g_autofree char *before = NULL;
  g_autofree char *whole = NULL;

  gtk_tree_model_get (model, iter, 0, &person, -1);
  before = g_strdup_printf ("%.*s%s, ", (int)start, text, person);
  whole = g_strconcat (before, rest + strspn (rest, ", "), NULL);
  gtk_list_store_clear (self->people);
  gtk_entry_set_text (GTK_ENTRY (self), whole);
  gtk_editable_set_position (GTK_EDITABLE (self), (int)g_utf8_strlen (before, -1));
  return TRUE;
}

static gboolean
match_all (GtkEntryCompletion *completion, const char *key, GtkTreeIter *iter, gpointer data)
{
  return TRUE;
}

static void
valise_address_entry_dispose (GObject *object)
{
  ValiseAddressEntry *self = VALISE_ADDRESS_ENTRY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->look, valise_throttle_free);
  g_clear_object (&self->people);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_address_entry_parent_class)->dispose (object);
}

static void
valise_address_entry_class_init (ValiseAddressEntryClass *class)
{
  G_OBJECT_CLASS (class)->dispose = valise_address_entry_dispose;
}

static void
valise_address_entry_init (ValiseAddressEntry *self)
{
  g_autoptr (GtkEntryCompletion) completion = gtk_entry_completion_new ();

  self->look = valise_throttle_new (INTERVAL_MS, look, self);
  self->people = gtk_list_store_new (1, G_TYPE_STRING);
  gtk_entry_completion_set_model (completion, GTK_TREE_MODEL (self->people));
  gtk_entry_completion_set_text_column (completion, 0);
  gtk_entry_completion_set_match_func (completion, match_all, NULL, NULL);
  gtk_entry_completion_set_popup_single_match (completion, TRUE);
  g_signal_connect_object (completion, "match-selected", G_CALLBACK (on_match_selected_cb), self,
                           0);
  valise_completion_attach (GTK_ENTRY (self), completion);
  g_signal_connect (self, "changed", G_CALLBACK (on_changed_cb), NULL);
}

/**
 * valise_address_entry_set_engine:
 * @self: an entry
 * @engine: where people come from
 */
void
valise_address_entry_set_engine (ValiseAddressEntry *self, ValiseEngine *engine)
{
  self->engine = g_object_ref (engine);
}
