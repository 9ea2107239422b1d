/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures of every window: light, dark, at twice the size, with long texts, from right to left.
 * What can be checked without looking at them is checked: nothing is cut off. */

#include <dlfcn.h>
#include <libintl.h>
#include <string.h>

#include "app-windows.h"

/* A small screen that windows have to fit on. */
#define SCREEN_WIDTH 1366
#define SCREEN_HEIGHT 768

/* Between buttons and the edge of a dialog, at least. */
#define MARGIN 6

typedef struct
{
  const char *name;
  const char *variable, *value; /* nullable: of the environment */
  gboolean lengthen;            /* texts are 40 % longer */
  gboolean mirror;              /* from right to left */
} Variation;

static const Variation variations[] = {
  { "light", NULL, NULL, FALSE, FALSE },
  { "dark", "GTK_THEME", "Adwaita:dark", FALSE, FALSE },
  { "double", "GDK_SCALE", "2", FALSE, FALSE },
  { "long", NULL, NULL, TRUE, FALSE },
  { "mirrored", NULL, NULL, FALSE, TRUE },
};

static const Variation *
current_variation (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (variations); i++)
    if (g_str_has_suffix (g_test_get_path (), variations[i].name))
      return &variations[i];
  g_assert_not_reached ();
}

/* Long texts. These stand in for those of the C library, for GLib and GTK as well. */

static char *
longer (const char *domain, char *text)
{
  static const char filler[]
      = " und noch etwas ausführlicher beschrieben als in der kürzeren Sprache, in der es zuerst "
        "geschrieben wurde, damit zu sehen ist, ob auch dafür überall genug Platz ist, selbst bei "
        "einem sehr langen Satz";
  static GHashTable *texts;
  const char *own = strchr (text, '\004');
  g_autofree char *more = NULL;
  glong length;
  char *made;

  /* Dates and directions are told by translations too. */
  if (!current_variation ()->lengthen || *text == '\0' || *text == '%' || g_str_equal (text, "ltr")
      || (domain != NULL && !g_str_equal (domain, GETTEXT_PACKAGE)))
    return text;
  if (texts == NULL)
    texts = g_hash_table_new (g_str_hash, g_str_equal);
  made = g_hash_table_lookup (texts, text);
  if (made != NULL)
    return made;
  own = own != NULL ? own + 1 : text;
  length = CLAMP (g_utf8_strlen (own, -1) * 2 / 5, 2, g_utf8_strlen (filler, -1));
  more = g_utf8_substring (filler, 0, length);
  made = g_strconcat (own, more, NULL);
  g_hash_table_insert (texts, g_strdup (text), made);
  return made;
}

char *
dcgettext (const char *domain, const char *id, int category)
{
  char *(*real) (const char *, const char *, int) = dlsym (RTLD_NEXT, "dcgettext");

  return longer (domain, real (domain, id, category));
}

char *
dcngettext (const char *domain, const char *one, const char *many, unsigned long n, int category)
{
  char *(*real) (const char *, const char *, const char *, unsigned long, int) = dlsym (
      RTLD_NEXT, "dcngettext");

  return longer (domain, real (domain, one, many, n, category));
}

/* What is wrong with a window */

typedef struct
{
  GtkWidget *window;
  const char *name;
  GString *faults;
} Check;

static void
add_fault (Check *check, GtkWidget *widget, const char *fault)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";

  g_string_append_printf (check->faults, "%s: %s %s “%s” %s\n", check->name,
                          G_OBJECT_TYPE_NAME (widget),
                          gtk_buildable_get_name (GTK_BUILDABLE (widget)), text, fault);
}

/* What is asked for has margins and border in it, what is given has not. */
static void
check_size (Check *check, GtkWidget *widget)
{
  int border = GTK_IS_CONTAINER (widget) && !GTK_IS_WINDOW (widget)
                   ? 2 * (int)gtk_container_get_border_width (GTK_CONTAINER (widget))
                   : 0;
  int across = border + gtk_widget_get_margin_start (widget) + gtk_widget_get_margin_end (widget);
  int down = border + gtk_widget_get_margin_top (widget) + gtk_widget_get_margin_bottom (widget);
  int width = gtk_widget_get_allocated_width (widget) + across;
  int height = gtk_widget_get_allocated_height (widget) + down;
  int needed_width, needed_height;

  gtk_widget_get_preferred_width (widget, &needed_width, NULL);
  gtk_widget_get_preferred_height_for_width (widget, MAX (width, needed_width), &needed_height,
                                             NULL);
  if (width < needed_width || height < needed_height)
    add_fault (check, widget, "is smaller than it has to be");
}

