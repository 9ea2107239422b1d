/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The announcement "Message in conflict!": what happened, where both versions are, and what to do.
 * It is plain text, and what comes from the server (title, folder) stands in lines of its own, so
 * that a title cannot pretend to be what Valise says. */

#include "format/conflict-message.h"

#include "format/mail-header.h"
#include "format/mail-summary.h"
#include "format/text-clean.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TITLE_BYTES 200

/* The texts of one reason. After the labels of times comes a date, on the same line. */
typedef struct
{
  const char *what;  /* happened */
  const char *where; /* the versions are */
  const char *todo;
  const char *local_at;  /* label of the time here */
  const char *remote_at; /* label of the time there */
} Texts;

static const Texts both_changed = {
  N_ ("This item was changed on this computer and also on the server."),
  N_ ("The server’s version is in the folder. Your version is in the folder “Conflicts”, "
      "which exists on this computer only."),
  N_ ("Compare both versions in the list of conflicts. If yours is the right one, choose "
      "“Restore Mine”; if not, choose “Keep the Server’s Version”, and yours is removed."),
  NC_ ("date follows", "Changed on this computer:"),
  NC_ ("date follows", "Change on the server seen:")
};

static const Texts gone_there = {
  N_ ("You changed this item on this computer, but it was deleted on the server."),
  N_ ("It is no longer in the folder. Your version is in the folder “Conflicts”, which exists "
      "on this computer only."),
  N_ ("If you still need the item, choose “Restore Mine” in the list of conflicts, and it is "
      "put back, on the server too; if not, choose “Leave It Deleted”, and your version is "
      "removed."),
  NC_ ("date follows", "Changed on this computer:"),
  NC_ ("date follows", "Deletion on the server seen:")
};

static const Texts deleted_here = {
  N_ ("You deleted this item on this computer, but it was changed on the server."),
  N_ ("The server’s version is back in the folder."),
  N_ ("If you do not need it after its change, delete it again."),
  NC_ ("date follows", "Deleted on this computer:"),
  NC_ ("date follows", "Change on the server seen:")
};

static const Texts refused = {
  N_ ("The server does not accept your change to this item."),
  N_ ("Your version is kept on this computer and is not on the server."),
  N_ ("Open the item to see why the server refused it, and change it so that the server accepts "
      "it. If you do not need your change, choose “Keep the Server’s Version” in the list of "
      "conflicts."),
  NC_ ("date follows", "Changed on this computer:"), NC_ ("date follows", "Refused by the server:")
};

static const Texts *
find_texts (ValiseConflictReason reason)
{
  switch (reason)
    {
    case VALISE_CONFLICT_BOTH_CHANGED:
      return &both_changed;
    case VALISE_CONFLICT_EDITED_HERE_GONE_THERE:
      return &gone_there;
    case VALISE_CONFLICT_DELETED_HERE_CHANGED_THERE:
      return &deleted_here;
    case VALISE_CONFLICT_REFUSED:
      return &refused;
    }
  g_return_val_if_reached (&both_changed);
}

static const char *
kind_label (ValiseKind kind)
{
  switch (kind)
    {
    case VALISE_KIND_MAIL:
      return C_ ("title follows", "Message:");
    case VALISE_KIND_EVENT:
      return C_ ("title follows", "Event:");
    case VALISE_KIND_CONTACT:
      return C_ ("title follows", "Contact:");
    case VALISE_KIND_TASK:
      return C_ ("title follows", "Task:");
    case VALISE_KIND_NOTE:
      return C_ ("title follows", "Note:");
    }
  g_return_val_if_reached ("");
}

/* Appends "label value", the value in one line and not longer than anybody reads. */
static void
append_fact (GString *out, const char *label, const char *value, const char *empty)
{
  g_autofree char *line = valise_text_clean_line (value != NULL ? value : "");
  g_autofree char *cut = valise_text_cut (line, TITLE_BYTES);

  if (*cut == '\0' && empty == NULL)
    return;
  g_string_append_printf (out, "%s %s%s\n", label, *cut != '\0' ? cut : empty,
                          strlen (cut) < strlen (line) ? "…" : "");
}

static void
append_time (GString *out, const char *label, gint64 at)
{
  g_autoptr (GDateTime) time = at != 0 ? g_date_time_new_from_unix_local (at) : NULL;
  /* Translators: date and time of a change, see the manual of strftime. */
  g_autofree char *shown = time != NULL ? g_date_time_format (time, _ ("%Y-%m-%d %H:%M")) : NULL;

  if (shown != NULL)
    g_string_append_printf (out, "%s %s\n", label, shown);
}

static char *
write_text (const ValiseConflict *conflict)
{
  const Texts *texts = find_texts (conflict->reason);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%s\n\n", _ (texts->what));
  append_fact (out, kind_label (conflict->kind), conflict->title, _ ("(no subject)"));
  append_fact (out,
               conflict->kind == VALISE_KIND_MAIL ? C_ ("name follows", "From:")
                                                  : C_ ("name follows", "Organiser:"),
               conflict->who, NULL);
  append_fact (out, C_ ("name follows", "Folder:"), conflict->folder_path, NULL);
  append_time (out, g_dpgettext2 (GETTEXT_PACKAGE, "date follows", texts->local_at),
               conflict->local_at);
  append_time (out, g_dpgettext2 (GETTEXT_PACKAGE, "date follows", texts->remote_at),
               conflict->remote_at);
  g_string_append_printf (out, "\n%s\n\n%s\n", _ (texts->where), _ (texts->todo));
  g_string_append_printf (
      out, "\n%s\n",
      _ ("Valise wrote this message. It is on this computer only and is never sent."));
  return g_string_free (out, FALSE);
}

/**
 * valise_conflict_message_build:
 * @conflict: what happened; its ids are not used
 * @user: (nullable): the account's user, as an address where it is one
 * @summary: (out caller-allocates) (optional): what a list shows of the message; what it held
 * before is freed
 *
 * Builds the local message that announces a conflict, in the user's language.
 *
 * Returns: (transfer full): a whole message
 */
ValiseContent *
valise_conflict_message_build (const ValiseConflict *conflict,
                               const char *user,
                               ValiseSummary *summary)
{
  g_autofree char *text = write_text (conflict);
  g_autofree char *to = valise_mail_address_format (NULL, user);
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *id = g_strconcat (unique, "@valise.invalid", NULL);
  g_autoptr (GBytes) bytes = NULL;
  GString *out = g_string_new (NULL);

  valise_mail_header_append_date (out, conflict->at, 0);
  valise_mail_header_append_addresses (out, "From", "Valise <valise@localhost>");
  valise_mail_header_append_addresses (out, "To", to);
  valise_mail_header_append_text (out, "Subject", _ ("Message in conflict!"));
  valise_mail_header_append_ids (out, "Message-ID", id);
  valise_mail_header_append_text (out, "Auto-Submitted", "auto-generated");
  valise_mail_header_append_body (out, text);
  bytes = g_string_free_to_bytes (out);
  if (summary != NULL)
    valise_mail_summarize (bytes, summary);
  return valise_content_new (VALISE_DEPTH_FULL, bytes, text);
}
