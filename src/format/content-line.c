/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Content lines, which vCard and iCalendar are made of.
 *
 * A line remembers the bytes that it was read from and is written with them until somebody changes
 * it. So what Valise does not understand, and what it had no reason to touch, reaches the server as
 * it came: folding, odd parameters, groups, broken lines and all. Libraries that read a file into
 * an object and write it anew cannot promise that.
 *
 * Reading is lenient where programs are known to err: lines ended by LF alone, folds in the middle
 * of a character, parameters without a name and quoted-printable as in vCard 2.1, text that is not
 * UTF-8.
 */

#include "format/content-line.h"

#include "format/component.h"
#include "format/line-encoding.h"
#include "format/text-clean.h"

#include <string.h>

#define FOLD_AT 75 /* octets, RFC 5545 section 3.1 */

static void
param_free (ValiseLineParam *param)
{
  g_free (param->name);
  g_ptr_array_unref (param->values);
  g_free (param);
}

static ValiseLineParam *
find_param (const ValiseLine *line, const char *name)
{
  for (guint i = 0; line->params != NULL && i < line->params->len; i++)
    {
      ValiseLineParam *param = g_ptr_array_index (line->params, i);

      if (g_str_equal (param->name, name))
        return param;
    }
  return NULL;
}

static void
touch (ValiseLine *line)
{
  line->raw = NULL;
  line->raw_size = 0;
}

static void
append_param (ValiseLine *line, const char *name, char *value)
{
  ValiseLineParam *param = find_param (line, name);

  if (param == NULL)
    {
      param = g_new0 (ValiseLineParam, 1);
      param->name = g_strdup (name);
      param->values = g_ptr_array_new_with_free_func (g_free);
      if (line->params == NULL)
        line->params = g_ptr_array_new_with_free_func ((GDestroyNotify)param_free);
      g_ptr_array_add (line->params, param);
    }
  g_ptr_array_add (param->values, value);
}

/**
 * valise_line_new:
 * @name: a property's name, in upper case
 * @value: its value as it is to be written, UTF-8
 *
 * Returns: (transfer full): the line
 */
ValiseLine *
valise_line_new (const char *name, const char *value)
{
  ValiseLine *line = g_new0 (ValiseLine, 1);

  line->name = g_strdup (name);
  line->value = g_strdup (value);
  return line;
}

/**
 * valise_line_new_text:
 * @name: a property's name, in upper case
 * @text: its value, which is escaped here
 *
 * Returns: (transfer full): the line
 */
ValiseLine *
valise_line_new_text (const char *name, const char *text)
{
  g_autofree char *value = valise_line_escape (text);

  return valise_line_new (name, value);
}

void
valise_line_free (ValiseLine *line)
{
  g_clear_pointer (&line->component, valise_component_free);
  g_clear_pointer (&line->params, g_ptr_array_unref);
  g_free (line->group);
  g_free (line->name);
  g_free (line->value);
  g_free (line);
}

/**
 * valise_line_copy:
 * @line: a line
 *
 * Returns: (transfer full): a line that says the same, without what @line begins and without its
 *   bytes, so that it may outlive the file
 */
ValiseLine *
valise_line_copy (const ValiseLine *line)
{
  ValiseLine *copy = valise_line_new (line->name, line->value);

  copy->group = g_strdup (line->group);
  for (guint i = 0; line->params != NULL && i < line->params->len; i++)
    {
      const ValiseLineParam *param = g_ptr_array_index (line->params, i);

      for (guint j = 0; j < param->values->len; j++)
        append_param (copy, param->name, g_strdup (g_ptr_array_index (param->values, j)));
    }
  return copy;
}

static gboolean
is_quoted_printable (const char *head, gsize size)
{
  const char *colon = memchr (head, ':', size);
  g_autofree char *upper = NULL;

  if (colon == NULL || memchr (head, ';', colon - head) == NULL || colon - head > 500)
    return FALSE;
  upper = g_ascii_strup (head, colon - head);
  return strstr (upper, "QUOTED-PRINTABLE") != NULL;
}

/**
 * valise_line_measure:
 * @data: the rest of a file
 * @size: bytes in @data
 * @line_end: '\n', or '\r' in a file without any '\n'
 *
 * Returns: bytes of the first content line in @data, all its folds and its line end included
 */
