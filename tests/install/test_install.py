#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`meson install` into a DESTDIR puts there what installed.txt lists, and nothing else."""

import os
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


class Install(unittest.TestCase):
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
            for path in root.rglob("*"):
                with self.subTest(path):
                    self.assertEqual(path.stat().st_mode & 0o022, 0)


if __name__ == "__main__":
    unittest.main()
