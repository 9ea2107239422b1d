/* SPDX-License-Identifier: GPL-3.0-or-later */

/* mailto: links (RFC 6068). They come from web pages that nobody vouches for, so only those fields
 * are taken that the user sees and can take out again before sending: no attachments, no From, and
 * nothing that could become another header field. */

#include "format/mailto.h"

#include "format/text-clean.h"
#include "model/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* More than anybody would put into a link. */
#define URI_MAX (64 * 1024)

/* Returns: (transfer full): @text between @start and @end, percent-decoded as well as it can be */
static char *
decode (const char *start, const char *end)
{
  GString *out = g_string_sized_new (end - start);

  for (const char *p = start; p < end; p++)
    {
      gboolean hex = end - p > 2 && *p == '%' && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2]);
      char c = hex ? (char)(g_ascii_xdigit_value (p[1]) * 16 + g_ascii_xdigit_value (p[2])) : *p;

      if (c != '\0')
        g_string_append_c (out, c);
      p += hex ? 2 : 0;
    }
  return g_string_free (out, FALSE);
}

/* Adds to a list of addresses. */
static void
add_addresses (char **list, const char *more)
{
  g_autofree char *line = valise_text_clean_line (more);
  char *joined;

  if (*line == '\0')
    return;
  joined = *list != NULL ? g_strconcat (*list, ", ", line, NULL) : g_strdup (line);
  g_free (*list);
  *list = joined;
}

static void
set_line (char **field, const char *value)
{
  g_autofree char *line = valise_text_clean_line (value);

  g_free (*field);
  *field = *line != '\0' ? g_steal_pointer (&line) : NULL;
}

static void
take_field (ValiseMailDraft *draft, const char *name, const char *value)
{
  ValiseProblems problems = VALISE_PROBLEM_NONE;

  if (g_ascii_strcasecmp (name, "to") == 0)
    add_addresses (&draft->to, value);
  else if (g_ascii_strcasecmp (name, "cc") == 0)
    add_addresses (&draft->cc, value);
  else if (g_ascii_strcasecmp (name, "bcc") == 0)
    add_addresses (&draft->bcc, value);
  else if (g_ascii_strcasecmp (name, "subject") == 0)
    set_line (&draft->subject, value);
  else if (g_ascii_strcasecmp (name, "in-reply-to") == 0)
    set_line (&draft->in_reply_to, value);
  else if (g_ascii_strcasecmp (name, "body") == 0)
    {
      g_free (draft->text);
      draft->text = valise_text_clean (value, -1, &problems);
    }
}

static void
take_fields (ValiseMailDraft *draft, const char *query)
{
  while (*query != '\0')
    {
      const char *end = query + strcspn (query, "&");
      const char *equals = memchr (query, '=', end - query);

      if (equals != NULL)
        {
          g_autofree char *name = decode (query, equals);
          g_autofree char *value = decode (equals + 1, end);

          take_field (draft, name, value);
        }
      query = *end != '\0' ? end + 1 : end;
      /* "&amp;" is how it stands in the source of a web page. */
      if (g_str_has_prefix (query, "amp;"))
        query += strlen ("amp;");
    }
}

/**
 * valise_mailto_parse:
 * @uri: a mailto: link
 * @error: %VALISE_ERROR_USAGE where it is none
 *
 * Returns: (transfer full) (nullable): the message that it asks the user to write
 */
ValiseMailDraft *
valise_mailto_parse (const char *uri, GError **error)
{
  g_autoptr (ValiseMailDraft) draft = valise_mail_draft_new ();
  g_autofree char *to = NULL;
  const char *end;

  if (g_ascii_strncasecmp (uri, "mailto:", 7) != 0 || strlen (uri) > URI_MAX)
    {
      valise_fail (error, VALISE_ERROR_USAGE, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                   _ ("This is not a link to write a message with."));
      return NULL;
    }
  /* Browsers write "mailto://" now and then. */
  uri += g_str_has_prefix (uri + 7, "//") ? 9 : 7;
  end = uri + strcspn (uri, "?#");
  to = decode (uri, end);
  add_addresses (&draft->to, to);
  if (*end == '?')
    {
      g_autofree char *query = g_strndup (end + 1, strcspn (end + 1, "#"));

      take_fields (draft, query);
    }
  return g_steal_pointer (&draft);
}
