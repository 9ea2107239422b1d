/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A mailbox with something of each kind, put into a store as a run would have. */

#include "sample.h"

#include <gdk/gdk.h>
#include <string.h>

#include "format/calendar-view.h"
#include "format/contact-view.h"
#include "format/mail-summary.h"
#include "model/flags.h"
#include "store/accounts.h"
#include "store/contents.h"
#include "store/folders.h"
#include "store/items.h"

#define DAY (24 * 60 * 60)

static gint64
add_folder (Sample *sample,
            ValiseStore *store,
            const char *name,
            ValiseKind kind,
            ValiseRole role,
            gint64 parent)
{
  gboolean local = valise_role_is_local (role);
  ValiseFolder folder = {
    .account_id = sample->account,
    .service_id = local ? 0 : sample->service,
    .remote_id = local ? NULL : (char *)name,
    .parent_id = parent,
    .name = (char *)name,
    .kind = kind,
    .role = role,
    .rights = VALISE_RIGHTS_ALL,
    .sync = TRUE,
    .depth = kind == VALISE_KIND_MAIL && role != VALISE_ROLE_INBOX ? VALISE_DEPTH_TEXT
                                                                   : VALISE_DEPTH_FULL,
    .listed = TRUE,
  };

  g_assert_true (valise_folders_save (store, &folder, NULL));
  g_clear_pointer (&folder.path, g_free);
  return folder.id;
}

static void
summarize (ValiseItem *item, GBytes *bytes)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (ValiseZone) here = valise_zone_new_system (utc);
  g_autoptr (GError) error = NULL;

  valise_summary_clear (&item->summary);
  if (item->kind == VALISE_KIND_MAIL)
    valise_mail_summarize (bytes, &item->summary);
  else if (item->kind == VALISE_KIND_CONTACT)
    valise_contact_summarize (bytes, &item->summary, &error);
  else
    valise_calendar_summarize (bytes, here, &item->summary, &error);
  g_assert_no_error (error);
}

/* @source without a "\n\n" for mail is kept as header only. */
gint64
sample_add (Sample *sample,
            ValiseStore *store,
            gint64 folder,
            ValiseKind kind,
            const char *name,
            const char *flags,
            const char *source)
{
  g_autoptr (ValiseItem) item = valise_item_new (sample->account, kind);
  g_autoptr (GBytes) bytes = g_bytes_new (source, strlen (source));
  g_autofree char *text = kind == VALISE_KIND_MAIL ? valise_mail_text_of (bytes)
                                                   : g_strdup (source);
  g_autoptr (ValiseContent) content = NULL;
  gboolean partial = strstr (source, "X-Valise-Depth") != NULL;

  item->service_id = sample->service;
  item->remote_id = g_strdup (name);
  item->base.folder = item->local.folder = folder;
  g_free (item->local.flags);
  g_free (item->base.flags);
  item->local.flags = g_strdup (flags);
  item->base.flags = g_strdup (flags);
  summarize (item, bytes);
  item->summary.size = partial ? 123456 : (gint64)strlen (source);
  content = valise_content_new (partial ? VALISE_DEPTH_TEXT : VALISE_DEPTH_FULL, bytes, text);
  {
    g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, NULL);

    g_assert_true (valise_contents_put (store, content, &item->local.content, NULL));
    item->base.content = item->local.content;
    g_assert_true (valise_items_save (store, item, NULL));
    g_assert_true (valise_transaction_commit (&transaction, NULL));
  }
  return item->id;
}

