/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Contents and what we show of them. Everything in this folder is a pure function of its arguments:
 * no I/O, no network, no clock (but where a message is made), callable from every thread.
 *
 * What comes in was written by strangers. So each function accepts any bytes at all, gives the best
 * that can be read out of them, and costs time and memory in proportion to their length; where a
 * library does not promise that (nesting, attributes, header lines) its input is bounded first.
 *
 *   text-clean     strings that are safe to show in one line, or at all
 *   html-text      HTML to readable text; html-tame before, html-tags in, text-writer behind it
 *   mail-header    header fields written by hand, safe against injection
 *   mail-parts     a parsed message: which part is the body, which are attachments
 *   mail-text      builds header + text contents, and cuts whole messages down to them
 *   mail-view      what a reader sees of a message
 *   mail-summary   what a list shows of a message that was added here
 *   mail-compose   a message that is being written; mail-answer: replies and forwarded ones
 *   mail-bcc       blind copies, which nobody is told of
 *   mail-address   lists of addresses, as people write them; mailto: links to write with
 *   text-flow      format=flowed, both ways, and quoting
 *   text-compare   two versions of an item side by side
 *   mail-equal     is it the same message, whatever servers rewrite
 *   content-equal  the same question for every kind
 *   content-split  files of many items of any kind
 *   content-summary  what a list shows of an item of any kind, and its text for search
 *   content-uid    the name that an item of any kind has everywhere
 *   conflict-message  the announcement of a conflict
 *
 *   content-line   one line of a vCard or an iCalendar file; line-encoding: what stands in it
 *   component      the tree of such lines; what nobody changes is written byte for byte
 *   calendar       events, tasks and notes; calendar-split: files of many
 *   calendar-view  what a reader sees of one; calendar-text: in words, and in lists
 *   calendar-edit, contact-edit  setting one field and leaving the rest
 *   item-form      one of them as a form
 *   calendar-equal, contact-equal, canonical  do two say the same
 *   note-mail      notes as messages, as mail servers keep them
 *   recurrence     when they are; recurrence-rule and -expand: by which rule
 *   zone, civil    time zones, and dates as numbers
 *   vcard          contacts; contact-view and contact-text: what a reader sees of one
 */

#include "format/format.h"

#include <gmime/gmime.h>
#include <libxml/parser.h>

/**
 * valise_format_init:
 *
 * Prepares the libraries below this folder. Each public function that needs them calls it by
 * itself. Thread safe, and cheap from the second call on.
 */
void
valise_format_init (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      g_mime_init ();
      xmlInitParser ();
      g_once_init_leave (&once, 1);
    }
}
