/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Progress for people: one line that is written over. Runs of several accounts tell theirs from
 * their own threads, so a lock keeps one line one line. */

#include "ctl/ctl-progress.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

static GMutex lock;
static gboolean shown;

static int
terminal_width (void)
{
  struct winsize size;

  return ioctl (STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/**
 * valise_ctl_progress:
 * @line: what goes on, for the user
 */
void
valise_ctl_progress (const char *line)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  g_autofree char *cut = NULL;

  if (!isatty (STDERR_FILENO))
    return;
  cut = g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), terminal_width () - 1));
  fprintf (stderr, "\r\033[K%s", cut);
  fflush (stderr);
  shown = TRUE;
}

/**
 * valise_ctl_progress_end:
 *
 * Clears the line.
 */
void
valise_ctl_progress_end (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (shown)
    fputs ("\r\033[K", stderr);
  shown = FALSE;
}
