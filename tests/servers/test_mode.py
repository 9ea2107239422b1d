# SPDX-License-Identifier: GPL-3.0-or-later
"""Modes, accounts, exit statuses, the lock, and where the password is."""

import os
import subprocess
import threading

from blackbox import ServerCase, mail, with_attachment
from notebook import DONE, FAILED, REFUSED, UNREACHABLE, USAGE, flags_of
from privateserver import wait_for


class Offline(ServerCase):
    """In offline mode not one packet is sent, and everything else works."""

    def setUp(self):
        super().setUp()
        self.phone.create_mailbox("Projects")
        for number in range(3):
            self.phone.add(mail("Number %d" % number, "Words.\r\n"), "inbox")
        self.phone.add(with_attachment("Large"), "Projects")
        self.notebook.sync()
        self.notebook.run("mode", "offline")
        self.proxy.reset()

    def assert_silence(self):
        self.assertEqual(self.proxy.connections, 0)

    def test_mode_is_told_and_remembered(self):
        self.assertIn(b"offline", self.notebook.run("mode").stdout)
        self.assertTrue(self.notebook.status()["mode"].startswith("offline"))
        self.notebook.run("mode", "online")
        self.assertIn(b"online", self.notebook.run("mode").stdout)
        self.assertEqual(self.notebook.status()["mode"], "online")

    def test_sync_is_refused(self):
        result = self.notebook.sync(status=UNREACHABLE)
        self.assertIn("offline", result.sentence().lower())
        self.assert_silence()

    def test_not_one_packet(self):
        notebook = self.notebook
        numbers = {item["title"]: item["id"] for item in notebook.items("Inbox")}
        notebook.folders()
        notebook.status()
        notebook.conflicts()
        notebook.items("Inbox", "--search", "Words")
        self.assertIn("Words.", notebook.show(numbers["Number 0"]))
        self.assertIn(b"Words.", notebook.export(numbers["Number 0"]))
        large = notebook.item("Large", "Projects")["id"]
        self.assertIn("See the attachment.", notebook.show(large))
        notebook.flag(numbers["Number 0"], "+seen")
        notebook.move(numbers["Number 1"], "Projects")
        notebook.delete(numbers["Number 2"], permanently=True)
        notebook.add("Inbox", mail("Written offline"))
        notebook.run("set", "Projects", "--depth", "full")
        notebook.run("account", "list")
        notebook.sync(status=UNREACHABLE)
        notebook.run("check", status=(DONE, UNREACHABLE))
        self.assert_silence()
        self.assertEqual(notebook.status()["pending"], 4)

        notebook.run("mode", "online")
        notebook.sync()
        self.assert_in_step()
        self.assertEqual(flags_of(self.phone.email("Number 0")), {"seen"})
        self.assertIsNotNone(self.phone.email("Number 1", "Projects"))
        self.assertIsNone(self.phone.email("Number 2"))
        self.assertIsNotNone(self.phone.email("Written offline"))

    def test_lost_connection(self):
        self.notebook.run("mode", "online")
        self.proxy.refuse = True
        self.notebook.sync(status=UNREACHABLE).sentence()
        self.notebook.add("Inbox", mail("Meanwhile"))
        self.assertEqual(self.notebook.status()["pending"], 1)
        self.proxy.refuse = False
        self.notebook.sync()
        self.assertIsNotNone(self.phone.email("Meanwhile"))


