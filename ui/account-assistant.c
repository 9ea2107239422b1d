/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The assistant of the first start, and of "Add Account". Three pages: who the user is; what is
 * being looked for; what was found. The engine signs in and looks for the services before it stores
 * anything, so what went wrong is said on the first page, in place, while it can be mended.
 *
 * The server is looked for in the domain of the e-mail address. Only where that leads nowhere, its
 * address is asked for. */

#include "account-assistant.h"

#include <glib/gi18n.h>

#include "account-findings.h"
#include "model/error.h"

struct _ValiseAccountAssistant
{
  GtkBin parent_instance;

  ValiseEngine *engine;
  GCancellable *cancellable; /* nullable: of what goes on */
  ValiseAccount *account;    /* nullable: what was looked for */
  GPtrArray *findings;       /* nullable (element-type ValiseFinding): what came of it */
  gboolean destroyed;

  GtkWidget *add;
  GtkEntry *address;
  GtkSpinner *adding;
  GtkLabel *error;
  GtkExpander *expander;
  GtkContainer *found;
  GtkLabel *found_error;
  GtkLabel *found_heading;
  GtkEntry *label;
  GtkEntry *name;
  GtkWidget *next;
  GtkEntry *password;
  GtkToggleButton *plain;
  GtkLabel *progress;
  GtkEntry *server;
  GtkStack *stack;
  GtkEntry *user;
};

enum
{
  ADDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (ValiseAccountAssistant, valise_account_assistant, GTK_TYPE_BIN)

/* What is typed */

static gboolean
is_filled (GtkEntry *entry)
{
  return gtk_entry_get_text_length (entry) > 0;
}

/* Returns: (transfer full) (nullable): the text without spaces around it; %NULL for none */
static char *
text_of (GtkEntry *entry)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_entry_get_text (entry)));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* Somebody who types "http://" means it; whether he knows what it means is asked for. */
static gboolean
asks_for_plain_http (ValiseAccountAssistant *self)
{
  return g_ascii_strncasecmp (gtk_entry_get_text (self->server), "http://", 7) == 0;
}

static void
update (ValiseAccountAssistant *self)
{
  gboolean plain = asks_for_plain_http (self);

  gtk_widget_set_visible (GTK_WIDGET (self->plain), plain);
  gtk_widget_set_sensitive (self->next,
                            is_filled (self->address) && is_filled (self->password)
                                && (!plain || gtk_toggle_button_get_active (self->plain)));
}

static void
on_entry_changed_cb (ValiseAccountAssistant *self)
{
  update (self);
}

/* The account as it is typed; without a server where the address has no domain. */
static ValiseAccount *
read_account (ValiseAccountAssistant *self)
{
  ValiseAccount *account = g_new0 (ValiseAccount, 1);
  g_autofree char *address = text_of (self->address);
  const char *at = address != NULL ? strrchr (address, '@') : NULL;

  account->person = text_of (self->name);
  account->user = text_of (self->user);
  if (account->user == NULL)
    account->user = g_strdup (address);
  account->name = text_of (self->label);
  if (account->name == NULL)
    account->name = g_strdup (address);
  account->server = text_of (self->server);
  if (account->server == NULL && at != NULL && at[1] != '\0')
    account->server = g_strdup (at + 1);
  account->allow_plain_http = asks_for_plain_http (self);
  if (at != NULL && !g_str_equal (address, account->user))
    account->address = g_steal_pointer (&address);
  return account;
}

/* Pages */

static void
show_error (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
set_default (ValiseAccountAssistant *self, GtkWidget *button)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (window))
    gtk_window_set_default (GTK_WINDOW (window), button);
}

static void
show_details (ValiseAccountAssistant *self, GtkEntry *focus)
{
  gtk_stack_set_visible_child_name (self->stack, "details");
  set_default (self, self->next);
  gtk_widget_grab_focus (GTK_WIDGET (focus));
}

static void
ask_for_more (ValiseAccountAssistant *self, const char *text, GtkEntry *focus)
{
  gtk_expander_set_expanded (self->expander, TRUE);
  show_error (self->error, text);
  show_details (self, focus);
}

