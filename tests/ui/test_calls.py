# SPDX-License-Identifier: GPL-3.0-or-later
"""How the desktop starts Valise: at login, for a link, for an action, and where there is no tray."""

import os
import re
import unittest
from pathlib import Path

from desktop import ROOT, Desktop, Unavailable, require

ID = "org.valise.Valise"


class Calls(unittest.TestCase):
    def setUp(self):
        try:
            require()
        except Unavailable as problem:
            self.skipTest(str(problem))
        self.desktop = Desktop(size="1280x800")
        self.addCleanup(self.desktop.close)
        self.desktop.env.update({
            "GSETTINGS_SCHEMA_DIR": os.environ["VALISE_SCHEMA_DIR"],
            "VALISE_ICON_DIR": str(ROOT / "icons"),
        })

    def start(self, *words):
        return self.desktop.spawn([os.environ["VALISE"], *words])

    def act(self, name):
        """Activates an action as a launcher does."""
        self.desktop.run(["gapplication", "action", ID, name])

    def tell_of_a_conflict(self):
        """Makes conflicts until the desktop shows that there is one."""
        self.desktop.run(["gapplication", "action", f"{ID}.Demo", "demo-conflict"])
        return any("changed here and on the server" in shown["summary"]
                   for shown in self.desktop.notifications())

    def test_at_login_nobody_without_an_account_is_bothered(self):
        self.assertEqual(self.start("--hidden").wait(30), 0)
        self.assertEqual(self.desktop.log("valise"), "")

    def test_a_link_to_write_to_and_the_actions_of_the_launcher(self):
        program = self.start("--gapplication-service")
        self.desktop.wait_for_name(ID)
        self.act("compose")
        self.desktop.window("New Message")
        self.assertEqual(self.desktop.windows("^Valise$"), [])
        self.act("work-offline")
        self.assertEqual(self.start("mailto:ann@example.org?subject=Minutes").wait(30), 0)
        # Without an account it says so in place of the subject.
        self.desktop.wait_until(lambda: len(self.desktop.windows("New Message")) == 2,
                                what="a window for the link")
        self.act("open")
        self.desktop.window("^Valise$")
        self.act("quit")
        self.assertEqual(program.wait(30), 0)

    def test_the_bus_starts_it_for_an_action(self):
        """As the launcher does with DBusActivatable: by the service file that is installed."""
        made = Path(os.environ["VALISE_SCHEMA_DIR"], f"{ID}.service").read_text(encoding="utf-8")
        env = [f"{name}={self.desktop.env[name]}" for name in ("GSETTINGS_SCHEMA_DIR",
                                                              "VALISE_ICON_DIR")]
        program = " ".join(["/usr/bin/env", *env, os.environ["VALISE"]])
        folder = Path(self.desktop.env["XDG_DATA_HOME"], "dbus-1/services")
        folder.mkdir(parents=True)
        (folder / f"{ID}.service").write_text(re.sub(r"/\S*/bin/valise\b", program, made),
                                              encoding="utf-8")
        self.desktop.bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus",
                              "org.freedesktop.DBus.ReloadConfig")
        self.act("compose")
        self.desktop.window("New Message")
        self.act("quit")
        self.desktop.wait_until(lambda: ID not in self.desktop.bus.names(), what="the end")

    def test_without_a_tray_the_window_says_so_once(self):
        self.desktop.run(["xfce4-panel", "--quit"])
        self.desktop.wait_until(lambda: not self.desktop.bus.has_tray_host(), what="no panel")
        program = self.start()
        self.desktop.window("^Valise$")
        self.desktop.wait_until(
            lambda: self.desktop.run(["gsettings", "get", ID, "told-about-tray"]) == "true\n",
            what="the hint")
        self.desktop.screenshot("ui-no-tray-is-told")
        # It has no place to hide.
        self.desktop.keys("ctrl+w")
        self.assertEqual(program.wait(30), 0)

        # Neither has one that is to start hidden: the window comes, and tells of a conflict.
        program = self.start("--demo", "--hidden")
        self.desktop.window("^Valise$", 30)
        self.desktop.wait_until(self.tell_of_a_conflict, 60, "the notification")
        self.desktop.screenshot("ui-no-tray-is-not-told-again")
        self.desktop.keys("ctrl+w")
        self.assertEqual(program.wait(30), 0)


if __name__ == "__main__":
    unittest.main()
