/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tree that BEGIN and END lines make of content lines, for vCard and iCalendar alike. A tree
 * that nobody changed is written as the very bytes that it was read from; see content-line.c.
 *
 * Broken nesting is kept as it is: an END without its BEGIN stays a line like any other, and a
 * component without its END goes on to the end of what is around it.
 */

#include "format/component.h"

#include "model/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SIZE (64 * 1024 * 1024)
#define MAX_LINES (1000 * 1000)
#define MAX_DEPTH 8 /* VCALENDAR, VEVENT, VALARM are 3 */

/**
 * valise_component_new:
 * @name: its name in upper case, or "" for a file
 *
 * Returns: (transfer full): an empty component, which has its END line if it is not a file
 */
ValiseComponent *
valise_component_new (const char *name)
{
  ValiseComponent *component = g_new0 (ValiseComponent, 1);

  component->name = g_strdup (name);
  component->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_line_free);
  component->line_end = "\r\n";
  if (*name != '\0')
    component->end = valise_line_new ("END", name);
  return component;
}

void
valise_component_free (ValiseComponent *component)
{
  g_ptr_array_unref (component->lines);
  g_clear_pointer (&component->end, valise_line_free);
  g_clear_pointer (&component->source, g_bytes_unref);
  g_free (component->name);
  g_free (component);
}

/* The innermost of the open components that an END line ends; 0 where there is none. */
static guint
find_open (ValiseComponent **open, guint depth, const char *name)
{
  while (depth > 0 && g_ascii_strcasecmp (open[depth]->name, name) != 0)
    depth--;
  return depth;
}

/* Files @line in the innermost open component. Returns how many are open afterwards. */
static guint
take_line (ValiseComponent **open, guint depth, ValiseLine *line)
{
  g_autofree char *name = NULL;

  if (g_str_equal (line->name, "END"))
    {
      g_autofree char *ended = g_strstrip (g_strdup (line->value));
      guint found = find_open (open, depth, ended);

      if (found > 0)
        {
          open[found]->end = line;
          return found - 1;
        }
    }
  g_ptr_array_add (open[depth]->lines, line);
  if (!g_str_equal (line->name, "BEGIN") || depth == MAX_DEPTH)
    return depth;

  name = g_ascii_strup (line->value, -1);
  line->component = valise_component_new (g_strstrip (name));
  g_clear_pointer (&line->component->end, valise_line_free);
  open[depth + 1] = line->component;
  return depth + 1;
}

/**
 * valise_component_parse:
 * @bytes: a file of content lines
 * @error: set where it is larger than anything of its kind; the only failure
 *
 * Returns: (transfer full) (nullable): the file, whose name is ""
 */
ValiseComponent *
valise_component_parse (GBytes *bytes, GError **error)
{
  g_autoptr (ValiseComponent) file = valise_component_new ("");
  ValiseComponent *open[MAX_DEPTH + 1] = { file };
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *first_end = size > 0 ? memchr (data, '\n', size) : NULL;
  char line_end = first_end != NULL ? '\n' : '\r';
  guint depth = 0, lines = 0;

  file->source = g_bytes_ref (bytes);
  if (first_end > data && first_end[-1] != '\r')
    file->line_end = "\n";
  else if (first_end == NULL && size > 0 && memchr (data, '\r', size - 1) != NULL)
    file->line_end = "\r";
  for (gsize at = 0; at < size && size <= MAX_SIZE; lines++)
    {
      gsize length = valise_line_measure (data + at, size - at, line_end);

      if (lines == MAX_LINES)
        break;
      depth = take_line (open, depth, valise_line_parse (data + at, length));
      at += length;
    }
  if (size > MAX_SIZE || lines == MAX_LINES)
    {
      valise_fail (error, VALISE_ERROR_TOO_LARGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                   _ ("The file is too large to be read. Split it into smaller ones."));
      return NULL;
    }
  return g_steal_pointer (&file);
}

/**
 * valise_component_append:
 * @component: a component
 * @out: (inout): gets what is in it, and its END line, but not its BEGIN line
 * @line_end: for lines that are new
 */
void
valise_component_append (const ValiseComponent *component, GString *out, const char *line_end)
{
  for (guint i = 0; i < component->lines->len; i++)
    {
      const ValiseLine *line = g_ptr_array_index (component->lines, i);

      valise_line_write (line, out, line_end);
      if (line->component != NULL)
        valise_component_append (line->component, out, line_end);
    }
  if (component->end != NULL)
    valise_line_write (component->end, out, line_end);
}

/**
 * valise_component_write:
 * @file: a file
 *
 * Returns: (transfer full): its bytes; @file's own where nothing was changed, but for a line end
 *   that may be added to the last line
 */
GBytes *
valise_component_write (const ValiseComponent *file)
{
  GString *out = g_string_sized_new (file->source != NULL ? g_bytes_get_size (file->source) : 512);

  valise_component_append (file, out, file->line_end);
  return g_string_free_to_bytes (out);
}

