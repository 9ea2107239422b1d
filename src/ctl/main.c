/* SPDX-License-Identifier: GPL-3.0-or-later */

/* valisectl: everything that Valise does, without a window, for people and for scripts.
 *
 * A command is a row in the table of its family (ctl-account.c, ctl-sync.c, ...): a name, what it
 * takes, what it does, and a function. Here the row is found, the store opened, the function
 * called, and its error turned into one sentence and an exit status.
 *
 * "--demo" goes before a command that is to be run on a sample account (demo/demo.c), and stands
 * alone for its folders.
 *
 * What is stored is read and written directly: SQLite lets several processes do so. Only what talks
 * to a server asks the tray application first, where one is running (engine/bus-client.c). */

#include "ctl/ctl.h"

#include <glib/gi18n-lib.h>

#include "demo/demo.h"
#include "engine/language.h"
#include "engine/paths.h"
#include "format/format.h"

static const ValiseCtlCommand *const families[] = {
  valise_ctl_account_commands, valise_ctl_account_edit_commands, valise_ctl_sync_commands,
  valise_ctl_folder_commands,  valise_ctl_item_commands,         valise_ctl_show_commands,
  valise_ctl_edit_commands,    valise_ctl_conflict_commands,
};

/**
 * valise_ctl_complain:
 * @sentence: what is wrong
 *
 * Tells it on the standard error.
 */
void
valise_ctl_complain (const char *sentence)
{
  g_printerr ("valisectl: %s\n", sentence);
}

G_DEFINE_QUARK (valise - ctl - error, valise_ctl_error)

/**
 * valise_ctl_usage:
 * @error: where the error goes
 * @format: a sentence
 *
 * Returns: %FALSE, with an error that ends in exit status 2
 */
gboolean
valise_ctl_usage (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (VALISE_CTL_ERROR, 0, format, args));
  va_end (args);
  return FALSE;
}

/**
 * valise_ctl_open:
 * @ctl: this call
 * @error: where the error goes
 *
 * Opens the store, which is made where there is none yet.
 *
 * Returns: whether it is open
 */
gboolean
valise_ctl_open (ValiseCtl *ctl, GError **error)
{
  ctl->data_dir = valise_paths_data_dir (error);
  if (ctl->data_dir != NULL)
    ctl->store = valise_store_open (ctl->data_dir, error);
  return ctl->store != NULL;
}

/**
 * valise_ctl_exit_of:
 * @code: a #ValiseError, -1 for none
 *
 * Returns: the exit status that tells of it
 */
ValiseExit
valise_ctl_exit_of (int code)
{
  switch (code)
    {
    case -1:
      return VALISE_EXIT_DONE;
    case VALISE_ERROR_UNREACHABLE:
    case VALISE_ERROR_CERTIFICATE:
    case VALISE_ERROR_BUSY:
    case VALISE_ERROR_OFFLINE:
      return VALISE_EXIT_UNREACHABLE;
    case VALISE_ERROR_SIGN_IN:
      return VALISE_EXIT_REFUSED;
    default:
      return VALISE_EXIT_FAILED;
    }
}

/* GOption leaves a "--" where it guards an argument. */
static void
drop_separator (GStrv arguments)
{
  guint last = g_strv_length (arguments);

  if (last < 2 || !g_str_equal (arguments[1], "--"))
    return;
  g_free (arguments[1]);
  memmove (arguments + 1, arguments + 2, (last - 1) * sizeof *arguments);
}

/**
 * valise_ctl_parse:
 * @ctl: this call
 * @arguments: (inout): what was given; afterwards what is no option
 * @entries: (nullable): the command's options
 * @min: how many arguments it needs
 * @max: how many it takes
 * @error: where the error goes; it ends in exit status 2
 *
 * Options come before, between or after the arguments; what follows "--" is none. With --help it
 * prints the command's help and does not return.
 *
 * Returns: whether the arguments make sense so far
 */
gboolean
valise_ctl_parse (ValiseCtl *ctl,
                  GStrv *arguments,
                  const GOptionEntry *entries,
                  guint min,
                  guint max,
                  GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (ctl->command->arguments);
  g_autofree char *name = g_strdup_printf ("valisectl %s", ctl->command->name);
  g_autoptr (GError) failure = NULL;
  guint given;

  g_set_prgname (name);
  g_option_context_set_strict_posix (context, ctl->command->options_first);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ (ctl->command->summary));
  if (ctl->command->details != NULL)
    g_option_context_set_description (context, _ (ctl->command->details));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, arguments, &failure))
    /* Translators: what is wrong with the options, and the name of a command */
    return valise_ctl_usage (error, _ ("%s. See “%s --help”."), failure->message, name);
  drop_separator (*arguments);
  given = g_strv_length (*arguments) - 1;
  if (given < min || given > max)
    /* Translators: the name of a command, its arguments, and its name again */
    return valise_ctl_usage (error, _ ("Usage: %s %s. See “%s --help”."), name,
                             ctl->command->arguments, name);
  return TRUE;
}

