/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sample.h"
#include "valise-application.h"

G_BEGIN_DECLS

/* The whole program in this process, on a sample mailbox, offline. */
typedef struct
{
  Sample sample;
  ValiseApplication *program;
  ValiseEngine *engine;
  ValiseStore *store;
  GtkWidget *window;
} App;

typedef void (*AppFunc) (App *app);

/* Fills the store instead of the sample mailbox alone, where it is set. */
extern void (*app_fill_more) (Sample *sample, ValiseStore *store);

/* Called in the process of each test before GTK starts, where it is set. */
extern void (*app_prepare) (void);

void app_test (const char *path, AppFunc func);

GtkWidget *app_find (GtkWidget *root, const char *id);
GtkWindow *app_dialog (App *app, GType type);
gboolean app_dialog_is_gone (GType type);
const char *app_label (GtkWidget *root, const char *id);
char *app_texts (GtkWidget *root);
void app_action (App *app, const char *name);
void app_open_folder (App *app, gint64 folder);
void app_settle (void);
void app_picture (GtkWidget *window, const char *name);

/* Nothing sleeps: the main context is iterated until something is so. */
#define APP_WAIT(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint app_patience = app_wait_begin (#condition);                                              \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    app_wait_end (app_patience);                                                                   \
  }                                                                                                \
  G_STMT_END

guint app_wait_begin (const char *what);
void app_wait_end (guint patience);

G_END_DECLS