class Accounts(ServerCase):
    add_account = False

    def setUp(self):
        super().setUp()
        self.other = self.new_user()
        self.other_phone = self.new_phone(self.other)
        self.notebook.add_account(self.user, self.proxy.url, name="Work")
        self.notebook.add_account(self.other, self.server.url, name="Home")

    def paths(self, account):
        return {f["path"] for f in self.notebook.ask("folders") if f["account"] == account}

    def test_side_by_side(self):
        self.phone.add(mail("For work"), "inbox")
        self.other_phone.add(mail("For home"), "inbox")
        self.notebook.sync()
        self.assertEqual(self.notebook.titles("Work:Inbox"), ["For work"])
        self.assertEqual(self.notebook.titles("Home:Inbox"), ["For home"])
        self.assertIn("Inbox", self.paths("Work"))
        self.assertIn("Inbox", self.paths("Home"))
        self.notebook.run("items", "Inbox", status=(FAILED, USAGE)).sentence()
        names = [account["name"] for account in self.notebook.ask("account", "list")]
        self.assertEqual(sorted(names), ["Home", "Work"])

    def test_one_of_them(self):
        self.phone.add(mail("For work"), "inbox")
        self.other_phone.add(mail("For home"), "inbox")
        self.proxy.reset()
        self.notebook.sync("--account", "Home")
        self.assertEqual(self.notebook.titles("Home:Inbox"), ["For home"])
        self.assertEqual(self.proxy.connections, 0)

    def test_one_cannot_be_reached(self):
        self.proxy.refuse = True
        self.other_phone.add(mail("For home"), "inbox")
        result = self.notebook.sync(status=UNREACHABLE)
        self.assertIn("Work", result.stderr + result.stdout.decode())
        self.assertEqual(self.notebook.titles("Home:Inbox"), ["For home"])

    def test_removed(self):
        self.notebook.sync()
        self.notebook.run("account", "remove", "Work")
        self.assertEqual(self.paths("Work"), set())
        self.assertIn("Inbox", self.paths("Home"))
        self.notebook.run("account", "remove", "Work", status=FAILED).sentence()

    def test_unsent_changes_hold_it(self):
        self.notebook.sync()
        self.notebook.add("Work:Inbox", mail("Not sent"))
        self.notebook.run("account", "remove", "Work", status=FAILED).sentence()
        self.assertEqual(self.notebook.titles("Work:Inbox"), ["Not sent"])
        self.notebook.run("account", "remove", "Work", "--force")
        self.assertEqual(self.paths("Work"), set())

    def test_the_same_name_twice(self):
        again = self.notebook.add_account(self.other, self.server.url, name="Work", status=FAILED)
        again.sentence()
        self.assertEqual(len(self.notebook.ask("account", "list")), 2)


class Statuses(ServerCase):
    def test_usage(self):
        self.notebook.sync()
        for arguments in (
            [],
            ["frobnicate"],
            ["sync", "--no-such-option"],
            ["items"],
            ["flag"],
            ["flag", "1", "seen"],
            ["mode", "sideways"],
            ["account", "add", "--user", "someone"],
            ["resolve", "1"],
            ["show", "not-a-number"],
        ):
            with self.subTest(arguments=arguments):
                result = self.notebook.run(*arguments, status=USAGE)
                self.assertTrue(result.stderr.strip())

    def test_not_here(self):
        self.notebook.sync()
        letter = self.notebook.write(mail("Letter"))
        for arguments in (
            ["show", "4711"],
            ["export", "4711"],
            ["delete", "4711"],
            ["flag", "4711", "+seen"],
            ["move", "4711", "Inbox"],
            ["items", "No such folder"],
            ["add", "No such folder", letter],
            ["add", "Inbox", "/no/such/file"],
            ["sync", "--account", "Nobody"],
        ):
            with self.subTest(arguments=arguments):
                self.notebook.run(*arguments, status=FAILED).sentence()

    def test_wrong_password(self):
        notebook = self.new_notebook()
        added = notebook.add_account(self.user, self.proxy.url, "wrong", status=(DONE, REFUSED))
        result = added if added.status == REFUSED else notebook.sync(status=REFUSED)
        result.sentence()

    def test_changed_password(self):
        self.notebook.sync()
        self.server.set_password(self.user, "another")
        result = self.notebook.sync(status=REFUSED)
        self.assertNotIn("secret", result.stderr)
        self.server.set_password(self.user, "secret")
        self.notebook.sync()

    def test_server_away(self):
        self.proxy.refuse = True
        self.notebook.sync(status=UNREACHABLE).sentence()
        self.proxy.stop()
        self.notebook.sync(status=UNREACHABLE).sentence()

    def test_help_and_version(self):
        self.assertIn(b"sync", self.notebook.run("--help").stdout)
        self.assertRegex(self.notebook.run("--version").stdout, rb"\d+\.\d+")


