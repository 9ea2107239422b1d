/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as the answer of a WebDAV server. */

#include "fuzz/fuzz.h"

#include "remote/dav/href.h"
#include "remote/dav/multistatus.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (ValiseMultistatus) answer = valise_multistatus_parse (bytes, "dav.example.org", NULL);

  for (guint i = 0; answer != NULL && i < answer->responses->len; i++)
    {
      const ValiseDavResponse *response = answer->responses->pdata[i];
      g_autofree char *etag = valise_dav_response_get_etag (response);
      g_autofree char *again = valise_href_normalize (response->path, "dav.example.org");
      g_autofree char *title = valise_href_get_title (response->path);

      g_assert_cmpstr (again, ==, response->path);
      g_assert_true (valise_multistatus_find (answer, response->path) == response);
      g_assert_true (g_utf8_validate (title, -1, NULL));
      g_assert_true (etag == NULL || strpbrk (etag, "\"\r\n") == NULL);
      valise_dav_response_get_text (response, VALISE_NS_CALDAV, "calendar-data");
    }
  return 0;
}
