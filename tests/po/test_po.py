#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The translations are sound, and po/check.py would notice if they were not."""

import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "po"))
sys.dont_write_bytecode = True

import check  # noqa: E402: found in po/
import mnemonics  # noqa: E402

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"Language: de\\n"
"MIME-Version: 1.0\\n"

"""


class Translations(unittest.TestCase):
    def test_those_in_the_tree(self):
        self.assertEqual([*check.check_sources(), *check.check_folder(ROOT / "po")], [])

    def problems(self, entry, template=None):
        """What is said of a po file with one entry, which is complete by itself."""
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / "de.po"
            path.write_text(HEADER + entry, encoding="utf-8")
            pot = Path(scratch) / "valise.pot"
            pot.write_text(HEADER + (template or entry), encoding="utf-8")
            return " ".join(check.check_language(path, pot))

    def test_good_ones_pass(self):
        for entry in ('msgid "_Open"\nmsgstr "Ö_ffnen"\n',
                      '#, c-format\nmsgid "%s of %s"\nmsgstr "%2$s: %1$s"\n',
                      '#, c-format\nmsgid "%d item"\nmsgid_plural "%d items"\n'
                      'msgstr[0] "ein Eintrag"\nmsgstr[1] "%d Einträge"\n',
                      'msgid "%-d %b"\nmsgstr "%-d. %b"\n'):
            with self.subTest(entry):
                self.assertEqual(self.problems(entry), "")

    def test_bad_ones_are_told(self):
        for entry, word in (
                ('#, fuzzy\nmsgid "Open"\nmsgstr "Auf"\n', "fuzzy"),
                ('msgid "Open"\nmsgstr ""\n', "not translated"),
                ('msgid "_Open"\nmsgstr "Auf"\n', "mnemonics"),
                ('msgid "Open"\nmsgstr "_Auf"\n', "mnemonics"),
                ('#, c-format\nmsgid "%s and %s"\nmsgstr "%s"\n', "format"),
                ('#, c-format\nmsgid "%d item"\nmsgid_plural "%d items"\n'
                 'msgstr[0] "%s Eintrag"\nmsgstr[1] "%d Einträge"\n', "format"),
                ('msgid "%-d %b"\nmsgstr "Tag"\n', "placeholder")):
            with self.subTest(entry):
                self.assertIn(word, self.problems(entry))

    def test_a_text_that_is_missing_is_told(self):
        self.assertIn("not defined", self.problems('msgid "Open"\nmsgstr "Auf"\n',
                                             'msgid "Open"\nmsgstr ""\n\nmsgid "Close"\nmsgstr ""\n'))

    def test_a_text_that_is_hard_to_translate_is_told(self):
        for text, context, plural, word in (
                ("%u items", "", "", "plural"), ("%'lu changes wait", "", "", "plural"),
                ("%s, %s", "", "", "glued"), ("%s: %s", "", "", "glued"),
                ("%u item", "", "%u items", ""), ("%s, %s", "progress", "", ""),
                ("%lu of %lu", "", "", ""), ("more than %u GB", "", "", ""),
                ("status %u", "", "", "")):
            entry = {"msgid": text, "context": context, "plural": plural, "flags": ["c-format"]}
            with self.subTest(text):
                self.assertIn(word, " ".join(check.check_original(entry)))
                self.assertEqual(word == "", not [*check.check_original(entry)])

    def test_mnemonics_that_are_seen_together_are_told(self):
        groups = [[("", "_Open"), ("", "_Save"), ("verb", "S_end"), ("", "_Open")]]
        german = {("", "_Open"): "Ö_ffnen", ("", "_Save"): "_Speichern", ("verb", "S_end"): "_Senden"}
        self.assertEqual([*mnemonics.collisions(groups, lambda key: key[1])], [])
        self.assertEqual([*mnemonics.collisions(groups, german.get)], [("_Speichern", "_Senden")])

    def test_every_window_and_menu_is_looked_at(self):
        groups = [{text for _, text in group} for group in mnemonics.find_groups()]
        for together in ({"_Synchronise", "_Go Online", "_Undo"}, {"_Send", "_To"},
                         {"_Quit", "_Edit"}, {"_Cancel", "_Apply"}):
            self.assertTrue(any(together <= group for group in groups), together)


if __name__ == "__main__":
    unittest.main()
