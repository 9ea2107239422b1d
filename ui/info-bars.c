/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bars between header and folders. There is one for each thing that can need the user, made
 * once and shown as long as the status says so; and one for an edit that could not be stored. They
 * are listed by urgency in one table: what to say (or nothing), and what the button does. */

#include "info-bars.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "close-button.h"
#include "model/error.h"
#include "settings.h"
#include "sign-in-dialog.h"

#define GIGABYTE G_GUINT64_CONSTANT (1000000000)

typedef enum
{
  BAR_SIGN_IN,
  BAR_HELD,
  BAR_PROBLEM,
  BAR_CONFLICTS,
  BAR_REFUSED,
  BAR_OFFLINE,
  BAR_LOST,
  BAR_SPACE,
  N_BARS,
} Bar;

struct _ValiseInfoBars
{
  GtkBox parent_instance;

  ValiseEngine *engine;
  GtkWidget *bars[N_BARS];
  GtkLabel *labels[N_BARS];
  gint64 accounts[N_BARS]; /* the one that the bar tells of */
  GtkWidget *error;
  GtkLabel *error_label;
};

G_DEFINE_TYPE (ValiseInfoBars, valise_info_bars, GTK_TYPE_BOX)

/* What a bar says of the status, NULL for nothing; and of which account. */
typedef char *(*TextFunc) (const ValiseStatus *status, gint64 *account);
typedef void (*HelpFunc) (ValiseInfoBars *self, gint64 account);

static const ValiseAccountStatus *
first_in_mode (const ValiseStatus *status, ValiseMode mode)
{
  for (guint i = 0; i < status->accounts->len; i++)
    {
      const ValiseAccountStatus *account = status->accounts->pdata[i];

      if (account->mode == mode && !account->disabled)
        return account;
    }
  return NULL;
}

static char *
pending_text (gint64 pending)
{
  return g_strdup_printf (ngettext ("%'lu change will be sent when you are online.",
                                    "%'lu changes will be sent when you are online.",
                                    (gulong)pending),
                          (gulong)pending);
}

static char *
sign_in_text (const ValiseStatus *status, gint64 *id)
{
  const ValiseAccountStatus *account = first_in_mode (status, VALISE_MODE_NEEDS_SIGN_IN);

  if (account == NULL)
    return NULL;
  *id = account->id;
  if (account->error == NULL)
    return g_strdup_printf (_ ("%s needs your password."), account->name);
  /* Translators: an account and why it cannot sign in, a sentence */
  return g_strdup_printf (_ ("%s needs you to sign in. %s"), account->name, account->error);
}

static char *
held_text (const ValiseStatus *status, gint64 *id)
{
  for (guint i = 0; i < status->accounts->len; i++)
    {
      const ValiseAccountStatus *account = status->accounts->pdata[i];

      if (account->held == 0 || account->disabled)
        continue;
      *id = account->id;
      return g_strdup_printf (
          ngettext ("%'lu item that was deleted here stays on the server until you confirm it.",
                    "%'lu items that were deleted here stay on the server until you confirm it.",
                    (gulong)account->held),
          (gulong)account->held);
    }
  return NULL;
}

/* A run failed for a reason that does not go away by itself. The bar stays while the next one tries
 * again: whether it helps is known at its end, and a bar that comes and goes moves everything. */
static gboolean
has_problem (const ValiseAccountStatus *account)
{
  if (account->error == NULL
      || (account->mode != VALISE_MODE_ONLINE && account->mode != VALISE_MODE_SYNCING))
    return FALSE;
  return account->error_code != VALISE_ERROR_SIGN_IN
         && account->error_code != VALISE_ERROR_UNREACHABLE
         && account->error_code != VALISE_ERROR_BUSY && account->error_code != VALISE_ERROR_LOCKED
         && account->error_code != VALISE_ERROR_OFFLINE;
}

static char *
problem_text (const ValiseStatus *status, gint64 *id)
{
  for (guint i = 0; i < status->accounts->len; i++)
    {
      const ValiseAccountStatus *account = status->accounts->pdata[i];

      if (!has_problem (account))
        continue;
      *id = account->id;
      return g_strdup_printf (C_ ("account", "%s: %s"), account->name, account->error);
    }
  return NULL;
}

