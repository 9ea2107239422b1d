/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The fields of a form that are about time and follow each other. */
typedef struct
{
  GtkWidget *all_day;   /* nullable: a check button */
  GtkWidget *start;     /* a ValiseTimeEntry */
  GtkWidget *end;       /* a ValiseTimeEntry: the end of an event, or when a task is due */
  GtkWidget *zone;      /* nullable: an entry */
  GtkWidget *repeat;    /* a ValiseRepeatEntry */
  GtkWidget *warning;   /* a label */
  gboolean end_follows; /* the start, at its distance */
} ValiseFormTimes;

void valise_form_times_link (GtkWidget *form, const ValiseFormTimes *times);

G_END_DECLS
