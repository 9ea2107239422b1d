/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Messages that nobody means well with: made to be expensive, and the corpus with random damage.
 * The seed is fixed; VALISE_TEST_ROUNDS=N damages N times more messages. */

#include "format/content-equal.h"
#include "format/mail-summary.h"
#include "format/mail-tame.h"
#include "format/mail-text.h"
#include "format/mail-view.h"
#include "format/corpus.h"

#include <string.h>
#include <time.h>

#define ROUNDS 10

/* Does everything that can be done with a message; what comes out has to be text. */
static void
use_message (GBytes *bytes)
{
  g_autoptr (ValiseContent) full = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  g_autoptr (ValiseContent) cut = valise_mail_text_reduce (full);
  g_autoptr (ValiseContent) as_text = valise_content_new (VALISE_DEPTH_TEXT, bytes, NULL);
  g_autoptr (ValiseMailView) view = valise_mail_view_new (full);
  g_autoptr (ValiseMailView) other = valise_mail_view_new (as_text);
  g_autofree char *text = valise_mail_view_to_text (view);
  g_autofree char *uid = NULL;
  g_autoptr (GBytes) ensured = valise_mail_ensure_message_id (bytes, &uid);
  g_auto (ValiseSummary) summary = { 0 };

  valise_mail_summarize (bytes, &summary);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (cut == NULL || g_utf8_validate (cut->text, -1, NULL));
  g_assert_nonnull (uid);
  g_assert_true (g_utf8_validate (summary.title, -1, NULL));
  for (guint i = 0; i < view->attachments->len; i++)
    {
      g_autoptr (GBytes) attachment = valise_mail_attachment_bytes (full, i, NULL);

      g_assert_nonnull (attachment);
      if (i > 5)
        break;
    }
}

static void
damage (GRand *rand, GByteArray *data)
{
  static const char *const pieces[] = {
    "\r\n", "\n\n",           "--",     "=?utf-8?Q?", "?=",   "boundary=", "Content-Type: ",
    "\0",   "multipart/",     "\"",     "<",          ">",    ";",         "=",
    "\xff", "message/rfc822", "base64", "*0*=",       "To: ", "(",         "&#x1b;"
  };
  guint at = g_rand_int_range (rand, 0, data->len + 1);
  const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];
  guint wanted = g_rand_int_range (rand, 1, 200);
  guint length = MIN (wanted, data->len - at);
  g_autofree guint8 *copy = g_memdup2 (data->data + at, length);

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      if (length > 0)
        g_byte_array_remove_range (data, at, length);
      break;
    case 1:
      if (at < data->len)
        data->data[at] = g_rand_int_range (rand, 0, 256);
      break;
    case 2:
      g_byte_array_append (data, copy, length);
      break;
    default:
      for (guint i = 0; i < MAX (strlen (piece), 1) && at + i < data->len; i++)
        data->data[at + i] = piece[i];
      break;
    }
}

static void
test_damaged (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260821);
  g_auto (GStrv) names = corpus_list ("mail");
  const char *more = g_getenv ("VALISE_TEST_ROUNDS");
  guint rounds = ROUNDS * (more != NULL ? MAX (atoi (more), 1) : 1);

  for (guint round = 0; round < rounds; round++)
    for (guint i = 0; names[i] != NULL; i++)
      {
        g_autoptr (GBytes) bytes = corpus_read ("mail", names[i]);
        GByteArray *data = g_bytes_unref_to_array (g_bytes_ref (bytes));
        g_autoptr (GBytes) damaged = NULL;
        guint times = g_rand_int_range (rand, 1, 8);

        for (guint n = 0; n < times; n++)
          damage (rand, data);
        damaged = g_byte_array_free_to_bytes (data);
        use_message (damaged);
        valise_content_equal (VALISE_KIND_MAIL, bytes, damaged);
      }
}

/* Every honest message reaches the parser as it is. */
static void
test_honest (void)
{
  g_auto (GStrv) names = corpus_list ("mail");

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GBytes) bytes = corpus_read ("mail", names[i]);
      gboolean cut = TRUE;
      g_autoptr (GBytes) tame = valise_mail_tame (bytes, &cut);

      g_assert_false (cut);
    }
}

typedef struct
{
  const char *name, *before, *unit, *after;
  guint times;
} Hostile;

