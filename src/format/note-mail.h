/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What makes a message a note, and where its UID is. */
#define VALISE_NOTE_TYPE_FIELD "X-Uniform-Type-Identifier"
#define VALISE_NOTE_TYPE "com.apple.mail-note"
#define VALISE_NOTE_UID_FIELD "X-Universally-Unique-Identifier"

gboolean valise_note_is_mail (GBytes *message);
GBytes *valise_note_from_mail (GBytes *message);
GBytes *valise_note_to_mail (GBytes *journal, GBytes *previous, const char *from, GError **error);

G_END_DECLS