static void
add_mail (Sample *sample, ValiseStore *store)
{
  static const char *const texts[] = {
    "From: Ann Marlow <ann@example.org>\r\nTo: Bob <bob@example.org>\r\nSubject: Lunch on "
    "Friday\r\n"
    "Date: Mon, 2 Mar 2026 12:15:00 +0000\r\nMessage-ID: <lunch@example.org>\r\n\r\n"
    "Shall we meet at https://lunch.example.org/menu?day=5 at noon?\r\n\r\n"
    "On Sunday Bob wrote:\r\n> Are you free on Friday?\r\n> I have a table.\r\n>> Old words.\r\n"
    "\r\nAnn\r\n",
    "From: Ledger <ledger@example.org>\r\nTo: Bob <bob@example.org>\r\nSubject: Invoice 4711\r\n"
    "Date: Sun, 1 Mar 2026 09:00:00 +0000\r\nMessage-ID: <invoice@example.org>\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/plain\r\n\r\nThe invoice is attached.\r\n"
    "--b\r\nContent-Type: application/pdf; name=\"invoice.pdf\"\r\n"
    "Content-Disposition: attachment; filename=\"invoice.pdf\"\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n"
    "--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=\"../notes.txt\""
    "\r\n\r\nA note.\r\n--b--\r\n",
    "From: News <news@example.org>\r\nTo: Bob <bob@example.org>\r\nSubject: Weekly news\r\n"
    "Date: Sat, 28 Feb 2026 07:00:00 +0000\r\nMessage-ID: <news@example.org>\r\n"
    "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    "<html><body><h1>News</h1><p>Read <a href=\"https://news.example.org/1\">the story</a>.</p>"
    "<script>alert(1)</script></body></html>\r\n",
  };
  static const char partial[]
      = "From: Carla <carla@example.org>\r\nTo: Bob <bob@example.org>\r\nSubject: Drawings\r\n"
        "Date: Fri, 27 Feb 2026 10:00:00 +0000\r\nMessage-ID: <drawings@example.org>\r\n"
        "X-Valise-Depth: text\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        "The drawings are attached.\r\n";

  sample_add (sample, store, sample->inbox, VALISE_KIND_MAIL, "lunch", "", texts[0]);
  sample_add (sample, store, sample->inbox, VALISE_KIND_MAIL, "invoice", "$flagged $seen",
              texts[1]);
  sample_add (sample, store, sample->inbox, VALISE_KIND_MAIL, "news", "$seen", texts[2]);
  sample_add (sample, store, sample->projects, VALISE_KIND_MAIL, "drawings", "", partial);
}

static void
add_calendar (Sample *sample, ValiseStore *store)
{
  sample_add (sample, store, sample->calendar, VALISE_KIND_EVENT, "standup", "",
              "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//T//EN\r\nBEGIN:VEVENT\r\n"
              "UID:standup\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Stand-up\r\n"
              "DTSTART;TZID=America/New_York:20260302T090000\r\n"
              "DTEND;TZID=America/New_York:20260302T091500\r\n"
              "RRULE:FREQ=WEEKLY;BYDAY=MO,WE\r\nLOCATION:Room 7\r\n"
              "ORGANIZER;CN=Ann Marlow:mailto:ann@example.org\r\n"
              "ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:bob@example.org\r\n"
              "ATTENDEE;CN=Carla;PARTSTAT=TENTATIVE;ROLE=OPT-PARTICIPANT:mailto:carla@example.org"
              "\r\nDESCRIPTION:Bring the numbers.\\nSee https://example.org/plan\r\n"
              "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n"
              "END:VEVENT\r\nEND:VCALENDAR\r\n");
  sample_add (sample, store, sample->calendar, VALISE_KIND_EVENT, "holiday", "",
              "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//T//EN\r\nBEGIN:VEVENT\r\n"
              "UID:holiday\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Holiday\r\n"
              "DTSTART;VALUE=DATE:20260810\r\nDTEND;VALUE=DATE:20260822\r\n"
              "END:VEVENT\r\nEND:VCALENDAR\r\n");
  sample_add (sample, store, sample->tasks, VALISE_KIND_TASK, "taxes", "",
              "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//T//EN\r\nBEGIN:VTODO\r\n"
              "UID:taxes\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Pay the taxes\r\n"
              "DUE;VALUE=DATE:20260315\r\nPRIORITY:1\r\nPERCENT-COMPLETE:40\r\n"
              "STATUS:IN-PROCESS\r\nEND:VTODO\r\nEND:VCALENDAR\r\n");
  sample_add (sample, store, sample->tasks, VALISE_KIND_TASK, "tickets", "",
              "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//T//EN\r\nBEGIN:VTODO\r\n"
              "UID:tickets\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Buy tickets\r\n"
              "COMPLETED:20260110T100000Z\r\nSTATUS:COMPLETED\r\nEND:VTODO\r\nEND:VCALENDAR\r\n");
  sample_add (sample, store, sample->notes, VALISE_KIND_NOTE, "recipe", "",
              "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//T//EN\r\nBEGIN:VJOURNAL\r\n"
              "UID:recipe\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20260104\r\n"
              "SUMMARY:Soup\r\nDESCRIPTION:Onions\\, leek\\, and patience.\r\n"
              "END:VJOURNAL\r\nEND:VCALENDAR\r\n");
}

