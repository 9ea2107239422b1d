/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VALISE_ERROR (valise_error_quark ())

/* What happened. The message says it in words; the code decides texts and exit statuses. */
typedef enum
{
  VALISE_ERROR_FAILED,           /* anything without a code of its own */
  VALISE_ERROR_UNREACHABLE,      /* no connection, time-out, server closed it */
  VALISE_ERROR_CERTIFICATE,      /* TLS certificate not accepted */
  VALISE_ERROR_SIGN_IN,          /* the server refuses user or password */
  VALISE_ERROR_SECRET,           /* the password cannot be had here (no or locked Secret Service) */
  VALISE_ERROR_PROTOCOL,         /* not such a server, or an answer that makes no sense */
  VALISE_ERROR_CANNOT_CALCULATE, /* the token is too old: list and compare */
  VALISE_ERROR_CHANGED,          /* a guard failed: the server's version is another one now */
  VALISE_ERROR_GONE,             /* it does not exist there any more */
  VALISE_ERROR_FORBIDDEN,        /* no right to do this */
  VALISE_ERROR_TOO_LARGE,        /* over a limit of the server */
  VALISE_ERROR_QUOTA,            /* the mailbox is full */
  VALISE_ERROR_INVALID,          /* the server refuses the item as it is */
  VALISE_ERROR_BUSY,             /* rate limit, 503, maintenance: later */
  VALISE_ERROR_STORAGE,          /* this computer: disk full, read-only, no access */
  VALISE_ERROR_CORRUPT,          /* the database is damaged */
  VALISE_ERROR_NEWER,            /* the database was written by a newer Valise */
  VALISE_ERROR_LOCKED,           /* another process synchronises this account */
  VALISE_ERROR_OFFLINE,          /* the mode is offline */
  VALISE_ERROR_NOT_FOUND,        /* no such account, folder, item, conflict here */
  VALISE_ERROR_NOT_WHOLE,        /* only header and text are here */
  VALISE_ERROR_USAGE,            /* the request makes no sense */
} ValiseError;

/* How far the damage goes. */
typedef enum
{
  VALISE_SCOPE_ITEM,
  VALISE_SCOPE_FOLDER,
  VALISE_SCOPE_SERVICE,
  VALISE_SCOPE_ACCOUNT,
} ValiseScope;

/* What helps. */
typedef enum
{
  VALISE_REMEDY_RETRY_NOW,
  VALISE_REMEDY_RETRY_LATER,
  VALISE_REMEDY_USER,
  VALISE_REMEDY_NEVER,
} ValiseRemedy;

GQuark valise_error_quark (void);

GError *
valise_error_new (ValiseError code, ValiseScope scope, ValiseRemedy remedy, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
gboolean valise_fail (GError **error,
                      ValiseError code,
                      ValiseScope scope,
                      ValiseRemedy remedy,
                      const char *format,
                      ...) G_GNUC_PRINTF (5, 6);

ValiseScope valise_error_scope (const GError *error);
ValiseRemedy valise_error_remedy (const GError *error);
gint64 valise_error_retry_after (const GError *error);
void valise_error_set_retry_after (GError *error, gint64 seconds);

char *valise_error_clean_detail (const char *text);
char *valise_error_sentence (const char *sentence, const char *detail);

static inline gboolean
valise_error_is (const GError *error, ValiseError code)
{
  return g_error_matches (error, VALISE_ERROR, (int)code);
}

static inline gboolean
valise_error_is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

G_END_DECLS
