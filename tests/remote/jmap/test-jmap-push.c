/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits where the server is busy, ignores guards, refuses, or its answer is lost. The script is a
 * small mailbox that can be told to misbehave. */

#include "script.h"

#include "format/format.h"
#include "net/json.h"

#define SUBMISSION SCRIPT_CORE ",\"urn:ietf:params:jmap:submission\":{}"

/* One message, "m", on the server; what it does wrong; and what was asked of it. */
typedef struct
{
  const char *folders; /* JSON; NULL: the message is not there */
  const char *blob;
  gint mismatches;          /* Email/set with ifInState that fail so */
  gboolean ignores_state;   /* like some servers */
  const char *set_error;    /* type: for every object of a /set or import */
  const char *method_error; /* type: for Email/set as a whole */
  const char *existing;     /* Email/import: alreadyExists */
  const char *found;        /* Email/query by header, in any folder but "sent" */
  const char *found_sent;   /* the same in "sent" */
  const char *found_blob;   /* nullable: of what is found, when it is another content */
  const char *submissions;  /* EmailSubmission/query */
  gboolean lose_answer;     /* of the next request that writes */

  guint imports, submits, updates, destroys;
  const char *last_found; /* by the last Email/query */
  char *last_patch;
  char *submitted; /* the emailId of the last submission */
} Mailbox;

static char *
get_email (Mailbox *mailbox, JsonObject *args)
{
  const char *found = mailbox->last_found;

  if (script_has_ids (args, "/ids"))
    return found == NULL
               ? g_strdup ("{\"state\":\"5\",\"list\":[]}")
               : g_strdup_printf ("{\"state\":\"5\",\"list\":[{\"messageId\":[\"u@x\"],"
                                  "\"size\":1,\"blobId\":\"%s\",\"id\":\"%s\"}]}",
                                  mailbox->found_blob != NULL ? mailbox->found_blob : "Bup", found);
  if (mailbox->folders == NULL)
    return g_strdup ("{\"state\":\"5\",\"list\":[],\"notFound\":[\"m\"]}");
  return g_strdup_printf ("{\"state\":\"5\",\"list\":[{\"id\":\"m\",\"blobId\":\"%s\","
                          "\"mailboxIds\":%s,\"keywords\":{\"$seen\":true}}]}",
                          mailbox->blob, mailbox->folders);
}

/* The ids of an object's members, answered as done or as refused. */
static char *
answer_objects (Mailbox *mailbox, JsonObject *objects, const char *value)
{
  GString *text = g_string_new ("{");
  g_autoptr (GList) names = objects != NULL ? json_object_get_members (objects) : NULL;

  for (GList *at = names; at != NULL; at = at->next)
    g_string_append_printf (text, "%s\"%s\":%s", at == names ? "" : ",", (char *)at->data, value);
  return g_string_free (g_string_append_c (text, '}'), FALSE);
}

static char *
set_email (Mailbox *mailbox, JsonObject *args)
{
  JsonObject *update = valise_json_object (args, "update");
  JsonArray *destroy = valise_json_array (args, "destroy");
  JsonObject *patch = valise_json_object (update,
                                          mailbox->last_found != NULL ? mailbox->last_found : "m");
  g_autofree char *refusal = g_strdup_printf ("{\"type\":\"%s\"}",
                                              mailbox->set_error != NULL ? mailbox->set_error : "");
  g_autofree char *updated = answer_objects (mailbox, update, "null");
  g_autofree char *refused = answer_objects (mailbox, update, refusal);

  if (mailbox->method_error != NULL)
    return g_strconcat ("!", mailbox->method_error, NULL);
  if (valise_json_string (args, "ifInState") != NULL && !mailbox->ignores_state
      && mailbox->mismatches-- > 0)
    return g_strdup ("!stateMismatch");
  if (patch != NULL)
    {
      g_free (mailbox->last_patch);
      mailbox->last_patch = valise_json_print (patch);
      mailbox->updates++;
    }
  mailbox->destroys += valise_json_length (destroy);
  if (mailbox->set_error != NULL)
    return g_strdup_printf ("{\"notUpdated\":%s,\"notDestroyed\":{\"m\":%s}}", refused, refusal);
  return g_strdup_printf ("{\"updated\":%s,\"destroyed\":[\"m\",\"new\"]}", updated);
}

