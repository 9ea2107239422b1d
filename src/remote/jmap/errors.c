/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The three levels of errors of JMAP (RFC 8620 sections 3.6.1, 3.6.2 and 5.3: of a request, of a
 * method, of one object) as errors of Valise, each with what it damages and what helps. */

#include "remote/jmap/errors.h"

#include <glib/gi18n-lib.h>

#include "model/error.h"
#include "net/json.h"

/**
 * valise_jmap_error_from_response:
 * @response: an answer whose status is not a success
 * @error: where the error goes
 *
 * Reads the problem (RFC 7807) that the server may have sent along.
 */
void
valise_jmap_error_from_response (const ValiseHttpResponse *response, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (response->body, &length);
  g_autoptr (JsonObject) problem = response->status == 400 ? valise_json_parse (text, length, NULL)
                                                           : NULL;
  const char *type = valise_json_string (problem, "type");
  g_autofree char *detail = valise_error_clean_detail (valise_json_string (problem, "detail"));

  gboolean limit = type != NULL && g_str_has_suffix (type, ":limit");
  g_autofree char *sentence = valise_error_sentence (
      limit ? _ ("The request is over a limit of the server.")
            : _ ("The server does not accept the request."),
      detail);

  if (type != NULL)
    valise_fail (error, limit ? VALISE_ERROR_TOO_LARGE : VALISE_ERROR_PROTOCOL,
                 VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER, "%s", sentence);
  else
    valise_http_response_check (response, error);
}

/**
 * valise_jmap_error_check_blob:
 * @response: the answer to an upload or a download
 * @error: where the error goes
 *
 * Like valise_http_response_check(), but what the server does not accept is the one message, and
 * no reason to stop the others.
 *
 * Returns: whether it went well
 */
