/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Answers: to whom they go, what they quote, and how they say what they answer to (RFC 5322
 * sections 3.6.2 to 3.6.4). */

#include "format/mail-answer.h"

#include "format/mail-address.h"
#include "format/mail-parts.h"
#include "format/mail-view.h"
#include "format/text-flow.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Some servers and archives choke on longer ones; the first and the last matter. */
#define REFERENCES_MAX 20
#define DATE_FORMAT "%Y-%m-%d %H:%M %z"

/* Takes away the "Re:" and "Fwd:" of this and other languages. */
static const char *
skip_prefixes (const char *subject, const char *const *prefixes)
{
  for (guint i = 0; prefixes[i] != NULL; i++)
    {
      gsize length = strlen (prefixes[i]);
      const char *rest = subject + length;

      if (g_ascii_strncasecmp (subject, prefixes[i], length) != 0)
        continue;
      if (*rest == '[')
        rest += strspn (rest, "[0123456789]");
      if (*rest != ':')
        continue;
      subject = rest + 1 + strspn (rest + 1, " ");
      i = (guint)-1;
    }
  return subject;
}

static char *
reply_subject (const char *subject)
{
  static const char *const prefixes[] = { "re", "aw", "sv", "antw", "odp", NULL };

  return g_strconcat ("Re: ", skip_prefixes (subject != NULL ? subject : "", prefixes), NULL);
}

static char *
forward_subject (const char *subject)
{
  static const char *const prefixes[] = { "fwd", "fw", "wg", NULL };

  return g_strconcat ("Fwd: ", skip_prefixes (subject != NULL ? subject : "", prefixes), NULL);
}

/* The References of an answer: those of the original, or what it is an answer to itself where that
 * is one, and the original (RFC 5322 section 3.6.4). */
static char *
make_references (const ValiseMailView *original)
{
  const char *before = original->references;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) joined = g_string_new (NULL);

  if (original->message_id == NULL)
    return NULL;
  if (before == NULL && original->in_reply_to != NULL && !strchr (original->in_reply_to, ' '))
    before = original->in_reply_to;
  words = g_strsplit (before != NULL ? before : "", " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] == '<')
      g_ptr_array_add (ids, words[i]);
  g_ptr_array_add (ids, original->message_id);
  while (ids->len > REFERENCES_MAX)
    g_ptr_array_remove_index (ids, 1);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? " " : "", (const char *)ids->pdata[i]);
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/* Returns: (transfer full) (nullable): the address of the mailing list that the message came by
 * (RFC 2369 section 3.4); %NULL where there is none or one cannot write to it */
static char *
read_list_post (ValiseContent *content)
{
  g_autoptr (ValiseMailParts) parts = valise_mail_parts_read (content->bytes);
  g_autofree char *field = valise_mail_parts_field (parts, "List-Post");
  const char *start = field != NULL ? strstr (field, "<mailto:") : NULL;

  if (start == NULL)
    return NULL;
  start += strlen ("<mailto:");
  return g_uri_unescape_segment (start, start + strcspn (start, "?>"), NULL);
}

/* Adds the addresses of @list that are neither in @to nor in @cc nor the user's own. */
static void
add_others (GPtrArray *target, const char *list, GPtrArray *to, GPtrArray *cc, GPtrArray *own)
{
  g_autoptr (GPtrArray) addresses = valise_mail_addresses_read (list);

  while (addresses->len > 0)
    {
      ValiseMailAddress *address = g_ptr_array_steal_index (addresses, 0);

      if (valise_mail_addresses_have (own, address->email)
          || valise_mail_addresses_have (to, address->email)
          || valise_mail_addresses_have (cc, address->email))
        valise_mail_address_free (address);
      else
        g_ptr_array_add (target, address);
    }
}

/* Whom a reply to the sender goes to. A mailing list that sets Reply-To to itself would have an
 * answer to one person go to all, so it is passed over. */
static GPtrArray *
find_senders (const ValiseMailView *original, const char *list_post, gboolean all)
{
  g_autoptr (GPtrArray) asked = valise_mail_addresses_read (original->reply_to);

  if (asked->len > 0
      && (all || asked->len > 1 || list_post == NULL
          || !valise_mail_addresses_have (asked, list_post)))
    return g_steal_pointer (&asked);
  return valise_mail_addresses_read (original->from);
}

static gboolean
is_own (GPtrArray *addresses, GPtrArray *own)
{
  for (guint i = 0; i < addresses->len; i++)
    if (!valise_mail_addresses_have (own, ((ValiseMailAddress *)addresses->pdata[i])->email))
      return FALSE;
  return addresses->len > 0;
}

