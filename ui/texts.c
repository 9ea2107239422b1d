/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How times, rates, kinds and reasons are told, and by which icon. Pure; no widget. */

#include "texts.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * valise_text_short_date:
 * @date: Unix seconds; 0 for none
 * @now: Unix seconds
 *
 * Returns: (transfer full): the time of today, day and month of this year, or the whole date
 */
char *
valise_text_short_date (gint64 date, gint64 now)
{
  g_autoptr (GDateTime) then = date > 0 ? g_date_time_new_from_unix_local (date) : NULL;
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);

  if (then == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (then) != g_date_time_get_year (today))
    return g_date_time_format (then, "%x");
  if (g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (today))
    return g_date_time_format (then, "%H:%M");
  /* Translators: day and month of a date in this year, see strftime(3) */
  return g_date_time_format (then, _ ("%-d %b"));
}

/**
 * valise_text_day:
 * @date: Unix seconds; 0 for none
 * @now: Unix seconds
 *
 * Returns: (transfer full): the day, with the time of day unless it is midnight, which is what a
 *   whole day has
 */
char *
valise_text_day (gint64 date, gint64 now)
{
  g_autoptr (GDateTime) then = date > 0 ? g_date_time_new_from_unix_local (date) : NULL;
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);
  gboolean this_year, whole;

  if (then == NULL)
    return g_strdup ("");
  this_year = g_date_time_get_year (then) == g_date_time_get_year (today);
  whole = g_date_time_get_hour (then) == 0 && g_date_time_get_minute (then) == 0;
  if (this_year)
    return g_date_time_format (then,
                               /* Translators: a day of this year, see strftime(3) */
                               whole ? _ ("%a %-d %b")
                                     /* Translators: a day of this year, and the time of day */
                                     : _ ("%a %-d %b, %H:%M"));
  return g_date_time_format (then,
                             /* Translators: a day of another year, see strftime(3) */
                             whole ? _ ("%-d %b %Y")
                                   /* Translators: a day of another year, and the time of day */
                                   : _ ("%-d %b %Y, %H:%M"));
}

/**
 * valise_text_long_date:
 * @date: Unix seconds; 0 for none
 *
 * Returns: (transfer full): date and time
 */
char *
valise_text_long_date (gint64 date)
{
  g_autoptr (GDateTime) then = date > 0 ? g_date_time_new_from_unix_local (date) : NULL;

  /* Translators: weekday, date and time, see strftime(3) */
  return then != NULL ? g_date_time_format (then, _ ("%A, %-d %B %Y, %H:%M")) : g_strdup ("");
}

static char *
time_left (gint64 seconds)
{
  gulong minutes = (gulong)(seconds + 59) / 60, hours = (minutes + 59) / 60;

  if (seconds < 60)
    return g_strdup (_ ("less than a minute left"));
  if (minutes < 60)
    return g_strdup_printf (ngettext ("about %lu minute left", "about %lu minutes left", minutes),
                            minutes);
  return g_strdup_printf (ngettext ("about %lu hour left", "about %lu hours left", hours), hours);
}

/**
 * valise_text_progress:
 * @account: an account that is being synchronised
 *
 * Returns: (transfer full): how fast that goes and how long it takes, as far as that is known
 */
char *
valise_text_progress (const ValiseAccountStatus *account)
{
  g_autofree char *rate = NULL;
  g_autofree char *size = NULL;
  g_autofree char *left = NULL;

  if (account->rate >= 1)
    {
      size = g_format_size ((guint64)account->rate);
      /* Translators: so many bytes a second, such as "1.2 MB/s" */
      rate = g_strdup_printf (C_ ("rate", "%s/s"), size);
    }
  if (account->seconds_left >= 0)
    left = time_left (account->seconds_left);
  if (rate != NULL && left != NULL)
    /* Translators: how fast and how long: “1.2 MB/s, about 3 minutes left” */
    return g_strdup_printf (C_ ("progress", "%s, %s"), rate, left);
  if (rate != NULL)
    return g_steal_pointer (&rate);
  return left != NULL ? g_steal_pointer (&left) : g_strdup ("");
}

/**
 * valise_text_person:
 * @from: (nullable): "Name <address>", as the store has it
 *
 * Returns: (transfer full): the name; without one, the address
 */
char *
valise_text_person (const char *from)
{
  const char *bracket = from != NULL ? strrchr (from, '<') : NULL;
  g_autofree char *name = NULL;

  if (from == NULL)
    return g_strdup ("");
  if (bracket == NULL)
    return g_strdup (from);
  name = g_strstrip (g_strndup (from, (gsize)(bracket - from)));
  if (*name != '\0')
    return g_steal_pointer (&name);
  return g_strndup (bracket + 1, strcspn (bracket + 1, ">"));
}

/**
 * valise_text_title:
 * @title: an item's title
 *
 * Returns: (transfer none): the same, or words that say that it is empty
 */
const char *
valise_text_title (const char *title)
{
  return title != NULL && *title != '\0' ? title : _ ("(no subject)");
}

/**
 * valise_text_kind:
 * @kind: a kind
 *
 * Returns: (transfer none): what one item of it is called
 */
