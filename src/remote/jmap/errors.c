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
  g_autofree char *detail = valise_error_quote_detail (valise_json_string (problem, "detail"));

  if (type != NULL && g_str_has_suffix (type, ":limit"))
    valise_fail (error, VALISE_ERROR_TOO_LARGE, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                 _ ("The request is over a limit of the server%s."), detail);
  else if (type != NULL)
    valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                 _ ("The server does not accept the request%s."), detail);
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
  const char *sentence; /* with the server's own words after it */
} known[] = {
  { "cannotCalculateChanges", VALISE_ERROR_CANNOT_CALCULATE, VALISE_OUTCOME_LATER,
    N_ ("The server no longer knows what changed since then%s.") },
  { "stateMismatch", VALISE_ERROR_CHANGED, VALISE_OUTCOME_CHANGED,
    N_ ("It was changed on the server meanwhile%s.") },
  { "notFound", VALISE_ERROR_GONE, VALISE_OUTCOME_GONE,
    N_ ("It does not exist on the server any more%s.") },
  { "rateLimit", VALISE_ERROR_BUSY, VALISE_OUTCOME_LATER, N_ ("The server asks to slow down%s.") },
  { "serverUnavailable", VALISE_ERROR_BUSY, VALISE_OUTCOME_LATER,
    N_ ("The server is not available at the moment%s.") },
  { "serverFail", VALISE_ERROR_BUSY, VALISE_OUTCOME_LATER,
    N_ ("The server has a problem at the moment%s.") },
  { "serverPartialFail", VALISE_ERROR_BUSY, VALISE_OUTCOME_LATER,
    N_ ("The server has a problem at the moment%s.") },
  { "blobNotFound", VALISE_ERROR_BUSY, VALISE_OUTCOME_LATER,
    N_ ("The server has lost what was uploaded%s.") },
  { "willDestroy", VALISE_ERROR_BUSY, VALISE_OUTCOME_LATER, N_ ("The server did not do it%s.") },
  { "forbidden", VALISE_ERROR_FORBIDDEN, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not allow this%s.") },
  { "accountReadOnly", VALISE_ERROR_FORBIDDEN, VALISE_OUTCOME_REFUSED,
    N_ ("The mailbox is read-only%s.") },
  { "forbiddenFrom", VALISE_ERROR_FORBIDDEN, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not allow sending from this address%s.") },
  { "forbiddenMailFrom", VALISE_ERROR_FORBIDDEN, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not allow sending from this address%s.") },
  { "forbiddenToSend", VALISE_ERROR_FORBIDDEN, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not allow this user to send mail%s.") },
  { "tooLarge", VALISE_ERROR_TOO_LARGE, VALISE_OUTCOME_REFUSED,
    N_ ("It is larger than what the server takes%s.") },
  { "requestTooLarge", VALISE_ERROR_TOO_LARGE, VALISE_OUTCOME_REFUSED,
    N_ ("It is larger than what the server takes%s.") },
  { "tooManyKeywords", VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("It has more flags than the server takes%s.") },
  { "tooManyMailboxes", VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("It is in more folders than the server takes%s.") },
  { "overQuota", VALISE_ERROR_QUOTA, VALISE_OUTCOME_REFUSED,
    N_ ("The mailbox on the server is full%s.") },
  { "maxQuotaReached", VALISE_ERROR_QUOTA, VALISE_OUTCOME_REFUSED,
    N_ ("The mailbox on the server is full%s.") },
  { "noRecipients", VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The message has no recipients%s.") },
  { "tooManyRecipients", VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The message has more recipients than the server takes%s.") },
  { "invalidRecipients", VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not accept a recipient%s.") },
  { "invalidEmail", VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not accept this message%s.") },
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
  g_autofree char *detail = valise_error_quote_detail (valise_json_string (args, "description"));
  guint i = find_known (type);
  g_autofree char *sentence = NULL;
  ValiseRemedy remedy = VALISE_REMEDY_RETRY_LATER;

  if (i == G_N_ELEMENTS (known))
    {
      /* Perhaps the session is not the right one any more: the account may be called otherwise. */
      valise_jmap_set_outdated (jmap);
      valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                   _ ("The server does not do %s (%s%s)."), method,
                   type != NULL ? type : _ ("no reason given"), detail);
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
  g_autofree char *detail = valise_error_quote_detail (
      valise_json_string (set_error, "description"));
  guint i = find_known (type);
  g_autofree char *sentence = NULL;
  ValiseRemedy remedy;

  if (i == G_N_ELEMENTS (known))
    {
      valise_fail (failure, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_NEVER,
                   _ ("The server refuses this (%s%s)."),
                   type != NULL ? type : _ ("no reason given"), detail);
      return VALISE_OUTCOME_REFUSED;
    }
  remedy = known[i].outcome == VALISE_OUTCOME_REFUSED ? VALISE_REMEDY_NEVER
                                                      : VALISE_REMEDY_RETRY_LATER;
  sentence = valise_error_sentence (gettext (known[i].sentence), detail);
  valise_fail (failure, known[i].code, VALISE_SCOPE_ITEM, remedy, "%s", sentence);
  return known[i].outcome;
}
