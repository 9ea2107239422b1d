/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preferences, as GSettings keeps them. */

#include "settings.h"

#define SCHEMA "org.valise.Valise"

/* The schema where Valise is installed; else the one that was built with it. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) built = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;

  if (installed != NULL)
    schema = g_settings_schema_source_lookup (installed, SCHEMA, TRUE);
  if (schema == NULL)
    built = g_settings_schema_source_new_from_directory (VALISE_BUILT_SCHEMA_DIR, installed, FALSE,
                                                         NULL);
  if (built != NULL)
    schema = g_settings_schema_source_lookup (built, SCHEMA, TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : g_settings_new (SCHEMA);
}

/**
 * valise_settings_get:
 *
 * Returns: (transfer none): the preferences of this user
 */
GSettings *
valise_settings_get (void)
{
  static GSettings *settings;

  if (settings == NULL)
    settings = open_settings ();
  return settings;
}
