/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The mails of the sample account: conversations with answers in Sent Items, letters of the family
 * with pictures, newsletters in HTML, letters in many scripts, drafts and junk. */

#include "demo/sample-private.h"

#include <string.h>

#include "demo/attachments.h"
#include "net/json.h"

typedef struct
{
  const char *folder;
  guint share; /* of a hundred conversations */
  int days;    /* how far back they go */
} Place;

static const Place places[] = {
  { "INBOX", 32, 18 },
  { "Projects/2026/Quay wall", 18, 200 },
  { "Projects/2026/Harbour crane", 14, 150 },
  { "Projects/2026", 10, 250 },
  { "Projects/2025", 14, 600 },
  { "Deleted Items", 6, 30 },
  { "旅行", 6, 300 },
};

static const struct
{
  const char *address, *name, *subject, *text;
} other_scripts[] = {
  { "dmitri@volkov.example", "Дмитрий Волков", "Отчёт за квартал",
    "Добрый день!\n\nПосылаю отчёт за квартал. Замечания жду до пятницы.\n\nДмитрий\n" },
  { "eleni@papadaki.example", "Ελένη Παπαδάκη", "Ερώτηση για το λιμάνι",
    "Καλημέρα,\n\nπότε θα είναι έτοιμα τα σχέδια;\n\nΕλένη\n" },
  { "tanaka@kobo.example", "田中 治樹", "来週の打ち合わせについて",
    "お世話になっております。\n\n来週火曜日の十時はいかがでしょうか。\n\n田中\n" },
  { "layla@haddad.example", "ليلى حداد", "مواعيد الزيارة",
    "مرحبا،\n\nالزيارة يوم الأحد في الساعة العاشرة صباحا.\n\nمع التحية\n" },
  { "noa@levi.example", "נועה לוי", "שאלה על החשבונית",
    "שלום,\n\nהאם החשבונית כבר שולמה?\n\nתודה\n" },
  { "asha@rao.example", "आशा राव", "बैठक का समय", "नमस्ते,\n\nबैठक सोमवार को दस बजे होगी।\n\nधन्यवाद\n" },
  { "francois.lefevre@atelier.example", "François Lefèvre", "Déjeuner à l’atelier ?",
    "Bonjour,\n\nça te dit de déjeuner à l’atelier mardi ?\n\nFrançois\n" },
};

static JsonObject *
own_address (ValiseDemoSample *self)
{
  g_autofree char *address = valise_demo_mailbox_address (self->mailbox);

  return valise_demo_make ("name:s", self->mailbox->full_name, "address:s", address, NULL);
}

/* The newest mail is of yesterday: one of today might come from the future. */
static char *
time_ago (ValiseDemoSample *self, int days, int hour, int minute)
{
  return valise_demo_sample_time (self, -days - 1, hour, minute);
}

static JsonArray *
one_part (const char *type, const char *content)
{
  return valise_demo_make_list (
      valise_demo_make ("id:s", "0", "contentType:s", type, "content:s", content, NULL), NULL);
}

/* Mail gets numbers in the order in which it is made, which makes its Message-ID. */
static char *
message_id (ValiseDemoSample *self)
{
  return g_strdup_printf ("<%" G_GINT64_FORMAT ".sample@%s>", self->mailbox->watermark,
                          self->mailbox->domain);
}

static JsonObject *
start_mail (ValiseDemoSample *self, JsonObject *from, const char *subject, const char *date)
{
  g_autofree char *id = message_id (self);

  return valise_demo_make (
      "from:o", from, "subject:s", subject, "sendDate:s", date, "receiveDate:s", date,
      "modifiedDate:s", date, "to:a", valise_demo_make_list (own_address (self), NULL), "headers:a",
      valise_demo_make_list (valise_demo_make ("type:s", "mhMessageID", "value:s", id, NULL), NULL),
      NULL);
}

static void
set_text (JsonObject *mail, const char *text)
{
  json_object_set_array_member (mail, "displayableParts", one_part ("ctTextPlain", text));
  json_object_set_int_member (mail, "size", (gint64)strlen (text) + 900);
}

/* Old mail is read, new mail mostly not. */
static void
set_flags (ValiseDemoSample *self, JsonObject *mail, int days)
{
  gboolean seen = valise_demo_sample_chance (self, days < 5 ? 40 : 97);

  json_object_set_boolean_member (mail, "isSeen", seen);
  json_object_set_boolean_member (mail, "isFlagged", valise_demo_sample_chance (self, 7));
  json_object_set_boolean_member (mail, "isAnswered", seen && valise_demo_sample_chance (self, 25));
}

