# SPDX-License-Identifier: GPL-3.0-or-later
"""valisectl --demo: the sample account without a server, a keyring or a trace."""

import os
import unittest

from notebook import FAILED, USAGE, Notebook


class Demo(unittest.TestCase):
    def setUp(self):
        if "VALISE_CTL" not in os.environ:
            self.skipTest("VALISE_CTL does not say where valisectl is")
        self.notebook = Notebook()
        self.addCleanup(self.notebook.close)

    def assert_no_trace(self):
        demos = os.path.join(self.notebook.environment["XDG_CACHE_HOME"], "valise-demo")
        self.assertEqual(os.listdir(demos), [])
        self.assertFalse(os.path.exists(os.path.join(self.notebook.data, "valise")))

    def test_folders_of_every_kind(self):
        table = self.notebook.run("--demo").stdout.decode()
        for kind in ("mail", "event", "contact", "task", "note"):
            self.assertRegex(table, r"(?m)^Demo +%s +yes" % kind)
        for name in ("INBOX", "Projects/2026/Harbour crane", "旅行", "Calendar", "Suppliers"):
            self.assertIn(name, table)
        self.assertNotIn("2024-Jan", table)  # of the archive
        self.assert_no_trace()

    def test_any_command(self):
        found = self.notebook.run("--demo", "items", "Notes", "--search", "Plum").stdout.decode()
        self.assertIn("Plum cake", found)
        status = self.notebook.run("--demo", "status").stdout.decode()
        self.assertRegex(status, r"Demo +online")
        self.assert_no_trace()

    def test_wrong_commands(self):
        self.notebook.run("--demo", "dance", status=USAGE)
        self.notebook.run("--demo", "show", "999999", status=FAILED)
        self.assert_no_trace()
