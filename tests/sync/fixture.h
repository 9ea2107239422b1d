/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/folder.h"
#include "model/item.h"
#include "store/store.h"

/* A store in a directory of its own with one account and the folders that a mail account has. */
typedef struct
{
  char *dir;
  ValiseStore *store;
  gint64 account, service;
} Fixture;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);

gint64 fixture_add_folder (Fixture *fixture, const char *name, ValiseRole role, gint64 parent);
gint64 fixture_folder (Fixture *fixture, ValiseRole role);
gint64 fixture_add_item (Fixture *fixture, gint64 folder, const char *remote_id, const char *body);
ValiseItem *fixture_item (Fixture *fixture, gint64 id);
char *fixture_bytes (Fixture *fixture, gint64 item);
gint64 fixture_add_here (Fixture *fixture, gint64 folder, const char *body);
void fixture_replace (Fixture *fixture, gint64 item, const char *body);
gint64 fixture_add_conflict (Fixture *fixture, gint64 *item_id, gint64 *copy_id);
