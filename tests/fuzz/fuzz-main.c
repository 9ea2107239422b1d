/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Without libFuzzer: hands each file of the folders on the command line to the entry, so that what
 * a fuzzer once found stays found. */

#include "fuzz/fuzz.h"

#include <glib.h>

static void
run_file (const char *path)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const uint8_t *)data, size);
}

int
main (int argc, char **argv)
{
  guint files = 0;

  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GDir) dir = g_dir_open (argv[i], 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (argv[i], name, NULL);

          run_file (path);
          files++;
        }
    }
  g_print ("%u files\n", files);
  return files > 0 ? 0 : 1;
}
