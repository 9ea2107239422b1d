# SPDX-License-Identifier: GPL-3.0-or-later
"""What the suites for calendars and contacts share: one of three servers, a user, a notebook."""

import itertools
import os
import unittest

from blackbox import close_server, server
from davclient import DavClient
from faultproxy import FaultProxy
from notebook import Notebook
from privateserver import Unavailable
from radicale import Radicale
from xandikos import Xandikos

_numbers = itertools.count(1)

COMPONENTS = {"event": "VEVENT", "task": "VTODO", "note": "VJOURNAL"}


def calendar_item(component, uid, title, text):
    start = {"VEVENT": "DTSTART:20260302T100000Z\r\nDTEND:20260302T110000Z\r\n"}
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:%s\r\nUID:%s\r\n"
        "DTSTAMP:20260301T000000Z\r\n%sSUMMARY:%s\r\nDESCRIPTION:%s\r\n"
        "END:%s\r\nEND:VCALENDAR\r\n"
        % (component, uid, start.get(component, ""), title, text, component)
    )


def source(kind, uid, title, text="As it was."):
    """The bytes of an item of that kind."""
    if kind == "contact":
        return (
            "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:%s\r\nFN:%s\r\nN:%s;;;;\r\nNOTE:%s\r\n"
            "END:VCARD\r\n" % (uid, title, title, text)
        ).encode()
    return calendar_item(COMPONENTS[kind], uid, title, text).encode()


class CyrusSide:
    """Cyrus, which other suites use too."""

    UNIQUE = ("event", "task", "note")  # kinds of which it takes no second item with a UID

    def __init__(self):
        self.server = server()

    def new_user(self):
        user = "dav%d" % next(_numbers)
        self.server.add_user(user)
        return user

    def homes(self, user):
        return "/dav/calendars/user/%s/" % user, "/dav/addressbooks/user/%s/" % user

    def close(self):
        close_server()


class RadicaleSide:
    UNIQUE = ("event", "task", "note", "contact")

    def __init__(self):
        self.server = Radicale()
        self.homes = self.server.homes

    def new_user(self):
        user = "dav%d" % next(_numbers)
        self.server.add_user(user)
        return user

    def close(self):
        self.server.close()


class XandikosSide:
    """It has one user, whose collections are removed before each test."""

    UNIQUE = ("event", "task", "note")

    def __init__(self):
        self.server = Xandikos()
        self.homes = self.server.homes

    def new_user(self):
        DavClient(self.server.http_port, "alice", "", *self.homes("alice")).remove_all()
        return "alice"

    def close(self):
        self.server.close()


class DavCase(unittest.TestCase):
    """A fresh user on a server with a collection for each kind, and a notebook."""

    SIDE = None  # which server; None: this class is for others to build on

    @classmethod
    def setUpClass(cls):
        if "VALISE_CTL" not in os.environ:
            raise unittest.SkipTest("VALISE_CTL does not say where valisectl is")
        try:
            cls.side = cls.SIDE()
        except Unavailable as problem:
            raise unittest.SkipTest(str(problem)) from None
        cls.addClassCleanup(cls.side.close)

    def setUp(self):
        self.server = self.side.server
        self.user = self.side.new_user()
        homes = self.side.homes(self.user)
        self.phone = DavClient(self.server.http_port, self.user, "secret", *homes)
        self.collections = {
            "event": self.phone.make_calendar("Work", "VEVENT"),
            "task": self.phone.make_calendar("Todo", "VTODO"),
            "note": self.phone.make_calendar("Diary", "VJOURNAL"),
            "contact": self.phone.make_book("Friends"),
        }
        self.names = {"event": "Work", "task": "Todo", "note": "Diary", "contact": "Friends"}
        self.proxy = FaultProxy(self.server.http_port)
        self.addCleanup(self.proxy.stop)
        self.notebook = self.new_notebook()

    def new_notebook(self):
        notebook = Notebook()
        self.addCleanup(notebook.close)
        services = []
        for protocol, home in zip(("caldav", "carddav"), self.side.homes(self.user)):
            services += ["--service", "%s=%s%s" % (protocol, self.proxy.url, home)]
        notebook.run(
            *("account", "add", "--user", self.user, *services),
            *("--password-command", "printf secret"),
        )
        return notebook

    def path(self, kind, name=None, notebook=None):
        """The folder of a collection for one kind: it shows as several where it takes several."""
        name = name or self.names[kind]
        found = [
            path
            for path, folder in (notebook or self.notebook).folders().items()
            if folder["kind"] == kind and path.split(" (")[0] == name
        ]
        self.assertEqual(len(found), 1, "%s %s" % (kind, name))
        return found[0]

    def put(self, kind, uid, title, text="As it was.", collection=None, **headers):
        ending = ".vcf" if kind == "contact" else ".ics"
        path = (collection or self.collections[kind]) + uid + ending
        return self.phone.put(path, source(kind, uid, title, text), **headers)

    def item(self, kind, title, name=None):
        return self.notebook.item(title, self.path(kind, name))

    def assert_in_step(self, kinds=tuple(COMPONENTS) + ("contact",), notebook=None):
        notebook = notebook or self.notebook
        for kind in kinds:
            items = notebook.items(self.path(kind, notebook=notebook))
            self.assertFalse([i for i in items if i["pending"]], "unsent %s" % kind)
            here = sorted(item["title"] for item in items)
            there = self.phone.titles(self.collections[kind], COMPONENTS.get(kind))
            self.assertEqual(here, there, kind)
            for item in items:
                path = self.phone.find(self.collections[kind], item["title"])
                mine = notebook.export(item["id"]).decode()
                self.assertEqual(text_of(mine), text_of(self.phone.get(path)), item["title"])

    def assert_quiet(self):
        """One more run asks one question a home, and no other."""
        self.proxy.reset()
        self.notebook.sync()
        methods = [request.method for request in self.proxy.requests]
        self.assertEqual(methods, ["PROPFIND", "PROPFIND"], self.proxy.requests)

    def titles(self, kind, name=None):
        return self.notebook.titles(self.path(kind, name))


def text_of(content):
    """The one text that the tests change, from an item's source."""
    for line in content.splitlines():
        if line.startswith(("DESCRIPTION:", "NOTE:")):
            return line.partition(":")[2]
    return None
