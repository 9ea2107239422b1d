/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/component.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void valise_kerio_read_attendees (JsonArray *attendees, ValiseComponent *component);
JsonArray *valise_kerio_write_attendees (const ValiseComponent *component);

G_END_DECLS
