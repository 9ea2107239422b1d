#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`meson install` into a DESTDIR puts there what installed.txt lists, and nothing else."""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = os.environ["VALISE_BUILD"]
PREFIX = os.environ["VALISE_PREFIX"]
SYSCONFDIR = os.environ["VALISE_SYSCONFDIR"]


def languages():
    return (HERE.parents[1] / "po/LINGUAS").read_text(encoding="utf-8").split()


def expected():
    """The list, with the folders of this build."""
    paths = set()
    for line in (HERE / "installed.txt").read_text(encoding="utf-8").split():
        for name in languages() if "{language}" in line else [""]:
            paths.add(line.format(prefix=PREFIX, sysconfdir=SYSCONFDIR, language=name))
    return paths


def translation(catalogue, text):
    """What the compiled CATALOGUE has for TEXT."""
    listed = subprocess.run(["msgunfmt", "--no-wrap", catalogue], check=True, text=True,
                            stdout=subprocess.PIPE).stdout
    return re.search(rf'^msgid "{re.escape(text)}"\nmsgstr "(.+)"$', listed, re.MULTILINE)[1]


class Install(unittest.TestCase):
    def speaks(self, program, folder, language):
        """PROGRAM, with the catalogues of FOLDER, has its help in LANGUAGE."""
        env = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": language, "VALISE_LOCALE_DIR": folder}
        said = subprocess.run([program, "--help"], check=True, env=env, text=True,
                              stdout=subprocess.PIPE).stdout
        catalogue = f"{folder}/{language}/LC_MESSAGES/valise.mo"
        self.assertIn(translation(catalogue, "Commands:"), said)
        self.assertNotIn("Commands:", said)

    def test_a_translation_is_spoken(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "de/LC_MESSAGES"
            path.mkdir(parents=True)
            (path / "valise.po").write_text(
                'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
                'msgid "Commands:"\nmsgstr "Befehle für alle:"\n', encoding="utf-8")
            subprocess.run(["msgfmt", "-o", path / "valise.mo", path / "valise.po"], check=True)
            self.speaks(os.environ["VALISE_CTL"], folder, "de")

    def test_the_tree(self):
        with tempfile.TemporaryDirectory() as destination:
            subprocess.run(["meson", "install", "-C", BUILD, "--no-rebuild", "--quiet",
                            "--destdir", destination], check=True, stdout=subprocess.DEVNULL)
            root = Path(destination)
            found = {f"/{path.relative_to(root)}" for path in root.rglob("*") if not path.is_dir()}
            self.assertEqual(found, expected())
            self.assertEqual(
                subprocess.run([f"{destination}{PREFIX}/bin/valisectl", "--version"], check=True,
                               stdout=subprocess.PIPE, text=True).stdout.split()[0], "valisectl")
            for language in languages():
                with self.subTest(language):
                    self.speaks(f"{destination}{PREFIX}/bin/valisectl",
                                f"{destination}{PREFIX}/share/locale", language)
            for path in root.rglob("*"):
                with self.subTest(path):
                    self.assertEqual(path.stat().st_mode & 0o022, 0)


if __name__ == "__main__":
    unittest.main()
