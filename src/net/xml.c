/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads XML of a server that may send anything, with libxml2's parser and without everything of it
 * that a hostile document could use: a document type is refused when its name is read, so that
 * there are no entities to multiply and nothing to fetch; what is nested more deeply or has more
 * elements than any sane answer is refused as well.
 *
 * Elements go into a small tree of our own, a quarter as large as libxml2's. Only elements without
 * children have a text: no protocol that Valise speaks mixes both. */

#include "net/xml.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "model/error.h"

#define MAX_DEPTH 64
#define MAX_NODES 2000000
#define BLOCK 1024 /* nodes that are allocated at once */

struct _ValiseXmlNode
{
  const char *ns; /* nullable; as the name, the dictionary's */
  const char *name;
  const char *text;
  gsize offset; /* of the text, while the document is being read */
  const ValiseXmlNode *child;
  const ValiseXmlNode *attribute; /* the first one; they are a list of their own */
  const ValiseXmlNode *next;
};

struct _ValiseXml
{
  xmlDict *dict;
  GPtrArray *blocks; /* of BLOCK nodes each */
  guint count;
  GString *text; /* of all elements, one after the other, each with a NUL */
  const ValiseXmlNode *root;
};

/* An element that has begun. */
typedef struct
{
  ValiseXmlNode *node;
  ValiseXmlNode *last; /* nullable: its last child so far */
} Open;

typedef struct
{
  ValiseXml *xml;
  xmlParserCtxt *context;
  Open open[MAX_DEPTH];
  guint depth;
  gboolean refused;
} Parsing;

static void
refuse (Parsing *self)
{
  self->refused = TRUE;
  xmlStopParser (self->context);
}

static ValiseXmlNode *
add_node (ValiseXml *xml, const xmlChar *ns, const xmlChar *name)
{
  ValiseXmlNode *node;

  if (xml->count % BLOCK == 0)
    g_ptr_array_add (xml->blocks, g_new0 (ValiseXmlNode, BLOCK));
  node = (ValiseXmlNode *)g_ptr_array_index (xml->blocks, xml->blocks->len - 1)
         + xml->count % BLOCK;
  xml->count++;
  node->ns = (const char *)ns;
  node->name = (const char *)name;
  return node;
}

/* @attributes are five pointers each: name, prefix, namespace, begin and end of the value. */
static void
add_attributes (Parsing *self, ValiseXmlNode *node, guint count, const xmlChar **attributes)
{
  for (guint i = 0; i < count; i++)
    {
      const xmlChar **one = attributes + (gsize)i * 5;
      ValiseXmlNode *attribute = add_node (self->xml, one[2], one[0]);

      attribute->offset = self->xml->text->len;
      g_string_append_len (self->xml->text, (const char *)one[3], one[4] - one[3]);
      g_string_append_c (self->xml->text, '\0');
      attribute->next = node->attribute;
      node->attribute = attribute;
    }
}

static void
on_start (void *data,
          const xmlChar *name,
          const xmlChar *prefix,
          const xmlChar *ns,
          int n_namespaces,
          const xmlChar **namespaces,
          int n_attributes,
          int n_defaulted,
          const xmlChar **attributes)
{
  Parsing *self = data;
  Open *parent = self->depth > 0 ? &self->open[self->depth - 1] : NULL;
  ValiseXmlNode *node;

  if (self->depth == MAX_DEPTH || self->xml->count + (guint)n_attributes >= MAX_NODES)
    {
      refuse (self);
      return;
    }
  node = add_node (self->xml, ns, name);
  add_attributes (self, node, (guint)n_attributes, attributes);
  node->offset = self->xml->text->len;
  if (parent == NULL)
    self->xml->root = node;
  else if (parent->last != NULL)
    parent->last->next = node;
  else
    parent->node->child = node;
  if (parent != NULL)
    parent->last = node;
  self->open[self->depth++] = (Open){ .node = node };
}

static void
on_end (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns)
{
  Parsing *self = data;

  if (self->depth == 0)
    return;
  self->depth--;
  if (self->open[self->depth].node->child == NULL)
    g_string_append_c (self->xml->text, '\0');
}

static void
on_text (void *data, const xmlChar *text, int length)
{
  Parsing *self = data;

  if (self->depth > 0 && self->open[self->depth - 1].node->child == NULL)
    g_string_append_len (self->xml->text, (const char *)text, length);
}

static void
on_document_type (void *data, const xmlChar *name, const xmlChar *public_id, const xmlChar *system)
{
  refuse (data);
}

/* Only now does the text stay where it is. */
static void
settle_texts (ValiseXml *xml)
{
  for (guint i = 0; i < xml->count; i++)
    {
      ValiseXmlNode *block = g_ptr_array_index (xml->blocks, i / BLOCK);
      ValiseXmlNode *node = &block[i % BLOCK];

      node->text = node->child == NULL ? xml->text->str + node->offset : "";
    }
}

