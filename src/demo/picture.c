/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws pictures for the sample account, so that no picture has to be kept in the repository.
 *
 * A JPEG consists of squares of 8 by 8 pixels. One of a single colour is nothing but its mean (the
 * DC coefficient) and an end mark, which makes for a small encoder (ITU T.81, baseline) and for
 * pictures that look like mosaics. */

#include "demo/picture.h"

typedef struct
{
  GByteArray *bytes;
  guint32 bits;
  guint count;
} Writer;

static void
write_marker (GByteArray *bytes, guint8 marker, const guint8 *data, guint length)
{
  const guint8 head[] = { 0xff, marker, (guint8)((length + 2) >> 8), (guint8)(length + 2) };

  g_byte_array_append (bytes, head, sizeof head);
  g_byte_array_append (bytes, data, length);
}

static void
write_bits (Writer *writer, guint32 bits, guint count)
{
  writer->bits = writer->bits << count | (bits & ((1u << count) - 1));
  writer->count += count;
  while (writer->count >= 8)
    {
      guint8 byte = (guint8)(writer->bits >> (writer->count - 8));
      const guint8 zero = 0;

      g_byte_array_append (writer->bytes, &byte, 1);
      if (byte == 0xff)
        g_byte_array_append (writer->bytes, &zero, 1);
      writer->count -= 8;
    }
}

/* The codes of table K.3 for how many bits a difference has, and the difference. */
static void
write_difference (Writer *writer, int difference)
{
  static const struct
  {
    guint8 code, length;
  } codes[] = { { 0x00, 2 }, { 0x02, 3 }, { 0x03, 3 }, { 0x04, 3 }, { 0x05, 3 },
                { 0x06, 3 }, { 0x0e, 4 }, { 0x1e, 5 }, { 0x3e, 6 } };
  guint size = difference != 0 ? g_bit_storage ((gulong)ABS (difference)) : 0;

  write_bits (writer, codes[size].code, codes[size].length);
  if (size > 0)
    write_bits (writer, (guint32)(difference > 0 ? difference : difference - 1), size);
  write_bits (writer, 0, 1); /* the end of the square */
}