gsize
valise_line_measure (const char *data, gsize size, char line_end)
{
  gboolean soft = is_quoted_printable (data, MIN (size, 512));
  gsize end = 0;

  while (end < size)
    {
      const char *found = memchr (data + end, line_end, size - end);
      gsize last;

      if (found == NULL)
        return size;
      end = last = found - data;
      end++;
      while (last > 0 && data[last - 1] == '\r')
        last--;
      if (soft && last > 0 && data[last - 1] == '=')
        continue;
      if (end >= size || (data[end] != ' ' && data[end] != '\t'))
        break;
    }
  return end;
}

/* Takes the folds out. NUL bytes are dropped: they mean nothing and would end the string. */
static GString *
unfold (const char *raw, gsize size)
{
  GString *text = g_string_sized_new (size);
  gboolean soft = is_quoted_printable (raw, MIN (size, 512));

  for (gsize i = 0; i < size; i++)
    {
      gsize end = i;

      while (end < size && raw[end] == '\r')
        end++;
      if ((end < size && raw[end] == '\n') || (end > i && end == size))
        {
          if (soft && text->len > 0 && text->str[text->len - 1] == '=')
            g_string_truncate (text, text->len - 1);
          else if (end + 1 < size)
            end++;
          i = end;
        }
      else if (raw[i] == '\r' && i + 1 < size && (raw[i + 1] == ' ' || raw[i + 1] == '\t'))
        i++;
      else if (raw[i] != '\0')
        g_string_append_c (text, raw[i]);
    }
  return text;
}

/* Reads "NAME=value", 'NAME="value",value' or, from vCard 2.1, "value" at @p. Returns its end. */
static const char *
parse_param (ValiseLine *line, const char *p, const char *end)
{
  const char *equals = p;
  g_autofree char *upper = NULL, *name = NULL;

  while (equals < end && *equals != '=' && *equals != ';')
    equals++;
  if (equals == end || *equals == ';')
    {
      g_autofree char *word = g_ascii_strup (p, equals - p);

      if (*word != '\0')
        append_param (line, valise_line_is_encoding (word) ? "ENCODING" : "TYPE",
                      g_utf8_make_valid (word, -1));
      return equals;
    }

  upper = g_ascii_strup (p, equals - p);
  name = g_utf8_make_valid (g_strstrip (upper), -1);
  for (p = equals; p < end && *p != ';';)
    {
      const char *start = ++p;
      gboolean quoted = start < end && *start == '"' && memchr (start + 1, '"', end - start - 1);

      if (quoted)
        {
          start++;
          p = (const char *)memchr (start, '"', end - start) + 1;
        }
      else
        while (p < end && *p != ';' && *p != ',')
          p++;
      valise_line_split_param (name, start, p - quoted - start, line, append_param);
      while (p < end && *p != ';' && *p != ',')
        p++;
    }
  return p;
}

/* The colon that ends the parameters: the first that is not in quotes. */
static const char *
find_colon (const char *text)
{
  gboolean quoted = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        quoted = !quoted;
      else if (*p == ':' && !quoted)
        return p;
    }
  return strchr (text, ':');
}

/**
 * valise_line_parse:
 * @raw: one line as valise_line_measure() cuts it; has to outlive the line
 * @size: bytes in @raw
 *
 * Reads a line. What is not a property gets the name "" and is otherwise kept.
 *
 * Returns: (transfer full): the line
 */
ValiseLine *
valise_line_parse (const char *raw, gsize size)
{
  gsize mark = size >= 3 && memcmp (raw, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  g_autoptr (GString) text = unfold (raw + mark, size - mark);
  const char *colon = find_colon (text->str);
  ValiseLine *line = g_new0 (ValiseLine, 1);
  const char *name = text->str, *p, *dot;

  line->raw = raw;
  line->raw_size = size;
  p = name + strcspn (name, ";:");
  if (colon == NULL || p == name || p > colon)
    {
      line->name = g_strdup ("");
      line->value = g_utf8_make_valid (text->str, -1);
      return line;
    }

  dot = memchr (name, '.', p - name);
  if (dot != NULL && dot > name)
    {
      line->group = g_utf8_make_valid (name, dot - name);
      name = dot + 1;
    }
  line->name = g_ascii_strup (name, p - name);
  g_strstrip (line->name);
  if (!g_utf8_validate (line->name, -1, NULL))
    line->name[0] = '\0';
  while (p < colon)
    p = parse_param (line, p + 1, colon);
  line->value = valise_line_decode (colon + 1, line);
  return line;
}

/* Appends @text in lines of at most 75 octets, never cutting a character. */
static void
append_folded (GString *out, const char *text, const char *line_end)
{
  gsize column = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gsize length = g_utf8_next_char (p) - p;

      if (*p == '\n' || *p == '\r')
        continue;
      if (column + length > FOLD_AT)
        {
          g_string_append_printf (out, "%s ", line_end);
          column = 1;
        }
      g_string_append_len (out, p, length);
      column += length;
    }
  g_string_append (out, line_end);
}

