# SPDX-License-Identifier: GPL-3.0-or-later
"""What the computer lacks: a network that costs nothing, and room on its disk."""

import os
import subprocess

from blackbox import mail, with_attachment
from uicase import DesktopCase


class MeteredNetwork(DesktopCase):
    """Mail comes as header and text as long as its network is paid for by size."""

    def setUp(self):
        super().setUp()
        # There is no system bus on this desktop.
        bus = self.desktop.env["DBUS_SESSION_BUS_ADDRESS"]
        self.notebook.environment["DBUS_SYSTEM_BUS_ADDRESS"] = bus
        self.network = self.desktop.spawn([os.environ["NETWORK_MANAGER"]], text=True,
                                          env=self.notebook.environment, stdin=subprocess.PIPE,
                                          stdout=subprocess.PIPE)
        self.addCleanup(self.end_network)
        self.network.stdout.readline()
        self.prefer(True)
        self.addCleanup(self.prefer, True)

    def end_network(self):
        self.network.stdin.close()
        self.network.stdout.close()
        self.network.wait()

    def set_network(self, cost):
        self.network.stdin.write(cost + "\n")
        self.network.stdin.flush()
        self.network.stdout.readline()

    def prefer(self, text_only):
        env = {**self.desktop.env, "GSETTINGS_SCHEMA_DIR": os.environ["VALISE_SCHEMA_DIR"]}
        subprocess.run(["gsettings", "set", "org.valise.Valise", "metered-text-only",
                        "true" if text_only else "false"], env=env, check=True)

    def add(self, subject):
        self.phone.add(with_attachment(subject), "inbox")

    def wait_for_depth(self, subject, depth):
        def is_so():
            item = self.notebook.item(subject)
            return item is not None and item["depth"] == depth
        self.wait_for(is_so, f"{subject} to be {depth}")

    def test_no_more_than_the_text(self):
        self.assertEqual(self.notebook.folders()["Inbox"]["depth"], "full")
        self.set_network("metered")
        self.add("Before the start")
        program, tray = self.start_in_tray()
        self.wait_until_in_step(tray)
        self.wait_for_depth("Before the start", "text")

        # At home again, the rest comes by itself.
        self.set_network("free")
        self.wait_for_depth("Before the start", "full")
        self.wait_until_in_step(tray)

        self.set_network("metered")
        self.add("On the train")
        self.synchronise(tray)
        self.wait_for_depth("On the train", "text")
        self.wait_until_in_step(tray)
        self.assertLess(self.notebook.folders()["Inbox"]["kept"]["full"], 2)

        # What the user opens is fetched whole all the same.
        tray.activate("Open Valise")
        self.window()
        self.desktop.keys("Tab", "Tab", "Home")
        self.wait_for_depth("On the train", "full")
        self.quit(program)

    def test_the_user_does_not_mind(self):
        self.set_network("metered")
        self.add("Large")
        _, tray = self.start_in_tray()
        self.wait_for_depth("Large", "text")
        self.wait_until_in_step(tray)
        self.prefer(False)
        self.wait_for_depth("Large", "full")
        self.wait_until_in_step(tray)
        self.add("Large as well")
        self.synchronise(tray)
        self.wait_for_depth("Large as well", "full")


class FullDisk(DesktopCase):
    """No file can grow beyond a size, which Valise meets like the end of the disk."""

    SIZE = 2_000_000
    PREFIX = ("sh", "-c", 'trap "" XFSZ; exec "$@"', "sh", "prlimit", f"--fsize={SIZE}:", "--")

    def make_room(self, program):
        subprocess.run(["prlimit", "--pid", str(program.pid), "--fsize=unlimited:"], check=True)

    def has_bar(self, window):
        """Whether there is something coloured below the header."""
        x, y, _, _ = self.desktop.geometry(window)
        red, _, blue = self.desktop.pixels((x + 300, y + 60, 1, 1))
        return red - blue > 8

    def test_nothing_is_lost(self):
        self.phone.add(mail("Small"), "inbox")
        self.notebook.sync()
        for number in range(12):
            self.phone.add(with_attachment(f"Large {number}", 400_000), "inbox")
        program = self.start(prefix=self.PREFIX)
        window = self.window()
        item = self.tray()
        self.wait_for(lambda: "disk is full" in " ".join(item.labels()), "it to be told")
        self.wait_for_icon(item, "valise-online-attention")
        self.wait_for(lambda: self.has_bar(window), "the bar")
        self.picture("disk-full")
        self.assertLess(self.notebook.folders()["Inbox"]["kept"]["full"], 13)
        self.make_room(program)
        self.desktop.keys("alt+t")  # Try Again
        self.wait_for(lambda: self.notebook.folders()["Inbox"]["kept"]["full"] == 13,
                      "all of the messages")
        self.wait_until_in_step(item)
        self.wait_for(lambda: not self.has_bar(window), "the bar to go")
        self.picture("disk-full-no-more")
        self.assert_in_step()
        self.quit(program)
        self.notebook.run("check")