static void
write_head (GByteArray *bytes, guint columns, guint rows)
{
  static const guint8 start[] = { 0xff, 0xd8 };
  static const guint8 jfif[] = { 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0 };
  static const guint8 dc_codes[] = { 0x00, 0, 1, 5, 1, 1, 1, 0, 0, 0, 0, 0, 0,
                                     0,    0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8 };
  static const guint8 ac_codes[] = { 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
  static const guint8 scan[] = { 3, 1, 0, 2, 0, 3, 0, 0, 63, 0 };
  const guint8 frame[] = { 8,
                           (guint8)(rows * 8 >> 8),
                           (guint8)(rows * 8),
                           (guint8)(columns * 8 >> 8),
                           (guint8)(columns * 8),
                           3,
                           1,
                           0x11,
                           0,
                           2,
                           0x11,
                           0,
                           3,
                           0x11,
                           0 };
  guint8 steps[65] = { 0 };

  for (guint i = 1; i < sizeof steps; i++)
    steps[i] = 8; /* so that a coefficient is the colour itself */
  g_byte_array_append (bytes, start, sizeof start);
  write_marker (bytes, 0xe0, jfif, sizeof jfif);
  write_marker (bytes, 0xdb, steps, sizeof steps);
  write_marker (bytes, 0xc0, frame, sizeof frame);
  write_marker (bytes, 0xc4, dc_codes, sizeof dc_codes);
  write_marker (bytes, 0xc4, ac_codes, sizeof ac_codes);
  write_marker (bytes, 0xda, scan, sizeof scan);
}

/**
 * valise_demo_picture_jpeg:
 * @columns: how many squares wide
 * @rows: how many squares high
 * @func: says the colour of a square
 * @data: for @func
 *
 * Returns: (transfer full): a JPEG picture
 */
GBytes *
valise_demo_picture_jpeg (guint columns, guint rows, ValiseDemoPictureFunc func, gpointer data)
{
  static const guint8 end[] = { 0xff, 0xd9 };
  Writer writer = { .bytes = g_byte_array_new () };
  int last[3] = { 0 };

  write_head (writer.bytes, columns, rows);
  for (guint row = 0; row < rows; row++)
    for (guint column = 0; column < columns; column++)
      {
        guint32 colour = func (column, row, data);
        int red = colour >> 16 & 255, green = colour >> 8 & 255, blue = colour & 255;
        const int values[] = {
          (299 * red + 587 * green + 114 * blue) / 1000 - 128,
          (-169 * red - 331 * green + 500 * blue) / 1000,
          (500 * red - 419 * green - 81 * blue) / 1000,
        };

        for (guint i = 0; i < G_N_ELEMENTS (values); i++)
          {
            write_difference (&writer, values[i] - last[i]);
            last[i] = values[i];
          }
      }
  write_bits (&writer, 0x7f, (8 - writer.count % 8) % 8);
  g_byte_array_append (writer.bytes, end, sizeof end);
  return g_byte_array_free_to_bytes (writer.bytes);
}

/* What is to be seen */

#define SIZE 40

static const guint32 backgrounds[] = { 0x7fb2c8, 0xc8a27f, 0x9cc87f, 0xb49bd0, 0xd0b89b, 0x8f9fb5 };
static const guint32 skins[] = { 0xf1c9a5, 0x8d5a3b, 0xc68e63, 0xe0ac82, 0x6b4430 };
static const guint32 clothes[] = { 0x274c77, 0x7d2e2e, 0x3a5a40, 0x4a4e69, 0xbc6c25 };
static const guint32 hairs[] = { 0x2b2118, 0x5a3a22, 0x9a8c7c, 0xb5893c, 0x1b1b1b };

static gboolean
in_circle (int x, int y, int centre_x, int centre_y, int radius)
{
  return (x - centre_x) * (x - centre_x) + (y - centre_y) * (y - centre_y) <= radius * radius;
}

static guint32
portrait (guint column, guint row, gpointer data)
{
  guint seed = GPOINTER_TO_UINT (data);
  int x = (int)column, y = (int)row;

  if ((x == 16 || x == 24) && y == 17)
    return 0x202020;
  if (y == 23 && x >= 17 && x <= 23)
    return 0x9b4a4a;
  if (in_circle (x, y, 20, 19, 9))
    return y < 13 + (int)(seed % 3) ? hairs[seed / 2 % G_N_ELEMENTS (hairs)]
                                    : skins[seed / 3 % G_N_ELEMENTS (skins)];
  if (in_circle (x, y, 20, 17, 10) && y < 18)
    return hairs[seed / 2 % G_N_ELEMENTS (hairs)];
  if (in_circle (x, y, 20, 44, 16))
    return clothes[seed % G_N_ELEMENTS (clothes)];
  return backgrounds[seed % G_N_ELEMENTS (backgrounds)];
}

static guint32
landscape (guint column, guint row, gpointer data)
{
  guint seed = GPOINTER_TO_UINT (data);
  int x = (int)column, y = (int)row;
  int shore = 22 + (int)((column * (seed % 5 + 3)) % 23) / 12;

  if (in_circle (x, y, 10 + (int)(seed % 40), 7, 3))
    return 0xfff2b0;
  if (y < 12 + ABS (x - 30) / 4)
    return 0x9fc9e8 - (guint32)(y * 0x020202);
  if (y < shore)
    return 0x4f7a4a;
  return (row + column / 7) % 3 == 0 ? 0x5b8fb5 : 0x3f739b;
}

/**
 * valise_demo_picture_portrait:
 * @seed: another one for each person
 *
 * Returns: (transfer full): a head and shoulders, as JPEG
 */
GBytes *
valise_demo_picture_portrait (guint seed)
{
  return valise_demo_picture_jpeg (SIZE, SIZE, portrait, GUINT_TO_POINTER (seed));
}

/**
 * valise_demo_picture_landscape:
 * @seed: another one for each picture
 *
 * Returns: (transfer full): a lake, as JPEG
 */
GBytes *
valise_demo_picture_landscape (guint seed)
{
  return valise_demo_picture_jpeg (60, SIZE, landscape, GUINT_TO_POINTER (seed));
}
