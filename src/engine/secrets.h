/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"

#include <gio/gio.h>

G_BEGIN_DECLS

char *valise_secrets_get (const ValiseAccount *account, GCancellable *cancellable, GError **error);
gboolean valise_secrets_set (const ValiseAccount *account,
                             const char *password,
                             GCancellable *cancellable,
                             GError **error);
gboolean
valise_secrets_remove (const ValiseAccount *account, GCancellable *cancellable, GError **error);

G_END_DECLS
