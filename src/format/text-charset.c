/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bytes of a text part to the text that was meant: character sets, as they are named and as they
 * are used. */

#include "format/text-charset.h"

#include "format/text-clean.h"

#include <errno.h>
#include <string.h>

/* Returns: (transfer none): what is meant by a name: mail programs write the name of a small set
 * and use the larger one (as browsers, which have to live with the same, have written down). */
static const char *
meant_charset (const char *charset)
{
  static const struct
  {
    const char *name, *meant;
  } names[] = {
    { "ascii", "utf-8" },
    { "us-ascii", "utf-8" },
    { "utf8", "utf-8" },
    { "unknown-8bit", "utf-8" },
    { "default", "utf-8" },
    { "x-unknown", "utf-8" },
    { "iso-8859-1", "cp1252" },
    { "iso8859-1", "cp1252" },
    { "latin1", "cp1252" },
    { "iso-8859-9", "cp1254" },
    { "iso-8859-11", "cp874" },
    { "gb2312", "gb18030" },
    { "gbk", "gb18030" },
    { "ks_c_5601-1987", "cp949" },
    { "euc-kr", "cp949" },
    { "shift_jis", "cp932" },
    { "x-sjis", "cp932" },
    { "big5", "big5-hkscs" },
    { "iso-8859-8-i", "iso-8859-8" },
    { "cp-850", "cp850" },
  };

  if (charset == NULL || *charset == '\0')
    return "utf-8";
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (charset, names[i].name) == 0)
      return names[i].meant;
  return charset;
}

/* Returns: whether @data, which is not UTF-8, is rather an 8-bit set than damaged UTF-8. */
static gboolean
is_single_byte (const char *data, gsize size)
{
  const char *end = data + size;
  gsize good = 0, bad = 0;

  while (data < end)
    {
      gunichar c = (guchar)*data < 0x80 ? (guchar)*data
                                        : g_utf8_get_char_validated (data, end - data);
      gboolean valid = c < 0x110000;

      if (!valid)
        bad++;
      else if (c >= 0x80)
        good++;
      data += valid && c >= 0x80 ? g_utf8_skip[(guchar)*data] : 1;
    }
  return bad > good;
}

/* Converts with one U+FFFD for each byte that has no meaning. Returns: (nullable): %NULL where the
 * set is not known. */
static GString *
convert (const char *data, gsize size, const char *charset, ValiseProblems *problems)
{
  GIConv converter;
  GString *out;
  char *in = (char *)data;
  char buffer[4096];

  if (strchr (charset, '/') != NULL) /* iconv's own options are not for strangers */
    return NULL;
  converter = g_iconv_open ("utf-8", charset);
  if (converter == (GIConv)-1)
    return NULL;
  out = g_string_sized_new (size + size / 8);
  while (size > 0)
    {
      char *to = buffer;
      gsize room = sizeof buffer;
      gsize done = g_iconv (converter, &in, &size, &to, &room);
      int reason = errno;

      g_string_append_len (out, buffer, to - buffer);
      if (done != (gsize)-1 || reason == E2BIG)
        continue;
      *problems |= VALISE_PROBLEM_ENCODING;
      g_string_append (out, "\xef\xbf\xbd");
      in++;
      size--;
    }
  g_iconv_close (converter);
  return out;
}

/**
 * valise_text_decode:
 * @data: bytes
 * @size: how many
 * @charset: (nullable): the character set that they are said to be in
 * @problems: (inout): %VALISE_PROBLEM_ENCODING is added where a guess or a replacement was needed
 *
 * Returns: (transfer full): clean UTF-8, see valise_text_clean()
 */
char *
valise_text_decode (const char *data, gsize size, const char *charset, ValiseProblems *problems)
{
  const char *meant = meant_charset (charset);
  g_autoptr (GString) converted = NULL;

  if (g_ascii_strcasecmp (meant, "utf-8") != 0)
    {
      converted = convert (data, size, meant, problems);
      if (converted != NULL)
        return valise_text_clean (converted->str, converted->len, problems);
      *problems |= VALISE_PROBLEM_ENCODING;
    }
  if (!g_utf8_validate (data, size, NULL) && memchr (data, '\0', size) == NULL
      && is_single_byte (data, size))
    {
      *problems |= VALISE_PROBLEM_ENCODING;
      converted = convert (data, size, "cp1252", problems);
    }
  if (converted != NULL)
    return valise_text_clean (converted->str, converted->len, problems);
  return valise_text_clean (data, size, problems);
}

/**
 * valise_text_html_charset:
 * @html: HTML in an unknown character set
 * @size: its bytes
 *
 * Returns: (transfer full) (nullable): what its head says of the character set
 */
char *
valise_text_html_charset (const char *html, gsize size)
{
  g_autofree char *head = g_strndup (html, MIN (size, 2048));
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *found = strstr (lower, "charset=");

  if (found == NULL)
    return NULL;
  found += strlen ("charset=");
  found += strspn (found, "\"' ");
  return g_strndup (found, strcspn (found, "\"' />;\r\n"));
}
