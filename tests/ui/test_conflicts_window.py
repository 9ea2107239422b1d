# SPDX-License-Identifier: GPL-3.0-or-later
"""Conflicts are compared and decided in the window, by keyboard."""

import blackbox
from uicase import DesktopCase


class ConflictCase(DesktopCase):
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

    def texts(self):
        """Which versions the server has, without their order."""
        return sorted(text for draft in self.drafts()
                      for text in (b"From the notebook", b"From the phone", b"The phone again")
                      if text in draft)

    def copies(self):
        return [item for item in self.notebook.items("Conflicts") if item["localOnly"]]

    def restore_several(self):
        self.open_conflicts()
        self.desktop.keys("ctrl+a")
        self.picture("conflict-several")
        self.desktop.keys("alt+r")
        self.wait_for(lambda: not self.notebook.conflicts(), "the decisions")
        self.wait_for(lambda: self.texts() == [b"From the notebook"] * 2,
                      "the local versions on the server")
        self.wait_for_icon(self.tray(), "valise-online")
        self.assertEqual(self.copies(), [])
        self.picture("conflict-none")


class ConflictWindow(ConflictCase):
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
        self.restore_several()

    def test_keep_both(self):
        self.open_conflicts()
        self.desktop.keys("alt+b")
        self.wait_for(lambda: len(self.notebook.conflicts()) == 1, "the decision")
        self.wait_for(lambda: self.texts() == [b"From the notebook"] + [b"From the phone"] * 2,
                      "the local version beside the server's one")
        self.assertEqual(len(self.notebook.items("Drafts")), 3)
        self.assertEqual(len(self.copies()), 1)

    def test_keep_the_servers_version_of_several(self):
        self.open_conflicts()
        self.desktop.keys("ctrl+a", "alt+s")
        self.wait_for(lambda: not self.notebook.conflicts(), "the decisions")
        self.wait_for_icon(self.tray(), "valise-online")
        self.assertEqual(self.texts(), [b"From the phone"] * 2)
        self.assertEqual(self.copies(), [])
        self.assertEqual(self.notebook.announcements(), [])

    def test_restore_mine_when_it_changed_there_again(self):
        self.open_conflicts()
        self.go_offline()
        for title in self.titles:
            self.phone.replace(self.phone.email(title, "drafts")["id"],
                               self.letter(title, "Same.\r\n\r\nThe phone again.\r\nEnd.\r\n"))
        self.restore_all_and_go_online()
        # The server's newest version was not seen when that was decided: a conflict once more.
        self.wait_for(lambda: len(self.notebook.conflicts()) == 2, "the new conflicts")
        self.wait_for_icon(self.tray(), "valise-online-attention")
        self.assertEqual(self.texts(), [b"The phone again"] * 2)
        self.assertEqual([b"From the notebook" in self.notebook.export(copy["id"])
                          for copy in self.copies()], [True, True])
        self.window("^Conflicts$")
        self.wait_until_still()
        self.picture("conflict-again")
        self.desktop.keys("ctrl+a", "alt+r")
        self.wait_for(lambda: self.texts() == [b"From the notebook"] * 2,
                      "the local versions on the server")
        self.assertEqual(self.notebook.conflicts(), [])

    def test_restore_mine_when_it_is_gone_there(self):
        self.open_conflicts()
        self.go_offline()
        for title in self.titles:
            self.phone.destroy(self.phone.email(title, "drafts")["id"])
        self.restore_all_and_go_online()
        # That they are gone was not seen when that was decided: it is told, and asked once more.
        self.wait_for(lambda: len(self.notebook.conflicts()) == 2, "the new conflicts")
        self.wait_for_icon(self.tray(), "valise-online-attention")
        self.assertEqual([b"From the notebook" in self.notebook.export(copy["id"])
                          for copy in self.copies()], [True, True])
        told = self.desktop.notifications()[-1]
        self.assertEqual(told["summary"], "2 items are in conflict")
        self.assertNotIn("in its folder", told["body"])
        self.window("^Conflicts$")
        self.wait_until_still()
        self.picture("conflict-gone")
        self.desktop.keys("ctrl+a", "alt+r")
        self.wait_for(lambda: self.texts() == [b"From the notebook"] * 2,
                      "the local versions on the server")
        self.assertEqual(self.notebook.conflicts(), [])
        self.assertEqual(len(self.notebook.items("Drafts")), 2)

    def test_moving_a_copy_back_by_hand(self):
        """Into its folder it is restored; into another one both are kept."""
        self.open_conflicts()
        minutes, offer = (self.notebook.item(title, "Conflicts")["id"] for title in self.titles)
        self.notebook.move(minutes, "Drafts")
        self.wait_for(lambda: len(self.notebook.conflicts()) == 1, "the first decision")
        self.wait_for(lambda: self.texts() == [b"From the notebook", b"From the phone"],
                      "the local version on the server")
        self.notebook.move(offer, "Trash")
        self.wait_for(lambda: not self.notebook.conflicts(), "the second decision")
        self.wait_for(lambda: self.phone.emails("trash"), "the copy on the server")
        self.assertEqual(self.texts(), [b"From the notebook", b"From the phone"])
        self.wait_for_icon(self.tray(), "valise-online")
        self.window("^Conflicts$")
        self.picture("conflict-moved")

    def go_offline(self):
        self.tray().activate("Work Offline")
        self.wait_for_icon(self.tray(), "valise-offline-attention")

    def restore_all_and_go_online(self):
        self.window("^Conflicts$")
        self.wait_until_still()
        self.desktop.keys("ctrl+a", "alt+r")
        self.wait_for(lambda: not self.notebook.conflicts(), "the decisions")
        self.wait_for_icon(self.tray(), "valise-offline")
        self.tray().activate("Work Offline")


