/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ledger. Every save gets a number and remembers what its editor saw: that makes a graph, and
 * two saves clash when neither can be reached from the other. So the checks know what a conflict is
 * without asking the engine. */

#include "sim-ledger.h"

static void
version_free (SimVersion *version)
{
  g_free (version->uid);
  g_array_unref (version->parents);
  g_free (version);
}

SimLedger *
sim_ledger_new (void)
{
  SimLedger *ledger = g_new0 (SimLedger, 1);

  ledger->versions = g_ptr_array_new_with_free_func ((GDestroyNotify)version_free);
  ledger->removals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify)g_array_unref);
  ledger->deletions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify)g_array_unref);
  ledger->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ledger->submitted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ledger->taken_back = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return ledger;
}

void
sim_ledger_free (SimLedger *ledger)
{
  g_ptr_array_unref (ledger->versions);
  g_hash_table_unref (ledger->removals);
  g_hash_table_unref (ledger->deletions);
  g_hash_table_unref (ledger->touched);
  g_hash_table_unref (ledger->submitted);
  g_hash_table_unref (ledger->taken_back);
  g_free (ledger);
}

SimVersion *
sim_ledger_get (SimLedger *ledger, guint version)
{
  return version >= 1 && version <= ledger->versions->len ? ledger->versions->pdata[version - 1]
                                                          : NULL;
}

/* A save by somebody who saw @parent (0: nothing) and replaces it. */
guint
sim_ledger_save (SimLedger *ledger, const char *uid, gboolean by_user, guint parent)
{
  SimVersion *version = g_new0 (SimVersion, 1);

  g_ptr_array_add (ledger->versions, version);
  version->number = ledger->versions->len;
  version->uid = g_strdup (uid);
  version->by_user = by_user;
  version->parents = g_array_new (FALSE, FALSE, sizeof (guint));
  sim_ledger_after (ledger, version->number, parent);
  sim_ledger_release (ledger, parent);
  return version->number;
}

/* Somebody chose @version, having seen @parent. */
void
sim_ledger_after (SimLedger *ledger, guint version, guint parent)
{
  SimVersion *record = sim_ledger_get (ledger, version);

  if (record != NULL && parent != 0 && parent != version)
    g_array_append_val (record->parents, parent);
}

void
sim_ledger_release (SimLedger *ledger, guint version)
{
  SimVersion *record = sim_ledger_get (ledger, version);

  if (record != NULL)
    record->released = TRUE;
}

void
sim_ledger_unsure (SimLedger *ledger, guint version)
{
  SimVersion *record = sim_ledger_get (ledger, version);

  if (record != NULL)
    record->unsure = TRUE;
}

/* Whether the editor of @version knew @ancestor, or it is the same. */
gboolean
sim_ledger_knows (SimLedger *ledger, guint version, guint ancestor)
{
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_array_append_val (queue, version);
  for (guint i = 0; i < queue->len; i++)
    {
      guint number = g_array_index (queue, guint, i);
      const SimVersion *record = sim_ledger_get (ledger, number);

      if (number == ancestor)
        return TRUE;
      if (record != NULL && g_hash_table_add (seen, GUINT_TO_POINTER (number)))
        g_array_append_vals (queue, record->parents->data, record->parents->len);
    }
  return FALSE;
}

static void
append (GHashTable *table, const char *uid, guint version)
{
  GArray *array = g_hash_table_lookup (table, uid);

  if (array == NULL)
    {
      array = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (table, g_strdup (uid), array);
    }
  g_array_append_val (array, version);
}

void
sim_ledger_removed (SimLedger *ledger, const char *uid, guint version)
{
  append (ledger->removals, uid, version);
}

void
sim_ledger_deleted (SimLedger *ledger, const char *uid, guint version)
{
  append (ledger->deletions, uid, version);
}
