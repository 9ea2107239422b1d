/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "format/content-line.h"

G_BEGIN_DECLS

/* What stands between BEGIN:name and END:name; or a whole file, whose name is "". */
struct _ValiseComponent
{
  char *name;           /* upper case */
  GPtrArray *lines;     /* of ValiseLine, in the order of the file; BEGIN lines hold components */
  ValiseLine *end;      /* nullable: the END line; missing in a file, or in a broken component */
  GBytes *source;       /* of a file: what the lines' raw bytes are in */
  const char *line_end; /* of a file */
};

ValiseComponent *valise_component_parse (GBytes *bytes, GError **error);
ValiseComponent *valise_component_new (const char *name);
void valise_component_free (ValiseComponent *component);
GBytes *valise_component_write (const ValiseComponent *file);
void valise_component_append (const ValiseComponent *component, GString *out, const char *line_end);
void valise_component_complete (ValiseComponent *component);

ValiseLine *valise_component_find (const ValiseComponent *component, const char *name);
char *valise_component_get_text (const ValiseComponent *component, const char *name);
ValiseComponent *
valise_component_child (const ValiseComponent *component, const char *name, guint index);

ValiseLine *valise_component_add (ValiseComponent *component, ValiseLine *line);
void valise_component_add_child (ValiseComponent *component, ValiseComponent *child);
void valise_component_remove (ValiseComponent *component, ValiseLine *line);
void valise_component_remove_all (ValiseComponent *component, const char *name);
gboolean
valise_component_set_value (ValiseComponent *component, const char *name, const char *value);
gboolean valise_component_set_text (ValiseComponent *component, const char *name, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseComponent, valise_component_free)

G_END_DECLS