/* Whether the server may be another one than the one that was tried. */
static gboolean
is_not_found (const GError *error)
{
  return valise_error_is (error, VALISE_ERROR_PROTOCOL)
         || valise_error_is (error, VALISE_ERROR_UNREACHABLE)
         || valise_error_is (error, VALISE_ERROR_CERTIFICATE);
}

/* Says what went wrong where it can be mended. */
static void
show_failure (ValiseAccountAssistant *self, const GError *error)
{
  g_autofree char *text = NULL;

  if (is_not_found (error) && !is_filled (self->server))
    {
      /* Translators: a domain, and why there is no server, a sentence */
      text = g_strdup_printf (_ ("No server was found for %s. %s If you know the address of your "
                                 "server, give it here."),
                              self->account->server, error->message);
      ask_for_more (self, text, self->server);
    }
  else if (is_not_found (error))
    ask_for_more (self, error->message, self->server);
  else if (valise_error_is (error, VALISE_ERROR_SIGN_IN))
    {
      /* Translators: why the sign-in failed, a sentence */
      text = g_strdup_printf (_ ("%s Check the password. If your user name is not your e-mail "
                                 "address, give it here."),
                              error->message);
      ask_for_more (self, text, self->password);
    }
  else if (valise_error_is (error, VALISE_ERROR_USAGE))
    ask_for_more (self, error->message, self->label);
  else
    {
      show_error (self->error, error->message);
      show_details (self, self->password);
    }
}

static void
show_found (ValiseAccountAssistant *self)
{
  g_autofree char *heading = g_strdup_printf (_ ("This is what %s has for you:"),
                                              self->account->server);

  gtk_label_set_text (self->found_heading, heading);
  valise_account_findings_show (self->found, self->findings);
  show_error (self->found_error, NULL);
  gtk_stack_set_visible_child_name (self->stack, "found");
  set_default (self, self->add);
  gtk_widget_grab_focus (self->add);
}

/* Looking */

static GCancellable *
begin (ValiseAccountAssistant *self)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  return self->cancellable;
}

static void
on_told (const char *protocol, gpointer data)
{
  ValiseAccountAssistant *self = data;
  g_autofree char *text = NULL;

  if (self->destroyed)
    return;
  /* Translators: a protocol and a server: "Looking for CalDAV at example.org…" */
  text = g_strdup_printf (_ ("Looking for %s at %s…"), valise_account_protocol_name (protocol),
                          self->account->server);
  gtk_label_set_text (self->progress, text);
}

static void
on_account_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseAccountAssistant) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = valise_engine_find_account_finish (VALISE_ENGINE (source),
                                                                      result, &error);

  if (self->destroyed)
    return;
  if (findings == NULL && valise_error_is_cancelled (error))
    {
      show_details (self, self->address);
      return;
    }
  if (findings == NULL)
    {
      show_failure (self, error);
      return;
    }
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  self->findings = g_steal_pointer (&findings);
  show_found (self);
}

static void
on_next_clicked_cb (ValiseAccountAssistant *self)
{
  g_clear_pointer (&self->account, valise_account_free);
  self->account = read_account (self);
  show_error (self->error, NULL);
  if (self->account->server == NULL)
    {
      ask_for_more (self,
                    _ ("The server cannot be found from this. Give your whole e-mail address, such "
                       "as jane@example.org, or the address of your server."),
                    self->address);
      return;
    }
  gtk_label_set_text (self->progress, _ ("Connecting…"));
  gtk_stack_set_visible_child_name (self->stack, "searching");
  valise_engine_find_account_async (self->engine, self->account,
                                    gtk_entry_get_text (self->password), on_told, begin (self),
                                    on_account_found, g_object_ref (self));
}

static void
on_cancel_clicked_cb (ValiseAccountAssistant *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* Adding */

static void
set_adding (ValiseAccountAssistant *self, gboolean adding)
{
  g_object_set (self->adding, "active", adding, NULL);
  gtk_widget_set_sensitive (self->add, !adding);
}

static void
clear (ValiseAccountAssistant *self)
{
  GtkEntry *entries[] = { self->address,  self->label,  self->name,
                          self->password, self->server, self->user };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_entry_set_text (entries[i], "");
  gtk_expander_set_expanded (self->expander, FALSE);
  show_details (self, self->name);
}

static void
on_account_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ValiseAccountAssistant) self = data;
  g_autoptr (GError) error = NULL;
  gboolean added = valise_engine_account_finish (VALISE_ENGINE (source), result, &error);

  if (self->destroyed)
    return;
  set_adding (self, FALSE);
  if (!added)
    {
      show_error (self->found_error, error->message);
      gtk_widget_grab_focus (self->add);
      return;
    }
  clear (self);
  g_signal_emit (self, signals[ADDED], 0);
}