/* No sentence comes twice: the step has no divisor in common with the length of a table. */
static char *
write_text (ValiseDemoSample *self, const char *const *sentences, const char *signature)
{
  GString *text = g_string_new ("Hello,\n");
  guint length = g_strv_length ((GStrv)sentences);
  guint next = valise_demo_sample_below (self, length);
  guint paragraphs = 1 + valise_demo_sample_below (self, 3);

  for (guint i = 0; i < paragraphs; i++)
    {
      guint count = 1 + valise_demo_sample_below (self, 3);

      g_string_append_c (text, '\n');
      for (guint n = 0; n < count; n++, next += 5)
        g_string_append_printf (text, "%s%s", n > 0 ? " " : "", sentences[next % length]);
      g_string_append_c (text, '\n');
    }
  g_string_append_printf (text, "\n%s\n", signature);
  return g_string_free (text, FALSE);
}

static char *
quote (const char *text, const char *previous)
{
  g_autoptr (GString) quoted = g_string_new (previous);

  g_string_replace (quoted, "\n", "\n> ", 0);
  return g_strdup_printf ("%s\n> %s\n", text, quoted->str);
}

static void
maybe_attach (ValiseDemoSample *self, JsonObject *mail)
{
  if (valise_demo_sample_chance (self, 30))
    valise_demo_attachments_add (self, mail);
}

/* A question and its answers; those of the owner are in Sent Items. */
static void
add_conversation (ValiseDemoSample *self, const Place *place)
{
  const ValiseDemoPerson *person = valise_demo_sample_person (self);
  const char *subject = valise_demo_sample_pick (self, valise_demo_subjects);
  g_autofree char *answer = g_strconcat ("Re: ", subject, NULL);
  g_autofree char *previous = NULL, *previous_id = NULL;
  int days = (int)valise_demo_sample_below (self, place->days);
  guint turns = 1 + valise_demo_sample_below (self, 4);

  for (guint turn = 0; turn < turns; turn++, days -= (int)valise_demo_sample_below (self, 2))
    {
      gboolean mine = turn % 2 == 1;
      g_autofree char *date = time_ago (self, MAX (days, 0), 4 + turn,
                                        (int)valise_demo_sample_below (self, 60));
      g_autofree char *text = write_text (self, valise_demo_sentences,
                                          mine ? "Alice" : person->first);
      g_autofree char *whole = previous != NULL ? quote (text, previous) : g_strdup (text);
      JsonObject *mail = start_mail (
          self, mine ? own_address (self) : valise_demo_person_address (person),
          turn > 0 ? answer : subject, date);
      JsonArray *headers = json_object_get_array_member (mail, "headers");

      set_text (mail, whole);
      if (mine)
        json_object_set_array_member (
            mail, "to", valise_demo_make_list (valise_demo_person_address (person), NULL));
      if (previous_id != NULL)
        json_array_add_object_element (
            headers, valise_demo_make ("type:s", "mhInReplayTo", "value:s", previous_id, NULL));
      g_free (previous_id);
      previous_id = g_strdup (
          valise_json_string (json_array_get_object_element (headers, 0), "value"));
      g_free (previous);
      previous = g_steal_pointer (&text);
      if (mine)
        json_object_set_boolean_member (mail, "isSeen", TRUE);
      else
        set_flags (self, mail, days);
      if (turn == 0)
        maybe_attach (self, mail);
      valise_demo_sample_file (self, mine ? "Sent Items" : place->folder, mail);
    }
}

static void
add_family_letter (ValiseDemoSample *self)
{
  guint count = valise_demo_people_count ();
  const ValiseDemoPerson *person
      = &valise_demo_people[count - 1 - valise_demo_sample_below (self, 2)];
  int days = (int)valise_demo_sample_below (self, 300);
  g_autofree char *date = time_ago (self, days, 17, 20);
  g_autofree char *text = write_text (self, valise_demo_family_sentences, person->first);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *html = g_strdup_printf ("<html><body><p>%s</p></body></html>", escaped);
  JsonObject *mail = start_mail (self, valise_demo_person_address (person),
                                 valise_demo_sample_pick (self, valise_demo_family_subjects), date);
  JsonArray *parts = one_part ("ctTextPlain", text);

  json_array_add_object_element (parts, valise_demo_make ("id:s", "0-1", "contentType:s",
                                                          "ctTextHtml", "content:s", html, NULL));
  json_object_set_array_member (mail, "displayableParts", parts);
  json_object_set_int_member (mail, "size", (gint64)strlen (text) * 2 + 1500);
  set_flags (self, mail, days);
  if (valise_demo_sample_chance (self, 60))
    valise_demo_attachments_add_picture (self, mail, "lake.jpg");
  valise_demo_sample_file (self, "Family & friends", mail);
}

