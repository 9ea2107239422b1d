/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The picture of a contact: in each version of the format. */

#include "format/contact-edit.h"
#include "format/contact-photo.h"

#include "format/corpus.h"

#include <string.h>

#define NOW 1767225600 /* 2026-01-01 */
#define JPEG "data:image/jpeg;base64,/9j/4AAQ"

static GBytes *
make_card (const char *version, const char *photo)
{
  char *card = g_strdup_printf ("BEGIN:VCARD\r\nVERSION:%s\r\nFN:A\r\nN:A;;;;\r\n%sX-A:kept\r\n"
                                "END:VCARD\r\n",
                                version, photo);

  return g_bytes_new_take (card, strlen (card));
}

static char *
read_photo (GBytes *content)
{
  g_autoptr (ValiseVcard) vcard = valise_vcard_parse (content, NULL);

  return valise_contact_photo_read (vcard);
}

static GBytes *
edit (GBytes *content, const char *value)
{
  const ValiseFieldEdit edits[] = { { "photo", value } };
  g_autoptr (GError) error = NULL;
  GBytes *edited = valise_contact_edit (content, edits, 1, NOW, &error);

  g_assert_no_error (error);
  return edited;
}

static const struct
{
  const char *version, *before, *value, *after;
} cases[] = {
  { "3.0", "", JPEG, "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\n" },
  { "4.0", "", JPEG, "PHOTO:data:image/jpeg;base64,/9j/4AAQ\r\n" },
  { "2.1", "", JPEG, "PHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/4AAQ\r\n" },
  /* Of the old picture nothing is left, but its group. */
  { "3.0", "PHOTO;ENCODING=b;TYPE=GIF;X-ABCROP-RECTANGLE=1&2:R0lG\r\n", JPEG,
    "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\n" },
  { "4.0", "i.PHOTO;MEDIATYPE=image/gif;PREF=1:https://example.org/a.gif\r\n", JPEG,
    "i.PHOTO:data:image/jpeg;base64,/9j/4AAQ\r\n" },
  { "3.0", "PHOTO;VALUE=uri:https://example.org/a.gif\r\n", JPEG,
    "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\n" },
  { "2.1", "PHOTO;GIF;BASE64:R0lG\r\n", JPEG, "PHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/4AAQ\r\n" },
  { "3.0", "PHOTO;ENCODING=b:%%%\r\n", JPEG, "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\n" },
  { "3.0", "PHOTO;ENCODING=b;TYPE=GIF:R0lG\r\n", NULL, "" },
  { "4.0", "PHOTO:data:image/gif;base64,R0lG\r\nPHOTO:https://example.org/a\r\n", NULL, "" },
};

static void
test_set (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) content = make_card (cases[i].version, cases[i].before);
      g_autoptr (GBytes) expected = make_card (cases[i].version, cases[i].after);
      g_autoptr (GBytes) edited = edit (content, cases[i].value);
      g_autofree char *difference = corpus_difference (expected, edited);
      g_autofree char *read = read_photo (edited);

      g_test_message ("case %u", i);
      g_assert_cmpstr (difference, ==, "+REV:20260101T000000Z\n");
      g_assert_cmpstr (read, ==, cases[i].value != NULL ? cases[i].value : "");
    }
}

static void
test_read (void)
{
  static const char *const files[][2] = {
    { "apple.vcf", "data:image/jpeg;base64,/9j/4AAQSkZJRgAB" },
    { "v4.vcf", "data:image/png;base64,iVBORw0KGgo" },
    { "outlook-21.vcf", "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP" },
    { "google.vcf", "https://lh3.example.com/contacts/photo.jpg" },
    { "broken.vcf", "%%%" },
    { "group.vcf", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) content = corpus_read ("vcard", files[i][0]);
      g_autofree char *read = read_photo (content);
      g_autoptr (GBytes) same = edit (content, read);
      g_autofree char *difference = corpus_difference (content, same);

      g_test_message ("%s", files[i][0]);
      g_assert_true (g_str_has_prefix (read, files[i][1]));
      /* The broken one gets the END line that it lacks. */
      g_assert_null (strstr (difference, "PHOTO"));
      g_assert_null (strstr (difference, "REV"));
    }
}

static void
test_data (void)
{
  g_autoptr (GBytes) data = g_bytes_new_static ("\xff\xd8\xff", 3);
  g_autofree char *text = valise_contact_photo_format (data, "image/jpeg");
  g_autoptr (GBytes) back = valise_contact_photo_parse (text);

  g_assert_cmpstr (text, ==, "data:image/jpeg;base64,/9j/");
  g_assert_true (g_bytes_equal (data, back));
  g_assert_null (valise_contact_photo_parse (""));
  g_assert_null (valise_contact_photo_parse ("data:image/png;base64,"));
  g_assert_null (valise_contact_photo_parse ("https://example.org/;base64,/9j/"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contact-photo/set", test_set);
  g_test_add_func ("/contact-photo/read", test_read);
  g_test_add_func ("/contact-photo/data", test_data);
  return g_test_run ();
}