gboolean
valise_jmap_error_check_blob (const ValiseHttpResponse *response, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (valise_http_response_check (response, &failure))
    return TRUE;
  if (valise_error_is (failure, VALISE_ERROR_PROTOCOL))
    return valise_fail (error, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER, "%s",
                        failure->message);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* What a type of error means: for methods and for single objects alike. */
static const struct
{
  const char *type;
  ValiseError code;
  ValiseOutcomeType outcome;
  const char *sentence;
} known[] = {
  { "cannotCalculateChanges", VALISE_ERROR_CANNOT_CALCULATE, VALISE_OUTCOME_LATER,
    N_ ("The server no longer knows what changed since then.") },
  { "stateMismatch", VALISE_ERROR_CHANGED, VALISE_OUTCOME_CHANGED,
    N_ ("The item was changed on the server meanwhile.") },
  { "notFound", VALISE_ERROR_GONE, VALISE_OUTCOME_GONE,
    N_ ("The item does not exist on the server any more.") },
  { "rateLimit", VALISE_ERROR_BUSY, VALISE_OUTCOME_LATER, N_ ("The server asks to slow down.") },
  { "serverUnavailable", VALISE_ERROR_BUSY, VALISE_OUTCOME_LATER,
    N_ ("The server is not available at the moment.") },
  { "serverFail", VALISE_ERROR_BUSY, VALISE_OUTCOME_LATER,
    N_ ("The server has a problem at the moment.") },
  { "serverPartialFail", VALISE_ERROR_BUSY, VALISE_OUTCOME_LATER,
    N_ ("The server has a problem at the moment.") },
  { "blobNotFound", VALISE_ERROR_BUSY, VALISE_OUTCOME_LATER,
    N_ ("The server has lost what was uploaded.") },
  { "willDestroy", VALISE_ERROR_BUSY, VALISE_OUTCOME_LATER, N_ ("The server did not do it.") },
  { "forbidden", VALISE_ERROR_FORBIDDEN, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not allow this.") },
  { "accountReadOnly", VALISE_ERROR_FORBIDDEN, VALISE_OUTCOME_REFUSED,
    N_ ("The mailbox is read-only.") },
  { "forbiddenFrom", VALISE_ERROR_FORBIDDEN, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not allow sending from this address.") },
  { "forbiddenMailFrom", VALISE_ERROR_FORBIDDEN, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not allow sending from this address.") },
  { "forbiddenToSend", VALISE_ERROR_FORBIDDEN, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not allow this user to send mail.") },
  { "tooLarge", VALISE_ERROR_TOO_LARGE, VALISE_OUTCOME_REFUSED,
    N_ ("The item is larger than what the server takes.") },
  { "requestTooLarge", VALISE_ERROR_TOO_LARGE, VALISE_OUTCOME_REFUSED,
    N_ ("The item is larger than what the server takes.") },
  { "tooManyKeywords", VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The item has more flags than the server takes.") },
  { "tooManyMailboxes", VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The item is in more folders than the server takes.") },
  { "overQuota", VALISE_ERROR_QUOTA, VALISE_OUTCOME_REFUSED,
    N_ ("The mailbox on the server is full.") },
  { "maxQuotaReached", VALISE_ERROR_QUOTA, VALISE_OUTCOME_REFUSED,
    N_ ("The mailbox on the server is full.") },
  { "noRecipients", VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The message has no recipients.") },
  { "tooManyRecipients", VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The message has more recipients than the server takes.") },
  { "invalidRecipients", VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not accept a recipient.") },
  { "invalidEmail", VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not accept this message.") },
};

static guint
find_known (const char *type)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (known) && g_strcmp0 (known[i].type, type) != 0)
    i++;
  return i;
}

/**
 * valise_jmap_error_from_method:
 * @jmap: the client
 * @method: the method that failed
 * @args: what the server says about it
 * @error: where the error goes
 */
void
valise_jmap_error_from_method (ValiseJmap *jmap,
                               const char *method,
                               JsonObject *args,
                               GError **error)
{
  const char *type = valise_json_string (args, "type");
  g_autofree char *detail = valise_error_clean_detail (valise_json_string (args, "description"));
  guint i = find_known (type);
  g_autofree char *sentence = NULL;
  g_autofree char *what = NULL;
  ValiseRemedy remedy = VALISE_REMEDY_RETRY_LATER;

  if (i == G_N_ELEMENTS (known))
    {
      /* Perhaps the session is not the right one any more: the account may be called otherwise. */
      valise_jmap_set_outdated (jmap);
      /* Translators: a command of the protocol, and an error of the protocol */
      what = g_strdup_printf (_ ("The server does not do %s (%s)."), method,
                              type != NULL ? type : _ ("no reason given"));
      sentence = valise_error_sentence (what, detail);
      valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                   "%s", sentence);
      return;
    }
  if (known[i].code == VALISE_ERROR_FORBIDDEN)
    remedy = VALISE_REMEDY_USER;
  else if (known[i].code == VALISE_ERROR_CHANGED)
    remedy = VALISE_REMEDY_RETRY_NOW;
  sentence = valise_error_sentence (gettext (known[i].sentence), detail);
  valise_fail (error, known[i].code, VALISE_SCOPE_SERVICE, remedy, "%s", sentence);
}

/**
 * valise_jmap_error_from_set:
 * @set_error: (nullable): a SetError (RFC 8620 section 5.3)
 * @failure: (out): what it means, for the user
 *
 * Returns: the outcome of the edit that it answers
 */
ValiseOutcomeType
valise_jmap_error_from_set (JsonObject *set_error, GError **failure)
{
  const char *type = valise_json_string (set_error, "type");
  g_autofree char *detail = valise_error_clean_detail (
      valise_json_string (set_error, "description"));
  guint i = find_known (type);
  g_autofree char *sentence = NULL;
  g_autofree char *what = NULL;
  ValiseRemedy remedy;

  if (i == G_N_ELEMENTS (known))
    {
      /* Translators: an error of the protocol, or the server's own words */
      what = g_strdup_printf (_ ("The server refuses this (%s)."),
                              type != NULL ? type : _ ("no reason given"));
      sentence = valise_error_sentence (what, detail);
      valise_fail (failure, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER, "%s",
                   sentence);
      return VALISE_OUTCOME_REFUSED;
    }
  remedy = known[i].outcome == VALISE_OUTCOME_REFUSED ? VALISE_REMEDY_NEVER
                                                      : VALISE_REMEDY_RETRY_LATER;
  sentence = valise_error_sentence (gettext (known[i].sentence), detail);
  valise_fail (failure, known[i].code, VALISE_SCOPE_ITEM, remedy, "%s", sentence);
  return known[i].outcome;
}
