/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "format/contact-view.h"
#include "format/vcard.h"

#include "format/corpus.h"

#include <string.h>

static char *
show (GBytes *content)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseContactView) view = valise_contact_view_new (content, &error);

  g_assert_no_error (error);
  return valise_contact_view_to_text (view);
}

/* Each file of the corpus is shown as the .txt beside it says. */
static void
test_shown (gconstpointer name)
{
  corpus_check_text ("vcard", name, show);
}

/* What nobody touches is written as it was read, byte for byte. */
static void
test_untouched (gconstpointer name)
{
  g_autoptr (GBytes) content = corpus_read ("vcard", name);
  g_autoptr (ValiseVcard) vcard = valise_vcard_parse (content, NULL);
  g_autoptr (GBytes) written = valise_component_write (vcard->file);
  gsize size, written_size;
  const char *data = g_bytes_get_data (content, &size);
  const char *written_data = g_bytes_get_data (written, &written_size);

  g_assert_cmpuint (written_size, >=, size);
  g_assert_cmpmem (written_data, size, data, size);
  g_assert_true (written_size == size || data[size - 1] != '\n');
}

static void
test_one_property (void)
{
  g_autoptr (GBytes) content = corpus_read ("vcard", "v4.vcf");
  g_autoptr (ValiseVcard) vcard = valise_vcard_parse (content, NULL);
  ValiseLine *email = valise_component_find (vcard->card, "EMAIL");
  g_autoptr (GBytes) written = NULL;
  g_autofree char *difference = NULL;

  valise_line_set_text (email, "a;b,c\\d\n@example.com");
  written = valise_vcard_write (vcard);
  difference = corpus_difference (content, written);
  g_assert_cmpstr (difference, ==,
                   "-EMAIL;PID=4.1,5.3;PREF=2;TYPE=work:jdoe@example.com\n"
                   "+EMAIL;PID=4.1,5.3;PREF=2;TYPE=work:a\\;b\\,c\\\\d\\n@example.com\n");
}

/* Whatever stands in a line can be changed and read back. */
static void
test_write (void)
{
  g_autoptr (ValiseVcard) vcard = valise_vcard_new ("uid;1");
  g_autofree char *wide = g_strnfill (200, 'x');
  g_autofree char *note = g_strconcat (wide, "äöü\n,;\\ 日本語", wide, NULL);
  g_autoptr (GBytes) written = NULL;
  g_autoptr (ValiseVcard) again = NULL;
  g_autofree char *read = NULL;
  g_autofree char *uid = NULL;
  g_auto (GStrv) lines = NULL;
  ValiseLine *line = valise_component_add (vcard->card, valise_line_new_text ("NOTE", note));

  valise_line_set_param (line, "LABEL", "a \"quoted\"; ^label:\nof two lines");
  written = valise_vcard_write (vcard);
  again = valise_vcard_parse (written, NULL);
  line = valise_component_find (again->card, "NOTE");
  read = valise_line_get_text (line);
  uid = valise_vcard_get_uid (again);
  g_assert_cmpstr (uid, ==, "uid;1");
  g_assert_cmpstr (read, ==, note);
  g_assert_cmpstr (valise_line_get_param (line, "LABEL"), ==,
                   "a \"quoted\"; ^label:\nof two lines");

  lines = g_strsplit (g_bytes_get_data (written, NULL), "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
    }
}

static void
test_split (void)
{
  const char *const names[] = { "One", "Two", "Three" };
  g_autoptr (GBytes) file = corpus_read ("vcard", "many.vcf");
  g_autoptr (GBytes) single = corpus_read ("vcard", "apple.vcf");
  g_autoptr (GPtrArray) cards = valise_vcard_split (file, NULL);
  g_autoptr (GPtrArray) one = valise_vcard_split (single, NULL);

  g_assert_cmpuint (cards->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < cards->len; i++)
    {
      g_autoptr (ValiseContactView) view = valise_contact_view_new (g_ptr_array_index (cards, i),
                                                                    NULL);

      g_assert_cmpstr (view->name, ==, names[i]);
    }
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_true (g_bytes_equal (g_ptr_array_index (one, 0), single));
}

