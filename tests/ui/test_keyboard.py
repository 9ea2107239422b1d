# SPDX-License-Identifier: GPL-3.0-or-later
"""The main path of a day, without a mouse."""

from blackbox import mail
from notebook import flags_of
from uicase import DesktopCase


class Keyboard(DesktopCase):
    def setUp(self):
        super().setUp()
        self.subject = f"Plan of {self.user}"
        self.phone.create_mailbox("Projects")
        self.phone.add(mail(self.subject, "Shall we?\r\n"), "Projects")
        self.phone.add(mail("Lunch", "Noon?\r\n"), "inbox")
        # Whom the user writes as is known from what was sent before.
        self.phone.add(mail("Old", sender=f"Jo Doe <{self.user}@localhost>"), "sent", ["$seen"])
        self.add_draft()
        self.change_draft_on_both_sides()
        self.notebook.sync()

    def has_flag(self, subject, flag, there=True):
        self.wait_for(lambda: (flag in flags_of(self.phone.email(subject))) is there, flag)

    def open_window(self, title="^Valise$"):
        self.window(title)
        self.wait_until_still()

    def wait_until_closed(self, title):
        self.wait_for(lambda: not self.desktop.windows(title), f"{title} to close")

    def open_and_answer(self):
        self.desktop.type("Proj")
        self.desktop.keys("Escape", "Tab", "Tab", "Home")
        self.has_flag(self.subject, "seen")
        self.desktop.keys("Menu")
        self.wait_until_still()
        self.picture("keyboard-menu")
        self.desktop.keys("u")  # as unread
        self.has_flag(self.subject, "seen", False)
        self.desktop.keys("shift+F10")
        self.wait_until_still()
        self.desktop.keys("r")  # as read
        self.has_flag(self.subject, "seen")

        self.desktop.keys("ctrl+m")
        self.open_window(f"^Re: {self.subject}$")
        self.desktop.type("Yes.")
        self.desktop.keys("ctrl+Return")
        self.wait_for(lambda: self.sent_to_sink(f"Re: {self.subject}") == 1, "the answer to leave")
        self.open_window()

    def search(self):
        self.desktop.keys("ctrl+f")
        self.desktop.type("Noon")
        self.wait_until_still()
        self.desktop.keys("Return", "Home")
        self.wait_until_still()
        self.picture("keyboard-search")
        self.desktop.keys("ctrl+d")
        self.has_flag("Lunch", "flagged")
        self.desktop.keys("ctrl+f", "Escape")
        self.wait_until_still()

    def set_properties(self):
        self.assertEqual(self.notebook.folders()["Projects"]["depth"], "text")
        self.desktop.keys("alt+Return")
        self.open_window("^Properties of Projects$")
        self.desktop.keys("ctrl+Next")
        self.wait_until_still()
        self.desktop.keys("alt+f")
        self.picture("keyboard-properties")
        self.desktop.keys("alt+a")
        self.wait_for(lambda: self.notebook.folders()["Projects"]["depth"] == "full", "the depth")
        self.wait_until_closed("^Properties")
        self.open_window()

    def decide(self):
        self.desktop.keys("alt+c")  # the button of the bar
        self.open_window("^Conflicts$")
        self.desktop.keys("alt+s")
        self.wait_for(lambda: not self.notebook.conflicts(), "the decision")
        self.desktop.keys("Escape")
        self.wait_until_closed("^Conflicts$")
        self.wait_until_in_step()

    def test_main_path(self):
        program = self.start()
        self.open_window()
        self.open_and_answer()
        self.search()
        self.set_properties()
        self.decide()
        self.open_window()
        before = self.desktop.windows("valise", "--class")
        self.desktop.keys("F1")  # GTK gives that window no name
        self.wait_for(lambda: self.desktop.windows("valise", "--class") != before, "the keys")
        self.picture("keyboard-keys")
        self.desktop.keys("Escape")
        self.wait_for(lambda: self.desktop.windows("valise", "--class") == before, "them to go")
        self.desktop.keys("ctrl+q")
        self.end(program)
