/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Listing and fetching where a server is limited, changes meanwhile, or leaves things out. */

#include "script.h"

#include "format/format.h"
#include "net/json.h"

#define SMALL "\"urn:ietf:params:jmap:core\":{\"maxObjectsInGet\":3,\"maxConcurrentRequests\":2}"

/* A folder of messages "m0", "m1", ... that is told in pages. */
typedef struct
{
  guint total;
  guint page;        /* ids that a page of Email/query has */
  gint moves;        /* pages that the folder still changes before */
  gboolean silent;   /* leaves one message out, without a word */
  guint most_in_get; /* seen */
} Mailbox;

static char *
tell_ids (Mailbox *mailbox, JsonObject *args)
{
  guint position = (guint)valise_json_int (args, "position", 0);
  guint state = 1;
  GString *text = g_string_new (NULL);

  if (position > 0 && mailbox->moves > 0)
    state = (guint)mailbox->moves-- + 1;
  g_string_printf (text, "{\"queryState\":\"%u\",\"total\":%u,\"ids\":[", state, mailbox->total);
  for (guint i = position; i < MIN (position + mailbox->page, mailbox->total); i++)
    g_string_append_printf (text, "%s\"m%u\"", i > position ? "," : "", i);
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

static char *
tell_emails (Mailbox *mailbox, JsonObject *args)
{
  JsonArray *ids = valise_json_array (args, "ids");
  GString *text = g_string_new ("{\"state\":\"1\",\"notFound\":[\"m1\"],\"list\":[");
  gboolean first = TRUE;

  mailbox->most_in_get = MAX (mailbox->most_in_get, valise_json_length (ids));
  for (guint i = 0; i < valise_json_length (ids); i++)
    {
      const char *id = valise_json_string_at (ids, i);

      if (g_str_equal (id, "m1") || (mailbox->silent && g_str_equal (id, "m6")))
        continue;
      g_string_append_printf (text,
                              "%s{\"id\":\"%s\",\"blobId\":\"B%s\",\"mailboxIds\":{\"f\":true},"
                              "\"keywords\":{\"$Seen\":true,\"$draft\":false},\"size\":10,"
                              "\"subject\":7}",
                              first ? "" : ",", id, id);
      first = FALSE;
    }
  g_string_append (text, "]}");
  return g_string_free (text, FALSE);
}

static char *
tell (Script *self, const char *method, JsonObject *args)
{
  return g_str_equal (method, "Email/query") ? tell_ids (self->data, args)
                                             : tell_emails (self->data, args);
}

static gboolean
count_items (GPtrArray *items, guint done, guint total, gpointer data, GError **error)
{
  guint *count = data;

  for (guint i = 0; i < items->len; i++)
    {
      ValiseRemoteItem *item = items->pdata[i];

      g_assert_cmpstr (item->flags, ==, "$seen");
      g_assert_cmpstr (item->summary.title, ==, ""); /* a subject of the wrong type */
    }
  *count += items->len;
  return TRUE;
}

static gboolean
list (Mailbox *mailbox, guint *count, int *requests, GError **error)
{
  Script script = { .func = tell, .data = mailbox, .session = SCRIPT_SESSION (SMALL) };
  g_autoptr (ValiseRemote) remote = NULL;
  gboolean ok;

  *count = 0;
  script_start (&script);
  remote = script_remote (&script);
  ok = valise_remote_list (remote, "f", VALISE_DEPTH_NONE, NULL, count_items, count, NULL, error);
  *requests = script.requests;
  script_stop (&script);
  return ok;
}

static void
test_pages (void)
{
  Mailbox mailbox = { .total = 10, .page = 4 };
  g_autoptr (GError) error = NULL;
  guint count;
  int requests;

  g_assert_true (list (&mailbox, &count, &requests, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, 9); /* one is gone meanwhile */
  g_assert_cmpuint (mailbox.most_in_get, ==, 3);
  g_assert_cmpint (requests, ==, 3 + 4);
}

static void
test_moving (void)
{
  Mailbox mailbox = { .total = 10, .page = 4, .moves = 2 };
  g_autoptr (GError) error = NULL;
  guint count;
  int requests;

  g_assert_true (list (&mailbox, &count, &requests, &error));
  g_assert_cmpuint (count, ==, 9);
  mailbox.moves = 1000;
  g_assert_false (list (&mailbox, &count, &requests, &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_CHANGED));
  g_assert_cmpint (valise_error_scope (error), ==, VALISE_SCOPE_FOLDER);
  g_assert_cmpuint (count, ==, 0);
}

/* What is left out would be taken for removed. */
static void
test_silent (void)
{
  Mailbox mailbox = { .total = 10, .page = 20, .silent = TRUE };
  g_autoptr (GError) error = NULL;
  guint count;
  int requests;

  g_assert_false (list (&mailbox, &count, &requests, &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
}

static void
give_blob (Double *server, SoupServerMessage *message, const char *path, gpointer data)
{
  if (g_str_has_prefix (path, "/down/a/Bm3/"))
    double_answer (message, 404, NULL, NULL);
  else
    double_answer (message, 200, "message/rfc822", path);
}

typedef struct
{
  guint whole, gone;
  guint next; /* they come in order */
} Got;

static gboolean
take (const ValiseFetch *fetch,
      ValiseContent *content,
      const char *revision,
      const GError *failure,
      gpointer data,
      GError **error)
{
  Got *got = data;

  g_assert_cmpint (fetch->item, ==, got->next++);
  if (content != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/down/a/%s/message.eml", fetch->revision);

      g_assert_cmpmem (g_bytes_get_data (content->bytes, NULL), g_bytes_get_size (content->bytes),
                       path, strlen (path));
      got->whole++;
      return TRUE;
    }
  g_assert_true (valise_error_is (failure, VALISE_ERROR_GONE));
  g_assert_cmpint (valise_error_scope (failure), ==, VALISE_SCOPE_ITEM);
  got->gone++;
  return TRUE;
}

static GPtrArray *
new_fetches (guint count)
{
  static const char *const revisions[] = { "Bm0", "Bm1", "Bm2", "Bm3", "Bm4",
                                           "Bm5", "Bm6", "Bm7", "Bm8", "Bm9" };
  GPtrArray *fetches = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < count; i++)
    {
      ValiseFetch *fetch = g_new0 (ValiseFetch, 1);

      fetch->item = i;
      fetch->id = revisions[i] + 1;
      fetch->revision = revisions[i];
      fetch->depth = VALISE_DEPTH_FULL;
      g_ptr_array_add (fetches, fetch);
    }
  return fetches;
}

/* Where there is no Blob/get: downloads side by side. */
static void
test_downloads (void)
{
  Mailbox mailbox = { 0 };
  Script script = {
    .func = tell, .data = &mailbox, .session = SCRIPT_SESSION (SMALL), .other = give_blob
  };
  g_autoptr (GPtrArray) fetches = new_fetches (10);
  g_autoptr (ValiseRemote) remote = NULL;
  g_autoptr (GError) error = NULL;
  Got got = { 0 };

  script_start (&script);
  remote = script_remote (&script);
  g_assert_true (valise_remote_fetch (remote, fetches, take, &got, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (got.whole, ==, 9);
  g_assert_cmpuint (got.gone, ==, 1);
  g_assert_cmpint (script.requests, ==, 0);
  script_stop (&script);
}

static char *
give_some_blobs (Script *self, const char *method, JsonObject *args)
{
  g_autofree char *base64 = g_base64_encode ((const guchar *)"/down/a/Bm0/message.eml", 23);

  g_assert_cmpstr (method, ==, "Blob/get");
  return g_strdup_printf (
      "{\"list\":[{\"id\":\"Bm0\",\"data:asBase64\":\"%s\"},"
      "{\"id\":\"Bm1\",\"data:asBase64\":7},"
      "{\"id\":\"Bm2\",\"data:asBase64\":\"AAAA\",\"isTruncated\":true},"
      "{\"id\":\"Bm4\",\"size\":23,\"data:asText\":\"/down/a/Bm4/message.eml\"},"
      "{\"id\":\"Bm5\",\"size\":23,\"data:asText\":\"/down/a/Bm5/\\u0000cut\"},"
      "{\"id\":\"Bm6\",\"size\":23,\"data:asText\":\"/down/x/Bm6/message.eml\","
      "\"isEncodingProblem\":true},"
      "{\"id\":\"Bm7\",\"data:asText\":\"no size\"}],"
      "\"notFound\":[\"Bm3\"]}",
      base64);
}

/* What a server does not give by Blob/get, or not as it is, is tried by download before it counts
 * as gone. */
static void
test_blobs (void)
{
  Script script = { .func = give_some_blobs,
                    .session = SCRIPT_SESSION (SCRIPT_CORE ",\"urn:ietf:params:jmap:blob\":{}"),
                    .other = give_blob };
  g_autoptr (GPtrArray) fetches = new_fetches (8);
  g_autoptr (ValiseRemote) remote = NULL;
  g_autoptr (GError) error = NULL;
  Got got = { 0 };

  script_start (&script);
  remote = script_remote (&script);
  g_assert_true (valise_remote_fetch (remote, fetches, take, &got, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (got.whole, ==, 7);
  g_assert_cmpuint (got.gone, ==, 1);
  g_assert_cmpint (script.requests, ==, 1);
  script_stop (&script);
}

/* A server that fails at one message when it is asked for many. */
static char *
fail_at_one (Script *self, const char *method, JsonObject *args)
{
  JsonArray *ids = valise_json_array (args, "ids");
  Mailbox mailbox = { 0 };

  for (guint i = 0; i < valise_json_length (ids); i++)
    if (g_strcmp0 (valise_json_string_at (ids, i), "m2") == 0)
      return g_strdup ("!serverFail");
  return tell_emails (&mailbox, args);
}

static gboolean
count_texts (const ValiseFetch *fetch,
             ValiseContent *content,
             const char *revision,
             const GError *failure,
             gpointer data,
             GError **error)
{
  Got *got = data;

  g_assert_true (content == NULL || content->depth == VALISE_DEPTH_TEXT);
  g_assert_true (failure == NULL || valise_error_scope (failure) == VALISE_SCOPE_ITEM);
  got->whole += content != NULL;
  got->gone += failure != NULL && valise_error_is (failure, VALISE_ERROR_GONE);
  return TRUE;
}

static void
test_texts (void)
{
  Script script = { .func = fail_at_one };
  g_autoptr (GPtrArray) fetches = new_fetches (5);
  g_autoptr (ValiseRemote) remote = NULL;
  g_autoptr (GError) error = NULL;
  Got got = { 0 };

  for (guint i = 0; i < fetches->len; i++)
    ((ValiseFetch *)fetches->pdata[i])->depth = VALISE_DEPTH_TEXT;
  script_start (&script);
  remote = script_remote (&script);
  g_assert_true (valise_remote_fetch (remote, fetches, count_texts, &got, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (got.whole, ==, 3);
  g_assert_cmpuint (got.gone, ==, 1);
  script_stop (&script);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  valise_format_init ();
  g_test_add_func ("/jmap/list/pages", test_pages);
  g_test_add_func ("/jmap/list/moving", test_moving);
  g_test_add_func ("/jmap/list/silent", test_silent);
  g_test_add_func ("/jmap/fetch/texts", test_texts);
  g_test_add_func ("/jmap/fetch/downloads", test_downloads);
  g_test_add_func ("/jmap/fetch/blobs", test_blobs);
  return g_test_run ();
}
