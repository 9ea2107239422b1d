# SPDX-License-Identifier: GPL-3.0-or-later
"""The screen of an Xvfb that was started with -fbdir, read as a file: what a person would see,
and when, without a question to the X server."""

import mmap
import os
import struct
import time

# Of the header of an X window dump, in 32-bit words of the network's order.
HEADER_SIZE, LINE_BYTES, COLOURS = 0, 12, 19
COLOUR_BYTES = 12
PIXEL_BYTES = 4


class Screen:
    def __init__(self, folder):
        with open(os.path.join(folder, "Xvfb_screen0"), "rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        words = struct.unpack(">25I", self._map[:100])
        self._start = words[HEADER_SIZE] + words[COLOURS] * COLOUR_BYTES
        self._line = words[LINE_BYTES]

    def close(self):
        self._map.close()

    def area(self, x, y, width, height):
        """What is in a part of the screen, as bytes."""
        first = self._start + y * self._line + x * PIXEL_BYTES
        return b"".join(self._map[at:at + width * PIXEL_BYTES]
                        for at in range(first, first + height * self._line, self._line))

    def time_of(self, area, picture, since, seconds=10):
        """Waits until AREA looks like PICTURE; the seconds SINCE then."""
        while self.area(*area) != picture:
            if time.monotonic() > since + seconds:
                raise TimeoutError("the screen never looked as it should")
            time.sleep(0.0005)
        return time.monotonic() - since
