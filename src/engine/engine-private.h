/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the files of the engine share: engine.c (the object, status and settings), engine-keepers.c,
 * engine-sync.c (runs and fetches), engine-edits.c and engine-accounts.c. */

#include "engine/bus.h"
#include "engine/editor.h"
#include "engine/engine.h"
#include "engine/keeper.h"

G_BEGIN_DECLS

struct _ValiseEngine
{
  GObject parent;

  char *data_dir;
  ValiseRemotes remotes;
  ValiseStore *store; /* of the main thread: for reading, and for settings */
  GPtrArray *keepers; /* (element-type ValiseKeeper) */
  ValiseEditor *editor;
  ValiseBus *bus; /* nullable: not started */
  gboolean started;

  gboolean work_offline;
  gboolean reconnect;
  gboolean text_only;
  gint64 open_folder;   /* 0: none */
  ValiseStatus *status; /* nullable: has to be made anew */

  /* What is told with the next tick; many changes are one signal. */
  guint tick;
  gboolean items_changed, folders_changed;
};

ValiseKeeper *valise_engine_find_keeper (ValiseEngine *self, gint64 account_id);
void valise_engine_reload_accounts (ValiseEngine *self);
void valise_engine_tell_keepers (ValiseEngine *self, ValiseModeEvent event);
void valise_engine_watch_network (ValiseEngine *self);
gboolean valise_engine_read_again (ValiseEngine *self);
void valise_engine_note (ValiseEngine *self, gboolean items, gboolean folders);

G_END_DECLS