static gboolean
parse (ValiseXml *xml, const char *data, gsize size)
{
  Parsing parsing = { .xml = xml };
  xmlParserCtxt *context = size <= G_MAXINT ? xmlCreateMemoryParserCtxt (data, (int)size) : NULL;
  gboolean whole;

  if (context == NULL)
    return FALSE;
  *context->sax = (xmlSAXHandler){
    .initialized = XML_SAX2_MAGIC,
    .internalSubset = on_document_type,
    .startElementNs = on_start,
    .endElementNs = on_end,
    .characters = on_text,
    .cdataBlock = on_text,
    .ignorableWhitespace = on_text,
  };
  context->userData = &parsing;
  parsing.context = context;
  /* NOENT: else "&amp;" in an attribute comes as "&#38;". There are no entities but XML's own. */
  xmlCtxtUseOptions (context,
                     XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  xmlParseDocument (context);
  whole = context->wellFormed && !parsing.refused && xml->root != NULL;
  xml->dict = context->dict; /* the names are in it */
  xmlDictReference (xml->dict);
  /* Made for the entities of a document type whose name is so broken that it was not told of. */
  g_clear_pointer (&context->myDoc, xmlFreeDoc);
  xmlFreeParserCtxt (context);
  return whole;
}

/**
 * valise_xml_parse:
 * @bytes: an XML document
 * @error: where the error goes
 *
 * Returns: (transfer full) (nullable): the document, when it is whole and harmless
 */
ValiseXml *
valise_xml_parse (GBytes *bytes, GError **error)
{
  g_autoptr (ValiseXml) self = g_new0 (ValiseXml, 1);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->text = g_string_sized_new (size / 2);
  if (!parse (self, data, size))
    {
      valise_fail (error, VALISE_ERROR_PROTOCOL, VALISE_SCOPE_SERVICE, VALISE_REMEDY_RETRY_LATER,
                   _ ("The server's answer makes no sense: it is not XML, or only a part of it."));
      return NULL;
    }
  settle_texts (self);
  return g_steal_pointer (&self);
}

/**
 * valise_xml_free:
 * @self: (transfer full) (nullable): a document
 */
void
valise_xml_free (ValiseXml *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->blocks);
  g_string_free (self->text, TRUE);
  if (self->dict != NULL)
    xmlDictFree (self->dict);
  g_free (self);
}

/**
 * valise_xml_root:
 * @self: (nullable): a document
 *
 * Returns: (transfer none) (nullable): its element
 */
const ValiseXmlNode *
valise_xml_root (const ValiseXml *self)
{
  return self != NULL ? self->root : NULL;
}

/**
 * valise_xml_is:
 * @node: (nullable): an element
 * @ns: (nullable): a namespace
 * @name: (nullable): a name
 *
 * Returns: whether @node is one of that name in that namespace
 */
gboolean
valise_xml_is (const ValiseXmlNode *node, const char *ns, const char *name)
{
  return node != NULL && (ns == NULL || g_strcmp0 (node->ns, ns) == 0)
         && (name == NULL || g_str_equal (node->name, name));
}

static const ValiseXmlNode *
find (const ValiseXmlNode *node, const char *ns, const char *name)
{
  while (node != NULL && !valise_xml_is (node, ns, name))
    node = node->next;
  return node;
}

/**
 * valise_xml_child:
 * @node: (nullable): an element
 * @ns: (nullable): a namespace
 * @name: (nullable): a name
 *
 * Returns: (transfer none) (nullable): its first child of that name
 */
const ValiseXmlNode *
valise_xml_child (const ValiseXmlNode *node, const char *ns, const char *name)
{
  return node != NULL ? find (node->child, ns, name) : NULL;
}

/**
 * valise_xml_next:
 * @node: (nullable): an element
 * @ns: (nullable): a namespace
 * @name: (nullable): a name
 *
 * Returns: (transfer none) (nullable): the next one of that name, with the same parent
 */
const ValiseXmlNode *
valise_xml_next (const ValiseXmlNode *node, const char *ns, const char *name)
{
  return node != NULL ? find (node->next, ns, name) : NULL;
}

/**
 * valise_xml_name:
 * @node: (nullable): an element
 *
 * Returns: (transfer none): its name without prefix; "" for none
 */
const char *
valise_xml_name (const ValiseXmlNode *node)
{
  return node != NULL ? node->name : "";
}

/**
 * valise_xml_text:
 * @node: (nullable): an element
 *
 * Returns: (transfer none): the text of an element without children, else ""
 */
const char *
valise_xml_text (const ValiseXmlNode *node)
{
  return node != NULL ? node->text : "";
}

/**
 * valise_xml_attribute:
 * @node: (nullable): an element
 * @name: the name of an attribute without namespace
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
valise_xml_attribute (const ValiseXmlNode *node, const char *name)
{
  const ValiseXmlNode *attribute = node != NULL ? node->attribute : NULL;

  while (attribute != NULL && (attribute->ns != NULL || !g_str_equal (attribute->name, name)))
    attribute = attribute->next;
  return attribute != NULL ? attribute->text : NULL;
}
