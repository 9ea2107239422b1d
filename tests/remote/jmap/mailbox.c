/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A script that is a small mailbox, and can be told to misbehave. */

#include "mailbox.h"

#include "net/json.h"

#define SUBMISSION SCRIPT_CORE ",\"urn:ietf:params:jmap:submission\":{}"

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

DriverOutcome *
mailbox_push (Mailbox *mailbox, ValiseEdit *edit)
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

void
mailbox_assert_outcome (Mailbox *mailbox, ValiseEdit *edit, ValiseOutcomeType type)
{
  g_autoptr (DriverOutcome) outcome = mailbox_push (mailbox, edit);

  g_assert_cmpint (outcome->type, ==, type);
  g_assert_true (type == VALISE_OUTCOME_DONE || outcome->id == NULL);
  if (type == VALISE_OUTCOME_REFUSED || type == VALISE_OUTCOME_LATER)
    g_assert_nonnull (outcome->failure);
}

void
mailbox_clear (Mailbox *mailbox)
{
  g_free (mailbox->last_patch);
  g_free (mailbox->submitted);
}

static gboolean
never_told (const ValiseEdit *edit, const ValiseOutcome *outcome, gpointer data, GError **error)
{
  g_assert_not_reached ();
}

/* Pushes @edit and loses the answer: the verb fails, without an outcome. */
void
mailbox_push_and_lose (Mailbox *mailbox, ValiseEdit *edit)
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
