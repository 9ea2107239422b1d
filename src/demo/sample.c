/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sample account of Alice Holt: some hundred mails of the last year in nested folders, a
 * calendar around today, contacts with pictures, tasks and notes. All of it is drawn from the
 * tables in sample-people.c and sample-texts.c with one seed, so that two starts on one day make
 * the same account. Dates count from today, so that it never looks old. */

#include "demo/sample-private.h"

#include "demo/blobs.h"
#include "demo/journal.h"
#include "demo/times.h"

#define SEED 2026

typedef struct
{
  const char *parent; /* path; empty: the root */
  const char *name;
  const char *type;
  const char *sub_type;
  const char *color;
} Row;

/* What every account has. */
static const Row basic[] = {
  { "", "INBOX", "FMail", "FSubInbox", "" },
  { "", "Drafts", "FMail", "FSubDrafts", "" },
  { "", "Sent Items", "FMail", "FSubSentItems", "" },
  { "", "Deleted Items", "FMail", "FSubDeletedItems", "" },
  { "", "Junk E-mail", "FMail", "FSubJunkEmail", "" },
  { "", "Calendar", "FCalendar", "FSubDefault", "#3a87ad" },
  { "", "Contacts", "FContact", "FSubDefault", "" },
  { "", "Tasks", "FTask", "FSubDefault", "" },
  { "", "Notes", "FNote", "FSubDefault", "" },
};

static const Row more[] = {
  { "", "Projects", "FMail", "FSubNone", "" },
  { "Projects", "2026", "FMail", "FSubNone", "" },
  { "Projects/2026", "Harbour crane", "FMail", "FSubNone", "" },
  { "Projects/2026", "Quay wall", "FMail", "FSubNone", "" },
  { "Projects", "2025", "FMail", "FSubNone", "" },
  { "", "Family & friends", "FMail", "FSubNone", "" },
  { "", "Newsletters", "FMail", "FSubNone", "" },
  { "", "旅行", "FMail", "FSubNone", "" },
  { "", "Private", "FCalendar", "FSubNone", "#b94a48" },
  { "", "Suppliers", "FContact", "FSubNone", "" },
  { "", "Home", "FTask", "FSubNone", "" },
};

/* Folders of others: public, of a colleague, of the archive. Each has a root of its own. */
static const struct
{
  const char *place, *root, *name, *type, *access;
} foreign[] = {
  { "FPlacePublic", "Public Folders", "Announcements", "FMail", "FAccessReadOnly" },
  { "FPlacePublic", "Public Folders", "Harbour calendar", "FCalendar", "FAccessReadWrite" },
  { "FPlacePeople", "Carla Ruiz", "Carla's calendar", "FCalendar", "FAccessReadOnly" },
  { "FPlaceArchive", "Archive", "2024-Jan", "FMail", "FAccessReadOnly" },
};

/* Drawing */

/**
 * valise_demo_sample_below:
 * @self: the sample account in the making
 * @limit: a number, not 0
 *
 * Returns: any number below @limit
 */
guint
valise_demo_sample_below (ValiseDemoSample *self, guint limit)
{
  return (guint)g_rand_int_range (self->rand, 0, (gint32)limit);
}

/**
 * valise_demo_sample_chance:
 * @self: the sample account in the making
 * @percent: how often of a hundred times
 *
 * Returns: whether this is one of these times
 */
gboolean
valise_demo_sample_chance (ValiseDemoSample *self, guint percent)
{
  return valise_demo_sample_below (self, 100) < percent;
}

/**
 * valise_demo_sample_person:
 * @self: the sample account in the making
 *
 * Returns: (transfer none): anybody but the family, who come last
 */
const ValiseDemoPerson *
valise_demo_sample_person (ValiseDemoSample *self)
{
  return &valise_demo_people[valise_demo_sample_below (self, valise_demo_people_count () - 2)];
}

/**
 * valise_demo_sample_day:
 * @self: the sample account in the making
 * @days: from today
 * @hour: of the day
 * @minute: of the hour
 *
 * Returns: (transfer full): that moment
 */
GDateTime *
valise_demo_sample_day (ValiseDemoSample *self, int days, int hour, int minute)
{
  return g_date_time_add_full (self->today, 0, 0, days, hour, minute, 0);
}

/**
 * valise_demo_sample_time:
 * @self: the sample account in the making
 * @days: from today
 * @hour: of the day
 * @minute: of the hour
 *
 * Returns: (transfer full): that moment as the API writes it
 */
char *
valise_demo_sample_time (ValiseDemoSample *self, int days, int hour, int minute)
{
  g_autoptr (GDateTime) time = valise_demo_sample_day (self, days, hour, minute);

  return valise_demo_time_format (time);
}

/**
 * valise_demo_sample_date:
 * @self: the sample account in the making
 * @days: from today
 *
 * Returns: (transfer full): that day as the API writes it
 */
char *
valise_demo_sample_date (ValiseDemoSample *self, int days)
{
  g_autoptr (GDateTime) time = valise_demo_sample_day (self, days, 0, 0);

  return valise_demo_time_format_date (time);
}

