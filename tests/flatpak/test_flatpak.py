#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak manifest has the form that flatpak-builder reads, and asks for no more than it needs.

Nothing is downloaded. The form is that of flatpak-manifest(5), as far as the manifest uses it.
"""

import json
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = ROOT / "flatpak/org.valise.Valise.json"

TOP = {"id": str, "runtime": str, "runtime-version": str, "sdk": str, "command": str,
       "finish-args": list, "cleanup": list, "modules": list}
MODULE = {"name": str, "buildsystem": str, "build-options": dict, "cleanup": list,
          "config-opts": list, "post-install": list, "sources": list}
BUILD_OPTIONS = {"cflags": str, "env": dict}
SOURCES = {
    "archive": {"type", "url", "sha256"},
    "dir": {"type", "path"},
    "git": {"type", "url", "tag", "commit"},
    "shell": {"type", "commands"},
}
PERMISSIONS = {
    "--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11",
    "--talk-name=org.freedesktop.secrets", "--talk-name=org.kde.StatusNotifierWatcher",
    "--talk-name=org.freedesktop.Notifications",
}


def no_duplicates(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError(f"a member is there twice: {keys}")
    return dict(pairs)


class Manifest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.manifest = json.loads(MANIFEST.read_text(encoding="utf-8"),
                                  object_pairs_hook=no_duplicates)

    def check(self, value, form):
        for key, content in value.items():
            self.assertIn(key, form)
            self.assertIsInstance(content, form[key])
            if isinstance(content, list) and key not in ("modules", "sources"):
                self.assertTrue(all(isinstance(word, str) for word in content), key)

    def test_form(self):
        self.check(self.manifest, TOP)
        self.assertEqual(set(self.manifest), set(TOP))
        self.assertEqual(self.manifest["id"], MANIFEST.stem)
        names = [module["name"] for module in self.manifest["modules"]]
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual(names[-1], "valise")
        for module in self.manifest["modules"]:
            with self.subTest(module["name"]):
                self.check(module, MODULE)
                self.check(module.get("build-options", {}), BUILD_OPTIONS)
                self.assertIn(module.get("buildsystem", "autotools"),
                              {"autotools", "cmake-ninja", "meson", "simple"})

    def test_every_source_is_pinned(self):
        for module in self.manifest["modules"]:
            for source in module["sources"]:
                with self.subTest(f"{module['name']}: {source}"):
                    self.assertEqual(set(source), SOURCES[source["type"]])
                    if "url" in source:
                        self.assertRegex(source["url"], r"^https://")
                    if source["type"] == "archive":
                        self.assertRegex(source["sha256"], r"^[0-9a-f]{64}$")
                    if source["type"] == "git":
                        self.assertRegex(source["commit"], r"^[0-9a-f]{40}$")
                    if source["type"] == "dir":
                        self.assertTrue((MANIFEST.parent / source["path"] / "meson.build").exists())

    def test_permissions(self):
        self.assertEqual(set(self.manifest["finish-args"]), PERMISSIONS)

    def test_options_of_our_own_build_exist(self):
        options = (ROOT / "meson_options.txt").read_text(encoding="utf-8")
        for word in self.manifest["modules"][-1]["config-opts"]:
            self.assertIn(f"option('{re.match('-D(.*)=', word)[1]}'", options)

    def test_icons_get_names_that_flatpak_shows(self):
        with tempfile.TemporaryDirectory() as scratch:
            share = Path(scratch) / "share"
            shutil.copytree(ROOT / "icons/hicolor", share / "icons/hicolor")
            (share / "applications").mkdir()
            desktop = share / "applications/org.valise.Valise.desktop"
            desktop.write_text("Name=Valise\nIcon=valise\n", encoding="utf-8")
            subprocess.run(["sh", str(ROOT / "flatpak/export-icons.sh"),
                            str(share / "icons/hicolor")], check=True)
            plain = {path.name for path in share.rglob("valise*.svg")}
            self.assertEqual({path.name for path in share.rglob("org.valise.Valise*.svg")},
                             {f"org.valise.Valise{name[len('valise'):]}" for name in plain})
            self.assertIn("Icon=org.valise.Valise\n", desktop.read_text(encoding="utf-8"))

    def test_flatpak_builder_reads_it(self):
        if shutil.which("flatpak-builder") is None:
            self.skipTest("flatpak-builder is not installed")
        with tempfile.TemporaryDirectory() as scratch:  # it leaves a cache where it runs
            shown = subprocess.run(
                ["flatpak-builder", "--show-manifest", str(MANIFEST)], check=True, cwd=scratch,
                stdout=subprocess.PIPE, text=True).stdout
        self.assertEqual(json.loads(shown)["id"], self.manifest["id"])


if __name__ == "__main__":
    unittest.main()
