/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-fixture.h"

G_BEGIN_DECLS

GtkWidget *form_find (GtkWidget *form, GType type, const char *name, int index);
GtkWidget *form_get (GtkWidget *form, GType type, const char *name, int index);
const char *form_entry_text (GtkWidget *form, const char *name, int index);
char *form_chosen (GtkWidget *form, const char *name, int index);
gboolean form_has_focus (GtkWidget *form, GtkWidget *widget);

void form_press (GtkWidget *form, guint keyval, GdkModifierType state);
void form_type (GtkWidget *form, const char *text);
void form_tab_to (GtkWidget *form, const char *name);

GtkWidget *form_open_new (App *app);
GtkWidget *form_open_contact (App *app, const char *lines, gint64 *id);
void form_save (GtkWidget *form);
char *form_content (App *app, gint64 id);
gint64 form_find_contact (App *app, const char *title);
void form_assert_says (const char *content, const char *what);

G_END_DECLS
