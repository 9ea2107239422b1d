/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Remembers how the window was left: its size, its panes and the open folder. A small file of its
 * own in the state folder and not in the database, since no lock or disk may ever hold up a click
 * on a folder. Nothing is lost with it: what cannot be read has its default, and what cannot be
 * written is forgotten. */

#include "window-state.h"

#include "engine/paths.h"

#include <glib/gstdio.h>

#define GROUP "Window"

static char *
state_file (void)
{
  g_autofree char *dir = valise_paths_state_dir ();

  return g_build_filename (dir, "window.ini", NULL);
}

static int
get_length (GKeyFile *file, const char *key, int otherwise)
{
  int value = g_key_file_get_integer (file, GROUP, key, NULL);

  return value > 0 ? value : otherwise;
}

/**
 * valise_window_state_load:
 * @state: (out): how the window was left, or how it looks the first time
 */
void
valise_window_state_load (ValiseWindowState *state)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = state_file ();

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  state->width = get_length (file, "width", 1180);
  state->height = get_length (file, "height", 720);
  state->tree = get_length (file, "tree", 230);
  state->list = get_length (file, "list", 470);
  state->maximized = g_key_file_get_boolean (file, GROUP, "maximized", NULL);
  state->folder = g_key_file_get_int64 (file, GROUP, "folder", NULL);
}

/**
 * valise_window_state_save:
 * @state: how the window is left
 */
void
valise_window_state_save (const ValiseWindowState *state)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = state_file ();
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *text = NULL;

  g_key_file_set_integer (file, GROUP, "width", state->width);
  g_key_file_set_integer (file, GROUP, "height", state->height);
  g_key_file_set_integer (file, GROUP, "tree", state->tree);
  g_key_file_set_integer (file, GROUP, "list", state->list);
  g_key_file_set_boolean (file, GROUP, "maximized", state->maximized);
  g_key_file_set_int64 (file, GROUP, "folder", state->folder);

  text = g_key_file_to_data (file, NULL, NULL);
  g_mkdir_with_parents (dir, 0700);
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error))
    g_debug ("The state of the window is not kept: %s", error->message);
}
