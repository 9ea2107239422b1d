/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whom the user may want to write to: the contacts, and everybody in the messages that are here.
 * Both are found through the index of search, of which the newest are looked at, so it costs the
 * same with any number of messages. */

#include "store/people.h"

#include "format/mail-address.h"
#include "format/mail-header.h"
#include "store/folders.h"
#include "store/items-private.h"

#include <string.h>

/* The newest messages in which somebody is looked for, and the contacts. */
#define MAX_ITEMS 300

/* How much more a contact counts than one message. */
#define CONTACT_WEIGHT 1000

/* Somebody who was found. */
typedef struct
{
  char *name; /* nullable */
  char *email;
  guint weight;
} Person;

typedef struct
{
  char *name, *sender, *people; /* nullable */
} Row;

static void
person_free (Person *person)
{
  g_free (person->name);
  g_free (person->email);
  g_free (person);
}

static void
row_free (Row *row)
{
  g_free (row->name);
  g_free (row->sender);
  g_free (row->people);
  g_free (row);
}

static gpointer
read_row (ValiseStatement *statement)
{
  Row *row = g_new0 (Row, 1);

  row->name = valise_statement_read_text (statement);
  row->sender = valise_statement_read_text (statement);
  row->people = valise_statement_read_text (statement);
  return row;
}

static GPtrArray *
query (ValiseStore *store, const char *sql, const char *match, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (store, sql, error);

  if (statement == NULL)
    return NULL;
  valise_statement_bind_text (statement, match);
  valise_statement_bind_int (statement, MAX_ITEMS);
  return valise_statement_collect (statement, read_row, (GDestroyNotify)row_free, error);
}

/* Whether every word of @words begins some word of the name or the address. */
static gboolean
matches (const ValiseMailAddress *address, GStrv words)
{
  g_autofree char *both = g_strconcat (address->name != NULL ? address->name : "", " ",
                                       address->email, NULL);
  g_auto (GStrv) ascii = NULL;
  g_auto (GStrv) parts = g_str_tokenize_and_fold (both, NULL, &ascii);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; parts[j] != NULL && !found; j++)
        found = g_str_has_prefix (parts[j], words[i]);
      for (guint j = 0; ascii != NULL && ascii[j] != NULL && !found; j++)
        found = g_str_has_prefix (ascii[j], words[i]);
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static void
add (GHashTable *people, const ValiseMailAddress *address, guint weight)
{
  g_autofree char *key = g_ascii_strdown (address->email, -1);
  Person *person = g_hash_table_lookup (people, key);

  if (person == NULL)
    {
      person = g_new0 (Person, 1);
      person->email = g_strdup (address->email);
      g_hash_table_insert (people, g_steal_pointer (&key), person);
    }
  /* Contacts come first, and then the newest message: their name is the one that is used. */
  if (person->name == NULL && address->name != NULL)
    person->name = g_strdup (address->name);
  person->weight += weight;
}

