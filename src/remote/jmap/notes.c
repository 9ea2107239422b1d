/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notes on a JMAP server: messages of Apple's type in the mailbox "Notes" (format/note-mail.c).
 *
 * To the caller the mailbox is a folder of notes, and each message in it is a note, a VJOURNAL:
 * also one of another type, which somebody filed there and which is shown by its subject and text.
 * It becomes a note of Apple's type only when it is edited.
 *
 * This is a layer over the verbs for mail. Ids of the folder and of what is in it have a prefix, so
 * that a message which is in "Notes" and in another mailbox is a note and a message, each with a
 * life of its own; and when a mailbox becomes one of notes, or is one no more, that is another
 * folder. Which mailbox it is, is known from the last tree; notes-push.c has the way back. */

#include "remote/jmap/notes.h"

#include "format/content-summary.h"
#include "format/note-mail.h"
#include "net/json.h"
#include "remote/jmap/request.h"

#define MAILBOX "Notes"
#define UID_PROPERTY "header:" VALISE_NOTE_UID_FIELD ":asText"

/**
 * valise_notes_id:
 * @id: an id as the server gave it
 *
 * Returns: (transfer full): the id of that folder or message as one of notes
 */
char *
valise_notes_id (const char *id)
{
  return g_strconcat (VALISE_NOTES_PREFIX, id, NULL);
}

/**
 * valise_notes_bare_id:
 * @id: (nullable): an id that the caller knows
 *
 * Returns: (nullable): the id as the server gave it, where it is one of notes; else %NULL
 */
const char *
valise_notes_bare_id (const char *id)
{
  return id != NULL && g_str_has_prefix (id, VALISE_NOTES_PREFIX)
             ? id + strlen (VALISE_NOTES_PREFIX)
             : NULL;
}

/**
 * valise_notes_folders:
 * @jmap: an opened client
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb folders in remote.h.
 *
 * Returns: (transfer full) (nullable) (element-type ValiseRemoteFolder): the folders
 */
GPtrArray *
valise_notes_folders (ValiseJmap *jmap, GCancellable *cancellable, GError **error)
{
  GPtrArray *folders = valise_jmap_folders (jmap, cancellable, error);

  if (folders == NULL)
    return NULL;
  g_clear_pointer (&jmap->notes, g_free);
  jmap->tree_known = TRUE;
  for (guint i = 0; i < folders->len && jmap->notes == NULL; i++)
    {
      ValiseRemoteFolder *folder = folders->pdata[i];

      if (folder->parent_id != NULL || folder->role != VALISE_ROLE_NONE
          || g_ascii_strcasecmp (folder->name, MAILBOX) != 0)
        continue;
      jmap->notes = folder->id;
      folder->id = valise_notes_id (jmap->notes);
      folder->kind = VALISE_KIND_NOTE;
    }
  /* What is below it is mail, and stays below it. */
  for (guint i = 0; jmap->notes != NULL && i < folders->len; i++)
    {
      ValiseRemoteFolder *folder = folders->pdata[i];

      if (g_strcmp0 (folder->parent_id, jmap->notes) != 0)
        continue;
      g_free (folder->parent_id);
      folder->parent_id = valise_notes_id (jmap->notes);
    }
  return folders;
}

static ValiseRemoteItem *
gone_item (char *id)
{
  ValiseRemoteItem *item = valise_remote_item_new (id);

  g_free (id);
  item->gone = TRUE;
  return item;
}

/* Takes the mailbox of notes from the folders of @mail. Returns: whether it was there */
static gboolean
leave_notes (ValiseJmap *jmap, ValiseRemoteItem *mail)
{
  g_autoptr (GStrvBuilder) others = NULL;

  if (mail->gone || !g_strv_contains ((const char *const *)mail->folders, jmap->notes))
    return FALSE;
  others = g_strv_builder_new ();
  for (guint i = 0; mail->folders[i] != NULL; i++)
    if (!g_str_equal (mail->folders[i], jmap->notes))
      g_strv_builder_add (others, mail->folders[i]);
  g_strfreev (mail->folders);
  mail->folders = g_strv_builder_end (others);
  if (mail->folders[0] == NULL)
    {
      g_clear_pointer (&mail->folders, g_strfreev);
      mail->gone = TRUE;
    }
  return TRUE;
}

