/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What libxml2 must not see. Its parser compares each attribute of a tag with all others and copies
 * each value, so a tag with a million attributes takes minutes, and pictures inside of attributes
 * are copied for nothing. This pass, linear in the input, leaves the document as it is but for
 * attributes of tags that are longer than any honest link, comments, and what is inside of scripts
 * and styles. */

#include "format/html-tame.h"

#include <string.h>

#define TAG_MAX 4096

typedef struct
{
  const char *at;
  const char *end;
  GString *out;
} Tame;

static gboolean
starts_with (const char *at, const char *end, const char *prefix)
{
  gsize length = strlen (prefix);

  return (gsize)(end - at) >= length && g_ascii_strncasecmp (at, prefix, length) == 0;
}

/* Returns: behind the next @what, or the end. */
static const char *
behind (const char *at, const char *end, const char *what)
{
  const char *found = memmem (at, end - at, what, strlen (what));

  return found != NULL ? found + strlen (what) : end;
}

/* Returns: behind the ">" of the tag that begins at @at; ">" in quoted values does not end it. */
static const char *
behind_tag (const char *at, const char *end)
{
  while (at < end && *at != '>')
    {
      if (*at == '=')
        {
          do
            at++;
          while (at < end && g_ascii_isspace (*at));
          if (at < end && (*at == '"' || *at == '\''))
            {
              at = memchr (at + 1, *at, end - at - 1);
              if (at == NULL)
                return end;
              at++;
            }
        }
      else
        at++;
    }
  return at < end ? at + 1 : end;
}

/* Returns: the "</name" that ends the text which began at @at, or the end. */
static const char *
find_close (const char *at, const char *end, const char *name)
{
  gsize length = strlen (name);

  while ((at = memmem (at, end - at, "</", 2)) != NULL)
    {
      if (starts_with (at + 2, end, name)
          && (at + 2 + length >= end || !g_ascii_isalnum (at[2 + length])))
        return at;
      at += 2;
    }
  return end;
}

static void
take_tag (Tame *self)
{
  const char *start = self->at;
  const char *stop = behind_tag (start, self->end);
  const char *name = start + 1;
  gsize name_length = 0;

  while (name + name_length < stop && g_ascii_isalnum (name[name_length]))
    name_length++;
  self->at = stop;
  if (stop - start <= TAG_MAX)
    g_string_append_len (self->out, start, stop - start);
  else if (name_length < TAG_MAX)
    {
      g_string_append_len (self->out, start, name_length + 1);
      g_string_append_c (self->out, '>');
    }
  if (name_length == 6 && starts_with (name, stop, "script"))
    self->at = find_close (stop, self->end, "script");
  else if (name_length == 5 && starts_with (name, stop, "style"))
    self->at = find_close (stop, self->end, "style");
}

/**
 * valise_html_tame:
 * @html: HTML
 * @length: its bytes
 *
 * Returns: (transfer full): @html without what would cost more than it tells
 */
GString *
valise_html_tame (const char *html, gsize length)
{
  Tame self = { html, html + length, g_string_sized_new (length) };

  while (self.at < self.end)
    {
      const char *tag = memchr (self.at, '<', self.end - self.at);

      if (tag == NULL)
        tag = self.end;
      g_string_append_len (self.out, self.at, tag - self.at);
      self.at = tag;
      if (tag == self.end)
        break;
      if (starts_with (tag, self.end, "<!--"))
        self.at = behind (tag + 2, self.end, "-->"); /* "<!-->" is a whole one */
      else if (starts_with (tag, self.end, "<!") || starts_with (tag, self.end, "<?"))
        self.at = behind (tag + 2, self.end, ">");
      else if (tag + 1 < self.end && g_ascii_isalpha (tag[1]))
        take_tag (&self);
      else
        {
          g_string_append_c (self.out, '<');
          self.at++;
        }
    }
  return self.out;
}