static char *
import_email (Mailbox *mailbox)
{
  mailbox->imports++;
  if (mailbox->set_error != NULL)
    return g_strdup_printf ("{\"notCreated\":{\"c0\":{\"type\":\"%s\",\"description\":\"No.\"}}}",
                            mailbox->set_error);
  if (mailbox->existing != NULL)
    return g_strdup_printf ("{\"notCreated\":{\"c0\":{\"type\":\"alreadyExists\","
                            "\"existingId\":\"%s\"}}}",
                            mailbox->existing);
  return g_strdup ("{\"created\":{\"c0\":{\"id\":\"new\",\"blobId\":\"Bnew\"}}}");
}

static char *
submit_email (Mailbox *mailbox, JsonObject *args)
{
  JsonObject *create = valise_json_object (valise_json_object (args, "create"), "s0");

  mailbox->submits++;
  g_free (mailbox->submitted);
  mailbox->submitted = g_strdup (valise_json_string (create, "emailId"));
  if (mailbox->existing != NULL && g_strcmp0 (mailbox->submitted, "#c0") == 0)
    return g_strdup ("{\"notCreated\":{\"s0\":{\"type\":\"invalidProperties\"}}}");
  return g_strdup ("{\"created\":{\"s0\":{\"id\":\"x\"}}}");
}

static char *
find_email (Mailbox *mailbox, JsonObject *args)
{
  const char *folder = valise_json_string (valise_json_object (args, "filter"), "inMailbox");
  const char *found = g_strcmp0 (folder, "sent") == 0 ? mailbox->found_sent : mailbox->found;

  mailbox->last_found = found;
  return found != NULL ? g_strdup_printf ("{\"ids\":[\"%s\"]}", found) : g_strdup ("{\"ids\":[]}");
}

static char *
serve (Script *self, const char *method, JsonObject *args)
{
  Mailbox *mailbox = self->data;
  char *text = NULL;

  if (g_str_equal (method, "Email/get"))
    return get_email (mailbox, args);
  if (g_str_equal (method, "Email/query"))
    return find_email (mailbox, args);
  if (g_str_equal (method, "Identity/get"))
    return g_strdup ("{\"list\":[{\"id\":\"i\",\"email\":\"alice@example.org\"}]}");
  if (g_str_equal (method, "EmailSubmission/query"))
    return g_strdup (mailbox->submissions != NULL ? mailbox->submissions : "{\"ids\":[]}");
  if (g_str_equal (method, "Email/set"))
    text = set_email (mailbox, args);
  else if (g_str_equal (method, "Email/import"))
    text = import_email (mailbox);
  else if (g_str_equal (method, "EmailSubmission/set"))
    text = submit_email (mailbox, args);
  g_assert_nonnull (text);
  if (mailbox->lose_answer)
    g_clear_pointer (&text, g_free); /* it has acted, and the line goes dead */
  return text;
}

static void
take_upload (Double *server, SoupServerMessage *message, const char *path, gpointer data)
{
  double_answer (message, 201, "application/json", "{\"blobId\":\"Bup\"}");
}

static DriverOutcome *
push (Mailbox *mailbox, ValiseEdit *edit)
{
  Script script = {
    .func = serve, .data = mailbox, .session = SCRIPT_SESSION (SUBMISSION), .other = take_upload
  };
  g_autoptr (ValiseRemote) remote = NULL;
  DriverOutcome *outcome;

  script_start (&script);
  remote = script_remote (&script);
  outcome = driver_push (remote, edit);
  script_stop (&script);
  return outcome;
}

static void
assert_outcome (Mailbox *mailbox, ValiseEdit *edit, ValiseOutcomeType type)
{
  g_autoptr (DriverOutcome) outcome = push (mailbox, edit);

  g_assert_cmpint (outcome->type, ==, type);
  g_assert_true (type == VALISE_OUTCOME_DONE || outcome->id == NULL);
  if (type == VALISE_OUTCOME_REFUSED || type == VALISE_OUTCOME_LATER)
    g_assert_nonnull (outcome->failure);
}

static void
mailbox_clear (Mailbox *mailbox)
{
  g_free (mailbox->last_patch);
  g_free (mailbox->submitted);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mailbox, mailbox_clear)

#define MOVE                                                                                       \
  {                                                                                                \
    .id = "m", .base_revision = "B", .base_folder = "f", .base_flags = "", .folder = "g",          \
    .flags = "$flagged"                                                                            \
  }
#define DESTROY                                                                                    \
  {                                                                                                \
    .id = "m", .base_revision = "B", .base_folder = "f", .destroy = TRUE                           \
  }

