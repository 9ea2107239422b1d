/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures for contacts. They come from anywhere, so nothing is decoded that says it is larger than
 * any camera makes, and what goes into a contact is small and of the one format that all know. */

#include "picture-file.h"

#include <glib/gi18n.h>

#include "model/error.h"

#define FILE_MAX (32 * 1024 * 1024) /* bytes */
#define PIXELS_MAX (100 * 1000 * 1000)
#define CONTACT_SIZE 512 /* pixels, of the longer side */
#define QUALITY "85"

typedef struct
{
  int size;
  gboolean too_large;
} Limit;

static gboolean
fail_too_large (GError **error)
{
  return valise_fail (error, VALISE_ERROR_TOO_LARGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                      _ ("This picture is too large. Choose a smaller one."));
}

/* Before anything is decoded. A size of 0 makes the loader give up. */
static void
on_size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  Limit *limit = data;
  double scale = (double)limit->size / MAX (MAX (width, height), 1);

  if ((gint64)width * height > PIXELS_MAX)
    {
      limit->too_large = TRUE;
      gdk_pixbuf_loader_set_size (loader, 0, 0);
    }
  else if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX ((int)(width * scale), 1),
                                MAX ((int)(height * scale), 1));
}

/**
 * valise_picture_decode:
 * @bytes: a file with a picture
 * @size: how many pixels its longer side may have; one that is smaller stays so
 * @error: %VALISE_ERROR_TOO_LARGE, or %VALISE_ERROR_INVALID where it is no picture, in words
 *
 * Returns: (transfer full) (nullable): the picture, the right way up
 */
GdkPixbuf *
valise_picture_decode (GBytes *bytes, int size, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  Limit limit = { size, FALSE };
  GdkPixbuf *pixbuf;
  gboolean whole;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared_cb), &limit);
  whole = gdk_pixbuf_loader_write_bytes (loader, bytes, NULL);
  whole = gdk_pixbuf_loader_close (loader, NULL) && whole;
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (limit.too_large)
    fail_too_large (error);
  else if (!whole || pixbuf == NULL)
    valise_fail (error, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                 _ ("This is not a picture that can be read. Choose a JPEG or PNG file."));
  else
    return gdk_pixbuf_apply_embedded_orientation (pixbuf);
  return NULL;
}

/* JPEG has no transparency. */
static GdkPixbuf *
put_on_white (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);

  return gdk_pixbuf_composite_color_simple (pixbuf, width, height, GDK_INTERP_NEAREST, 255, 16,
                                            0xffffff, 0xffffff);
}

static GBytes *
make_small (GBytes *bytes, GError **error)
{
  g_autoptr (GdkPixbuf) pixbuf = valise_picture_decode (bytes, CONTACT_SIZE, error);
  g_autoptr (GdkPixbuf) flat = NULL;
  char *data;
  gsize size;

  if (pixbuf == NULL)
    return NULL;
  flat = put_on_white (pixbuf);
  if (!gdk_pixbuf_save_to_buffer (flat, &data, &size, "jpeg", error, "quality", QUALITY, NULL))
    return NULL;
  return g_bytes_new_take (data, size);
}

/* Returns: (transfer full) (nullable): the whole file */
static GBytes *
read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) in = g_file_read (file, cancellable, error);
  g_autofree char *data = in != NULL ? g_malloc (FILE_MAX) : NULL;
  gsize size;

  if (in == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (in), data, FILE_MAX, &size, cancellable, error))
    return NULL;
  if (size == FILE_MAX)
    {
      fail_too_large (error);
      return NULL;
    }
  return g_bytes_new (data, size);
}

static void
load (GTask *task, gpointer file, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GBytes) bytes = read_file (file, cancellable, &error);
  GBytes *small = bytes != NULL ? make_small (bytes, &error) : NULL;

  if (small != NULL)
    g_task_return_pointer (task, small, (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/**
 * valise_picture_load_async:
 * @file: what the user chose
 * @cancellable: (nullable): ends it
 * @callback: called in the thread that calls this
 * @data: for @callback
 *
 * Makes a picture for a contact of a file, in another thread.
 */
void
valise_picture_load_async (GFile *file,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, data);

  g_task_set_source_tag (task, valise_picture_load_async);
  g_task_run_in_thread (task, load);
}

/**
 * valise_picture_load_finish:
 * @result: what the callback got
 * @error: says in words why it is no picture for a contact
 *
 * Returns: (transfer full) (nullable): a JPEG file of at most 512 pixels a side
 */
GBytes *
valise_picture_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
