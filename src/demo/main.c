/* SPDX-License-Identifier: GPL-3.0-or-later */

/* valise-demo-server: the double as a program of its own, for tests. It prints its address and the
 * one for control.c, each on a line, and serves until it is told to end or its standard input ends,
 * so that it does not outlive who started it. */

#include <glib-unix.h>
#include <locale.h>

#include "demo/sample.h"
#include "demo/server.h"

static int port;
static char *account;
static char **assignments;
static gboolean list_switches;

static const GOptionEntry entries[] = {
  { "port", 0, 0, G_OPTION_ARG_INT, &port, "Listen on this port; 0: any", "PORT" },
  { "account", 0, 0, G_OPTION_ARG_STRING, &account, "What the account has", "empty|sample|big" },
  { "switch", 0, 0, G_OPTION_ARG_STRING_ARRAY, &assignments, "Set a switch", "NAME=VALUE" },
  { "switches", 0, 0, G_OPTION_ARG_NONE, &list_switches, "List the switches and end", NULL },
  { NULL },
};

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_input_cb (int fd, GIOCondition condition, gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static gboolean
read_size (ValiseDemoSize *size, GError **error)
{
  static const char *const names[] = { "empty", "sample", "big" };

  *size = VALISE_DEMO_SAMPLE;
  if (account == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (account, names[i]))
      {
        *size = i;
        return TRUE;
      }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "There is no account %s.", account);
  return FALSE;
}

static ValiseDemoServer *
start (GError **error)
{
  g_autoptr (ValiseDemoSwitches) switches = valise_demo_switches_new ();
  ValiseDemoMailbox *mailbox;
  ValiseDemoSize size;

  for (guint i = 0; assignments != NULL && assignments[i] != NULL; i++)
    if (!valise_demo_switches_set (switches, assignments[i], error))
      return NULL;
  if (!read_size (&size, error))
    return NULL;
  mailbox = valise_demo_sample_new (size, switches);
  return valise_demo_server_new (mailbox, g_steal_pointer (&switches), port, error);
}

static void
serve (ValiseDemoServer *server)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_fd_add (0, G_IO_IN | G_IO_HUP, on_input_cb, loop);
  g_print ("%s\n%s\n", valise_demo_server_get_url (server),
           valise_demo_server_get_control_url (server));
  g_main_loop_run (loop);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- a Kerio Connect double");
  g_autoptr (ValiseDemoServer) server = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("valise-demo-server: %s\n", error->message);
      return 2;
    }
  if (list_switches)
    {
      g_autofree char *help = valise_demo_switches_help ();

      g_print ("%s", help);
      return 0;
    }
  server = start (&error);
  if (server == NULL)
    {
      g_printerr ("valise-demo-server: %s\n", error->message);
      return 1;
    }
  serve (server);
  return 0;
}
