/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The switches of the double, one row each.
 *
 * A row of the first part stands for a question that the documentation of the API does not answer.
 * No server was at hand to ask, so that a client has to work with each of the answers; the first
 * one is the likeliest. The other rows make go wrong what does go wrong. */

#include "demo/switches.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *values; /* "first|second"; "on" and "off"; or "N" for a number, "WORD" for any */
  const char *initial;
  const char *help;
} Row;

/* clang-format off */
static const Row rows[VALISE_DEMO_N_SWITCHES] = {
  [VALISE_DEMO_STALE_KEY] = { "stale-key", "error|empty|everything", "error",
    "what a sync key that is too old is answered with" },
  [VALISE_DEMO_OWN_ECHO] = { "own-echo", "on|off", "on",
    "a session's own writes come back as changes" },
  [VALISE_DEMO_CHECK_WATERMARK] = { "check-watermark", "on|off", "off",
    "set refuses an item whose watermark is not the one of now" },
  [VALISE_DEMO_LIST_BODIES] = { "list-bodies", "filled|empty|missing", "filled",
    "displayableParts in Mails.get" },
  [VALISE_DEMO_TWO_FACTOR] = { "two-factor", "on|off", "off",
    "the password of the account is refused: an app password is wanted" },
  [VALISE_DEMO_APP_PASSWORDS] = { "app-passwords", "on|off", "on",
    "Session.login takes app passwords" },
  [VALISE_DEMO_LOGIN_CODE] = { "login-code", "N", "1000",
    "the code of a refused login" },
  [VALISE_DEMO_SECOND_COOKIE] = { "second-cookie", "on|off", "on",
    "login sets TOKEN_CONNECT_WEBMAIL too, and wants it back" },
  [VALISE_DEMO_ERROR_STATUS] = { "error-status", "documented|ok", "documented",
    "the HTTP status of JSON-RPC errors: 404 and 500, or always 200" },
  [VALISE_DEMO_DENIED_STATUS] = { "denied-status", "N", "403",
    "the HTTP status of an upload or a download without a session" },
  [VALISE_DEMO_UPLOAD_FORM] = { "upload-form", "both|multipart|raw", "both",
    "how an upload has to come" },
  [VALISE_DEMO_MESSAGE_ID] = { "message-id", "replaced|kept|refused", "replaced",
    "what becomes of the Message-ID of a mail that is created" },
  [VALISE_DEMO_WHOLE_NOTES] = { "whole-notes", "on|off", "on",
    "Notes.create wants a colour and a whole position" },
  [VALISE_DEMO_NEWER_FIELDS] = { "newer-fields", "on|off", "off",
    "events have the fields descriptionHtml and attachments" },
  [VALISE_DEMO_DAY_NUMBERS] = { "day-numbers", "sunday-0|sunday-1|monday-1", "sunday-0",
    "how byDay counts: which day has which number" },
  [VALISE_DEMO_CHANGES_ORDER] = { "changes-order", "oldest-first|newest-first", "oldest-first",
    "the order of changes" },
  [VALISE_DEMO_CHANGES_REPEAT] = { "changes-repeat", "on|off", "off",
    "each change is told twice" },
  [VALISE_DEMO_CHANGES_LIMIT] = { "changes-limit", "N", "0",
    "how many changes an answer has at most; 0: all" },
  [VALISE_DEMO_NEW_MAIL] = { "new-mail", "both|created|new-mail", "both",
    "how incoming mail is told: chtCreated, chtNewMail or both" },
  [VALISE_DEMO_FLAG_CHANGE] = { "flag-change", "precise|modified", "precise",
    "flags are told by types of their own, or as chtModified" },
  [VALISE_DEMO_MOVE_CHANGE] = { "move-change", "moved|deleted-created", "moved",
    "how a move is told" },
  [VALISE_DEMO_FOLDER_CHANGES] = { "folder-changes", "on|off", "on",
    "chtModifiedContent for folders" },
  [VALISE_DEMO_SECOND_POLL] = { "second-poll", "refused|replaces", "refused",
    "what becomes of a second long poll with the same key" },
  [VALISE_DEMO_LIST_CAP] = { "list-cap", "N", "50000",
    "how many items a listing has at most, whatever its limit" },
  [VALISE_DEMO_MAX_UPLOAD] = { "max-upload", "N", "20971520",
    "how many bytes a file has at most" },

  [VALISE_DEMO_BUSY] = { "busy", "off|reindexed|in-progress|locked|folder|shutdown", "off",
    "everything but login is answered with this" },
  [VALISE_DEMO_BUSY_TIMES] = { "busy-times", "N", "0",
    "how often, then never again; 0: always" },
  [VALISE_DEMO_QUOTA_REACHED] = { "quota-reached", "on|off", "off",
    "the mailbox is full" },
  [VALISE_DEMO_SESSION_REQUESTS] = { "session-requests", "N", "0",
    "how many requests a session lasts for; 0: for ever" },
  [VALISE_DEMO_JOURNAL_LENGTH] = { "journal-length", "N", "100000",
    "how many changes are remembered" },
  [VALISE_DEMO_LOSE_ANSWERS] = { "lose-answers", "N", "0",
    "how many calls are done with their answers lost" },
  [VALISE_DEMO_LOSE_METHOD] = { "lose-method", "WORD", "",
    "of which method; empty: of any that writes" },
  [VALISE_DEMO_UNREACHABLE] = { "unreachable", "on|off", "off",
    "every connection is closed without an answer" },
  [VALISE_DEMO_DELAY_MS] = { "delay-ms", "N", "0",
    "how long an answer takes" },

  [VALISE_DEMO_SECOND_EDITOR] = { "second-editor", "N", "0",
    "after how many seconds, each time, the other device changes something; 0: never" },
};
/* clang-format on */

