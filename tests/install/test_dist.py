#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`meson dist` makes a tarball that has everything in it and can be set up and built from.

What is built of it is small: that all of the sources compile is known from the build beside which
this runs, and what a tarball can lack is a file, which the comparison shows.
"""

import os
import subprocess
import tarfile
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ["VALISE_BUILD"])


def git(*words):
    return subprocess.run(["git", "-C", str(ROOT), *words], check=True, text=True,
                          stdout=subprocess.PIPE).stdout


class Dist(unittest.TestCase):
    def setUp(self):
        try:
            self.tracked = set(git("ls-tree", "-r", "--name-only", "HEAD").splitlines())
        except (OSError, subprocess.CalledProcessError):
            self.skipTest("this is not a git checkout")
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.dir = Path(scratch.name)

    def run_in(self, folder, *command):
        done = subprocess.run([str(word) for word in command], cwd=folder, check=False, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def test_a_build_from_the_tarball(self):
        # A build folder of its own: `meson dist` writes there what this test must not leave behind.
        build = self.dir / "build"
        self.run_in(ROOT, "meson", "setup", build, "-Dtests=false")
        self.run_in(ROOT, "meson", "dist", "-C", build, "--no-tests", "--formats", "gztar",
                    "--allow-dirty")
        tarball, = (build / "meson-dist").glob("valise-*.tar.gz")
        with tarfile.open(tarball) as archive:
            archive.extractall(self.dir)
        top = self.dir / tarball.name.replace(".tar.gz", "")
        held = {str(path.relative_to(top)) for path in top.rglob("*") if not path.is_dir()}
        self.assertEqual(held, self.tracked)

        again = self.dir / "again"
        self.run_in(top, "meson", "setup", again, "-Dtests=false", "--prefix=/usr")
        self.run_in(again, "ninja", "data/org.valise.Valise.desktop",
                    "data/org.valise.Valise.metainfo.xml", "ui/valise-resources.c")
        desktop = (again / "data/org.valise.Valise.desktop").read_text(encoding="utf-8")
        metainfo = (again / "data/org.valise.Valise.metainfo.xml").read_text(encoding="utf-8")
        for language in (top / "po/LINGUAS").read_text(encoding="utf-8").split():
            self.assertIn(f"\nComment[{language}]=", desktop)
            self.assertIn(f'<summary xml:lang="{language}">', metainfo)
        listed = self.run_in(again, "meson", "introspect", "--installed")
        self.assertIn("/usr/share/applications/org.valise.Valise.desktop", listed)


if __name__ == "__main__":
    unittest.main()
