/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "remote/dav/collection.h"
#include "remote/dav/verbs.h"

G_BEGIN_DECLS

/* One call of the verb push. */
typedef struct
{
  ValiseDav *dav;
  ValiseOutcomeFunc sink;
  gpointer sink_data;
  GCancellable *cancellable;
} ValiseDavPush;

/* What the server has at a path now. */
typedef struct
{
  gboolean gone;
  char *revision; /* nullable: gone */
  GBytes *bytes;  /* nullable: gone, or the server does not give it */
} ValiseDavLook;

/* A request that writes. */
typedef struct
{
  const char *method;
  const char *path;
  const char *revision;    /* nullable: it has to be this one */
  gboolean create;         /* there must be nothing yet */
  const char *destination; /* nullable: a path, for MOVE */
  GBytes *body;            /* nullable */
} ValiseDavWrite;

ValiseHttpResponse *
valise_dav_write (ValiseDavPush *push, const ValiseDavWrite *write, GError **error);
gboolean valise_dav_write_is_done (const ValiseHttpResponse *response);
gboolean
valise_dav_look (ValiseDavPush *push, const char *path, ValiseDavLook *look, GError **error);
void valise_dav_look_clear (ValiseDavLook *look);

/* Outcomes. All return FALSE only for what ends the push. */
gboolean valise_dav_tell_done (ValiseDavPush *push,
                               const ValiseEdit *edit,
                               const char *path,
                               const char *revision,
                               GError **error);
gboolean valise_dav_tell_removed (ValiseDavPush *push, const ValiseEdit *edit, GError **error);
gboolean valise_dav_tell_changed (ValiseDavPush *push,
                                  const ValiseEdit *edit,
                                  const char *path,
                                  GError **error);
gboolean valise_dav_tell_gone (ValiseDavPush *push, const ValiseEdit *edit, GError **error);
gboolean valise_dav_tell_refused (ValiseDavPush *push,
                                  const ValiseEdit *edit,
                                  const char *why,
                                  GError **error);
gboolean valise_dav_tell_failed (ValiseDavPush *push,
                                 const ValiseEdit *edit,
                                 const ValiseHttpResponse *response,
                                 GError **error);

/* The kinds of edits, one file each. */
gboolean valise_dav_push_create (ValiseDavPush *push, const ValiseEdit *edit, GError **error);
gboolean valise_dav_push_update (ValiseDavPush *push, const ValiseEdit *edit, GError **error);
gboolean valise_dav_push_move (ValiseDavPush *push, const ValiseEdit *edit, GError **error);
gboolean valise_dav_push_remove (ValiseDavPush *push, const ValiseEdit *edit, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ValiseDavLook, valise_dav_look_clear)

G_END_DECLS
