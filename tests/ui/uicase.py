# SPDX-License-Identifier: GPL-3.0-or-later
"""Valise on a private desktop, beside a private Cyrus: what the suites of the program share.

The words are those of tests/servers/blackbox.py: the *notebook* is this computer, the *phone* is
the same person's other device, the *proxy* is the network between notebook and server.
"""

import atexit
import os
import signal
import tempfile
import time

import blackbox
from bus import Greyed
from desktop import NOTIFIER, ROOT, Desktop, Unavailable, require
from notebook import NOISE

SIZE = "1280x800"
OUR_FOLDERS = ("XDG_DATA_HOME", "XDG_STATE_HOME")

_desktops = {}


def desktop(dark):
    """The one desktop of this process, light or dark."""
    if dark not in _desktops:
        _desktops[dark] = Desktop(dark=dark, size=SIZE)
        atexit.register(_desktops[dark].close)
    return _desktops[dark]


class DesktopCase(blackbox.ServerCase):
    """A fresh user on the server, and a notebook with a desktop that knows the account."""

    dark = False
    own_desktop = False  # the test changes it
    notifier = NOTIFIER  # of a desktop of its own

    def setUp(self):
        self.set_up_desktop()
        super().setUp()
        self.addCleanup(self.end_programs)

    def set_up_desktop(self):
        try:
            require()
        except Unavailable as problem:
            self.skipTest(str(problem))
        if "VALISE" not in os.environ:
            self.skipTest("VALISE does not say where the program is")
        if self.own_desktop:
            self.desktop = Desktop(size=SIZE, notifier=self.notifier)
            self.addCleanup(self.desktop.close)
        else:
            self.desktop = desktop(self.dark)
        self.programs = []

    def new_notebook(self):
        notebook = super().new_notebook()
        own = {name: notebook.environment[name] for name in OUR_FOLDERS}
        notebook.environment = {**self.desktop.env, **own, "VALISE_ICON_DIR": str(ROOT / "icons")}
        if self.dark:
            notebook.environment["GTK_THEME"] = "Adwaita:dark"
        return notebook

    # The program

    def start(self, *options, notebook=None, prefix=()):
        """Starts Valise, by the command PREFIX where one is given; its process."""
        environment = (notebook or self.notebook).environment
        log = tempfile.TemporaryFile()
        program = self.desktop.spawn([*prefix, os.environ["VALISE"], *options], env=environment,
                                     stdout=log, stderr=log)
        program.log = log
        self.programs.append(program)
        return program

    def end(self, program, seconds=10):
        """Waits for Valise to end by itself, in good order, and without a complaint."""
        status = program.wait(seconds)
        program.log.seek(0)
        text = program.log.read().decode(errors="replace")
        self.assertNotRegex(text, NOISE)
        self.assertEqual(status, 0, text)
        self.programs.remove(program)
        program.log.close()
        return text

    def quit(self, program):
        program.send_signal(signal.SIGTERM)
        return self.end(program)

    def end_programs(self):
        for program in list(self.programs):
            self.quit(program)

    def start_in_tray(self, *options):
        """Starts Valise without a window; its process and its tray item."""
        program = self.start("--hidden", *options)
        return program, self.tray()

    # What a person sees

    def tray(self):
        return self.desktop.tray("valise")

    def wait_for(self, predicate, what, seconds=30):
        return self.desktop.wait_until(predicate, seconds, what)

    def wait_for_icon(self, item, name, seconds=30):
        self.wait_for(lambda: item.icon_name == name, f"the icon {name}", seconds)

    def wait_until_in_step(self, item=None, seconds=60):
        """Waits until a run has gone through; the tray item."""
        item = item or self.tray()
        self.wait_for(lambda: item.labels()[0].startswith("In step since"), "the run", seconds)
        self.wait_for_icon(item, "valise-online")
        return item

    def synchronise(self, item):
        """Chooses "Synchronise Now", which is greyed out while a run is under way."""
        def chosen():
            try:
                item.activate("Synchronise Now")
            except Greyed:
                return False
            return True
        self.wait_for(chosen, "Synchronise Now")

    def window(self, title="^Valise$"):
        """Waits for a window and brings the keyboard there; its X id."""
        window = self.desktop.window(title)
        self.desktop.run(["xdotool", "windowactivate", "--sync", window])
        area = self.desktop.geometry(window)
        # Before it is drawn it is black.
        self.wait_for(lambda: len(set(self.desktop.pixels(area)[::97])) > 8, f"{title} to be drawn")
        return window

    def wait_until_still(self, area=None):
        """Waits until the screen does not change any more, and no button is on its way: one that
        was pressed by keyboard stays down for 250 ms before it does anything."""
        def still():
            before = self.desktop.pixels(area)
            time.sleep(0.3)
            return self.desktop.pixels(area) == before
        self.wait_for(still, "the screen to come to rest")

    def picture(self, name):
        """Keeps the screen for people to look at, with the pointer out of the way."""
        self.desktop.run(["xdotool", "mousemove", "640", "795"])
        self.wait_until_still()
        self.desktop.screenshot(f"ui-{name}{'-dark' if self.dark else ''}")

    # What happens

    def add_draft(self, text="First.\r\n"):
        """A draft that both sides have."""
        self.phone.add(self.draft(text), "drafts", ["$draft", "$seen"])
        self.notebook.sync()
        self.notebook.run("set", "Drafts", "--depth", "full")
        self.notebook.sync()

    def draft(self, text):
        return blackbox.mail("Minutes", text, message_id=f"<minutes.{self.user}@test.example>")

    def change_draft_on_both_sides(self):
        """The next run meets a conflict."""
        item = self.notebook.item("Minutes", "Drafts")["id"]
        self.notebook.replace(item, self.draft("From the notebook.\r\n"))
        theirs = self.phone.email("Minutes", "drafts")["id"]
        self.phone.replace(theirs, self.draft("From the phone.\r\n"))
