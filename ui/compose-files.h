/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "format/mail-compose.h"

G_BEGIN_DECLS

/* The files that go along with a message.
 *
 * Signals: changed (); failed (char *why), in words. */
#define VALISE_TYPE_COMPOSE_FILES (valise_compose_files_get_type ())
G_DECLARE_FINAL_TYPE (ValiseComposeFiles, valise_compose_files, VALISE, COMPOSE_FILES, GtkBin)

void valise_compose_files_show (ValiseComposeFiles *self, GPtrArray *files);
void valise_compose_files_add (ValiseComposeFiles *self, GFile *file);
gboolean valise_compose_files_are_loading (ValiseComposeFiles *self);

G_END_DECLS
