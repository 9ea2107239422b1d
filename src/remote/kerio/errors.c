/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The errors of the API, of a whole call and of one item of many, as errors of Valise: each with
 * what it damages and what helps. The codes are few; where one is too general, the server's own
 * words tell "try later" from the rest, as they do for a user of the webmail. */

#include "remote/kerio/errors.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/error.h"
#include "net/json.h"

#define CODE_EXPIRED -32001

static const struct
{
  int code;
  ValiseError error;
  ValiseRemedy remedy; /* of an item */
  const char *sentence;
} known[] = {
  { -32700, VALISE_ERROR_PROTOCOL, VALISE_REMEDY_RETRY_LATER,
    N_ ("The server does not understand the request.") },
  { -32603, VALISE_ERROR_FAILED, VALISE_REMEDY_RETRY_LATER,
    N_ ("The server has a problem at the moment.") },
  { -32602, VALISE_ERROR_INVALID, VALISE_REMEDY_NEVER, N_ ("The server does not accept this.") },
  { -32601, VALISE_ERROR_PROTOCOL, VALISE_REMEDY_RETRY_LATER, N_ ("The server cannot do this.") },
  { -32600, VALISE_ERROR_PROTOCOL, VALISE_REMEDY_RETRY_LATER,
    N_ ("The server does not understand the request.") },
  { CODE_EXPIRED, VALISE_ERROR_SIGN_IN, VALISE_REMEDY_RETRY_LATER,
    N_ ("The session with the server has ended.") },
  { 413, VALISE_ERROR_TOO_LARGE, VALISE_REMEDY_NEVER,
    N_ ("The item is larger than what the server takes.") },
  { 1000, VALISE_ERROR_INVALID, VALISE_REMEDY_NEVER, N_ ("The server refuses this.") },
  { 1001, VALISE_ERROR_INVALID, VALISE_REMEDY_NEVER,
    N_ ("The item exists on the server already.") },
  { 1002, VALISE_ERROR_GONE, VALISE_REMEDY_NEVER,
    N_ ("The item does not exist on the server any more.") },
  { 1003, VALISE_ERROR_FORBIDDEN, VALISE_REMEDY_NEVER, N_ ("The server does not allow this.") },
  { 1004, VALISE_ERROR_FORBIDDEN, VALISE_REMEDY_NEVER, N_ ("The server does not allow this.") },
  { 4000, VALISE_ERROR_FORBIDDEN, VALISE_REMEDY_NEVER, N_ ("The server does not allow this.") },
  { 4001, VALISE_ERROR_BUSY, VALISE_REMEDY_RETRY_LATER, N_ ("The server did only a part of it.") },
  { 4100, VALISE_ERROR_BUSY, VALISE_REMEDY_RETRY_LATER,
    N_ ("The server is putting this folder in order. Valise tries again later.") },
  { 4101, VALISE_ERROR_BUSY, VALISE_REMEDY_RETRY_LATER,
    N_ ("The server is busy with this folder. Valise tries again later.") },
  { 4102, VALISE_ERROR_QUOTA, VALISE_REMEDY_NEVER,
    N_ ("The mailbox on the server is full. Delete something there, then edit this again.") },
  { 4103, VALISE_ERROR_INVALID, VALISE_REMEDY_NEVER, N_ ("The server could not send this.") },
  { 4104, VALISE_ERROR_GONE, VALISE_REMEDY_NEVER,
    N_ ("The folder does not exist on the server any more.") },
  { 4105, VALISE_ERROR_SIGN_IN, VALISE_REMEDY_RETRY_LATER,
    N_ ("The session with the server has ended.") },
};

/* Puts the parameters in the places of %1, %2, ... */
static char *
fill_in (const char *message, JsonArray *parameters)
{
  GString *out = g_string_new (NULL);

  for (const char *at = message; *at != '\0'; at++)
    {
      const char *parameter = NULL;

      if (*at == '%' && at[1] >= '1' && at[1] <= '9')
        parameter = valise_json_string_at (parameters, (guint)(at[1] - '1'));
      if (parameter != NULL)
        {
          g_string_append (out, parameter);
          at++;
        }
      else
        g_string_append_c (out, *at);
    }
  return g_string_free (out, FALSE);
}

/**
 * valise_kerio_error_words:
 * @error_object: an error of a call or of an item
 *
 * Returns: (transfer full): what the server says about it, on one line; "" for nothing
 */
char *
valise_kerio_error_words (JsonObject *error_object)
{
  JsonObject *data = valise_json_object (error_object, "data");
  JsonObject *parameters = valise_json_object (data != NULL ? data : error_object,
                                               "messageParameters");
  const char *message = valise_json_string (error_object, "message");
  g_autofree char *filled = fill_in (message != NULL ? message : "",
                                     valise_json_array (parameters, "positionalParameters"));
  char *cut = g_strchomp (valise_error_clean_detail (filled));

  if (g_str_has_suffix (cut, "."))
    cut[strlen (cut) - 1] = '\0';
  return cut;
}

