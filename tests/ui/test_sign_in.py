# SPDX-License-Identifier: GPL-3.0-or-later
"""The first start, with the assistant; and passwords that are asked for again."""

from blackbox import mail
from cyrus import PASSWORD
from uicase import DesktopCase


class FirstStart(DesktopCase):
    add_account = False

    def fill_in(self, password):
        self.desktop.keys("alt+e", "ctrl+a")
        self.desktop.type(self.user + "@test.example")
        self.desktop.keys("alt+p", "ctrl+a")
        self.desktop.type(password)

    def fill_in_server(self):
        """What lies below the expander, which is open."""
        self.desktop.keys("alt+r", "ctrl+a")
        self.desktop.type(self.proxy.url)
        self.desktop.keys("alt+u", "ctrl+a")
        self.desktop.type(self.user)
        self.desktop.keys("alt+t")  # no encryption: first it has to be agreed to

    def accounts(self):
        return self.notebook.ask("account", "list")

    def test_add_an_account(self):
        self.phone.add(mail("Welcome"), "inbox")
        self.start()
        self.window()
        self.picture("first-start")
        self.desktop.keys("alt+y", "ctrl+a")
        self.desktop.type("Jane Doe")
        self.fill_in("wrong")
        self.desktop.keys("alt+s")
        self.fill_in_server()
        self.desktop.keys("alt+n")
        self.wait_for(lambda: self.proxy.requests, "the server to be asked")
        self.picture("first-start-refused")
        self.assertEqual(self.accounts(), [])

        self.fill_in(PASSWORD)
        self.proxy.reset()
        self.desktop.keys("Return")
        self.wait_for(lambda: self.proxy.requests, "the server to be asked")
        self.picture("first-start-found")
        self.assertEqual(self.accounts(), [])
        self.desktop.keys("Return")
        self.wait_for(self.accounts, "the account")
        self.wait_for(lambda: "Inbox" in self.notebook.folders(), "the folders")
        self.wait_for(lambda: self.notebook.titles("Inbox") == ["Welcome"], "the messages")
        self.wait_until_in_step()
        account = self.accounts()[0]
        self.assertEqual(account["name"], self.user + "@test.example")
        self.assertEqual(account["address"], self.user + "@test.example")
        self.assertEqual(account["user"], self.user)
        self.assertEqual(account["person"], "Jane Doe")
        self.assertEqual(sorted(service["protocol"] for service in account["services"]),
                         ["caldav", "carddav", "jmap"])
        self.picture("first-folders")


class SignIn(DesktopCase):
    """The password was changed on the server."""

    add_account = False

    def start_refused(self):
        """Valise runs, and the server does not let it in."""
        self.notebook.sync()
        self.start()
        self.window()
        self.wait_until_in_step()
        self.server.add_user(self.user, "another")
        self.synchronise(self.tray())
        self.wait_for_icon(self.tray(), "valise-offline-attention")
        self.picture("sign-in-bar")
        self.window()
        self.desktop.keys("alt+i")
        self.window("^Sign In$")

    def test_password_in_the_keyring(self):
        self.notebook.run("account", "add", "--user", self.user, "--service",
                          "jmap=" + self.proxy.url, "--password-stdin", data=PASSWORD.encode())
        self.start_refused()
        self.picture("sign-in")
        self.desktop.type("another")
        self.desktop.keys("Return")
        self.wait_until_in_step()
        self.wait_for(lambda: not self.desktop.windows("^Sign In$"), "the dialog to close")
        self.notebook.sync()

    def test_password_of_a_command(self):
        self.notebook.add_account(self.user, self.proxy.url)
        self.start_refused()
        self.picture("sign-in-command")
        self.desktop.keys("Escape")
        self.wait_for(lambda: not self.desktop.windows("^Sign In$"), "the dialog to close")


class DarkSignIn(SignIn):
    dark = True


class DarkFirstStart(FirstStart):
    dark = True
