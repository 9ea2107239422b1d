/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

const char *valise_account_protocol_name (const char *protocol);
void valise_account_findings_show (GtkContainer *box, GPtrArray *findings);

G_END_DECLS
