/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/remotes.h"

G_BEGIN_DECLS

GPtrArray *valise_account_services_find (const ValiseAccount *account,
                                         GPtrArray *named,
                                         const char *password,
                                         const ValiseRemotes *remotes,
                                         GCancellable *cancellable,
                                         GError **error);
gboolean valise_account_services_is_protocol (const char *protocol);

G_END_DECLS
