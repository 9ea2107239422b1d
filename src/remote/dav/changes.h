/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/dav/client.h"

G_BEGIN_DECLS

void valise_dav_pull_free (ValiseDavPull *pull);

G_END_DECLS
