/* SPDX-License-Identifier: GPL-3.0-or-later */

/* HTML to readable text. libxml2's HTML parser reports tags and words (SAX) and no tree is built,
 * so memory does not grow with nesting and nothing recurses. The parser's own costs grow with the
 * number of open elements, though: where a document nests deeper than any honest one, the parser is
 * stopped and a new one goes on behind that place, with nothing open. */

#include "format/html-text.h"

#include "format/format.h"
#include "format/html-tags.h"
#include "format/html-tame.h"
#include "format/text-clean.h"
#include "format/text-writer.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#define DEPTH_MAX 400
#define HTML_MAX (4 * 1024 * 1024)
#define WORK_MAX (64 * (gsize)HTML_MAX) /* a parser copies what is left at each new start */
#define LINK_TEXT_MAX 2000

/* An element that was opened, and what to go back to when it closes. */
typedef struct
{
  char name[16]; /* longer names are inline and never looked for */
  ValiseTag tag;
  gboolean drops;
  guint quote, indent, pre;
  int number;            /* lists: the outer list's */
  guint cells, row_line; /* rows: the outer row's */
  char *href;            /* VALISE_TAG_LINK; nullable */
  gsize link_start;      /* bytes written when the link began */
} Open;

typedef struct
{
  ValiseTextWriter writer;
  htmlParserCtxtPtr parser;
  GArray *open; /* of Open */
  guint dropping;
  int number;           /* of the next list entry; 0: bullets */
  guint cells;          /* begun in this row */
  guint row_line;       /* line of the row's first word + 1; 0 none yet */
  gboolean compact;     /* the row before was one line of several cells */
  gboolean cell_begins; /* no word in it yet: blocks do not break */
  gboolean separator;   /* comes before the next word */
  gssize resume;        /* where a new parser goes on; -1 */
} Converter;

/* Breaks at the edges of blocks, but not between a cell's beginning and its first word. */
static void
break_lines (Converter *self, guint breaks)
{
  if (!self->cell_begins)
    valise_text_writer_break (&self->writer, breaks);
}

static void
before_word (Converter *self)
{
  self->cell_begins = FALSE;
  if (self->separator)
    {
      self->separator = FALSE;
      self->writer.space = TRUE;
      valise_text_writer_word (&self->writer, "|");
      self->writer.space = TRUE;
    }
}

static void
after_word (Converter *self)
{
  if (self->cells > 0 && self->row_line == 0)
    self->row_line = self->writer.lines + 1;
}

static void
write_word (Converter *self, const char *word)
{
  before_word (self);
  valise_text_writer_word (&self->writer, word);
  after_word (self);
}

static void
write_image (Converter *self, ValiseHtmlAttributes attributes)
{
  g_autofree char *text = valise_html_image_text (attributes);

  if (text != NULL)
    write_word (self, text);
}

/* Says where a link goes, unless its text says so itself. */
static void
finish_link (Converter *self, const Open *open)
{
  g_autofree char *target = valise_html_link_target (open->href);
  g_autofree char *bare = NULL;
  g_autofree char *shown = NULL;
  const GString *out = self->writer.out;
  const char *scheme;
  gsize length;

  if (target == NULL || out->len <= open->link_start)
    return;
  scheme = strstr (target, "://");
  bare = g_strdup (scheme != NULL ? scheme + 3 : target);
  length = strlen (bare);
  if (length > 1 && bare[length - 1] == '/')
    bare[length - 1] = '\0';
  if (out->len - open->link_start < LINK_TEXT_MAX && strstr (out->str + open->link_start, bare))
    return;
  shown = g_strdup_printf ("<%s>", target);
  if (valise_text_writer_in_line (&self->writer))
    self->writer.space = TRUE;
  write_word (self, shown);
}

static void
begin_cell (Converter *self)
{
  gboolean first = self->cells++ == 0;

  self->separator = FALSE;
  self->cell_begins = FALSE;
  if (first || self->row_line == 0)
    self->cell_begins = self->compact;
  else if (self->row_line == self->writer.lines + 1)
    {
      self->writer.breaks = 0;
      self->cell_begins = self->separator = TRUE;
    }
  else
    valise_text_writer_break (&self->writer, 1);
}

static void
begin_entry (Converter *self)
{
  g_autofree char *marker = NULL;

  break_lines (self, 1);
  if (self->number > 0)
    marker = g_strdup_printf ("%d. ", self->number);
  valise_text_writer_marker (&self->writer, marker != NULL ? marker : "- ");
  self->writer.indent += marker != NULL ? strlen (marker) : 2;
  if (self->number > 0 && self->number < G_MAXINT)
    self->number++;
}

