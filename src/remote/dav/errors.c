/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What servers refuse, as errors of Valise, each with what it damages and what helps. A status says
 * little; the condition that was not met (RFC 4918 section 16, RFC 4791 section 5.3.2.1, RFC 6352
 * section 6.3.2.1) says more, where the server names it. */

#include "remote/dav/errors.h"

#include <glib/gi18n-lib.h>

#include "net/xml.h"
#include "remote/dav/href.h"

/* What a condition or a status means for what was to be written. */
static const struct
{
  const char *condition; /* nullable: @status decides */
  guint status;
  ValiseError code;
  ValiseOutcomeType outcome;
  const char *sentence;
} known[] = {
  { "valid-calendar-data", 0, VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The server says that this is no valid iCalendar.") },
  { "valid-calendar-object-resource", 0, VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The server says that this is no valid iCalendar.") },
  { "valid-address-data", 0, VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The server says that this is no valid vCard.") },
  { "supported-calendar-data", 0, VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not take iCalendar of this version.") },
  { "supported-address-data", 0, VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not take vCards of this version.") },
  { "supported-calendar-component", 0, VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("This folder on the server does not take items of this kind.") },
  { "max-resource-size", 0, VALISE_ERROR_TOO_LARGE, VALISE_OUTCOME_REFUSED,
    N_ ("The item is larger than what the server takes.") },
  { "min-date-time", 0, VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The item is earlier than what the server takes.") },
  { "max-date-time", 0, VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The item is later than what the server takes.") },
  { "max-instances", 0, VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The item repeats more often than the server takes.") },
  { "max-attendees-per-instance", 0, VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The item has more attendees than the server takes.") },
  { "allowed-organizer-scheduling-object-change", 0, VALISE_ERROR_FORBIDDEN, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not allow this change of a meeting.") },
  { "allowed-attendee-scheduling-object-change", 0, VALISE_ERROR_FORBIDDEN, VALISE_OUTCOME_REFUSED,
    N_ ("Only the organiser may change this in a meeting.") },
  { "unique-scheduling-object-resource", 0, VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The server has an item with the same UID already.") },
  { "no-uid-conflict", 0, VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The server has an item with the same UID already.") },
  { "need-privileges", 0, VALISE_ERROR_FORBIDDEN, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not allow this user to change this folder.") },
  { "quota-not-exceeded", 0, VALISE_ERROR_QUOTA, VALISE_OUTCOME_REFUSED,
    N_ ("The space on the server is used up.") },
  { "sufficient-disk-space", 0, VALISE_ERROR_QUOTA, VALISE_OUTCOME_REFUSED,
    N_ ("The space on the server is used up.") },
  { NULL, 400, VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not accept this item.") },
  { NULL, 403, VALISE_ERROR_FORBIDDEN, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not allow this.") },
  { NULL, 404, VALISE_ERROR_GONE, VALISE_OUTCOME_GONE,
    N_ ("The item does not exist on the server any more.") },
  { NULL, 405, VALISE_ERROR_FORBIDDEN, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not allow this.") },
  { NULL, 409, VALISE_ERROR_BUSY, VALISE_OUTCOME_LATER,
    N_ ("The server cannot do this at the moment.") },
  { NULL, 410, VALISE_ERROR_GONE, VALISE_OUTCOME_GONE,
    N_ ("The item does not exist on the server any more.") },
  { NULL, 412, VALISE_ERROR_CHANGED, VALISE_OUTCOME_CHANGED,
    N_ ("The item was changed on the server meanwhile.") },
  { NULL, 413, VALISE_ERROR_TOO_LARGE, VALISE_OUTCOME_REFUSED,
    N_ ("The item is larger than what the server takes.") },
  { NULL, 415, VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not accept this item.") },
  { NULL, 422, VALISE_ERROR_INVALID, VALISE_OUTCOME_REFUSED,
    N_ ("The server does not accept this item.") },
  { NULL, 423, VALISE_ERROR_BUSY, VALISE_OUTCOME_LATER,
    N_ ("The item is locked on the server at the moment.") },
  { NULL, 500, VALISE_ERROR_BUSY, VALISE_OUTCOME_LATER,
    N_ ("The server has a problem with this item at the moment.") },
  { NULL, 501, VALISE_ERROR_FORBIDDEN, VALISE_OUTCOME_REFUSED, N_ ("The server cannot do this.") },
  { NULL, 507, VALISE_ERROR_QUOTA, VALISE_OUTCOME_REFUSED,
    N_ ("The space on the server is used up.") },
};

/* The error (RFC 4918 section 14.5) in an answer. Xandikos answers a PUT with a multistatus, whose
 * one response has it in it. */
static const ValiseXmlNode *
find_error (const ValiseXml *xml)
{
  const ValiseXmlNode *error = valise_xml_root (xml);

  if (valise_xml_is (error, "DAV:", "multistatus"))
    error = valise_xml_child (valise_xml_child (error, "DAV:", "response"), "DAV:", "error");
  return valise_xml_is (error, "DAV:", "error") ? error : NULL;
}

static ValiseXml *
parse_error (const ValiseHttpResponse *response)
{
  return g_bytes_get_size (response->body) > 0 ? valise_xml_parse (response->body, NULL) : NULL;
}

/**
 * valise_dav_error_get_condition:
 * @response: an answer that is not a success
 *
 * Returns: (transfer full) (nullable): the name of the condition that was not met
 */
char *
valise_dav_error_get_condition (const ValiseHttpResponse *response)
{
  g_autoptr (ValiseXml) xml = parse_error (response);
  const ValiseXmlNode *condition = valise_xml_child (find_error (xml), NULL, NULL);

  return condition != NULL ? g_strdup (valise_xml_name (condition)) : NULL;
}

/* Returns: (transfer full): what the server says itself, as Cyrus does */
static char *
read_detail (const ValiseHttpResponse *response)
{
  g_autoptr (ValiseXml) xml = parse_error (response);

  return valise_error_clean_detail (
      valise_xml_text (valise_xml_child (find_error (xml), "DAV:", "responsedescription")));
}

/**
 * valise_dav_error_is_uid_conflict:
 * @condition: (nullable): the condition that was not met
 *
 * Cyrus says it in the words of RFC 6638 section 3.2.4.1 for events.
 *
 * Returns: whether the UID is taken
 */
gboolean
valise_dav_error_is_uid_conflict (const char *condition)
{
  return g_strcmp0 (condition, "no-uid-conflict") == 0
         || g_strcmp0 (condition, "unique-scheduling-object-resource") == 0;
}

/**
 * valise_dav_error_get_href:
 * @response: an answer that is not a success
 * @host: the host of the service
 *
 * Returns: (transfer full) (nullable): the address that the condition names
 */
char *
valise_dav_error_get_href (const ValiseHttpResponse *response, const char *host)
{
  g_autoptr (ValiseXml) xml = parse_error (response);
  const ValiseXmlNode *condition = valise_xml_child (find_error (xml), NULL, NULL);
  const ValiseXmlNode *href = valise_xml_child (condition, "DAV:", "href");
  g_autofree char *text = g_strstrip (g_strdup (valise_xml_text (href)));

  return valise_href_normalize (text, host);
}

static guint
find_known (const char *condition, guint status)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (known)
         && (known[i].condition != NULL ? g_strcmp0 (known[i].condition, condition) != 0
                                        : known[i].status != status))
    i++;
  return i;
}

/**
 * valise_dav_error_from_write:
 * @response: the answer to a request that writes; not a success
 * @failure: (out): what it means, for the user; of a scope above the item where the server does
 *   nothing at all at the moment
 *
 * Returns: the outcome of the edit that was to be done
 */
ValiseOutcomeType
valise_dav_error_from_write (const ValiseHttpResponse *response, GError **failure)
{
  g_autofree char *condition = valise_dav_error_get_condition (response);
  guint i = find_known (condition, response->status);

  if (i < G_N_ELEMENTS (known))
    {
      g_autofree char *detail = read_detail (response);
      g_autofree char *sentence = valise_error_sentence (gettext (known[i].sentence), detail);

      valise_fail (failure, known[i].code, VALISE_SCOPE_ITEM,
                   known[i].outcome == VALISE_OUTCOME_REFUSED ? VALISE_REMEDY_NEVER
                                                              : VALISE_REMEDY_RETRY_LATER,
                   "%s", sentence);
      return known[i].outcome;
    }
  if (response->status >= 500 && !valise_http_response_check (response, failure))
    return VALISE_OUTCOME_LATER;
  valise_fail (failure, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ITEM, VALISE_REMEDY_RETRY_LATER,
               _ ("The server gave an answer that makes no sense (status %u)."), response->status);
  return VALISE_OUTCOME_LATER;
}

/**
 * valise_dav_error_from_response:
 * @response: the answer to a query, which is no multistatus
 * @error: where the error goes
 */
void
valise_dav_error_from_response (const ValiseHttpResponse *response, GError **error)
{
  g_autofree char *condition = response->status >= 400 ? valise_dav_error_get_condition (response)
                                                       : NULL;

  if (g_strcmp0 (condition, "valid-sync-token") == 0)
    valise_fail (error, VALISE_ERROR_CANNOT_CALCULATE, VALISE_SCOPE_FOLDER,
                 VALISE_REMEDY_RETRY_LATER, _ ("The server no longer knows what changed since."));
  else if (g_strcmp0 (condition, "number-of-matches-within-limits") == 0 || response->status == 413)
    valise_fail (error, VALISE_ERROR_TOO_LARGE, VALISE_SCOPE_FOLDER, VALISE_REMEDY_RETRY_LATER,
                 _ ("This is more than what the server tells at once."));
  else if (response->status == 403)
    valise_fail (error, VALISE_ERROR_FORBIDDEN, VALISE_SCOPE_FOLDER, VALISE_REMEDY_USER,
                 _ ("The server does not allow this user to read this folder."));
  else if (response->status == 404 || response->status == 410)
    valise_fail (error, VALISE_ERROR_GONE, VALISE_SCOPE_FOLDER, VALISE_REMEDY_RETRY_LATER,
                 _ ("The folder does not exist on the server any more."));
  else if (response->status / 100 == 4 || response->status == 501)
    valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_FOLDER, VALISE_REMEDY_RETRY_LATER,
                 _ ("The server does not answer this question (status %u)."), response->status);
  else if (valise_http_response_check (response, error))
    valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                 _ ("The server's answer makes no sense: it is not of WebDAV."));
}
