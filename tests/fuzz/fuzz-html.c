/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as HTML. */

#include "fuzz/fuzz.h"

#include "format/html-text.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  ValiseProblems problems = VALISE_PROBLEM_NONE;
  g_autofree char *text = valise_html_to_text ((const char *)data, (gssize)size, &problems);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  return 0;
}
