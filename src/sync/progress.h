/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/run.h"

G_BEGIN_DECLS

/* Counts what a run does and tells it, at most ten times a second and at every change of phase. */
typedef struct _ValiseMeter ValiseMeter;

ValiseMeter *valise_meter_new (ValiseProgressFunc progress, gpointer data);
void valise_meter_free (ValiseMeter *meter);

void valise_meter_phase (ValiseMeter *meter, ValisePhase phase, gint64 total);
void valise_meter_folder (ValiseMeter *meter, const char *path);
void valise_meter_grow (ValiseMeter *meter, gint64 items);
void valise_meter_add (ValiseMeter *meter, gint64 items, gint64 bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseMeter, valise_meter_free)

G_END_DECLS
