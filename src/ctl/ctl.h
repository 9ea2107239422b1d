/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "engine/bus-client.h"
#include "model/error.h"
#include "store/store.h"

G_BEGIN_DECLS

/* How valisectl ends. Scripts lean on these numbers. */
typedef enum
{
  VALISE_EXIT_DONE = 0,
  VALISE_EXIT_FAILED = 1, /* what failed is listed */
  VALISE_EXIT_USAGE = 2,
  VALISE_EXIT_UNREACHABLE = 3, /* no server, or the mode is offline */
  VALISE_EXIT_REFUSED = 4,     /* sign-in refused */
} ValiseExit;

typedef struct _ValiseCtlCommand ValiseCtlCommand;

/* One call of valisectl. */
typedef struct
{
  const ValiseCtlCommand *command;
  char *data_dir;
  ValiseStore *store; /* nullable: not opened by valise_ctl_open () */
  gboolean json;
  ValiseExit status; /* of a command that told by itself what failed */

  ValiseBusClient *bus; /* nullable: asked for by valise_ctl_bus () */
  gboolean bus_asked;
} ValiseCtl;

/* The command line makes no sense. */
#define VALISE_CTL_ERROR (valise_ctl_error_quark ())
GQuark valise_ctl_error_quark (void);

/* Does a command. FALSE with @error: it is printed and decides the exit status. */
typedef gboolean (*ValiseCtlFunc) (ValiseCtl *ctl, GStrv *arguments, GError **error);

struct _ValiseCtlCommand
{
  const char *name;      /* "account add" */
  const char *arguments; /* "FOLDER FILE" */
  const char *summary;   /* one line; translated where it is shown */
  const char *details;   /* nullable: for the command's own help */
  ValiseCtlFunc run;
  gboolean options_first; /* what follows the first argument is no option, even with a "-" */
};

/* Every file has the commands of one family; a NULL name ends the table. */
extern const ValiseCtlCommand valise_ctl_account_commands[];
extern const ValiseCtlCommand valise_ctl_account_edit_commands[];
extern const ValiseCtlCommand valise_ctl_sync_commands[];
extern const ValiseCtlCommand valise_ctl_folder_commands[];
extern const ValiseCtlCommand valise_ctl_item_commands[];
extern const ValiseCtlCommand valise_ctl_show_commands[];
extern const ValiseCtlCommand valise_ctl_edit_commands[];
extern const ValiseCtlCommand valise_ctl_conflict_commands[];

#define VALISE_CTL_JSON_OPTION                                                                     \
  {                                                                                                \
    "json", 0, 0, G_OPTION_ARG_NONE, &ctl->json, N_ ("Print JSON"), NULL                           \
  }

gboolean valise_ctl_parse (ValiseCtl *ctl,
                           GStrv *arguments,
                           const GOptionEntry *entries,
                           guint min,
                           guint max,
                           GError **error);
gboolean valise_ctl_open (ValiseCtl *ctl, GError **error);
gboolean valise_ctl_usage (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
ValiseBusClient *valise_ctl_bus (ValiseCtl *ctl);
void valise_ctl_changed (ValiseCtl *ctl);
ValiseExit valise_ctl_exit_of (int code);
void valise_ctl_complain (const char *sentence);

G_END_DECLS