static const Hostile hostile[] = {
  { "long-line", "", "x", "", 50000000 },
  { "long-body-line", "Subject: x\n\n", "x", "", 50000000 },
  { "long-subject", "Subject: ", "x", "\n\nb", 50000000 },
  { "encoded-words", "Subject: ", "=?utf-8?q?x?= ", "\n\nb", 100000 },
  { "half-words", "Subject: ", "=?", "\n\nb", 1000000 },
  { "folded", "Subject: ", " x\n", "\nb", 200000 },
  { "groups", "To: ", "a:", "\n\nb", 200000 },
  { "groups-folded", "To: ", "a:\n ", "\n\nb", 200000 },
  { "commas", "To: ", "a,", "\n\nb", 200000 },
  { "recipients", "To: ", "a@b, ", "\n\nb", 100000 },
  { "comments", "To: ", "(", "\n\nb", 200000 },
  { "escaped", "To: ", "\"@\"a,", "\n\nb", 200000 },
  { "many-to", "", "To: a@b\n", "\nb", 100000 },
  { "many-commas", "", "To: a,a,a,a,a,a,a,a,a,a\n", "\nb", 200000 },
  { "fields", "", "X: a\n", "\nb", 200000 },
  { "garbage-then-fields", "X: a\n\n", "X: a\n", "\nb", 200000 },
  { "ids", "References: ", "<a@b> ", "\n\nb", 200000 },
  { "id", "Message-ID: ", "<", "\n\nb", 200000 },
  { "date", "Date: ", "1 ", "\n\nb", 200000 },
  { "parameters", "Content-Type: text/plain", "; a=b", "\n\nb", 100000 },
  { "continued-parameters", "Content-Type: text/plain", "; a*1=b", "\n\nb", 100000 },
  { "parts", "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\n", "--b--\n", 200000 },
  { "parts-encoded-boundary", "Content-Type: multipart/mixed; boundary*=us-ascii''b\n\n", "--b\n\n",
    "--b--\n", 200000 },
  { "part-fields", "Content-Type: multipart/mixed; boundary=b\n\n--b\n", "X: a\n", "\nb", 200000 },
  { "enclosed-groups", "Content-Type: message/rfc822\n\nTo: ", "a:", "\n\nb", 200000 },
  { "digest-groups", "Content-Type: multipart/digest; boundary=b\n\n--b\n\nTo: ", "a:", "\n\nb",
    200000 },
  { "enclosed-deep", "", "Content-Type: message/rfc822\n\n", "b", 10000 },
  { "multipart-deep", "", "Content-Type: multipart/mixed; boundary=b\n\n--b\n", "\nb", 10000 },
  { "dashes", "Content-Type: multipart/mixed; boundary=b\n\n", "--c\n", "", 200000 },
  { "encoded-body", "Content-Transfer-Encoding: quoted-printable\n\n", "=", "", 1000000 },
  { "uuencoded", "Content-Transfer-Encoding: x-uuencode\n\n", "begin 644 x\n", "", 200000 },
  { "flowed", "Content-Type: text/plain; format=flowed\n\n", "> a \n", "", 100000 },
  { "flowed-quotes", "Content-Type: text/plain; format=flowed\n\n", ">", " a", 1000000 },
  { "armour", "\n", "-----BEGIN PGP MESSAGE----", "", 200000 },
  { "html", "Content-Type: text/html\n\n", "<p>x", "", 100000 },
};

static GBytes *
make_hostile (const Hostile *one)
{
  gsize unit = strlen (one->unit);
  GString *message = g_string_sized_new (unit * one->times + 1024);

  g_string_append (message, one->before);
  for (guint i = 0; i < one->times; i++)
    g_string_append_len (message, one->unit, unit);
  g_string_append (message, one->after);
  return g_string_free_to_bytes (message);
}

static void
test_hostile (gconstpointer data)
{
  g_autoptr (GBytes) bytes = make_hostile (data);
  clock_t start = clock ();
  clock_t took;

  use_message (bytes);
  took = clock () - start;
  g_test_message ("%s: %.2f s", ((const Hostile *)data)->name, took / (double)CLOCKS_PER_SEC);
  g_assert_cmpint (took, <, 120 * CLOCKS_PER_SEC);
}

/* Ten thousand levels of multipart, each with a boundary of its own. */
static void
test_deep (void)
{
  GString *message = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (message, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i,
                            i);
  g_string_append (message, "\nThe end\n");
  bytes = g_string_free_to_bytes (message);
  use_message (bytes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-hostile/honest", test_honest);
  g_test_add_func ("/mail-hostile/damaged", test_damaged);
  g_test_add_func ("/mail-hostile/deep", test_deep);
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mail-hostile/%s", hostile[i].name);

      g_test_add_data_func (path, &hostile[i], test_hostile);
    }
  return g_test_run ();
}