class DarkConflictWindow(ConflictCase):
    dark = True

    def test_several_at_once(self):
        self.restore_several()


class FromTheNotification(DesktopCase):
    """Valise is in the tray, and the notification is all that is seen of the conflict."""

    def setUp(self):
        super().setUp()
        self.add_draft()
        _, self.item = self.start_in_tray()
        self.wait_until_in_step(self.item)

    def close_window(self):
        self.item.activate("Open Valise")
        self.window()
        self.desktop.keys("ctrl+w")
        self.wait_for(lambda: not self.desktop.windows("^Valise$"), "the window to close")

    def change_both(self):
        self.notebook.run("mode", "offline")
        self.wait_for_icon(self.item, "valise-offline")
        self.change_draft_on_both_sides()
        self.notebook.run("mode", "online")

    def meet_conflict(self):
        before = len(self.desktop.notifications())
        self.change_both()
        self.wait_for(lambda: len(self.desktop.notifications()) > before, "the notification")

    def bubble(self):
        """Where the notification is shown."""
        found = self.wait_for(lambda: self.desktop.windows("xfce4-notifyd", "--class"), "the bubble")
        self.wait_until_still()
        return self.desktop.geometry(found[-1])

    def test_compare(self):
        self.close_window()
        self.meet_conflict()
        x, y, width, height = self.bubble()
        self.desktop.screenshot("ui-conflict-notification")
        # The left one of the two buttons in the corner.
        self.desktop.click(x + width - 148, y + height - 30)
        self.window("^Conflicts$")
        self.picture("conflict-from-notification")
        self.assertEqual(len(self.desktop.windows("^Valise$")), 1)
        self.desktop.keys("alt+r")
        self.wait_for(lambda: not self.notebook.conflicts(), "the decision")


class OnTheNotification(FromTheNotification):
    """A click on the notification itself, in a desktop that knows it from one on a button."""

    own_desktop = True
    notifier = "dunst"

    def test_compare(self):
        self.close_window()
        self.change_both()
        bubble = self.desktop.window("Dunst", kind="--class")
        self.wait_until_still()
        x, y, width, height = self.desktop.geometry(bubble)
        self.desktop.screenshot("ui-conflict-notification-itself")
        self.desktop.click(x + width // 2, y + height // 2)
        self.window("^Conflicts$")
        self.assertEqual(len(self.desktop.windows("^Valise$")), 1)
