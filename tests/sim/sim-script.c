/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What happens, written by hand: "there add Inbox; run; here write u1; there remove Work".
 *
 * "here" is the user, "there" the other device, "run" a run to its end. Items are u1, u2, ... in
 * the order in which they come into being on either side; a folder is called by its path here and
 * by its name there. */

#include "sim-script.h"

#include "store/folders.h"
#include "store/items.h"

#include "sim-check.h"

/* @args says what the words after the verb are: i an item, f a folder. They become a, and b. */
typedef struct
{
  const char *who, *verb;
  SimActionKind kind;
  const char *args;
  guint a, b, c;
} Verb;

static const Verb verbs[] = {
  { "here", "add", SIM_USER_ADD, "f", 0, 0, 0 },
  { "here", "write", SIM_USER_REPLACE, "i", 0, 0, 0 },
  { "here", "flag", SIM_USER_FLAG, "i", 0, 1, 0 },
  { "here", "move", SIM_USER_MOVE, "if", 0, 0, 0 },
  { "here", "delete", SIM_USER_DELETE, "i", 0, 1, 0 },
  { "here", "destroy", SIM_USER_DELETE, "i", 0, 0, 0 },
  { "here", "send", SIM_USER_SEND, "", 1, 0, 0 },
  { "here", "send-draft", SIM_USER_SEND, "", 0, 0, 0 }, /* the only draft that is here whole */
  { "here", "off", SIM_USER_SYNC, "f", 0, 1, 1 },
  { "here", "on", SIM_USER_SYNC, "f", 0, 0, 1 },
  { "here", "full", SIM_USER_DEPTH, "f", 0, 0, 1 },
  { "here", "text", SIM_USER_DEPTH, "f", 0, 1, 1 },
  { "here", "open", SIM_USER_OPEN, "i", 0, 0, 0 },
  { "here", "keep-server", SIM_USER_RESOLVE, "", 0, 0, 0 }, /* in the first conflict */
  { "here", "keep-mine", SIM_USER_RESOLVE, "", 0, 1, 0 },
  { "here", "keep-both", SIM_USER_RESOLVE, "", 0, 2, 0 },
  { "there", "keep-mine", SIM_OTHER_REPLACE, "", 0, 1, 0 }, /* what lies in Conflicts here */
  { "there", "add", SIM_OTHER_ADD, "f", 0, 0, 0 },
  { "there", "write", SIM_OTHER_REPLACE, "i", 0, 2, 0 },
  { "there", "flag", SIM_OTHER_FLAG, "i", 0, 2, 0 },
  { "there", "move", SIM_OTHER_MOVE, "if", 0, 0, 0 },
  { "there", "file", SIM_OTHER_FILE, "if", 0, 0, 0 },
  { "there", "destroy", SIM_OTHER_DESTROY, "i", 0, 0, 0 },
  { "there", "rename", SIM_OTHER_RENAME_FOLDER, "f", 0, 0, 0 },
  { "there", "remove", SIM_OTHER_REMOVE_FOLDER, "f", 0, 0, 0 },
  { "there", "forget", SIM_SERVER_FORGET, "", 0, 0, 0 },
  { "there", "forget", SIM_SERVER_FORGET_FOLDER, "f", 0, 0, 0 },
};

static gboolean
is_called (const char *uid, const char *name)
{
  gsize length = strlen (name);

  return uid != NULL && strncmp (uid, name, length) == 0 && uid[length] == '@';
}

/* Returns: the place of the item among those that the action chooses from; -1: there is none */
static int
find_item (SimWorld *world, const Verb *verb, const char *name)
{
  g_autoptr (GPtrArray) items = NULL;
  gboolean real = verb->kind == SIM_USER_REPLACE || verb->kind == SIM_USER_OPEN;
  int place = 0;

  if (g_str_equal (verb->who, "there"))
    {
      for (guint i = 0; i < world->server->items->len; i++)
        if (is_called (((const SimItem *)world->server->items->pdata[i])->uid, name))
          return (int)i;
      return -1;
    }
  items = sim_check_items (world->user);
  for (guint i = 0; i < items->len; i++)
    {
      const ValiseItem *item = items->pdata[i];

      if (item->deleted || (real && item->local_only))
        continue;
      if (!item->local_only && is_called (item->summary.uid, name))
        return place;
      place++;
    }
  return -1;
}

static int
find_folder (SimWorld *world, const Verb *verb, const char *name)
{
  g_autoptr (GPtrArray) folders = valise_folders_list (world->user, world->account->id, NULL);
  int place = 0;

  if (g_str_equal (verb->who, "there"))
    {
      for (guint i = 0; i < world->server->folders->len; i++)
        if (g_str_equal (((const SimFolder *)world->server->folders->pdata[i])->name, name))
          return (int)i;
      return -1;
    }
  for (guint i = 0; i < folders->len; i++)
    {
      const ValiseFolder *folder = folders->pdata[i];

      if (folder->service_id == 0)
        continue;
      if (g_str_equal (folder->path, name))
        return place;
      place++;
    }
  return -1;
}

static const Verb *
find_verb (char **words)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (words[0], verbs[i].who) && g_strcmp0 (words[1], verbs[i].verb) == 0
        && g_strv_length (words) == 2 + strlen (verbs[i].args))
      return &verbs[i];
  return NULL;
}

static void
play_line (SimWorld *world, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  const Verb *verb = find_verb (words);
  SimAction action = { 0 };

  if (g_str_equal (line, "run"))
    {
      sim_world_run (world, NULL, FALSE);
      return;
    }
  if (verb == NULL)
    {
      sim_fail (world, "the script says “%s”, which means nothing", line);
      return;
    }
  action = (SimAction){ .kind = verb->kind, .a = verb->a, .b = verb->b, .c = verb->c };
  for (guint i = 0; verb->args[i] != '\0'; i++)
    {
      const char *name = words[2 + i];
      int place = verb->args[i] == 'i' ? find_item (world, verb, name)
                                       : find_folder (world, verb, name);

      if (place < 0)
        sim_fail (world, "the script says “%s”, but there is no %s", line, name);
      *(i == 0 ? &action.a : &action.b) = (guint)MAX (place, 0);
    }
  sim_act (world, &action);
}

/* Does everything that @script says, one thing after the other. */
void
sim_script_play (SimWorld *world, const char *script)
{
  g_auto (GStrv) lines = g_strsplit (script, ";", -1);

  for (guint i = 0; lines[i] != NULL && world->failure == NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      play_line (world, lines[i]);
}
