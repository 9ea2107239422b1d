/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The XML reader: what protocols send, and what nobody should. */

#include "net/xml.h"

#include "model/error.h"

static ValiseXml *
parse (const char *text, gssize size, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size < 0 ? strlen (text) : (gsize)size);

  return valise_xml_parse (bytes, error);
}

static void
test_usual (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseXml) xml = parse ("<?xml version='1.0'?><!-- c --><d:a xmlns:d='X' xmlns='Y'>\n"
                                     "  <b one='1' two='a&amp;b'>a &lt; b</b><c/>"
                                     "<b><![CDATA[<x>]]>&#8364;</b><b><i>deep</i> mixed</b></d:a>",
                                     -1, &error);
  const ValiseXmlNode *root = valise_xml_root (xml);
  const ValiseXmlNode *b = valise_xml_child (root, "Y", "b");

  g_assert_no_error (error);
  g_assert_true (valise_xml_is (root, "X", "a"));
  g_assert_false (valise_xml_is (root, "Y", "a"));
  g_assert_cmpstr (valise_xml_text (root), ==, "");
  g_assert_cmpstr (valise_xml_text (b), ==, "a < b");
  g_assert_cmpstr (valise_xml_attribute (b, "one"), ==, "1");
  g_assert_cmpstr (valise_xml_attribute (b, "two"), ==, "a&b");
  g_assert_null (valise_xml_attribute (b, "three"));
  b = valise_xml_next (b, "Y", "b");
  g_assert_cmpstr (valise_xml_text (b), ==, "<x>€");
  b = valise_xml_next (b, NULL, NULL);
  g_assert_cmpstr (valise_xml_text (valise_xml_child (b, NULL, "i")), ==, "deep");
  g_assert_null (valise_xml_next (b, NULL, NULL));
}

/* Nothing has to be checked on the way down. */
static void
test_missing (void)
{
  g_assert_null (valise_xml_root (NULL));
  g_assert_null (valise_xml_child (NULL, NULL, "a"));
  g_assert_null (valise_xml_next (NULL, NULL, "a"));
  g_assert_null (valise_xml_attribute (NULL, "a"));
  g_assert_cmpstr (valise_xml_text (NULL), ==, "");
  g_assert_cmpstr (valise_xml_name (NULL), ==, "");
  g_assert_false (valise_xml_is (NULL, NULL, NULL));
}

static void
test_refused (void)
{
  const char *const texts[] = {
    "",
    "hello",
    "{\"json\":1}",
    "<a><b></a>",
    "<a>",
    "<a/><b/>",
    "<a b=1/>",
    "<a>&unknown;</a>",
    "<a>\x01</a>",
    "<a>\xff\xfe</a>",
    "<!DOCTYPE a><a/>",
    "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
    "<!DOCTYPE a [<!ENTITY l 'lol'><!ENTITY m '&l;&l;&l;&l;&l;&l;&l;&l;&l;&l;'>"
    "<!ENTITY n '&m;&m;&m;&m;&m;&m;&m;&m;&m;&m;'>]><a>&n;</a>",
    "<!DOCTYPE a [<!ENTITY % p '<!ENTITY x \"y\">'>%p;]><a>&x;</a>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ValiseXml) xml = parse (texts[i], -1, &error);

      g_assert_null (xml);
      g_assert_true (valise_error_is (error, VALISE_ERROR_PROTOCOL));
    }
}

/* Every beginning of a document is refused, and none crashes. */
static void
test_cut (void)
{
  const char *text = "<?xml version='1.0'?><a xmlns='X' b='c'>t<d>&amp;</d><![CDATA[e]]></a>";

  for (gsize size = 0; size < strlen (text); size++)
    {
      g_autoptr (ValiseXml) xml = parse (text, (gssize)size, NULL);

      g_assert_null (xml);
    }
}

static void
test_bounds (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) many = g_string_new ("<a>");
  g_autoptr (ValiseXml) fits = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<a>");
  g_assert_null (parse (deep->str, -1, NULL));
  for (guint i = 0; i < 2100000; i++)
    g_string_append (many, "<a/>");
  g_string_append (many, "</a>");
  g_assert_null (parse (many->str, -1, NULL));

  g_string_assign (deep, "");
  for (guint i = 0; i < 60; i++)
    g_string_append (deep, "<a>");
  for (guint i = 0; i < 60; i++)
    g_string_append (deep, "</a>");
  fits = parse (deep->str, -1, NULL);
  g_assert_nonnull (fits);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/xml/usual", test_usual);
  g_test_add_func ("/net/xml/missing", test_missing);
  g_test_add_func ("/net/xml/refused", test_refused);
  g_test_add_func ("/net/xml/cut", test_cut);
  g_test_add_func ("/net/xml/bounds", test_bounds);
  return g_test_run ();
}
