/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The world of one simulation: the real store on a disk in memory, opened twice (by the run and by
 * the user), the real run, and the server in memory.
 *
 * Time is counted in steps. A step is where somebody else can come in between: each request of the
 * run, each item of it, and the moment before each of the run's transactions. What is to happen
 * during a run happens at a step: an edit by the user or by the other device, a fault, a power cut.
 * Nothing here depends on the clock or on threads, so that a seed replays exactly.
 *
 * A power cut keeps what the disk has at that step, lets the run unwind in a world that does not
 * count any more, and puts that back. */

#include "sim-world.h"

#include <sqlite3.h>

#include "store/accounts.h"
#include "store/store-private.h"
#include "sync/run.h"

#include "sim-check.h"

/* What every simulation starts with: a database with the account and nothing else, and one that
 * also knows the folders of a new server, which has no items yet: of mail, and with the other
 * kinds. */
static SimImage fresh, synced[2];

/* The connections of the run and of the user. They stay open for all simulations, so that schema
 * and statements are not read again for each. */
static ValiseStore *stores[2];
static char *data_dir;

static ValiseStore *
open_store (const char *dir)
{
  g_autoptr (GError) error = NULL;
  ValiseStore *store = valise_store_open (dir, &error);

  g_assert_no_error (error);
  return store;
}

static void
open_connections (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    stores[i] = open_store (data_dir);
}

static void
close_connections (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    g_clear_pointer (&stores[i], valise_store_close);
}

static const char *
database_name (void)
{
  return sqlite3_db_filename (stores[0]->db, "main");
}

static void
put_database (const SimImage *image)
{
  sim_disk_write (database_name (), image);
  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    sqlite3_file_control (stores[i]->db, "main", SQLITE_FCNTL_RESET_CACHE, NULL);
}

/* The image holds everything in one file once nobody has it open any more. */
static SimImage
close_and_read (void)
{
  g_autofree char *name = g_strdup (database_name ());

  close_connections ();
  return sim_disk_read (name);
}

static void
add_account (ValiseStore *store)
{
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
}

/* Comes before the first simulation. */
void
sim_world_prepare (const char *dir)
{
  data_dir = g_strdup (dir);
  sim_disk_mount ();
  open_connections ();
  add_account (stores[0]);
  fresh = close_and_read ();
  for (guint i = 0; i < G_N_ELEMENTS (synced); i++)
    {
      const SimTraits traits = { .page = 100, .in_place = i == 1, .dav = i == 1 };
      SimWorld *world;

      open_connections ();
      world = sim_world_new (&traits, 0);
      sim_world_run (world, NULL, FALSE);
      g_assert_cmpstr (world->failure, ==, NULL);
      sim_world_free (world);
      synced[i] = close_and_read ();
    }
  open_connections ();
}

/* Comes after the last simulation. */
void
sim_world_finish (void)
{
  close_connections ();
  g_clear_pointer (&data_dir, g_free);
  sim_image_clear (&fresh);
  for (guint i = 0; i < G_N_ELEMENTS (synced); i++)
    sim_image_clear (&synced[i]);
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
use_connections (SimWorld *world)
{
  world->store = stores[0];
  world->user = stores[1];
  sqlite3_trace_v2 (world->store->db, SQLITE_TRACE_STMT, on_statement, world);
}

SimWorld *
sim_world_new (const SimTraits *traits, guint32 seed)
{
  SimWorld *world = g_new0 (SimWorld, 1);
  g_autoptr (GError) error = NULL;

  world->traits = *traits;
  world->rand = g_rand_new_with_seed (seed);
  world->server = sim_server_new (traits->in_place, traits->strict_revision, traits->dav);
  world->ledger = sim_ledger_new ();
  world->conflicts = g_hash_table_new (NULL, NULL);
  world->under_way = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->trace = g_string_new (NULL);
  world->next_uid = 1;
  put_database (traits->synced ? &synced[traits->dav] : &fresh);
  use_connections (world);
  world->account = valise_accounts_by_name (world->user, "Sim", &error);
  g_assert_no_error (error);
  world->remote = sim_remote_new (world);
  return world;
}

void
sim_world_free (SimWorld *world)
{
  sqlite3_trace_v2 (world->store->db, 0, NULL, NULL);
  g_object_unref (world->remote);
  valise_account_free (world->account);
  sim_server_free (world->server);
  sim_ledger_free (world->ledger);
  g_rand_free (world->rand);
  g_hash_table_unref (world->conflicts);
  g_hash_table_unref (world->under_way);
  g_string_free (world->trace, TRUE);
  g_free (world->failure);
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
  GHashTableIter iter;
  gpointer uid, version;

  g_hash_table_iter_init (&iter, world->under_way);
  while (g_hash_table_iter_next (&iter, &uid, &version))
    {
      sim_ledger_unsure (world->ledger, GPOINTER_TO_UINT (version));
      g_hash_table_add (world->ledger->touched, g_strdup (uid));
    }
}

void
sim_cut_power (SimWorld *world)
{
  world->saved = sim_disk_read (database_name ());
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

/* As the program does when it starts after the power cut. */
static void
reopen (SimWorld *world)
{
  g_autofree char *name = g_strdup (database_name ());

  close_connections ();
  sim_disk_write (name, &world->saved);
  open_connections ();
  use_connections (world);
}

static void
recover (SimWorld *world)
{
  if (world->fresh_stores)
    reopen (world);
  else
    put_database (&world->saved);
  sim_image_clear (&world->saved);
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