/**
 * valise_ctl_bus:
 * @ctl: this call
 *
 * Returns: (transfer none) (nullable): the tray application that is running on the same data
 */
ValiseBusClient *
valise_ctl_bus (ValiseCtl *ctl)
{
  if (!ctl->bus_asked)
    ctl->bus = valise_bus_client_new (ctl->data_dir);
  ctl->bus_asked = TRUE;
  return ctl->bus;
}

/**
 * valise_ctl_changed:
 * @ctl: this call
 *
 * Tells the tray application that something in the store is new, so that it shows and sends it.
 */
void
valise_ctl_changed (ValiseCtl *ctl)
{
  valise_bus_client_changed (valise_ctl_bus (ctl));
}

/* The command that the arguments begin with; @words is how many of them are its name. */
static const ValiseCtlCommand *
find_command (GStrv arguments, guint *words)
{
  const char *first = arguments[1];
  g_autofree char *two = arguments[2] != NULL ? g_strdup_printf ("%s %s", first, arguments[2])
                                              : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    for (const ValiseCtlCommand *command = families[i]; command->name != NULL; command++)
      {
        *words = g_strcmp0 (command->name, two) == 0 ? 2 : 1;
        if (*words == 2 || g_str_equal (command->name, first))
          return command;
      }
  return NULL;
}

static void
print_help (void)
{
  g_print ("%s\n\n%s\n", _ ("Usage: valisectl [--demo] COMMAND [OPTION…] [ARGUMENT…]"),
           _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    for (const ValiseCtlCommand *command = families[i]; command->name != NULL; command++)
      {
        g_autofree char *synopsis = g_strjoin (" ", command->name, command->arguments, NULL);

        g_print ("  %-34s %s\n", synopsis, _ (command->summary));
      }
  g_print ("\n%s\n\n%s\n",
           _ ("With --demo, COMMAND is run on a sample account that is gone afterwards.\n"
              "FOLDER is a path such as Projects/2026, or NAME:Projects/2026 with several "
              "accounts.\nITEM and CONFLICT are the numbers that the listings print.\n"
              "“valisectl COMMAND --help” tells more about a command."),
           _ ("Exit status: 0 done, 1 something failed, 2 wrong usage,\n"
              "3 server not reachable or working offline, 4 sign-in refused."));
}

static void
ctl_clear (ValiseCtl *ctl)
{
  g_clear_pointer (&ctl->bus, valise_bus_client_free);
  g_clear_pointer (&ctl->store, valise_store_close);
  g_free (ctl->data_dir);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ValiseCtl, ctl_clear)

static ValiseExit
run_command (const ValiseCtlCommand *command, GStrv words)
{
  g_auto (ValiseCtl) ctl = { .command = command };
  g_auto (GStrv) arguments = g_strdupv (words);
  g_autoptr (GError) error = NULL;

  if (command->run (&ctl, &arguments, &error))
    return ctl.status;
  valise_ctl_complain (error->message);
  if (error->domain == VALISE_CTL_ERROR)
    return VALISE_EXIT_USAGE;
  return valise_ctl_exit_of (error->domain == VALISE_ERROR ? error->code
                                                           : (int)VALISE_ERROR_FAILED);
}

static ValiseExit
run_words (GStrv words)
{
  guint count;
  const ValiseCtlCommand *command = words[1] != NULL ? find_command (words, &count) : NULL;

  if (command != NULL)
    /* The last word of its name stays in front, where programs have theirs. */
    return run_command (command, words + count);
  valise_ctl_complain (words[1] != NULL ? _ ("There is no such command. See “valisectl --help”.")
                                        : _ ("Say what to do. See “valisectl --help”."));
  return VALISE_EXIT_USAGE;
}

/* The sample account is new each time, so it is brought here first. */
static ValiseExit
run_demo (GStrv words)
{
  g_auto (GStrv) sync = g_strsplit ("valisectl sync", " ", -1);
  g_auto (GStrv) folders = g_strsplit ("valisectl folders", " ", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (ValiseDemo) demo = valise_demo_new (&error);
  ValiseExit status;

  if (demo == NULL)
    {
      valise_ctl_complain (error->message);
      return VALISE_EXIT_FAILED;
    }
  valise_paths_set_data_dir (valise_demo_get_data_dir (demo));
  status = run_words (sync);
  return status == VALISE_EXIT_DONE ? run_words (words[1] != NULL ? words : folders) : status;
}

int
main (int argc, char **argv)
{
  valise_language_init ();
  valise_format_init ();

  if (argc > 1 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")))
    {
      print_help ();
      return VALISE_EXIT_DONE;
    }
  if (argc > 1 && g_str_equal (argv[1], "--version"))
    {
      g_print ("valisectl %s\n", VALISE_VERSION);
      return VALISE_EXIT_DONE;
    }
  if (argc > 1 && g_str_equal (argv[1], "--demo"))
    return run_demo (argv + 1);
  return run_words (argv);
}
