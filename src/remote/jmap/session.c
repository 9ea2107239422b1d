/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The JMAP session (RFC 8620 section 2), read leniently. Servers leave out limits, send relative
 * addresses, or omit capabilities that they have; only what nothing works without is asked for: an
 * API address and an account. */

#include "remote/jmap/session.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "model/error.h"
#include "net/json.h"

/* RFC 8620 section 2 suggests these as the least that a server should offer. */
#define USUAL_OBJECTS 500
#define USUAL_CONCURRENT 4
#define USUAL_SIZE_REQUEST 10000000
#define USUAL_SIZE_UPLOAD 50000000

#define MOST_CONCURRENT 8 /* more connections only make a server slower */

static const char *const blob_names[] = { "urn:ietf:params:jmap:blob", /* RFC 9404 */
                                          "https://cyrusimap.org/ns/jmap/blob" };

/* A limit as the server states it, where that is of use. */
static gint64
read_limit (JsonObject *limits, const char *name, gint64 usual, gint64 most)
{
  gint64 value = valise_json_int (limits, name, usual);

  return MIN (value > 0 ? value : usual, most);
}

static char *
resolve (const char *url, JsonObject *object, const char *name)
{
  const char *relative = valise_json_string (object, name);
  g_autofree char *base = NULL;
  const char *path;

  if (relative == NULL || *relative == '\0')
    return NULL;
  if (strstr (relative, "://") != NULL)
    return g_strdup (relative);
  /* By hand: a template is no URI, its braces would be escaped. */
  path = strchr (strstr (url, "://") + 3, '/');
  base = path != NULL ? g_strndup (url, (gsize)(path - url)) : g_strdup (url);
  return g_strconcat (base, *relative == '/' ? "" : "/", relative, NULL);
}

/* The account whose mail this is: the primary one, else one that has mail, else any. */
static char *
find_account (JsonObject *object)
{
  JsonObject *accounts = valise_json_object (object, "accounts");
  const char *id = valise_json_string (valise_json_object (object, "primaryAccounts"),
                                       VALISE_JMAP_MAIL);
  const char *any = NULL;
  JsonObjectIter iter;

  if (id != NULL)
    return g_strdup (id);
  if (accounts == NULL)
    return NULL;
  json_object_iter_init (&iter, accounts);
  while (json_object_iter_next (&iter, &id, NULL))
    {
      JsonObject *account = valise_json_object (accounts, id);

      if (valise_json_object (valise_json_object (account, "accountCapabilities"),
                              VALISE_JMAP_MAIL))
        return g_strdup (id);
      if (any == NULL)
        any = id;
    }
  return g_strdup (any);
}

static void
read_capabilities (ValiseJmapSession *self)
{
  JsonObject *capabilities = valise_json_object (self->object, "capabilities");
  JsonObject *core = valise_json_object (capabilities, VALISE_JMAP_CORE);

  for (guint i = 0; i < G_N_ELEMENTS (blob_names) && self->blob == NULL; i++)
    if (valise_json_object (capabilities, blob_names[i]) != NULL)
      self->blob = blob_names[i];
  self->can_submit = valise_json_object (capabilities, VALISE_JMAP_SUBMISSION) != NULL;
  self->max_objects_get = (guint)read_limit (core, "maxObjectsInGet", USUAL_OBJECTS, USUAL_OBJECTS);
  self->max_objects_set = (guint)read_limit (core, "maxObjectsInSet", USUAL_OBJECTS, USUAL_OBJECTS);
  self->max_concurrent = (guint)read_limit (core, "maxConcurrentRequests", USUAL_CONCURRENT,
                                            MOST_CONCURRENT);
  self->max_size_request = read_limit (core, "maxSizeRequest", USUAL_SIZE_REQUEST,
                                       USUAL_SIZE_REQUEST);
  self->max_size_upload = read_limit (core, "maxSizeUpload", USUAL_SIZE_UPLOAD, G_MAXINT64);
}

/**
 * valise_jmap_session_new:
 * @object: (transfer none): the session resource
 * @url: where it came from; relative addresses in it start there
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the session
 */
ValiseJmapSession *
valise_jmap_session_new (JsonObject *object, const char *url, GError **error)
{
  g_autoptr (ValiseJmapSession) self = g_new0 (ValiseJmapSession, 1);

  self->object = json_object_ref (object);
  self->url = g_strdup (url);
  self->state = g_strdup (valise_json_string (object, "state"));
  self->api_url = resolve (url, object, "apiUrl");
  self->download_url = resolve (url, object, "downloadUrl");
  self->upload_url = resolve (url, object, "uploadUrl");
  self->event_source_url = resolve (url, object, "eventSourceUrl");
  self->account_id = find_account (object);
  read_capabilities (self);
  if (self->api_url == NULL)
    {
      valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                   _ ("%s is not the address of a JMAP server."), url);
      return NULL;
    }
  if (self->account_id == NULL)
    {
      /* Some servers answer so to somebody whom they do not know. */
      valise_fail (error, VALISE_ERROR_SIGN_IN, VALISE_SCOPE_ACCOUNT, VALISE_REMEDY_USER,
                   _ ("The server has no mailbox for this user. Check user name and password."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * valise_jmap_session_free:
 * @self: (transfer full) (nullable): a session
 */
void
valise_jmap_session_free (ValiseJmapSession *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->object, json_object_unref);
  g_free (self->url);
  g_free (self->state);
  g_free (self->account_id);
  g_free (self->api_url);
  g_free (self->download_url);
  g_free (self->upload_url);
  g_free (self->event_source_url);
  g_free (self);
}

/**
 * valise_jmap_expand:
 * @url_template: a URI template of level 1 (RFC 6570)
 * @...: names and values, ended by %NULL
 *
 * Returns: (transfer full): @url_template with the values in it
 */
char *
valise_jmap_expand (const char *url_template, ...)
{
  GString *url = g_string_new (url_template);
  const char *name;
  va_list args;

  va_start (args, url_template);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      g_autofree char *variable = g_strdup_printf ("{%s}", name);
      g_autofree char *value = g_uri_escape_string (va_arg (args, const char *), NULL, FALSE);

      g_string_replace (url, variable, value, 0);
    }
  va_end (args);
  return g_string_free (url, FALSE);
}
