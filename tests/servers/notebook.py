# SPDX-License-Identifier: GPL-3.0-or-later
"""One computer with Valise on it, used through the command line like a person would."""

import json
import os
import re
import shlex
import signal
import subprocess
import tempfile

from cyrus import PASSWORD

DONE, FAILED, USAGE, UNREACHABLE, REFUSED = range(5)

ANNOUNCEMENT = "Message in conflict!"

ALL = 1_000_000  # more items than any test has

# What no user should ever be shown.
NOISE = re.compile(
    r"AddressSanitizer|LeakSanitizer|runtime error:|CRITICAL|WARNING \*\*|Assertion|assertion|"
    r"\(null\)|Segmentation"
)


class Result:
    """How a command of valisectl ended."""

    def __init__(self, command, process, stdout, stderr):
        self.command = command
        self.status = process.returncode
        self.stdout = stdout
        self.stderr = stderr.decode(errors="replace")

    def json(self):
        return json.loads(self.stdout)

    def number(self):
        """The item's number that add and replace print."""
        return int(re.search(rb"\d+", self.stdout).group())

    def sentence(self):
        """The one clear sentence of a failure; raises unless it is one."""
        lines = [line for line in self.stderr.splitlines() if line.strip()]
        if len(lines) != 1 or len(lines[0]) < 15:
            raise AssertionError("not one clear sentence: %r\n%r" % (self.stderr, self))
        return lines[0]

    def __repr__(self):
        return "%s -> %s\n%s%s" % (
            shlex.join(self.command),
            self.status,
            self.stdout[-3000:].decode(errors="replace"),
            self.stderr[-6000:],
        )


class Notebook:
    """Its home is a temporary folder; what is in it goes with close ()."""

    def __init__(self):
        self._home = tempfile.TemporaryDirectory(prefix="valise-notebook.")
        self.home = self._home.name
        self.data = os.path.join(self.home, "data")
        self.prefix = []  # goes before each command
        self.environment = {
            **os.environ,
            "HOME": self.home,
            "XDG_DATA_HOME": self.data,
            "XDG_CONFIG_HOME": os.path.join(self.home, "config"),
            "XDG_CACHE_HOME": os.path.join(self.home, "cache"),
            "XDG_STATE_HOME": os.path.join(self.home, "state"),
            "XDG_RUNTIME_DIR": os.path.join(self.home, "run"),
        }
        os.mkdir(self.environment["XDG_RUNTIME_DIR"], 0o700)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._home.cleanup()

    # Commands

    def start(self, *arguments):
        """Starts a command of valisectl and does not wait for it."""
        command = self.prefix + [os.environ["VALISE_CTL"], *map(str, arguments)]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.environment,
            cwd=self.home,
        )
        process.command = command
        return process

    def finish(self, process, data=b"", seconds=120):
        """Waits for a command that was started."""
        try:
            stdout, stderr = process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGABRT)
            stdout, stderr = process.communicate()
            result = Result(process.command, process, stdout, stderr)
            raise AssertionError("no end after %d s: %r" % (seconds, result)) from None
        result = Result(process.command, process, stdout, stderr)
        if NOISE.search(result.stderr) or (result.status < 0 and result.status != -signal.SIGKILL):
            raise AssertionError("valisectl is broken: %r" % result)
        return result

    def run(self, *arguments, status=DONE, data=b"", seconds=120):
        """Runs a command of valisectl, which must end with STATUS (or one of them)."""
        result = self.finish(self.start(*arguments), data, seconds)
        wanted = status if isinstance(status, tuple) else (status,)
        if result.status not in wanted:
            raise AssertionError("status %d, wanted %s: %r" % (result.status, status, result))
        return result

    def ask(self, *arguments):
        return self.run(*arguments, "--json").json()

    def write(self, source):
        """A file with SOURCE in it, for add and replace."""
        with tempfile.NamedTemporaryFile(dir=self.home, suffix=".eml", delete=False) as out:
            out.write(source)
        return out.name

    # The words of a person

    def add_account(self, user, url, password=PASSWORD, name=None, status=DONE):
        """An account with its mail alone, whatever else the server has."""
        named = ["--name", name] if name else []
        return self.run(
            *("account", "add", "--user", user, "--service", "jmap=" + url, *named),
            *("--password-command", "printf %s " + shlex.quote(password)),
            status=status,
        )

    def sync(self, *arguments, status=DONE, seconds=120):
        return self.run("sync", *arguments, status=status, seconds=seconds)

    def status(self):
        return self.ask("status")

    def folders(self):
        """All folders by path."""
        return {folder["path"]: folder for folder in self.ask("folders")}

    def items(self, folder, *arguments):
        return self.ask("items", folder, "--limit", ALL, *arguments)

    def titles(self, folder):
        return sorted(item["title"] for item in self.items(folder))

    def item(self, title, folder="Inbox"):
        """The one item of that title in a folder; None where there is none."""
        found = [item for item in self.items(folder) if item["title"] == title]
        if len(found) > 1:
            raise AssertionError("%d items %r in %s: %r" % (len(found), title, folder, found))
        return found[0] if found else None

    def add(self, folder, source):
        return self.run("add", folder, self.write(source)).number()

    def replace(self, item, source):
        return self.run("replace", item, self.write(source))

    def flag(self, item, *changes):
        return self.run("flag", item, *changes)

    def move(self, item, folder):
        return self.run("move", item, folder)

    def delete(self, item, permanently=False):
        return self.run("delete", item, *(["--permanently"] if permanently else []))

    def export(self, item):
        return self.run("export", item).stdout

    def show(self, item):
        return self.run("show", item).stdout.decode()

    def conflicts(self):
        return self.ask("conflicts")

    def announcements(self):
        """The messages in the Inbox that announce a conflict."""
        return [item for item in self.items("Inbox") if item["title"] == ANNOUNCEMENT]

    def resolve(self, conflict, keep):
        return self.run("resolve", conflict, "--keep", keep)

    def database(self):
        """The path of the SQLite database."""
        found = []
        for folder, _, names in os.walk(self.data):
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as start:
                    if start.read(15) == b"SQLite format 3":
                        found.append(path)
        if len(found) != 1:
            raise AssertionError("not one database but %r" % found)
        return found[0]


def flags_of(item):
    """The flags of a listed item or of an email, as a set of plain words; without those that Cyrus
    sets by itself."""
    flags = item["flags"] if "flags" in item else list(item["keywords"])
    words = flags.split() if isinstance(flags, str) else flags
    return {word.lstrip("$").lower() for word in words} - {"hasattachment"}
