/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes that the server refused: the way to the item, and what can be done there. */

#include "app-fixture.h"

#include <string.h>

#include "item-list.h"
#include "settings.h"
#include "store/contents.h"
#include "store/items.h"

static GtkWidget *
bar (App *app)
{
  return app_find (app_find (app->window, "reader"), "refused_bar");
}

typedef struct
{
  const char *label;
  GtkWidget *found;
} Search;

static void
find_button_cb (GtkWidget *widget, gpointer data)
{
  Search *search = data;

  if (search->found == NULL && GTK_IS_BUTTON (widget)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), search->label) == 0)
    search->found = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), find_button_cb, search);
}

static void
click (App *app, const char *label)
{
  Search search = { .label = label };

  find_button_cb (bar (app), &search);
  g_assert_nonnull (search.found);
  gtk_button_clicked (GTK_BUTTON (search.found));
}

static ValiseItem *
first_of (App *app, gint64 folder)
{
  g_autoptr (GPtrArray) items = valise_items_in_folder (app->store, folder, NULL);

  /* Nobody is here to take a notification. */
  g_settings_set_boolean (valise_settings_get (), VALISE_KEY_NOTIFY_REFUSED, FALSE);
  g_assert_cmpint (items->len, >, 0);
  return valise_items_get (app->store, ((ValiseItem *)items->pdata[0])->id, NULL);
}

static void
save (App *app, ValiseItem *item)
{
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (app->store, NULL);

  g_assert_true (valise_items_save (app->store, item, NULL));
  g_assert_true (valise_transaction_commit (&transaction, NULL));
}

/* The event says something else here than on the server, which does not want it. */
static gint64
refuse_change (App *app)
{
  static const char mine[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//T//EN\r\n"
                             "BEGIN:VEVENT\r\nUID:mine\r\nDTSTAMP:20260101T000000Z\r\n"
                             "SUMMARY:My version\r\nDTSTART:20260310T100000Z\r\nEND:VEVENT\r\n"
                             "END:VCALENDAR\r\n";
  g_autoptr (ValiseItem) item = first_of (app, app->sample.calendar);
  g_autoptr (GBytes) bytes = g_bytes_new_static (mine, strlen (mine));
  g_autoptr (ValiseContent) content = valise_content_new (VALISE_DEPTH_FULL, bytes, NULL);
  g_autoptr (ValiseTransaction) transaction = valise_store_begin (app->store, NULL);

  g_assert_true (valise_contents_put (app->store, content, &item->local.content, NULL));
  g_free (item->summary.title);
  item->summary.title = g_strdup ("My version");
  item->edit_seq++;
  item->sent_seq = item->edit_seq;
  item->error = g_strdup ("The server does not take it.");
  g_assert_true (valise_items_save (app->store, item, NULL));
  g_assert_true (valise_transaction_commit (&transaction, NULL));
  return item->id;
}

static gboolean
is_refused (App *app, gint64 id)
{
  g_autoptr (ValiseItem) item = valise_items_get (app->store, id, NULL);

  return item->error != NULL;
}

/* From another folder, and through the action of the bar and of the notification. */
static void
show_refused (App *app)
{
  app_open_folder (app, app->sample.inbox);
  app_action (app, "app.refused");
  APP_WAIT (gtk_widget_get_mapped (bar (app)));
}

static gboolean
is_asked (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (GTK_IS_MESSAGE_DIALOG (each->data))
      return TRUE;
  return FALSE;
}

static GtkWidget *
question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (GTK_IS_MESSAGE_DIALOG (each->data))
      return each->data;
  g_assert_not_reached ();
}

static void
answer (int response)
{
  APP_WAIT (is_asked ());
  gtk_dialog_response (GTK_DIALOG (question ()), response);
  APP_WAIT (!is_asked ());
}

static void
test_discard (App *app)
{
  gint64 id = refuse_change (app);
  g_autofree char *texts = NULL;
  g_autoptr (ValiseItem) item = NULL;

  show_refused (app);
  texts = app_texts (bar (app));
  g_assert_cmpstr (texts, ==, "The server does not take it.\nDiscard My Change…\nTry Again\n");
  app_picture (app->window, "refused-change");
  click (app, "_Discard My Change…");
  APP_WAIT (is_asked ());
  app_picture (question (), "refused-question");
  answer (GTK_RESPONSE_CANCEL);
  g_assert_true (is_refused (app, id));
  click (app, "_Discard My Change…");
  answer (GTK_RESPONSE_ACCEPT);
  APP_WAIT (!is_refused (app, id));
  item = valise_items_get (app->store, id, NULL);
  g_assert_false (item->pending);
  g_assert_cmpstr (item->summary.title, !=, "My version");
  APP_WAIT (!gtk_widget_get_mapped (bar (app)));
}

/* A deletion that was refused: the item is back, and its mark goes when it was seen. */
static void
test_dismiss (App *app)
{
  g_autoptr (ValiseItem) item = first_of (app, app->sample.tasks);
  g_autofree char *texts = NULL;

  item->error = g_strdup ("The server did not delete this, so it is here again.");
  save (app, item);
  show_refused (app);
  texts = app_texts (bar (app));
  g_assert_cmpstr (texts, ==, "The server did not delete this, so it is here again.\nDismiss\n");
  click (app, "_Dismiss");
  APP_WAIT (!is_refused (app, item->id));
  APP_WAIT (!gtk_widget_get_mapped (bar (app)));
}

/* What is on this computer only cannot be taken back to anything. */
static void
test_new_item (App *app)
{
  g_autoptr (ValiseItem) item = first_of (app, app->sample.notes);
  g_autofree char *texts = NULL;

  g_clear_pointer (&item->remote_id, g_free);
  item->base.folder = item->base.content = 0;
  item->edit_seq = item->sent_seq = 1;
  item->error = g_strdup ("The server does not take it.");
  save (app, item);
  show_refused (app);
  texts = app_texts (bar (app));
  g_assert_cmpstr (texts, ==, "The server does not take it.\nTry Again\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_test ("/ui/refused/discard", test_discard);
  app_test ("/ui/refused/dismiss", test_dismiss);
  app_test ("/ui/refused/new-item", test_new_item);
  return g_test_run ();
}