/* Cuts an item of the server in two: what stays in @mail is the message, what is returned the note.
 * One of both is gone, or both are there. */
static ValiseRemoteItem *
take_note (ValiseJmap *jmap, ValiseRemoteItem *mail)
{
  ValiseRemoteItem *note;

  if (!leave_notes (jmap, mail))
    return gone_item (valise_notes_id (mail->id));
  note = valise_remote_item_copy (mail);
  g_free (note->id);
  note->id = valise_notes_id (mail->id);
  note->gone = FALSE;
  g_strfreev (note->folders);
  note->folders = g_new0 (char *, 2);
  note->folders[0] = valise_notes_id (jmap->notes);
  g_free (note->flags);
  note->flags = g_strdup ("");
  g_clear_pointer (&note->summary.from, g_free); /* notes are one's own */
  g_clear_pointer (&note->summary.people, g_free);
  g_clear_pointer (&note->content, valise_content_unref); /* a part of the message is no note */
  return note;
}

static void
take_uids (JsonObject *args, GPtrArray *notes)
{
  g_autoptr (GHashTable) uids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *list = valise_json_array (args, "list");

  for (guint i = 0; i < valise_json_length (list); i++)
    {
      JsonObject *email = valise_json_object_at (list, i);
      const char *id = valise_json_string (email, "id");
      const char *uid = valise_json_string (email, UID_PROPERTY);

      if (id != NULL && uid != NULL)
        g_hash_table_insert (uids, valise_notes_id (id), (char *)uid);
    }
  for (guint i = 0; i < notes->len; i++)
    {
      ValiseRemoteItem *note = notes->pdata[i];
      g_autofree char *uid = g_strdup (g_hash_table_lookup (uids, note->id));

      if (uid == NULL || *g_strstrip (uid) == '\0')
        continue;
      g_free (note->summary.uid);
      note->summary.uid = g_steal_pointer (&uid);
    }
}

/* Asks for the UIDs of the notes among @items that are told with a summary: a field that servers do
 * not have at hand, so it is not asked for with each message. */
static gboolean
add_uids (ValiseJmap *jmap, GPtrArray *items, GCancellable *cancellable, GError **error)
{
  const char *const properties[] = { "id", UID_PROPERTY, NULL };
  guint next = 0;

  while (next < items->len)
    {
      g_autoptr (ValiseJmapBatch) batch = valise_jmap_batch_new (jmap);
      g_autoptr (ValiseJmapAnswer) answer = NULL;
      JsonObject *args = valise_jmap_batch_add (batch, "Email/get");
      JsonArray *ids = json_array_new ();

      for (; next < items->len && json_array_get_length (ids) < jmap->session->max_objects_get;
           next++)
        {
          const ValiseRemoteItem *note = items->pdata[next];
          const char *id = valise_notes_bare_id (note->id);

          if (id != NULL && !note->gone && note->has_summary)
            json_array_add_string_element (ids, id);
        }
      json_object_set_array_member (args, "ids", ids);
      json_object_set_array_member (args, "properties", valise_jmap_names (properties));
      if (json_array_get_length (ids) == 0)
        return TRUE;
      answer = valise_jmap_batch_send (batch, cancellable, error);
      args = answer != NULL ? valise_jmap_answer_get (answer, 0, "Email/get", error) : NULL;
      if (args == NULL)
        return FALSE;
      take_uids (args, items);
    }
  return TRUE;
}

/**
 * valise_notes_changes:
 * @jmap: an opened client
 * @token: (nullable): up to where everything is known
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb changes in remote.h. Of each message that changed it is told whether it is a note, a
 * message, or both, because it may have been something else before.
 *
 * Returns: (transfer full) (nullable): a page of changes
 */
ValiseRemoteChanges *
valise_notes_changes (ValiseJmap *jmap,
                      const char *token,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (ValiseRemoteChanges) changes = valise_jmap_changes (jmap, token, cancellable, error);
  guint n_mails;

  if (changes == NULL)
    return NULL;
  changes->folders_changed |= !jmap->tree_known;
  n_mails = jmap->notes != NULL ? changes->items->len : 0;
  for (guint i = 0; i < n_mails; i++)
    g_ptr_array_add (changes->items, take_note (jmap, changes->items->pdata[i]));
  if (!add_uids (jmap, changes->items, cancellable, error))
    return NULL;
  return g_steal_pointer (&changes);
}

