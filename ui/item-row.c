/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words in a row of an item list, for each kind of item: who and what on the left, when and how
 * much on the right. What items bring along is never markup. Pure; no widget. */

#include "item-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/flags.h"
#include "texts.h"

/* A list is narrower than that; what is cut is in the reader. */
#define MAX_CHARS 200

/* One line of at most MAX_CHARS, escaped. */
static char *
line_of (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *cut = g_utf8_strlen (valid, -1) > MAX_CHARS
                             ? g_utf8_substring (valid, 0, MAX_CHARS)
                             : g_steal_pointer (&valid);

  g_strdelimit (cut, "\r\n\t\v\f", ' ');
  return g_markup_escape_text (cut, -1);
}

/**
 * valise_item_row_is_unread:
 * @item: an item
 *
 * Returns: whether it is a message that nobody read
 */
gboolean
valise_item_row_is_unread (const ValiseItem *item)
{
  return item->kind == VALISE_KIND_MAIL && !valise_flags_has (item->local.flags, VALISE_FLAG_SEEN);
}

/**
 * valise_item_row_mark:
 * @item: an item
 *
 * Returns: (transfer none) (nullable): the icon in front of it. The server's refusal comes before
 *   what waits to be sent, and that before the user's flag.
 */
const char *
valise_item_row_mark (const ValiseItem *item)
{
  if (item->error != NULL)
    return "dialog-warning-symbolic";
  if (valise_flags_has (item->local.flags, VALISE_FLAG_FLAGGED))
    return "starred-symbolic";
  if (valise_flags_has (item->local.flags, VALISE_FLAG_ANSWERED))
    return "mail-replied-symbolic";
  return NULL;
}

/* Whom a message is from; in the folders of one's own messages, whom it is for. */
static char *
who (const ValiseItem *item, ValiseRole role)
{
  gboolean own = role == VALISE_ROLE_SENT || role == VALISE_ROLE_DRAFTS
                 || role == VALISE_ROLE_OUTBOX;

  if (!own)
    return valise_text_person (item->summary.from);
  return g_strdup (item->summary.people != NULL ? item->summary.people : _ ("(no recipient)"));
}

static char *
two_lines (const char *first, const char *second)
{
  return *second != '\0' ? g_strdup_printf ("%s\n<span alpha='65%%'>%s</span>", first, second)
                         : g_strdup (first);
}

static char *
mail_text (const ValiseItem *item, ValiseRole role)
{
  g_autofree char *person = who (item, role);
  g_autofree char *first = line_of (person);
  g_autofree char *title = line_of (valise_text_title (item->summary.title));
  g_autofree char *preview = line_of (item->summary.preview);
  const char *dash = *preview != '\0' ? " – " : "";

  if (valise_item_row_is_unread (item))
    return g_strdup_printf ("<b>%s</b>\n<b>%s</b><span alpha='65%%'>%s%s</span>", first, title,
                            dash, preview);
  return g_strdup_printf ("%s\n%s<span alpha='65%%'>%s%s</span>", first, title, dash, preview);
}

/**
 * valise_item_row_text:
 * @item: an item
 * @role: of the folder that it is in
 *
 * Returns: (transfer full): who and what
 */
char *
valise_item_row_text (const ValiseItem *item, ValiseRole role)
{
  g_autofree char *title = NULL;
  g_autofree char *preview = NULL;

  if (item->kind == VALISE_KIND_MAIL)
    return mail_text (item, role);
  title = line_of (valise_text_title (item->summary.title));
  preview = line_of (item->summary.preview);
  return two_lines (title, preview);
}

static char *
when (const ValiseItem *item, gboolean is_due, gint64 now)
{
  g_autofree char *date = NULL;

  if (item->kind == VALISE_KIND_CONTACT)
    return g_strdup ("");
  if (item->kind == VALISE_KIND_TASK)
    {
      if (!is_due)
        return g_strdup ("");

      date = valise_text_day (item->summary.date, now);
      /* Translators: a task is due on a date */
      return g_strdup_printf (_ ("due %s"), date);
    }
  return item->kind == VALISE_KIND_MAIL ? valise_text_short_date (item->summary.date, now)
                                        : valise_text_day (item->summary.date, now);
}

/**
 * valise_item_row_detail:
 * @item: an item
 * @folder: (nullable): where it is, if that has to be told
 * @is_due: whether its date is that on which a task is due
 * @now: Unix seconds
 *
 * Returns: (transfer full): when and how much, or when and where
 */
char *
valise_item_row_detail (const ValiseItem *item, const char *folder, gboolean is_due, gint64 now)
{
  g_autofree char *first = when (item, is_due, now);
  g_autofree char *size = NULL;
  g_autofree char *second = NULL;

  if (item->kind == VALISE_KIND_MAIL && item->summary.size > 0)
    size = g_format_size ((guint64)item->summary.size);
  second = line_of (folder != NULL ? folder : size);
  return two_lines (first, second);
}
