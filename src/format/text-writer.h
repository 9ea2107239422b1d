/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Puts words into lines: folds white space, and gives each line its quote marks and indent. */
typedef struct
{
  GString *out;
  guint quote;  /* "> " at the start of each line, so many times */
  guint indent; /* then so many spaces */
  guint pre;    /* > 0: white space is kept */
  guint lines;  /* ended so far */
  guint quoted; /* quote marks of the line that was begun last */
  /* What comes before the next word. */
  guint breaks; /* 1: a new line, 2: and an empty one */
  gboolean space;
  gboolean joiner; /* U+200C, which means something only inside of a word */
  char *marker;    /* nullable: stands in the last columns of the indent */
} ValiseTextWriter;

void valise_text_writer_init (ValiseTextWriter *self, gsize size_hint);
char *valise_text_writer_finish (ValiseTextWriter *self);

void valise_text_writer_break (ValiseTextWriter *self, guint breaks);
void valise_text_writer_newline (ValiseTextWriter *self);
void valise_text_writer_text (ValiseTextWriter *self, const char *text, gsize length);
void valise_text_writer_word (ValiseTextWriter *self, const char *word);
void valise_text_writer_marker (ValiseTextWriter *self, const char *marker);
gboolean valise_text_writer_in_line (const ValiseTextWriter *self);

G_END_DECLS
