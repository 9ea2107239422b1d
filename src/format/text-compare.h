/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/content.h"
#include "model/kind.h"

G_BEGIN_DECLS

typedef enum
{
  VALISE_COMPARED_SAME,
  VALISE_COMPARED_CHANGED,
  VALISE_COMPARED_LEFT,    /* only there */
  VALISE_COMPARED_RIGHT,   /* only there */
  VALISE_COMPARED_SKIPPED, /* so many lines, which are the same on both sides */
} ValiseComparedMark;

/* Which side made a line differ from what both had before. */
typedef enum
{
  VALISE_CHANGED_BY_UNKNOWN,
  VALISE_CHANGED_BY_LEFT,
  VALISE_CHANGED_BY_RIGHT,
  VALISE_CHANGED_BY_BOTH,
} ValiseChangedBy;

/* One line of two texts side by side. */
typedef struct
{
  ValiseComparedMark mark;
  char *left, *right; /* nullable */
  guint skipped;
  ValiseChangedBy by;
  char *before; /* nullable: what both had, where neither of them has it any more */
} ValiseComparedLine;

GPtrArray *valise_text_compare (const char *left, const char *right);
void valise_text_compare_before (GPtrArray *lines, const char *before);
char *valise_content_describe (ValiseKind kind, ValiseContent *content);

G_END_DECLS
