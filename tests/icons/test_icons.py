#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the artwork to what the tray promises: six states that can be told apart without colour.

Shapes are compared as a panel shows them, 16 pixels wide, by opacity alone: two icons that differ
only in colour have equal opacity and fail.
"""

import itertools
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ICONS = Path(__file__).resolve().parents[2] / "icons"
STATES = ["online", "syncing", "offline"]
STATUS = [f"valise-{state}{mark}" for mark in ("", "-attention") for state in STATES]
FULL = ["apps/valise.svg"] + [f"status/{name}.svg" for name in STATUS]
SYMBOLIC = ["apps/valise-symbolic.svg"] + [f"status/{name}-symbolic.svg" for name in STATUS]

BEYOND_SIMPLE = {"mask", "clipPath", "filter", "image", "style", "text"}  # some panels draw without

PANEL_SIZE = 16
DIFFERENT_PIXELS = 12  # of 256: less than that is not seen at a glance
LIGHT, DARK = 0xF6, 0x2B  # the grey of common panels
READABLE_CONTRAST = 2.0


def elements(path):
    """The names of all elements in an SVG file, without the namespace."""
    return {element.tag.rpartition("}")[2] for element in ElementTree.parse(path).iter()}


def render(path, *operations):
    """One byte a pixel, at panel size, after ImageMagick's operations."""
    picture = subprocess.run(
        ["rsvg-convert", "-w", str(PANEL_SIZE), "-h", str(PANEL_SIZE), str(path)],
        check=True, stdout=subprocess.PIPE).stdout
    return subprocess.run(
        ["convert", "png:-", *operations, "-depth", "8", "gray:-"],
        input=picture, check=True, stdout=subprocess.PIPE).stdout


def opacity(path):
    return render(path, "-alpha", "extract")


def luminance(level):
    """Relative luminance of an sRGB grey, as WCAG defines it."""
    part = level / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


class Icons(unittest.TestCase):
    def test_the_set_is_complete_and_nothing_else(self):
        expected = {f"scalable/{name}" for name in FULL} | {f"symbolic/{name}" for name in SYMBOLIC}
        found = {str(path.relative_to(ICONS / "hicolor"))
                 for path in (ICONS / "hicolor").rglob("*") if path.is_file()}
        self.assertEqual(found, expected)

    def test_each_is_a_square_svg_that_any_renderer_draws(self):
        for path in (ICONS / "hicolor").rglob("*.svg"):
            with self.subTest(path.name):
                root = ElementTree.parse(path).getroot()
                self.assertEqual(root.tag, "{http://www.w3.org/2000/svg}svg")
                size = root.get("width")
                self.assertEqual(root.get("height"), size)
                self.assertEqual(root.get("viewBox"), f"0 0 {size} {size}")
                self.assertFalse(elements(path) & BEYOND_SIMPLE)

    def test_symbolic_icons_can_be_recoloured(self):
        for name in SYMBOLIC:
            with self.subTest(name):
                path = ICONS / "hicolor/symbolic" / name
                self.assertEqual(ElementTree.parse(path).getroot().get("viewBox"), "0 0 16 16")
                self.assertFalse(elements(path) & {"linearGradient", "radialGradient"})

    def test_no_two_states_have_one_shape(self):
        for folder, suffix in (("scalable", ""), ("symbolic", "-symbolic")):
            shapes = {name: opacity(ICONS / "hicolor" / folder / "status" / f"{name}{suffix}.svg")
                      for name in STATUS}
            for one, other in itertools.combinations(STATUS, 2):
                with self.subTest(f"{one} and {other}{suffix}"):
                    different = sum(abs(a - b) > 127 for a, b in zip(shapes[one], shapes[other]))
                    self.assertGreaterEqual(different, DIFFERENT_PIXELS)

    def test_full_colour_reads_on_light_and_on_dark_panels(self):
        for name in FULL:
            path = ICONS / "hicolor/scalable" / name
            greys = render(path, "-alpha", "off", "-colorspace", "Gray")
            solid = [grey for grey, alpha in zip(greys, opacity(path)) if alpha > 200]
            for panel in (LIGHT, DARK):
                with self.subTest(f"{name} on {panel:#x}"):
                    readable = sum(contrast(grey, panel) >= READABLE_CONTRAST for grey in solid)
                    self.assertGreater(readable, len(solid) * 0.6)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        ICONS = Path(sys.argv.pop(1))
    unittest.main()
