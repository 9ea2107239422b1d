/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything that is done with a contact, done with any bytes. */

#include "fuzz/fuzz.h"

#include "format/contact-edit.h"
#include "format/contact-view.h"
#include "format/content-equal.h"
#include "format/vcard.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const ValiseFieldEdit edits[] = {
    { "given", "Ann" },       { "phones", "@0 home: 1\n2" },
    { "emails", "" },         { "addresses", "@0: ;;1" },
    { "urls", "@1: x" },      { "photo", "data:image/png;base64,AA==" },
    { "birthday", "--02-29" }
  };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GPtrArray) cards = valise_vcard_split (bytes, NULL);
  g_autoptr (GBytes) edited = NULL;

  if (cards == NULL)
    return 0;
  for (guint i = 0; i < cards->len; i++)
    {
      g_autoptr (ValiseContactView) view = valise_contact_view_new (g_ptr_array_index (cards, i),
                                                                    NULL);
      g_autofree char *text = valise_contact_view_to_text (view);

      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
  edited = valise_contact_edit (bytes, edits, G_N_ELEMENTS (edits), 0, NULL);
  g_assert_nonnull (edited);
  valise_content_equal (VALISE_KIND_CONTACT, bytes, edited);
  return 0;
}
