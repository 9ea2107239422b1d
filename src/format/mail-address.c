/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lists of addresses as people write them into To and Cc: separated by commas or, as other programs
 * have taught them, by semicolons. What a header says is read leniently, because it is there; what
 * is about to be sent is read strictly, because a message to half of its recipients cannot be taken
 * back. */

#include "format/mail-address.h"

#include "format/format.h"
#include "format/gmime-auto.h"
#include "format/mail-header.h"
#include "format/text-clean.h"
#include "model/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * valise_mail_address_free:
 * @address: (transfer full) (nullable): an address
 */
void
valise_mail_address_free (ValiseMailAddress *address)
{
  if (address == NULL)
    return;
  g_free (address->name);
  g_free (address->email);
  g_free (address);
}

/* Where the member at @list ends: at a separator that is not in quotes, <> or (). A group
 * (RFC 5322 section 3.4), "name: a, b;", is one member. */
static const char *
find_end (const char *list)
{
  gboolean quoted = FALSE, group = FALSE;
  int depth = 0;

  for (; *list != '\0'; list++)
    {
      if (*list == '\\' && list[1] != '\0')
        list++;
      else if (*list == '"')
        quoted = !quoted;
      else if (quoted)
        continue;
      else if (*list == '<' || *list == '(')
        depth++;
      else if ((*list == '>' || *list == ')') && depth > 0)
        depth--;
      else if (*list == ':' && depth == 0)
        group = TRUE;
      else if (*list == ';' && group)
        group = FALSE;
      else if ((*list == ',' || *list == ';') && depth == 0 && !group)
        return list;
    }
  return list;
}

static void
collect (InternetAddressList *list, GPtrArray *found)
{
  int count = list != NULL ? internet_address_list_length (list) : 0;

  for (int i = 0; i < count; i++)
    {
      InternetAddress *one = internet_address_list_get_address (list, i);
      ValiseMailAddress *address;
      g_autofree char *name = NULL;

      if (INTERNET_ADDRESS_IS_GROUP (one))
        {
          collect (internet_address_group_get_members (INTERNET_ADDRESS_GROUP (one)), found);
          continue;
        }
      address = g_new0 (ValiseMailAddress, 1);
      name = valise_text_clean_line (internet_address_get_name (one));
      address->name = *name != '\0' ? g_steal_pointer (&name) : NULL;
      address->email = valise_text_clean_line (
          internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (one)));
      g_ptr_array_add (found, address);
    }
}

/* Whether a message can be sent there, as far as that can be seen. */
static gboolean
is_address (const char *email)
{
  const char *at = strrchr (email, '@');

  return at != NULL && at > email && at[1] != '\0' && at[1] != '.' && !strchr (email, ' ')
         && strpbrk (email, "<>(),;") == NULL && !g_str_has_suffix (email, ".")
         && strstr (at, "..") == NULL && strchr (email, '@') == at;
}

/* Reads one member. Returns: whether all of it is an address, or a group of them. */
static gboolean
read_member (const char *member, GPtrArray *addresses)
{
  g_autoptr (InternetAddressList) list = internet_address_list_parse (NULL, member);
  guint before = addresses->len;
  gboolean good = TRUE;

  collect (list, addresses);
  for (guint i = before; i < addresses->len; i++)
    good = good && is_address (((ValiseMailAddress *)addresses->pdata[i])->email);
  /* "a@x b@y" is two without a comma between them, or one and something else. */
  return good && addresses->len > before
         && (list == NULL || internet_address_list_length (list) == 1);
}

/**
 * valise_mail_addresses_parse:
 * @list: (nullable): what the user wrote
 * @error: %VALISE_ERROR_INVALID, naming what is no address
 *
 * Returns: (transfer full) (nullable) (element-type ValiseMailAddress): the addresses
 */
GPtrArray *
valise_mail_addresses_parse (const char *list, GError **error)
{
  g_autofree char *line = valise_text_clean_line (list);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (
      (GDestroyNotify)valise_mail_address_free);

  valise_format_init ();
  for (const char *p = line, *end; *p != '\0'; p = *end != '\0' ? end + 1 : end)
    {
      g_autofree char *member = NULL;

      end = find_end (p);
      member = g_strstrip (g_strndup (p, end - p));
      if (*member == '\0' || read_member (member, addresses))
        continue;
      valise_fail (error, VALISE_ERROR_INVALID, VALISE_SCOPE_ITEM, VALISE_REMEDY_USER,
                   _ ("“%s” is not an e-mail address. Correct it, or take it out."), member);
      return NULL;
    }
  return g_steal_pointer (&addresses);
}

/**
 * valise_mail_addresses_read:
 * @list: (nullable): an address field of a header, in UTF-8
 *
 * Returns: (transfer full) (element-type ValiseMailAddress): what can be made of it
 */
GPtrArray *
valise_mail_addresses_read (const char *list)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func ((GDestroyNotify)valise_mail_address_free);
  g_autoptr (InternetAddressList) parsed = NULL;

  valise_format_init ();
  parsed = list != NULL ? internet_address_list_parse (NULL, list) : NULL;
  collect (parsed, addresses);
  for (guint i = addresses->len; i-- > 0;)
    if (!is_address (((ValiseMailAddress *)addresses->pdata[i])->email))
      g_ptr_array_remove_index (addresses, i);
  return addresses;
}

/**
 * valise_mail_addresses_join:
 * @addresses: (element-type ValiseMailAddress): addresses
 *
 * Returns: (transfer full) (nullable): them as one header-style list; %NULL where there is none
 */
char *
valise_mail_addresses_join (GPtrArray *addresses)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < addresses->len; i++)
    {
      const ValiseMailAddress *address = addresses->pdata[i];
      g_autofree char *one = valise_mail_address_format (address->name, address->email);

      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", one);
    }
  return list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

/**
 * valise_mail_addresses_have:
 * @addresses: (element-type ValiseMailAddress): addresses
 * @email: one
 *
 * Returns: whether @email is among them, whatever the case of its letters
 */
gboolean
valise_mail_addresses_have (GPtrArray *addresses, const char *email)
{
  for (guint i = 0; i < addresses->len; i++)
    if (g_ascii_strcasecmp (((ValiseMailAddress *)addresses->pdata[i])->email, email) == 0)
      return TRUE;
  return FALSE;
}

/**
 * valise_mail_addresses_last:
 * @list: what the user has written so far
 *
 * Returns: at which byte the member begins that is being written, to complete it
 */
gsize
valise_mail_addresses_last (const char *list)
{
  const char *start = list;

  for (const char *end = find_end (list); *end != '\0'; end = find_end (start))
    start = end + 1;
  return (gsize)(start - list) + strspn (start, " ");
}
