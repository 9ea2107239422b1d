/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One error domain with two axes: how far the damage goes (scope) and what helps (remedy). The run
 * decides by these two alone. Errors of other domains are translated where they enter (net, store);
 * only G_IO_ERROR_CANCELLED passes through as it is. */

#include "model/error.h"

#include <glib/gi18n-lib.h>

#define LONGEST_DETAIL 200 /* characters of a server's own words that are shown */

typedef struct
{
  ValiseScope scope;
  ValiseRemedy remedy;
  gint64 retry_after;
} ValiseErrorPrivate;

static void
valise_error_private_init (ValiseErrorPrivate *priv)
{
  priv->scope = VALISE_SCOPE_ACCOUNT;
  priv->remedy = VALISE_REMEDY_RETRY_LATER;
}

static void
valise_error_private_copy (const ValiseErrorPrivate *src, ValiseErrorPrivate *dest)
{
  *dest = *src;
}

static void
valise_error_private_clear (ValiseErrorPrivate *priv)
{
}

static ValiseErrorPrivate *valise_error_get_private (const GError *error);
G_DEFINE_EXTENDED_ERROR (ValiseError, valise_error)

static GError *new_valist (ValiseError code,
                           ValiseScope scope,
                           ValiseRemedy remedy,
                           const char *format,
                           va_list args) G_GNUC_PRINTF (4, 0);

static GError *
new_valist (
    ValiseError code, ValiseScope scope, ValiseRemedy remedy, const char *format, va_list args)
{
  GError *error = g_error_new_valist (VALISE_ERROR, (int)code, format, args);
  ValiseErrorPrivate *priv = valise_error_get_private (error);

  priv->scope = scope;
  priv->remedy = remedy;
  return error;
}

/**
 * valise_error_new:
 * @code: what happened
 * @scope: how far the damage goes
 * @remedy: what helps
 * @format: a sentence for the user
 *
 * Returns: (transfer full): the error
 */
GError *
valise_error_new (ValiseError code, ValiseScope scope, ValiseRemedy remedy, const char *format, ...)
{
  GError *error;
  va_list args;

  va_start (args, format);
  error = new_valist (code, scope, remedy, format, args);
  va_end (args);
  return error;
}

/**
 * valise_fail:
 * @error: (out) (optional): where the error goes
 * @code: what happened
 * @scope: how far the damage goes
 * @remedy: what helps
 * @format: a sentence for the user
 *
 * Sets an error and returns %FALSE, so that a failing function ends with `return valise_fail
 * (...)`.
 *
 * Returns: %FALSE
 */
gboolean
valise_fail (GError **error,
             ValiseError code,
             ValiseScope scope,
             ValiseRemedy remedy,
             const char *format,
             ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, new_valist (code, scope, remedy, format, args));
  va_end (args);
  return FALSE;
}

/**
 * valise_error_scope:
 * @error: an error
 *
 * Returns: how far the damage goes; the whole account for an error of another domain
 */
ValiseScope
valise_error_scope (const GError *error)
{
  return error->domain == VALISE_ERROR ? valise_error_get_private (error)->scope
                                       : VALISE_SCOPE_ACCOUNT;
}

/**
 * valise_error_remedy:
 * @error: an error
 *
 * Returns: what helps; trying later for an error of another domain
 */
ValiseRemedy
valise_error_remedy (const GError *error)
{
  return error->domain == VALISE_ERROR ? valise_error_get_private (error)->remedy
                                       : VALISE_REMEDY_RETRY_LATER;
}

/**
 * valise_error_retry_after:
 * @error: an error
 *
 * Returns: the seconds that the server asks to wait (RFC 9110 section 10.2.3), 0 when it did not
 * say
 */
gint64
valise_error_retry_after (const GError *error)
{
  return error->domain == VALISE_ERROR ? valise_error_get_private (error)->retry_after : 0;
}

/**
 * valise_error_set_retry_after:
 * @error: an error of %VALISE_ERROR
 * @seconds: how long the server asks to wait
 */
void
valise_error_set_retry_after (GError *error, gint64 seconds)
{
  g_return_if_fail (error->domain == VALISE_ERROR);
  valise_error_get_private (error)->retry_after = seconds;
}

/**
 * valise_error_clean_detail:
 * @text: (nullable): a server's own words
 *
 * Returns: (transfer full): @text made fit for one line; "" for none
 */
char *
valise_error_clean_detail (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  char *cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), LONGEST_DETAIL));

  for (char *at = cut; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  return cut;
}

/**
 * valise_error_sentence:
 * @sentence: a sentence of our own
 * @detail: what valise_error_clean_detail() made
 *
 * Returns: (transfer full): @sentence, with what the server says itself after it
 */
char *
valise_error_sentence (const char *sentence, const char *detail)
{
  if (*detail == '\0')
    return g_strdup (sentence);
  /* Translators: one of our sentences, then the server's own words, which may be in any language */
  return g_strdup_printf (_ ("%s The server says: “%s”"), sentence, detail);
}