struct _ValiseDemoSwitches
{
  char *values[VALISE_DEMO_N_SWITCHES];
};

/**
 * valise_demo_switches_new:
 *
 * Returns: (transfer full): all switches, as they are at first
 */
ValiseDemoSwitches *
valise_demo_switches_new (void)
{
  ValiseDemoSwitches *self = g_new0 (ValiseDemoSwitches, 1);

  valise_demo_switches_reset (self);
  return self;
}

/**
 * valise_demo_switches_free:
 * @self: (transfer full) (nullable): switches
 */
void
valise_demo_switches_free (ValiseDemoSwitches *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < VALISE_DEMO_N_SWITCHES; i++)
    g_free (self->values[i]);
  g_free (self);
}

/**
 * valise_demo_switches_reset:
 * @self: switches
 *
 * Sets all of them as they are at first.
 */
void
valise_demo_switches_reset (ValiseDemoSwitches *self)
{
  for (guint i = 0; i < VALISE_DEMO_N_SWITCHES; i++)
    {
      g_free (self->values[i]);
      self->values[i] = g_strdup (rows[i].initial);
    }
}

static gboolean
takes (const Row *row, const char *value)
{
  g_auto (GStrv) values = g_strsplit (row->values, "|", -1);

  if (g_str_equal (row->values, "WORD"))
    return TRUE;
  if (g_str_equal (row->values, "N"))
    return g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT, NULL, NULL);
  return g_strv_contains ((const char *const *)values, value);
}

/**
 * valise_demo_switches_set:
 * @self: switches
 * @assignment: "name=value"
 * @error: where the error goes
 *
 * Returns: whether there is such a switch with such a value
 */
gboolean
valise_demo_switches_set (ValiseDemoSwitches *self, const char *assignment, GError **error)
{
  g_auto (GStrv) sides = g_strsplit (assignment, "=", 2);

  for (guint i = 0; i < VALISE_DEMO_N_SWITCHES && g_strv_length (sides) == 2; i++)
    if (g_str_equal (rows[i].name, sides[0]) && takes (&rows[i], sides[1]))
      {
        g_free (self->values[i]);
        self->values[i] = g_strdup (sides[1]);
        return TRUE;
      }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "There is no switch %s.",
               assignment);
  return FALSE;
}

/**
 * valise_demo_switches_help:
 *
 * Returns: (transfer full): a line for each switch
 */
char *
valise_demo_switches_help (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < VALISE_DEMO_N_SWITCHES; i++)
    g_string_append_printf (text, "  %s=%s [%s]\n      %s\n", rows[i].name, rows[i].values,
                            rows[i].initial, rows[i].help);
  return g_string_free (text, FALSE);
}

/**
 * valise_demo_switch_word:
 * @self: switches
 * @which: one of them
 *
 * Returns: (transfer none): how it is set
 */
const char *
valise_demo_switch_word (ValiseDemoSwitches *self, ValiseDemoSwitch which)
{
  return self->values[which];
}

/**
 * valise_demo_switch_is:
 * @self: switches
 * @which: one of them
 * @value: a value
 *
 * Returns: whether it is set to @value
 */
gboolean
valise_demo_switch_is (ValiseDemoSwitches *self, ValiseDemoSwitch which, const char *value)
{
  return g_str_equal (self->values[which], value);
}

/**
 * valise_demo_switch_on:
 * @self: switches
 * @which: one that is on or off
 *
 * Returns: whether it is on
 */
gboolean
valise_demo_switch_on (ValiseDemoSwitches *self, ValiseDemoSwitch which)
{
  return valise_demo_switch_is (self, which, "on");
}

/**
 * valise_demo_switch_number:
 * @self: switches
 * @which: one that is a number
 *
 * Returns: that number
 */
gint64
valise_demo_switch_number (ValiseDemoSwitches *self, ValiseDemoSwitch which)
{
  return g_ascii_strtoll (self->values[which], NULL, 10);
}

/**
 * valise_demo_switch_take:
 * @self: switches
 * @which: one that counts how often something happens
 *
 * Returns: whether it happens this time, which is one less from now on
 */
gboolean
valise_demo_switch_take (ValiseDemoSwitches *self, ValiseDemoSwitch which)
{
  gint64 left = valise_demo_switch_number (self, which);

  if (left == 0)
    return FALSE;
  g_free (self->values[which]);
  self->values[which] = g_strdup_printf ("%" G_GINT64_FORMAT, left - 1);
  return TRUE;
}
