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

/* One line of two texts side by side. */
typedef struct
{
  ValiseComparedMark mark;
  char *left, *right; /* nullable */
  guint skipped;
} ValiseComparedLine;

GPtrArray *valise_text_compare (const char *left, const char *right);
char *valise_content_describe (ValiseKind kind, ValiseContent *content);

G_END_DECLS
