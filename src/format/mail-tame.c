/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What GMime must not see. GMime parses each address list as soon as it meets one, nested groups by
 * recursion and lists without any "@" in quadratic time; it makes an object of each part and of
 * each header field; and it refuses what does not begin with a field. This pass, linear in the
 * input, walks over the lines as the parser does (a header block begins the message, follows a
 * boundary, and follows the header of an enclosed message) and leaves out what no honest
 * message has: too long fields, too many fields, too many parts, absurd address lists. */

#include "format/mail-tame.h"

#include <string.h>

#define FIELD_BYTES_MAX (64 * 1024)
#define BLOCK_FIELDS_MAX 2000
#define FIELDS_MAX 50000
#define PARTS_MAX 10000
#define ADDRESS_BYTES_MAX (512 * 1024) /* of all address fields together */
#define SEPARATORS_MAX 100             /* of an address list without an "@" between them */
#define COLONS_MAX 200                 /* groups in an address list */

typedef struct
{
  const char *end;
  GString *out;     /* NULL: nothing left out so far */
  const char *keep; /* what is not in @out yet */
  GHashTable *boundaries;
  gboolean any_boundary; /* one is declared in a way that is not read here: "--" is one */
  guint parts, fields;
  gsize address_bytes;
  /* The header block that is being read. */
  gboolean in_header;
  gboolean encloses; /* its body begins with a header block */
  gboolean digest;   /* so does every part's from here on */
  guint block_fields;
  /* Its field. */
  gboolean dropping;
  gboolean is_address, is_type;
  gsize field_bytes;
  guint separators, colons;
} Tame;

static void
leave_out (Tame *self, const char *from, const char *to)
{
  if (self->out == NULL)
    self->out = g_string_new (NULL);
  g_string_append_len (self->out, self->keep, from - self->keep);
  self->keep = to;
}

static gboolean
starts_with (const char *at, const char *end, const char *prefix)
{
  gsize length = strlen (prefix);

  return (gsize)(end - at) >= length && g_ascii_strncasecmp (at, prefix, length) == 0;
}

/* Returns: (nullable): behind the first @word, in any case. */
static const char *
find_behind (const char *at, const char *end, const char *word)
{
  for (; at < end; at++)
    if (g_ascii_tolower (*at) == *word && starts_with (at, end, word))
      return at + strlen (word);
  return NULL;
}

