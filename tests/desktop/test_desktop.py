#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tries the test desktop itself, with a stand-in for the tray program: test_desktop.py STAND-IN."""

import os
import subprocess
import sys
import unittest
from pathlib import Path

from bus import parse
from desktop import HERE, ROOT, SKIP, Desktop, Unavailable, require, wait_until

ICONS = [f"valise-{state}{mark}" for mark in ("", "-attention")
         for state in ("online", "syncing", "offline")]
STAND_IN = None


class Parsing(unittest.TestCase):
    def test_gvariant_text_becomes_python_values(self):
        for text, value in (
                ("()", ()),
                ("(<true>,)", (True,)),
                ("(uint32 7, -1, 2.5, byte 0x10)", (7, -1, 2.5, 16)),
                ("""('it''s "so"', "don't <true>")""", ("it" + 's "so"', "don't <true>")),
                ("([objectpath '/a', '/b'], @as [])", (["/a", "/b"], [])),
                ("{'a': <@a{sv} {}>, 'b': <[<(1, 'x')>]>}", {"a": {}, "b": [(1, "x")]})):
            with self.subTest(text):
                self.assertEqual(parse(text), value)


class Inside(unittest.TestCase):
    dark = False

    def setUp(self):
        self.desktop = Desktop(dark=self.dark)
        self.addCleanup(self.desktop.close)

    def start_stand_in(self):
        """The stand-in, when the panel has drawn it, and its tray item."""
        self.empty = self.desktop.pixels(self.desktop.tray_area())
        process = self.desktop.spawn([STAND_IN, ROOT / "icons"], stdin=subprocess.PIPE, text=True,
                                     bufsize=1)
        self.addCleanup(process.stdin.close)
        item = self.desktop.tray("stand-in")
        self.wait_until_drawn({self.empty})
        return process, item

    def wait_until_drawn(self, known):
        """Waits until the tray rests on a picture that is not among KNOWN, and returns it."""
        area = self.desktop.tray_area()

        def drawn():
            one, next_one = self.desktop.pixels(area), self.desktop.pixels(area)
            return one if one == next_one and one not in known else None
        return self.desktop.wait_until(drawn, what="the tray to show something new")


class Tray(Inside):
    def test_the_panel_shows_six_different_icons(self):
        process, item = self.start_stand_in()
        area = self.desktop.tray_area()
        shown = {self.empty, self.desktop.pixels(area)}
        self.assertEqual(item.icon_theme_path, str(ROOT / "icons"))
        for number, name in enumerate(ICONS):
            if number > 0:
                process.stdin.write(name + "\n")
                shown.add(self.wait_until_drawn(shown))
            self.assertEqual(item.icon_name, name)
            self.desktop.screenshot(f"tray-{'dark' if self.dark else 'light'}-{name}", area, 8)
        self.assertEqual(len(shown - {self.empty}), len(ICONS))


class DarkTray(Tray):
    dark = True


class Menu(Inside):
    def test_the_menu_is_read_and_used(self):
        process, item = self.start_stand_in()
        self.assertEqual((item.id, item.title, item.status), ("stand-in", "Stand-in", "Active"))
        self.assertEqual(item.labels(), ["Nothing to do", "Open", "Work Offline", "More", "Quit"])
        self.assertFalse(item.find("Nothing")["enabled"])
        self.assertIsNone(item.find("Open")["checked"])
        self.assertIs(item.find("Work Offline")["checked"], False)
        self.assertRaises(LookupError, item.activate, "Nothing to do")
        self.assertRaises(LookupError, item.activate, "Nowhere")

        for path in (("Work Offline",), ("More", "Deep")):
            item.activate(*path)
            self.desktop.wait_until(lambda: item.find(*path)["checked"], what="the check mark")
        self.desktop.open_tray_menu()
        self.desktop.screenshot("tray-menu")
        self.desktop.keys("Escape")

        item.activate("Quit")
        self.assertEqual(process.wait(10), 0)
        self.desktop.wait_until(lambda: not self.desktop.bus.tray_items(), what="an empty tray")


class Session(Inside):
    def test_windows_notifications_and_secrets(self):
        _, item = self.start_stand_in()
        self.assertEqual(self.desktop.windows("Stand-in"), [])
        item.activate("Open")
        window = self.desktop.window("^Stand-in$")
        x, y, width, height = self.desktop.geometry(window)
        self.desktop.click(x + width // 2, y + height // 2)
        before = self.desktop.pixels()
        self.desktop.type("Hello")
        self.desktop.wait_until(lambda: self.desktop.pixels() != before, what="the typed text")
        self.desktop.screenshot("window")

        self.desktop.bus.call(
            "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
            "org.freedesktop.Notifications.Notify",
            "'valise'", "0", "'valise'", "'Summary'", "'First\\nsecond'", "[]", "{}", "5000")
        shown = self.desktop.wait_until(self.desktop.notifications, what="a notification")
        self.assertEqual([(each["summary"], each["body"]) for each in shown],
                         [("Summary", "First\nsecond")])
        self.desktop.screenshot("notification")

        self.desktop.run(["secret-tool", "store", "--label=Try", "what", "try"], input="secret")
        self.assertEqual(self.desktop.run(["secret-tool", "lookup", "what", "try"]), "secret")


class End(unittest.TestCase):
    def processes_of(self, folder):
        mark = os.fsencode(f"VALISE_DESKTOP={folder}")
        found = []
        for environ in Path("/proc").glob("[0-9]*/environ"):
            try:
                if mark in environ.read_bytes().split(b"\0"):
                    found.append(environ.parent.name)
            except OSError:
                continue
        return found

    def start(self, script):
        return subprocess.Popen([sys.executable, HERE / "desktop.py", "--", "sh", "-c", script],
                                stdout=subprocess.PIPE, text=True)

    def test_the_command_form_passes_the_exit_status_and_leaves_nothing(self):
        command = self.start('echo "$VALISE_DESKTOP"; exit 3')
        folder = command.communicate()[0].strip()
        self.assertEqual(command.returncode, 3)
        self.assertFalse(os.path.exists(folder))
        self.assertEqual(self.processes_of(folder), [])

    def test_a_killed_desktop_leaves_nothing_either(self):
        with self.start('echo "$VALISE_DESKTOP"; exec sleep 60') as command:
            folder = command.stdout.readline().strip()
            self.assertGreater(len(self.processes_of(folder)), 5)
            command.kill()
            wait_until(lambda: not os.path.exists(folder), what="the guard to clean up")
            self.assertEqual(self.processes_of(folder), [])


if __name__ == "__main__":
    STAND_IN = sys.argv.pop(1)
    try:
        require()
    except Unavailable as problem:
        print(problem, file=sys.stderr)
        sys.exit(1 if os.environ.get("CI") == "true" else SKIP)
    unittest.main()