static char *
conflicts_text (const ValiseStatus *status, gint64 *id)
{
  if (status->conflicts == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%'lu conflict waits for your decision. Nothing is lost.",
                                    "%'lu conflicts wait for your decision. Nothing is lost.",
                                    (gulong)status->conflicts),
                          (gulong)status->conflicts);
}

static char *
refused_text (const ValiseStatus *status, gint64 *id)
{
  if (status->refused == 0)
    return NULL;
  return g_strdup_printf (
      ngettext ("The server refused %'lu change. The item is marked in its folder.",
                "The server refused %'lu changes. The items are marked in their folders.",
                (gulong)status->refused),
      (gulong)status->refused);
}

static char *
offline_text (const ValiseStatus *status, gint64 *id)
{
  g_autofree char *pending = NULL;

  if (!status->work_offline || status->accounts->len == 0)
    return NULL;
  if (status->pending == 0)
    return g_strdup (_ ("You are working offline."));
  pending = pending_text (status->pending);
  /* Translators: then how many changes will be sent, a sentence */
  return g_strdup_printf (_ ("You are working offline. %s"), pending);
}

static char *
lost_text (const ValiseStatus *status, gint64 *id)
{
  const ValiseAccountStatus *account = first_in_mode (status, VALISE_MODE_OFFLINE_LOST);

  if (status->work_offline || account == NULL)
    return NULL;
  *id = account->id;
  /* Translators: what is wrong, a sentence */
  return g_strdup_printf (_ ("%s Valise tries again by itself."),
                          account->error != NULL ? account->error : _ ("The connection is lost."));
}

/* Not of the status but of the disk: more is kept than the user wants. The limit is looked up with
 * each status, as long as there is one. */
static char *
space_text (ValiseInfoBars *self)
{
  guint limit = g_settings_get_uint (valise_settings_get (), VALISE_KEY_SIZE_LIMIT);
  g_autofree char *path = g_build_filename (valise_engine_get_data_dir (self->engine), "valise.db",
                                            NULL);
  g_autofree char *size = NULL;
  GStatBuf file;

  if (limit == 0 || g_stat (path, &file) != 0 || (guint64)file.st_size <= limit * GIGABYTE)
    return NULL;
  size = g_format_size ((guint64)file.st_size);
  return g_strdup_printf (
      /* Translators: a size, such as “12.3 GB”, and a number of gigabytes */
      _ ("Valise keeps %s on this computer, more than the %u GB that you want. Keep header and "
         "text only in some folders, or raise the limit."),
      size, limit);
}

/* What helps. */

static void
activate (ValiseInfoBars *self, const char *action)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));

  g_action_group_activate_action (G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (window))),
                                  action, NULL);
}

static void
sign_in (ValiseInfoBars *self, gint64 account)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));

  valise_sign_in_dialog_present (GTK_WINDOW (window), self->engine, account);
}

static void
confirm_deletions (ValiseInfoBars *self, gint64 account)
{
  valise_engine_sync_async (self->engine, account, TRUE, NULL, NULL, NULL);
}

static void
synchronise (ValiseInfoBars *self, gint64 account)
{
  activate (self, "sync");
}

static void
show_conflicts (ValiseInfoBars *self, gint64 account)
{
  activate (self, "conflicts");
}

static void
show_refused (ValiseInfoBars *self, gint64 account)
{
  activate (self, "refused");
}

static void
go_online (ValiseInfoBars *self, gint64 account)
{
  valise_engine_set_work_offline (self->engine, FALSE);
}

static void
show_preferences (ValiseInfoBars *self, gint64 account)
{
  activate (self, "preferences");
}

