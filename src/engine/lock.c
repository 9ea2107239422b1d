/* SPDX-License-Identifier: GPL-3.0-or-later */

/* At most one run of an account at a time, whatever process or thread it is in.
 *
 * The lock is one on an open file description (F_OFD_SETLK): the kernel lets it go when the
 * description is closed, so that a crash leaves nothing behind; and, unlike the older POSIX locks,
 * it also holds between two threads of one process. The file stays: removing it would let a second
 * process lock a new file of the same name while the first one still holds the old one. */

#include "engine/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "model/error.h"

struct _ValiseLock
{
  int fd;
};

static int
open_file (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0)
    valise_fail (error, VALISE_ERROR_STORAGE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                 _ ("The file %s cannot be written: %s."), path, g_strerror (errno));
  return fd;
}

/**
 * valise_lock_take:
 * @data_dir: the folder of the database
 * @account_id: an account
 * @error: where the error goes
 *
 * Does not wait. Where another run holds the lock, the error is %VALISE_ERROR_LOCKED.
 *
 * Returns: (transfer full) (nullable): the lock; freeing it lets it go
 */
ValiseLock *
valise_lock_take (const char *data_dir, gint64 account_id, GError **error)
{
  g_autofree char *name = g_strdup_printf ("account-%" G_GINT64_FORMAT ".lock", account_id);
  g_autofree char *path = g_build_filename (data_dir, name, NULL);
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  g_autoptr (ValiseLock) lock = g_new0 (ValiseLock, 1);

  lock->fd = open_file (path, error);
  if (lock->fd < 0)
    return NULL;
  if (fcntl (lock->fd, F_OFD_SETLK, &whole) == 0)
    return g_steal_pointer (&lock);

  if (errno == EAGAIN || errno == EACCES)
    valise_fail (error, VALISE_ERROR_LOCKED, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_RETRY_LATER,
                 _ ("Another Valise is synchronising this account right now."));
  else
    valise_fail (error, VALISE_ERROR_STORAGE, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                 _ ("The file %s cannot be locked: %s."), path, g_strerror (errno));
  return NULL;
}

/**
 * valise_lock_free:
 * @lock: (transfer full) (nullable): a lock
 */
void
valise_lock_free (ValiseLock *lock)
{
  if (lock == NULL)
    return;
  if (lock->fd >= 0)
    close (lock->fd);
  g_free (lock);
}
