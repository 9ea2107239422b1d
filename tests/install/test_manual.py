#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""valisectl.1 tells of every command, option, exit status and JSON member, and of no other; the
README's map of the folders is the tree's."""

import os
import re
import subprocess
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CTL = os.environ["VALISE_CTL"]
LIBRARY_OPTIONS = {"--help"}  # told of once for all commands


def help_of(*command):
    return subprocess.run([CTL, *command, "--help"], check=True, text=True,
                          stdout=subprocess.PIPE).stdout


def commands():
    """The names of the commands, as the help lists them."""
    return re.findall(r"^  ([a-z]+(?: [a-z]+)?) .*$", help_of(), re.MULTILINE)


def options(command):
    return set(re.findall(r"^  (?:-h, )?(--[a-z-]+)", help_of(*command.split()), re.M))


def plain(name):
    """The source of a manual page without its font changes and escapes."""
    text = (ROOT / "data/man" / name).read_text(encoding="utf-8")
    text = text.replace(r"\-", "-").replace(r"\|", "").replace(r"\&", "")
    return re.sub(r"\\f[A-Z]", "", text)


def section(text, title):
    return re.search(rf"^\.SH \"?{title}\"?\n(.*?)(?=^\.SH )", text, re.M | re.S)[1]


def entries(text):
    """Command -> what is told of it: it begins after .TP with the command's name in bold."""
    found = {}
    depth = 0
    current = None
    lines = text.splitlines()
    for line, following in zip(lines, lines[1:] + [""]):
        if line == ".RS":
            depth += 1
        elif line == ".RE":
            depth -= 1
        elif line.startswith(".SS"):
            current = None
        elif line == ".TP" and depth == 0:
            head = re.match(r'\.[BIR]+ "?([a-z]+(?: (?:add|list|remove|edit|disable|enable)\b)?)', following)
            current = found.setdefault(head[1], []) if head else None
        if current is not None:
            current.append(line)
    return {name: "\n".join(body) for name, body in found.items()}


def json_members():
    """Every member that src/ctl sets."""
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/ctl").glob("*.c"))
    return set(re.findall(r'set_\w+ \(\s*\w+,\s*"(\w+)"', text))


class Manual(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.page = plain("valisectl.1")
        cls.entries = entries(section(cls.page, "COMMANDS"))

    def test_commands(self):
        self.assertEqual(set(self.entries), set(commands()))

    def test_options(self):
        for command in commands():
            with self.subTest(command):
                told = re.findall(r"^\.TP\n\.[BIR]+ (--[a-z-]+)", self.entries[command], re.M)
                self.assertEqual(len(told), len(set(told)))
                self.assertEqual(set(told), options(command) - LIBRARY_OPTIONS)

    def test_exit_status(self):
        told = section(self.page, "EXIT STATUS")
        for number, words in re.findall(r"(\d) ([a-z- ]+[a-z])", help_of().partition("Exit")[2]):
            with self.subTest(number):
                self.assertRegex(told, rf"(?m)^{number}@{words.split()[0]}")
        self.assertEqual(re.findall(r"(?m)^(\d)@", told), list("01234"))

    def test_json_members(self):
        told = set(re.findall(r"^\.BR? (\w+)", section(self.page, "JSON"), re.M))
        members = json_members()
        self.assertGreater(len(members), 50)
        self.assertEqual(members - told, set())
        self.assertEqual(told - members - set(commands()), set())

    def test_every_case_of_a_conflict_is_in_the_table(self):
        table = section(plain("valise.1"), "WHAT HAPPENS IN A CONFLICT")
        for words in ("edited, different", "deleted, or moved to the Trash", "moved elsewhere",
                      "created under the same identity"):
            with self.subTest(words):
                self.assertIn(words, table)


class Readme(unittest.TestCase):
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    def test_the_map_names_exactly_the_folders_that_exist(self):
        named = re.findall(r"^\| `((?:src|ui)(?:/[\w/]+)?)` \| ", self.text, re.M)
        found = ["ui"]
        for top in ("src", "ui"):
            found += [str(path.relative_to(ROOT)) for path in (ROOT / top).rglob("*")
                      if path.is_dir() and path.name != "__pycache__"]
        self.assertEqual(sorted(named), sorted(found))

    def test_links_lead_somewhere(self):
        for link in re.findall(r"\]\(([^):]+)\)", self.text):
            with self.subTest(link):
                self.assertTrue((ROOT / link).exists())


if __name__ == "__main__":
    unittest.main()
