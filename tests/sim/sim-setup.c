/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What every program of the simulation does before and after: the store's folder, the disk in
 * memory, and that a warning of the engine fails the simulation that it comes from. */

#include "sim-setup.h"

#include <glib/gstdio.h>
#include <locale.h>

#include "sim-world.h"

static SimWorld *current; /* whose failure it is when the engine warns */

void
sim_world_use (SimWorld *world)
{
  current = world;
}

static GLogWriterOutput
on_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && current != NULL
        && (level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)))
      {
        sim_fail (current, "the program warns: %s", (const char *)fields[i].value);
        return G_LOG_WRITER_HANDLED;
      }
  return g_log_writer_default (level, fields, n_fields, data);
}

/* The store makes its file before SQLite opens it; what is written goes to the disk in memory.
 * Returns: (transfer full): for sim_tear_down() */
char *
sim_set_up (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("valise-sim-XXXXXX", &error);

  g_assert_no_error (error);
  setlocale (LC_ALL, "C.UTF-8");
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_writer_func (on_log, NULL, NULL);
  sim_world_prepare (dir);
  return dir;
}

/* @dir: (transfer full): what sim_set_up() told */
void
sim_tear_down (char *dir)
{
  g_autofree char *path = g_build_filename (dir, "valise.db", NULL);

  sim_world_finish ();
  g_unlink (path);
  g_rmdir (dir);
  g_free (dir);
}