static void
test_summary (void)
{
  g_autoptr (GBytes) content = corpus_read ("vcard", "apple.vcf");
  g_auto (ValiseSummary) summary = { 0 };

  g_assert_true (valise_contact_summarize (content, &summary, NULL));
  g_assert_cmpstr (summary.uid, ==, "6B29FC40-CA47-1067-B31D-00DD010662DA");
  g_assert_cmpstr (summary.title, ==, "Dr. Jöhn Q. Appleseed Jr.");
  g_assert_cmpstr (summary.from, ==, "john@example.com");
  g_assert_cmpstr (summary.people, ==,
                   "john@example.com, appleseed@orchard.example, Johnny, Orchard, Inc.");
  g_assert_cmpstr (summary.preview, ==, "Orchard, Inc. · +1 555 0100 · +1 555 0101");
  g_assert_cmpint (summary.date, ==, 1714552200);
}

static void
test_photo (void)
{
  g_autoptr (GBytes) content = corpus_read ("vcard", "outlook-21.vcf");
  g_autoptr (ValiseContactView) view = valise_contact_view_new (content, NULL);

  g_assert_cmpstr (view->photo_type, ==, "image/gif");
  g_assert_cmpmem (g_bytes_get_data (view->photo, NULL), 6, "GIF89a", 6);
}

static void
test_no_card (void)
{
  const char *const texts[] = { "", "\n", "Hello", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
                                "BEGIN" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (valise_vcard_parse (bytes, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
      g_assert_null (valise_vcard_split (bytes, &error));
      g_assert_nonnull (error);
    }
}

static void
use (GBytes *content)
{
  g_autoptr (ValiseContactView) view = valise_contact_view_new (content, NULL);
  g_autofree char *text = view != NULL ? valise_contact_view_to_text (view) : g_strdup ("");
  g_auto (ValiseSummary) summary = { 0 };

  g_assert_true (g_utf8_validate (text, -1, NULL));
  valise_contact_summarize (content, &summary, NULL);
}

static void
test_mutated (gconstpointer name)
{
  g_autoptr (GBytes) content = corpus_read ("vcard", name);

  corpus_mutate (content, 300, use);
}

/* Nothing that a stranger can write takes more than its length in time. */
static void
test_hostile (void)
{
  const char *const pieces[] = { "BEGIN:VCARD\n",
                                 ";",
                                 ";A=\"",
                                 "TEL;TYPE=\"a,\",",
                                 "a.",
                                 "\n ",
                                 "=\r\n",
                                 "PHOTO;ENCODING=b:AAAA",
                                 "ADR:;;;;;;\n",
                                 "\\",
                                 "END:X\n",
                                 "N;ENCODING=QUOTED-PRINTABLE:=\n" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      GString *text = g_string_new ("BEGIN:VCARD\nVERSION:4.0\nFN:x\n");
      g_autoptr (GBytes) bytes = NULL;

      while (text->len < 400 * 1000)
        g_string_append (text, pieces[i]);
      bytes = g_string_free_to_bytes (text);
      use (bytes);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  corpus_add ("vcard", "/vcard/shown", test_shown);
  corpus_add ("vcard", "/vcard/untouched", test_untouched);
  corpus_add ("vcard", "/vcard/mutated", test_mutated);
  g_test_add_func ("/vcard/one-property", test_one_property);
  g_test_add_func ("/vcard/write", test_write);
  g_test_add_func ("/vcard/split", test_split);
  g_test_add_func ("/vcard/summary", test_summary);
  g_test_add_func ("/vcard/photo", test_photo);
  g_test_add_func ("/vcard/no-card", test_no_card);
  g_test_add_func ("/vcard/hostile", test_hostile);
  return g_test_run ();
}
