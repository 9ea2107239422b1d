/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/content-equal.h"
#include "format/corpus.h"

#include <string.h>

#define BASE                                                                                       \
  "From: Ann <ann@example.org>\r\nTo: Bob <bob@example.org>\r\nSubject: Grüße\r\n"               \
  "Date: Fri, 21 Aug 2026 10:15:00 +0200\r\nMessage-ID: <1@example.org>\r\n"
#define PLAIN "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
#define MULTI(b)                                                                                   \
  "Content-Type: multipart/mixed; boundary=" b "\r\n\r\n--" b                                      \
  "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n--" b "\r\n"

typedef struct
{
  const char *name, *a, *b;
  gboolean equal;
} Case;

static const Case cases[] = {
  { "same", BASE PLAIN "Grüße\r\n", BASE PLAIN "Grüße\r\n", TRUE },
  { "line-ends", BASE PLAIN "a\r\nb\r\n",
    "From: Ann <ann@example.org>\nTo: Bob <bob@example.org>\n"
    "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n\na\nb\n",
    TRUE },
  { "rewritten", BASE PLAIN "Grüße\r\n",
    "Return-Path: <x@example.org>\r\nReceived: from a by b\r\nX-Trace: 1\r\nUser-Agent: y\r\n"
    "Subject: =?iso-8859-1?Q?Gr=FC=DFe?=\r\nTo: \"Bob\" <bob@example.org>\r\n"
    "From: \"Ann\"\r\n <ann@example.org>\r\nContent-Transfer-Encoding: base64\r\n"
    "Content-Type: text/plain; charset=iso-8859-1\r\n\r\nR3L832UK\r\n",
    TRUE },
  { "boundary", BASE MULTI ("a") "\r\nx\r\n--a--\r\n", BASE MULTI ("b") "\r\nx\r\n--b--\r\n",
    TRUE },
  { "text", BASE PLAIN "Hello\r\n", BASE PLAIN "Hello!\r\n", FALSE },
  { "inner-space", BASE PLAIN "a  b\r\n", BASE PLAIN "a b\r\n", FALSE },
  { "recipient", BASE PLAIN "x", BASE "Cc: c@example.org\r\n" PLAIN "x", FALSE },
  { "subject", "Subject: a\r\n\r\nx", "Subject: b\r\n\r\nx", FALSE },
  { "importance", BASE PLAIN "x", BASE "Importance: high\r\n" PLAIN "x", FALSE },
  { "attachment", BASE MULTI ("a") "\r\nx\r\n--a--\r\n", BASE MULTI ("a") "\r\ny\r\n--a--\r\n",
    FALSE },
  { "attachment-name", BASE MULTI ("a") "Content-Type: a/b; name=x\r\n\r\nx\r\n--a--\r\n",
    BASE MULTI ("a") "Content-Type: a/b; name=y\r\n\r\nx\r\n--a--\r\n", FALSE },
  { "part-less", BASE MULTI ("a") "\r\nx\r\n--a--\r\n", BASE MULTI ("a") "--\r\n", FALSE },
  { "no-parts", "Content-Type: multipart/mixed; boundary=n\r\n\r\none\r\n",
    "Content-Type: multipart/mixed; boundary=n\r\n\r\ntwo\r\n", FALSE },
  { "unreadable", BASE PLAIN "a\xff", BASE PLAIN "a\xfe", FALSE },
  { "html-source", BASE "Content-Type: text/html\r\n\r\n<p>x</p>",
    BASE "Content-Type: text/html\r\n\r\n<p><b>x</b></p>", FALSE },
  { "garbage", "one", "two", FALSE },
  { "empty", "", "x", FALSE },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GBytes) a = g_bytes_new (c->a, strlen (c->a));
  g_autoptr (GBytes) b = g_bytes_new (c->b, strlen (c->b));

  g_assert_cmpint (valise_content_equal (VALISE_KIND_MAIL, a, b), ==, c->equal);
  g_assert_cmpint (valise_content_equal (VALISE_KIND_MAIL, b, a), ==, c->equal);
  g_assert_true (valise_content_equal (VALISE_KIND_MAIL, a, a));
  g_assert_cmpint (valise_content_equal (VALISE_KIND_EVENT, a, b), ==, strcmp (c->a, c->b) == 0);
}

/* No two messages of the corpus say the same. */
static void
test_corpus (void)
{
  g_auto (GStrv) names = corpus_list ("mail");

  for (guint i = 0; names[i] != NULL; i++)
    for (guint j = i + 1; names[j] != NULL; j++)
      {
        g_autoptr (GBytes) a = corpus_read ("mail", names[i]);
        g_autoptr (GBytes) b = corpus_read ("mail", names[j]);

        if (valise_content_equal (VALISE_KIND_MAIL, a, b))
          g_test_fail_printf ("%s equals %s", names[i], names[j]);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mail-equal/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/mail-equal/corpus", test_corpus);
  return g_test_run ();
}
