# SPDX-License-Identifier: GPL-3.0-or-later
"""The session bus as a test sees it: calls, tray items and their menus, as plain Python values.

Calls go through the gdbus command, because Python's standard library has no D-Bus. What it prints
is GVariant text, which parse () turns into tuples, lists, dicts, strings and numbers.
"""

import ast
import re
import subprocess

WATCHER = ("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher")
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus")

TOKEN = re.compile(r"""
    (?P<string>b?'(?:[^'\\]|\\.)*'|b?"(?:[^"\\]|\\.)*")
  | (?P<type>@[a-z(){}*?]+\s
      |\b(?:boolean|byte|u?int(?:16|32|64)|handle|double|string|objectpath|signature)\s)
  | (?P<word>true|false|nothing|just\s)
  | (?P<variant>[<>])
""", re.VERBOSE)
WORDS = {"true": "True", "false": "False", "nothing": "None"}


class Greyed(LookupError):
    """A menu item that cannot be chosen just now."""


class CallError(Exception):
    """A method call that failed; the text is what the other side answered."""


def parse(text):
    """The Python value of GVariant TEXT. Types are dropped and variants unpacked."""
    def translate(match):
        if match["string"]:
            return match["string"]
        if match["variant"]:
            return "(" if match["variant"] == "<" else ")"
        return WORDS.get(match["word"], "")
    return ast.literal_eval(TOKEN.sub(translate, text.strip()))


class Bus:
    """A session bus, reached with ENVIRONMENT's DBUS_SESSION_BUS_ADDRESS."""

    def __init__(self, environment):
        self._environment = environment

    def call(self, name, path, method, *arguments):
        """Calls METHOD (interface.method) with GVariant texts; returns the tuple of the answer."""
        command = ["gdbus", "call", "--session", "--timeout", "10", "--dest", name,
                   "--object-path", path, "--method", method, "--", *arguments]
        done = subprocess.run(command, env=self._environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise CallError(done.stderr.strip())
        return parse(done.stdout)

    def names(self):
        """The well-known names that have an owner."""
        return {name for name in self.call(*BUS, BUS[0] + ".ListNames")[0] if name[0] != ":"}

    def get(self, name, path, interface, key):
        """One property."""
        method = "org.freedesktop.DBus.Properties.Get"
        return self.call(name, path, method, interface, key)[0]

    def has_tray_host(self):
        """Whether a panel shows tray items."""
        try:
            return self.get(*WATCHER, WATCHER[0], "IsStatusNotifierHostRegistered")
        except CallError:
            return False

    def tray_items(self):
        """All tray items that are registered with the panel."""
        addresses = self.get(*WATCHER, WATCHER[0], "RegisteredStatusNotifierItems")
        return [TrayItem(self, *address.partition("/")[::2]) for address in addresses]

    def tray_item(self, wanted):
        """The tray item with the id WANTED, or None."""
        for item in self.tray_items():
            try:
                if item.id == wanted:
                    return item
            except CallError:
                continue  # it left in this moment
        return None


class TrayItem:
    """A StatusNotifierItem. Every property is read anew from the program that owns it."""

    def __init__(self, bus, name, path):
        self._bus = bus
        self._name = name
        self._path = "/" + path

    def get(self, key):
        return self._bus.get(self._name, self._path, ITEM, key)

    @property
    def id(self):
        return self.get("Id")

    @property
    def title(self):
        return self.get("Title")

    @property
    def status(self):
        """Passive, Active or NeedsAttention."""
        return self.get("Status")

    @property
    def icon_name(self):
        return self.get("IconName")

    @property
    def icon_theme_path(self):
        return self.get("IconThemePath")

    @property
    def icon_description(self):
        """What a screen reader says."""
        return self.get("IconAccessibleDesc")

    def menu(self):
        """The menu as a list of items that are visible, each a dict: id, label, type ("standard" or
        "separator"), enabled, checked (None where there is no check mark) and children."""
        path = self.get("Menu")
        self._bus.call(self._name, path, MENU + ".AboutToShow", "0")
        root = self._bus.call(self._name, path, MENU + ".GetLayout", "0", "-1", "@as []")[1]
        return _visible(root[2])

    def labels(self):
        """The labels of the top level, in order, without separators."""
        return [item["label"] for item in self.menu() if item["type"] != "separator"]

    def find(self, *labels):
        """The menu item at the path LABELS, or None. A label matches by its beginning."""
        items, found = self.menu(), None
        for label in labels:
            found = next((item for item in items if item["label"].startswith(label)), None)
            if found is None:
                return None
            items = found["children"]
        return found

    def activate(self, *labels):
        """Chooses the menu item at the path LABELS, as a click on it does.

        A program that quits upon it may be gone before it answers.
        """
        item = self.find(*labels)
        if item is None:
            raise LookupError(f"no menu item {labels} in {self.labels()}")
        if not item["enabled"]:
            raise Greyed(f"the menu item {labels} is greyed out")
        try:
            self._bus.call(self._name, self.get("Menu"), MENU + ".Event",
                           str(item["id"]), "clicked", "<int32 0>", "0")
        except CallError as error:
            if "disconnected from message bus" not in str(error):
                raise


def _visible(children):
    """com.canonical.dbusmenu leaves out what has its default value; this puts it in."""
    items = []
    for number, properties, below in children:
        if not properties.get("visible", True):
            continue
        # A single underscore marks the key to press, two stand for one.
        label = re.sub("_(.)", r"\1", properties.get("label", ""))
        state = properties.get("toggle-state", 0) == 1
        items.append({
            "id": number,
            "label": label,
            "type": properties.get("type", "standard"),
            "enabled": properties.get("enabled", True),
            "checked": state if properties.get("toggle-type") else None,
            "children": _visible(below),
        })
    return items
