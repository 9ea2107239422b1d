/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Server-sent events as far as JMAP uses them (RFC 8620 section 7.3): the data of each event.
 * Names, ids and retry hints are not needed: what an event is, its data says, and some servers wrap
 * it. */

#include "remote/jmap/event-stream.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"

#define CHUNK 4096
#define MAX_EVENT (256 * 1024)

struct _ValiseEventStream
{
  GInputStream *stream;
  GString *buffer; /* what was read and not looked at yet */
};

/**
 * valise_event_stream_new:
 * @stream: (transfer none): where the events come from
 *
 * Returns: (transfer full): the events of @stream
 */
ValiseEventStream *
valise_event_stream_new (GInputStream *stream)
{
  ValiseEventStream *self = g_new0 (ValiseEventStream, 1);

  self->stream = g_object_ref (stream);
  self->buffer = g_string_new (NULL);
  return self;
}

/**
 * valise_event_stream_free:
 * @self: (transfer full) (nullable): an event stream
 */
void
valise_event_stream_free (ValiseEventStream *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->stream);
  g_string_free (self->buffer, TRUE);
  g_free (self);
}

/* Takes one whole line out of the buffer. Returns: (nullable): NULL when there is none yet */
static char *
take_line (ValiseEventStream *self)
{
  char *end = memchr (self->buffer->str, '\n', self->buffer->len);
  gsize length;
  char *line;

  if (end == NULL)
    return NULL;
  length = (gsize)(end - self->buffer->str);
  line = g_strndup (self->buffer->str, length);
  g_string_erase (self->buffer, 0, (gssize)length + 1);
  if (g_str_has_suffix (line, "\r"))
    line[strlen (line) - 1] = '\0';
  return line;
}

static gboolean
read_more (ValiseEventStream *self, GCancellable *cancellable, GError **error)
{
  char chunk[CHUNK];
  gssize count = g_input_stream_read (self->stream, chunk, sizeof chunk, cancellable, error);

  if (count == 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "end of the stream");
  if (count <= 0)
    return FALSE;
  g_string_append_len (self->buffer, chunk, count);
  return TRUE;
}

/**
 * valise_event_stream_next:
 * @self: an event stream
 * @data: (out) (nullable): the event's data; %NULL for a sign of life that says nothing
 * @cancellable: (nullable): cancels it
 * @error: where the error of the stream goes; %G_IO_ERROR_CONNECTION_CLOSED at its end
 *
 * Waits for the next event, or comment.
 *
 * Returns: whether there was one
 */
gboolean
valise_event_stream_next (ValiseEventStream *self,
                          char **data,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GString) event = g_string_new (NULL);

  *data = NULL;
  while (event->len + self->buffer->len < MAX_EVENT)
    {
      g_autofree char *line = take_line (self);

      if (line == NULL && !read_more (self, cancellable, error))
        return FALSE;
      if (line == NULL)
        continue;
      if (g_str_has_prefix (line, "data:"))
        g_string_append_printf (event, "%s\n", line + 5);
      if (*line == '\0' || *line == ':')
        {
          *data = event->len > 0 ? g_strdup (event->str) : NULL;
          return TRUE;
        }
    }
  return valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                      _ ("The server's push makes no sense."));
}
