/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One person's mailbox on one server. The password is never here: it is in the Secret Service,
 * under the account's id, or printed by @password_command. */
typedef struct
{
  gint64 id;
  char *name;    /* unique; what the user calls it */
  char *person;  /* nullable: the name of its owner, as messages carry it */
  char *address; /* nullable: the e-mail address, where it is not @user */
  char *user;
  char *server;           /* the address as the user gave it */
  char *password_command; /* nullable */
  gboolean allow_plain_http;
  gboolean disabled;   /* not synchronised: no packet is sent for it */
  gint64 edit_seq;     /* grows whenever its owner changes it */
  gint64 last_run_at;  /* end of the last run that went through, Unix seconds; 0 never */
  char *last_error;    /* nullable: why the last run failed, for the user */
  int last_error_code; /* ValiseError, where last_error is set */
} ValiseAccount;

/* One protocol endpoint of an account. */
typedef struct
{
  gint64 id;
  gint64 account_id;
  char *protocol; /* "jmap", "caldav", "carddav", "kerio" */
  char *url;
  char *token; /* nullable: everything up to here is known */
  char *memo;  /* nullable: what the driver wants to remember, such as the JMAP session */
} ValiseService;

ValiseAccount *valise_account_copy (const ValiseAccount *account);
void valise_account_free (ValiseAccount *account);
ValiseService *valise_service_copy (const ValiseService *service);
void valise_service_free (ValiseService *service);
const char *valise_protocol_to_words (const char *protocol);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseAccount, valise_account_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseService, valise_service_free)

G_END_DECLS
