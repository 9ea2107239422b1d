/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A contact in words: for search, for the command line, and to compare two versions by. */

#include "format/contact-view.h"

#include "format/text-clean.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PREVIEW_BYTES 200

static const char *
describe_type (const char *type)
{
  static const struct
  {
    const char *type;
    const char *words;
  } known[] = {
    { "home", NC_ ("number or address", "home") },
    { "work", NC_ ("number or address", "work") },
    { "cell", NC_ ("number or address", "mobile") },
    { "mobile", NC_ ("number or address", "mobile") },
    { "fax", NC_ ("number or address", "fax") },
    { "pager", NC_ ("number or address", "pager") },
    { "car", NC_ ("number or address", "car") },
    { "main", NC_ ("number or address", "main") },
    { "other", NC_ ("number or address", "other") },
    { "x-mobile", NC_ ("number or address", "mobile") },
    { "iphone", NC_ ("number or address", "mobile") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].type, type))
      return g_dpgettext2 (GETTEXT_PACKAGE, "number or address", known[i].words);
  return type;
}

/**
 * valise_contact_value_describe:
 * @value: a number or an address
 *
 * Returns: (transfer full): what kind of one it is, in words: "mobile, work"; "" unknown
 */
char *
valise_contact_value_describe (const ValiseContactValue *value)
{
  g_auto (GStrv) types = g_strsplit (value->types, " ", -1);
  GString *out;

  if (value->label != NULL && *value->label != '\0')
    return g_strdup (value->label);
  out = g_string_new (NULL);
  for (guint i = 0; types[i] != NULL; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", describe_type (types[i]));
  return g_string_free (out, FALSE);
}

static void
append_field (GString *out, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (out, "%s: %s\n", name, value);
}

static void
append_list (GString *out, const char *name, GPtrArray *values)
{
  for (guint i = 0; i < values->len; i++)
    {
      const ValiseContactValue *value = g_ptr_array_index (values, i);
      g_autofree char *kind = valise_contact_value_describe (value);
      g_auto (GStrv) lines = g_strsplit (value->value, "\n", -1);
      g_autofree char *joined = g_strjoinv (", ", lines);

      if (*kind != '\0')
        g_string_append_printf (out, "%s (%s): %s\n", name, kind, joined);
      else
        append_field (out, name, joined);
    }
}

/**
 * valise_contact_view_to_text:
 * @view: a contact
 *
 * Returns: (transfer full): the contact as plain text, one field a line
 */
char *
valise_contact_view_to_text (const ValiseContactView *view)
{
  GString *out = g_string_new (NULL);
  g_autofree char *categories = g_strjoinv (", ", view->categories);
  g_autofree char *members = g_strjoinv (", ", view->members);

  append_field (out, view->is_group ? C_ ("contact", "Group") : _ ("Name"), view->name);
  append_field (out, _ ("Nickname"), view->nickname);
  append_field (out, _ ("Organisation"), view->organization);
  append_field (out, _ ("Department"), view->department);
  append_field (out, _ ("Job"), view->job);
  append_list (out, _ ("E-mail"), view->emails);
  append_list (out, _ ("Telephone"), view->phones);
  append_list (out, C_ ("contact", "Address"), view->addresses);
  append_list (out, _ ("Web address"), view->urls);
  append_list (out, C_ ("contact", "Chat"), view->chats);
  append_field (out, _ ("Birthday"), view->birthday);
  append_field (out, _ ("Anniversary"), view->anniversary);
  append_field (out, _ ("Categories"), categories);
  append_field (out, _ ("Members"), members);
  if (view->photo != NULL)
    g_string_append_printf (out, "%s: %s\n", _ ("Picture"),
                            view->photo_type != NULL ? view->photo_type : C_ ("picture", "yes"));
  if (view->note != NULL && *view->note != '\0')
    g_string_append_printf (out, "\n%s\n", view->note);
  return g_string_free (out, FALSE);
}

static void
append_word (GString *out, const char *separator, const char *word)
{
  if (word != NULL && *word != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? separator : "", word);
}

/**
 * valise_contact_summarize:
 * @content: a text/vcard content
 * @summary: (inout): overwritten; left alone on error
 * @error: set where there is no vCard in @content
 *
 * Makes what a list shows of a contact. Its date is the time of its last change.
 *
 * Returns: whether @summary was made
 */
gboolean
valise_contact_summarize (GBytes *content, ValiseSummary *summary, GError **error)
{
  g_autoptr (ValiseContactView) view = valise_contact_view_new (content, error);
  g_autoptr (GString) people = g_string_new (NULL);
  g_autoptr (GString) preview = g_string_new (NULL);

  if (view == NULL)
    return FALSE;
  for (guint i = 0; i < view->emails->len; i++)
    append_word (people, ", ", ((ValiseContactValue *)g_ptr_array_index (view->emails, i))->value);
  append_word (people, ", ", view->nickname);
  append_word (people, ", ", view->organization);
  append_word (preview, " · ", view->organization);
  for (guint i = 0; i < MIN (view->phones->len, 2); i++)
    append_word (preview, " · ",
                 ((ValiseContactValue *)g_ptr_array_index (view->phones, i))->value);

  valise_summary_clear (summary);
  summary->uid = g_strdup (view->uid);
  summary->title = g_strdup (view->name);
  if (view->emails->len > 0)
    summary->from = g_strdup (((ValiseContactValue *)g_ptr_array_index (view->emails, 0))->value);
  summary->people = people->len > 0 ? g_strdup (people->str) : NULL;
  summary->preview = preview->len > 0 ? valise_text_cut (preview->str, PREVIEW_BYTES) : NULL;
  summary->date = view->changed_at;
  summary->size = (gint64)g_bytes_get_size (content);
  return TRUE;
}