static void
test_mismatch (void)
{
  g_auto (Mailbox) mailbox = { .folders = "{\"f\":true}", .blob = "B", .mismatches = 2 };
  ValiseEdit move = MOVE;

  assert_outcome (&mailbox, &move, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (mailbox.last_patch, ==,
                   "{\"keywords/$flagged\":true,\"mailboxIds/f\":null,\"mailboxIds/g\":true}");
}

/* A mailbox that never rests: what merges is done all the same, what destroys waits. */
static void
test_restless (void)
{
  g_auto (Mailbox) mailbox = { .folders = "{\"f\":true}", .blob = "B", .mismatches = 1000 };
  ValiseEdit move = MOVE;
  ValiseEdit destroy = DESTROY;

  assert_outcome (&mailbox, &move, VALISE_OUTCOME_DONE);
  assert_outcome (&mailbox, &destroy, VALISE_OUTCOME_LATER);
  g_assert_cmpuint (mailbox.destroys, ==, 0);
}

/* The base is compared, so that a server which ignores ifInState does no harm. */
static void
test_ignored_guard (void)
{
  const struct
  {
    const char *folders, *blob;
    ValiseOutcomeType type;
    guint destroys, updates;
  } cases[] = {
    { "{\"f\":true}", "B", VALISE_OUTCOME_DONE, 1, 0 },
    { "{\"f\":true}", "Bother", VALISE_OUTCOME_CHANGED, 0, 0 },
    { "{\"f\":true,\"unknown\":true}", "B", VALISE_OUTCOME_DONE, 0, 1 }, /* filed there too */
    { "{\"g\":true}", "B", VALISE_OUTCOME_DONE, 0, 0 }, /* moved away: not here any more */
    { NULL, NULL, VALISE_OUTCOME_GONE, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Mailbox) mailbox = { .folders = cases[i].folders,
                                   .blob = cases[i].blob,
                                   .ignores_state = TRUE };
      ValiseEdit destroy = DESTROY;

      assert_outcome (&mailbox, &destroy, cases[i].type);
      g_assert_cmpuint (mailbox.destroys, ==, cases[i].destroys);
      g_assert_cmpuint (mailbox.updates, ==, cases[i].updates);
    }
}

static void
test_set_errors (void)
{
  const struct
  {
    const char *type;
    ValiseOutcomeType outcome;
  } cases[] = {
    { "forbidden", VALISE_OUTCOME_REFUSED },     { "tooLarge", VALISE_OUTCOME_REFUSED },
    { "overQuota", VALISE_OUTCOME_REFUSED },     { "invalidProperties", VALISE_OUTCOME_REFUSED },
    { "rateLimit", VALISE_OUTCOME_LATER },       { "serverUnavailable", VALISE_OUTCOME_LATER },
    { "stateMismatch", VALISE_OUTCOME_CHANGED }, { "notFound", VALISE_OUTCOME_GONE },
  };
  g_autoptr (ValiseContent) content = driver_message ("u@x", "Subject", "Text");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Mailbox) mailbox = { .folders = "{\"f\":true}",
                                   .blob = "B",
                                   .set_error = cases[i].type };
      ValiseEdit flag = { .id = "m", .base_folder = "f", .folder = "f", .flags = "$seen" };
      ValiseEdit create = { .uid = "u@x", .folder = "f", .content = content };

      assert_outcome (&mailbox, &flag, cases[i].outcome);
      assert_outcome (&mailbox, &create, cases[i].outcome);
    }
}

/* A server that refuses a whole Email/set: the edits wait, and the run goes on. */
static void
test_method_error (void)
{
  g_auto (Mailbox) mailbox = { .folders = "{\"f\":true}", .blob = "B" };
  ValiseEdit flag = { .id = "m", .base_folder = "f", .folder = "f", .flags = "$seen" };

  mailbox.method_error = "rateLimit";
  assert_outcome (&mailbox, &flag, VALISE_OUTCOME_LATER);
  mailbox.method_error = "invalidArguments";
  assert_outcome (&mailbox, &flag, VALISE_OUTCOME_LATER);
}

static gboolean
never_told (const ValiseEdit *edit, const ValiseOutcome *outcome, gpointer data, GError **error)
{
  g_assert_not_reached ();
}

