/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ValiseTrust ValiseTrust;

ValiseTrust *valise_trust_new (gboolean allow_plain_http);
void valise_trust_free (ValiseTrust *self);
gboolean valise_trust_has (ValiseTrust *self, GUri *uri);
gboolean valise_trust_add (ValiseTrust *self, GUri *uri, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseTrust, valise_trust_free)

G_END_DECLS
