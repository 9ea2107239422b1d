/* SPDX-License-Identifier: GPL-3.0-or-later */

/* "Both changed, now equal": the question of every kind to its format. */

#include "format/content-equal.h"

#include "format/calendar-equal.h"
#include "format/contact-equal.h"
#include "format/mail-equal.h"

/**
 * valise_content_equal:
 * @kind: what both are
 * @a: an item's bytes
 * @b: another version's
 *
 * Returns: whether both say the same to a user, whatever servers rewrite; %FALSE when in doubt
 */
gboolean
valise_content_equal (ValiseKind kind, GBytes *a, GBytes *b)
{
  if (g_bytes_equal (a, b))
    return TRUE;
  switch (kind)
    {
    case VALISE_KIND_MAIL:
      return valise_mail_equal (a, b);
    case VALISE_KIND_CONTACT:
      return valise_contact_equal (a, b);
    case VALISE_KIND_EVENT:
    case VALISE_KIND_TASK:
    case VALISE_KIND_NOTE:
      return valise_calendar_equal (a, b);
    }
  g_return_val_if_reached (FALSE);
}
