# SPDX-License-Identifier: GPL-3.0-or-later
"""The window, used by keyboard, and when it comes and goes."""

from blackbox import mail, with_attachment
from imap import Message
from notebook import flags_of
from uicase import DesktopCase


class Lifetime(DesktopCase):
    def test_closing_hides_in_the_tray(self):
        program, item = self.start_in_tray()
        self.wait_until_in_step(item)
        self.assertEqual(self.desktop.windows("^Valise$"), [])
        item.activate("Open Valise")
        self.window()
        self.desktop.keys("ctrl+w")
        self.wait_for(lambda: not self.desktop.windows("^Valise$"), "the window to close")
        self.assertIsNone(program.poll())
        item.activate("Open Valise")
        self.window()
        self.desktop.keys("ctrl+q")
        self.end(program)

    def test_one_instance(self):
        program, _ = self.start_in_tray()
        self.end(self.start("--hidden"))
        self.assertEqual(self.desktop.windows("^Valise$"), [])
        self.end(self.start())
        self.window()
        self.assertIsNone(program.poll())

    def test_version(self):
        self.assertRegex(self.end(self.start("--version")), r"^Valise \d+\.\d+")

    def test_broken_data_is_told(self):
        with open(self.notebook.database(), "r+b") as database:
            database.write(b"This is no database" * 100)
        program = self.start()
        self.window()
        self.picture("cannot-start")
        self.desktop.keys("Return")
        self.assertEqual(program.wait(10), 1)
        self.programs.remove(program)


