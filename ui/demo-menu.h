/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/demo.h"
#include "tray.h"
#include "valise-application.h"

G_BEGIN_DECLS

/* The menu of "valise --demo": makes happen what happens with real servers. */
typedef struct _ValiseDemoMenu ValiseDemoMenu;

ValiseDemoMenu *
valise_demo_menu_new (ValiseApplication *application, ValiseDemo *demo, ValiseTray *tray);
void valise_demo_menu_free (ValiseDemoMenu *self);

G_END_DECLS
