/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a list shows of an item, and what search finds it by: the question of every kind to its
 * format. */

#include "format/content-summary.h"

#include "format/calendar-view.h"
#include "format/contact-view.h"
#include "format/mail-summary.h"

/**
 * valise_content_summarize:
 * @kind: what the item is
 * @bytes: its content, whole
 * @summary: (inout): overwritten; left alone on error
 * @error: %VALISE_ERROR_INVALID where @bytes are nothing of the kind; never for mail, which may be
 *   anything
 *
 * Dates without a zone are taken as this computer's.
 *
 * Returns: whether @summary was made
 */
gboolean
valise_content_summarize (ValiseKind kind, GBytes *bytes, ValiseSummary *summary, GError **error)
{
  switch (kind)
    {
    case VALISE_KIND_MAIL:
      valise_mail_summarize (bytes, summary);
      return TRUE;
    case VALISE_KIND_CONTACT:
      return valise_contact_summarize (bytes, summary, error);
    case VALISE_KIND_EVENT:
    case VALISE_KIND_TASK:
    case VALISE_KIND_NOTE:
      return valise_calendar_summarize (bytes, NULL, summary, error);
    }
  g_return_val_if_reached (FALSE);
}

static char *
calendar_text_of (GBytes *bytes)
{
  g_autoptr (ValiseCalendarView) view = valise_calendar_view_new (bytes, NULL, NULL);

  return view != NULL ? valise_calendar_view_to_text (view, NULL) : NULL;
}

static char *
contact_text_of (GBytes *bytes)
{
  g_autoptr (ValiseContactView) view = valise_contact_view_new (bytes, NULL);

  return view != NULL ? valise_contact_view_to_text (view) : NULL;
}

/**
 * valise_content_text_of:
 * @kind: what the item is
 * @bytes: its content
 *
 * Returns: (transfer full) (nullable): its plain text, for search
 */
char *
valise_content_text_of (ValiseKind kind, GBytes *bytes)
{
  switch (kind)
    {
    case VALISE_KIND_MAIL:
      return valise_mail_text_of (bytes);
    case VALISE_KIND_CONTACT:
      return contact_text_of (bytes);
    case VALISE_KIND_EVENT:
    case VALISE_KIND_TASK:
    case VALISE_KIND_NOTE:
      return calendar_text_of (bytes);
    }
  g_return_val_if_reached (NULL);
}

static gint64
contact_changed_at (GBytes *bytes)
{
  g_autoptr (ValiseContactView) view = valise_contact_view_new (bytes, NULL);

  return view != NULL ? view->changed_at : 0;
}

static gint64
calendar_changed_at (GBytes *bytes)
{
  g_autoptr (ValiseCalendarView) view = valise_calendar_view_new (bytes, NULL, NULL);

  return view != NULL ? view->changed_at : 0;
}

/**
 * valise_content_changed_at:
 * @kind: what the item is
 * @bytes: its content
 *
 * What the program that wrote it says: LAST-MODIFIED or else DTSTAMP (RFC 5545, 3.8.7), REV (RFC
 * 6350, 6.7.4). A message does not tell.
 *
 * Returns: Unix seconds of its last change; 0 where it does not tell
 */
gint64
valise_content_changed_at (ValiseKind kind, GBytes *bytes)
{
  switch (kind)
    {
    case VALISE_KIND_MAIL:
      return 0;
    case VALISE_KIND_CONTACT:
      return contact_changed_at (bytes);
    case VALISE_KIND_EVENT:
    case VALISE_KIND_TASK:
    case VALISE_KIND_NOTE:
      return calendar_changed_at (bytes);
    }
  g_return_val_if_reached (0);
}

/**
 * valise_content_new_whole:
 * @kind: what the item is
 * @bytes: its content, whole
 *
 * Returns: (transfer full): the content, with the text that search finds it by
 */
ValiseContent *
valise_content_new_whole (ValiseKind kind, GBytes *bytes)
{
  g_autofree char *text = valise_content_text_of (kind, bytes);

  return valise_content_new (VALISE_DEPTH_FULL, bytes, text);
}