/**
 * valise_component_complete:
 * @component: a component or a file
 *
 * Gives END lines to the components that have none, so that what is written is well formed.
 */
void
valise_component_complete (ValiseComponent *component)
{
  for (guint i = 0; i < component->lines->len; i++)
    {
      ValiseLine *line = g_ptr_array_index (component->lines, i);

      if (line->component == NULL)
        continue;
      valise_component_complete (line->component);
      if (line->component->end == NULL)
        line->component->end = valise_line_new ("END", line->component->name);
    }
}

/**
 * valise_component_find:
 * @component: a component
 * @name: a property's name, in upper case
 *
 * Returns: (nullable): the first such line
 */
ValiseLine *
valise_component_find (const ValiseComponent *component, const char *name)
{
  for (guint i = 0; i < component->lines->len; i++)
    {
      ValiseLine *line = g_ptr_array_index (component->lines, i);

      if (g_str_equal (line->name, name))
        return line;
    }
  return NULL;
}

/* Returns: (transfer full) (nullable): the text of the first property @name that is not empty. */
char *
valise_component_get_text (const ValiseComponent *component, const char *name)
{
  for (guint i = 0; i < component->lines->len; i++)
    {
      const ValiseLine *line = g_ptr_array_index (component->lines, i);

      if (g_str_equal (line->name, name) && *line->value != '\0')
        return valise_line_get_text (line);
    }
  return NULL;
}

/**
 * valise_component_child:
 * @component: a component
 * @name: (nullable): a component's name, in upper case; %NULL for any
 * @index: 0 for the first one of this name
 *
 * Returns: (nullable): the component inside of @component
 */
ValiseComponent *
valise_component_child (const ValiseComponent *component, const char *name, guint index)
{
  for (guint i = 0; i < component->lines->len; i++)
    {
      ValiseLine *line = g_ptr_array_index (component->lines, i);

      if (line->component != NULL && (name == NULL || g_str_equal (line->component->name, name))
          && index-- == 0)
        return line->component;
    }
  return NULL;
}

/**
 * valise_component_add:
 * @component: a component
 * @line: (transfer full): a new property
 *
 * Puts a property behind the last one of its name, or else behind the last property that stands
 * before the first component inside, as the grammars want it.
 *
 * Returns: @line
 */
ValiseLine *
valise_component_add (ValiseComponent *component, ValiseLine *line)
{
  guint behind = 0, same = 0;
  gboolean child = FALSE;

  for (guint i = 0; i < component->lines->len; i++)
    {
      const ValiseLine *other = g_ptr_array_index (component->lines, i);

      child = child || other->component != NULL;
      if (!child && *other->name != '\0')
        behind = i + 1;
      if (g_str_equal (other->name, line->name))
        same = i + 1;
    }
  g_ptr_array_insert (component->lines, (int)(same > 0 ? same : behind), line);
  return line;
}

/**
 * valise_component_add_child:
 * @component: a component or a file
 * @child: (transfer full): what to put at its end
 */
void
valise_component_add_child (ValiseComponent *component, ValiseComponent *child)
{
  ValiseLine *begin = valise_line_new ("BEGIN", child->name);

  begin->component = child;
  g_ptr_array_add (component->lines, begin);
}

void
valise_component_remove (ValiseComponent *component, ValiseLine *line)
{
  g_ptr_array_remove (component->lines, line);
}

void
valise_component_remove_all (ValiseComponent *component, const char *name)
{
  for (guint i = component->lines->len; i-- > 0;)
    {
      const ValiseLine *line = g_ptr_array_index (component->lines, i);

      if (g_str_equal (line->name, name))
        g_ptr_array_remove_index (component->lines, i);
    }
}

/**
 * valise_component_set_value:
 * @component: a component
 * @name: a property's name, in upper case, of one that stands there once
 * @value: (nullable): its value as it is to be written; %NULL takes the property away
 *
 * Returns: whether that changed anything
 */
gboolean
valise_component_set_value (ValiseComponent *component, const char *name, const char *value)
{
  ValiseLine *line = valise_component_find (component, name);

  if (value == NULL)
    {
      valise_component_remove_all (component, name);
      return line != NULL;
    }
  if (line == NULL)
    valise_component_add (component, valise_line_new (name, value));
  else if (g_str_equal (line->value, value))
    return FALSE;
  else
    valise_line_set_value (line, value);
  return TRUE;
}

/* The same with a text, which is escaped here; "" takes the property away too. */
gboolean
valise_component_set_text (ValiseComponent *component, const char *name, const char *text)
{
  ValiseLine *line = valise_component_find (component, name);
  g_autofree char *old = line != NULL ? valise_line_get_text (line) : NULL;
  g_autofree char *value = NULL;

  if (text == NULL || *text == '\0')
    return valise_component_set_value (component, name, NULL);
  if (g_strcmp0 (old, text) == 0)
    return FALSE;
  value = valise_line_escape (text);
  return valise_component_set_value (component, name, value);
}
