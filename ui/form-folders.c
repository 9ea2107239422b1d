/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a new item can go. */

#include "form-folders.h"

#include "store/accounts.h"
#include "store/folders.h"

static void
add_folders (GtkComboBoxText *combo,
             ValiseStore *store,
             const ValiseAccount *account,
             ValiseKind kind)
{
  g_autoptr (GPtrArray) folders = valise_folders_list (store, account->id, NULL);

  for (guint i = 0; folders != NULL && i < folders->len; i++)
    {
      const ValiseFolder *folder = folders->pdata[i];
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, folder->id);
      g_autofree char *name = g_strdup_printf ("%s (%s)", folder->path, account->name);

      if (folder->kind == kind && (folder->rights & VALISE_RIGHTS_ADD) != 0
          && !valise_role_is_local (folder->role))
        gtk_combo_box_text_append (combo, id, name);
    }
}

/**
 * valise_form_folders_fill:
 * @folders: a chooser; the id of an entry is that of the folder
 * @engine: whose folders are meant
 * @kind: of the item
 *
 * Fills the chooser, and chooses the first.
 *
 * Returns: whether there is a place at all
 */
gboolean
valise_form_folders_fill (GtkComboBoxText *folders, ValiseEngine *engine, ValiseKind kind)
{
  ValiseStore *store = valise_engine_get_store (engine);
  g_autoptr (GPtrArray) accounts = valise_accounts_list (store, NULL);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    add_folders (folders, store, accounts->pdata[i], kind);
  gtk_combo_box_set_active (GTK_COMBO_BOX (folders), 0);
  return gtk_combo_box_get_active (GTK_COMBO_BOX (folders)) >= 0;
}
