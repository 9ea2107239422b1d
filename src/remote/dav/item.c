/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A resource as an item. Its kind is what is in it, whatever the collection says of itself. What
 * cannot be read as iCalendar or vCard is still somebody's: it is kept as it is, under the name of
 * its file. */

#include "remote/dav/item.h"

#include <string.h>

#include "format/content-summary.h"
#include "remote/dav/href.h"

#define TYPICAL_SIZE 2048

/* A revision that is made from the content, for a resource whose server has no entity tag for it;
 * no tag has a quote in it. */
#define MADE "\""

/**
 * valise_dav_ref_new:
 * @path: an item's path
 * @etag: (transfer full) (nullable): its entity tag
 *
 * Returns: (transfer full): what it is asked for by
 */
ValiseDavRef *
valise_dav_ref_new (const char *path, char *etag)
{
  ValiseDavRef *ref = g_new0 (ValiseDavRef, 1);

  ref->path = g_strdup (path);
  ref->etag = etag;
  ref->size = TYPICAL_SIZE;
  return ref;
}

/**
 * valise_dav_ref_free:
 * @ref: (transfer full) (nullable): what an item is asked for by
 */
void
valise_dav_ref_free (ValiseDavRef *ref)
{
  if (ref == NULL)
    return;
  g_free (ref->path);
  g_free (ref->etag);
  g_free (ref);
}

/**
 * valise_dav_item_get_revision:
 * @etag: (nullable): an item's entity tag
 * @bytes: its content
 *
 * Returns: (transfer full): its revision
 */
char *
valise_dav_item_get_revision (const char *etag, GBytes *bytes)
{
  g_autofree char *sum = NULL;

  if (etag != NULL)
    return g_strdup (etag);
  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, bytes);
  return g_strconcat (MADE, sum, NULL);
}

/**
 * valise_dav_item_has_etag:
 * @revision: (nullable): a revision
 *
 * Returns: whether it is an entity tag of the server, so that it can guard a write
 */
gboolean
valise_dav_item_has_etag (const char *revision)
{
  return revision != NULL && !g_str_has_prefix (revision, MADE);
}

/**
 * valise_dav_item_new:
 * @path: an item's path
 * @kind: its kind
 * @collection: (nullable): the path of the collection that it is in; %NULL: it is gone
 *
 * Returns: (transfer full): the item, of which nothing else is told
 */
ValiseRemoteItem *
valise_dav_item_new (const char *path, ValiseKind kind, const char *collection)
{
  g_autofree char *id = valise_href_make_id (path, kind);
  ValiseRemoteItem *item = valise_remote_item_new (id);

  item->gone = collection == NULL;
  if (collection == NULL)
    return item;
  item->folders = g_new0 (char *, 2);
  item->folders[0] = valise_href_make_id (collection, kind);
  return item;
}

/* Which of the three kinds an iCalendar object is (RFC 4791 section 4.1: only one). */
static gboolean
find_kind (const char *text, gsize size, ValiseKind *kind)
{
  const struct
  {
    const char *line;
    ValiseKind kind;
  } known[] = { { "BEGIN:VEVENT", VALISE_KIND_EVENT },
                { "BEGIN:VTODO", VALISE_KIND_TASK },
                { "BEGIN:VJOURNAL", VALISE_KIND_NOTE } };
  const char *end = text + size;

  for (const char *line = text; line != NULL && line < end;)
    {
      const char *next = memchr (line, '\n', (gsize)(end - line));

      for (guint i = 0; i < G_N_ELEMENTS (known); i++)
        if ((gsize)(end - line) >= strlen (known[i].line)
            && g_ascii_strncasecmp (line, known[i].line, strlen (known[i].line)) == 0)
          {
            *kind = known[i].kind;
            return TRUE;
          }
      line = next != NULL ? next + 1 : NULL;
    }
  return FALSE;
}

/* What cannot be read counts as what the collection is for. */
static ValiseKind
kind_of (const ValiseDavCollection *collection, GBytes *bytes)
{
  ValiseKind kind = VALISE_KIND_EVENT;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  if (collection->kinds & (1u << VALISE_KIND_CONTACT))
    return VALISE_KIND_CONTACT;
  while (kind < VALISE_KIND_NOTE && !(collection->kinds & (1u << kind)))
    kind++;
  find_kind (text, size, &kind);
  return kind;
}

/**
 * valise_dav_item_get_bytes:
 * @dav: a client
 * @response: (nullable): what the server says of an item
 *
 * Returns: (transfer full) (nullable): its content
 */
GBytes *
valise_dav_item_get_bytes (ValiseDav *dav, const ValiseDavResponse *response)
{
  const char *text = valise_dav_response_get_text (response, dav->protocol->ns,
                                                   dav->protocol->data);
  const char *begin = text;

  /* Cyrus and others begin the text on a line of its own. */
  while (begin != NULL && g_ascii_isspace (*begin))
    begin++;
  return begin != NULL && *begin != '\0' ? g_bytes_new (begin, strlen (begin)) : NULL;
}

/**
 * valise_dav_item_is_gone:
 * @response: (nullable): what the server says of an item
 *
 * Returns: whether it says that there is none
 */
gboolean
valise_dav_item_is_gone (const ValiseDavResponse *response)
{
  return response != NULL && (response->status == 404 || response->status == 410);
}

static void
summarize (ValiseRemoteItem *item, ValiseKind kind, const char *path, GBytes *bytes)
{
  item->has_summary = TRUE;
  if (valise_content_summarize (kind, bytes, &item->summary, NULL))
    return;
  valise_summary_clear (&item->summary);
  item->summary.title = valise_href_get_title (path);
  item->summary.size = (gint64)g_bytes_get_size (bytes);
}

/**
 * valise_dav_item_read:
 * @dav: a client
 * @collection: where the item is
 * @response: what the server says of it
 * @kind: (out): its kind
 *
 * Returns: (transfer full) (nullable): the item with its content; %NULL where there is none
 */
ValiseRemoteItem *
valise_dav_item_read (ValiseDav *dav,
                      const ValiseDavCollection *collection,
                      const ValiseDavResponse *response,
                      ValiseKind *kind)
{
  g_autoptr (GBytes) bytes = valise_dav_item_get_bytes (dav, response);
  g_autofree char *etag = valise_dav_response_get_etag (response);
  ValiseRemoteItem *item;

  if (bytes == NULL)
    return NULL;
  *kind = kind_of (collection, bytes);
  item = valise_dav_item_new (response->path, *kind, collection->path);
  item->revision = valise_dav_item_get_revision (etag, bytes);
  summarize (item, *kind, response->path, bytes);
  item->content = valise_content_new_whole (*kind, bytes);
  return item;
}
