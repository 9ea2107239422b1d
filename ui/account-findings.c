/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was found at a server, a row for each service: what it brings and where it is, or why it is
 * not there. */

#include "account-findings.h"

#include <glib/gi18n.h>

#include "children.h"
#include "engine/account-services.h"
#include "model/error.h"

static const struct
{
  const char *protocol;
  const char *name;
  const char *brings;
} known[] = {
  { "jmap", "JMAP", N_ ("Mail") },
  { "kerio", "Kerio Connect", N_ ("Mail, calendars, contacts, tasks and notes") },
  { "caldav", "CalDAV", N_ ("Calendars, tasks and notes") },
  { "carddav", "CardDAV", N_ ("Contacts") },
};

/**
 * valise_account_protocol_name:
 * @protocol: a protocol, as a service has it
 *
 * Returns: (transfer none): its name
 */
const char *
valise_account_protocol_name (const char *protocol)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].protocol, protocol))
      return known[i].name;
  return protocol;
}

static const char *
brings (const char *protocol)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].protocol, protocol))
      return _ (known[i].brings);
  return protocol;
}

static char *
describe (const ValiseFinding *finding)
{
  const char *name = valise_account_protocol_name (finding->service->protocol);

  if (finding->failure == NULL)
    /* Translators: a protocol and an address: "CalDAV at https://example.org" */
    return g_strdup_printf (_ ("%s at %s"), name, finding->service->url);
  if (valise_error_is (finding->failure, VALISE_ERROR_PROTOCOL))
    return g_strdup_printf (_ ("%s: not there"), name);
  /* Translators: a protocol and what is wrong with it, a sentence */
  return g_strdup_printf (C_ ("service", "%s: %s"), name, finding->failure->message);
}

static const char *
icon_of (const ValiseFinding *finding)
{
  if (finding->failure == NULL)
    return "emblem-ok-symbolic";
  return valise_error_is (finding->failure, VALISE_ERROR_PROTOCOL) ? "list-remove-symbolic"
                                                                   : "dialog-warning-symbolic";
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), style);
  return label;
}

static void
add_row (GtkContainer *box, const ValiseFinding *finding)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_of (finding), GTK_ICON_SIZE_MENU);
  g_autofree char *where = describe (finding);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_container_add (GTK_CONTAINER (row), icon);
  gtk_container_add (GTK_CONTAINER (words),
                     new_label (brings (finding->service->protocol),
                                finding->failure == NULL ? "heading" : "dim-label"));
  gtk_container_add (GTK_CONTAINER (words), new_label (where, "dim-label"));
  gtk_container_add (GTK_CONTAINER (row), words);
  gtk_widget_show_all (row);
  gtk_container_add (box, row);
}

static void
add_rows (GtkContainer *box, GPtrArray *findings, gboolean there)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const ValiseFinding *finding = findings->pdata[i];

      if ((finding->failure == NULL) == there)
        add_row (box, finding);
    }
}

/**
 * valise_account_findings_show:
 * @box: where the rows go; what was in it before goes
 * @findings: (element-type ValiseFinding): what was looked for
 */
void
valise_account_findings_show (GtkContainer *box, GPtrArray *findings)
{
  valise_children_destroy (box);
  add_rows (box, findings, TRUE);
  add_rows (box, findings, FALSE);
}
