/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A note of the API <-> VJOURNAL. The API's note has a text and no title: its first line is the
 * title, as in the webmail. COLOR (RFC 7986 section 5.9) has the same five words in lower case;
 * where the note lies on the screen is kept in X-KERIO-POSITION. */

#include "remote/kerio/note.h"

#include <string.h>

#include "format/calendar.h"
#include "net/json.h"
#include "remote/kerio/fields.h"

static const ValiseKerioWord colors[] = {
  { "Yellow", "yellow" }, { "White", "white" }, { "Pink", "pink" },
  { "Green", "green" },   { "Blue", "blue" },
};

static const char *const position_members[] = { "xOffset", "yOffset", "xSize", "ySize" };

/* Of a note that was never on a screen; the webmail cannot open one without a position. */
static const int usual_position[] = { 50, 50, 200, 200 };

static void
read_text (const char *text, ValiseComponent *journal)
{
  const char *end = strchr (text, '\n');
  g_autofree char *title = end != NULL ? g_strndup (text, (gsize)(end - text)) : g_strdup (text);

  /* Without a first line there is no title. */
  if (*title == '\0')
    end = *text != '\0' ? text - 1 : NULL;
  else
    valise_component_add (journal, valise_line_new_text ("SUMMARY", title));
  if (end != NULL)
    valise_component_add (journal, valise_line_new_text ("DESCRIPTION", end + 1));
}

static void
read_position (JsonObject *position, ValiseComponent *journal)
{
  GString *value = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (position_members); i++)
    g_string_append_printf (value, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            valise_json_int (position, position_members[i], usual_position[i]));
  if (position != NULL)
    valise_component_add (journal, valise_line_new ("X-KERIO-POSITION", value->str));
  g_string_free (value, TRUE);
}

/**
 * valise_kerio_note_read:
 * @note: a Note of the API
 * @uid: the UID to give it
 *
 * Returns: (transfer full): the same as an iCalendar object
 */
GBytes *
valise_kerio_note_read (JsonObject *note, const char *uid)
{
  const char *color = valise_kerio_word_to_format (colors, G_N_ELEMENTS (colors),
                                                   valise_json_string (note, "color"));
  const char *text = valise_json_string (note, "text");
  const ValiseKerioTime created = valise_kerio_time_read (valise_json_string (note, "createDate"));
  const ValiseKerioTime changed = valise_kerio_time_read (valise_json_string (note, "modifyDate"));
  g_autoptr (ValiseCalendar) calendar = valise_calendar_new (VALISE_KIND_NOTE, uid,
                                                             MAX (changed.utc, created.utc));

  valise_component_remove_all (calendar->master, "CREATED");
  valise_kerio_add_time (calendar->master, "CREATED", &created, NULL);
  valise_kerio_add_time (calendar->master, "LAST-MODIFIED", &changed, NULL);
  read_text (text != NULL ? text : "", calendar->master);
  if (color != NULL)
    valise_component_add (calendar->master, valise_line_new ("COLOR", color));
  read_position (valise_json_object (note, "position"), calendar->master);
  return valise_calendar_write (calendar);
}

static char *
write_text (const ValiseComponent *journal)
{
  g_autofree char *title = valise_component_get_text (journal, "SUMMARY");
  g_autofree char *text = valise_component_get_text (journal, "DESCRIPTION");

  if (title == NULL || *title == '\0')
    return g_strdup (text != NULL ? text : "");
  g_strdelimit (title, "\n", ' ');
  return text != NULL ? g_strconcat (title, "\n", text, NULL) : g_steal_pointer (&title);
}

static JsonObject *
write_position (const ValiseComponent *journal)
{
  g_autofree char *value = valise_component_get_text (journal, "X-KERIO-POSITION");
  g_autoptr (JsonArray) numbers = valise_kerio_numbers (value);
  JsonObject *position = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (position_members); i++)
    json_object_set_int_member (position, position_members[i],
                                i < json_array_get_length (numbers)
                                    ? json_array_get_int_element (numbers, i)
                                    : usual_position[i]);
  return position;
}

/**
 * valise_kerio_note_write:
 * @content: an iCalendar object
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the same as a Note of the API, without id and folder
 */
JsonObject *
valise_kerio_note_write (GBytes *content, GError **error)
{
  g_autoptr (ValiseCalendar) calendar = valise_calendar_parse (content, error);
  g_autofree char *text = NULL;
  g_autofree char *color = NULL;
  const char *word;
  JsonObject *note;

  if (calendar == NULL)
    return NULL;
  note = json_object_new ();
  text = write_text (calendar->master);
  color = valise_component_get_text (calendar->master, "COLOR");
  word = valise_kerio_word_to_api (colors, G_N_ELEMENTS (colors), color);
  json_object_set_string_member (note, "text", text);
  json_object_set_string_member (note, "color", word != NULL ? word : colors[0].api);
  json_object_set_object_member (note, "position", write_position (calendar->master));
  return note;
}
