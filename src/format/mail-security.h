/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of what is signed or encrypted, every byte counts: such a message is kept in full or not at all.
 */
typedef enum
{
  VALISE_MAIL_OPEN = 0,
  VALISE_MAIL_SIGNED = 1 << 0,
  VALISE_MAIL_ENCRYPTED = 1 << 1,
} ValiseMailSecurity;

ValiseMailSecurity valise_mail_security_of_type (const char *type);
ValiseMailSecurity valise_mail_security_of_text (const char *text);

G_END_DECLS