static void
begin_list (Converter *self, ValiseTag tag, ValiseHtmlAttributes attributes)
{
  const char *start = valise_html_attribute (attributes, "start");
  gint64 number = start != NULL ? g_ascii_strtoll (start, NULL, 10) : 1;

  break_lines (self, self->number >= 0 && self->writer.indent > 0 ? 1 : 2);
  self->number = tag == VALISE_TAG_NUMBERED ? (int)CLAMP (number, 1, 1000000) : 0;
}

static void
begin_row (Converter *self)
{
  self->cell_begins = self->separator = FALSE;
  self->cells = 0;
  self->row_line = 0;
  valise_text_writer_break (&self->writer, 1);
}

/* Rows of one line stand close together, whatever blocks their cells are made of; but a row of one
 * cell is only somebody's way to make a page. */
static void
end_row (Converter *self)
{
  self->compact = self->cells > 1 && self->row_line == self->writer.lines + 1;
  if (self->compact)
    self->writer.breaks = 0;
  begin_row (self);
}

static void
begin_tag (Converter *self, ValiseTag tag, ValiseHtmlAttributes attributes)
{
  switch (tag)
    {
    case VALISE_TAG_INLINE:
    case VALISE_TAG_DROP:
    case VALISE_TAG_LINK:
      break;
    case VALISE_TAG_LINE:
      break_lines (self, 1);
      break;
    case VALISE_TAG_BLOCK:
      break_lines (self, 2);
      break;
    case VALISE_TAG_BREAK:
      if (!self->cell_begins)
        valise_text_writer_newline (&self->writer);
      break;
    case VALISE_TAG_RULE:
      break_lines (self, 1);
      write_word (self, "---");
      break_lines (self, 1);
      break;
    case VALISE_TAG_QUOTE:
      break_lines (self, 1);
      self->writer.quote++;
      break;
    case VALISE_TAG_PRE:
      break_lines (self, 2);
      self->writer.pre++;
      break;
    case VALISE_TAG_LIST:
    case VALISE_TAG_NUMBERED:
      begin_list (self, tag, attributes);
      break;
    case VALISE_TAG_ENTRY:
      begin_entry (self);
      break;
    case VALISE_TAG_DEFINITION:
      break_lines (self, 1);
      self->writer.indent += 2;
      break;
    case VALISE_TAG_ROW:
      begin_row (self);
      break;
    case VALISE_TAG_CELL:
      begin_cell (self);
      break;
    case VALISE_TAG_IMAGE:
      write_image (self, attributes);
      break;
    }
}

static void
end_tag (Converter *self, const Open *open)
{
  switch (open->tag)
    {
    case VALISE_TAG_LINK:
      finish_link (self, open);
      break;
    case VALISE_TAG_LINE:
    case VALISE_TAG_QUOTE:
    case VALISE_TAG_ENTRY:
    case VALISE_TAG_DEFINITION:
      break_lines (self, 1);
      break;
    case VALISE_TAG_ROW:
      end_row (self);
      break;
    case VALISE_TAG_BLOCK:
    case VALISE_TAG_PRE:
      break_lines (self, 2);
      break;
    case VALISE_TAG_LIST:
    case VALISE_TAG_NUMBERED:
      break_lines (self, open->indent > 0 ? 1 : 2);
      break;
    case VALISE_TAG_INLINE:
    case VALISE_TAG_DROP:
    case VALISE_TAG_BREAK:
    case VALISE_TAG_RULE:
    case VALISE_TAG_CELL:
    case VALISE_TAG_IMAGE:
      break;
    }
}

static void
pop (Converter *self)
{
  Open *open = &g_array_index (self->open, Open, self->open->len - 1);

  if (open->drops)
    self->dropping--;
  else if (self->dropping == 0)
    end_tag (self, open);
  self->writer.quote = open->quote;
  self->writer.indent = open->indent;
  self->writer.pre = open->pre;
  if (open->tag == VALISE_TAG_LIST || open->tag == VALISE_TAG_NUMBERED)
    self->number = open->number;
  if (open->tag == VALISE_TAG_ROW)
    {
      self->cells = open->cells;
      self->row_line = open->row_line;
    }
  g_free (open->href);
  g_array_set_size (self->open, self->open->len - 1);
}