static void
add_all (GHashTable *people, const char *list, const char *name, GStrv words, guint weight)
{
  g_autoptr (GPtrArray) addresses = valise_mail_addresses_read (list);

  for (guint i = 0; i < addresses->len; i++)
    {
      ValiseMailAddress *address = addresses->pdata[i];

      if (address->name == NULL)
        address->name = g_strdup (name);
      if (matches (address, words))
        add (people, address, weight);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Person *first = *(const Person *const *)a;
  const Person *second = *(const Person *const *)b;

  if (first->weight != second->weight)
    return first->weight > second->weight ? -1 : 1;
  return g_ascii_strcasecmp (first->email, second->email);
}

static GPtrArray *
rank (GHashTable *people, guint limit)
{
  g_autoptr (GPtrArray) ranked = g_ptr_array_new ();
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer person;

  g_hash_table_iter_init (&iter, people);
  while (g_hash_table_iter_next (&iter, NULL, &person))
    g_ptr_array_add (ranked, person);
  g_ptr_array_sort (ranked, compare);
  for (guint i = 0; i < MIN (ranked->len, limit); i++)
    {
      const Person *one = ranked->pdata[i];

      g_ptr_array_add (lines, valise_mail_address_format (one->name, one->email));
    }
  return lines;
}

static char *
make_match (GStrv words, gboolean titles)
{
  g_autoptr (GString) match = g_string_new (titles ? "{title people} : (" : "people : (");

  for (guint i = 0; words[i] != NULL; i++)
    g_string_append_printf (match, "%s\"%s\" *", i > 0 ? " AND " : "", words[i]);
  g_string_append_c (match, ')');
  return g_string_free (g_steal_pointer (&match), FALSE);
}

/**
 * valise_people_find:
 * @store: a store
 * @text: what the user has typed of a name or an address
 * @limit: how many to return at most
 * @error: (out) (optional): an error of the store
 *
 * Returns: (transfer full) (nullable) (element-type utf8): `Name <address>` of those in whom every
 *   word of @text begins a word: the contacts first, then who is in most of the newest messages
 */
GPtrArray *
valise_people_find (ValiseStore *store, const char *text, guint limit, GError **error)
{
  g_auto (GStrv) words = g_str_tokenize_and_fold (text, NULL, NULL);
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                         (GDestroyNotify)person_free);
  g_autofree char *in_contacts = make_match (words, TRUE);
  g_autofree char *in_mail = make_match (words, FALSE);
  g_autoptr (GPtrArray) contacts = NULL;
  g_autoptr (GPtrArray) messages = NULL;

  if (words[0] == NULL)
    return g_ptr_array_new_with_free_func (g_free);
  contacts = query (store,
                    "SELECT item.title, sender, item.people FROM folder CROSS JOIN item"
                    " ON item.folder = folder.id AND NOT deleted"
                    " WHERE folder.kind = 2"
                    " AND item.id IN (SELECT rowid FROM search WHERE search MATCH ?1) LIMIT ?2",
                    in_contacts, error);
  if (contacts == NULL)
    return NULL;
  messages = query (store,
                    "SELECT NULL, sender, item.people FROM search CROSS JOIN item"
                    " ON item.id = search.rowid AND item.kind = 0 AND NOT deleted"
                    " WHERE search MATCH ?1 ORDER BY search.rowid DESC LIMIT ?2",
                    in_mail, error);
  if (messages == NULL)
    return NULL;
  for (guint i = 0; i < contacts->len; i++)
    {
      const Row *row = contacts->pdata[i];

      add_all (people, row->people, row->name, words, CONTACT_WEIGHT);
    }
  for (guint i = 0; i < messages->len; i++)
    {
      const Row *row = messages->pdata[i];

      /* The people of a message are its sender too. */
      add_all (people, row->people != NULL ? row->people : row->sender, NULL, words, 1);
    }
  return rank (people, limit);
}

/**
 * valise_people_own:
 * @store: a store
 * @account: an account
 * @error: (out) (optional): an error of the store
 *
 * Returns: (transfer full) (nullable): as whom the user writes from this account: the name and the
 *   address that were given with it; without a name the sender of the newest message in Sent, else
 *   the address alone or the name of the account's user where that is one; "" where nothing is
 * there
 */
char *
valise_people_own (ValiseStore *store, const ValiseAccount *account, GError **error)
{
  g_autoptr (ValiseStatement) statement = valise_statement_get (
      store,
      "SELECT NULL, sender, NULL FROM item INDEXED BY item_listing"
      " WHERE folder = (SELECT id FROM folder WHERE account_id = ?1 AND role = ?2)"
      " AND NOT deleted ORDER BY date DESC, id DESC LIMIT 1",
      error);
  g_autoptr (GPtrArray) rows = NULL;
  const char *address = account->address != NULL ? account->address : account->user;
  gboolean is_address = strchr (address, '@') != NULL;
  const Row *row;

  if (statement == NULL)
    return NULL;
  if (account->person != NULL && is_address)
    return valise_mail_address_format (account->person, address);
  valise_statement_bind_int (statement, account->id);
  valise_statement_bind_int (statement, VALISE_ROLE_SENT);
  rows = valise_statement_collect (statement, read_row, (GDestroyNotify)row_free, error);
  if (rows == NULL)
    return NULL;
  row = rows->len > 0 ? rows->pdata[0] : NULL;
  if (row != NULL && row->sender != NULL)
    return g_strdup (row->sender);
  return g_strdup (is_address ? address : "");
}