class WithoutTray(DesktopCase):
    """No panel shows tray icons."""

    own_desktop = True

    def setUp(self):
        super().setUp()
        self.desktop.run(["xfce4-panel", "--quit"])
        self.wait_for(lambda: not self.desktop.bus.has_tray_host(), "the panel to go")

    def start_panel(self):
        self.desktop.spawn(["xfce4-panel", "--sm-client-disable", "--disable-wm-check"])
        self.wait_for(self.desktop.bus.has_tray_host, "the panel")
        self.tray()

    def assert_one_icon(self):
        """In the corner of the panel, and none beside it."""
        x, y, width, height = self.desktop.tray_area()
        self.assertGreater(len(set(self.desktop.pixels((x, y, width, height)))), 8)
        beside = self.desktop.pixels((x - width, y, width, height - 4))  # above the panel's border
        self.assertEqual(beside, beside[:3] * (len(beside) // 3))

    def test_closing_the_window_quits(self):
        program = self.start()
        self.window()
        self.picture("without-tray")
        self.desktop.keys("ctrl+w")
        self.end(program)

    def test_hidden_is_shown_when_no_panel_comes(self):
        program = self.start("--hidden")
        self.window()
        self.desktop.keys("ctrl+w")
        self.end(program)

    def test_a_panel_that_comes_late(self):
        program = self.start("--hidden")
        self.start_panel()
        self.wait_until_in_step()
        self.wait_until_still()
        self.assertEqual(self.desktop.windows("^Valise$"), [])
        self.assert_one_icon()
        self.desktop.run(["xfce4-panel", "--quit"])
        self.window()
        self.desktop.keys("ctrl+w")
        self.end(program)


class Reading(DesktopCase):
    def setUp(self):
        super().setUp()
        self.phone.create_mailbox("Projects")
        self.phone.add(mail("Older", "Words of the older one.\r\n"), "inbox",
                       received="2026-03-01T10:00:00Z")
        self.phone.add(mail("Newer", "Words of the newer one.\r\n"), "inbox", ["$flagged"],
                       received="2026-03-02T10:00:00Z")
        self.phone.add(with_attachment("Large"), "Projects")
        self.notebook.sync()

    def open_inbox(self):
        """The folder tree has the keyboard, and the Inbox is open."""
        self.window()
        self.wait_until_still()

    def open_last_mail_folder(self):
        """From the folder tree: what is no mail comes after it."""
        others = [folder for folder in self.notebook.folders().values() if folder["kind"] != "mail"]
        self.desktop.keys("End", *["Up"] * len(others))
        self.wait_until_still()

    def seen(self, subject):
        return "seen" in flags_of(self.phone.email(subject))

    def test_reading_marks_as_seen(self):
        self.start()
        self.open_inbox()
        self.desktop.keys("Tab", "Tab", "Home", "Down")
        self.wait_for(lambda: self.seen("Older"), "the mark on the server")
        self.picture("reading")

    def test_delete_key(self):
        self.start()
        self.open_inbox()
        self.desktop.keys("Tab", "Tab", "Home", "Delete")
        self.wait_for(lambda: self.phone.email("Newer", "trash"), "the message in the trash")
        self.picture("deleted")
        self.assertEqual(self.notebook.titles("Inbox"), ["Older"])

    def test_the_whole_message_comes_when_it_is_opened(self):
        self.assertEqual(self.notebook.item("Large", "Projects")["depth"], "text")
        self.start()
        self.open_inbox()
        self.open_last_mail_folder()
        self.desktop.keys("Tab", "Tab", "Home")
        self.wait_for(lambda: self.notebook.item("Large", "Projects")["depth"] == "full",
                      "the whole message")
        self.picture("whole-message")

    def test_header_and_text_offline(self):
        self.notebook.run("mode", "offline")
        self.start()
        self.open_inbox()
        self.open_last_mail_folder()
        self.desktop.keys("Tab", "Tab", "Home")
        self.picture("header-and-text")
        self.notebook.run("mode", "online")
        self.wait_for(lambda: self.notebook.item("Large", "Projects")["depth"] == "full",
                      "the whole message")

    def test_the_open_folder_is_remembered_and_comes_first(self):
        program = self.start()
        self.open_inbox()
        self.open_last_mail_folder()
        self.quit(program)
        for folder in ("inbox", "Projects"):
            for number in range(3):
                self.phone.add(with_attachment(f"{folder} {number}", 50_000), folder)
        self.notebook.run("set", "Projects", "--depth", "full")

        self.proxy.reset()
        self.start()
        self.window()
        self.wait_for(lambda: self.notebook.folders()["Inbox"]["kept"]["full"] == 5, "the Inbox")
        self.assertEqual(self.notebook.folders()["Projects"]["kept"]["full"], 4)
        self.picture("remembered")


class Attention(DesktopCase):
    def test_conflict_list(self):
        self.add_draft()
        self.change_draft_on_both_sides()
        self.notebook.sync()
        self.start()
        self.window()
        self.wait_for_icon(self.tray(), "valise-online-attention")
        self.picture("conflict-bar")
        self.tray().activate("Conflicts")
        self.window("^Conflicts$")
        self.picture("conflict-list")
        self.desktop.keys("alt+r")
        self.wait_for(lambda: not self.notebook.conflicts(), "the decision")
        self.wait_for(lambda: any(b"From the notebook" in self.phone.source(email)
                                  for email in self.phone.emails("drafts")),
                      "the local version on the server")
        self.wait_until_in_step()
        self.picture("conflict-list-empty")

    def test_working_offline(self):
        self.phone.add(mail("Here"), "inbox")
        self.notebook.sync()
        self.notebook.run("mode", "offline")
        self.notebook.flag(self.notebook.item("Here")["id"], "+flagged")
        self.start()
        self.window()
        self.picture("offline")
        self.desktop.keys("alt+g")
        self.wait_for(lambda: "flagged" in flags_of(self.phone.email("Here")), "the change to go")
        self.wait_until_in_step()
        self.desktop.keys("ctrl+shift+o")
        self.wait_for_icon(self.tray(), "valise-offline")


class HeldDeletions(DesktopCase):
    """More deletions than anybody does by hand stay here until they are confirmed."""

    def test_confirm_them(self):
        with self.server.imap(self.user) as imap:
            imap.append_many("INBOX", [Message(mail(f"Number {n}")) for n in range(120)])
        self.notebook.sync()
        for item in self.notebook.items("Inbox")[:60]:
            self.notebook.delete(item["id"], permanently=True)
        self.start()
        self.window()
        self.wait_for(lambda: self.tray().labels()[0] == "60 deletions wait for your confirmation",
                      "the deletions to be held")
        self.wait_for_icon(self.tray(), "valise-online-attention")
        self.wait_until_still()
        self.picture("held")
        self.assertEqual(len(self.phone.emails("inbox")), 120)
        self.desktop.keys("alt+d")
        self.wait_for(lambda: len(self.phone.emails("inbox")) == 60, "the deletions on the server")
        self.wait_until_in_step()
        self.picture("held-no-more")


class Pictures(DesktopCase):
    """A mailbox like those of people, for people to look at."""

    fill = "sample"

    def test_pictures(self):
        self.proxy.chunk_delay = 0.1
        self.start()
        self.window()
        self.wait_for(lambda: " of " in self.tray().labels()[0], "the run to count")
        self.desktop.screenshot(f"ui-synchronising{'-dark' if self.dark else ''}")
        self.proxy.reset()
        self.wait_until_in_step()
        self.desktop.keys("Tab", "Tab", "Home", "Down", "Down")
        self.picture("sample")


class DarkPictures(Pictures):
    dark = True


class DarkAttention(Attention):
    dark = True