/* A listing on its way to the caller. */
typedef struct
{
  ValiseJmap *jmap;
  gboolean notes; /* it is the folder of notes that is listed */
  ValiseKnownFunc known;
  ValiseListFunc page;
  gpointer data;
  GCancellable *cancellable;
} Listing;

static gboolean
is_known_note (const char *id, const char *revision, gpointer data)
{
  const Listing *listing = data;
  g_autofree char *note = valise_notes_id (id);

  return listing->known != NULL && listing->known (note, revision, listing->data);
}

static gboolean
is_known_mail (const char *id, const char *revision, gpointer data)
{
  const Listing *listing = data;

  return listing->known != NULL && listing->known (id, revision, listing->data);
}

static gboolean
take_page (GPtrArray *items, guint done, guint total, gpointer data, GError **error)
{
  const Listing *listing = data;
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_remote_item_free);

  for (guint i = 0; i < items->len; i++)
    if (listing->notes)
      g_ptr_array_add (told, take_note (listing->jmap, items->pdata[i]));
    else
      leave_notes (listing->jmap, items->pdata[i]);
  return add_uids (listing->jmap, told, listing->cancellable, error)
         && listing->page (listing->notes ? told : items, done, total, listing->data, error);
}

/**
 * valise_notes_list:
 * @jmap: an opened client
 * @folder: the folder's id
 * @depth: %VALISE_DEPTH_TEXT brings that content along
 * @known: whether an item is known
 * @page: gets the items
 * @data: for @known and @page
 * @cancellable: (nullable): cancels it
 * @error: where the error goes
 *
 * See the verb list in remote.h.
 *
 * Returns: whether the listing was whole
 */
gboolean
valise_notes_list (ValiseJmap *jmap,
                   const char *folder,
                   ValiseDepth depth,
                   ValiseKnownFunc known,
                   ValiseListFunc page,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  const char *mailbox = valise_notes_bare_id (folder);
  Listing listing = { jmap, mailbox != NULL, known, page, data, cancellable };

  if (jmap->notes == NULL)
    return valise_jmap_list (jmap, mailbox != NULL ? mailbox : folder, depth, known, page, data,
                             cancellable, error);
  if (mailbox == NULL)
    return valise_jmap_list (jmap, folder, depth, is_known_mail, take_page, &listing, cancellable,
                             error);
  return valise_jmap_list (jmap, mailbox, VALISE_DEPTH_NONE, is_known_note, take_page, &listing,
                           cancellable, error);
}

static ValiseContent *
content_of (ValiseContent *message)
{
  g_autoptr (GBytes) journal = valise_note_from_mail (message->bytes);

  return valise_content_new_whole (VALISE_KIND_NOTE, journal);
}

/* Contents on their way to the caller. */
typedef struct
{
  GPtrArray *fetches; /* (element-type ValiseFetch): the caller's */
  ValiseFetchFunc sink;
  gpointer data;
} Fetching;

static gboolean
take_content (const ValiseFetch *fetch,
              ValiseContent *content,
              const char *revision,
              const GError *failure,
              gpointer data,
              GError **error)
{
  const Fetching *fetching = data;
  const ValiseFetch *wanted = fetching->fetches->pdata[fetch->item];
  g_autoptr (ValiseContent) note = NULL;

  if (content != NULL && valise_notes_bare_id (wanted->id) != NULL)
    note = content_of (content);
  return fetching->sink (wanted, note != NULL ? note : content, revision, failure, fetching->data,
                         error);
}

/**
 * valise_notes_fetch:
 * @jmap: an opened client
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
valise_notes_fetch (ValiseJmap *jmap,
                    GPtrArray *fetches,
                    ValiseFetchFunc sink,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GPtrArray) inner = g_ptr_array_new_with_free_func (g_free);
  Fetching fetching = { fetches, sink, data };

  for (guint i = 0; i < fetches->len; i++)
    {
      ValiseFetch *fetch = g_memdup2 (fetches->pdata[i], sizeof *fetch);
      const char *id = valise_notes_bare_id (fetch->id);

      fetch->item = i;
      if (id != NULL)
        {
          fetch->id = id;
          fetch->depth = VALISE_DEPTH_FULL;
        }
      g_ptr_array_add (inner, fetch);
    }
  return valise_jmap_fetch (jmap, inner, take_content, &fetching, cancellable, error);
}
