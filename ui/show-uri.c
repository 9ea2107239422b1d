/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the desktop opens with the user's own programs. gtk_show_uri_on_window() is not used: with a
 * window it says that all went well before anything was tried. */

#include "show-uri.h"

/**
 * valise_show_uri_async:
 * @widget: where it is asked for
 * @uri: a web address or a file's
 * @callback: called when a program was started, or cannot be
 * @data: its data
 *
 * Has the desktop open @uri.
 */
void
valise_show_uri_async (GtkWidget *widget,
                       const char *uri,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (
      gtk_widget_get_display (widget));

  gdk_app_launch_context_set_timestamp (context, gtk_get_current_event_time ());
  g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), NULL, callback,
                                           data);
}

/**
 * valise_show_uri_finish:
 * @result: what the callback got
 * @no_program: what to say when no program is set for such things, a sentence
 * @error: (out) (optional): why it cannot be opened, for the user
 *
 * GIO's own words for a missing program, such as “Operation not supported”, help nobody.
 *
 * Returns: whether a program was started
 */
gboolean
valise_show_uri_finish (GAsyncResult *result, const char *no_program, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &failure))
    return TRUE;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, no_program);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
