/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The errors of the API. Inside the double they are ordinary GErrors: the code is the API's, the
 * first line of the message is the template with %1 and %2, each further line a parameter of it. */

#include "demo/fault.h"

G_DEFINE_QUARK (valise - demo - fault, valise_demo_fault)

/**
 * valise_demo_fail:
 * @error: where the error goes
 * @code: the API's number
 * @message: a text with placeholders, as the server has them
 * @parameter: (nullable): what stands for them, one a line
 *
 * Returns: %FALSE
 */
gboolean
valise_demo_fail (GError **error, ValiseDemoCode code, const char *message, const char *parameter)
{
  g_autofree char *text = g_strjoin ("\n", message, parameter, NULL);

  g_set_error_literal (error, VALISE_DEMO_FAULT, code, text);
  return FALSE;
}

static JsonObject *
parameters_of (char **lines)
{
  JsonObject *parameters = json_object_new ();
  JsonArray *positional = json_array_new ();

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    json_array_add_string_element (positional, lines[i]);
  json_object_set_array_member (parameters, "positionalParameters", positional);
  json_object_set_int_member (parameters, "plurality", 1);
  return parameters;
}

static JsonObject *
describe (const GError *error, char **lines)
{
  JsonObject *fault = json_object_new ();

  json_object_set_int_member (
      fault, "code", error->domain == VALISE_DEMO_FAULT ? error->code : VALISE_DEMO_INTERNAL);
  json_object_set_string_member (fault, "message", lines[0] != NULL ? lines[0] : "");
  return fault;
}

/**
 * valise_demo_fault_of_call:
 * @error: why a whole call failed
 *
 * Returns: (transfer full): the "error" of its answer
 */
JsonObject *
valise_demo_fault_of_call (const GError *error)
{
  g_auto (GStrv) lines = g_strsplit (error->message, "\n", -1);
  JsonObject *fault = describe (error, lines);
  JsonObject *data = json_object_new ();

  json_object_set_object_member (data, "messageParameters", parameters_of (lines));
  json_object_set_object_member (fault, "data", data);
  return fault;
}

/**
 * valise_demo_fault_of_item:
 * @error: why one item of a call failed
 * @index: which one
 *
 * Returns: (transfer full): an element of "errors" in its answer
 */
JsonObject *
valise_demo_fault_of_item (const GError *error, guint index)
{
  g_auto (GStrv) lines = g_strsplit (error->message, "\n", -1);
  JsonObject *fault = describe (error, lines);

  json_object_set_int_member (fault, "inputIndex", index);
  json_object_set_object_member (fault, "messageParameters", parameters_of (lines));
  return fault;
}
