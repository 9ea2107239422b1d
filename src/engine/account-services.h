/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/remotes.h"
#include "model/account.h"

G_BEGIN_DECLS

/* What became of looking for one service. */
typedef struct
{
  ValiseService *service; /* with the URL and the memo that it was found with */
  GError *failure;        /* nullable: it is there. VALISE_ERROR_PROTOCOL: it is not there */
} ValiseFinding;

/* Is told what is looked for now; on the thread that looks. */
typedef void (*ValiseSearchFunc) (const char *protocol, gpointer data);

typedef struct
{
  const ValiseRemotes *remotes;
  ValiseSearchFunc told; /* nullable */
  gpointer data;
} ValiseSearch;

ValiseFinding *valise_finding_copy (const ValiseFinding *finding);
void valise_finding_free (ValiseFinding *finding);

GPtrArray *valise_account_services_search (const ValiseAccount *account,
                                           GPtrArray *named,
                                           const char *password,
                                           const ValiseSearch *search,
                                           GCancellable *cancellable,
                                           GError **error);
GPtrArray *valise_account_services_find (const ValiseAccount *account,
                                         GPtrArray *named,
                                         const char *password,
                                         const ValiseSearch *search,
                                         GCancellable *cancellable,
                                         GError **error);
gboolean valise_account_services_is_protocol (const char *protocol);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseFinding, valise_finding_free)

G_END_DECLS
