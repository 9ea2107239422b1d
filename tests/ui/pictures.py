#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures of the README and of the metainfo anew, of `valise --demo` on a private desktop:

    PYTHONPATH=tests/desktop VALISE=_build/ui/valise VALISE_SCHEMA_DIR=_build/data \\
      python3 tests/ui/pictures.py data/screenshots
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from desktop import ROOT, Desktop

SIZE = "1280x800"
NOWHERE = 900, 700
MESSAGE = 420, 480
LATER = 1207, 136  # the button of the notification


class Pictures:
    """One program on one desktop."""

    def __init__(self, desktop, dark, folder):
        self.desktop = desktop
        self.folder = folder
        env = {**desktop.env, "VALISE_ICON_DIR": str(ROOT / "icons"),
               "GSETTINGS_SCHEMA_DIR": str(Path(os.environ["VALISE_SCHEMA_DIR"]).resolve())}
        if dark:
            env["GTK_THEME"] = "Adwaita:dark"
        self.program = desktop.spawn([Path(os.environ["VALISE"]).resolve(), "--demo"], env=env)
        self.tray = desktop.tray("valise")
        desktop.wait_until(lambda: self.tray.labels()[0].startswith("In step since"), 60, "the run")
        desktop.window("^Valise$")
        desktop.keys("alt+F10")
        self.rest()
        desktop.click(*MESSAGE)
        self.rest()

    def rest(self):
        """Takes the pointer away and waits until the screen does not change any more."""
        self.desktop.run(["xdotool", "mousemove", *map(str, NOWHERE)])

        def still():
            before = self.desktop.pixels()
            time.sleep(0.5)
            return self.desktop.pixels() == before
        self.desktop.wait_until(still, 30, "the screen to come to rest")

    def keep(self, name):
        self.rest()
        shot = self.desktop.screenshot("picture")
        subprocess.run(["convert", shot, "-strip", "-define", "png:compression-level=9",
                        self.folder / f"{name}.png"], check=True)
        shot.unlink()

    def keep_conflict(self, name):
        self.tray.activate("Demo", "Make a Conflict")
        self.desktop.wait_until(lambda: self.tray.find("Conflicts (1)"), 60, "the conflict")
        self.desktop.wait_until(lambda: self.tray.icon_name == "valise-online-attention", 60,
                                "the icon")
        self.rest()
        self.desktop.click(*LATER)
        self.tray.activate("Conflicts (1)")
        self.desktop.window("^Conflicts$")
        self.keep(name)
        self.desktop.keys("Escape")

    def keep_tray(self, name):
        self.rest()
        self.desktop.open_tray_menu()
        self.keep(name)
        self.desktop.keys("Escape")


def main():
    folder = Path(sys.argv[1])
    for dark in (False, True):
        with Desktop(dark=dark, size=SIZE) as desktop:
            pictures = Pictures(desktop, dark, folder)
            pictures.keep("window-dark" if dark else "window")
            if not dark:
                pictures.keep_conflict("conflict")
                pictures.keep_tray("tray")
            pictures.program.terminate()
            pictures.program.wait(20)


if __name__ == "__main__":
    main()
