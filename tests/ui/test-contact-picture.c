/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The picture in the form of a contact. */

#include "form-fixture.h"

#include <string.h>

#include "photo-field.h"

static GFile *
write_file (const char *name, const void *data, gsize size)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, data, (gssize)size, &error));
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static GFile *
write_picture (const char *name, int width, int height)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, width, height);
  g_autofree char *data = NULL;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0x3060a080);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "png", NULL, NULL));
  return write_file (name, data, size);
}

static ValisePhotoField *
find_photo (GtkWidget *form)
{
  return VALISE_PHOTO_FIELD (
      gtk_widget_get_ancestor (app_find (form, "choose"), VALISE_TYPE_PHOTO_FIELD));
}

static gboolean
is_busy (ValisePhotoField *photo)
{
  gboolean busy;

  g_object_get (photo, "busy", &busy, NULL);
  return busy;
}

static char *
photo_value (ValisePhotoField *photo)
{
  char *value;

  g_object_get (photo, "value", &value, NULL);
  return value;
}

static void
load (GtkWidget *form, GFile *file)
{
  ValisePhotoField *photo = find_photo (form);

  valise_photo_field_load (photo, file);
  g_assert_false (gtk_widget_get_sensitive (app_find (form, "save")));
  APP_WAIT (!is_busy (photo));
  g_assert_true (gtk_widget_get_sensitive (app_find (form, "save")));
}

/* The picture in a content, decoded. */
static GdkPixbuf *
read_picture (const char *content)
{
  const char *start = strstr (content, "PHOTO;ENCODING=b;TYPE=JPEG:");
  g_autofree char *base64 = NULL;
  g_autofree guchar *data = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  GdkPixbuf *pixbuf;
  gsize size;

  g_assert_nonnull (start);
  start = strchr (start, ':') + 1;
  base64 = g_strndup (start, strcspn (start, "\r"));
  data = g_base64_decode (base64, &size);
  g_assert_cmpmem (data, 3, "\xff\xd8\xff", 3);
  stream = g_memory_input_stream_new_from_data (data, (gssize)size, NULL);
  pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, &error);
  g_assert_no_error (error);
  return pixbuf;
}

static void
test_choose_picture (App *app)
{
  gint64 id;
  GtkWidget *form = form_open_contact (app, "", &id);
  g_autoptr (GFile) file = write_picture ("large.png", 2000, 1000);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autofree char *content = NULL;
  const guchar *pixel;

  g_assert_false (gtk_widget_get_visible (app_find (form, "remove")));
  load (form, file);
  g_assert_true (gtk_widget_get_visible (app_find (form, "remove")));
  app_picture (form, "contact-form-picture");
  form_save (form);
  content = form_content (app, id);
  pixbuf = read_picture (content);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, 512);
  g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, 256);
  /* What was half transparent lies on white. */
  pixel = gdk_pixbuf_read_pixels (pixbuf);
  g_assert_cmpint (pixel[0], >, 0x90);
  g_assert_cmpint (pixel[0], <, 0xa0);
  form_assert_says (content, "X-UNKNOWN;A=b:kept\r\n");
}

/* A camera that was held upright says so beside the picture. */
static void
test_upright (App *app)
{
  static const char upright[] = "\xff\xe1\0\x22"
                                "Exif\0\0MM\0*\0\0\0\x08\0\x01"
                                "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
  g_autoptr (GdkPixbuf) camera = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 40, 20);
  g_autofree char *data = NULL;
  g_autoptr (GByteArray) turned = g_byte_array_new ();
  g_autoptr (GFile) file = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autofree char *content = NULL;
  gsize size;
  gint64 id;
  GtkWidget *form = form_open_contact (app, "", &id);

  gdk_pixbuf_fill (camera, 0x3060a0ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (camera, &data, &size, "jpeg", NULL, NULL));
  g_byte_array_append (turned, (const guint8 *)data, 2);
  g_byte_array_append (turned, (const guint8 *)upright, sizeof upright - 1);
  g_byte_array_append (turned, (const guint8 *)data + 2, (guint)size - 2);
  file = write_file ("upright.jpg", turned->data, turned->len);
  load (form, file);
  form_save (form);
  content = form_content (app, id);
  pixbuf = read_picture (content);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, 20);
  g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, 40);
}

#define OLD_PHOTO                                                                                  \
  "PHOTO;ENCODING=b;TYPE=GIF:R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

/* What is no picture, or a huge one, is said in place, and the old one stays. */
static void
test_bad_pictures (App *app)
{
  static const char huge[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\x06\0\0\0"
                             "\x80\xd2\x75\x42"
                             "\0\0\0\0IDAT";
  gint64 id;
  GtkWidget *form = form_open_contact (app, OLD_PHOTO "\r\n", &id);
  ValisePhotoField *photo = find_photo (form);
  g_autoptr (GFile) text = write_file ("text.jpg", "no picture", 10);
  g_autoptr (GFile) bomb = write_file ("huge.png", huge, sizeof huge - 1);
  g_autoptr (GFile) missing = g_file_new_for_path ("/nowhere/a.png");
  g_autofree char *before = photo_value (photo);
  g_autofree char *after = NULL;
  g_autofree char *content = NULL;

  load (form, text);
  g_assert_cmpstr (app_label (form, "message"), ==,
                   "This is not a picture that can be read. Choose a JPEG or PNG file.");
  app_picture (form, "contact-form-no-picture");
  load (form, bomb);
  g_assert_cmpstr (app_label (form, "message"), ==,
                   "This picture is too large. Choose a smaller one.");
  load (form, missing);
  g_assert_true (gtk_widget_get_mapped (app_find (form, "message")));
  after = photo_value (photo);
  g_assert_cmpstr (after, ==, before);
  gtk_entry_set_text (GTK_ENTRY (form_get (form, GTK_TYPE_ENTRY, "Nickname", 0)), "Umi");
  form_save (form);
  content = form_content (app, id);
  form_assert_says (content, OLD_PHOTO "\r\n");
  form_assert_says (content, "NICKNAME:Umi\r\n");
}

static void
test_remove_picture (App *app)
{
  gint64 id;
  GtkWidget *form = form_open_contact (app, OLD_PHOTO "\r\n", &id);
  g_autofree char *content = NULL;

  form_tab_to (form, "Remove Picture");
  form_press (form, GDK_KEY_space, 0);
  g_assert_true (form_has_focus (form, app_find (form, "choose")));
  form_save (form);
  content = form_content (app, id);
  g_assert_null (strstr (content, "PHOTO"));
}

/* Pictures that cannot be shown stay. */
static void
test_elsewhere (App *app)
{
  gint64 id;
  GtkWidget *form = form_open_contact (app, "PHOTO;VALUE=uri:https://example.org/a.jpg\r\n", &id);
  g_autofree char *content = NULL;

  g_assert_true (g_str_has_prefix (app_label (form, "message"), "The picture is on a web server"));
  app_picture (form, "contact-form-elsewhere");
  gtk_entry_set_text (GTK_ENTRY (form_get (form, GTK_TYPE_ENTRY, "Job", 0)), "Guide");
  form_save (form);
  content = form_content (app, id);
  form_assert_says (content, "PHOTO;VALUE=uri:https://example.org/a.jpg\r\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_test ("/ui/contact-picture/choose-picture", test_choose_picture);
  app_test ("/ui/contact-picture/upright", test_upright);
  app_test ("/ui/contact-picture/bad-pictures", test_bad_pictures);
  app_test ("/ui/contact-picture/remove-picture", test_remove_picture);
  app_test ("/ui/contact-picture/elsewhere", test_elsewhere);
  return g_test_run ();
}
