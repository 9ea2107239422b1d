/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* Port 1 of this computer: nobody listens there. */
#define NO_SERVER "http://127.0.0.1:1"

extern const char letter[];

typedef struct
{
  char *dir;
  char *out, *err; /* of the last call */
} Fixture;

void add_account (Fixture *fixture, const char *name);
void add_groupware (Fixture *fixture);
void set_up (Fixture *fixture, gconstpointer data);
void set_up_with_account (Fixture *fixture, gconstpointer data);
void tear_down (Fixture *fixture, gconstpointer data);

int call (Fixture *fixture, const char *command);
void assert_fails (Fixture *fixture, const char *command, int status, const char *says);
JsonNode *ask (Fixture *fixture, const char *command);
JsonObject *element (JsonNode *list, guint index);