/* Pushes @edit and loses the answer: the verb fails, without an outcome. */
static void
push_and_lose (Mailbox *mailbox, ValiseEdit *edit)
{
  Script script = {
    .func = serve, .data = mailbox, .session = SCRIPT_SESSION (SUBMISSION), .other = take_upload
  };
  g_autoptr (ValiseRemote) remote = NULL;
  g_autoptr (GPtrArray) edits = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  mailbox->lose_answer = TRUE;
  g_ptr_array_add (edits, edit);
  script_start (&script);
  remote = script_remote (&script);
  g_assert_false (valise_remote_push (remote, edits, never_told, NULL, NULL, &error));
  g_assert_true (valise_error_is (error, VALISE_ERROR_UNREACHABLE));
  script_stop (&script);
  mailbox->lose_answer = FALSE;
  edit->repeated = TRUE;
}

static void
test_lost_create (void)
{
  g_auto (Mailbox) mailbox = { 0 };
  g_autoptr (ValiseContent) content = driver_message ("u@x", "Subject", "Text");
  ValiseEdit create = { .uid = "u@x", .folder = "f", .content = content };
  g_autoptr (DriverOutcome) outcome = NULL;

  push_and_lose (&mailbox, &create);
  g_assert_cmpuint (mailbox.imports, ==, 1); /* not sent again by itself */
  mailbox.found = "m";
  outcome = push (&mailbox, &create);
  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (outcome->id, ==, "m");
  g_assert_cmpuint (mailbox.imports, ==, 1);

  mailbox.found = NULL; /* it had not acted after all */
  assert_outcome (&mailbox, &create, VALISE_OUTCOME_DONE);
  g_assert_cmpuint (mailbox.imports, ==, 2);
}

/* The new text is there, but not the flag and the move that came after the first try. */
static void
test_lost_replace (void)
{
  g_auto (Mailbox) mailbox = { .folders = "{\"f\":true}", .blob = "B" };
  g_autoptr (ValiseContent) content = driver_message ("u@x", "Subject", "Text");
  ValiseEdit replace = { .id = "m",
                         .uid = "u@x",
                         .base_revision = "B",
                         .base_folder = "f",
                         .base_flags = "$draft",
                         .folder = "f",
                         .flags = "$draft",
                         .content = content };
  g_autoptr (DriverOutcome) outcome = NULL;

  push_and_lose (&mailbox, &replace);
  g_assert_cmpuint (mailbox.imports, ==, 1);
  g_assert_cmpuint (mailbox.destroys, ==, 0);
  mailbox.found = "new";
  replace.folder = "g";
  replace.flags = "$draft $flagged";
  outcome = push (&mailbox, &replace);
  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (outcome->id, ==, "new");
  g_assert_cmpuint (mailbox.imports, ==, 1);
  g_assert_cmpuint (mailbox.destroys, ==, 1);
  g_assert_cmpstr (mailbox.last_patch, ==,
                   "{\"mailboxIds/g\":true,\"mailboxIds/f\":null,\"keywords/$flagged\":true}");
}

/* The server finds that the new text is the old one: flags and folder are still to be changed. */
static void
test_replace_existing (void)
{
  g_auto (Mailbox) mailbox = { .folders = "{\"f\":true}", .blob = "B", .existing = "m" };
  g_autoptr (ValiseContent) content = driver_message ("u@x", "Subject", "Text");
  ValiseEdit replace = { .id = "m",
                         .uid = "u@x",
                         .base_revision = "B",
                         .base_folder = "f",
                         .folder = "f",
                         .flags = "$flagged",
                         .content = content };
  g_autoptr (DriverOutcome) outcome = push (&mailbox, &replace);

  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (outcome->id, ==, "m");
  g_assert_cmpuint (mailbox.destroys, ==, 0);
  g_assert_cmpstr (mailbox.last_patch, ==, "{\"mailboxIds/f\":true,\"keywords/$flagged\":true}");
}

static void
test_existing (void)
{
  g_auto (Mailbox) mailbox = { .existing = "m" };
  g_autoptr (ValiseContent) content = driver_message ("u@x", "Subject", "Text");
  ValiseEdit create = { .uid = "u@x", .folder = "f", .flags = "$seen", .content = content };
  g_autoptr (DriverOutcome) outcome = push (&mailbox, &create);

  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (outcome->id, ==, "m");
  g_assert_cmpstr (mailbox.last_patch, ==, "{\"mailboxIds/f\":true,\"keywords/$seen\":true}");
}

