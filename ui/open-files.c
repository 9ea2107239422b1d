/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What other programs hand over: a mailto: link becomes a new message; a file with a message,
 * events, tasks, notes or contacts is put into a folder, which is asked for. */

#include "open-files.h"

#include <glib/gi18n.h>

#include "composer.h"
#include "format/calendar-view.h"
#include "format/content-split.h"
#include "format/mailto.h"
#include "main-window.h"
#include "move-dialog.h"

/* A file that waits for its folder. */
typedef struct
{
  GtkWindow *window; /* which owns this */
  ValiseEngine *engine;
  ValiseKind kind;
  GBytes *bytes;
} Import;

static void
import_free (Import *self)
{
  g_object_unref (self->engine);
  g_bytes_unref (self->bytes);
  g_free (self);
}

static void
tell (GtkWindow *window, const GError *error)
{
  valise_main_window_tell (VALISE_MAIN_WINDOW (window), GTK_MESSAGE_ERROR, error->message);
}

static void
on_folder_chosen (gint64 folder_id, gpointer data)
{
  Import *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) contents = valise_content_split (self->kind, self->bytes, &error);

  if (contents == NULL)
    {
      tell (self->window, error);
      return;
    }
  for (guint i = 0; i < contents->len; i++)
    {
      g_autoptr (ValiseContent) content = valise_content_new (VALISE_DEPTH_FULL, contents->pdata[i],
                                                              NULL);

      /* A failure is told by edit-failed. */
      valise_engine_edit_add_async (self->engine, folder_id, content, NULL, NULL);
    }
}

/* By what is in it: the names of files are chosen by others. */
static ValiseKind
kind_of (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *start = g_utf8_make_valid (data, (gssize)MIN (size, 64));
  const char *text = g_str_has_prefix (start, "\xef\xbb\xbf") ? start + 3 : start;
  g_autoptr (ValiseCalendarView) view = NULL;

  while (g_ascii_isspace (*text))
    text++;
  if (g_ascii_strncasecmp (text, "BEGIN:VCARD", 11) == 0)
    return VALISE_KIND_CONTACT;
  if (g_ascii_strncasecmp (text, "BEGIN:VCALENDAR", 15) != 0)
    return VALISE_KIND_MAIL;
  view = valise_calendar_view_new (bytes, NULL, NULL);
  return view != NULL ? view->kind : VALISE_KIND_EVENT;
}

static void
ask_for_folder (ValiseApplication *application, GBytes *bytes)
{
  GtkWindow *window = valise_application_show_window (application);
  Import *self = g_new0 (Import, 1);

  self->window = window;
  self->engine = g_object_ref (valise_application_get_engine (application));
  self->kind = kind_of (bytes);
  self->bytes = g_bytes_ref (bytes);
  valise_move_dialog_present_new (window, self->engine, self->kind, on_folder_chosen, self,
                                  (GDestroyNotify)import_free);
}

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseApplication) application = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (bytes != NULL)
    ask_for_folder (application, bytes);
  else
    tell (valise_application_show_window (application), error);
  g_application_release (G_APPLICATION (application));
}

/**
 * valise_open_file:
 * @application: the program, started
 * @file: a mailto: link or a file
 *
 * Does with it what is done with such things.
 */
void
valise_open_file (ValiseApplication *application, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = g_file_get_uri (file);
  ValiseMailDraft *draft;

  if (!g_file_has_uri_scheme (file, "mailto"))
    {
      g_application_hold (G_APPLICATION (application));
      g_file_load_bytes_async (file, NULL, on_loaded_cb, g_object_ref (application));
      return;
    }
  draft = valise_mailto_parse (uri, &error);
  if (draft != NULL)
    valise_composer_present_draft (GTK_APPLICATION (application),
                                   valise_application_get_engine (application), draft);
  else
    tell (valise_application_show_window (application), error);
}
