/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The world of one simulation: the real store in files, opened twice (by the run and by the user),
 * the real run, and the server in memory.
 *
 * Time is counted in steps. A step is where somebody else can come in between: each request of the
 * run, each item of it, and the moment before each of the run's transactions. What is to happen
 * during a run happens at a step: an edit by the user or by the other device, a fault, a power cut.
 * Nothing here depends on the clock or on threads, so that a seed replays exactly.
 *
 * A power cut copies the files at that step, lets the run unwind in a world that does not count any
 * more, and puts the copies back: that is what a disk would have. */

#include "sim-world.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "store/accounts.h"
#include "store/store-private.h"
#include "sync/run.h"

#include "sim-check.h"

static GBytes *fresh;  /* a database with the account and nothing else */
static GBytes *synced; /* one that knows the folders of a new server, which has no items yet */

static char *
database_path (const char *dir, const char *suffix)
{
  g_autofree char *name = g_strconcat ("valise.db", suffix, NULL);

  return g_build_filename (dir, name, NULL);
}

static GBytes *
read_file (const char *dir, const char *suffix)
{
  g_autofree char *path = database_path (dir, suffix);
  char *data;
  gsize size;

  return g_file_get_contents (path, &data, &size, NULL) ? g_bytes_new_take (data, size) : NULL;
}

/* Makes the file what it was; without @bytes it was not there. */
static void
put_file (const char *dir, const char *suffix, GBytes *bytes)
{
  g_autofree char *path = database_path (dir, suffix);
  g_autoptr (GError) error = NULL;

  g_unlink (path);
  if (bytes != NULL
      && !g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL),
                                    (gssize)g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_NONE,
                                    0600, &error))
    g_printerr ("%s\n", error->message);
}

static void
put_database (const char *dir, GBytes *database, GBytes *log)
{
  put_file (dir, "-shm", NULL);
  put_file (dir, "-wal", log);
  put_file (dir, "", database);
}

static ValiseStore *
open_store (const char *dir)
{
  g_autoptr (GError) error = NULL;
  ValiseStore *store = valise_store_open (dir, &error);

  g_assert_no_error (error);
  return store;
}

static void
add_account (const char *dir)
{
  ValiseStore *store = open_store (dir);
  ValiseAccount account = { .name = (char *)"Sim",
                            .user = (char *)"user",
                            .server = (char *)"sim" };
  ValiseService service = { .protocol = (char *)"jmap", .url = (char *)"sim:" };
  g_autoptr (GError) error = NULL;

  valise_accounts_add (store, &account, &error);
  g_assert_no_error (error);
  service.account_id = account.id;
  valise_services_add (store, &service, &error);
  g_assert_no_error (error);
  valise_store_close (store);
}

/* Makes the databases that every simulation starts with. All connections are of this process, so
 * that SQLite can do without locks on the file. */
void
sim_world_prepare (const char *dir)
{
  const SimTraits traits = { .page = 100 };
  SimWorld *world;

  sqlite3_vfs_register (sqlite3_vfs_find ("unix-excl"), 1);
  add_account (dir);
  fresh = read_file (dir, "");
  world = sim_world_new (dir, &traits, 0);
  sim_world_run (world, NULL, FALSE);
  g_assert_cmpstr (world->failure, ==, NULL);
  sim_world_free (world);
  synced = read_file (dir, "");
}

/* Before each transaction of the run somebody else may come in between. */
static int
on_statement (unsigned int type, void *data, void *statement, void *sql)
{
  if (g_str_has_prefix (sql, "BEGIN"))
    sim_step (data, "transaction");
  return 0;
}

