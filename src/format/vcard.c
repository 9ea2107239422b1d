/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vCard 3.0 (RFC 2426) and 4.0 (RFC 6350), and enough of 2.1 to read old exports.
 *
 * This is our own because there is no C library for vCard in Debian that is kept up and comes
 * alone: libebook-contacts brings all of Evolution's data server, libfolks needs it too, and
 * libical's vCard part is in no release that Debian has. What is needed is small: content lines,
 * which iCalendar has too (content-line, component), and the few rules below. */

#include "format/vcard.h"

#include "model/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static guint
read_version (const ValiseComponent *card)
{
  const ValiseLine *line = valise_component_find (card, "VERSION");

  if (line == NULL)
    return 30;
  return g_str_has_prefix (line->value, "2.1") ? 21 : *line->value == '4' ? 40 : 30;
}

static gboolean
fail_no_card (GError **error)
{
  return valise_fail (error, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                      _ ("This is not a contact: there is no vCard in it."));
}

static GHashTable *
read_labels (const ValiseComponent *card)
{
  GHashTable *labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < card->lines->len; i++)
    {
      const ValiseLine *line = g_ptr_array_index (card->lines, i);
      g_autofree char *label = NULL;

      if (!g_str_equal (line->name, "X-ABLABEL") || line->group == NULL)
        continue;
      label = valise_line_get_text (line);
      /* Apple's own labels come as "_$!<Mother>!$_". */
      if (g_str_has_prefix (label, "_$!<") && g_str_has_suffix (label, ">!$_"))
        {
          label[strlen (label) - 4] = '\0';
          memmove (label, label + 4, strlen (label + 4) + 1);
        }
      g_hash_table_insert (labels, g_ascii_strdown (line->group, -1), g_steal_pointer (&label));
    }
  return labels;
}

/**
 * valise_vcard_parse:
 * @bytes: a text/vcard content
 * @error: set where there is no vCard in @bytes, or it is too large
 *
 * Reads the first vCard in @bytes.
 *
 * Returns: (transfer full) (nullable): the contact
 */
ValiseVcard *
valise_vcard_parse (GBytes *bytes, GError **error)
{
  g_autoptr (ValiseComponent) file = valise_component_parse (bytes, error);
  ValiseComponent *card;
  ValiseVcard *vcard;

  if (file == NULL)
    return NULL;
  card = valise_component_child (file, "VCARD", 0);
  if (card == NULL)
    {
      fail_no_card (error);
      return NULL;
    }
  vcard = g_new0 (ValiseVcard, 1);
  vcard->file = g_steal_pointer (&file);
  vcard->card = card;
  vcard->version = read_version (card);
  vcard->labels = read_labels (card);
  return vcard;
}

/**
 * valise_vcard_new:
 * @uid: its UID
 *
 * Makes an empty contact in version 3.0, which every server takes.
 *
 * Returns: (transfer full): the contact
 */
ValiseVcard *
valise_vcard_new (const char *uid)
{
  ValiseVcard *vcard = g_new0 (ValiseVcard, 1);

  vcard->file = valise_component_new ("");
  vcard->card = valise_component_new ("VCARD");
  vcard->version = 30;
  vcard->labels = read_labels (vcard->card);
  valise_component_add_child (vcard->file, vcard->card);
  valise_component_add (vcard->card, valise_line_new ("VERSION", "3.0"));
  valise_component_add (vcard->card,
                        valise_line_new ("PRODID", "-//Valise//" VALISE_VERSION "//EN"));
  valise_component_add (vcard->card, valise_line_new_text ("UID", uid));
  return vcard;
}

void
valise_vcard_free (ValiseVcard *vcard)
{
  valise_component_free (vcard->file);
  g_hash_table_unref (vcard->labels);
  g_free (vcard);
}

/**
 * valise_vcard_write:
 * @vcard: a contact
 *
 * Returns: (transfer full): its bytes; each line that nobody changed as it was read
 */
GBytes *
valise_vcard_write (ValiseVcard *vcard)
{
  valise_component_complete (vcard->file);
  return valise_component_write (vcard->file);
}

