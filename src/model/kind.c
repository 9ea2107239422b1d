/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Kinds, roles and depths, and their names on the command line and in JSON. The names are
 * words of an interface and are not translated. */

#include "model/kind.h"

/**
 * valise_kind_to_string:
 * @kind: a kind
 *
 * Returns: (transfer none): its name, such as "mail"
 */
const char *
valise_kind_to_string (ValiseKind kind)
{
  switch (kind)
    {
    case VALISE_KIND_MAIL:
      return "mail";
    case VALISE_KIND_EVENT:
      return "event";
    case VALISE_KIND_CONTACT:
      return "contact";
    case VALISE_KIND_TASK:
      return "task";
    case VALISE_KIND_NOTE:
      return "note";
    }
  g_return_val_if_reached ("mail");
}

/**
 * valise_role_to_string:
 * @role: a role
 *
 * Returns: (transfer none): its name as in RFC 8621 section 2 where it has one; "none" without a
 * role
 */
const char *
valise_role_to_string (ValiseRole role)
{
  switch (role)
    {
    case VALISE_ROLE_NONE:
      return "none";
    case VALISE_ROLE_INBOX:
      return "inbox";
    case VALISE_ROLE_DRAFTS:
      return "drafts";
    case VALISE_ROLE_SENT:
      return "sent";
    case VALISE_ROLE_TRASH:
      return "trash";
    case VALISE_ROLE_JUNK:
      return "junk";
    case VALISE_ROLE_ARCHIVE:
      return "archive";
    case VALISE_ROLE_OUTBOX:
      return "outbox";
    case VALISE_ROLE_CONFLICTS:
      return "conflicts";
    }
  g_return_val_if_reached ("none");
}

/**
 * valise_role_is_local:
 * @role: a role
 *
 * Returns: whether folders of this role exist on this computer only
 */
gboolean
valise_role_is_local (ValiseRole role)
{
  return role == VALISE_ROLE_OUTBOX || role == VALISE_ROLE_CONFLICTS;
}

/**
 * valise_depth_to_string:
 * @depth: a depth
 *
 * Returns: (transfer none): its name: "none", "text" or "full"
 */
const char *
valise_depth_to_string (ValiseDepth depth)
{
  switch (depth)
    {
    case VALISE_DEPTH_NONE:
      return "none";
    case VALISE_DEPTH_TEXT:
      return "text";
    case VALISE_DEPTH_FULL:
      return "full";
    }
  g_return_val_if_reached ("none");
}

/**
 * valise_depth_from_string:
 * @text: a name
 * @depth: (out): the depth of that name
 *
 * Returns: whether @text is the name of a depth that a folder can have
 */
gboolean
valise_depth_from_string (const char *text, ValiseDepth *depth)
{
  if (g_str_equal (text, "text"))
    *depth = VALISE_DEPTH_TEXT;
  else if (g_str_equal (text, "full"))
    *depth = VALISE_DEPTH_FULL;
  else
    return FALSE;
  return TRUE;
}