const char *
valise_text_kind (ValiseKind kind)
{
  switch (kind)
    {
    case VALISE_KIND_MAIL:
      return C_ ("kind", "Message");
    case VALISE_KIND_EVENT:
      return C_ ("kind", "Event");
    case VALISE_KIND_CONTACT:
      return C_ ("kind", "Contact");
    case VALISE_KIND_TASK:
      return C_ ("kind", "Task");
    case VALISE_KIND_NOTE:
      return C_ ("kind", "Note");
    }
  g_return_val_if_reached ("");
}

/**
 * valise_text_folder_name:
 * @folder: a folder
 *
 * Returns: (transfer none): what it is called: by the server, or in the user's language where it is
 *   one of our own
 */
const char *
valise_text_folder_name (const ValiseFolder *folder)
{
  if (folder->role == VALISE_ROLE_CONFLICTS)
    return C_ ("folder", "Conflicts");
  if (folder->role == VALISE_ROLE_OUTBOX)
    return C_ ("folder", "Outbox");
  return folder->name;
}

/**
 * valise_text_folder_kind:
 * @kind: a kind
 *
 * Returns: (transfer none): what a folder of it has in it
 */
const char *
valise_text_folder_kind (ValiseKind kind)
{
  switch (kind)
    {
    case VALISE_KIND_MAIL:
      return C_ ("contents of a folder", "Messages");
    case VALISE_KIND_EVENT:
      return C_ ("contents of a folder", "Events");
    case VALISE_KIND_CONTACT:
      return C_ ("contents of a folder", "Contacts");
    case VALISE_KIND_TASK:
      return C_ ("contents of a folder", "Tasks");
    case VALISE_KIND_NOTE:
      return C_ ("contents of a folder", "Notes");
    }
  g_return_val_if_reached ("");
}

/**
 * valise_text_conflict:
 * @reason: why an item needs its owner
 *
 * Returns: (transfer none): what happened, and where the versions are now; one or two sentences
 */
const char *
valise_text_conflict (ValiseConflictReason reason)
{
  switch (reason)
    {
    case VALISE_CONFLICT_BOTH_CHANGED:
      return _ (
          "Changed here and on the server. The server’s version is in its folder, yours is in "
          "Conflicts.");
    case VALISE_CONFLICT_EDITED_HERE_GONE_THERE:
      return _ ("Changed here and deleted on the server. Your version is in Conflicts.");
    case VALISE_CONFLICT_DELETED_HERE_CHANGED_THERE:
      return _ ("Deleted here and changed on the server. The server’s version is back in its "
                "folder.");
    case VALISE_CONFLICT_REFUSED:
      return _ ("The server refused your version. It is in Conflicts.");
    }
  g_return_val_if_reached ("");
}

static const char *
kind_icon (ValiseKind kind)
{
  switch (kind)
    {
    case VALISE_KIND_MAIL:
      return "folder-symbolic";
    case VALISE_KIND_EVENT:
      return "x-office-calendar-symbolic";
    case VALISE_KIND_CONTACT:
      return "x-office-address-book-symbolic";
    case VALISE_KIND_TASK:
      return "task-due-symbolic";
    case VALISE_KIND_NOTE:
      return "accessories-text-editor-symbolic";
    }
  g_return_val_if_reached ("folder-symbolic");
}

/**
 * valise_text_folder_icon:
 * @kind: a folder's kind
 * @role: its role
 *
 * Returns: (transfer none): the name of its icon, from the desktop's theme
 */
const char *
valise_text_folder_icon (ValiseKind kind, ValiseRole role)
{
  switch (role)
    {
    case VALISE_ROLE_INBOX:
      return "mail-unread-symbolic";
    case VALISE_ROLE_DRAFTS:
      return "document-edit-symbolic";
    case VALISE_ROLE_SENT:
      return "document-send-symbolic";
    case VALISE_ROLE_TRASH:
      return "user-trash-symbolic";
    case VALISE_ROLE_JUNK:
      return "mail-mark-junk-symbolic";
    case VALISE_ROLE_OUTBOX:
      return "mail-send-symbolic";
    case VALISE_ROLE_CONFLICTS:
      return "dialog-warning-symbolic";
    case VALISE_ROLE_NONE:
    case VALISE_ROLE_ARCHIVE:
      return kind_icon (kind);
    }
  g_return_val_if_reached ("folder-symbolic");
}

/**
 * valise_text_mode:
 * @mode: a mode
 *
 * Returns: (transfer none): it in words
 */
const char *
valise_text_mode (ValiseMode mode)
{
  switch (mode)
    {
    case VALISE_MODE_ONLINE:
      return C_ ("state", "Online");
    case VALISE_MODE_SYNCING:
      return C_ ("state", "Synchronising");
    case VALISE_MODE_OFFLINE_CHOSEN:
      return C_ ("state", "Working offline");
    case VALISE_MODE_OFFLINE_LOST:
      return C_ ("state", "Connection lost");
    case VALISE_MODE_NEEDS_SIGN_IN:
      return C_ ("state", "Not signed in");
    }
  g_return_val_if_reached ("");
}
