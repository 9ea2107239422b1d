/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The picture of a contact as a form holds it: a data: URI (RFC 2397), "" where there is none. What
 * stands in the contact and is no data, such as an address on the network, is that text. */

#include "format/contact-photo.h"

#include "format/text-clean.h"

#include <string.h>

#define BASE64 ";base64,"

/**
 * valise_contact_photo_format:
 * @data: a picture
 * @type: (nullable): its media type, "image/jpeg"
 *
 * Returns: (transfer full): the picture as a form holds it
 */
char *
valise_contact_photo_format (GBytes *data, const char *type)
{
  gsize size;
  const guchar *bytes = g_bytes_get_data (data, &size);
  g_autofree char *base64 = g_base64_encode (bytes, size);

  return g_strconcat ("data:", type != NULL ? type : "", BASE64, base64, NULL);
}

/**
 * valise_contact_photo_parse:
 * @text: what a form holds
 *
 * Returns: (transfer full) (nullable): the bytes of the picture; %NULL where @text has none
 */
GBytes *
valise_contact_photo_parse (const char *text)
{
  const char *base64 = strstr (text, BASE64);
  g_autofree guchar *data = NULL;
  gsize size;

  if (g_ascii_strncasecmp (text, "data:", 5) != 0 || base64 == NULL)
    return NULL;
  data = g_base64_decode (base64 + strlen (BASE64), &size);
  return size > 0 ? g_bytes_new_take (g_steal_pointer (&data), size) : NULL;
}

/* The picture that is shown: the first that is here, or else the first. */
static ValiseLine *
find_photo (const ValiseVcard *vcard)
{
  ValiseLine *first = NULL;

  for (guint i = 0; i < vcard->card->lines->len; i++)
    {
      ValiseLine *line = g_ptr_array_index (vcard->card->lines, i);
      g_autoptr (GBytes) data = NULL;

      if (!g_str_equal (line->name, "PHOTO"))
        continue;
      data = valise_vcard_get_data (line, NULL);
      if (data != NULL)
        return line;
      first = first != NULL ? first : line;
    }
  return first;
}

/**
 * valise_contact_photo_read:
 * @vcard: a contact
 *
 * Returns: (transfer full): its picture as a form holds it
 */
char *
valise_contact_photo_read (const ValiseVcard *vcard)
{
  const ValiseLine *line = find_photo (vcard);
  g_autofree char *type = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) data = line != NULL ? valise_vcard_get_data (line, &type) : NULL;

  if (line == NULL)
    return g_strdup ("");
  if (data != NULL)
    {
      g_autofree char *clean = valise_text_clean_line (type);

      return valise_contact_photo_format (data, clean);
    }
  text = valise_line_get_text (line);
  return valise_text_clean_line (text);
}

/* "image/jpeg" -> "JPEG", as ENCODING=b wants it (RFC 2426 section 3.1.4). Returns: (transfer full)
 * (nullable) */
static char *
read_subtype (const char *text)
{
  const char *slash = text + strcspn (text, "/;");
  gsize length = *slash == '/' ? strcspn (slash + 1, ";") : 0;

  return length > 0 ? g_ascii_strup (slash + 1, (gssize)length) : NULL;
}

/* What was said about another picture goes, such as where it was to be cropped. */
static void
clear_params (ValiseLine *line)
{
  while (line->params != NULL && line->params->len > 0)
    {
      const ValiseLineParam *param = g_ptr_array_index (line->params, 0);
      g_autofree char *name = g_strdup (param->name);

      valise_line_set_param (line, name, NULL);
    }
}

static void
write_photo (ValiseLine *line, guint version, const char *text)
{
  const char *base64 = strstr (text, BASE64);
  g_autofree char *subtype = read_subtype (text);

  clear_params (line);
  if (version >= 40 || base64 == NULL)
    {
      valise_line_set_value (line, text);
      if (version < 40)
        valise_line_set_param (line, "VALUE", "uri");
      return;
    }
  valise_line_set_value (line, base64 + strlen (BASE64));
  valise_line_set_param (line, "ENCODING", version == 21 ? "BASE64" : "b");
  if (subtype != NULL)
    valise_line_set_param (line, "TYPE", subtype);
}

/**
 * valise_contact_photo_set:
 * @vcard: a contact
 * @text: (nullable): its new picture as a form holds it; %NULL or "" takes all its pictures away
 *
 * Sets the picture: as a data: URI in version 4.0 (RFC 6350 section 6.2.4), with an encoding before
 * that. One that is there already stays byte for byte.
 */
void
valise_contact_photo_set (ValiseVcard *vcard, const char *text)
{
  g_autofree char *before = valise_contact_photo_read (vcard);
  ValiseLine *line = find_photo (vcard);

  if (text == NULL || *text == '\0')
    {
      valise_component_remove_all (vcard->card, "PHOTO");
      return;
    }
  if (g_str_equal (before, text))
    return;
  if (line == NULL)
    line = valise_component_add (vcard->card, valise_line_new ("PHOTO", ""));
  write_photo (line, vcard->version, text);
}
