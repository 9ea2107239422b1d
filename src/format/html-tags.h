/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an HTML element does to text. */
typedef enum
{
  VALISE_TAG_INLINE,
  VALISE_TAG_DROP,  /* not shown, with all that is in it */
  VALISE_TAG_LINE,  /* a line of its own */
  VALISE_TAG_BLOCK, /* an empty line before and after */
  VALISE_TAG_BREAK,
  VALISE_TAG_RULE,
  VALISE_TAG_QUOTE,
  VALISE_TAG_PRE,
  VALISE_TAG_LIST,
  VALISE_TAG_NUMBERED,
  VALISE_TAG_ENTRY,
  VALISE_TAG_DEFINITION,
  VALISE_TAG_ROW,
  VALISE_TAG_CELL,
  VALISE_TAG_LINK,
  VALISE_TAG_IMAGE,
} ValiseTag;

/* Attributes as libxml2's SAX gives them: names and values in turn, then NULL. */
typedef const unsigned char **ValiseHtmlAttributes;

ValiseTag valise_html_tag (const char *name);
const char *valise_html_attribute (ValiseHtmlAttributes attributes, const char *name);
gboolean valise_html_is_hidden (ValiseHtmlAttributes attributes);
char *valise_html_image_text (ValiseHtmlAttributes attributes);
char *valise_html_link_target (const char *href);

G_END_DECLS
