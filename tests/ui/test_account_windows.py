# SPDX-License-Identifier: GPL-3.0-or-later
"""The accounts, used by keyboard beside a real server."""

from blackbox import mail
from notebook import FAILED, UNREACHABLE, flags_of
from uicase import DesktopCase


class Accounts(DesktopCase):
    def setUp(self):
        super().setUp()
        self.phone.add(mail("Here"), "inbox")
        self.notebook.sync()

    def account(self):
        return self.notebook.ask("account", "list")[0]

    def open_list(self):
        self.start()
        self.window()
        self.wait_until_in_step()
        self.window()
        self.desktop.keys("ctrl+shift+a")
        self.window("^Accounts$")

    def wait_until_closed(self, title):
        self.wait_for(lambda: not self.desktop.windows(title), f"{title} to close")

    def test_disabled_not_one_packet_is_sent_for_it(self):
        self.open_list()
        self.desktop.keys("space")
        self.wait_for(lambda: self.account()["disabled"], "the account to be disabled")
        self.wait_for(lambda: self.tray().labels()[0] == "No account is enabled", "the tray")
        self.proxy.reset()
        self.phone.add(mail("New"), "inbox")
        self.notebook.flag(self.notebook.item("Here")["id"], "+flagged")
        self.notebook.run("sync", status=UNREACHABLE)
        self.assertEqual(self.notebook.titles("Inbox"), ["Here"])
        self.picture("account-disabled")
        self.assertEqual(self.tray().icon_name, "valise-online")
        self.assertEqual((self.proxy.connections, self.proxy.requests), (0, []))

        self.window("^Accounts$")
        self.desktop.keys("space")
        self.wait_for(lambda: self.notebook.titles("Inbox") == ["Here", "New"], "the new message")
        self.wait_for(lambda: "flagged" in flags_of(self.phone.email("Here")), "the change to go")
        self.assertFalse(self.account()["disabled"])

    def test_edit(self):
        self.open_list()
        self.picture("accounts")
        self.desktop.keys("alt+e")
        self.window("^Edit Account$")
        self.picture("account-edit")
        self.desktop.keys("alt+m", "ctrl+a")
        self.desktop.type("Office")
        self.desktop.keys("alt+y", "ctrl+a")
        self.desktop.type("Jane Doe")
        self.desktop.keys("Return")
        self.wait_until_closed("^Edit Account$")
        self.assertEqual((self.account()["name"], self.account()["person"]), ("Office", "Jane Doe"))

        # The server does not know this user.
        self.window("^Accounts$")
        self.desktop.keys("alt+e")
        self.window("^Edit Account$")
        self.proxy.reset()
        self.desktop.keys("alt+u", "ctrl+a")
        self.desktop.type("nobody")
        self.desktop.keys("Return")
        self.wait_for(lambda: self.proxy.requests, "the server to be asked")
        self.picture("account-edit-refused")
        self.assertEqual(self.account()["user"], self.user)
        self.window("^Edit Account$")
        self.desktop.keys("alt+l")  # and CalDAV and CardDAV are there as well
        self.desktop.keys("alt+u", "ctrl+a")
        self.desktop.type(self.user)
        self.desktop.keys("Return")
        self.wait_until_closed("^Edit Account$")
        self.assertEqual([service["protocol"] for service in self.account()["services"]],
                         ["jmap", "caldav", "carddav"])
        self.wait_for(lambda: "event" in [folder["kind"]
                                          for folder in self.notebook.folders().values()],
                      "the calendars")
        self.assertEqual(self.notebook.titles("Inbox"), ["Here"])

    def test_remove(self):
        self.open_list()
        self.notebook.run("mode", "offline")
        self.notebook.flag(self.notebook.item("Here")["id"], "+flagged")
        self.notebook.run("account", "remove", self.user, status=FAILED)
        self.window("^Accounts$")
        self.desktop.keys("alt+r")
        self.wait_until_still()
        self.picture("account-remove")
        self.desktop.keys("Return")  # does nothing
        self.assertTrue(self.account())
        self.window("^Accounts$")
        self.desktop.keys("alt+r")
        self.wait_until_still()
        self.desktop.keys("alt+r")
        self.wait_for(lambda: not self.notebook.ask("account", "list"), "the account to go")
        self.assertTrue(self.phone.email("Here"))
        self.window("^Accounts$")
        self.picture("accounts-none")