static void
add_newsletter (ValiseDemoSample *self, guint issue)
{
  int days = (int)issue * 7;
  g_autofree char *date = time_ago (self, days, 5, 0);
  g_autofree char *subject = g_strdup_printf ("The Weekly Mast, issue %u", 400 - issue);
  g_autofree char *story = g_markup_escape_text (
      valise_demo_sample_pick (self, valise_demo_sentences), -1);
  g_autofree char *html = g_strdup_printf (
      "<html><head><title>%s</title></head><body><h1>The Weekly Mast</h1>"
      "<p>Dear reader,<br>here is what happened this week:</p><ul><li><b>%s</b></li></ul>"
      "<p><a href=\"https://weeklymast.example/?a=1&amp;b=2\">Read on</a></p>"
      "<img src=\"https://weeklymast.example/counter.gif\"></body></html>",
      subject, story);
  JsonObject *mail = start_mail (
      self,
      valise_demo_make ("name:s", "The Weekly Mast", "address:s", "news@weeklymast.example", NULL),
      subject, date);

  json_object_set_array_member (mail, "displayableParts", one_part ("ctTextHtml", html));
  json_object_set_int_member (mail, "size", (gint64)strlen (html) + 900);
  set_flags (self, mail, days);
  valise_demo_sample_file (self, "Newsletters", mail);
}

static void
add_letters (ValiseDemoSample *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (other_scripts); i++)
    {
      g_autofree char *date = time_ago (self, 3 * (int)i, 8, 5 * (int)i);
      JsonObject *mail = start_mail (self,
                                     valise_demo_make ("name:s", other_scripts[i].name, "address:s",
                                                       other_scripts[i].address, NULL),
                                     other_scripts[i].subject, date);

      set_text (mail, other_scripts[i].text);
      set_flags (self, mail, 3 * (int)i);
      valise_demo_sample_file (self, "INBOX", mail);
    }
}

static void
add_drafts_and_junk (ValiseDemoSample *self)
{
  static const char *const drafts[][2] = {
    { "Talk at the harbour day", "Ideas:\n- the crane\n- the divers\n" },
    { "Holiday request", "I would like to take two weeks in August.\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (drafts); i++)
    {
      JsonObject *mail = start_mail (self, own_address (self), drafts[i][0], "");

      json_object_set_array_member (
          mail, "to",
          valise_demo_make_list (valise_demo_person_address (&valise_demo_people[i]), NULL));
      set_text (mail, drafts[i][1]);
      json_object_set_boolean_member (mail, "isSeen", TRUE);
      valise_demo_sample_file (self, "Drafts", mail);
    }
  for (int i = 0; i < 6; i++)
    {
      g_autofree char *date = time_ago (self, 2 * i, 2, 11);
      JsonObject *mail = start_mail (
          self, valise_demo_make ("name:s", "Prince", "address:s", "prince@lucky.example", NULL),
          "You have WON again", date);

      set_text (mail, "Dear friend, send me your details at once.\n");
      json_object_set_boolean_member (mail, "isJunk", TRUE);
      valise_demo_sample_file (self, "Junk E-mail", mail);
    }
}

/* A pump that writes. */
static void
add_reading (ValiseDemoSample *self, guint number)
{
  g_autofree char *subject = g_strdup_printf ("Reading %u", number);
  g_autofree char *date = time_ago (self, (int)(number % 300), 1, (int)(number % 60));
  JsonObject *mail = start_mail (
      self, valise_demo_make ("name:s", "Pump station", "address:s", "pump@harbour.example", NULL),
      subject, date);

  set_text (mail, "The pump is well.\n");
  json_object_set_boolean_member (mail, "isSeen", TRUE);
  valise_demo_sample_file (self, "Projects/2025", mail);
}

/**
 * valise_demo_sample_mails:
 * @self: the sample account in the making
 * @conversations: how many; each has about two and a half mails
 * @count: how many mails there are to be at least, all in all
 */
void
valise_demo_sample_mails (ValiseDemoSample *self, guint conversations, guint count)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (guint n = 0; n < conversations * places[i].share / 100; n++)
      add_conversation (self, &places[i]);
  for (guint i = 0; i < conversations / 6; i++)
    add_family_letter (self);
  for (guint i = 0; i < conversations / 6; i++)
    add_newsletter (self, i);
  add_letters (self);
  add_drafts_and_junk (self);
  for (guint i = g_hash_table_size (self->mailbox->items); i < count; i++)
    add_reading (self, i);
}
