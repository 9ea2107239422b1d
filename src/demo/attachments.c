/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that are attached to the mails of the sample account: a PDF that a viewer shows, a table, a
 * picture. */

#include "demo/attachments.h"

#include <string.h>

#include "demo/picture.h"

#define N_OBJECTS 5

/* One page with a few lines; the table of positions at the end is what makes it a correct one. */
static GBytes *
make_pdf (ValiseDemoSample *self)
{
  GString *pdf = g_string_new ("%PDF-1.4\n");
  g_autoptr (GString) page = g_string_new ("BT /F1 14 Tf 60 760 Td 20 TL (Quay wall survey) Tj T*");
  gsize positions[N_OBJECTS];
  gsize table;

  for (guint i = 1; i <= 24; i++)
    g_string_append_printf (page, " (Pile %u: %u.%02u m) Tj T*", i,
                            8 + valise_demo_sample_below (self, 5),
                            valise_demo_sample_below (self, 100));
  g_string_append (page, " ET");
  positions[0] = pdf->len;
  g_string_append (pdf, "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
  positions[1] = pdf->len;
  g_string_append (pdf, "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n");
  positions[2] = pdf->len;
  g_string_append (pdf, "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                        "/Resources<</Font<</F1 5 0 R>>>>>>endobj\n");
  positions[3] = pdf->len;
  g_string_append_printf (pdf,
                          "4 0 obj<</Length %" G_GSIZE_FORMAT ">>stream\n%s\nendstream endobj\n",
                          page->len, page->str);
  positions[4] = pdf->len;
  g_string_append (pdf, "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n");
  table = pdf->len;
  g_string_append_printf (pdf, "xref\n0 %d\n0000000000 65535 f \n", N_OBJECTS + 1);
  for (guint i = 0; i < N_OBJECTS; i++)
    g_string_append_printf (pdf, "%010" G_GSIZE_FORMAT " 00000 n \n", positions[i]);
  g_string_append_printf (
      pdf, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
      N_OBJECTS + 1, table);
  return g_string_free_to_bytes (pdf);
}

static GBytes *
make_table (ValiseDemoSample *self)
{
  GString *table = g_string_new ("day;metres\n");

  for (guint i = 1; i <= 200; i++)
    g_string_append_printf (table, "%u;%u.%02u\n", i, 1 + valise_demo_sample_below (self, 4),
                            valise_demo_sample_below (self, 100));
  return g_string_free_to_bytes (table);
}

/**
 * valise_demo_attachments_add_picture:
 * @self: the sample account in the making
 * @mail: a mail that is not filed yet
 * @name: the file's name
 */
void
valise_demo_attachments_add_picture (ValiseDemoSample *self, JsonObject *mail, const char *name)
{
  g_autoptr (GBytes) picture = valise_demo_picture_landscape (
      valise_demo_sample_below (self, 1000));

  valise_demo_sample_attach (self, mail, name, "image/jpeg", picture);
}

/**
 * valise_demo_attachments_add:
 * @self: the sample account in the making
 * @mail: a mail that is not filed yet
 *
 * Attaches any file; now and then a second one.
 */
void
valise_demo_attachments_add (ValiseDemoSample *self, JsonObject *mail)
{
  guint kind = valise_demo_sample_below (self, 4);

  if (kind == 0 || kind == 3)
    {
      g_autoptr (GBytes) pdf = make_pdf (self);

      valise_demo_sample_attach (self, mail, "Übersicht.pdf", "application/pdf", pdf);
    }
  if (kind == 1)
    {
      g_autoptr (GBytes) table = make_table (self);

      valise_demo_sample_attach (self, mail, "levels.csv", "text/csv", table);
    }
  if (kind == 2 || kind == 3)
    valise_demo_attachments_add_picture (self, mail, "quay.jpg");
}
