# SPDX-License-Identifier: GPL-3.0-or-later
"""The tray icon and its menu in a real panel, as the state of things changes."""

import time

from blackbox import mail
from uicase import DesktopCase

LINE = 0  # the label that tells what is going on


class Tray(DesktopCase):
    def test_online_syncing_offline(self):
        self.proxy.delay = 2
        program, item = self.start_in_tray()
        self.wait_for_icon(item, "valise-syncing")
        self.assertEqual(item.icon_description, "Valise: synchronising")
        self.assertFalse(item.find("Synchronise Now")["enabled"])
        self.picture("tray-syncing")

        self.proxy.reset()
        self.wait_until_in_step(item)
        self.assertEqual((item.title, item.status), ("Valise", "Active"))
        self.assertEqual(item.icon_description, "Valise: online")
        self.assertRegex(item.labels()[LINE], r"^In step since \d\d:\d\d$")
        self.assertEqual(item.labels()[1:], ["Open Valise", "Work Offline", "Synchronise Now",
                                             "Quit"])
        self.assertFalse(item.menu()[0]["enabled"])
        self.assertIs(item.find("Work Offline")["checked"], False)
        self.assertIsNone(item.find("Open Valise")["checked"])
        self.assertTrue(item.find("Synchronise Now")["enabled"])
        self.desktop.open_tray_menu()
        self.picture("tray-online")
        self.desktop.keys("Escape")

        item.activate("Work Offline")
        self.wait_for_icon(item, "valise-offline")
        self.assertIs(item.find("Work Offline")["checked"], True)
        self.assertFalse(item.find("Synchronise Now")["enabled"])
        self.assertEqual(item.labels()[LINE], "Offline")
        self.assertEqual(item.icon_description, "Valise: offline")
        self.assertEqual(self.notebook.status()["mode"], "offline")
        self.desktop.open_tray_menu()
        self.picture("tray-offline")
        self.desktop.keys("Escape")
        self.quit(program)

    def test_chosen_offline_is_remembered_and_silent(self):
        program, item = self.start_in_tray()
        self.wait_until_in_step(item)
        item.activate("Work Offline")
        self.wait_for_icon(item, "valise-offline")
        self.quit(program)
        self.proxy.reset()

        program, item = self.start_in_tray()
        self.assertEqual(item.icon_name, "valise-offline")
        self.assertIs(item.find("Work Offline")["checked"], True)
        self.notebook.run("add", "Drafts", self.notebook.write(mail("Waits")))
        self.wait_for(lambda: "1 change" in item.labels()[LINE], "the waiting change")
        self.assertEqual(self.proxy.connections, 0)

        item.activate("Work Offline")
        self.wait_for(lambda: self.phone.email("Waits"), "the change on the server")
        self.wait_until_in_step(item)
        self.assertIs(item.find("Work Offline")["checked"], False)

    def test_a_lost_server_and_its_return(self):
        _, item = self.start_in_tray()
        self.wait_until_in_step(item)
        self.proxy.refuse = True
        self.synchronise(item)
        self.wait_for_icon(item, "valise-offline")
        self.assertIs(item.find("Work Offline")["checked"], False)
        self.assertTrue(item.labels()[LINE].startswith("Connection lost"), item.labels())
        self.assertTrue(item.find("Synchronise Now")["enabled"])

        self.proxy.refuse = False
        self.wait_until_in_step(item)

    def test_a_killed_server(self):
        self.addCleanup(self.server.start)
        _, item = self.start_in_tray()
        self.wait_until_in_step(item)
        self.server.kill()
        self.synchronise(item)
        self.wait_for_icon(item, "valise-offline")

    def test_synchronise_now(self):
        _, item = self.start_in_tray()
        self.wait_until_in_step(item)
        self.phone.add(mail("Just came"), "inbox")
        self.synchronise(item)
        self.wait_for(lambda: self.notebook.item("Just came"), "the new message")

    def test_attention(self):
        self.add_draft()
        program, item = self.start_in_tray()
        self.wait_until_in_step(item)
        self.assertIsNone(item.find("Conflicts"))
        item.activate("Work Offline")
        self.wait_for_icon(item, "valise-offline")
        self.change_draft_on_both_sides()

        item.activate("Work Offline")
        self.wait_for_icon(item, "valise-online-attention")
        self.wait_for(lambda: item.find("Conflicts (1)"), "the conflict in the menu")
        self.assertIn("you are needed", item.icon_description)
        self.assertEqual(item.labels()[LINE], "1 conflict waits for you")
        told = self.wait_for(self.desktop.notifications, "the notification")
        self.assertEqual(len([each for each in told if "changed here" in each["summary"]]), 1)
        self.desktop.open_tray_menu()
        self.picture("tray-online-attention")
        self.desktop.keys("Escape")

        item.activate("Work Offline")
        self.wait_for_icon(item, "valise-offline-attention")
        self.picture("tray-offline-attention")
        self.proxy.delay = 2
        item.activate("Work Offline")
        self.wait_for_icon(item, "valise-syncing-attention")
        self.picture("tray-syncing-attention")
        self.proxy.reset()
        self.wait_for_icon(item, "valise-online-attention")

        self.notebook.resolve(self.notebook.conflicts()[0]["id"], "server")
        self.wait_until_in_step(item)
        self.assertIsNone(item.find("Conflicts"))
        self.quit(program)

    def test_quit_ends_at_once_also_while_it_synchronises(self):
        self.proxy.delay = 5
        program, item = self.start_in_tray()
        self.wait_for_icon(item, "valise-syncing")
        start = time.monotonic()
        item.activate("Quit")
        self.end(program)
        self.assertLess(time.monotonic() - start, 2)

    def test_names_are_shown_as_they_are(self):
        name = "snake_case & <b>__bold"
        notebook = self.new_notebook()
        notebook.add_account(self.user, self.proxy.url, name=name)
        self.proxy.delay = 2
        self.start("--hidden", notebook=notebook)
        self.wait_for(lambda: self.tray().labels()[LINE].endswith(f" {name}"),
                      "the account's name in the menu")
        self.desktop.open_tray_menu()
        self.picture("tray-name")
        self.desktop.keys("Escape")


class DarkTray(DesktopCase):
    dark = True

    def test_icons_on_a_dark_panel(self):
        self.add_draft()
        _, item = self.start_in_tray()
        self.wait_until_in_step(item)
        self.picture("tray-online")
        item.activate("Work Offline")
        self.wait_for_icon(item, "valise-offline")
        self.change_draft_on_both_sides()
        self.desktop.open_tray_menu()
        self.picture("tray-offline")
        self.desktop.keys("Escape")
        item.activate("Work Offline")
        self.wait_for_icon(item, "valise-online-attention")
        self.picture("tray-online-attention")