static void
open_connections (SimWorld *world)
{
  world->store = open_store (world->dir);
  world->user = open_store (world->dir);
  sqlite3_trace_v2 (world->store->db, SQLITE_TRACE_STMT, on_statement, world);
  if (synced != NULL) /* nobody reads the file after this */
    sqlite3_db_config (world->store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

static void
close_connections (SimWorld *world)
{
  g_clear_pointer (&world->user, valise_store_close);
  g_clear_pointer (&world->store, valise_store_close); /* the last one: see above */
}

SimWorld *
sim_world_new (const char *dir, const SimTraits *traits, guint32 seed)
{
  SimWorld *world = g_new0 (SimWorld, 1);
  g_autoptr (GError) error = NULL;

  world->traits = *traits;
  world->rand = g_rand_new_with_seed (seed);
  world->server = sim_server_new (traits->in_place, traits->strict_revision);
  world->ledger = sim_ledger_new ();
  world->dir = g_strdup (dir);
  world->conflicts = g_hash_table_new (NULL, NULL);
  world->under_way = g_array_new (FALSE, FALSE, sizeof (guint));
  world->trace = g_string_new (NULL);
  world->next_uid = 1;
  put_database (dir, traits->synced ? synced : fresh, NULL);
  open_connections (world);
  world->account = valise_accounts_by_name (world->user, "Sim", &error);
  g_assert_no_error (error);
  world->remote = sim_remote_new (world);
  return world;
}

void
sim_world_free (SimWorld *world)
{
  close_connections (world);
  g_object_unref (world->remote);
  valise_account_free (world->account);
  sim_server_free (world->server);
  sim_ledger_free (world->ledger);
  g_rand_free (world->rand);
  g_hash_table_unref (world->conflicts);
  g_array_unref (world->under_way);
  g_string_free (world->trace, TRUE);
  g_free (world->failure);
  g_free (world->dir);
  g_free (world);
}

guint
sim_random (SimWorld *world, guint below)
{
  return below > 1 ? (guint)g_rand_int_range (world->rand, 0, (gint32)below) : 0;
}

static void
say (SimWorld *world, const char *text)
{
  if (world->print)
    g_print ("%s\n", text);
  g_string_append_printf (world->trace, "%s\n", text);
}

void
sim_say (SimWorld *world, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  if (world->in_run)
    {
      g_autofree char *indented = g_strdup_printf ("   %3u %s", world->step, text);

      say (world, indented);
    }
  else
    say (world, text);
}

/* Only the first finding is kept: what follows is often its consequence. */
void
sim_fail (SimWorld *world, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  if (world->dead)
    return;
  sim_say (world, "!! %s", text);
  if (world->failure == NULL)
    world->failure = g_steal_pointer (&text);
}

/* The engine cannot know what became of what it was sending. */
void
sim_world_lose_track (SimWorld *world)
{
  for (guint i = 0; i < world->under_way->len; i++)
    sim_ledger_unsure (world->ledger, g_array_index (world->under_way, guint, i));
}

void
sim_cut_power (SimWorld *world)
{
  world->saved[0] = read_file (world->dir, "");
  world->saved[1] = read_file (world->dir, "-wal");
  sim_say (world, "power cut");
  sim_world_lose_track (world);
  world->dead = TRUE;
}

/* Everything else that is to happen by now happens here. Returns: whether the power is on. */
gboolean
sim_step (SimWorld *world, const char *where)
{
  if (world->dead)
    return FALSE;
  if (!world->in_run)
    return TRUE;
  world->step++;
  if (sqlite3_total_changes (world->store->db) != world->changes)
    sim_check_conflicts (world);
  world->changes = sqlite3_total_changes (world->store->db);
  while (!world->dead && world->events != NULL && world->next_event < world->events->len
         && g_array_index (world->events, SimAction, world->next_event).at <= world->step)
    world->act (world, &g_array_index (world->events, SimAction, world->next_event++));
  if (world->step == world->stop_at && !world->dead)
    sim_cut_power (world);
  return !world->dead;
}

/* Returns: @kind where that fault is due, once */
SimFaultKind
sim_take_fault (SimWorld *world, SimFaultKind kind)
{
  if (world->fault.kind != kind)
    return SIM_FAULT_NONE;
  world->fault.kind = SIM_FAULT_NONE;
  world->faults_hit = TRUE;
  return kind;
}

static void
recover (SimWorld *world)
{
  close_connections (world);
  put_database (world->dir, world->saved[0], world->saved[1]);
  g_clear_pointer (&world->saved[0], g_bytes_unref);
  g_clear_pointer (&world->saved[1], g_bytes_unref);
  open_connections (world);
  world->dead = FALSE;
  sim_check_forget_conflicts (world);
}

static ValiseEndpoint *
make_endpoint (SimWorld *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) services = valise_services_list (world->store, world->account->id, &error);
  ValiseService *service;

  g_assert_no_error (error);
  g_ptr_array_set_free_func (services, NULL);
  service = services->pdata[0];
  return valise_endpoint_new (service, g_object_ref (world->remote));
}

static gboolean
run (SimWorld *world, gboolean compare, GError **error)
{
  g_autoptr (GPtrArray) endpoints = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_endpoint_free);
  g_autoptr (ValiseRunReport) report = valise_run_report_new ();
  ValiseRunOptions options = { .compare = compare };

  g_ptr_array_add (endpoints, make_endpoint (world));
  return valise_run (world->store, world->account, endpoints, &options, report, NULL, error);
}

gboolean
sim_world_run (SimWorld *world, GArray *events, gboolean compare)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  sim_say (world, "run%s", compare ? ", comparing everything" : "");
  world->in_run = TRUE;
  world->step = 0;
  world->faults_hit = FALSE;
  world->events = events;
  world->next_event = 0;
  done = run (world, compare, &error);
  if (!world->dead)
    {
      world->step++;
      sim_check_conflicts (world);
      if (done ? error != NULL : error == NULL)
        sim_fail (world, "the run does not set its error as it returns");
      if (!done && !world->faults_hit)
        sim_fail (world, "the run failed without a reason: %s",
                  error != NULL ? error->message : "");
      else if (!done)
        sim_say (world, "run failed: %s", error != NULL ? error->message : "");
    }
  else
    recover (world);
  world->in_run = FALSE;
  world->fault.kind = SIM_FAULT_NONE;
  /* What the run was too short for happens after it. */
  while (events != NULL && world->next_event < events->len)
    world->act (world, &g_array_index (events, SimAction, world->next_event++));
  world->events = NULL;
  return done;
}
