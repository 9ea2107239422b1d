/* SPDX-License-Identifier: GPL-3.0-or-later */

/* "Both changed, now equal" for contacts.
 *
 * Not a difference:
 *   - REV, PRODID, X-RADICALE-...: every program that writes a contact sets them
 *   - VERSION, and how 3.0 and 4.0 write the same: TYPE=pref or PREF=1, "tel:" before a number, a
 *     UID as a URN, a picture in base64 or in a data: URI
 *   - types that say nothing (VOICE, INTERNET), KIND:individual, empty values, empty parts at the
 * end
 *   - the name of a group; what counts is the label that a property has by it
 *   - categories in one property or in several
 */

#include "format/contact-equal.h"

#include "format/canonical.h"
#include "format/vcard.h"

#include <string.h>

static gboolean
is_ignored (const ValiseLine *line)
{
  static const char *const names[] = { "REV", "PRODID", "VERSION", NULL };

  return g_strv_contains (names, line->name) || g_str_has_prefix (line->name, "X-RADICALE-")
         || (g_str_equal (line->name, "KIND")
             && g_ascii_strcasecmp (line->value, "individual") == 0)
         /* The others of its group have it. */
         || (g_str_equal (line->name, "X-ABLABEL") && line->group != NULL);
}

static gboolean
is_dull_type (const char *type)
{
  static const char *const types[] = { "", "VOICE", "INTERNET", "PREF", NULL };

  return g_strv_contains (types, type);
}

static void
take_param (GPtrArray *params, const ValiseLineParam *param)
{
  static const char *const dull[] = { "VALUE", "ENCODING", "CHARSET", "PREF", NULL };

  if (g_strv_contains (dull, param->name))
    return;
  for (guint i = 0; i < param->values->len; i++)
    {
      const char *value = g_ptr_array_index (param->values, i);
      g_autofree char *type = NULL;

      if (!g_str_equal (param->name, "TYPE"))
        {
          valise_canonical_add_param (params, param->name, value);
          continue;
        }
      type = g_ascii_strup (value, -1);
      if (!is_dull_type (type))
        valise_canonical_add_param (params, "TYPE", type);
    }
}

static GPtrArray *
list_params (const ValiseVcard *vcard, const ValiseLine *line)
{
  GPtrArray *params = g_ptr_array_new_with_free_func (g_free);
  const char *label = valise_vcard_get_label (vcard, line);
  const char *preference = valise_line_get_param (line, "PREF");

  for (guint i = 0; line->params != NULL && i < line->params->len; i++)
    take_param (params, g_ptr_array_index (line->params, i));
  if (label != NULL)
    valise_canonical_add_param (params, "LABEL", label);
  if (valise_vcard_is_preferred (line))
    preference = "1";
  if (preference != NULL)
    valise_canonical_add_param (params, "PREF", preference);
  return params;
}

/* A value without the scheme that one version has and the other has not. */
static char *
strip_scheme (const char *value, const char *scheme)
{
  gsize length = strlen (scheme);

  return valise_canonical_text (g_ascii_strncasecmp (value, scheme, length) == 0 ? value + length
                                                                                 : value);
}

static void
add_line (const ValiseLine *line, gconstpointer vcard, GPtrArray *list)
{
  static const char *const structured[] = { "N", "ADR", "ORG", "GENDER", NULL };
  g_autoptr (GPtrArray) params = NULL;
  g_autoptr (GBytes) data = NULL;

  if (is_ignored (line))
    return;
  data = valise_vcard_get_data (line, NULL);
  if (data != NULL)
    {
      params = g_ptr_array_new ();
      valise_canonical_add (list, line, params,
                            g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, data));
      return;
    }
  params = list_params (vcard, line);
  if (g_strv_contains (structured, line->name))
    {
      g_autofree char *parts = valise_canonical_parts (line->value);

      if (*parts != '\0')
        valise_canonical_add (list, line, params, g_steal_pointer (&parts));
    }
  else if (g_str_equal (line->name, "CATEGORIES") || g_str_equal (line->name, "NICKNAME"))
    {
      g_auto (GStrv) words = valise_line_split (line->value, ',');

      for (guint i = 0; words[i] != NULL; i++)
        if (*g_strstrip (words[i]) != '\0')
          valise_canonical_add (list, line, params, valise_line_escape (words[i]));
    }
  else if (g_str_equal (line->name, "TEL"))
    valise_canonical_add (list, line, params, strip_scheme (line->value, "tel:"));
  else if (g_str_equal (line->name, "UID"))
    valise_canonical_add (list, line, params, strip_scheme (line->value, "urn:uuid:"));
  else
    valise_canonical_add (list, line, params, valise_canonical_text (line->value));
}

/**
 * valise_contact_equal:
 * @a: a text/vcard content
 * @b: another one
 *
 * Returns: whether both say the same, but for what programs rewrite by themselves
 */
gboolean
valise_contact_equal (GBytes *a, GBytes *b)
{
  g_autoptr (ValiseVcard) first = valise_vcard_parse (a, NULL);
  g_autoptr (ValiseVcard) second = valise_vcard_parse (b, NULL);
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  if (first == NULL || second == NULL)
    return FALSE;
  one = valise_canonical_of (first->card, add_line, first);
  two = valise_canonical_of (second->card, add_line, second);
  return g_str_equal (one, two);
}