static const struct
{
  GtkMessageType type;
  TextFunc text; /* nullable: see space_text() */
  const char *button;
  HelpFunc help;
} table[N_BARS] = {
  [BAR_SIGN_IN] = { GTK_MESSAGE_WARNING, sign_in_text, N_ ("Sign _In…"), sign_in },
  [BAR_HELD] = { GTK_MESSAGE_WARNING, held_text, N_ ("_Delete on the Server"), confirm_deletions },
  [BAR_PROBLEM] = { GTK_MESSAGE_ERROR, problem_text, N_ ("_Try Again"), synchronise },
  [BAR_CONFLICTS] = { GTK_MESSAGE_WARNING, conflicts_text, N_ ("Show _Conflicts"), show_conflicts },
  [BAR_REFUSED] = { GTK_MESSAGE_WARNING, refused_text, N_ ("S_how"), show_refused },
  [BAR_OFFLINE] = { GTK_MESSAGE_INFO, offline_text, N_ ("_Go Online"), go_online },
  [BAR_LOST] = { GTK_MESSAGE_INFO, lost_text, N_ ("Try _Now"), synchronise },
  [BAR_SPACE] = { GTK_MESSAGE_WARNING, NULL, N_ ("_Preferences"), show_preferences },
};

/* Widget */

static void
on_response_cb (GtkInfoBar *bar, int response, ValiseInfoBars *self)
{
  if (response == GTK_RESPONSE_CLOSE)
    gtk_widget_hide (GTK_WIDGET (bar));
  else
    table[response].help (self, self->accounts[response]);
}

static GtkWidget *
create_bar (ValiseInfoBars *self, GtkMessageType type, GtkLabel **label)
{
  GtkWidget *bar = gtk_info_bar_new ();
  GtkWidget *text = gtk_label_new ("");

  gtk_info_bar_set_message_type (GTK_INFO_BAR (bar), type);
  gtk_label_set_line_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_show (text);
  gtk_container_add (GTK_CONTAINER (gtk_info_bar_get_content_area (GTK_INFO_BAR (bar))), text);
  g_signal_connect_object (bar, "response", G_CALLBACK (on_response_cb), self, 0);
  gtk_container_add (GTK_CONTAINER (self), bar);
  *label = GTK_LABEL (text);
  return bar;
}

static void
valise_info_bars_dispose (GObject *object)
{
  ValiseInfoBars *self = VALISE_INFO_BARS (object);

  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_info_bars_parent_class)->dispose (object);
}

static void
valise_info_bars_class_init (ValiseInfoBarsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = valise_info_bars_dispose;
}

static void
valise_info_bars_init (ValiseInfoBars *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->error = create_bar (self, GTK_MESSAGE_ERROR, &self->error_label);
  gtk_info_bar_set_show_close_button (GTK_INFO_BAR (self->error), TRUE);
  valise_close_button_name (GTK_INFO_BAR (self->error));
  for (int i = 0; i < N_BARS; i++)
    {
      self->bars[i] = create_bar (self, table[i].type, &self->labels[i]);
      gtk_info_bar_add_button (GTK_INFO_BAR (self->bars[i]), _ (table[i].button), i);
    }
}

/**
 * valise_info_bars_set_engine:
 * @self: the bars
 * @engine: what their buttons act on
 */
void
valise_info_bars_set_engine (ValiseInfoBars *self, ValiseEngine *engine)
{
  self->engine = g_object_ref (engine);
}

/**
 * valise_info_bars_show_status:
 * @self: the bars
 * @status: how things stand
 */
void
valise_info_bars_show_status (ValiseInfoBars *self, const ValiseStatus *status)
{
  for (int i = 0; i < N_BARS; i++)
    {
      g_autofree char *text = table[i].text != NULL ? table[i].text (status, &self->accounts[i])
                                                    : space_text (self);

      if (text != NULL)
        gtk_label_set_text (self->labels[i], text);
      gtk_widget_set_visible (self->bars[i], text != NULL);
    }
}

/**
 * valise_info_bars_tell:
 * @self: the bars
 * @type: how bad it is
 * @text: what went wrong and what to do, or what there is to know; a sentence
 *
 * Shows it until the user closes it.
 */
void
valise_info_bars_tell (ValiseInfoBars *self, GtkMessageType type, const char *text)
{
  gtk_info_bar_set_message_type (GTK_INFO_BAR (self->error), type);
  gtk_label_set_text (self->error_label, text);
  gtk_widget_show (self->error);
}
