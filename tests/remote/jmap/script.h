/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "driver.h"

#include <json-glib/json-glib.h>

#include "../../net/double.h"

/* A JMAP server that says what a test tells it to. */
typedef struct _Script Script;

/* Answers a method call, on the server's thread. Returns: (transfer full): the arguments of the
 * response as JSON; "!type" for a method error; NULL to cut the connection. */
typedef char *(*ScriptFunc) (Script *self, const char *method, JsonObject *args);

struct _Script
{
  Double *server;
  ScriptFunc func;
  gpointer data;
  const char *session; /* nullable: the session's JSON; NULL: a usual one */
  const char *raw;     /* nullable: what the API answers instead */
  const char *session_state;
  DoubleFunc other; /* nullable: answers what is neither session nor API */
  gint requests;    /* to the API */
  gint sessions;
  gboolean cut; /* the server acts, and the answer is lost */
};

#define SCRIPT_SESSION(capabilities)                                                               \
  "{\"capabilities\":{" capabilities "},\"accounts\":{\"a\":{\"accountCapabilities\":"             \
  "{\"urn:ietf:params:jmap:mail\":{}}}},\"primaryAccounts\":{\"urn:ietf:params:jmap:mail\":\"a\"}" \
  ",\"username\":\"alice\",\"apiUrl\":\"/api/\",\"downloadUrl\":\"/down/{accountId}/{blobId}/"     \
  "{name}?type={type}\",\"uploadUrl\":\"/up/{accountId}/\",\"eventSourceUrl\":\"/events/?types="   \
  "{types}&closeafter={closeafter}&ping={ping}\",\"state\":\"s1\"}"

#define SCRIPT_CORE "\"urn:ietf:params:jmap:core\":{},\"urn:ietf:params:jmap:mail\":{}"

void script_start (Script *self);
void script_stop (Script *self);
ValiseRemote *script_remote (Script *self);
ValiseRemote *script_remote_with_memo (Script *self, const char *memo);

/* What many scripts say. */
char *script_state (const char *state);
gboolean script_has_ids (JsonObject *args, const char *name);
