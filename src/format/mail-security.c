/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a signed or an encrypted message is recognised: by the media type of any of its parts
 * (S/MIME, RFC 8551; PGP/MIME, RFC 3156), or by the armour in its text. */

#include "format/mail-security.h"

#include <string.h>

/**
 * valise_mail_security_of_type:
 * @type: (nullable): the media type of a message or of a part, as "multipart/signed"
 *
 * Returns: what it says about the message
 */
ValiseMailSecurity
valise_mail_security_of_type (const char *type)
{
  static const struct
  {
    const char *type;
    ValiseMailSecurity security;
  } types[] = {
    { "multipart/signed", VALISE_MAIL_SIGNED },
    { "application/pgp-signature", VALISE_MAIL_SIGNED },
    { "application/pkcs7-signature", VALISE_MAIL_SIGNED },
    { "application/x-pkcs7-signature", VALISE_MAIL_SIGNED },
    { "multipart/encrypted", VALISE_MAIL_ENCRYPTED },
    { "application/pgp-encrypted", VALISE_MAIL_ENCRYPTED },
    { "application/pkcs7-mime", VALISE_MAIL_ENCRYPTED },
    { "application/x-pkcs7-mime", VALISE_MAIL_ENCRYPTED },
  };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strcasecmp (type, types[i].type) == 0)
      return types[i].security;
  return VALISE_MAIL_OPEN;
}

static gboolean
has_line (const char *text, const char *line)
{
  const char *found = text;

  while ((found = strstr (found, line)) != NULL)
    {
      if (found == text || found[-1] == '\n')
        return TRUE;
      found++;
    }
  return FALSE;
}

/**
 * valise_mail_security_of_text:
 * @text: (nullable): the plain text of a message
 *
 * Returns: what it says about the message
 */
ValiseMailSecurity
valise_mail_security_of_text (const char *text)
{
  ValiseMailSecurity security = VALISE_MAIL_OPEN;

  if (text == NULL)
    return security;
  if (has_line (text, "-----BEGIN PGP SIGNED MESSAGE-----"))
    security |= VALISE_MAIL_SIGNED;
  if (has_line (text, "-----BEGIN PGP MESSAGE-----"))
    security |= VALISE_MAIL_ENCRYPTED;
  return security;
}
