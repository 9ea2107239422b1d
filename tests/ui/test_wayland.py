# SPDX-License-Identifier: GPL-3.0-or-later
"""valise --demo on a Wayland compositor, which is weston in place of the private desktop's windows:
the window opens, menus are where they belong, keys and pointer reach it, a second window opens, and
the icon is in the panel as anywhere else."""

import os
import shutil
import time
import unittest

from desktop import ROOT, Desktop, Unavailable, require
from notebook import NOISE

WIDTH, HEIGHT = 1280, 800
BAR = 32  # weston's own, with a clock
MAXIMIZE = "super+shift+m"
MENU = 1208, 54
FOLDER = 100, 300
NOWHERE = 900, 600


def changed_area(before, after, corner=(0, BAR)):
    """The rectangle in which two pictures differ to the right of and below CORNER: left, top, right,
    bottom; None for nowhere."""
    def differs(x, y):
        at = (y * WIDTH + x) * 3
        return before[at:at + 3] != after[at:at + 3]

    def row(picture, y):
        return picture[(y * WIDTH + corner[0]) * 3:(y + 1) * WIDTH * 3]

    rows = [y for y in range(corner[1], HEIGHT) if row(before, y) != row(after, y)]
    columns = range(corner[0], WIDTH)
    if not rows:
        return None
    return (min(next(x for x in columns if differs(x, y)) for y in rows), rows[0],
            max(next(x for x in reversed(columns) if differs(x, y)) for y in rows), rows[-1])


class Wayland(unittest.TestCase):
    def setUp(self):
        try:
            require()
        except Unavailable as problem:
            self.skipTest(str(problem))
        if shutil.which("weston") is None:
            self.skipTest("install weston")
        self.desktop = Desktop(size=f"{WIDTH}x{HEIGHT}")
        self.addCleanup(self.desktop.close)
        self.desktop.spawn(["weston", "--backend=x11-backend.so", "--use-pixman", "--fullscreen",
                            "--no-config", f"--width={WIDTH}", f"--height={HEIGHT}",
                            "--idle-time=0", "--socket=wayland-test"])
        socket = os.path.join(self.desktop.env["XDG_RUNTIME_DIR"], "wayland-test")
        self.desktop.wait_until(lambda: os.path.exists(socket), what="the compositor")
        self.desktop.wait_until(self.is_full, what="the compositor on the whole screen")
        # Weston adds up motions: in two corners it cannot but agree where the pointer is.
        for place in ((WIDTH - 1, HEIGHT - 1), (0, 0), NOWHERE):
            self.move_pointer(place)

    def is_full(self):
        return any(self.desktop.geometry(window) == (0, 0, WIDTH, HEIGHT)
                   for window in self.desktop.windows("weston", "--class"))

    def move_pointer(self, place):
        self.desktop.run(["xdotool", "mousemove", *map(str, place)])

    def start(self):
        env = {**self.desktop.env, "VALISE_ICON_DIR": str(ROOT / "icons"),
               "GSETTINGS_SCHEMA_DIR": os.environ["VALISE_SCHEMA_DIR"],
               "GDK_BACKEND": "wayland", "WAYLAND_DISPLAY": "wayland-test"}
        del env["DISPLAY"]  # so that there is no way around the compositor
        return self.desktop.spawn([os.environ["VALISE"], "--demo"], env=env)

    def changed(self, before, what, corner=(0, BAR)):
        """Waits until the screen differs from BEFORE in more than a caret and is at rest; where."""
        def settled():
            after = self.desktop.pixels()
            time.sleep(0.15)
            area = changed_area(before, after, corner)
            still = changed_area(after, self.desktop.pixels()) is None
            return area if area and still and area[2] - area[0] > 20 else None
        return self.desktop.wait_until(settled, 30, what)

    def click(self, place, button=1):
        """Clicks there and takes the pointer away, so that it is in no picture."""
        self.desktop.click(*place, button)
        self.move_pointer(NOWHERE)

    def test_windows_menus_and_the_icon(self):
        empty = self.desktop.pixels()
        program = self.start()
        item = self.desktop.tray("valise")
        self.desktop.wait_until(lambda: item.labels()[0].startswith("In step since"), 30, "the run")
        self.changed(empty, "the window")
        self.desktop.keys(MAXIMIZE)
        self.desktop.wait_until(
            lambda: self.changed(empty, "the large window") == (0, BAR, WIDTH - 1, HEIGHT - 1),
            what="all of the screen")
        self.desktop.screenshot("ui-wayland")
        window = self.desktop.pixels()

        # The main menu hangs below its button. What is left of it has lost the focus.
        self.click(MENU)
        left, top, right, bottom = self.changed(window, "the menu", (WIDTH // 2, BAR))
        self.assertTrue(MENU[0] - 200 < left < MENU[0] < right < WIDTH)
        self.assertTrue(abs(top - MENU[1]) < 30 and MENU[1] + 200 < bottom < HEIGHT)
        self.desktop.screenshot("ui-wayland-menu")
        self.desktop.keys("Escape")
        self.desktop.wait_until(lambda: changed_area(window, self.desktop.pixels()) is None,
                                what="the menu to close")

        # The menu of a folder opens where the pointer is.
        self.click(FOLDER)
        self.changed(window, "the folder")
        window = self.desktop.pixels()
        self.click(FOLDER, 3)
        left, top, right, _ = self.changed(window, "the menu of the folder", (0, FOLDER[1] + 4))
        self.assertLess(abs(left - FOLDER[0]), 15)
        self.assertLess(abs(top - FOLDER[1]), 15)
        self.assertLess(right, FOLDER[0] + 400)
        self.desktop.screenshot("ui-wayland-context-menu")
        self.desktop.keys("Escape")

        # A second window, and what is typed there.
        self.desktop.keys("ctrl+n")
        self.changed(window, "the composer")
        composer = self.desktop.pixels()
        self.desktop.type("ben@example.org")
        self.changed(composer, "the address")
        self.desktop.screenshot("ui-wayland-composer")

        self.assertEqual(item.icon_name, "valise-online")
        item.activate("Quit")
        self.assertEqual(program.wait(20), 0)
        self.assertNotRegex(self.desktop.log("valise"), NOISE)


if __name__ == "__main__":
    unittest.main()
