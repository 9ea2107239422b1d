#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private desktop without a screen: X server, session bus, window manager, panel with a tray,
notifications and an unlocked Secret Service, all real, all gone afterwards.

As a module:   with Desktop() as desktop: desktop.spawn(["valise"]); desktop.tray("valise") ...
As a command:  desktop.py [--dark] -- COMMAND...

The command runs COMMAND inside and ends with its exit status. Home and XDG folders are new and
empty, the language is C.UTF-8, and nothing of the user's own session is reached. Screenshots go to
$VALISE_ARTEFACTS, or to ./artefacts.
"""

import argparse
import configparser
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bus import Bus

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SKIP = 77  # the exit status that Meson and Automake read as "skipped"
MARK = "VALISE_DESKTOP"  # this variable in its environment tells that a process is ours
KEYRING_PASSWORD = "keyring"

NEEDED = {
    "Xvfb": "xvfb",
    "convert": "imagemagick",
    "dbus-daemon": "dbus",
    "dunst": "dunst",
    "gdbus": "libglib2.0-bin",
    "gnome-keyring-daemon": "gnome-keyring",
    "import": "imagemagick",
    "xdotool": "xdotool",
    "xfce4-panel": "xfce4-panel",
    "xfwm4": "xfwm4",
}

# What would tie a program inside to the session outside.
FOREIGN = ("DBUS_", "DISPLAY", "GDK_", "GNOME_", "GTK_", "LANGUAGE", "LC_", "SESSION_MANAGER",
           "SSH_AUTH_SOCK", "WAYLAND_", "XAUTHORITY", "XDG_")

# What shows notifications. Both are the same service, so it is not left to the bus which one starts.
NOTIFIER = "xfce4-notifyd"
SERVICES = Path("/usr/share/dbus-1/services")

# What makes the program under test strict; the desktop's own programs would not survive it.
STRICT = ("ASAN_OPTIONS", "G_DEBUG", "LSAN_OPTIONS", "MALLOC_PERTURB_", "UBSAN_OPTIONS")


class Unavailable(Exception):
    """There is no desktop on this machine; the text says what to install."""


def require():
    """Raises Unavailable unless everything that a private desktop needs is installed."""
    missing = sorted({package for program, package in NEEDED.items() if not shutil.which(program)})
    if missing:
        raise Unavailable("no private desktop: install " + " ".join(missing))


def wait_until(predicate, timeout=20, what="a condition"):
    """Returns the first true value of PREDICATE (), or raises TimeoutError saying WHAT."""
    end = time.monotonic() + timeout
    while True:
        asked = time.monotonic()
        value = predicate()
        if value:
            return value
        if time.monotonic() > end:
            raise TimeoutError(f"waited {timeout} s for {what}")
        # Who asks all the time takes the processors from what is waited for.
        time.sleep(min(max(0.05, 2 * (time.monotonic() - asked)), 0.5))


class Desktop:
    """One private desktop. env, home and bus are those of the programs inside, artefacts is where
    screenshots go, dir is for the desktop's own files and is removed at the end."""

    def __init__(self, dark=False, size="1024x768", screen_dir=None, notifier=NOTIFIER):
        """The X server keeps its screen as a file in SCREEN_DIR, where that is given: who reads it
        there takes nobody's time. NOTIFIER is the one whose log notifications () reads, or dunst,
        which knows a click on a notification from one on its buttons."""
        require()
        self.dir = Path(tempfile.mkdtemp(prefix="valise-desktop."))
        self.home = self.dir / "home"
        self.artefacts = Path(os.environ.get("VALISE_ARTEFACTS", "artefacts")).resolve()
        self.env = self._environment()
        self.bus = Bus(self.env)
        # Ends everything when our end of the pipe closes, so also when this process is killed.
        self._guard = subprocess.Popen([sys.executable, HERE / "guard.py", MARK, self.dir],
                                       stdin=subprocess.PIPE, text=True, start_new_session=True)
        self._children = []
        try:
            self._write_settings(dark)
            self._start(size, ["-fbdir", str(screen_dir)] if screen_dir else [], notifier)
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends every process of the desktop and removes its folder."""
        self._guard.stdin.close()
        for child in self._children:
            child.wait()
        self._guard.wait()

    # Starting

    def _environment(self):
        env = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        folders = {
            "HOME": "home",
            "XDG_CACHE_HOME": "home/.cache",
            "XDG_CONFIG_HOME": "home/.config",
            "XDG_DATA_HOME": "home/.local/share",
            "XDG_RUNTIME_DIR": "run",
            "XDG_STATE_HOME": "home/.local/state",
        }
        for name, folder in folders.items():
            path = self.dir / folder
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            env[name] = str(path)
        env.update({
            MARK: str(self.dir),
            "LANG": "C.UTF-8",
            "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=" + str(self.dir / "no-system-bus"),
            "GDK_BACKEND": "x11",
            "GSETTINGS_BACKEND": "keyfile",
            "GTK_CSD": "0",
            "NO_AT_BRIDGE": "1",
            "XDG_CURRENT_DESKTOP": "XFCE",
            # Our icons/ is found there, as if it was installed.
            "XDG_DATA_DIRS": f"{ROOT}:/usr/local/share:/usr/share",
            "XDG_SESSION_TYPE": "x11",
        })
        return env

    def _write_settings(self, dark):
        config = self.home / ".config"
        shutil.copytree(HERE / "config", config, dirs_exist_ok=True)
        panel = config / "xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml"
        panel.write_text(panel.read_text().replace("@DARK@", "true" if dark else "false"))
        text = (HERE / "session-bus.conf").read_text()
        (self.dir / "session-bus.conf").write_text(text.replace("@DIR@", str(self.dir / "run")))

    def _start(self, size, screen_options, notifier):
        self.env["DISPLAY"] = ":" + self._start_announcing(
            "Xvfb", "-displayfd", "{fd}", "-screen", "0", size + "x24", "-nolisten", "tcp",
            "-noreset", *screen_options)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self._start_announcing(
            "dbus-daemon", f"--config-file={self.dir}/session-bus.conf", "--nofork",
            "--print-address={fd}")

        keyring = self._serve("gnome-keyring-daemon", "--foreground", "--unlock",
                              "--components=secrets", stdin=subprocess.PIPE)
        keyring.stdin.write(KEYRING_PASSWORD.encode())
        keyring.stdin.close()
        self._serve("xfwm4", "--compositor=off", "--sm-client-disable")
        self.wait_until(lambda: self._xdotool("get_num_desktops"), what="the window manager")
        self._serve("xfce4-panel", "--sm-client-disable", "--disable-wm-check")
        self._serve(*self._notifier_command(notifier))
        self.wait_for_name("org.freedesktop.Notifications")
        self.wait_for_name("org.freedesktop.secrets")
        self.wait_until(self.bus.has_tray_host, what="the panel's tray")

    @staticmethod
    def _notifier_command(name):
        """As its service file has it."""
        for path in SERVICES.glob("*.service"):
            found = re.search(r"^Exec *= *(.+)$", path.read_text(errors="replace"), re.MULTILINE)
            command = found[1].split() if found else []
            if command and Path(command[0]).name == name:
                return command
        raise RuntimeError(f"no service of {name}")

    def _serve(self, *command, **options):
        env = {name: value for name, value in self.env.items() if name not in STRICT}
        return self.spawn(command, env=env, **options)

    def _start_announcing(self, *command):
        """Starts a program that writes one line to the descriptor {fd} when it is ready."""
        ours, theirs = os.pipe()
        with open(ours, encoding="utf-8") as line:
            try:
                self._serve(*(word.format(fd=theirs) for word in command), pass_fds=[theirs])
            finally:
                os.close(theirs)
            answer = line.readline().strip()
        if not answer:
            raise RuntimeError(f"{command[0]} did not start:\n{self.log(command[0])}")
        return answer

    # Running programs

    def spawn(self, command, **options):
        """Starts COMMAND inside; it ends with the desktop. Its output is what log () shows."""
        command = [str(word) for word in command]
        with open(self._log_file(command[0]), "ab") as log:
            options = {"env": self.env, "stdin": subprocess.DEVNULL, "stdout": log, "stderr": log,
                       **options}
            child = subprocess.Popen(command, **options)
        self._children.append(child)
        self._guard.stdin.write(f"{child.pid}\n")
        self._guard.stdin.flush()
        return child

    def run(self, command, **options):
        """Runs COMMAND inside to its end and returns its standard output; raises when it fails."""
        return subprocess.run([str(word) for word in command], env=self.env, check=True, text=True,
                              stdout=subprocess.PIPE, **options).stdout

    def _log_file(self, program):
        return self.dir / (Path(program).name + ".log")

    def log(self, program):
        """What PROGRAM has written so far, to standard output and error."""
        return self._log_file(program).read_text(errors="replace")

    # Waiting

    def wait_until(self, predicate, timeout=20, what="a condition"):
        """As the function of that name; when it is too late, a screenshot and the logs say why."""
        try:
            return wait_until(predicate, timeout, what)
        except TimeoutError:
            self.screenshot("timeout")
            for log in self.dir.glob("*.log"):
                shutil.copy(log, self.artefacts / f"timeout-{log.name}")
            raise

    def wait_for_name(self, name, timeout=20):
        """Waits until NAME has an owner on the session bus."""
        self.wait_until(lambda: name in self.bus.names(), timeout, f"{name} on the bus")

    def tray(self, wanted, timeout=20):
        """Waits for the tray item with the id WANTED."""
        return self.wait_until(lambda: self.bus.tray_item(wanted), timeout, f"tray item {wanted}")

    def window(self, title, timeout=20, kind="--name"):
        """Waits for a visible window as windows () finds it; its X id."""
        return self.wait_until(lambda: self.windows(title, kind), timeout, f"window {title!r}")[0]

    def notifications(self):
        """What has been shown as a desktop notification, oldest first: dicts with app_name,
        summary, body and app_icon."""
        log = configparser.RawConfigParser()
        log.read(self.home / ".cache/xfce4/notifyd/log", encoding="utf-8")
        return [{key: value.replace("\\n", "\n") for key, value in log[time].items()}
                for time in sorted(log.sections())]

    # Screen, pointer and keys

    def _xdotool(self, *words):
        done = subprocess.run(["xdotool", *map(str, words)], env=self.env, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return done.stdout.strip() if done.returncode == 0 else ""

    def windows(self, title="", kind="--name"):
        """X ids of the visible windows whose title (kind "--class": class) matches TITLE."""
        return self._xdotool("search", "--onlyvisible", kind, title).split()

    def geometry(self, window):
        """x, y, width and height of a window, in pixels of the screen."""
        lines = self._xdotool("getwindowgeometry", "--shell", window).splitlines()
        values = dict(line.split("=") for line in lines)
        return tuple(int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))

    def click(self, x, y, button=1):
        self._xdotool("mousemove", x, y, "click", button)

    def keys(self, *names):
        """Presses keys such as "Return" or "ctrl+q", one after the other."""
        self._xdotool("key", *names)

    def type(self, text):
        """Types TEXT. Tabs are pressed by themselves: where a capital letter follows at once, its
        shift key can be taken for theirs, and they go back."""
        for part in re.findall(r"\t+|[^\t]+", text):
            if part[0] == "\t":
                self.keys(*["Tab"] * len(part))
            else:
                self._xdotool("type", "--delay", "5", part)

    def tray_area(self):
        """Where the panel shows the rightmost tray item: x, y, width, height."""
        x, y, width, height = self.geometry(self.windows("xfce4-panel", "--class")[0])
        return x + width - height, y, height, height

    def open_tray_menu(self):
        """Clicks the rightmost tray item, waits for its menu, and returns the menu's window."""
        x, y, width, height = self.tray_area()
        before = set(self.windows())
        self.click(x + width // 2, y + height // 2)
        return self.wait_until(lambda: set(self.windows()) - before, what="the tray menu").pop()

    def screenshot(self, name, area=None, scale=1):
        """Keeps the screen, or an area (x, y, width, height), as NAME.png; returns the path."""
        self.artefacts.mkdir(parents=True, exist_ok=True)
        path = self.artefacts / f"{name}.png"
        self._capture(area, ["-scale", f"{scale}00%", str(path)])
        return path

    def pixels(self, area=None):
        """The screen, or an area of it, as bytes: red, green, blue of each pixel."""
        # Suites that wait for the screen ask often: one program is twice as fast as two.
        return self._import(*self._crop(area), "-depth", "8", "rgb:-")

    def _capture(self, area, output):
        subprocess.run(["convert", "miff:-", *self._crop(area), *output], env=self.env, check=True,
                       input=self._import("miff:-"))

    def _import(self, *output):
        # Not "convert x:root", which leaves dialogs black.
        return subprocess.run(["import", "-silent", "-window", "root", *output], env=self.env,
                              check=True, stdout=subprocess.PIPE).stdout

    @staticmethod
    def _crop(area):
        return ["-crop", "{2}x{3}+{0}+{1}".format(*area), "+repage"] if area else []


def main():
    parser = argparse.ArgumentParser(description="Runs a command in a private desktop.")
    parser.add_argument("--dark", action="store_true", help="a dark panel")
    parser.add_argument("--size", default="1024x768", help="of the screen")
    parser.add_argument("command", nargs="+", help="-- COMMAND...")
    arguments = parser.parse_args()
    try:
        require()
    except Unavailable as problem:
        print(f"1..0 # SKIP {problem}")
        print(f"desktop.py: {problem}", file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else SKIP
    # A plain kill unwinds like an error, so that the desktop ends with us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with Desktop(arguments.dark, arguments.size) as desktop:
        return subprocess.call(arguments.command, env=desktop.env)


if __name__ == "__main__":
    sys.exit(main())
