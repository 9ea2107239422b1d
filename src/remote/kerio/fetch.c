/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Contents of many items. The structures come in batches; what a message has attached comes one by
 * one. Mails whose structures a listing brought a moment ago are not asked for again. */

#include "remote/kerio/verbs.h"

#include <glib/gi18n-lib.h>

#include "net/json.h"
#include "remote/kerio/read.h"

#define BATCH 100

/* One call of the verb. */
typedef struct
{
  ValiseKerio *kerio;
  ValiseFetchFunc sink;
  gpointer sink_data;
  GCancellable *cancellable;
} Fetching;

static gboolean
deliver (Fetching *self,
         const ValiseFetch *fetch,
         ValiseKerioReader *reader,
         ValiseKind kind,
         JsonObject *object,
         GError **error)
{
  ValiseDepth depth = kind == VALISE_KIND_MAIL ? fetch->depth : VALISE_DEPTH_FULL;
  g_autofree char *revision = object != NULL ? valise_kerio_revision (kind, object) : NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (ValiseContent) content = NULL;

  if (object != NULL)
    content = valise_kerio_reader_content (reader, object, NULL, depth, &failure);
  else
    failure = valise_error_new (VALISE_ERROR_GONE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                                _ ("The item does not exist on the server any more."));
  if (content == NULL
      && (failure->domain != VALISE_ERROR || valise_error_scope (failure) != VALISE_SCOPE_ITEM))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return self->sink (fetch, content, content != NULL ? revision : NULL, failure, self->sink_data,
                     error);
}

/* Finds the structures of what is wanted. */
static gboolean
find_objects (Fetching *self,
              ValiseKind kind,
              GPtrArray *fetches,
              guint start,
              guint end,
              GHashTable *found,
              GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = start; i < end; i++)
    {
      const char *id = valise_kerio_id_read (((ValiseFetch *)fetches->pdata[i])->id, NULL);
      JsonObject *recent = g_hash_table_lookup (self->kerio->recent, id);

      if (recent != NULL)
        {
          g_hash_table_replace (found, g_strdup (id), json_object_ref (recent));
          g_hash_table_remove (self->kerio->recent, id);
        }
      else
        g_ptr_array_add (ids, (char *)id);
    }
  return valise_kerio_get_by_id (self->kerio, kind, ids, found, self->cancellable, error);
}

/* Fetches what is of one kind. */
static gboolean
fetch_batch (
    Fetching *self, ValiseKind kind, GPtrArray *fetches, guint start, guint end, GError **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify)json_object_unref);
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  g_autoptr (ValiseKerioReader) reader = NULL;
  GHashTableIter iter;
  gpointer object;

  if (!find_objects (self, kind, fetches, start, end, found, error))
    return FALSE;
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, NULL, &object))
    g_ptr_array_add (objects, object);
  reader = valise_kerio_reader_new (self->kerio, kind, objects, self->cancellable, error);
  if (reader == NULL)
    return FALSE;
  for (guint i = start; i < end; i++)
    {
      const ValiseFetch *fetch = fetches->pdata[i];

      if (!deliver (self, fetch, reader, kind,
                    g_hash_table_lookup (found, valise_kerio_id_read (fetch->id, NULL)), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
refuse (Fetching *self, const ValiseFetch *fetch, GError **error)
{
  g_autoptr (GError) failure = valise_error_new (
      VALISE_ERROR_GONE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
      _ ("The item does not exist on the server any more."));

  return self->sink (fetch, NULL, NULL, failure, self->sink_data, error);
}

/**
 * valise_kerio_fetch:
 * @kerio: a client
 * @fetches: (element-type ValiseFetch): what is wanted
 * @sink: gets the contents
 * @data: for @sink
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb fetch in remote.h.
 *
 * Returns: whether there was a callback for each
 */
gboolean
valise_kerio_fetch (ValiseKerio *kerio,
                    GPtrArray *fetches,
                    ValiseFetchFunc sink,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  Fetching self = { kerio, sink, data, cancellable };
  guint start = 0;

  while (start < fetches->len)
    {
      const ValiseFetch *first = fetches->pdata[start];
      ValiseKind kind = VALISE_KIND_MAIL;
      guint end = start + 1;

      if (valise_kerio_id_read (first->id, &kind) == NULL)
        {
          if (!refuse (&self, first, error))
            return FALSE;
          start = end;
          continue;
        }
      while (end < fetches->len && end - start < BATCH
             && *((const ValiseFetch *)fetches->pdata[end])->id == *first->id)
        end++;
      if (!fetch_batch (&self, kind, fetches, start, end, error))
        return FALSE;
      start = end;
    }
  return TRUE;
}
