/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "valise-application.h"

G_BEGIN_DECLS

void valise_open_file (ValiseApplication *application, GFile *file);

G_END_DECLS
