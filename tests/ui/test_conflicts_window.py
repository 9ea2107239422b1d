# SPDX-License-Identifier: GPL-3.0-or-later
"""Conflicts are compared and decided in the window, by keyboard."""

import blackbox
from uicase import DesktopCase


class ConflictWindow(DesktopCase):
    titles = ("Minutes", "Offer")

    def letter(self, title, text):
        return blackbox.mail(title, text, message_id=f"<{title}.{self.user}@test.example>")

    def make_conflicts(self):
        for title in self.titles:
            self.phone.add(self.letter(title, f"Same.\r\n\r\nThe first {title}.\r\nEnd.\r\n"), "drafts",
                           ["$draft", "$seen"])
        self.notebook.sync()
        self.notebook.run("set", "Drafts", "--depth", "full")
        self.notebook.sync()
        for title in self.titles:
            self.notebook.replace(self.notebook.item(title, "Drafts")["id"],
                                  self.letter(title, "Same.\r\n\r\nFrom the notebook.\r\nEnd.\r\n"))
            self.phone.replace(self.phone.email(title, "drafts")["id"],
                               self.letter(title, "Same.\r\n\r\nFrom the phone.\r\nEnd.\r\n"))
        self.notebook.sync()
        self.assertEqual(len(self.notebook.conflicts()), 2)

    def open_conflicts(self):
        self.make_conflicts()
        self.start()
        self.window()
        self.wait_for_icon(self.tray(), "valise-online-attention")
        self.tray().activate("Conflicts")
        self.window("^Conflicts$")
        self.wait_until_still()

    def drafts(self):
        return [self.phone.source(email) for email in self.phone.emails("drafts")]

    def test_one_after_the_other(self):
        self.open_conflicts()
        self.picture("conflict-compare")
        self.desktop.keys("alt+r")
        self.wait_for(lambda: len(self.notebook.conflicts()) == 1, "the first decision")
        # The attention mark stays until the last one is solved.
        self.assertEqual(self.tray().icon_name.endswith("attention"), True)
        self.window("^Conflicts$")
        self.wait_until_still()
        self.desktop.keys("alt+s")
        self.wait_for(lambda: not self.notebook.conflicts(), "the second decision")
        self.wait_for_icon(self.tray(), "valise-online")
        self.wait_for(lambda: sum(b"From the notebook" in draft for draft in self.drafts()) == 1,
                      "the local version on the server")
        self.assertEqual(len(self.drafts()), 2)

    def test_several_at_once(self):
        self.open_conflicts()
        self.desktop.keys("ctrl+a")
        self.picture("conflict-several")
        self.desktop.keys("alt+r")
        self.wait_for(lambda: not self.notebook.conflicts(), "the decisions")
        self.wait_for(lambda: all(b"From the notebook" in draft for draft in self.drafts()),
                      "the local versions on the server")
        self.assertEqual(len(self.drafts()), 2)
        self.wait_for_icon(self.tray(), "valise-online")
        self.picture("conflict-none")


class DarkConflictWindow(ConflictWindow):
    dark = True
    test_one_after_the_other = None
