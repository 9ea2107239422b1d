/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/component.h"

G_BEGIN_DECLS

char *valise_attendees_read (const ValiseComponent *component);
gboolean valise_attendees_set (ValiseComponent *component, const char *people, GError **error);

char *valise_organizer_read (const ValiseComponent *component);
void valise_organizer_set (ValiseComponent *component, const char *person);

G_END_DECLS
