/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The message that tells of a conflict. */

#include <glib/gi18n-lib.h>

#include "format/conflict-message.h"
#include "format/mail-summary.h"
#include "format/mail-text.h"

/**
 * valise_conflict_message_build:
 * @conflict: a conflict
 * @user: to whom it is told
 * @summary: (out): what a list shows of the message
 *
 * Returns: (transfer full): the message
 */
ValiseContent *
valise_conflict_message_build (const ValiseConflict *conflict,
                               const char *user,
                               ValiseSummary *summary)
{
  g_autofree char *body = g_strdup_printf (
      _ ("“%s” in the folder “%s” was changed both here and on the server.\n"), conflict->title,
      conflict->folder_path);
  ValiseMailText parts = { .from = "Valise <valise@localhost>",
                           .to = user,
                           .subject = "Message in conflict!",
                           .date = conflict->at,
                           .plain = body };
  g_autoptr (ValiseContent) text = valise_mail_text_build (&parts);

  valise_mail_summarize (text->bytes, summary, NULL);
  return valise_content_new (VALISE_DEPTH_FULL, text->bytes, body);
}
