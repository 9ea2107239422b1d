/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Asks whether an account is to be removed, and says in numbers what would be lost with it. It is
 * counted again when the answer comes: what the user was not told of is asked for once more. */

#include "account-removal.h"

#include <glib/gi18n.h>
#include <string.h>

#include "store/accounts.h"
#include "store/losses.h"

/* Lives as long as the dialog or what was asked of the engine. */
typedef struct
{
  ValiseEngine *engine;
  ValiseAccount *account;
  ValiseLosses losses; /* as the user was told */
  GtkWidget *dialog;   /* nullable: closed */
} Removal;

static void
removal_clear (gpointer data)
{
  Removal *removal = data;

  g_object_unref (removal->engine);
  valise_account_free (removal->account);
}

static void
removal_release (gpointer removal)
{
  g_rc_box_release_full (removal, removal_clear);
}

/* Returns: (transfer full): what goes and what stays, for the user */
static char *
describe (const ValiseLosses *losses)
{
  GString *text = g_string_new (
      _ ("Its folders and items go from this computer. The server keeps its copy."));

  if (!valise_losses_any (losses))
    {
      g_string_append (text, "\n\n");
      g_string_append (text, _ ("Nothing is lost: everything was sent."));
      return g_string_free (text, FALSE);
    }
  g_string_append (text, "\n\n");
  g_string_append (text, _ ("This exists on this computer only and would be lost:"));
  if (losses->changes > 0)
    g_string_append_printf (text,
                            ngettext ("\n• %'lu change that was not sent",
                                      "\n• %'lu changes that were not sent",
                                      (gulong)losses->changes),
                            (gulong)losses->changes);
  if (losses->outbox > 0)
    g_string_append_printf (text,
                            ngettext ("\n• %'lu message in the Outbox",
                                      "\n• %'lu messages in the Outbox", (gulong)losses->outbox),
                            (gulong)losses->outbox);
  if (losses->conflicts > 0)
    g_string_append_printf (text,
                            ngettext ("\n• %'lu conflict that is not decided",
                                      "\n• %'lu conflicts that are not decided",
                                      (gulong)losses->conflicts),
                            (gulong)losses->conflicts);
  if (losses->only_here > 0)
    g_string_append_printf (text,
                            ngettext ("\n• %'lu item that is only on this computer",
                                      "\n• %'lu items that are only on this computer",
                                      (gulong)losses->only_here),
                            (gulong)losses->only_here);
  return g_string_free (text, FALSE);
}

/* Counts, and says what was counted. Returns: whether the user knew that already */
static gboolean
show_losses (Removal *removal)
{
  const ValiseLosses before = removal->losses;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (valise_losses_count (valise_engine_get_store (removal->engine), removal->account->id,
                           &removal->losses, &error))
    text = describe (&removal->losses);
  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (removal->dialog), "%s",
                                            text != NULL ? text : error->message);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (removal->dialog), GTK_RESPONSE_ACCEPT,
                                     text != NULL);
  return text != NULL && memcmp (&before, &removal->losses, sizeof before) == 0;
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  Removal *removal = data;
  g_autoptr (GError) error = NULL;
  gboolean done = valise_engine_account_finish (VALISE_ENGINE (source), result, &error);

  if (removal->dialog != NULL && done)
    gtk_widget_destroy (removal->dialog);
  else if (removal->dialog != NULL)
    {
      gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (removal->dialog), "%s",
                                                error->message);
      gtk_widget_set_sensitive (removal->dialog, TRUE);
    }
  removal_release (removal);
}

static void
on_response_cb (GtkDialog *dialog, int response, Removal *removal)
{
  if (response != GTK_RESPONSE_ACCEPT)
    {
      gtk_widget_destroy (GTK_WIDGET (dialog));
      return;
    }
  if (!show_losses (removal))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (dialog), FALSE);
  valise_engine_remove_account_async (removal->engine, removal->account->id,
                                      valise_losses_any (&removal->losses), NULL, on_removed,
                                      g_rc_box_acquire (removal));
}

static void
on_dialog_closed (gpointer removal, GClosure *closure)
{
  removal_release (removal);
}

/**
 * valise_account_removal_present:
 * @parent: the window that it belongs to
 * @engine: the engine
 * @account_id: an account
 */
void
valise_account_removal_present (GtkWindow *parent, ValiseEngine *engine, gint64 account_id)
{
  ValiseAccount *account = valise_accounts_get (valise_engine_get_store (engine), account_id, NULL);
  GtkWidget *button;
  Removal *removal;

  /* Removed meanwhile. */
  if (account == NULL)
    return;
  removal = g_rc_box_new0 (Removal);
  removal->engine = g_object_ref (engine);
  removal->account = account;
  removal->dialog = gtk_message_dialog_new (
      parent, GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT, GTK_MESSAGE_WARNING,
      GTK_BUTTONS_NONE, _ ("Remove the account “%s” from this computer?"), account->name);
  gtk_dialog_add_button (GTK_DIALOG (removal->dialog), _ ("_Cancel"), GTK_RESPONSE_CANCEL);
  button = gtk_dialog_add_button (GTK_DIALOG (removal->dialog), _ ("_Remove"), GTK_RESPONSE_ACCEPT);
  gtk_style_context_add_class (gtk_widget_get_style_context (button), "destructive-action");
  gtk_dialog_set_default_response (GTK_DIALOG (removal->dialog), GTK_RESPONSE_CANCEL);
  show_losses (removal);
  g_signal_connect (removal->dialog, "destroy", G_CALLBACK (gtk_widget_destroyed),
                    &removal->dialog);
  g_signal_connect_data (removal->dialog, "response", G_CALLBACK (on_response_cb), removal,
                         on_dialog_closed, 0);
  gtk_window_present (GTK_WINDOW (removal->dialog));
}
