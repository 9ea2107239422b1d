/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/make.h"
#include "demo/sample.h"

G_BEGIN_DECLS

typedef struct
{
  const char *first, *last;
  const char *address;
  const char *company, *department, *profession;
  const char *street, *zip, *city, *country;
  const char *phone, *mobile;
  const char *birthday; /* "19800214"; empty: unknown */
} ValiseDemoPerson;

typedef struct
{
  ValiseDemoMailbox *mailbox;
  ValiseDemoSwitches *switches;
  GRand *rand;
  GDateTime *today; /* midnight, in UTC */
} ValiseDemoSample;

/* sample-people.c */
extern const ValiseDemoPerson valise_demo_people[];
guint valise_demo_people_count (void);
char *valise_demo_person_name (const ValiseDemoPerson *person);
JsonObject *valise_demo_person_address (const ValiseDemoPerson *person);

/* sample.c */
guint valise_demo_sample_below (ValiseDemoSample *self, guint limit);
gboolean valise_demo_sample_chance (ValiseDemoSample *self, guint percent);
const ValiseDemoPerson *valise_demo_sample_person (ValiseDemoSample *self);
GDateTime *valise_demo_sample_day (ValiseDemoSample *self, int days, int hour, int minute);
char *valise_demo_sample_time (ValiseDemoSample *self, int days, int hour, int minute);
char *valise_demo_sample_date (ValiseDemoSample *self, int days);
ValiseDemoItem *
valise_demo_sample_file (ValiseDemoSample *self, const char *path, JsonObject *data);
void valise_demo_sample_attach (
    ValiseDemoSample *self, JsonObject *data, const char *name, const char *type, GBytes *bytes);

/* One file a kind */
void valise_demo_sample_mails (ValiseDemoSample *self, guint conversations, guint count);
void valise_demo_sample_events (ValiseDemoSample *self, guint count);
void valise_demo_sample_contacts (ValiseDemoSample *self, guint count);
void valise_demo_sample_tasks (ValiseDemoSample *self, guint count);
void valise_demo_sample_notes (ValiseDemoSample *self, guint count);

/* sample-texts.c */
extern const char *const valise_demo_subjects[];
extern const char *const valise_demo_sentences[];
extern const char *const valise_demo_family_subjects[];
extern const char *const valise_demo_family_sentences[];
extern const char *const valise_demo_meetings[];
extern const char *const valise_demo_places[];
extern const char *const valise_demo_tasks[];
extern const char *const valise_demo_notes[];
const char *valise_demo_sample_pick (ValiseDemoSample *self, const char *const *texts);

G_END_DECLS