static void
address_reply (ValiseMailDraft *draft,
               ValiseContent *content,
               const ValiseMailView *original,
               GPtrArray *own,
               gboolean all)
{
  g_autofree char *list_post = read_list_post (content);
  g_autoptr (GPtrArray) to = find_senders (original, list_post, all);
  g_autoptr (GPtrArray) cc = valise_mail_addresses_read (NULL);

  /* To an own message one adds something for those who got it. */
  if (is_own (to, own))
    {
      g_autoptr (GPtrArray) receivers = valise_mail_addresses_read (original->to);

      if (receivers->len > 0)
        {
          g_ptr_array_unref (to);
          to = g_steal_pointer (&receivers);
        }
    }
  if (all)
    {
      add_others (cc, original->to, to, cc, own);
      add_others (cc, original->cc, to, cc, own);
      add_others (cc, list_post, to, cc, own);
    }
  draft->to = valise_mail_addresses_join (to);
  draft->cc = valise_mail_addresses_join (cc);
}

/* Returns: (transfer full): the name of who wrote it, or else the address */
static char *
find_author (const ValiseMailView *original)
{
  g_autoptr (GPtrArray) from = valise_mail_addresses_read (original->from);
  const ValiseMailAddress *first = from->len > 0 ? from->pdata[0] : NULL;

  if (first == NULL)
    return g_strdup (original->from);
  return g_strdup (first->name != NULL ? first->name : first->email);
}

static char *
quote (const ValiseMailView *original)
{
  g_autofree char *quoted = valise_text_quote (original->body);
  g_autofree char *author = find_author (original);
  g_autofree char *date = valise_mail_view_format_date (original, DATE_FORMAT);
  g_autofree char *said = NULL;

  if (author != NULL && date != NULL)
    /* Translators: before what is quoted in an answer: date, person. */
    said = g_strdup_printf (_ ("On %s, %s wrote:"), date, author);
  else if (author != NULL)
    said = g_strdup_printf (_ ("%s wrote:"), author);
  return g_strconcat ("\n\n", said != NULL ? said : "", "\n", quoted, NULL);
}

/**
 * valise_mail_reply:
 * @original: a message of depth text or full
 * @own: (element-type ValiseMailAddress): the user's own addresses, which get no answer
 * @all: to everybody who got @original
 *
 * Returns: (transfer full): the answer; the user writes above what it quotes
 */
ValiseMailDraft *
valise_mail_reply (ValiseContent *original, GPtrArray *own, gboolean all)
{
  g_autoptr (ValiseMailView) view = valise_mail_view_new (original);
  ValiseMailDraft *draft = valise_mail_draft_new ();

  address_reply (draft, original, view, own, all);
  draft->subject = reply_subject (view->subject);
  draft->in_reply_to = g_strdup (view->message_id);
  draft->references = make_references (view);
  g_free (draft->text);
  draft->text = quote (view);
  return draft;
}

static void
append_field (GString *out, const char *label, const char *value)
{
  if (value != NULL)
    g_string_append_printf (out, "%s %s\n", label, value);
}

static char *
forwarded_text (const ValiseMailView *original)
{
  GString *out = g_string_new ("\n\n");
  g_autofree char *date = valise_mail_view_format_date (original, DATE_FORMAT);

  g_string_append_printf (out, "---------- %s ----------\n", _ ("Forwarded message"));
  append_field (out, _ ("From:"), original->from);
  append_field (out, _ ("To:"), original->to);
  append_field (out, _ ("Cc:"), original->cc);
  append_field (out, _ ("Date:"), date);
  append_field (out, _ ("Subject:"), original->subject);
  g_string_append_printf (out, "\n%s", original->body);
  return g_string_free (out, FALSE);
}

/* What is signed or encrypted is worth something only as it is. */
static void
attach_whole (ValiseMailDraft *draft, const ValiseMailView *view, ValiseContent *original)
{
  g_autofree char *name = g_strconcat (
      view->subject != NULL ? view->subject : C_ ("name of a file", "Message"), ".eml", NULL);

  g_strdelimit (name, "/\\", '_');
  g_ptr_array_add (draft->files, valise_mail_file_new (name, "message/rfc822", original->bytes));
  g_free (draft->text);
  draft->text = g_strdup ("");
}

/**
 * valise_mail_forward:
 * @original: a message of depth text or full
 *
 * What is signed or encrypted is attached as it is; else the text is put in, and what was attached
 * is attached again. Where that is on the server only, the draft says so in @wanted.
 *
 * Returns: (transfer full): the message that forwards it
 */
ValiseMailDraft *
valise_mail_forward (ValiseContent *original)
{
  g_autoptr (ValiseMailView) view = valise_mail_view_new (original);
  ValiseMailDraft *draft = valise_mail_draft_new ();
  gboolean whole = original->depth == VALISE_DEPTH_FULL;

  draft->subject = forward_subject (view->subject);
  draft->references = make_references (view);
  g_free (draft->text);
  draft->text = forwarded_text (view);
  if (whole && (view->is_signed || view->is_encrypted))
    attach_whole (draft, view, original);
  else if (whole)
    valise_mail_draft_add_attachments (draft, original->bytes);
  else if (view->attachments->len > 0 && view->message_id != NULL)
    draft->wanted = g_strndup (view->message_id + strspn (view->message_id, "<"),
                               strcspn (view->message_id + strspn (view->message_id, "<"), ">"));
  return draft;
}