static gboolean
is_address_field (const char *at, const char *end)
{
  static const char *const names[] = {
    "from", "to", "cc", "bcc", "reply-to", "sender", "resent-", "disposition-notification-to"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (starts_with (at, end, names[i]))
      return TRUE;
  return FALSE;
}

/* Returns: whether GMime takes the line for a header field. */
static gboolean
is_field (const char *at, const char *end)
{
  gboolean blank = FALSE;

  for (const char *p = at; p < end; p++)
    {
      if (*p == ':')
        return p > at;
      if (*p == ' ' || *p == '\t')
        blank = TRUE;
      else if (blank || (guchar)*p < ' ' || *p == 0x7f)
        return FALSE;
    }
  return FALSE;
}

/* Notes the boundaries that a line of a header declares. */
static void
read_boundary (Tame *self, const char *at, const char *end)
{
  while ((at = find_behind (at, end, "boundary")) != NULL)
    {
      gboolean quoted = end - at > 1 && at[0] == '=' && at[1] == '"';
      const char *value = at + (quoted ? 2 : 1);
      const char *stop = value;

      while (stop < end && (quoted ? *stop != '"' : strchr ("; \t\r\n", *stop) == NULL))
        stop++;
      if (at == end || *at != '=' || stop <= value || memchr (value, '\\', stop - value) != NULL
          || memchr (value, '?', stop - value) != NULL || g_ascii_isspace (stop[-1]))
        self->any_boundary = TRUE;
      else
        g_hash_table_add (self->boundaries, g_strndup (value, stop - value));
      at = MIN (MAX (stop, at), end);
    }
}

static void
read_type (Tame *self, const char *at, const char *end)
{
  read_boundary (self, at, end);
  if (find_behind (at, end, "message/") != NULL)
    self->encloses = TRUE;
  if (find_behind (at, end, "multipart/digest") != NULL)
    self->digest = TRUE;
}

static gboolean
is_boundary (Tame *self, const char *at, const char *end)
{
  g_autofree char *value = NULL;
  gsize length;

  if (end - at < 3 || at[0] != '-' || at[1] != '-')
    return FALSE;
  if (self->any_boundary)
    return TRUE;
  if (g_hash_table_size (self->boundaries) == 0)
    return FALSE;
  value = g_strchomp (g_strndup (at + 2, end - at - 2));
  if (g_hash_table_contains (self->boundaries, value))
    return TRUE;
  length = strlen (value);
  if (length < 3 || strcmp (value + length - 2, "--") != 0)
    return FALSE;
  value[length - 2] = '\0';
  return g_hash_table_contains (self->boundaries, value);
}

/* Returns: whether the "@" of an address stands at @p, and not one in quotes. */
static gboolean
is_at (const char *start, const char *p, const char *end)
{
  return *p == '@' && p > start && p + 1 < end && p[-1] != '"' && p[1] != '"';
}

/* Returns: where an address list gets absurd, or @end. */
static const char *
check_addresses (Tame *self, const char *at, const char *end)
{
  gsize left = ADDRESS_BYTES_MAX - MIN (self->address_bytes, ADDRESS_BYTES_MAX);
  const char *stop = (gsize)(end - at) > left ? at + left : end;

  for (const char *p = at; p < stop; p++)
    {
      if (is_at (at, p, stop))
        self->separators = 0;
      else if (*p == ',' || *p == ':' || *p == ';')
        self->separators++;
      if (*p == ':')
        self->colons++;
      if (self->separators > SEPARATORS_MAX || self->colons > COLONS_MAX)
        return p;
    }
  self->address_bytes += stop - at;
  return stop;
}

static void
begin_block (Tame *self, gboolean encloses)
{
  self->in_header = TRUE;
  self->encloses = encloses;
  self->dropping = FALSE;
  self->block_fields = 0;
}

static void
begin_field (Tame *self, const char *at, const char *end)
{
  self->block_fields++;
  self->fields++;
  self->dropping = self->block_fields > BLOCK_FIELDS_MAX || self->fields > FIELDS_MAX;
  self->is_address = is_address_field (at, end);
  self->is_type = starts_with (at, end, "content-type");
  self->field_bytes = 0;
  self->separators = self->colons = 0;
}

/* Takes a line of a header, with its line end: @stop is where that begins. */
static void
take_header_line (Tame *self, const char *at, const char *stop, const char *end)
{
  const char *to;

  if (*at != ' ' && *at != '\t')
    begin_field (self, at, stop);
  if (self->dropping)
    {
      leave_out (self, at, end);
      return;
    }
  to = MIN (stop, at + (FIELD_BYTES_MAX - self->field_bytes));
  if (self->is_address)
    to = check_addresses (self, at, to);
  self->field_bytes += to - at;
  if (to < stop)
    {
      self->dropping = TRUE; /* the lines that follow */
      leave_out (self, to, stop);
    }
  if (self->is_type)
    read_type (self, at, to);
}

static void
take_line (Tame *self, const char *at, const char *end)
{
  const char *stop = end;

  while (stop > at && (stop[-1] == '\n' || stop[-1] == '\r'))
    stop--;
  if (is_boundary (self, at, stop))
    {
      begin_block (self, self->digest);
      if (++self->parts > PARTS_MAX)
        leave_out (self, at, end);
    }
  else if (self->in_header && stop == at)
    {
      self->in_header = FALSE;
      if (self->encloses)
        begin_block (self, FALSE);
    }
  else if (self->in_header)
    take_header_line (self, at, stop, end);
}

/**
 * valise_mail_find_header:
 * @data: a message, or anything
 * @size: its bytes
 *
 * Returns: the offset of the first header field, which is 0 but for messages from mailbox files
 * with their "From " line; or -1 where @data does not begin with a header
 */
gssize
valise_mail_find_header (const char *data, gsize size)
{
  const char *at = data, *end = data + size, *newline;

  if (size == 0)
    return -1;
  while (starts_with (at, end, "From ") || starts_with (at, end, ">From "))
    {
      newline = memchr (at, '\n', end - at);
      at = newline != NULL ? newline + 1 : end;
    }
  newline = memchr (at, '\n', end - at);
  if (newline == at || (newline == at + 1 && *at == '\r'))
    return at - data; /* a header without fields */
  return is_field (at, newline != NULL ? newline : end) ? at - data : -1;
}

/**
 * valise_mail_tame:
 * @bytes: a message
 * @cut: (out): whether something of it was left out
 *
 * Returns: (transfer full): a message that GMime reads in bounded time and memory and does not
 *   refuse; for every honest message @bytes itself
 */
GBytes *
valise_mail_tame (GBytes *bytes, gboolean *cut)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *start = data != NULL ? data : "";
  gssize header = valise_mail_find_header (start, size);
  g_autoptr (GHashTable) boundaries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Tame self = { .end = start + size, .keep = start, .boundaries = boundaries };

  *cut = FALSE;
  if (header < 0)
    {
      self.out = g_string_sized_new (size + 1);
      g_string_append_c (self.out, '\n');
      g_string_append_len (self.out, start, size);
      return g_string_free_to_bytes (self.out);
    }
  begin_block (&self, FALSE);
  for (const char *at = start + header, *next; at < self.end; at = next)
    {
      const char *newline = memchr (at, '\n', self.end - at);

      next = newline != NULL ? newline + 1 : self.end;
      take_line (&self, at, next);
    }
  *cut = self.out != NULL;
  if (self.in_header)
    {
      leave_out (&self, self.end, self.end);
      g_string_append (self.out, "\n\n"); /* the header never ended */
    }
  if (self.out == NULL)
    return g_bytes_ref (bytes);
  g_string_append_len (self.out, self.keep, self.end - self.keep);
  return g_string_free_to_bytes (self.out);
}
