/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A disk in memory, for SQLite: a file is an array of bytes, and what SQLite keeps in shared memory
 * beside it (the index of the log) is memory anyway. So thousands of databases a minute cost no
 * call of the system, and a power cut is a copy of two arrays.
 *
 * The connections may stay open while an image is put in place of what was there, as long as none
 * of them is in a transaction: the index of the log is wiped then, which is what SQLite finds after
 * a power cut, and it reads the log again. What a connection has in its cache has to be dropped by
 * its owner (SQLITE_FCNTL_RESET_CACHE).
 *
 * All connections are of one thread: a lock is a number. They never wait for each other. */

#include "sim-disk.h"

#include <sqlite3.h>
#include <string.h>

#define REGION_BYTES 32768

typedef struct
{
  GByteArray *bytes;
  guint readers; /* that hold SHARED or more */
  gpointer writer;
  GPtrArray *regions;          /* of shared memory; their place never changes */
  int locks[SQLITE_SHM_NLOCK]; /* readers; -1: one writer */
} File;

/* A file that is open, as SQLite sees it. */
typedef struct
{
  sqlite3_file base;
  File *file;
  gboolean own; /* nobody else can open it: it has no name */
  int level;
  guint shared, exclusive; /* locks that are held, a bit each */
} Handle;

static GHashTable *files; /* name -> File */

static File *
file_new (void)
{
  File *file = g_new0 (File, 1);

  file->bytes = g_byte_array_new ();
  file->regions = g_ptr_array_new_with_free_func (g_free);
  return file;
}

static void
file_free (File *file)
{
  g_byte_array_unref (file->bytes);
  g_ptr_array_unref (file->regions);
  g_free (file);
}

static File *
get_file (const char *name)
{
  File *file = g_hash_table_lookup (files, name);

  if (file == NULL)
    {
      file = file_new ();
      g_hash_table_insert (files, g_strdup (name), file);
    }
  return file;
}

static int
disk_close (sqlite3_file *base)
{
  Handle *handle = (Handle *)base;

  if (handle->own)
    file_free (handle->file);
  return SQLITE_OK;
}

static int
disk_read (sqlite3_file *base, void *buffer, int amount, sqlite3_int64 offset)
{
  GByteArray *bytes = ((Handle *)base)->file->bytes;
  gint64 there = CLAMP ((gint64)bytes->len - offset, 0, amount);

  if (there > 0)
    memcpy (buffer, bytes->data + offset, (gsize)there);
  memset ((char *)buffer + there, 0, (gsize)(amount - there));
  return there == amount ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int
disk_write (sqlite3_file *base, const void *buffer, int amount, sqlite3_int64 offset)
{
  GByteArray *bytes = ((Handle *)base)->file->bytes;
  guint before = bytes->len;

  if (offset + amount > before)
    g_byte_array_set_size (bytes, (guint)offset + (guint)amount);
  if (offset > before)
    memset (bytes->data + before, 0, (gsize)offset - before);
  memcpy (bytes->data + offset, buffer, (gsize)amount);
  return SQLITE_OK;
}

static int
disk_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  GByteArray *bytes = ((Handle *)base)->file->bytes;

  g_byte_array_set_size (bytes, MIN (bytes->len, (guint)size));
  return SQLITE_OK;
}

static int
disk_sync (sqlite3_file *base, int flags)
{
  return SQLITE_OK;
}

static int
disk_size (sqlite3_file *base, sqlite3_int64 *size)
{
  *size = ((Handle *)base)->file->bytes->len;
  return SQLITE_OK;
}

static int
disk_lock (sqlite3_file *base, int level)
{
  Handle *handle = (Handle *)base;
  File *file = handle->file;

  if (level <= handle->level)
    return SQLITE_OK;
  if (level > SQLITE_LOCK_SHARED && file->writer != NULL && file->writer != handle)
    return SQLITE_BUSY;
  if (handle->level == SQLITE_LOCK_NONE)
    file->readers++;
  handle->level = MIN (level, SQLITE_LOCK_SHARED);
  if (level == SQLITE_LOCK_EXCLUSIVE && file->readers > 1)
    return SQLITE_BUSY;
  if (level > SQLITE_LOCK_SHARED)
    file->writer = handle;
  handle->level = level;
  return SQLITE_OK;
}

static int
disk_unlock (sqlite3_file *base, int level)
{
  Handle *handle = (Handle *)base;

  if (level < SQLITE_LOCK_RESERVED && handle->file->writer == handle)
    handle->file->writer = NULL;
  if (level == SQLITE_LOCK_NONE && handle->level > SQLITE_LOCK_NONE)
    handle->file->readers--;
  handle->level = MIN (handle->level, level);
  return SQLITE_OK;
}

static int
disk_check_reserved (sqlite3_file *base, int *result)
{
  *result = ((Handle *)base)->file->writer != NULL;
  return SQLITE_OK;
}

static int
disk_control (sqlite3_file *base, int operation, void *data)
{
  return SQLITE_NOTFOUND;
}

static int
disk_sector_size (sqlite3_file *base)
{
  return 4096;
}

