/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

/* What can happen. a, b and c choose among what is there when it happens, so that an action makes
 * sense whatever came before it, also when a schedule is shrunk. */
typedef enum
{
  SIM_RUN,              /* c: 1 compares everything */
  SIM_USER_ADD,         /* to folder a */
  SIM_USER_REPLACE,     /* item a */
  SIM_USER_FLAG,        /* item a, flag b, on c */
  SIM_USER_MOVE,        /* item a to folder b */
  SIM_USER_DELETE,      /* item a, for good b */
  SIM_USER_SEND,        /* a: a new message, or draft b */
  SIM_USER_SYNC,        /* folder a, on b, with those below c */
  SIM_USER_DEPTH,       /* folder a, depth b, with those below c */
  SIM_USER_RESOLVE,     /* conflict a, keep b */
  SIM_USER_OPEN,        /* item a, while online */
  SIM_OTHER_ADD,        /* to folder a */
  SIM_OTHER_ADD_TWIN,   /* with the uid of the user's new item a; b: the same text */
  SIM_OTHER_REPLACE,    /* item a; b: by the text that the user has */
  SIM_OTHER_FLAG,       /* item a, flag b */
  SIM_OTHER_MOVE,       /* item a to folder b */
  SIM_OTHER_FILE,       /* item a also in folder b, or there no more */
  SIM_OTHER_DESTROY,    /* item a */
  SIM_OTHER_ADD_FOLDER, /* below folder a */
  SIM_OTHER_RENAME_FOLDER,
  SIM_OTHER_REMOVE_FOLDER,
  SIM_OTHER_RIGHTS,         /* folder a becomes read-only, or not */
  SIM_SERVER_FORGET,        /* the journal up to now */
  SIM_SERVER_FORGET_FOLDER, /* what changed in folder a up to now */
  SIM_FAIL_BEFORE,          /* flavour a */
  SIM_FAIL_AFTER,           /* flavour a */
  SIM_FAIL_ITEM,
  SIM_POWER_CUT,
  SIM_N_KINDS,
} SimActionKind;

/* A whole simulation. */
typedef struct
{
  guint32 seed;
  SimTraits traits;
  guint population; /* items that the server has at first */
  GArray *actions;  /* SimAction */
} SimSchedule;

SimSchedule *sim_schedule_new (guint32 seed);
void sim_schedule_free (SimSchedule *schedule);
void sim_schedule_print (const SimSchedule *schedule);

/* Returns: (nullable): what is wrong */
char *sim_schedule_play (const SimSchedule *schedule, gboolean print, char **trace);
void sim_schedule_shrink (SimSchedule *schedule, const char *failure);

void sim_calm_down (SimWorld *world);

/* sim-actions.c */
void sim_act (SimWorld *world, const SimAction *action);

/* sim-user.c and sim-other.c; each returns whether there was something to do */
gboolean sim_user_act (SimWorld *world, const SimAction *action);
gboolean sim_other_act (SimWorld *world, const SimAction *action);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimSchedule, sim_schedule_free)

G_END_DECLS