static gboolean
is_scrolled (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT) != NULL
         || gtk_widget_get_ancestor (widget, GTK_TYPE_TEXT_VIEW) != NULL
         || gtk_widget_get_ancestor (widget, GTK_TYPE_TREE_VIEW) != NULL;
}

static void
check_place (Check *check, GtkWidget *widget)
{
  int x, y;

  if (is_scrolled (widget) || gtk_widget_get_allocated_height (widget) <= 1
      || !gtk_widget_translate_coordinates (widget, check->window, 0, 0, &x, &y))
    return;
  if (x < 0 || y < 0
      || x + gtk_widget_get_allocated_width (widget)
             > gtk_widget_get_allocated_width (check->window)
      || y + gtk_widget_get_allocated_height (widget)
             > gtk_widget_get_allocated_height (check->window))
    add_fault (check, widget, "is outside of the window");
}

/* The buttons of a dialog, which GTK puts into the very corner; those of a question fill its edge.
 */
static void
check_margin (Check *check, GtkWidget *widget)
{
  int width = gtk_widget_get_allocated_width (widget);
  int height = gtk_widget_get_allocated_height (widget);
  int x, y;

  if (gtk_widget_get_parent (widget) == NULL || !GTK_IS_BUTTON_BOX (gtk_widget_get_parent (widget))
      || !GTK_IS_DIALOG (check->window) || GTK_IS_MESSAGE_DIALOG (check->window)
      || is_scrolled (widget)
      || !gtk_widget_translate_coordinates (widget, check->window, 0, 0, &x, &y))
    return;
  if (x < MARGIN || x + width + MARGIN > gtk_widget_get_allocated_width (check->window)
      || y + height + MARGIN > gtk_widget_get_allocated_height (check->window))
    add_fault (check, widget, "touches the edge of the window");
}

/* What the user or the server wrote may be of any length; what we wrote is shown whole. */
static gboolean
may_be_shortened (GtkWidget *label)
{
  static const char *const ids[] = { "heading", "line", "subtitle" };
  const char *id = gtk_buildable_get_name (GTK_BUILDABLE (label));

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (g_strcmp0 (id, ids[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
check_entry (Check *check, GtkWidget *widget)
{
  const char *hint = gtk_entry_get_placeholder_text (GTK_ENTRY (widget));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, hint);
  GdkRectangle area;
  int width;

  gtk_entry_get_text_area (GTK_ENTRY (widget), &area);
  pango_layout_get_pixel_size (layout, &width, NULL);
  if (hint != NULL && width > area.width)
    add_fault (check, widget, hint);
}

/* What a closed expander hides counts as mapped all the same. */
static gboolean
is_shown (GtkWidget *widget)
{
  GtkWidget *expander = gtk_widget_get_ancestor (widget, GTK_TYPE_EXPANDER);

  return gtk_widget_get_mapped (widget)
         && (expander == NULL || expander == widget
             || gtk_expander_get_expanded (GTK_EXPANDER (expander))
             || widget == gtk_expander_get_label_widget (GTK_EXPANDER (expander)));
}

static void
check_cb (GtkWidget *widget, gpointer data)
{
  Check *check = data;

  if (!is_shown (widget))
    return;
  if (!GTK_IS_VIEWPORT (widget))
    check_size (check, widget);
  check_place (check, widget);
  check_margin (check, widget);
  if (GTK_IS_LABEL (widget) && !may_be_shortened (widget)
      && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    add_fault (check, widget, "is shortened");
  if (GTK_IS_ENTRY (widget))
    check_entry (check, widget);
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), check_cb, data);
}

static void
look_at (App *app, GtkWidget *window, const char *name, gpointer faults)
{
  g_autofree char *picture = g_strdup_printf ("%s-%s", name, current_variation ()->name);
  Check check = { window, name, faults };
  int width, height;

  app_picture (window, picture);
  check_cb (window, &check);
  gtk_window_get_size (GTK_WINDOW (window), &width, &height);
  if (width > SCREEN_WIDTH || height > SCREEN_HEIGHT)
    add_fault (&check, window, "does not fit on a small screen");
}

static void
test_windows (App *app)
{
  g_autoptr (GString) faults = g_string_new (NULL);

  if (current_variation ()->mirror)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  app_windows_foreach (app, look_at, faults);
  g_assert_cmpstr (faults->str, ==, "");
}

static void
prepare (void)
{
  const Variation *variation = current_variation ();

  if (variation->variable != NULL)
    g_setenv (variation->variable, variation->value, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  app_windows_init ();
  app_prepare = prepare;
  for (guint i = 0; i < G_N_ELEMENTS (variations); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/pictures/", variations[i].name, NULL);

      app_test (path, test_windows);
    }
  return g_test_run ();
}
