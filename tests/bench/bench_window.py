# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast the window is, and what Valise costs while nobody looks at it, with 100,000 messages in
one folder.

The store has two accounts: one that is switched off and has the 100,000 messages, and one on a
private Cyrus with 4,000. The desktop is a private one with a real panel. What starts, draws and
idles is the program as it is; only what has to be timed from within is timed by window-probe, which
is the same program with a heartbeat. Nothing here passes or fails: the figures are printed beside
what they are meant to be.
"""

import argparse
import contextlib
import os
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict

from cyrus import Cyrus
from desktop import ROOT, Desktop
from notebook import Notebook
from screen import Screen

SIZE = "1280x800"
LIST = (330, 130, 200, 400)  # within the list of the window: x, y, width, height
USER = "bench"
OUR_FOLDERS = ("XDG_DATA_HOME", "XDG_STATE_HOME")

# Before each measurement the machine is to have nothing else to do; but not for ever.
QUIET_SHARE = 0.85
QUIET_SECONDS = 0.5
PATIENCE_SECONDS = 30

SETTLING_SECONDS = 5
IDLE_SECONDS = 30

# What is printed: the figure, what it is called, its unit and what it is meant to stay below.
TABLE = (
    ("start", "program started, rows drawn", "ms", 300),
    ("start-ours", "  less waiting for a processor", "ms", 300),
    ("open", "folder opened, drawn", "ms", 100),
    ("search-one", "search with one hit", "ms", 100),
    ("search-some", "search with 3,278 hits", "ms", 100),
    ("search-all", "search with 100,000 hits", "ms", 100),
    ("search-letter", "search for a first letter", "ms", None),
    ("browse-stall", "longest stall, opening and searching", "ms", 16),
    ("sync-stall", "longest stall, first run", "ms", 16),
    ("sync-stall-ours", "  less waiting for a processor", "ms", 16),
    ("sync-over", "stalls of more than 16 ms, first run", "", None),
    ("rss", "memory in the tray", "MB", 60),
    ("pss", "  less what other programs share", "MB", None),
    ("window-rss", "memory with the window", "MB", None),
    ("wake-ups", f"wake-ups in {IDLE_SECONDS} s, in the tray", "", 5),
)


class Bench:
    """One computer with the store, on a desktop; figures are lists of what was measured."""

    def __init__(self, desktop, screen, cyrus):
        self.desktop = desktop
        self.screen = screen
        self.figures = defaultdict(list)
        self.disturbed = 0
        self.notebook = Notebook()
        own = {name: self.notebook.environment[name] for name in OUR_FOLDERS}
        self.env = {**desktop.env, **own, "VALISE_ICON_DIR": str(ROOT / "icons")}
        self.notebook.environment = self.env
        self.tool("window-store")
        self.notebook.add_account(USER, cyrus.url + "/jmap/")
        with contextlib.closing(sqlite3.connect(self.notebook.database())) as database:
            inboxes = database.execute("SELECT id FROM folder WHERE path = 'Inbox' ORDER BY id")
            self.many, self.inbox = (number for number, in inboxes)

    def close(self):
        self.notebook.close()

    def tool(self, name, *arguments):
        """What one of the programs of this folder prints."""
        command = [os.path.join(os.environ["BENCH_TOOLS"], name), *map(str, arguments)]
        return subprocess.run(command, env=self.env, stdout=subprocess.PIPE, text=True,
                              check=True).stdout

    def probe(self, *arguments):
        """Takes in what the window tells of itself."""
        for line in self.tool("window-probe", *arguments).splitlines():
            name, value = line.split()
            self.figures[name].append(float(value))

    # The program

    def start(self, *options):
        return self.desktop.spawn([os.environ["VALISE"], *options], env=self.env)

    def end(self, program):
        program.send_signal(signal.SIGTERM)
        if program.wait(20) != 0:
            raise SystemExit("bench: valise failed:\n" + self.desktop.log("valise"))

    def wait_until_in_step(self):
        def in_step():
            item = self.desktop.bus.tray_item("valise")
            return item is not None and item.labels()[0].startswith("In step since")
        self.desktop.wait_until(in_step, 120, "the run")

    def finished_list(self):
        """How the list looks in the end; a picture of the screen is kept, to be looked at."""
        self.desktop.window("^Valise$")
        self.wait_until_in_step()
        before = None
        while before != (before := self.screen.area(*LIST)) or len(set(before)) < 8:
            time.sleep(0.3)
        self.desktop.screenshot("bench-window")
        return before

    # Measuring

    def wait_until_quiet(self):
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if idle_share(QUIET_SECONDS) > QUIET_SHARE:
                return
        self.disturbed += 1

    def first_runs(self, rounds):
        """The first run of the second account, from the same start each time."""
        before = self.notebook.data + ".before"
        shutil.copytree(self.notebook.data, before)
        for _ in range(rounds):
            shutil.rmtree(self.notebook.data)
            shutil.copytree(before, self.notebook.data)
            self.wait_until_quiet()
            self.probe("sync", self.inbox)
        shutil.rmtree(before)

    def browse(self, rounds):
        for _ in range(rounds):
            self.wait_until_quiet()
            self.probe("browse", self.many, self.inbox)

    def starts(self, rounds):
        """From the start of the program to the rows of the folder on the screen. The first time is
        not counted: with it everything is read into the cache."""
        program = self.start()
        picture = self.finished_list()
        self.figures["window-rss"].append(memory(program.pid)["rss"])
        self.end(program)
        for _ in range(rounds):
            self.wait_until_quiet()
            since = time.monotonic()
            program = self.start()
            seconds = self.screen.time_of(LIST, picture, since)
            self.figures["start"].append(seconds * 1000)
            self.figures["start-ours"].append(seconds * 1000 - waited(program.pid))
            self.wait_until_in_step()
            self.end(program)

    def idle(self):
        """In the tray, in step with the server, and without a window."""
        program = self.start("--hidden")
        self.wait_until_in_step()
        time.sleep(SETTLING_SECONDS)
        before = wake_ups(program.pid)
        time.sleep(IDLE_SECONDS)
        after = wake_ups(program.pid)
        self.figures["wake-ups"].append(sum(count - before.get(thread, 0)
                                            for thread, count in after.items()))
        for name, value in memory(program.pid).items():
            self.figures[name].append(value)
        self.end(program)

    def tell(self):
        print("%-40s %9s %9s %9s" % ("", "median", "worst", "target"))
        for name, words, unit, target in TABLE:
            values = self.figures[name]
            if values:
                print("%-40s %9.4g %9.4g %9s %s" % (words, statistics.median(values), max(values),
                                                    "< %d" % target if target else "", unit))
        if self.disturbed:
            print("The machine had other work %d times." % self.disturbed)


def divide_processors():
    """One for the server, which stands for another computer, and the others for the desktop: sets of
    their numbers. Where the two share one, what is measured is how long the server keeps it."""
    numbers = sorted(os.sched_getaffinity(0))
    return set(numbers[-1:]), set(numbers[:-1] or numbers)


def processor_times():
    """All that there was of it since the start of the machine, and what nobody used."""
    with open("/proc/stat", encoding="utf-8") as stat:
        times = [int(word) for word in stat.readline().split()[1:9]]
    return sum(times), times[3] + times[4]


def idle_share(seconds):
    before = processor_times()
    time.sleep(seconds)
    total, idle = (after - then for after, then in zip(processor_times(), before))
    return idle / max(total, 1)


def waited(pid):
    """Milliseconds that the first thread of a process has waited for a processor."""
    with open(f"/proc/{pid}/task/{pid}/schedstat", encoding="utf-8") as schedstat:
        return int(schedstat.read().split()[1]) / 1e6


def wake_ups(pid):
    """How often each thread of a process went to sleep by itself, and so has woken up."""
    counts = {}
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/status", encoding="utf-8") as status:
            fields = dict(line.rstrip().partition(":\t")[::2] for line in status)
        counts[task] = int(fields["voluntary_ctxt_switches"])
    return counts


def memory(pid):
    """The memory of a process in megabytes; pss counts shared pages in parts."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="utf-8") as rollup:
        fields = dict(line.partition(":")[::2] for line in rollup)
    return {name.lower(): int(fields[name].split()[0]) * 1024 / 1e6 for name in ("Rss", "Pss")}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--first-runs", type=int, default=5)
    arguments = parser.parse_args()
    theirs, ours = divide_processors()
    os.sched_setaffinity(0, theirs)  # who is started from here on inherits it
    with tempfile.TemporaryDirectory() as folder, Cyrus() as cyrus:
        cyrus.add_user(USER, fill="bench")
        os.sched_setaffinity(0, ours)
        with Desktop(size=SIZE, screen_dir=folder) as desktop, \
                contextlib.closing(Screen(folder)) as screen, \
                contextlib.closing(Bench(desktop, screen, cyrus)) as bench:
            print("%d cores for the desktop, load %.1f, %d rounds and %d first runs" % (
                len(ours), os.getloadavg()[0], arguments.rounds, arguments.first_runs))
            bench.first_runs(arguments.first_runs)
            bench.browse(arguments.rounds)
            bench.starts(arguments.rounds)
            bench.idle()
            bench.tell()
    return 0


if __name__ == "__main__":
    sys.exit(main())
