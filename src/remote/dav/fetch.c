/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Contents of known items, collection by collection, in batches. */

#include "remote/dav/verbs.h"

#include <glib/gi18n-lib.h>

#include "remote/dav/href.h"
#include "remote/dav/multiget.h"

typedef struct
{
  ValiseDav *dav;
  ValiseFetchFunc sink;
  gpointer data;
} Fetching;

/* The wants of one collection, in their order. */
typedef struct
{
  char *path;
  GPtrArray *fetches; /* (element-type ValiseFetch) */
  GPtrArray *refs;    /* (element-type ValiseDavRef): the same */
} Group;

static void
group_free (Group *group)
{
  g_free (group->path);
  g_ptr_array_unref (group->fetches);
  g_ptr_array_unref (group->refs);
  g_free (group);
}

static Group *
find_group (GPtrArray *groups, const char *path)
{
  Group *group;

  for (guint i = 0; i < groups->len; i++)
    if (g_str_equal (((Group *)groups->pdata[i])->path, path))
      return groups->pdata[i];
  group = g_new0 (Group, 1);
  group->path = g_strdup (path);
  group->fetches = g_ptr_array_new ();
  group->refs = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_dav_ref_free);
  g_ptr_array_add (groups, group);
  return group;
}

/* Tells what the server says of one item. */
static gboolean
tell (Fetching *self, const ValiseFetch *fetch, const ValiseDavResponse *response, GError **error)
{
  g_autoptr (GBytes) bytes = valise_dav_item_get_bytes (self->dav, response);
  g_autofree char *etag = valise_dav_response_get_etag (response);
  g_autofree char *revision = NULL;
  g_autoptr (ValiseContent) content = NULL;
  g_autoptr (GError) failure = NULL;

  if (bytes != NULL)
    {
      revision = valise_dav_item_get_revision (etag, bytes);
      content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
    }
  else if (valise_dav_item_is_gone (response))
    valise_fail (&failure, VALISE_ERROR_GONE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                 _ ("The item does not exist on the server any more."));
  else
    valise_fail (&failure, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                 _ ("The server does not give this item."));
  return self->sink (fetch, content, revision, failure, self->data, error);
}

static gboolean
fetch_group (Fetching *self, Group *group, GCancellable *cancellable, GError **error)
{
  ValiseDavMultiget wanted = { .dav = self->dav, .collection = group->path, .refs = group->refs };

  while (wanted.next < group->refs->len)
    {
      g_autoptr (ValiseDavBatch) batch = valise_dav_multiget_next (&wanted, cancellable, error);
      g_autoptr (ValiseMultistatus) answer = batch != NULL
                                                 ? valise_dav_batch_read (batch, self->dav, error)
                                                 : NULL;

      if (answer == NULL)
        return FALSE;
      for (guint i = batch->start; i < batch->start + batch->count; i++)
        {
          const ValiseDavRef *ref = group->refs->pdata[i];

          if (!tell (self, group->fetches->pdata[i], valise_multistatus_find (answer, ref->path),
                     error))
            return FALSE;
        }
    }
  return TRUE;
}

/**
 * valise_dav_fetch:
 * @dav: an opened client
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
valise_dav_fetch (ValiseDav *dav,
                  GPtrArray *fetches,
                  ValiseFetchFunc sink,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  Fetching fetching = { dav, sink, data };
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify)group_free);

  for (guint i = 0; i < fetches->len; i++)
    {
      const ValiseFetch *fetch = fetches->pdata[i];
      g_autofree char *path = valise_href_split_id (fetch->id, NULL);
      g_autofree char *parent = valise_href_parent (path);
      Group *group = find_group (groups, parent);
      ValiseDavRef *ref = valise_dav_ref_new (path, g_strdup (fetch->revision));

      if (fetch->size > 0)
        ref->size = fetch->size;
      g_ptr_array_add (group->fetches, (gpointer)fetch);
      g_ptr_array_add (group->refs, ref);
    }
  for (guint i = 0; i < groups->len; i++)
    if (!fetch_group (&fetching, groups->pdata[i], cancellable, error))
      return FALSE;
  return TRUE;
}
