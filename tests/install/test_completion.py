#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bash completion, sourced and asked as readline asks it."""

import json
import os
import shlex
import stat
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CTL = os.environ["VALISE_CTL"]

# Stands before the program: listings from a made-up store, everything else from the real one.
STAND_IN = """#!/bin/sh
case "$*" in
  'account list --json') cat {dir}/accounts.json ;;
  'folders --json') cat {dir}/folders.json ;;
  'conflicts --json') cat {dir}/conflicts.json ;;
  *) exec {ctl} "$@" ;;
esac
"""
LISTINGS = {
    "accounts": [{"name": "Work", "services": [{"protocol": "jmap", "url": "https://a"}]}],
    "folders": [{"path": "Inbox"}, {"path": "Projects/2026 Q1"}, {"path": "Sent"}],
    "conflicts": [{"id": 7, "item": 12}],
}
ASK = """
source {completion}
COMP_WORDS=({words})
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_valisectl
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def as_program_prints(rows):
    """JSON as json-glib writes it."""
    return json.dumps(rows, indent=2, separators=(",", " : "))


class Completion(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dir = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.dir.cleanup)
        path = Path(cls.dir.name)
        for name, rows in LISTINGS.items():
            (path / f"{name}.json").write_text(as_program_prints(rows), encoding="utf-8")
        program = path / "valisectl"
        program.write_text(STAND_IN.format(dir=path, ctl=shlex.quote(CTL)), encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        (path / "letter.eml").write_text("Subject: Hello\n", encoding="utf-8")

    def ask(self, *words):
        """What is offered for the last of WORDS, which follow "valisectl"."""
        script = ASK.format(completion=ROOT / "data/completion/valisectl",
                            words=" ".join(map(shlex.quote, ["valisectl", *words])))
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-u", "-c", script], check=True, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.dir.name,
            env={**os.environ, "PATH": f"{self.dir.name}:{os.environ['PATH']}"})
        self.assertEqual(done.stderr, "")
        return [line for line in done.stdout.split("\n") if line]

    def test_commands(self):
        offered = self.ask("")
        for command in ("account ", "sync ", "items ", "resolve ", "--help "):
            self.assertIn(command, offered)
        self.assertEqual(self.ask("acc"), ["account "])
        self.assertEqual(sorted(self.ask("account", "")), ["add ", "disable ", "edit ", "enable ", "list ", "remove "])

    def test_options(self):
        self.assertEqual(sorted(self.ask("set", "--")),
                         ["--depth=", "--help ", "--recursive ", "--sync="])
        self.assertIn("--password-stdin ", self.ask("account", "add", "--pass"))
        self.assertEqual(self.ask("sync", "--j"), ["--json "])

    def test_values_of_options(self):
        self.assertEqual(self.ask("set", "Inbox", "--depth", "=", "f"), ["full "])
        self.assertEqual(self.ask("set", "Inbox", "--sync", "="), ["on ", "off "])
        self.assertEqual(self.ask("resolve", "7", "--keep=m"), ["mine "])
        self.assertEqual(self.ask("sync", "--account", "=", ""), ["Work "])

    def test_what_is_there(self):
        self.assertEqual(self.ask("items", "I"), ["Inbox "])
        self.assertEqual(self.ask("items", "P"), ["Projects/2026\\ Q1 "])
        self.assertEqual(self.ask("move", "12", "S"), ["Sent "])
        self.assertEqual(self.ask("account", "remove", ""), ["Work "])
        self.assertEqual(self.ask("resolve", ""), ["7 "])
        self.assertEqual(self.ask("add", "Inbox", "let"), ["letter.eml "])
        self.assertEqual(self.ask("mode", "off"), ["offline "])
        self.assertEqual(self.ask("flag", "12", "+se"), ["+seen "])

    def test_nothing_where_nothing_fits(self):
        self.assertEqual(self.ask("status", ""), [])
        self.assertEqual(self.ask("nonsense", ""), [])


if __name__ == "__main__":
    unittest.main()
