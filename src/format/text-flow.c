/* SPDX-License-Identifier: GPL-3.0-or-later */

/* format=flowed (RFC 3676): how text is sent so that it looks right in 80 columns and wraps anew
 * wherever it is read. Here a paragraph is one line; quoted lines begin with "> ", once for each
 * level. */

#include "format/text-flow.h"

#include <string.h>

/* RFC 3676 section 4.2: 78 at most, with the space at the end. */
#define COLUMNS 76

/* Takes the quote marks off a line: ">>", as RFC 3676 says, and "> >", as it is often written. */
static guint
take_quotes (const char **line, const char *end)
{
  guint quotes = 0;

  while (*line < end
         && (**line == '>'
             || (quotes > 0 && (end - *line > 1 && (*line)[0] == ' ' && (*line)[1] == '>'))))
    {
      *line += **line == '>' ? 1 : 2;
      quotes++;
    }
  return quotes;
}

static gboolean
is_signature_mark (const char *line, const char *end)
{
  return end - line == 3 && memcmp (line, "-- ", 3) == 0;
}

/**
 * valise_text_unflow:
 * @text: text with "\n" line ends, in format=flowed
 * @delsp: whether the space at the end of a flowed line is to be deleted
 *
 * Joins lines that were broken only for sending (RFC 3676).
 *
 * Returns: (transfer full): text with a line for each paragraph
 */
char *
valise_text_unflow (const char *text, gboolean delsp)
{
  const char *stop = text + strlen (text);
  GString *out = g_string_sized_new (stop - text);
  gboolean flows = FALSE;
  guint quotes_before = 0;

  while (text < stop)
    {
      const char *end = memchr (text, '\n', stop - text);
      const char *next = end != NULL ? end + 1 : stop;
      const char *line = text;
      guint quotes;

      end = end != NULL ? end : stop;
      quotes = take_quotes (&line, end);
      line += line < end && *line == ' ' ? 1 : 0; /* stuffed */
      if (out->len > 0 && (!flows || quotes != quotes_before || is_signature_mark (line, end)))
        g_string_append_c (out, '\n');
      if (out->len == 0 || out->str[out->len - 1] == '\n')
        for (guint i = 0; i < quotes; i++)
          g_string_append (out, "> ");
      flows = end > line && end[-1] == ' ' && !is_signature_mark (line, end);
      g_string_append_len (out, line, end - line - (flows && delsp ? 1 : 0));
      quotes_before = quotes;
      text = next;
    }
  if (out->len > 0)
    g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

/* Signs of @text, up to @end. */
static gsize
count_columns (const char *text, const char *end)
{
  return (gsize)g_utf8_strlen (text, end - text);
}

static void
begin_line (GString *out, guint quotes, const char *line, const char *end)
{
  gboolean stuff = quotes > 0 ? end > line
                              : end > line
                                    && (*line == ' ' || *line == '>'
                                        || (end - line >= 5 && memcmp (line, "From ", 5) == 0));

  for (guint i = 0; i < quotes; i++)
    g_string_append_c (out, '>');
  if (stuff)
    g_string_append_c (out, ' ');
}

/* Where a line is broken: behind the last space that leaves it short enough, or behind the first
 * one where a word is longer. Returns: @end where it is not broken */
static const char *
find_break (const char *line, const char *end, gsize columns)
{
  const char *found = NULL;

  if (count_columns (line, end) <= columns)
    return end;
  for (const char *p = line + strspn (line, " "); p < end; p++)
    {
      if (*p != ' ' || p + 1 >= end || p[1] == ' ')
        continue;
      if (found != NULL && count_columns (line, p + 1) > columns)
        break;
      found = p + 1;
      if (count_columns (line, found) > columns)
        break;
    }
  return found != NULL ? found : end;
}

static void
flow_line (GString *out, const char *line, const char *end)
{
  guint quotes = take_quotes (&line, end);
  gsize columns = COLUMNS - MIN (quotes + 1, COLUMNS / 2);

  line += quotes > 0 && line < end && *line == ' ' ? 1 : 0;
  /* A space at the end says that the line goes on, so a line that does not has none. */
  while (end > line && end[-1] == ' ' && !is_signature_mark (line, end))
    end--;
  while (TRUE)
    {
      const char *stop = find_break (line, end, columns);

      begin_line (out, quotes, line, stop);
      g_string_append_len (out, line, stop - line);
      g_string_append_c (out, '\n');
      if (stop == end)
        return;
      line = stop;
    }
}

/**
 * valise_text_flow:
 * @text: UTF-8 with "\n" line ends, a line for each paragraph; a line that begins with ">" is
 * quoted
 *
 * Breaks long lines so that who reads it can join them again.
 *
 * Returns: (transfer full): the text in format=flowed, without DelSp
 */
char *
valise_text_flow (const char *text)
{
  gsize length = strlen (text);
  const char *stop = text + length;
  GString *out = g_string_sized_new (length + length / 64 + 16);

  while (text < stop)
    {
      const char *end = memchr (text, '\n', stop - text);

      flow_line (out, text, end != NULL ? end : stop);
      text = end != NULL ? end + 1 : stop;
    }
  return g_string_free (out, FALSE);
}

/* Where the signature of @text begins, or its end. */
static const char *
find_signature (const char *text)
{
  const char *found = g_str_has_prefix (text, "-- \n") ? text : strstr (text, "\n-- \n");

  if (found == NULL)
    return text + strlen (text);
  return *found == '\n' ? found + 1 : found;
}

/**
 * valise_text_quote:
 * @text: UTF-8 with "\n" line ends
 *
 * Returns: (transfer full): @text with a quote mark before each line, without its signature and
 *   the empty lines at its end
 */
char *
valise_text_quote (const char *text)
{
  const char *stop = find_signature (text);
  GString *out;

  while (stop > text && g_ascii_isspace (stop[-1]))
    stop--;
  out = g_string_sized_new (stop - text + 64);
  while (text < stop)
    {
      const char *end = memchr (text, '\n', stop - text);

      end = end != NULL ? end : stop;
      g_string_append (out, end > text ? "> " : ">");
      g_string_append_len (out, text, end - text);
      g_string_append_c (out, '\n');
      text = end < stop ? end + 1 : stop;
    }
  return g_string_free (out, FALSE);
}