static void
on_add_clicked_cb (ValiseAccountAssistant *self)
{
  show_error (self->found_error, NULL);
  set_adding (self, TRUE);
  valise_engine_add_account_async (self->engine, self->account, self->findings,
                                   gtk_entry_get_text (self->password), begin (self),
                                   on_account_added, g_object_ref (self));
}

/* While it is being added, "Back" stops that. */
static void
on_back_clicked_cb (ValiseAccountAssistant *self)
{
  if (!gtk_widget_get_sensitive (self->add))
    g_cancellable_cancel (self->cancellable);
  show_details (self, self->address);
}

/* Widget */

/* Enter in any field goes on. */
static void
valise_account_assistant_map (GtkWidget *widget)
{
  ValiseAccountAssistant *self = VALISE_ACCOUNT_ASSISTANT (widget);

  GTK_WIDGET_CLASS (valise_account_assistant_parent_class)->map (widget);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "details") == 0)
    show_details (self, self->name);
}

static void
valise_account_assistant_dispose (GObject *object)
{
  ValiseAccountAssistant *self = VALISE_ACCOUNT_ASSISTANT (object);

  self->destroyed = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (valise_account_assistant_parent_class)->dispose (object);
}

static void
valise_account_assistant_finalize (GObject *object)
{
  ValiseAccountAssistant *self = VALISE_ACCOUNT_ASSISTANT (object);

  valise_account_free (self->account);
  g_clear_pointer (&self->findings, g_ptr_array_unref);

  G_OBJECT_CLASS (valise_account_assistant_parent_class)->finalize (object);
}

static void
valise_account_assistant_class_init (ValiseAccountAssistantClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = valise_account_assistant_dispose;
  G_OBJECT_CLASS (class)->finalize = valise_account_assistant_finalize;
  widget_class->map = valise_account_assistant_map;

  signals[ADDED] = g_signal_new ("added", VALISE_TYPE_ACCOUNT_ASSISTANT, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/valise/Valise/account-assistant.ui");
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, add);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, adding);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, address);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, error);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, expander);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, found);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, found_error);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, found_heading);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, label);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, name);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, next);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, password);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, plain);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, progress);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, server);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, stack);
  gtk_widget_class_bind_template_child (widget_class, ValiseAccountAssistant, user);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked_cb);
}

static void
valise_account_assistant_init (ValiseAccountAssistant *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  if (*g_get_real_name () != '\0' && !g_str_equal (g_get_real_name (), "Unknown"))
    gtk_entry_set_text (self->name, g_get_real_name ());
  update (self);
}

/**
 * valise_account_assistant_set_engine:
 * @self: an assistant
 * @engine: what adds the account
 */
void
valise_account_assistant_set_engine (ValiseAccountAssistant *self, ValiseEngine *engine)
{
  self->engine = g_object_ref (engine);
}

/**
 * valise_account_assistant_present:
 * @parent: the window that it belongs to
 * @engine: what adds the account
 *
 * Shows the assistant in a dialog of its own.
 */
void
valise_account_assistant_present (GtkWindow *parent, ValiseEngine *engine)
{
  GtkWidget *dialog = gtk_dialog_new_with_buttons (
      _ ("Add Account"), parent, GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT, NULL, NULL);
  ValiseAccountAssistant *self = g_object_new (VALISE_TYPE_ACCOUNT_ASSISTANT, "visible", TRUE,
                                               "margin", 18, NULL);

  gtk_window_set_resizable (GTK_WINDOW (dialog), FALSE);
  valise_account_assistant_set_engine (self, engine);
  gtk_container_add (GTK_CONTAINER (gtk_dialog_get_content_area (GTK_DIALOG (dialog))),
                     GTK_WIDGET (self));
  g_signal_connect_object (self, "added", G_CALLBACK (gtk_widget_destroy), dialog,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