/**
 * valise_vcard_split:
 * @bytes: a .vcf file
 * @error: set where there is no vCard in it, or it is too large
 *
 * Cuts a file of many contacts into files of one. A single card is given back as it is.
 *
 * Returns: (transfer full) (nullable) (element-type GBytes): at least one content
 */
GPtrArray *
valise_vcard_split (GBytes *bytes, GError **error)
{
  g_autoptr (ValiseComponent) file = valise_component_parse (bytes, error);
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  if (file == NULL)
    return NULL;
  valise_component_complete (file);
  for (guint i = 0; i < file->lines->len; i++)
    {
      const ValiseLine *line = g_ptr_array_index (file->lines, i);
      GString *out;

      if (line->component == NULL || !g_str_equal (line->component->name, "VCARD"))
        continue;
      out = g_string_new (NULL);
      valise_line_write (line, out, file->line_end);
      valise_component_append (line->component, out, file->line_end);
      g_ptr_array_add (cards, g_string_free_to_bytes (out));
    }
  if (cards->len == 0)
    {
      fail_no_card (error);
      return NULL;
    }
  return g_steal_pointer (&cards);
}

/**
 * valise_vcard_get_label:
 * @vcard: a contact
 * @line: one of its properties
 *
 * Finds what the user calls this address or number: the X-ABLabel of its group.
 *
 * Returns: (nullable): the label
 */
const char *
valise_vcard_get_label (const ValiseVcard *vcard, const ValiseLine *line)
{
  g_autofree char *group = line->group != NULL ? g_ascii_strdown (line->group, -1) : NULL;

  return group != NULL ? g_hash_table_lookup (vcard->labels, group) : NULL;
}

/* Returns: (transfer full) (nullable): the UID, the same whether written as a URN or not. */
char *
valise_vcard_get_uid (const ValiseVcard *vcard)
{
  g_autofree char *uid = valise_component_get_text (vcard->card, "UID");

  if (uid == NULL)
    return NULL;
  g_strstrip (uid);
  if (g_ascii_strncasecmp (uid, "urn:uuid:", 9) == 0)
    return g_strdup (uid + 9);
  return *uid != '\0' ? g_steal_pointer (&uid) : NULL;
}

/* Is this the one to use first: TYPE=pref (3.0), PREF=1 (4.0)? */
gboolean
valise_vcard_is_preferred (const ValiseLine *line)
{
  return valise_line_has_param (line, "TYPE", "pref") || valise_line_has_param (line, "PREF", "1");
}

/**
 * valise_vcard_get_data:
 * @line: a PHOTO, LOGO, KEY or SOUND
 * @type: (out) (optional) (transfer full) (nullable): its media type, if it says
 *
 * Returns: (transfer full) (nullable): the data that the line holds; %NULL where it only says where
 *   on the network they are, which is never followed
 */
GBytes *
valise_vcard_get_data (const ValiseLine *line, char **type)
{
  g_autofree char *value = NULL;
  g_autofree char *media_type = NULL;
  const char *encoding = valise_line_get_param (line, "ENCODING");
  const char *base64;
  guchar *data;
  gsize size;

  if (encoding != NULL
      && (g_ascii_strcasecmp (encoding, "b") == 0 || g_ascii_strcasecmp (encoding, "BASE64") == 0))
    {
      const char *subtype = valise_line_get_param (line, "TYPE");
      const char *prefix = subtype != NULL && strchr (subtype, '/') == NULL ? "image/" : "";

      base64 = line->value;
      if (subtype != NULL)
        media_type = g_strconcat (prefix, subtype, NULL);
    }
  else
    {
      value = valise_line_get_text (line);
      base64 = strstr (value, ";base64,");
      if (g_ascii_strncasecmp (value, "data:", 5) != 0 || base64 == NULL)
        return NULL;
      media_type = g_strndup (value + 5, base64 - value - 5);
      base64 += strlen (";base64,");
    }
  data = g_base64_decode (base64, &size);
  if (size == 0)
    {
      g_free (data);
      return NULL;
    }
  if (type != NULL)
    *type = media_type != NULL ? g_ascii_strdown (media_type, -1) : NULL;
  return g_bytes_new_take (data, size);
}
