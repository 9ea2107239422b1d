/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every member of every structure, both ways, by the tables of tests/data/kerio. */

#include "remote/kerio/calendar.h"
#include "remote/kerio/contact.h"
#include "remote/kerio/note.h"

#include "format/content-equal.h"

#include <json-glib/json-glib.h>

static ValiseZone *berlin;

static ValiseKerioContext
context_here (void)
{
  return (ValiseKerioContext){ .here = berlin };
}

static GBytes *
read_item (ValiseKind kind, JsonObject *object)
{
  const ValiseKerioContext context = context_here ();

  switch (kind)
    {
    case VALISE_KIND_EVENT:
      return valise_kerio_event_read (object, NULL, "uid", &context);
    case VALISE_KIND_TASK:
      return valise_kerio_task_read (object, "uid", &context);
    case VALISE_KIND_CONTACT:
      return valise_kerio_contact_read (object, NULL, "uid");
    case VALISE_KIND_NOTE:
      return valise_kerio_note_read (object, "uid");
    case VALISE_KIND_MAIL:
    default:
      g_assert_not_reached ();
    }
}

static JsonObject *
write_item (ValiseKind kind, GBytes *content)
{
  const ValiseKerioContext context = context_here ();
  g_autoptr (GError) error = NULL;
  JsonObject *object = NULL;

  if (kind == VALISE_KIND_EVENT)
    object = valise_kerio_event_write (content, &context, &error);
  else if (kind == VALISE_KIND_TASK)
    object = valise_kerio_task_write (content, &context, &error);
  else if (kind == VALISE_KIND_CONTACT)
    object = valise_kerio_contact_write (content, NULL, &error);
  else
    object = valise_kerio_note_write (content, &error);
  g_assert_no_error (error);
  return object;
}

static JsonObject *
parse (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_assert_true (node != NULL && JSON_NODE_HOLDS_OBJECT (node));
  return json_node_dup_object (node);
}

/* The content without folds, as text. */
static char *
unfold (GBytes *content)
{
  GString *text = g_string_new_len (g_bytes_get_data (content, NULL),
                                    (gssize)g_bytes_get_size (content));

  g_string_replace (text, "\r\n ", "", 0);
  g_string_replace (text, "\r\n", "\n", 0);
  return g_string_free (text, FALSE);
}

static void
check_lines (const char *row, GBytes *content, const char *expected)
{
  g_autofree char *text = unfold (content);
  g_auto (GStrv) found = g_strsplit (text, "\n", -1);
  g_auto (GStrv) lines = g_strsplit (expected, " | ", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && !g_strv_contains ((const char *const *)found, lines[i]))
      g_error ("%s\nhas no %s in\n%s", row, lines[i], text);
}

static void
check_members (const char *row, JsonObject *given, JsonObject *written)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, given);
  while (json_object_iter_next (&iter, &name, &node))
    {
      JsonNode *other = json_object_get_member (written, name);
      g_autofree char *one = json_to_string (node, FALSE);
      g_autofree char *two = other != NULL ? json_to_string (other, FALSE) : g_strdup ("nothing");

      if (other == NULL || !json_node_equal (node, other))
        g_error ("%s\n%s was %s and became %s", row, name, one, two);
    }
}

/* A note always has these. */
static void
complete_note (JsonObject *note)
{
  if (!json_object_has_member (note, "color"))
    json_object_set_string_member (note, "color", "White");
  if (!json_object_has_member (note, "position"))
    json_object_set_object_member (
        note, "position", parse ("{\"xOffset\":0,\"yOffset\":0,\"xSize\":200,\"ySize\":200}"));
}

static void
check_row (ValiseKind kind, const char *row)
{
  g_auto (GStrv) columns = g_strsplit (row, "\t", 3);
  g_autoptr (JsonObject) given = NULL;
  g_autoptr (JsonObject) written = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GBytes) again = NULL;

  g_assert_cmpuint (g_strv_length (columns), ==, 3);
  given = parse (columns[1]);
  if (kind == VALISE_KIND_NOTE)
    complete_note (given);
  content = read_item (kind, given);
  check_lines (row, content, columns[2]);
  if (!g_str_equal (columns[0], "both"))
    return;
  written = write_item (kind, content);
  check_members (row, given, written);
  again = read_item (kind, written);
  if (!valise_content_equal (kind, content, again))
    g_error ("%s\nis not the same when read again:\n%s\n%s", row,
             (const char *)g_bytes_get_data (content, NULL),
             (const char *)g_bytes_get_data (again, NULL));
}

static void
test_table (gconstpointer data)
{
  ValiseKind kind = (ValiseKind)GPOINTER_TO_INT (data);
  g_autofree char *name = g_strconcat (valise_kind_to_string (kind), ".txt", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "kerio", name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  rows = g_strsplit (text, "\n", -1);
  for (guint i = 0; rows[i] != NULL; i++)
    if (*rows[i] != '\0')
      check_row (kind, rows[i]);
}

/* The picture that nobody changed keeps its id; another one has none. */
static void
test_photo (void)
{
  const char jpeg[] = "\xff\xd8\xff\xe0 picture";
  g_autoptr (GBytes) photo = g_bytes_new_static (jpeg, sizeof jpeg);
  g_autoptr (JsonObject) contact = parse ("{\"photo\":{\"id\":\"p1\",\"url\":\"/x\"}}");
  g_autoptr (GBytes) content = valise_kerio_contact_read (contact, photo, "uid");
  g_autofree char *id = NULL;
  g_autofree char *other_id = NULL;
  g_autoptr (GBytes) kept = valise_kerio_contact_photo (content, &id);
  g_autofree char *text = unfold (content);
  g_autoptr (GString) changed = g_string_new (text);
  g_autoptr (GBytes) other_content = NULL;
  g_autoptr (GBytes) other = NULL;

  g_assert_true (g_bytes_equal (kept, photo));
  g_assert_cmpstr (id, ==, "p1");
  g_assert_cmpuint (g_string_replace (changed, "PHOTO;ENCODING=b;TYPE=JPEG:/9j/",
                                      "PHOTO;ENCODING=b;TYPE=JPEG:/9j/AAAA", 0),
                    ==, 1);
  other_content = g_bytes_new (changed->str, changed->len);
  other = valise_kerio_contact_photo (other_content, &other_id);
  g_assert_nonnull (other);
  g_assert_null (other_id);
}

int
main (int argc, char **argv)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");

  g_test_init (&argc, &argv, NULL);
  berlin = valise_zone_new_system (zone);
  for (int kind = VALISE_KIND_EVENT; kind <= VALISE_KIND_NOTE; kind++)
    {
      g_autofree char *path = g_strconcat ("/kerio/tables/",
                                           valise_kind_to_string ((ValiseKind)kind), NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (kind), test_table);
    }
  g_test_add_func ("/kerio/tables/photo", test_photo);
  return g_test_run ();
}