/* "User's mailbox is locked. Try later.", "Server is shutting down. Service is temporarily
 * unavailable.": a general code and words that say that it passes. */
static gboolean
says_later (const char *words)
{
  g_autofree char *lower = g_ascii_strdown (words, -1);

  return strstr (lower, "try later") != NULL || strstr (lower, "try again later") != NULL
         || strstr (lower, "temporarily") != NULL;
}

/* "Failed to create the note, the mailbox quota has been reached." */
static gboolean
says_full (const char *words)
{
  g_autofree char *lower = g_ascii_strdown (words, -1);

  return strstr (lower, "quota has been reached") != NULL;
}

/* "Failed to save the item, item with GUID %1 doesn't exist." */
static gboolean
says_gone (const char *words)
{
  g_autofree char *lower = g_ascii_strdown (words, -1);

  return g_str_has_suffix (lower, "doesn't exist");
}

static guint
find_code (gint64 code, const char *words)
{
  guint i = 0;

  if (code == 1000 && says_later (words))
    code = 4101;
  else if (code == 1000 && says_full (words))
    code = 4102;
  else if (code == 1000 && says_gone (words))
    code = 1002;
  while (i < G_N_ELEMENTS (known) && known[i].code != code)
    i++;
  return i;
}

/**
 * valise_kerio_error_from_call:
 * @method: the method that failed
 * @error_object: the error object of the answer
 * @error: where the error goes; %VALISE_ERROR_SIGN_IN where the session has ended
 *
 * What a call cannot have now it may have later: none of these is for ever but what names a folder
 * that is gone.
 */
void
valise_kerio_error_from_call (const char *method, JsonObject *error_object, GError **error)
{
  gint64 code = valise_json_int (error_object, "code", 0);
  g_autofree char *words = valise_kerio_error_words (error_object);
  guint i = find_code (code, words);
  g_autofree char *sentence = NULL;
  ValiseScope scope = VALISE_SCOPE_SERVICE;

  if (i == G_N_ELEMENTS (known))
    {
      valise_fail (error, says_later (words) ? VALISE_ERROR_BUSY : VALISE_ERROR_PROTOCOL,
                   VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                   /* Translators: a command, the server's own words, the number of an error */
                   _ ("The server does not do %s (%s, %ld)."), method, words, (glong)code);
      return;
    }
  if (code == 4100 || known[i].error == VALISE_ERROR_GONE
      || known[i].error == VALISE_ERROR_FORBIDDEN)
    scope = VALISE_SCOPE_FOLDER;
  sentence = valise_error_sentence (gettext (known[i].sentence), words);
  valise_fail (error, known[i].error, scope, VALISE_REMEDY_RETRY_LATER, "%s", sentence);
}

/**
 * valise_kerio_error_from_item:
 * @error_object: (nullable): an element of the errors of a result
 * @error: where the error goes, of scope item
 */
void
valise_kerio_error_from_item (JsonObject *error_object, GError **error)
{
  gint64 code = valise_json_int (error_object, "code", 0);
  g_autofree char *words = valise_kerio_error_words (error_object);
  guint i = find_code (code, words);
  g_autofree char *sentence = NULL;

  if (i == G_N_ELEMENTS (known))
    {
      gboolean later = says_later (words);

      valise_fail (error, later ? VALISE_ERROR_BUSY : VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM,
                   later ? VALISE_REMEDY_RETRY_LATER : VALISE_REMEDY_NEVER,
                   _ ("The server refuses this (%s)."),
                   *words != '\0' ? words : _ ("no reason given"));
      return;
    }
  sentence = valise_error_sentence (gettext (known[i].sentence), words);
  valise_fail (error, known[i].error, VALISE_SCOPE_ITEM, known[i].remedy, "%s", sentence);
}

/**
 * valise_kerio_item_error:
 * @result: the result of a call about many items
 * @index: which of them
 *
 * Returns: (transfer none) (nullable): the error of that item; %NULL: there is none
 */
JsonObject *
valise_kerio_item_error (JsonObject *result, guint index)
{
  JsonArray *errors = valise_json_array (result, "errors");

  for (guint i = 0; i < valise_json_length (errors); i++)
    {
      JsonObject *one = valise_json_object_at (errors, i);

      if (valise_json_int (one, "inputIndex", 0) == index)
        return one;
    }
  return NULL;
}

/**
 * valise_kerio_outcome_of:
 * @failure: an error of scope item
 *
 * Returns: the outcome of the edit that it is about
 */
ValiseOutcomeType
valise_kerio_outcome_of (const GError *failure)
{
  if (valise_error_is (failure, VALISE_ERROR_GONE))
    return VALISE_OUTCOME_GONE;
  if (valise_error_is (failure, VALISE_ERROR_CHANGED))
    return VALISE_OUTCOME_CHANGED;
  return valise_error_remedy (failure) == VALISE_REMEDY_RETRY_LATER ? VALISE_OUTCOME_LATER
                                                                    : VALISE_OUTCOME_REFUSED;
}
