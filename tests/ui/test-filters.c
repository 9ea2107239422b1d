/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the menu of the list leaves in it, chosen in that menu. */

#include "app-fixture.h"

#include "item-list.h"
#include "store/items.h"

/* One of each: what only this computer has, with and without an attachment, read and unread. The
 * sample has the invoice, which is read, has attachments and is on the server. */
static void
fill_more (Sample *sample, ValiseStore *store)
{
  static const char scan[] = "From: Bob <bob@example.org>\r\nSubject: Scan\r\n"
                             "Date: Thu, 26 Feb 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
                             "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                             "--b\r\nContent-Type: text/plain\r\n\r\nThe scan.\r\n"
                             "--b\r\nContent-Type: image/png; name=\"scan.png\"\r\n"
                             "Content-Disposition: attachment; filename=\"scan.png\"\r\n\r\n"
                             "Hello\r\n--b--\r\n";
  static const char idea[] = "From: Bob <bob@example.org>\r\nSubject: Idea\r\n"
                             "Date: Wed, 25 Feb 2026 10:00:00 +0000\r\n\r\nAn idea.\r\n";
  const struct
  {
    const char *flags, *source;
  } here[] = { { "", scan }, { "$seen", scan }, { "", idea } };

  for (guint i = 0; i < G_N_ELEMENTS (here); i++)
    {
      g_autofree char *name = g_strdup_printf ("here-%u", i);
      gint64 id = sample_add (sample, store, sample->inbox, VALISE_KIND_MAIL, name, here[i].flags,
                              here[i].source);
      g_autoptr (ValiseItem) item = valise_items_get (store, id, NULL);
      g_autoptr (ValiseTransaction) transaction = valise_store_begin (store, NULL);

      g_clear_pointer (&item->remote_id, g_free); /* it was not sent yet */
      if (i == 1)
        {
          g_free (item->summary.title);
          item->summary.title = g_strdup ("Scan, read");
        }
      g_assert_true (valise_items_save (store, item, NULL));
      g_assert_true (valise_transaction_commit (&transaction, NULL));
    }
}

static gboolean
has_rows (App *app, const char *expected)
{
  GtkTreeModel *model = gtk_tree_view_get_model (
      valise_item_list_get_view (VALISE_ITEM_LIST (app_find (app->window, "item_list"))));
  g_autoptr (GString) text = g_string_new (NULL);
  GtkTreeIter iter;

  for (gboolean valid = model != NULL && gtk_tree_model_get_iter_first (model, &iter); valid;
       valid = gtk_tree_model_iter_next (model, &iter))
    g_string_append_printf (
        text, "%s|", valise_item_model_get (VALISE_ITEM_MODEL (model), &iter)->summary.title);
  return g_str_equal (text->str, expected);
}

typedef struct
{
  const char *text;
  GtkWidget *found;
} Search;

static void
find_entry_cb (GtkWidget *widget, gpointer data)
{
  Search *search = data;
  g_autofree char *text = NULL;

  if (GTK_IS_MODEL_BUTTON (widget))
    g_object_get (widget, "text", &text, NULL);
  if (g_strcmp0 (text, search->text) == 0)
    search->found = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), find_entry_cb, search);
}

/* Opens the menu, chooses the entry that is called so, and closes the menu, which stays open for
 * more to be chosen. */
static void
choose (App *app, const char *text)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (app_find (app->window, "view_button"));
  Search search = { .text = text };

  gtk_button_clicked (GTK_BUTTON (button));
  find_entry_cb (GTK_WIDGET (gtk_menu_button_get_popover (button)), &search);
  g_assert_nonnull (search.found);
  APP_WAIT (gtk_widget_get_mapped (search.found));
  gtk_button_clicked (GTK_BUTTON (search.found));
  gtk_button_clicked (GTK_BUTTON (button));
  APP_WAIT (!gtk_widget_get_visible (GTK_WIDGET (gtk_menu_button_get_popover (button))));
}

#define ALL "Lunch on Friday|Invoice 4711|Weekly news|Scan, read|Scan|Idea|"

static void
test_attachment (App *app)
{
  app_open_folder (app, app->sample.inbox);
  APP_WAIT (has_rows (app, ALL));
  choose (app, "With Attachment");
  APP_WAIT (has_rows (app, "Invoice 4711|Scan, read|Scan|"));
  app_picture (app->window, "filter-attachment");
  choose (app, "With Attachment");
  APP_WAIT (has_rows (app, ALL));
}

static void
test_only_here (App *app)
{
  app_open_folder (app, app->sample.inbox);
  choose (app, "Only on This Computer");
  APP_WAIT (has_rows (app, "Scan, read|Scan|Idea|"));
  choose (app, "Only on This Computer");
  APP_WAIT (has_rows (app, ALL));
}

/* What passes all that are chosen is left, in whatever order they were; in the next folder too. */
static void
test_together (App *app)
{
  app_open_folder (app, app->sample.inbox);
  choose (app, "Unread");
  APP_WAIT (has_rows (app, "Lunch on Friday|Scan|Idea|"));
  choose (app, "Only on This Computer");
  APP_WAIT (has_rows (app, "Scan|Idea|"));
  choose (app, "With Attachment");
  APP_WAIT (has_rows (app, "Scan|"));
  app_picture (app->window, "filter-together");
  app_open_folder (app, app->sample.projects);
  APP_WAIT (has_rows (app, "")
            && g_str_has_prefix (app_label (app->window, "empty"), "Nothing here passes"));
  app_open_folder (app, app->sample.inbox);
  APP_WAIT (has_rows (app, "Scan|"));
  choose (app, "Unread");
  APP_WAIT (has_rows (app, "Scan, read|Scan|"));
  choose (app, "Only on This Computer");
  APP_WAIT (has_rows (app, "Invoice 4711|Scan, read|Scan|"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_fill_more = fill_more;
  app_test ("/ui/filters/attachment", test_attachment);
  app_test ("/ui/filters/only-here", test_only_here);
  app_test ("/ui/filters/together", test_together);
  return g_test_run ();
}
