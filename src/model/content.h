/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/kind.h"

G_BEGIN_DECLS

/* What went wrong when a content was read or cut; stored, and said where it is shown. */
typedef enum
{
  VALISE_PROBLEM_NONE = 0,
  VALISE_PROBLEM_TRUNCATED = 1 << 0, /* the text is longer than what is here */
  VALISE_PROBLEM_ENCODING = 1 << 1,  /* some characters could not be read */
} ValiseProblems;

/* An item's bytes in its standard format: message/rfc822, text/calendar, text/vcard. At depth text
 * a message has its header and one text/plain part (see format/mail-text.h). Immutable, counted. */
typedef struct
{
  gatomicrefcount refs;
  ValiseDepth depth; /* TEXT or FULL */
  ValiseProblems problems;
  GBytes *bytes;
  char *text; /* nullable: plain text, for search */
} ValiseContent;

ValiseContent *valise_content_new (ValiseDepth depth, GBytes *bytes, const char *text);
ValiseContent *valise_content_ref (ValiseContent *content);
void valise_content_unref (ValiseContent *content);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseContent, valise_content_unref)

G_END_DECLS
