/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Adds one test for each file with contents in tests/data/@folder, "@path/NAME". */
void corpus_add (const char *folder, const char *path, GTestDataFunc test);

/* The names of all contents in tests/data/@folder, sorted. */
GStrv corpus_list (const char *folder);

GBytes *corpus_read (const char *folder, const char *name);

/* Fails where what @show makes of a file is not what the .txt beside it says. With
 * VALISE_TEST_WRITE in the environment it writes the .txt instead, to be read before it is kept. */
void corpus_check_text (const char *folder, const char *name, char *(*show) (GBytes *content));

/* The lines that are in one of the two only: "-" before those of @before, "+" before the others. */
char *corpus_difference (GBytes *before, GBytes *after);

/* Hands @rounds damaged versions of @content to @use, the same ones each time. */
void corpus_mutate (GBytes *content, guint rounds, void (*use) (GBytes *content));