class Lock(ServerCase):
    """Two processes never synchronise one account at once."""

    def setUp(self):
        super().setUp()
        self.notebook.sync()
        self.proxy.reset()
        gate = threading.Event()
        self.addCleanup(gate.set)
        self.proxy.before_answer = lambda _: gate.wait()
        self.first = self.notebook.start("sync")
        wait_for(lambda: self.proxy.requests, 20, "the first run to ask")
        threading.Timer(2, gate.set).start()

    def test_the_second_does_not_interfere(self):
        asked = len(self.proxy.requests)
        result = self.notebook.sync(status=(DONE, FAILED))
        if result.status == FAILED:
            result.sentence()
            self.assertIsNone(self.first.poll())
            self.assertEqual(len(self.proxy.requests), asked)
        else:
            self.assertIsNotNone(self.first.poll())  # it waited
        self.assertEqual(self.notebook.finish(self.first).status, DONE)

    def test_a_crash_releases_it(self):
        self.first.kill()
        self.notebook.finish(self.first)
        self.notebook.sync()


class Secrets(ServerCase):
    """A real Secret Service keeps the password; no file of ours holds it."""

    add_account = False

    def unlock(self):
        if not os.path.exists("/usr/bin/gnome-keyring-daemon"):
            self.skipTest("no Secret Service: install gnome-keyring")
        daemon = subprocess.Popen(
            ["/usr/bin/gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self.notebook.environment,
        )
        self.addCleanup(daemon.wait)
        self.addCleanup(daemon.kill)
        daemon.stdin.write(b"keyring")
        daemon.stdin.close()
        wait_for(self.service_is_there, 20, "the Secret Service")

    def service_is_there(self):
        command = ["gdbus", "call", "--session", "--dest", "org.freedesktop.DBus"]
        command += ["--object-path", "/", "--method", "org.freedesktop.DBus.NameHasOwner"]
        answer = subprocess.run(
            command + ["org.freedesktop.secrets"], capture_output=True, check=False
        )
        return b"true" in answer.stdout

    def add_with_stdin(self, status=DONE):
        return self.notebook.run(
            *("account", "add", "--user", self.user, "--service", "jmap=" + self.proxy.url),
            "--password-stdin",
            data=b"secret\n",
            status=status,
        )

    def test_kept_in_the_keyring(self):
        self.unlock()
        self.add_with_stdin()
        self.notebook.sync()
        self.assert_in_step()
        for folder, _, names in os.walk(self.notebook.home):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.isfile(path) and not path.endswith((".keyring", ".eml")):
                    with open(path, "rb") as content:
                        self.assertNotIn(b"secret\n", content.read(), path)
        self.notebook.run("account", "remove", self.notebook.ask("account", "list")[0]["name"])
        left = subprocess.run(
            ["secret-tool", "search", "--all", "xdg:schema", "org.valise.Valise.Password"],
            capture_output=True,
            env=self.notebook.environment,
            check=False,
        )
        self.assertNotIn(b"secret = secret", left.stdout)

    def test_password_command_fails(self):
        self.notebook.run(
            *("account", "add", "--user", self.user, "--service", "jmap=" + self.proxy.url),
            *("--password-command", "false"),
            status=(DONE, FAILED, REFUSED),
        )
        self.notebook.run("sync", status=(FAILED, REFUSED)).sentence()

    def test_data_are_private(self):
        self.notebook.add_account(self.user, self.proxy.url)
        self.notebook.sync()
        mode = os.stat(os.path.join(self.notebook.data, "valise")).st_mode
        self.assertEqual(mode & 0o777, 0o700)
