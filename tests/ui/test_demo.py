# SPDX-License-Identifier: GPL-3.0-or-later
"""valise --demo in a real panel: each form of the icon and a conflict, by the Demo menu."""

import os
import unittest
from pathlib import Path

from desktop import ROOT, Unavailable, require
from notebook import NOISE
import uicase

NORMAL = "Back to Normal"


class Demo(unittest.TestCase):
    def setUp(self):
        try:
            require()
        except Unavailable as problem:
            self.skipTest(str(problem))
        if "VALISE" not in os.environ:
            self.skipTest("VALISE does not say where the program is")
        self.desktop = uicase.desktop(False)
        self.program = None
        self.addCleanup(self.end_program)

    def start(self, *options):
        env = {**self.desktop.env, "VALISE_ICON_DIR": str(ROOT / "icons")}
        self.program = self.desktop.spawn([os.environ["VALISE"], "--demo", *options], env=env)
        item = self.desktop.tray("valise")
        self.wait_until_in_step(item)
        return item

    def end_program(self):
        if self.program is not None:
            self.program.terminate()
            self.assertEqual(self.program.wait(10), 0, self.desktop.log("valise"))
            self.program = None
            self.assertNotRegex(self.desktop.log("valise"), NOISE)

    def data_folders(self):
        return list(Path(self.desktop.env["XDG_CACHE_HOME"], "valise-demo").glob("*"))

    def wait_for(self, predicate, what, seconds=30):
        return self.desktop.wait_until(predicate, seconds, what)

    def wait_for_icon(self, item, name):
        self.wait_for(lambda: item.icon_name == name, f"the icon {name}")

    def wait_until_in_step(self, item):
        self.wait_for(lambda: item.labels()[0].startswith("In step since"), "the run")
        self.wait_for_icon(item, "valise-online")

    def test_every_icon_and_a_conflict(self):
        item = self.start("--hidden")
        item.activate("Demo", "Slow Server")
        self.wait_for_icon(item, "valise-syncing")
        item.activate("Demo", "Go Offline")
        self.wait_for_icon(item, "valise-offline")
        item.activate("Demo", NORMAL)
        self.wait_until_in_step(item)

        item.activate("Demo", "Unreachable Server")
        self.wait_for_icon(item, "valise-offline")
        self.assertTrue(item.labels()[0].startswith("Connection lost"), item.labels())
        item.activate("Demo", NORMAL)
        self.wait_until_in_step(item)

        item.activate("Demo", "Refused Password")
        self.wait_for_icon(item, "valise-offline-attention")
        item.activate("Demo", NORMAL)
        self.wait_until_in_step(item)

        item.activate("Demo", "Make a Conflict")
        self.wait_for(lambda: item.find("Conflicts (1)"), "the conflict in the menu")
        self.wait_for_icon(item, "valise-online-attention")
        item.activate("Demo", "Slow Server")
        self.wait_for_icon(item, "valise-syncing-attention")
        item.activate("Demo", "Go Offline")
        self.wait_for_icon(item, "valise-offline-attention")

    def test_window_and_menu(self):
        item = self.start()
        window = self.desktop.window("^Valise$")
        self.desktop.run(["xdotool", "windowactivate", "--sync", window])
        self.desktop.keys("alt+d")
        self.desktop.screenshot("ui-demo")
        self.desktop.keys("Escape")
        item.activate("Demo", "Make a Conflict")
        self.wait_for(lambda: item.find("Conflicts (1)"), "the conflict in the menu")
        self.desktop.screenshot("ui-demo-conflict")

    def test_nothing_stays(self):
        self.start("--hidden")
        self.assertEqual(len(self.data_folders()), 1)
        self.program.kill()
        self.program.wait()
        self.assertEqual(len(self.data_folders()), 1)
        self.start("--hidden")
        self.assertEqual(len(self.data_folders()), 1)
        self.end_program()
        self.assertEqual(self.data_folders(), [])
        self.assertFalse(Path(self.desktop.env["XDG_DATA_HOME"], "valise").exists())