static void
start_element_cb (void *data, const xmlChar *name, const xmlChar **attributes)
{
  Converter *self = data;
  Open open = { .tag = valise_html_tag ((const char *)name),
                .quote = self->writer.quote,
                .indent = self->writer.indent,
                .pre = self->writer.pre,
                .number = self->number,
                .cells = self->cells,
                .row_line = self->row_line,
                .link_start = self->writer.out->len };

  if (self->resume >= 0)
    return;
  g_strlcpy (open.name, (const char *)name, sizeof open.name);
  open.drops = open.tag == VALISE_TAG_DROP || valise_html_is_hidden (attributes);
  if (open.drops)
    self->dropping++;
  else if (self->dropping == 0)
    {
      if (open.tag == VALISE_TAG_LINK)
        open.href = g_strdup (valise_html_attribute (attributes, "href"));
      begin_tag (self, open.tag, attributes);
    }
  g_array_append_val (self->open, open);
  if (self->open->len > DEPTH_MAX)
    {
      self->resume = xmlByteConsumed (self->parser);
      xmlStopParser (self->parser);
    }
}

static void
end_element_cb (void *data, const xmlChar *name)
{
  Converter *self = data;
  guint found = self->open->len;

  while (found > 0
         && strncmp (g_array_index (self->open, Open, found - 1).name, (const char *)name,
                     sizeof ((Open *)0)->name - 1)
                != 0)
    found--;
  while (found > 0 && self->open->len >= found)
    pop (self);
}

static void
characters_cb (void *data, const xmlChar *text, int length)
{
  Converter *self = data;
  gsize blank = 0;

  if (self->dropping > 0 || self->resume >= 0)
    return;
  while (blank < (gsize)length && g_ascii_isspace (text[blank]))
    blank++;
  if (blank < (gsize)length)
    before_word (self);
  valise_text_writer_text (&self->writer, (const char *)text, length);
  if (blank < (gsize)length)
    after_word (self);
}

/* Converts from @html on. Returns: the bytes that were read; fewer than @length where it nests too
 * deep. */
static gsize
convert (Converter *self, const char *html, gsize length)
{
  xmlSAXHandler handler = { .startElement = start_element_cb,
                            .endElement = end_element_cb,
                            .characters = characters_cb,
                            .ignorableWhitespace = characters_cb };
  gsize done = length;

  self->resume = -1;
  self->parser = htmlCreateMemoryParserCtxt (html, (int)length);
  if (self->parser == NULL)
    return length;
  *self->parser->sax = handler;
  self->parser->userData = self;
  htmlCtxtUseOptions (self->parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING
                                        | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  xmlSwitchEncoding (self->parser, XML_CHAR_ENCODING_UTF8);
  htmlParseDocument (self->parser);
  if (self->resume >= 0)
    done = MIN ((gsize)self->resume + 1, length); /* behind the ">" */
  g_clear_pointer (&self->parser, htmlFreeParserCtxt);
  while (self->open->len > 0)
    pop (self);
  return done;
}

/**
 * valise_html_to_text:
 * @html: HTML in UTF-8, whatever it says of its encoding itself
 * @length: bytes, or -1 where it ends with a NUL
 * @problems: (inout): what went wrong is added: %VALISE_PROBLEM_ENCODING where it was not UTF-8,
 *   %VALISE_PROBLEM_TRUNCATED where it is too long or too deep to be read to its end
 *
 * Turns HTML into text that reads well in a terminal: blocks and lists in lines, rows of tables
 * with " | " between cells, quotes with "> ", links with their address behind, without what is
 * hidden.
 *
 * Returns: (transfer full): the text, with "\n" line ends
 */
char *
valise_html_to_text (const char *html, gssize length, ValiseProblems *problems)
{
  g_autofree char *clean = NULL;
  g_autofree char *text = NULL;
  g_autofree char *cut = NULL;
  g_autoptr (GString) tame = NULL;
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (Open));
  Converter self = { .open = open, .resume = -1 };
  gsize at = 0, size, work = 0;

  valise_format_init ();
  clean = valise_text_clean (html, length, problems);
  tame = valise_html_tame (clean, strlen (clean));
  g_string_prepend (tame, "<body>"); /* otherwise text that begins without a tag becomes a <p> */
  cut = valise_text_cut (tame->str, HTML_MAX);
  size = strlen (cut);
  valise_text_writer_init (&self.writer, size / 2);
  while (at < size && work < WORK_MAX)
    {
      work += size - at;
      at += convert (&self, cut + at, size - at);
    }
  if (tame->len > HTML_MAX || at < size)
    *problems |= VALISE_PROBLEM_TRUNCATED;
  text = valise_text_writer_finish (&self.writer);
  return valise_text_clean (text, -1, problems);
}
