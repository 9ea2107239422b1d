/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/accounts.h"
#include "store/browse.h"
#include "store/conflicts.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"

/* A store in a folder of its own with one account, one service and one mail folder. */
typedef struct
{
  char *dir;
  ValiseStore *store;
  gint64 account;
  gint64 service;
  gint64 folder;
} Fixture;

void fixture_set_up_in (Fixture *fixture, const char *dir);
void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);

/* Adds a test that gets a Fixture. */
#define fixture_test(path, function)                                                               \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

char *fixture_new_dir (void);
void fixture_remove_dir (const char *dir);

gint64 fixture_add_folder (Fixture *fixture, const char *name, gint64 parent_id);
ValiseItem *fixture_new_item (const Fixture *fixture, const char *remote_id, gint64 date);
ValiseItem *fixture_add_item (Fixture *fixture, const char *remote_id, gint64 date);
gint64 fixture_put (Fixture *fixture, ValiseDepth depth, const char *bytes, const char *text);
void fixture_save (Fixture *fixture, ValiseItem *item);
void fixture_set_content (Fixture *fixture, ValiseItem *item, ValiseDepth depth, const char *bytes);

/* valise_store_check() finds nothing. */
void fixture_assert_sound (ValiseStore *store);
