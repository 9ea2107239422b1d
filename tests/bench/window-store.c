/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fills a new store with 100,000 messages in one folder, for bench_window.py: the Inbox of an
 * account that is switched off, so that no run changes it. Prints the id of the folder. */

#include <glib.h>
#include <math.h>
#include <string.h>

#include "engine/paths.h"
#include "format/mail-summary.h"
#include "store/accounts.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"

#define MESSAGES 100000
#define IN_ONE_COMMIT 1000
#define WORDS 90

static gint64
add_account (ValiseStore *store)
{
  ValiseAccount account = { .name = (char *)"Archive",
                            .user = (char *)"ann@example.org",
                            .server = (char *)"mail.example.org",
                            .password_command = (char *)"false",
                            .disabled = TRUE };

  g_assert_true (valise_accounts_add (store, &account, NULL));
  g_assert_true (valise_accounts_set_disabled (store, account.id, TRUE, NULL));
  return account.id;
}

static gint64
add_service (ValiseStore *store, gint64 account)
{
  ValiseService service = { .account_id = account,
                            .protocol = (char *)"jmap",
                            .url = (char *)"https://mail.example.org" };

  g_assert_true (valise_services_add (store, &service, NULL));
  return service.id;
}

static gint64
add_inbox (ValiseStore *store, gint64 account, gint64 service)
{
  ValiseFolder folder = { .account_id = account,
                          .service_id = service,
                          .remote_id = (char *)"inbox",
                          .name = (char *)"Inbox",
                          .kind = VALISE_KIND_MAIL,
                          .role = VALISE_ROLE_INBOX,
                          .rights = VALISE_RIGHTS_ALL,
                          .sync = TRUE,
                          .depth = VALISE_DEPTH_FULL,
                          .listed = TRUE };

  g_assert_true (valise_folders_save (store, &folder, NULL));
  g_clear_pointer (&folder.path, g_free);
  return folder.id;
}

/* One of some thousand words, the first of which come much more often than the last. */
static void
add_word (GString *text, GRand *random)
{
  static const char *const syllables[] = { "ba", "co", "de", "fi", "gu", "ha", "in",
                                           "ka", "lo", "me", "no", "pe", "ro", "sa",
                                           "ti", "um", "ve", "wi", "ya", "zo" };
  guint number = (guint)(8000 * pow (g_rand_double (random), 4));

  for (guint i = 0; i < 3; i++, number /= 20)
    g_string_append (text, syllables[number % 20]);
}

/* Half a kilobyte of words. */
static char *
make_message (guint number, GRand *random)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (1500000000 + (gint64)number * 60);
  g_autofree char *when = g_date_time_format (date, "%a, %d %b %Y %H:%M:%S +0000");
  GString *text = g_string_new (NULL);

  g_string_printf (text,
                   "From: Person %u <p%u@example.org>\r\nTo: Ann <ann@example.org>\r\n"
                   "Subject: Report %u of the %s\r\nDate: %s\r\nMessage-ID: <r%u@example.org>\r\n"
                   "\r\nAll figures are as they were expected to be.\r\n",
                   number % 500, number % 500, number, number % 7 != 0 ? "day" : "week", when,
                   number);
  for (guint i = 0; i < WORDS; i++)
    {
      add_word (text, random);
      g_string_append (text, i % 10 == 9 ? "\r\n" : " ");
    }
  return g_string_free (text, FALSE);
}

static void
add_message (ValiseStore *store, const ValiseItem *pattern, guint number, GRand *random)
{
  g_autoptr (ValiseItem) item = valise_item_copy (pattern);
  g_autofree char *source = make_message (number, random);
  g_autoptr (GBytes) bytes = g_bytes_new (source, strlen (source));
  g_autofree char *text = valise_mail_text_of (bytes);
  g_autoptr (ValiseContent) content = valise_content_new (VALISE_DEPTH_FULL, bytes, text);

  item->remote_id = g_strdup_printf ("m%u", number);
  valise_summary_clear (&item->summary);
  valise_mail_summarize (bytes, &item->summary);
  item->summary.date = 1500000000 + (gint64)number * 60;
  item->summary.size = (gint64)strlen (source);
  g_assert_true (valise_contents_put (store, content, &item->local.content, NULL));
  item->base.content = item->local.content;
  g_assert_true (valise_items_save (store, item, NULL));
}

static void
fill (ValiseStore *store, const ValiseItem *pattern)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (MESSAGES);

  /* As a first run does: the newest first. */
  for (guint left = MESSAGES; left > 0;)
    {
      g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, NULL);

      for (guint i = 0; i < IN_ONE_COMMIT; i++)
        add_message (store, pattern, --left, random);
      g_assert_true (valise_transaction_commit (&transaction, NULL));
    }
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = valise_paths_data_dir (&error);
  ValiseStore *store = dir != NULL ? valise_store_open (dir, &error) : NULL;
  gint64 account;
  g_autoptr (ValiseItem) pattern = NULL;

  if (store == NULL)
    g_error ("There is no store: %s", error->message);
  account = add_account (store);
  pattern = valise_item_new (account, VALISE_KIND_MAIL);
  pattern->service_id = add_service (store, account);
  pattern->base.folder = pattern->local.folder = add_inbox (store, account, pattern->service_id);
  fill (store, pattern);
  g_print ("%" G_GINT64_FORMAT "\n", pattern->local.folder);
  valise_store_close (store);
  return 0;
}
