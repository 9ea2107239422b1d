# SPDX-License-Identifier: GPL-3.0-or-later
"""Events, contacts and tasks are made and edited in forms, by keyboard, and reach the server."""

import re

from cyrus import PASSWORD
from uicase import DesktopCase

# A picture of one pixel.
PHOTO = ("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJg"
         "gg==")

CONTACT = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:zoe\r\nFN:Zoe Adler\r\nN:Adler;Zoe;;;\r\n"
    "item1.EMAIL;TYPE=INTERNET,pref:zoe@boat.example\r\nitem1.X-ABLabel:Boat\r\n"
    "EMAIL;TYPE=work:zoe@work.example\r\nTEL;TYPE=home,cell;X-SPECIAL=1:1\r\n"
    "X-UNKNOWN;A=b:kept\r\nPHOTO;ENCODING=b;TYPE=PNG:" + PHOTO + "\r\nEND:VCARD\r\n"
)

# How often Tab has to be pressed.
FROM_NAME_TO_EMAIL = 8
FROM_EMAIL_TO_PHONE = 4
FROM_PHONE_TO_ADD_ADDRESS = 3

SERIES = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:series\r\n"
    "DTSTAMP:20260101T000000Z\r\nDTSTART:20260302T100000Z\r\nDTEND:20260302T110000Z\r\n"
    "RRULE:FREQ=WEEKLY\r\nSUMMARY:Meeting\r\nX-UNKNOWN:kept\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\n"
    "DESCRIPTION:x\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n"
    "UID:series\r\nDTSTAMP:20260101T000000Z\r\nRECURRENCE-ID:20260309T100000Z\r\n"
    "DTSTART:20260309T120000Z\r\nDTEND:20260309T130000Z\r\nSUMMARY:Later\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n"
)


