/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is known about HTML's elements and attributes, one element at a time. */

#include "format/html-tags.h"

#include "format/text-clean.h"

#include <stdlib.h>
#include <string.h>

#define LINK_MAX 1000
#define ALT_MAX 200

typedef struct
{
  const char *name;
  ValiseTag tag;
} TagName;

/* Sorted by name. What is not here is inline. */
static const TagName tag_names[] = {
  { "a", VALISE_TAG_LINK },           { "address", VALISE_TAG_LINE },
  { "article", VALISE_TAG_LINE },     { "audio", VALISE_TAG_DROP },
  { "blockquote", VALISE_TAG_QUOTE }, { "br", VALISE_TAG_BREAK },
  { "caption", VALISE_TAG_LINE },     { "center", VALISE_TAG_LINE },
  { "dd", VALISE_TAG_DEFINITION },    { "details", VALISE_TAG_LINE },
  { "div", VALISE_TAG_LINE },         { "dl", VALISE_TAG_BLOCK },
  { "dt", VALISE_TAG_LINE },          { "fieldset", VALISE_TAG_LINE },
  { "figcaption", VALISE_TAG_LINE },  { "figure", VALISE_TAG_BLOCK },
  { "footer", VALISE_TAG_LINE },      { "form", VALISE_TAG_LINE },
  { "h1", VALISE_TAG_BLOCK },         { "h2", VALISE_TAG_BLOCK },
  { "h3", VALISE_TAG_BLOCK },         { "h4", VALISE_TAG_BLOCK },
  { "h5", VALISE_TAG_BLOCK },         { "h6", VALISE_TAG_BLOCK },
  { "head", VALISE_TAG_DROP },        { "header", VALISE_TAG_LINE },
  { "hr", VALISE_TAG_RULE },          { "iframe", VALISE_TAG_DROP },
  { "img", VALISE_TAG_IMAGE },        { "li", VALISE_TAG_ENTRY },
  { "listing", VALISE_TAG_PRE },      { "main", VALISE_TAG_LINE },
  { "nav", VALISE_TAG_LINE },         { "object", VALISE_TAG_DROP },
  { "ol", VALISE_TAG_NUMBERED },      { "p", VALISE_TAG_BLOCK },
  { "pre", VALISE_TAG_PRE },          { "script", VALISE_TAG_DROP },
  { "section", VALISE_TAG_LINE },     { "select", VALISE_TAG_DROP },
  { "style", VALISE_TAG_DROP },       { "svg", VALISE_TAG_DROP },
  { "table", VALISE_TAG_BLOCK },      { "td", VALISE_TAG_CELL },
  { "template", VALISE_TAG_DROP },    { "th", VALISE_TAG_CELL },
  { "title", VALISE_TAG_DROP },       { "tr", VALISE_TAG_ROW },
  { "ul", VALISE_TAG_LIST },          { "video", VALISE_TAG_DROP },
  { "xmp", VALISE_TAG_PRE },
};

static int
compare_tag_names (const void *key, const void *entry)
{
  return strcmp (key, ((const TagName *)entry)->name);
}

/**
 * valise_html_tag:
 * @name: an element's name in lower case
 *
 * Returns: what it does to text
 */
ValiseTag
valise_html_tag (const char *name)
{
  const TagName *found = bsearch (name, tag_names, G_N_ELEMENTS (tag_names), sizeof *tag_names,
                                  compare_tag_names);

  return found != NULL ? found->tag : VALISE_TAG_INLINE;
}

/**
 * valise_html_attribute:
 * @attributes: (nullable): an element's attributes
 * @name: a name in lower case
 *
 * Returns: (transfer none) (nullable): its value; "" where it has none
 */
const char *
valise_html_attribute (ValiseHtmlAttributes attributes, const char *name)
{
  for (guint i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
    if (strcmp ((const char *)attributes[i], name) == 0)
      return attributes[i + 1] != NULL ? (const char *)attributes[i + 1] : "";
  return NULL;
}

/**
 * valise_html_is_hidden:
 * @attributes: (nullable): an element's attributes
 *
 * Returns: whether they keep the element from being seen
 */
gboolean
valise_html_is_hidden (ValiseHtmlAttributes attributes)
{
  const char *style = valise_html_attribute (attributes, "style");
  g_autofree char *compact = NULL;
  char *end;

  if (valise_html_attribute (attributes, "hidden") != NULL)
    return TRUE;
  if (style == NULL)
    return FALSE;
  end = compact = g_ascii_strdown (style, -1);
  for (const char *p = compact; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      *end++ = *p;
  *end = '\0';
  return strstr (compact, "display:none") != NULL || strstr (compact, "visibility:hidden") != NULL;
}

static gboolean
is_pixel (const char *length)
{
  return length != NULL && g_ascii_isdigit (*length) && g_ascii_strtoull (length, NULL, 10) < 3
         && strchr (length, '%') == NULL;
}

/**
 * valise_html_image_text:
 * @attributes: (nullable): an image's attributes
 *
 * Returns: (transfer full) (nullable): "[what it shows]"; %NULL for decoration and tracking pixels
 */
char *
valise_html_image_text (ValiseHtmlAttributes attributes)
{
  g_autofree char *line = valise_text_clean_line (valise_html_attribute (attributes, "alt"));
  g_autofree char *alt = valise_text_cut (line, ALT_MAX);

  if (*alt == '\0' || is_pixel (valise_html_attribute (attributes, "width"))
      || is_pixel (valise_html_attribute (attributes, "height")))
    return NULL;
  return g_strdup_printf ("[%s]", alt);
}

/**
 * valise_html_link_target:
 * @href: (nullable): where a link goes
 *
 * Returns: (transfer full) (nullable): what is worth showing of it: addresses of pages and
 * mailboxes, unless they are longer than anybody would read
 */
char *
valise_html_link_target (const char *href)
{
  g_autofree char *trimmed = href != NULL ? g_strstrip (g_strdup (href)) : NULL;
  const char *from = trimmed;

  if (trimmed == NULL || strlen (trimmed) > LINK_MAX)
    return NULL;
  if (g_ascii_strncasecmp (trimmed, "mailto:", 7) == 0)
    {
      from = trimmed + 7;
      trimmed[strcspn (trimmed, "?")] = '\0';
    }
  else if (g_ascii_strncasecmp (trimmed, "http://", 7) != 0
           && g_ascii_strncasecmp (trimmed, "https://", 8) != 0)
    return NULL;
  return *from != '\0' ? g_uri_escape_string (from, "!*'();:@&=+$,/?#[]%", TRUE) : NULL;
}