/* Filing */

/**
 * valise_demo_sample_file:
 * @self: the sample account in the making
 * @path: of a folder that there is
 * @data: (transfer full): an item
 *
 * Returns: (transfer none): the item in its folder
 */
ValiseDemoItem *
valise_demo_sample_file (ValiseDemoSample *self, const char *path, JsonObject *data)
{
  ValiseDemoFolder *folder = valise_demo_mailbox_find_path (self->mailbox, path);
  ValiseDemoItem *item = valise_demo_mailbox_file_item (self->mailbox, folder, data);

  valise_demo_blobs_adopt (self->mailbox, item);
  valise_demo_item_set_watermark (item, ++self->mailbox->watermark);
  return item;
}

/**
 * valise_demo_sample_attach:
 * @self: the sample account in the making
 * @data: a mail that is not filed yet
 * @name: a file's name
 * @type: its media type
 * @bytes: what is in it
 *
 * Adds an attachment.
 */
void
valise_demo_sample_attach (
    ValiseDemoSample *self, JsonObject *data, const char *name, const char *type, GBytes *bytes)
{
  const char *id = valise_demo_blobs_upload (self->mailbox, name, type, bytes);

  if (!json_object_has_member (data, "attachments"))
    json_object_set_array_member (data, "attachments", json_array_new ());
  json_array_add_object_element (json_object_get_array_member (data, "attachments"),
                                 valise_demo_make ("id:s", id, "name:s", name, "contentType:s",
                                                   type, "contentId:s", "", NULL));
  json_object_set_boolean_member (data, "hasAttachment", TRUE);
}

static void
add_folders (ValiseDemoMailbox *mailbox, const Row *rows, guint count)
{
  for (guint i = 0; i < count; i++)
    {
      ValiseDemoFolder *parent = *rows[i].parent != '\0'
                                     ? valise_demo_mailbox_find_path (mailbox, rows[i].parent)
                                     : valise_demo_mailbox_root (mailbox);
      ValiseDemoFolder *folder = valise_demo_mailbox_add_folder (mailbox, parent, rows[i].name,
                                                                 rows[i].type, rows[i].sub_type);

      json_object_set_string_member (folder->data, "color", rows[i].color);
    }
}

static void
add_foreign_folders (ValiseDemoMailbox *mailbox)
{
  ValiseDemoFolder *root = NULL;
  const char *place = "";

  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      ValiseDemoFolder *folder;

      if (!g_str_equal (place, foreign[i].place))
        {
          place = foreign[i].place;
          root = valise_demo_mailbox_add_folder (mailbox, NULL, foreign[i].root, "FRoot",
                                                 "FSubNone");
          json_object_set_string_member (root->data, "placeType", place);
          json_object_set_string_member (root->data, "access", "FAccessListingOnly");
        }
      folder = valise_demo_mailbox_add_folder (mailbox, root, foreign[i].name, foreign[i].type,
                                               "FSubNone");
      json_object_set_string_member (folder->data, "access", foreign[i].access);
      if (!g_str_equal (place, "FPlacePeople"))
        continue;
      json_object_set_string_member (root->data, "ownerName", foreign[i].root);
      json_object_set_string_member (folder->data, "ownerName", foreign[i].root);
      json_object_set_string_member (root->data, "emailAddress", valise_demo_people[0].address);
      json_object_set_string_member (folder->data, "emailAddress", valise_demo_people[0].address);
    }
}

static void
fill (ValiseDemoSample *self, gboolean big)
{
  add_folders (self->mailbox, more, G_N_ELEMENTS (more));
  add_foreign_folders (self->mailbox);
  valise_demo_sample_mails (self, big ? 640 : 110, big ? 2000 : 0);
  valise_demo_sample_events (self, big ? 1000 : 60);
  valise_demo_sample_contacts (self, big ? 1000 : 30);
  valise_demo_sample_tasks (self, big ? 500 : 12);
  valise_demo_sample_notes (self, big ? 200 : 10);
}

/**
 * valise_demo_sample_new:
 * @size: how much is to be in it
 * @switches: how days are counted
 *
 * Returns: (transfer full): the account of alice@demo.example, whose password is "secret"
 */
ValiseDemoMailbox *
valise_demo_sample_new (ValiseDemoSize size, ValiseDemoSwitches *switches)
{
  ValiseDemoMailbox *mailbox = valise_demo_mailbox_new ("Alice Holt", "alice", "demo.example");
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (GDateTime) today = g_date_time_new_utc (g_date_time_get_year (now),
                                                     g_date_time_get_month (now),
                                                     g_date_time_get_day_of_month (now), 0, 0, 0);
  ValiseDemoSample sample = { mailbox, switches, rand, today };

  add_folders (mailbox, basic, G_N_ELEMENTS (basic));
  if (size != VALISE_DEMO_EMPTY)
    fill (&sample, size == VALISE_DEMO_BIG);
  g_hash_table_remove_all (mailbox->uploads);
  valise_demo_journal_start (mailbox);
  return mailbox;
}