static int
disk_characteristics (sqlite3_file *base)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
disk_map (sqlite3_file *base, int region, int size, int extend, void volatile **memory)
{
  GPtrArray *regions = ((Handle *)base)->file->regions;

  g_assert (size == REGION_BYTES);
  while (extend && regions->len <= (guint)region)
    g_ptr_array_add (regions, g_malloc0 (REGION_BYTES));
  *memory = (guint)region < regions->len ? regions->pdata[region] : NULL;
  return SQLITE_OK;
}

static int
disk_share (sqlite3_file *base, int first, int n, int flags)
{
  Handle *handle = (Handle *)base;
  int *locks = handle->file->locks;
  guint mask = ((1u << n) - 1) << first;

  for (int i = first; i < first + n; i++)
    {
      guint bit = 1u << i;

      if ((flags & SQLITE_SHM_LOCK) && (handle->shared & bit) == 0 && (handle->exclusive & bit) == 0
          && (locks[i] < 0 || ((flags & SQLITE_SHM_EXCLUSIVE) && locks[i] > 0)))
        return SQLITE_BUSY;
    }
  for (int i = first; i < first + n; i++)
    {
      guint bit = 1u << i;

      if (flags & SQLITE_SHM_UNLOCK)
        locks[i] = handle->exclusive & bit ? 0 : locks[i] - ((handle->shared & bit) != 0);
      else if (flags & SQLITE_SHM_EXCLUSIVE)
        locks[i] = -1;
      else if ((handle->shared & bit) == 0)
        locks[i]++;
    }
  if (flags & SQLITE_SHM_UNLOCK)
    handle->shared &= ~mask, handle->exclusive &= ~mask;
  else if (flags & SQLITE_SHM_EXCLUSIVE)
    handle->exclusive |= mask;
  else
    handle->shared |= mask;
  return SQLITE_OK;
}

static void
disk_barrier (sqlite3_file *base)
{
}

static int
disk_unmap (sqlite3_file *base, int forget)
{
  if (forget)
    g_ptr_array_set_size (((Handle *)base)->file->regions, 0);
  return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = disk_close,
  .xRead = disk_read,
  .xWrite = disk_write,
  .xTruncate = disk_truncate,
  .xSync = disk_sync,
  .xFileSize = disk_size,
  .xLock = disk_lock,
  .xUnlock = disk_unlock,
  .xCheckReservedLock = disk_check_reserved,
  .xFileControl = disk_control,
  .xSectorSize = disk_sector_size,
  .xDeviceCharacteristics = disk_characteristics,
  .xShmMap = disk_map,
  .xShmLock = disk_share,
  .xShmBarrier = disk_barrier,
  .xShmUnmap = disk_unmap,
};

static int
disk_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags)
{
  Handle *handle = (Handle *)base;

  memset (handle, 0, sizeof *handle);
  handle->base.pMethods = &methods;
  handle->own = name == NULL;
  handle->file = name != NULL ? get_file (name) : file_new ();
  if (out_flags != NULL)
    *out_flags = flags;
  return SQLITE_OK;
}

static int
disk_delete (sqlite3_vfs *vfs, const char *name, int sync)
{
  g_byte_array_set_size (get_file (name)->bytes, 0);
  return SQLITE_OK;
}

static int
disk_access (sqlite3_vfs *vfs, const char *name, int flags, int *result)
{
  *result = get_file (name)->bytes->len > 0;
  return SQLITE_OK;
}

/* The disk becomes the one that SQLite uses in this process, with what one thread alone can leave
 * out. Comes before any other use of SQLite. */
void
sim_disk_mount (void)
{
  static sqlite3_vfs vfs;

  sqlite3_config (SQLITE_CONFIG_SINGLETHREAD);
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)file_free);
  vfs = *sqlite3_vfs_find (NULL);
  vfs.pNext = NULL;
  vfs.zName = "sim-disk";
  vfs.szOsFile = sizeof (Handle);
  vfs.xOpen = disk_open;
  vfs.xDelete = disk_delete;
  vfs.xAccess = disk_access;
  sqlite3_vfs_register (&vfs, 1);
}

static File *
log_of (const char *database)
{
  g_autofree char *name = g_strconcat (database, "-wal", NULL);

  return get_file (name);
}

/* Returns: (transfer full): what a power cut would leave of @database */
SimImage
sim_disk_read (const char *database)
{
  const GByteArray *bytes = get_file (database)->bytes;
  const GByteArray *log = log_of (database)->bytes;

  return (SimImage){
    .database = g_bytes_new (bytes->data, bytes->len),
    .log = g_bytes_new (log->data, log->len),
  };
}

static void
put (File *file, GBytes *bytes)
{
  gsize size = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  g_byte_array_set_size (file->bytes, 0);
  g_byte_array_append (file->bytes, data, (guint)size);
  for (guint i = 0; i < file->regions->len; i++)
    memset (file->regions->pdata[i], 0, REGION_BYTES);
}

/* Makes @database what @image says. */
void
sim_disk_write (const char *database, const SimImage *image)
{
  put (get_file (database), image->database);
  put (log_of (database), image->log);
}

void
sim_image_clear (SimImage *image)
{
  g_clear_pointer (&image->database, g_bytes_unref);
  g_clear_pointer (&image->log, g_bytes_unref);
}
