/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers and addresses of a contact: as text, and set one by one. */

#include "format/contact-edit.h"
#include "format/contact-list.h"
#include "format/contact-values.h"
#include "format/contact-view.h"

#include "format/corpus.h"

#include <string.h>

#define NOW 1767225600 /* 2026-01-01 */

/* The text form */

static void
test_text (void)
{
  static const struct
  {
    const char *text;
    int origin;
    const char *types, *label, *value;
    const char *written; /* where that is not @text */
  } cases[] = {
    { "+49 89 1", VALISE_CONTACT_NEW, "", NULL, "+49 89 1", NULL },
    { "work: +49 89 1", VALISE_CONTACT_NEW, "work", NULL, "+49 89 1", NULL },
    { "fax work: 1", VALISE_CONTACT_NEW, "fax work", NULL, "1", NULL },
    { "@12 x-mobile: 1", 12, "x-mobile", NULL, "1", NULL },
    { "@0: 1", 0, "", NULL, "1", NULL },
    { "@0 \"Farm\": 1", 0, "", "Farm", "1", NULL },
    { "@0 \"The \\\"old\\\" \\\\ farm: west\" home: 1", 0, "home", "The \"old\" \\ farm: west", "1",
      NULL },
    { ": work: 1", VALISE_CONTACT_NEW, "", NULL, "work: 1", NULL },
    { "https://example.org", VALISE_CONTACT_NEW, "", NULL, "https://example.org", NULL },
    { "Ann: 1", VALISE_CONTACT_NEW, "", NULL, "Ann: 1", NULL },
    { "\"never closed: 1", VALISE_CONTACT_NEW, "", NULL, "\"never closed: 1", NULL },
    { "@x: 1", VALISE_CONTACT_NEW, "", NULL, "@x: 1", NULL },
    { "  work:   1  ", VALISE_CONTACT_NEW, "work", NULL, "1", "work: 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) entries = valise_contact_values_parse (cases[i].text);
      g_autofree char *written = valise_contact_values_format (entries);
      const ValiseContactEntry *entry;

      g_assert_cmpuint (entries->len, ==, 1);
      entry = entries->pdata[0];
      g_assert_cmpint (entry->origin, ==, cases[i].origin);
      g_assert_cmpstr (entry->types, ==, cases[i].types);
      g_assert_cmpstr (entry->label, ==, cases[i].label);
      g_assert_cmpstr (entry->value, ==, cases[i].value);
      g_assert_cmpstr (written, ==, cases[i].written != NULL ? cases[i].written : cases[i].text);
    }
}

/* Nothing that is empty is a value. */
static void
test_nothing (void)
{
  static const char *const texts[] = { NULL, "", "\n\n", "work: ", "@0: \n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) entries = valise_contact_values_parse (texts[i]);
      g_autofree char *written = valise_contact_values_format (entries);

      g_assert_cmpstr (written, ==, "");
    }
}

static void
test_address (void)
{
  const char *const parts[] = { "",     "",  "1 Main St\nRear; left", "A, B", "", "1\\2", "",
                                "more", NULL };
  g_autofree char *joined = valise_contact_address_join (parts);
  g_auto (GStrv) split = valise_contact_address_split (joined);
  g_auto (GStrv) short_split = valise_contact_address_split (";;Street");
  const char *const empty[] = { "", "", NULL };
  g_autofree char *nothing = valise_contact_address_join (empty);

  g_assert_cmpstr (joined, ==, ";;1 Main St\\nRear\\; left;A\\, B;;1\\\\2;;more");
  g_assert_cmpuint (g_strv_length (split), ==, 8);
  for (guint i = 0; parts[i] != NULL; i++)
    g_assert_cmpstr (split[i], ==, parts[i]);
  g_assert_cmpuint (g_strv_length (short_split), ==, VALISE_ADDRESS_PARTS);
  g_assert_cmpstr (short_split[VALISE_ADDRESS_STREET], ==, "Street");
  g_assert_cmpstr (nothing, ==, "");
}

/* What is read */

static char *
read_list (GBytes *content, const char *name)
{
  g_autoptr (ValiseVcard) vcard = valise_vcard_parse (content, NULL);

  return valise_contact_list_read (vcard, name);
}

static void
test_read (void)
{
  static const char *const cases[][3] = {
    { "apple.vcf", "EMAIL", "@0 \"Farm\": john@example.com\n@1 work: appleseed@orchard.example" },
    { "apple.vcf", "TEL", "@0 cell: +1 555 0100\n@1 fax home: +1 555 0101" },
    { "apple.vcf", "ADR", "@0 home: ;;1 Infinite\\nLoop\\; rear;Cupertino;CA;95014;USA" },
    { "apple.vcf", "URL", "@0 \"HomePage\": https://example.com/" },
    { "google.vcf", "TEL", "@0 cell: 06 12 34 56 78\n@1 \"Labo\": +33 1 23 45 67 89" },
    { "v4.vcf", "TEL", "@0 home: +1-555-555-5555;ext=5555\n@1 home: +33-01-23-45-67" },
    { "v4.vcf", "EMAIL", "@0 work: jdoe@example.com\n@1 home: jd@example.net" },
    { "outlook-21.vcf", "TEL", "@0 work: +49 89 123456\n@1 cell home: +49 170 1234567" },
    { "outlook-21.vcf", "ADR",
      "@0 work: ;;Straße 1\\nHinterhaus;München;Bayern;80331;Deutschland" },
    { "no-end.vcf", "EMAIL", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) content = corpus_read ("vcard", cases[i][0]);
      g_autofree char *text = read_list (content, cases[i][1]);

      g_assert_cmpstr (text, ==, cases[i][2]);
    }
}

/* What is set */

static GBytes *
edit (GBytes *content, const char *field, const char *value)
{
  const ValiseFieldEdit edits[] = { { field, value } };
  g_autoptr (GError) error = NULL;
  GBytes *edited = valise_contact_edit (content, edits, 1, NOW, &error);

  g_assert_no_error (error);
  return edited;
}

static char *
change (GBytes *content, const char *field, const char *value)
{
  g_autoptr (GBytes) edited = edit (content, field, value);
  g_autofree char *difference = corpus_difference (content, edited);
  g_auto (GStrv) lines = g_strsplit (difference, "\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    if (!g_str_has_prefix (lines[i] + 1, "REV:"))
      g_string_append_printf (out, "%s\n", lines[i]);
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *name, *field, *value, *expected;
} Case;

static const Case cases[] = {
  /* One digit more: the number keeps what is written beside it. */
  { "apple.vcf", "phones", "@0 cell: +1 555 01000\n@1 fax home: +1 555 0101",
    "-TEL;type=CELL;type=VOICE:+1 555 0100\n+TEL;TYPE=CELL,VOICE:+1 555 01000\n" },
  /* The first goes and the second changes: it stays the second. */
  { "apple.vcf", "phones", "@1 fax home: 7",
    "-TEL;type=CELL;type=VOICE:+1 555 0100\n-TEL;type=HOME;type=FAX:+1 555 0101\n"
    "+TEL;TYPE=HOME,FAX:7\n" },
  /* A fax is no voice. */
  { "apple.vcf", "phones", "@0 fax work: +1 555 0100\n@1 fax home: +1 555 0101",
    "-TEL;type=CELL;type=VOICE:+1 555 0100\n+TEL;TYPE=fax,work:+1 555 0100\n" },
  { "apple.vcf", "emails", "@1 work: appleseed@orchard.example",
    "-item1.EMAIL;type=INTERNET;type=pref:john@example.com\n-item1.X-ABLabel:Farm\n" },
  /* The label stays with another value, the preference too. */
  { "apple.vcf", "emails", "@0 \"Farm\": j@example.com\n@1 work: appleseed@orchard.example",
    "-item1.EMAIL;type=INTERNET;type=pref:john@example.com\n"
    "+item1.EMAIL;TYPE=INTERNET,pref:j@example.com\n" },
  /* A type in place of a label. */
  { "apple.vcf", "emails", "@0 home: john@example.com\n@1 work: appleseed@orchard.example",
    "-item1.EMAIL;type=INTERNET;type=pref:john@example.com\n-item1.X-ABLabel:Farm\n"
    "+EMAIL;TYPE=INTERNET,pref,home:john@example.com\n" },
  /* One part of an address: the others, its types and its group stay. */
  { "apple.vcf", "addresses", "@0 home: ;;1 Infinite\\nLoop\\; rear;Napa;CA;95014;USA",
    "-item2.ADR;type=HOME;type=pref:;;1 Infinite\\nLoop\\; rear;Cupertino;CA;95014;USA\n"
    "+item2.ADR;TYPE=HOME,pref:;;1 Infinite\\nLoop\\; rear;Napa;CA;95014;USA\n" },
  { "apple.vcf", "addresses",
    "@0 home: ;;1 Infinite\\nLoop\\; rear;Cupertino;CA;95014;USA\nwork: ;;Two;Town;;;",
    "+ADR;TYPE=work:;;Two;Town;;;\n" },
  { "apple.vcf", "addresses", NULL,
    "-item2.ADR;type=HOME;type=pref:;;1 Infinite\\nLoop\\; rear;Cupertino;CA;95014;USA\n"
    "-item2.X-ABADR:us\n" },
  /* More parts than there are. */
  { "google.vcf", "addresses",
    "@0 home: ;;37 quai de Béthune;Paris;;75004;France;36 quai de Béthune\\nParis 75004\\nFrance",
    "-ADR;TYPE=HOME:;;36 quai de Béthune;Paris;;75004;France;36 quai de "
    "Béthune\\nParis 75004\\nFrance\n"
    "+ADR;TYPE=HOME:;;37 quai de Béthune;Paris;;75004;France;36 quai de Béthune\n"
    "+ \\nParis 75004\\nFrance\n" },
  { "apple.vcf", "urls", "@0 \"HomePage\": https://example.com/a,b;c",
    "-item3.URL;type=pref:https\\://example.com/\n"
    "+item3.URL;TYPE=pref:https://example.com/a,b;c\n" },
  /* A number that is a URI stays one if it can. */
  { "v4.vcf", "phones", "@0 home: +1-555;ext=1\n@1 home: 01 23",
    "-TEL;VALUE=uri;PREF=1;TYPE=\"voice,home\":tel:+1-555-555-5555;ext=5555\n"
    "-TEL;VALUE=uri;TYPE=home:tel:+33-01-23-45-67\n"
    "+TEL;VALUE=uri;PREF=1;TYPE=voice,home:tel:+1-555;ext=1\n+TEL;TYPE=home:01 23\n" },
  { "v4.vcf", "emails", "@0 work: jdoe@example.com\n@1 home: jd@example.net\nnew@example.org",
    "+EMAIL:new@example.org\n" },
  /* What is said without an origin and is there stays there. */
  { "v4.vcf", "emails", "work: jdoe@example.com\nhome: jd@example.net", "" },
  { "v4.vcf", "addresses", "@0 work: ;;123 Main Street;Any Town;CA;91921-1234;U.S.A.",
    "-ADR;GEO=\"geo:12.3457,78.910\";LABEL=\"Mr. John Q. Public, Esq.^nMail Drop: TNE QB^n123 Main "
    "Street^nAny Town, ^'The^' CA\":;;123 Main Street;Any Town;CA;91921-1234;U.S.A.\n"
    "+ADR;GEO=\"geo:12.3457,78.910\";LABEL=\"Mr. John Q. Public, Esq.^nMail Drop: TN\n"
    "+ E QB^n123 Main Street^nAny Town, ^'The^' CA\";TYPE=work:;;123 Main Street;A\n"
    "+ ny Town;CA;91921-1234;U.S.A.\n" },
  { "outlook-21.vcf", "emails", "@0: j@example.de",
    "-EMAIL;PREF;INTERNET:juergen@example.de\n+EMAIL;TYPE=PREF,INTERNET:j@example.de\n" },
  /* Nothing that is not shown goes with the rest. */
  { "empty-name.vcf", "phones", NULL, "" },
};

static void
test_case (gconstpointer data)
{
  const Case *this = data;
  g_autoptr (GBytes) content = corpus_read ("vcard", this->name);
  g_autofree char *difference = change (content, this->field, this->value);

  g_assert_cmpstr (difference, ==, this->expected);
}

static void
test_empty_lines (void)
{
  static const char card[] = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nN:A;;;;\r\nTEL:\r\nTEL:1\r\n"
                             "ADR;TYPE=home:;;;;;;\r\nEND:VCARD\r\n";
  g_autoptr (GBytes) content = g_bytes_new_static (card, strlen (card));
  g_autofree char *phones = read_list (content, "TEL");
  g_autofree char *addresses = read_list (content, "ADR");
  g_autofree char *one = change (content, "phones", "@0: 2");
  g_autofree char *none = change (content, "phones", NULL);
  g_autofree char *address = change (content, "addresses", "home: ;;Street;;;;");

  g_assert_cmpstr (phones, ==, "@0: 1");
  g_assert_cmpstr (addresses, ==, "");
  g_assert_cmpstr (one, ==, "-TEL:1\n+TEL:2\n");
  g_assert_cmpstr (none, ==, "-TEL:1\n");
  g_assert_cmpstr (address, ==, "+ADR;TYPE=home:;;Street;;;;\n");
}

/* Two properties of one group: the label of one may go, the other keeps it. */
static void
test_shared_group (void)
{
  static const char card[] = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nN:A;;;;\r\nitem1.TEL:1\r\n"
                             "ITEM1.EMAIL:a@b\r\nitem1.X-ABLabel:Boat\r\nEND:VCARD\r\n";
  g_autoptr (GBytes) content = g_bytes_new_static (card, strlen (card));
  g_autofree char *typed = change (content, "phones", "@0 home: 1");
  g_autofree char *gone = change (content, "phones", NULL);

  g_assert_cmpstr (typed, ==, "-item1.TEL:1\n+TEL;TYPE=home:1\n");
  g_assert_cmpstr (gone, ==, "-item1.TEL:1\n");
}

/* Parts of an address that hold several values stay so when another part changes. */
static void
test_address_parts (void)
{
  static const char card[] = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:A\r\n"
                             "ADR;X-A=b:Box 1;;One,Two;Town;;;\r\nEND:VCARD\r\n";
  g_autoptr (GBytes) content = g_bytes_new_static (card, strlen (card));
  g_autofree char *read = read_list (content, "ADR");
  g_autofree char *difference = change (content, "addresses", "@0: Box 1;;One\\,Two;City;;1;");

  g_assert_cmpstr (read, ==, "@0: Box 1;;One\\,Two;Town;;;");
  g_assert_cmpstr (difference, ==,
                   "-ADR;X-A=b:Box 1;;One,Two;Town;;;\n+ADR;X-A=b:Box 1;;One,Two;City;;1;\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contact-list/text", test_text);
  g_test_add_func ("/contact-list/nothing", test_nothing);
  g_test_add_func ("/contact-list/address", test_address);
  g_test_add_func ("/contact-list/read", test_read);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/contact-list/%s/%s/%u", cases[i].name,
                                               cases[i].field, i);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/contact-list/empty-lines", test_empty_lines);
  g_test_add_func ("/contact-list/shared-group", test_shared_group);
  g_test_add_func ("/contact-list/address-parts", test_address_parts);
  return g_test_run ();
}
