/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A document that was read, and one of its elements. */
typedef struct _ValiseXml ValiseXml;
typedef struct _ValiseXmlNode ValiseXmlNode;

ValiseXml *valise_xml_parse (GBytes *bytes, GError **error);
void valise_xml_free (ValiseXml *self);
const ValiseXmlNode *valise_xml_root (const ValiseXml *self);

/* All take NULL for an element that is not there, so that they nest without a check at each step;
 * a name that is NULL means any. */
gboolean valise_xml_is (const ValiseXmlNode *node, const char *ns, const char *name);
const ValiseXmlNode *valise_xml_child (const ValiseXmlNode *node, const char *ns, const char *name);
const ValiseXmlNode *valise_xml_next (const ValiseXmlNode *node, const char *ns, const char *name);
const char *valise_xml_name (const ValiseXmlNode *node);
const char *valise_xml_text (const ValiseXmlNode *node);
const char *valise_xml_attribute (const ValiseXmlNode *node, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseXml, valise_xml_free)

G_END_DECLS
