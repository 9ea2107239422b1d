/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *valise_mail_hide_bcc (GBytes *bytes, GStrv *recipients);

G_END_DECLS