class Forms(DesktopCase):
    add_account = False

    def setUp(self):
        super().setUp()
        self.add_services(self.notebook)
        self.notebook.sync()
        self.calendar = self.folder("event")

    def add_services(self, notebook):
        homes = {"caldav": f"/dav/calendars/user/{self.user}/",
                 "carddav": f"/dav/addressbooks/user/{self.user}/"}
        services = [word for protocol, home in homes.items()
                    for word in ("--service", f"{protocol}={self.proxy.url}{home}")]
        notebook.run("account", "add", "--user", self.user, *services, "--password-command",
                     f"printf %s {PASSWORD}")

    def folder(self, kind):
        found = [path for path, folder in self.notebook.folders().items()
                 if folder["kind"] == kind and folder["role"] not in ("outbox", "conflicts")]
        self.assertTrue(found, f"no folder for {kind}: {self.notebook.folders()}")
        return found[0]

    def in_step(self, path):
        return all(not item["pending"] for item in self.notebook.items(path))

    def form(self, title):
        self.window(title)
        self.wait_until_still()

    def start_form(self):
        self.start()
        self.window()
        self.wait_until_still()

    def test_new_event(self):
        self.start_form()
        self.desktop.keys("ctrl+shift+n")
        self.form("^New Event$")
        self.picture("form-event")
        self.desktop.type("Lunch\t\t2026-03-29 12:00\t2026-03-29 13:00")
        self.desktop.keys("ctrl+s")
        self.wait_for(lambda: self.notebook.titles(self.calendar) == ["Lunch"], "the event")
        self.wait_for(lambda: self.in_step(self.calendar), "it to reach the server")
        self.assertIn(b"SUMMARY:Lunch",
                      self.notebook.export(self.notebook.item("Lunch", self.calendar)["id"]))

    def test_error_in_place(self):
        self.start_form()
        self.desktop.keys("ctrl+shift+n")
        self.form("^New Event$")
        self.desktop.type("Lunch\t\ttomorrow")
        self.desktop.keys("ctrl+s")
        self.picture("form-error")
        self.assertTrue(self.desktop.windows("^New Event$"))
        self.assertEqual(self.notebook.titles(self.calendar), [])

    def test_edit_a_series(self):
        self.notebook.add(self.calendar, SERIES.encode())
        self.notebook.sync()
        self.start()
        self.window()
        self.wait_until_still()
        # The calendar is the first folder below the account.
        self.desktop.keys("Home", "Down")
        self.wait_until_still()
        self.desktop.keys("Tab", "Tab", "Home")
        self.wait_until_still()
        self.desktop.keys("ctrl+e")
        self.form("^Event$")
        self.picture("form-series")
        self.desktop.keys("ctrl+a")
        self.desktop.type("Board")
        self.desktop.keys("ctrl+s")
        self.wait_for(lambda: self.notebook.item("Board", self.calendar), "the change")
        self.wait_for(lambda: self.in_step(self.calendar), "it to reach the server")
        source = self.notebook.export(self.notebook.item("Board", self.calendar)["id"])
        for kept in (b"X-UNKNOWN:kept", b"TRIGGER:-PT15M", b"SUMMARY:Later", b"RRULE:FREQ=WEEKLY",
                     b"RECURRENCE-ID:20260309T100000Z"):
            self.assertIn(kept, source)

    def lines(self, notebook, title):
        """The lines of a contact, unfolded, each type on its own, as Cyrus writes them; but for
        the time stamp."""
        item = notebook.item(title, self.folder("contact"))
        source = re.sub("\r?\n ", "", notebook.export(item["id"]).decode())
        lines = []
        for line in source.splitlines():
            head, colon, value = line.partition(":")
            lines.append(head.replace(",", ";TYPE=") + colon + value)
        return [line for line in lines if not line.startswith("REV:")]

    def second_notebook(self):
        """Another computer of the same person, straight from the server."""
        other = self.new_notebook()
        self.add_services(other)
        other.sync()
        return other

    def test_new_contact(self):
        book = self.folder("contact")
        self.start_form()
        self.desktop.keys("F10")
        self.wait_until_still()
        self.desktop.keys("Down", "Down", "Return")  # from New Event
        self.form("^New Contact$")
        self.desktop.type("Ann Brown" + "\t" * FROM_NAME_TO_EMAIL)
        self.desktop.type("ann@a.example")
        self.desktop.keys("Return")
        self.desktop.type("ann@b.example" + "\t" * FROM_EMAIL_TO_PHONE)
        self.desktop.type("+49 89 1" + "\t" * FROM_PHONE_TO_ADD_ADDRESS)
        self.desktop.keys("space")
        self.desktop.type("Main Street 1\t80331\tSpringfield\t\tGermany")
        self.picture("form-contact")
        self.desktop.keys("ctrl+s")
        self.wait_for(lambda: self.notebook.titles(book) == ["Ann Brown"], "the contact")
        self.wait_for(lambda: self.in_step(book), "it to reach the server")
        mine = self.lines(self.notebook, "Ann Brown")
        for line in ("EMAIL;TYPE=work:ann@a.example", "EMAIL;TYPE=work:ann@b.example",
                     "TEL;TYPE=cell:+49 89 1",
                     "ADR;TYPE=home:;;Main Street 1;Springfield;;80331;Germany"):
            self.assertIn(line, mine)
        self.assertEqual(self.lines(self.second_notebook(), "Ann Brown"), mine)

    def test_edit_a_contact(self):
        book = self.folder("contact")
        self.notebook.add(book, CONTACT.encode())
        self.notebook.sync()
        before = self.lines(self.notebook, "Zoe Adler")
        self.start()
        self.window()
        self.wait_until_still()
        # The address book is the second folder below the account.
        self.desktop.keys("Home", "Down", "Down")
        self.wait_until_still()
        self.desktop.keys("Tab", "Tab", "Home", "Down")
        self.wait_until_still()
        self.desktop.keys("ctrl+e")
        self.form("^Contact$")
        self.picture("form-edit-contact")
        # The first of two addresses.
        self.desktop.type("\t" * (FROM_NAME_TO_EMAIL + 1))
        self.desktop.keys("ctrl+a")
        self.desktop.type("zoe@ship.example")
        self.picture("form-edit-contact-typed")
        self.desktop.keys("ctrl+s")
        self.wait_for(lambda: "zoe@ship.example" in "".join(self.lines(self.notebook, "Zoe Adler")),
                      "the change")
        self.wait_for(lambda: self.in_step(book), "it to reach the server")
        after = self.lines(self.notebook, "Zoe Adler")
        self.assertEqual(set(before) - set(after),
                         {"item1.EMAIL;TYPE=INTERNET;TYPE=pref:zoe@boat.example"})
        self.assertEqual(set(after) - set(before),
                         {"item1.EMAIL;TYPE=INTERNET;TYPE=pref:zoe@ship.example"})
        self.assertIn("X-UNKNOWN;A=b:kept", after)
        self.assertIn("PHOTO;ENCODING=b;TYPE=PNG:" + PHOTO, after)
        self.assertEqual(self.lines(self.second_notebook(), "Zoe Adler"), after)