/**
 * valise_line_write:
 * @line: a line
 * @out: (inout): gets the line, with its line end
 * @line_end: "\r\n", or what the file uses
 *
 * Writes a line: as it was found, if nobody changed it since. What it begins is not written.
 */
void
valise_line_write (const ValiseLine *line, GString *out, const char *line_end)
{
  g_autoptr (GString) text = NULL;

  if (line->raw != NULL)
    {
      g_string_append_len (out, line->raw, line->raw_size);
      if (line->raw_size > 0 && line->raw[line->raw_size - 1] != line_end[strlen (line_end) - 1])
        g_string_append (out, line_end);
      return;
    }

  text = g_string_new (NULL);
  if (line->group != NULL)
    g_string_append_printf (text, "%s.", line->group);
  g_string_append (text, line->name);
  for (guint i = 0; line->params != NULL && i < line->params->len; i++)
    {
      const ValiseLineParam *param = g_ptr_array_index (line->params, i);

      g_string_append_printf (text, ";%s=", param->name);
      for (guint j = 0; j < param->values->len; j++)
        {
          if (j > 0)
            g_string_append_c (text, ',');
          valise_line_append_param_value (text, g_ptr_array_index (param->values, j));
        }
    }
  g_string_append_printf (text, ":%s", line->value);
  append_folded (out, text->str, line_end);
}

/**
 * valise_line_get_param:
 * @line: a line
 * @name: a parameter's name, in upper case
 *
 * Returns: (nullable): its first value
 */
const char *
valise_line_get_param (const ValiseLine *line, const char *name)
{
  const ValiseLineParam *param = find_param (line, name);

  return param != NULL ? g_ptr_array_index (param->values, 0) : NULL;
}

/**
 * valise_line_has_param:
 * @line: a line
 * @name: a parameter's name, in upper case
 * @value: a value, in any case
 *
 * Returns: whether @value is one of the parameter's values
 */
gboolean
valise_line_has_param (const ValiseLine *line, const char *name, const char *value)
{
  const ValiseLineParam *param = find_param (line, name);

  for (guint i = 0; param != NULL && i < param->values->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (param->values, i), value) == 0)
      return TRUE;
  return FALSE;
}

/**
 * valise_line_set_param:
 * @line: a line
 * @name: a parameter's name, in upper case
 * @value: (nullable): its only value; %NULL takes the parameter away
 */
void
valise_line_set_param (ValiseLine *line, const char *name, const char *value)
{
  ValiseLineParam *param = find_param (line, name);

  if (param == NULL && value == NULL)
    return;
  touch (line);
  if (value == NULL)
    {
      g_ptr_array_remove (line->params, param);
      return;
    }
  if (param != NULL)
    g_ptr_array_set_size (param->values, 0);
  append_param (line, name, g_strdup (value));
}

/* Adds one more value to a parameter. */
void
valise_line_add_param (ValiseLine *line, const char *name, const char *value)
{
  touch (line);
  append_param (line, name, g_strdup (value));
}

/* Moves a line to another group, or with %NULL to none. */
void
valise_line_set_group (ValiseLine *line, const char *group)
{
  touch (line);
  g_free (line->group);
  line->group = g_strdup (group);
}

/**
 * valise_line_get_text:
 * @line: a line
 *
 * Returns: (transfer full): its value unescaped, safe to show, possibly of several lines
 */
char *
valise_line_get_text (const ValiseLine *line)
{
  return valise_line_unescape (line->value, strlen (line->value));
}

/**
 * valise_line_set_value:
 * @line: a line
 * @value: its new value as it is to be written
 *
 * Changes the value and nothing else; but for an encoding of vCard 2.1, which @value does not have.
 */
void
valise_line_set_value (ValiseLine *line, const char *value)
{
  touch (line);
  if (valise_line_has_param (line, "ENCODING", "QUOTED-PRINTABLE"))
    valise_line_set_param (line, "ENCODING", NULL);
  valise_line_set_param (line, "CHARSET", NULL);
  g_free (line->value);
  line->value = g_strdup (value);
}

/* The same with a text, which is escaped here. */
void
valise_line_set_text (ValiseLine *line, const char *text)
{
  g_autofree char *value = valise_line_escape (text);

  valise_line_set_value (line, value);
}
