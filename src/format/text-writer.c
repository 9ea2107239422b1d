/* SPDX-License-Identifier: GPL-3.0-or-later */

/* White space between words is remembered and written only before the next word, so that a document
 * neither begins nor ends with it, and so that the many blocks that begin and end at one place make
 * one break. */

#include "format/text-writer.h"

#include <string.h>

/* However deep a stranger nests, a line stays one that can be read. */
#define QUOTE_MAX 20
#define INDENT_MAX 40

/**
 * valise_text_writer_init:
 * @self: a writer on the caller's stack
 * @size_hint: bytes that are expected
 */
void
valise_text_writer_init (ValiseTextWriter *self, gsize size_hint)
{
  *self = (ValiseTextWriter){ .out = g_string_sized_new (size_hint) };
}

/**
 * valise_text_writer_finish:
 * @self: a writer
 *
 * Returns: (transfer full): what was written; it ends with a newline unless it is empty
 */
char *
valise_text_writer_finish (ValiseTextWriter *self)
{
  g_clear_pointer (&self->marker, g_free);
  if (self->out->len > 0)
    g_string_append_c (self->out, '\n');
  return g_string_free (g_steal_pointer (&self->out), FALSE);
}

/**
 * valise_text_writer_break:
 * @self: a writer
 * @breaks: 1 for a new line, 2 for an empty line before it
 *
 * Asks for at least so many breaks before the next word.
 */
void
valise_text_writer_break (ValiseTextWriter *self, guint breaks)
{
  self->breaks = MAX (self->breaks, breaks);
  self->space = FALSE;
}

/**
 * valise_text_writer_newline:
 * @self: a writer
 *
 * Asks for one more break, up to one empty line (in kept white space: for every one).
 */
void
valise_text_writer_newline (ValiseTextWriter *self)
{
  if (self->breaks < 2 || self->pre > 0)
    self->breaks++;
  self->space = FALSE;
}

/**
 * valise_text_writer_marker:
 * @self: a writer
 * @marker: "- " or "1. "
 *
 * Writes @marker in front of the next word, if there is one before the next marker.
 */
void
valise_text_writer_marker (ValiseTextWriter *self, const char *marker)
{
  g_free (self->marker);
  self->marker = g_strdup (marker);
}

/**
 * valise_text_writer_in_line:
 * @self: a writer
 *
 * Returns: whether the next word would stand behind another one in its line
 */
gboolean
valise_text_writer_in_line (const ValiseTextWriter *self)
{
  return self->out->len > 0 && self->breaks == 0;
}

static void
append_repeated (GString *out, const char *text, guint times)
{
  for (guint i = 0; i < times; i++)
    g_string_append (out, text);
}

static void
begin_line (ValiseTextWriter *self)
{
  guint indent = MIN (self->indent, INDENT_MAX);
  guint marker = self->marker != NULL ? strlen (self->marker) : 0;

  append_repeated (self->out, "> ", MIN (self->quote, QUOTE_MAX));
  append_repeated (self->out, " ", indent > marker ? indent - marker : 0);
  if (self->marker != NULL)
    g_string_append (self->out, self->marker);
  g_clear_pointer (&self->marker, g_free);
  self->quoted = self->quote;
}

static void
end_line (ValiseTextWriter *self)
{
  while (self->out->len > 0 && self->out->str[self->out->len - 1] == ' ')
    g_string_truncate (self->out, self->out->len - 1);
  g_string_append_c (self->out, '\n');
  self->lines++;
}

/* Writes what was put off: breaks, or one space. */
static void
before_word (ValiseTextWriter *self)
{
  guint quote = MIN (self->quote, self->quoted); /* an empty line belongs to what is around it */

  if (self->out->len == 0)
    begin_line (self);
  else if (self->breaks > 0)
    {
      end_line (self);
      for (guint i = 1; i < self->breaks; i++)
        {
          append_repeated (self->out, "> ", MIN (quote, QUOTE_MAX));
          end_line (self);
        }
      begin_line (self);
    }
  else if (self->space)
    g_string_append_c (self->out, ' ');
  self->breaks = 0;
  self->space = FALSE;
}

/**
 * valise_text_writer_word:
 * @self: a writer
 * @word: written as it is
 */
void
valise_text_writer_word (ValiseTextWriter *self, const char *word)
{
  before_word (self);
  g_string_append (self->out, word);
}

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 0xa0;
}

/* Newsletters fill their preview lines with these. */
static gboolean
is_filler (gunichar c)
{
  return c == 0x200b || c == 0xfeff || c == 0x034f || c == 0xad;
}

/* Returns: behind the character at @p, and behind all that follow and are plain words. */
static const char *
skip_word (const char *p, const char *end)
{
  p = g_utf8_next_char (p);
  while (p < end && (guchar)*p > ' ' && (guchar)*p < 0x7f)
    p++;
  return p;
}

static void
write_kept (ValiseTextWriter *self, const char *text, const char *end)
{
  while (text < end)
    {
      const char *newline = memchr (text, '\n', end - text);
      const char *stop = newline != NULL ? newline : end;

      if (stop > text)
        {
          before_word (self);
          g_string_append_len (self->out, text, stop - text);
        }
      if (newline != NULL)
        valise_text_writer_newline (self);
      text = newline != NULL ? newline + 1 : end;
    }
}

/**
 * valise_text_writer_text:
 * @self: a writer
 * @text: valid UTF-8
 * @length: its bytes
 *
 * Writes the words of @text with one space between them, or @text as it is where white space is
 * kept.
 */
void
valise_text_writer_text (ValiseTextWriter *self, const char *text, gsize length)
{
  const char *end = text + length;

  if (self->pre > 0)
    {
      write_kept (self, text, end);
      return;
    }
  for (const char *p = text, *next; p < end; p = next)
    {
      gunichar c = g_utf8_get_char (p);

      next = g_utf8_next_char (p);
      if (is_space (c))
        self->space = self->out->len > 0;
      else if (c == 0x200c)
        self->joiner = TRUE;
      else if (!is_filler (c))
        {
          if (self->space || self->breaks > 0 || self->out->len == 0)
            before_word (self);
          else if (self->joiner)
            g_string_append (self->out, "\u200c");
          self->joiner = FALSE;
          next = skip_word (p, end);
          g_string_append_len (self->out, p, next - p);
        }
    }
}