/* A red square of one pixel. */
#define PHOTO                                                                                      \
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg" \
  "=="

/* A face, more or less. Returns: (transfer full): a JPEG file in base64 */
char *
sample_photo (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 120, 120);
  cairo_t *cairo = cairo_create (surface);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autofree char *data = NULL;
  gsize size;

  cairo_set_source_rgb (cairo, 0.35, 0.55, 0.75);
  cairo_paint (cairo);
  cairo_set_source_rgb (cairo, 0.95, 0.8, 0.65);
  cairo_arc (cairo, 60, 50, 26, 0, 2 * G_PI);
  cairo_fill (cairo);
  cairo_set_source_rgb (cairo, 0.3, 0.3, 0.35);
  cairo_arc (cairo, 60, 130, 46, 0, 2 * G_PI);
  cairo_fill (cairo);
  cairo_destroy (cairo);
  pixbuf = gdk_pixbuf_get_from_surface (surface, 0, 0, 120, 120);
  cairo_surface_destroy (surface);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "jpeg", NULL, NULL));
  return g_base64_encode ((const guchar *)data, size);
}

static void
add_contacts (Sample *sample, ValiseStore *store)
{
  sample_add (sample, store, sample->contacts, VALISE_KIND_CONTACT, "zoe", "",
              "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:zoe\r\nFN:Zoë Adler\r\nN:Adler;Zoë;;;\r\n"
              "ORG:Adler & Sons\r\nTITLE:Captain\r\nEMAIL;TYPE=work:zoe@example.org\r\n"
              "TEL;TYPE=cell:+49 30 1234\r\nADR;TYPE=home:;;Main St 1;Springfield;;12345;\r\n"
              "BDAY:1985-04-12\r\nPHOTO;ENCODING=b;TYPE=PNG:" PHOTO "\r\nNOTE:Likes tea.\r\n"
              "END:VCARD\r\n");
  sample_add (sample, store, sample->contacts, VALISE_KIND_CONTACT, "amy", "",
              "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:amy\r\nFN:Amy Berg\r\nN:Berg;Amy;;;\r\n"
              "EMAIL:amy@example.org\r\nEND:VCARD\r\n");
}

void
sample_fill (Sample *sample, ValiseStore *store)
{
  ValiseAccount account = { .name = (char *)"Work",
                            .user = (char *)"bob@example.org",
                            .server = (char *)"mail.example.org",
                            .password_command = (char *)"false" };
  ValiseService service = { .protocol = (char *)"jmap", .url = (char *)"https://mail.example.org" };

  g_assert_true (valise_accounts_add (store, &account, NULL));
  sample->account = service.account_id = account.id;
  g_assert_true (valise_services_add (store, &service, NULL));
  sample->service = service.id;
#define FOLDER(name, kind, role, parent)                                                           \
  add_folder (sample, store, name, VALISE_KIND_##kind, VALISE_ROLE_##role, parent)
  sample->inbox = FOLDER ("Inbox", MAIL, INBOX, 0);
  sample->drafts = FOLDER ("Drafts", MAIL, DRAFTS, 0);
  FOLDER ("Sent", MAIL, SENT, 0);
  sample->trash = FOLDER ("Trash", MAIL, TRASH, 0);
  sample->projects = FOLDER ("Projects", MAIL, NONE, 0);
  sample->alpha = FOLDER ("Alpha", MAIL, NONE, sample->projects);
  sample->calendar = FOLDER ("Calendar", EVENT, NONE, 0);
  sample->contacts = FOLDER ("Contacts", CONTACT, NONE, 0);
  sample->tasks = FOLDER ("Tasks", TASK, NONE, 0);
  sample->notes = FOLDER ("Notes", NOTE, NONE, 0);
  FOLDER ("Outbox", MAIL, OUTBOX, 0);
  FOLDER ("Conflicts", MAIL, CONFLICTS, 0);
#undef FOLDER
  add_mail (sample, store);
  add_calendar (sample, store);
  add_contacts (sample, store);
}
