/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/html-text.h"

#include <string.h>
#include <time.h>

typedef struct
{
  const char *name;
  const char *html;
  const char *text;
} Case;

static const Case cases[] = {
  { "empty", "", "" },
  { "plain", "Hello", "Hello\n" },
  { "white-space", "<p>  one\n two&nbsp;<b> three</b> </p>", "one two three\n" },
  { "inline", "<p>no<b>gap</b>s, <i>but</i> here</p>", "nogaps, but here\n" },
  { "paragraphs", "<p>One</p><p>Two</p>", "One\n\nTwo\n" },
  { "divs", "<div>One</div><div><div>Two</div></div>", "One\nTwo\n" },
  { "breaks", "One<br>Two<br/><br>Three<br><br><br><br>Four", "One\nTwo\n\nThree\n\nFour\n" },
  { "heading", "<h1>Title</h1>Text", "Title\n\nText\n" },
  { "rule", "One<hr>Two", "One\n---\nTwo\n" },
  { "entities", "a &lt;b&gt; &amp; &euro;&#8364;&#x20ac; &nosuch;", "a <b> & €€€ &nosuch;\n" },
  { "list", "Buy:<ul><li>Milk<li>Bread</ul>Done", "Buy:\n\n- Milk\n- Bread\n\nDone\n" },
  { "numbers", "<ol start=9><li>nine<li>ten<br>more</ol>", "9. nine\n10. ten\n    more\n" },
  { "nested-list", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c\n" },
  { "definitions", "<dl><dt>Term<dd>Meaning</dl>", "Term\n  Meaning\n" },
  { "quote",
    "<p>You wrote:</p><blockquote><p>One</p><p>Two</p><blockquote>Old</blockquote></blockquote>Yes",
    "You wrote:\n\n> One\n>\n> Two\n>\n> > Old\nYes\n" },
  { "pre", "<pre>a  b\n  c\n\nd</pre>e", "a  b\n  c\n\nd\n\ne\n" },
  { "table", "<table><tr><th>Item</th><th>Price</th></tr><tr><td>Tea<td>2&nbsp;EUR</tr></table>",
    "Item | Price\nTea | 2 EUR\n" },
  { "table-word",
    "<table><tr><td><p>A</p></td><td><p>B</p></td></tr><tr><td><p>C</p></td></tr></table>",
    "A | B\nC\n" },
  { "table-layout", "<table><tr><td><p>A1</p><p>A2</p></td><td><p>B</p></td></tr></table>",
    "A1\n\nA2\n\nB\n" },
  { "table-empty-cells", "<table><tr><td></td><td> </td><td>x</td></tr></table>", "x\n" },
  { "link", "See <a href='https://example.org/a'>this</a>.",
    "See this <https://example.org/a>.\n" },
  { "link-itself", "<a href='https://example.org/'>example.org</a>", "example.org\n" },
  { "link-lies", "<a href='https://evil.example/'>https://bank.example</a>",
    "https://bank.example <https://evil.example/>\n" },
  { "link-mail", "<a href='mailto:a@b.example?subject=x'>Ann</a>", "Ann <a@b.example>\n" },
  { "link-script", "<a href='javascript:alert(1)'>x</a> <a href='#top'>up</a>", "x up\n" },
  { "link-odd", "<a href='http://a.example/&gt; x'>y</a>", "y <http://a.example/%3E%20x>\n" },
  { "link-picture", "<a href='http://a.example/'><img src='x' alt='Logo'></a>",
    "[Logo] <http://a.example/>\n" },
  { "pixel", "a<img src='http://t.example/?1' width=1 height=1 alt='t'>b", "ab\n" },
  { "hidden",
    "<div style='DISPLAY : none'>no</div><p hidden>no</p><span style='visibility:hidden'>no</span>"
    "yes",
    "yes\n" },
  { "head",
    "<html><head><title>no</title><style>no</style></head><body>yes<script>no</script></body>",
    "yes\n" },
  { "comments", "a<!-- no > no -->b<!--[if mso]>no<![endif]-->c<!-->d", "abcd\n" },
  { "conditional", "<!--[if !mso]><!-->yes<!--<![endif]-->", "yes\n" },
  { "script-quotes", "<script>if (a<b) x='\"';</script>yes<style>a>b{}</style>", "yes\n" },
  { "preview-filler", "Hi&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&shy; there", "Hi there\n" },
  { "joined-script", "<p>می&zwnj;خواهم</p>", "می\u200cخواهم\n" },
  { "meta-charset", "<meta charset=iso-8859-1>Grüße", "Grüße\n" },
  { "terminal", "a\x1b[31mb&#27;c&#x9b;d", "a[31mbcd\n" },
  { "broken", "<p>a<b>b</p>c</i></div><td>d</", "ab\n\ncd\n" },
  { "less-than", "1 < 2 and 3 <4", "1 < 2 and 3 <4\n" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  ValiseProblems problems = VALISE_PROBLEM_NONE;
  g_autofree char *text = valise_html_to_text (c->html, -1, &problems);

  g_assert_cmpstr (text, ==, c->text);
  g_assert_cmpint (problems, ==, VALISE_PROBLEM_NONE);
}

static void
test_encoding (void)
{
  ValiseProblems problems = VALISE_PROBLEM_NONE;
  static const char html[] = "a\xff"
                             "b\0c<p>d";
  g_autofree char *text = valise_html_to_text (html, sizeof html - 1, &problems);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_nonnull (strstr (text, "d"));
  g_assert_cmpint (problems, ==, VALISE_PROBLEM_ENCODING);
}

/* Converts @unit, @times over, between @before and @after, and asserts that it takes no time. */
static char *
convert_hostile (const char *before, const char *unit, guint times, const char *after)
{
  ValiseProblems problems = VALISE_PROBLEM_NONE;
  g_autoptr (GString) html = g_string_new (before);
  clock_t start;
  char *text;

  for (guint i = 0; i < times; i++)
    g_string_append (html, unit);
  g_string_append (html, after);
  start = clock ();
  text = valise_html_to_text (html->str, html->len, &problems);
  g_test_message ("%s x %u: %.3f s", unit, times, (clock () - start) / (double)CLOCKS_PER_SEC);
  g_assert_cmpint (clock () - start, <, 20 * CLOCKS_PER_SEC);
  return text;
}

static void
test_hostile (void)
{
  const struct
  {
    const char *before, *unit, *after, *expected;
    guint times;
  } hostile[] = {
    { "", "<div>", "the end", "the end", 10000 },
    { "", "<div>", "", NULL, 800000 },
    { "", "<b>", "</i></i></i>the end", NULL, 1000000 },
    { "", "</i>", "the end", "the end", 1000000 },
    { "", "<ul><li>x", "the end", "the end", 10000 },
    { "", "<blockquote>x<br>", "the end", "the end", 10000 },
    { "", "<table><tr><td>", "the end", "the end", 10000 },
    { "<table><tr><td>", "long ", "</td>", NULL, 1000000 },
    { "<table><tr>", "<td>x", "", NULL, 500000 },
    { "<p ", "a ", ">the end", "the end", 2500000 },
    { "<p a='", "12345", "'>the end", "the end", 1000000 },
    { "<p a='", "12345", "the end", NULL, 1000000 },
    { "", "<p a a='b'>", "the end", "the end", 300000 },
    { "", "<!--", "the end", NULL, 1000000 },
    { "", "<![CDATA[", "the end", NULL, 500000 },
    { "", "<", "the end", NULL, 4000000 },
    { "", "<a href='http://x.example/'>", "the end", "the end", 10000 },
    { "", "&#1234567890", "the end", NULL, 400000 },
    { "", "&", "the end", NULL, 1000000 },
    { "", "<script>", "the end", NULL, 500000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *text = convert_hostile (hostile[i].before, hostile[i].unit, hostile[i].times,
                                               hostile[i].after);

      if (hostile[i].expected != NULL)
        g_assert_nonnull (strstr (text, hostile[i].expected));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/html-text/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/html-text/encoding", test_encoding);
  g_test_add_func ("/html-text/hostile", test_hostile);
  return g_test_run ();
}