static void
test_lost_submit (void)
{
  const struct
  {
    const char *sent, *staged, *submissions;
    guint submits; /* in all */
  } cases[] = {
    { "m", NULL, NULL, 1 },                /* it went out and was moved */
    { NULL, "m", "{\"ids\":[\"x\"]}", 1 }, /* it went out and was not moved */
    { NULL, "m", NULL, 2 },                /* it was only filed */
    { NULL, NULL, NULL, 2 },               /* nothing was done */
  };
  g_autoptr (ValiseContent) content = driver_message ("u@x", "Subject", "Text");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Mailbox) mailbox = { 0 };
      ValiseEdit send = {
        .uid = "u@x", .folder = "sent", .staging = "drafts", .content = content, .submit = TRUE
      };

      push_and_lose (&mailbox, &send);
      mailbox.found_sent = cases[i].sent;
      mailbox.found = cases[i].staged;
      mailbox.submissions = cases[i].submissions;
      assert_outcome (&mailbox, &send, VALISE_OUTCOME_DONE);
      g_assert_cmpuint (mailbox.submits, ==, cases[i].submits);
      if (cases[i].staged != NULL && cases[i].submits == 2)
        g_assert_cmpstr (mailbox.submitted, ==, "m"); /* the one that is there, not a new one */
      if (cases[i].staged != NULL && cases[i].submits == 1)
        g_assert_nonnull (strstr (mailbox.last_patch, "\"mailboxIds/sent\":true"));
    }
}

/* The message was edited after a try of which nothing is known. What that one had sent is not sent
 * again with another text; what it had only filed is not what is to be sent. */
static void
test_lost_submit_edited (void)
{
  const struct
  {
    const char *sent, *staged, *submissions;
    guint submits; /* in all */
  } cases[] = {
    { "m", NULL, NULL, 1 },
    { NULL, "m", "{\"ids\":[\"x\"]}", 1 },
    { NULL, "m", NULL, 2 },
  };
  g_autoptr (ValiseContent) content = driver_message ("u@x", "Subject", "Text");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Mailbox) mailbox = { 0 };
      g_autoptr (DriverOutcome) outcome = NULL;
      ValiseEdit send = {
        .uid = "u@x", .folder = "sent", .staging = "drafts", .content = content, .submit = TRUE
      };

      push_and_lose (&mailbox, &send);
      mailbox.found_sent = cases[i].sent;
      mailbox.found = cases[i].staged;
      mailbox.found_blob = "Bearlier";
      mailbox.submissions = cases[i].submissions;
      outcome = push (&mailbox, &send);
      g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
      g_assert_cmpint (outcome->other_content, ==, cases[i].submits == 1);
      g_assert_cmpuint (mailbox.submits, ==, cases[i].submits);
      if (cases[i].submits == 1)
        g_assert_cmpstr (outcome->revision, ==, "Bearlier");
      else
        g_assert_cmpstr (mailbox.submitted, ==, "#c0"); /* a new one, not the one that is there */
    }
}

/* The draft is there already, with the same content: that one is sent. */
static void
test_submit_existing (void)
{
  g_auto (Mailbox) mailbox = { .existing = "m" };
  g_autoptr (ValiseContent) content = driver_message ("u@x", "Subject", "Text");
  ValiseEdit send = {
    .uid = "u@x", .folder = "sent", .staging = "drafts", .content = content, .submit = TRUE
  };
  g_autoptr (DriverOutcome) outcome = push (&mailbox, &send);

  g_assert_cmpint (outcome->type, ==, VALISE_OUTCOME_DONE);
  g_assert_cmpstr (outcome->id, ==, "m");
  g_assert_cmpstr (mailbox.submitted, ==, "m");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  valise_format_init ();
  g_test_add_func ("/jmap/push/mismatch", test_mismatch);
  g_test_add_func ("/jmap/push/lost-submit-edited", test_lost_submit_edited);
  g_test_add_func ("/jmap/push/lost-replace", test_lost_replace);
  g_test_add_func ("/jmap/push/replace-existing", test_replace_existing);
  g_test_add_func ("/jmap/push/restless", test_restless);
  g_test_add_func ("/jmap/push/ignored-guard", test_ignored_guard);
  g_test_add_func ("/jmap/push/set-errors", test_set_errors);
  g_test_add_func ("/jmap/push/method-error", test_method_error);
  g_test_add_func ("/jmap/push/lost-create", test_lost_create);
  g_test_add_func ("/jmap/push/existing", test_existing);
  g_test_add_func ("/jmap/push/lost-submit", test_lost_submit);
  g_test_add_func ("/jmap/push/submit-existing", test_submit_existing);
  return g_test_run ();
}
