#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop has to know of Valise is well-formed, and what it names exists."""

import configparser
import os
import re
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ["VALISE_BUILD"]) / "data"
ID = "org.valise.Valise"


def run(*command):
    """Runs COMMAND; what it says, and whether it succeeded."""
    done = subprocess.run([str(word) for word in command], check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout, done.returncode == 0


def read_desktop_file(path):
    parser = configparser.ConfigParser(interpolation=None, delimiters="=", strict=True)
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    return parser


def actions():
    """The names of the program's actions."""
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "ui").glob("*actions*.c"))
    return set(re.findall(r'^ *(?:static .*= )?\{ *\{? *"([a-z-]+)", [a-zNU]', text, re.MULTILINE))


class Data(unittest.TestCase):
    def check(self, *command):
        text, good = run(*command)
        self.assertTrue(good, text)
        return text

    def test_desktop_files(self):
        for path in (BUILD / f"{ID}.desktop", BUILD / "autostart" / f"{ID}.desktop"):
            with self.subTest(path):
                self.assertEqual(self.check("desktop-file-validate", path), "")

    def test_what_the_desktop_file_promises(self):
        parser = read_desktop_file(BUILD / f"{ID}.desktop")
        entry = parser["Desktop Entry"]
        self.assertEqual(entry["DBusActivatable"], "true")
        self.assertEqual(set(entry["MimeType"].split(";")) - {""},
                         {"x-scheme-handler/mailto", "message/rfc822", "text/calendar",
                          "text/vcard"})
        self.assertTrue((ROOT / f"icons/hicolor/scalable/apps/{entry['Icon']}.svg").exists())
        names = [name for name in entry["Actions"].split(";") if name]
        self.assertEqual(names, ["compose", "sync", "work-offline"])
        for name in names:
            with self.subTest(name):
                self.assertIn(name, actions())
                self.assertEqual(parser[f"Desktop Action {name}"]["Exec"],
                                 f"gapplication action {ID} {name}")

    def test_autostart_is_hidden(self):
        entry = read_desktop_file(BUILD / "autostart" / f"{ID}.desktop")["Desktop Entry"]
        self.assertEqual(entry["Exec"], "valise --hidden")

    def test_service_file(self):
        entry = read_desktop_file(BUILD / f"{ID}.service")["D-BUS Service"]
        self.assertEqual(entry["Name"], ID)
        self.assertRegex(entry["Exec"], r"^/.*/bin/valise --gapplication-service$")

    def test_metainfo(self):
        path = BUILD / f"{ID}.metainfo.xml"
        self.check("appstreamcli", "validate", "--no-net", "--explain", path)
        root = ElementTree.parse(path).getroot()
        version = re.search(r"^  version: '(.*)',$", (ROOT / "meson.build").read_text(), re.M)[1]
        self.assertEqual(root.find("releases/release").get("version"), version)
        images = root.findall("screenshots/screenshot/image")
        self.assertTrue(images)
        for image in images:
            picture = ROOT / "data/screenshots" / image.text.rpartition("/")[2]
            with self.subTest(picture):
                size = self.check("identify", "-format", "%w %h", picture)
                self.assertEqual(size, f"{image.get('width')} {image.get('height')}")

    def test_settings_schema(self):
        self.assertEqual(self.check("glib-compile-schemas", "--strict", "--dry-run", ROOT / "data"),
                         "")

    def test_manual_pages_have_no_warnings(self):
        for path in sorted((ROOT / "data/man").glob("*.1")):
            with self.subTest(path):
                said = subprocess.run(["man", "-l", "--warnings", "-E", "UTF-8", str(path)],
                                      check=True, stdout=subprocess.DEVNULL, text=True,
                                      stderr=subprocess.PIPE, env={**os.environ, "MANWIDTH": "80"})
                self.assertEqual(said.stderr, "")


if __name__ == "__main__":
    unittest.main()
