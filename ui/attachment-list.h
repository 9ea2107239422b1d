/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "message-load.h"

G_BEGIN_DECLS

/* The attachments of a message: to be opened, saved and dragged out.
 *
 * Signal: failed (const char *text): what went wrong, a sentence */
#define VALISE_TYPE_ATTACHMENT_LIST (valise_attachment_list_get_type ())
G_DECLARE_FINAL_TYPE (
    ValiseAttachmentList, valise_attachment_list, VALISE, ATTACHMENT_LIST, GtkFlowBox)

void valise_attachment_list_show (ValiseAttachmentList *self, const ValiseMessage *message);

G_END_DECLS
