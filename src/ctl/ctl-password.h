/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/ctl.h"

G_BEGIN_DECLS

char *valise_ctl_read_password (GError **error);

G_END_DECLS
