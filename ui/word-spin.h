/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Says a number in words: "every 2 weeks". Returns: (transfer full) */
typedef char *(*ValiseWordSpinFunc) (int number, gpointer data);

GtkWidget *valise_word_spin_new (
    const char *name, int max, int number, ValiseWordSpinFunc words, gpointer data);

G_END_DECLS
