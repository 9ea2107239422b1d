# SPDX-License-Identifier: GPL-3.0-or-later
"""Events, contacts and tasks are made and edited in forms, by keyboard, and reach the server."""

import datetime

from cyrus import PASSWORD
from davclient import DavClient
from formcase import EVENT, FormCase, lines_of
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

UNKNOWN = "X-UNKNOWN;A=b:kept"

# What edit_everything () takes away and what it puts there.
EDITS = {
    "Rowing": ({"LOCATION:Harbour"}, "LOCATION:Old harbour"),
    "Trip": ({"DTEND;VALUE=DATE:20270504"}, "DTEND;VALUE=DATE:20270505"),
    "Paint the hull": ({"PERCENT-COMPLETE:40"}, "PERCENT-COMPLETE:80"),
    "Shopping": ({"DESCRIPTION:Milk\\nBread"}, "DESCRIPTION:Milk"),
}


class Forms(FormCase, DesktopCase):
    add_account = False

    def setUp(self):
        super().setUp()
        self.add_services(self.notebook)
        self.notebook.sync()
        self.calendar = self.folder("event")
        homes = self.homes()
        self.dav = DavClient(self.server.http_port, self.user, PASSWORD, *homes.values())
        self.collection = homes["caldav"] + "Default/"

    def homes(self):
        return {"caldav": f"/dav/calendars/user/{self.user}/",
                "carddav": f"/dav/addressbooks/user/{self.user}/"}  # fmt: skip

    def add_services(self, notebook):
        services = [word for protocol, home in self.homes().items()
                    for word in ("--service", f"{protocol}={self.proxy.url}{home}")]
        notebook.run("account", "add", "--user", self.user, *services, "--password-command",
                     f"printf %s {PASSWORD}")

    def test_new_event(self):
        """It is in the next full hour until the user says another time."""
        self.start_form()
        self.desktop.keys("ctrl+shift+n")
        self.form("^New Event$")
        self.picture("form-event")
        self.desktop.type("Soon")
        self.save("^New Event$")
        self.arrived("Soon", self.calendar)
        self.desktop.keys("ctrl+shift+n")
        self.form("^New Event$")
        self.desktop.type("Lunch")
        self.tab(EVENT["start"])
        self.write("2026-03-29\t\t12:15")
        self.save("^New Event$")
        self.arrived("Lunch", self.calendar)
        soon = datetime.datetime.fromisoformat(self.notebook.item("Soon", self.calendar)["date"])
        now = datetime.datetime.now(soon.tzinfo)
        self.assertEqual(soon.minute, 0)
        self.assertLess(abs(soon - now), datetime.timedelta(hours=1))
        source = self.notebook.export(self.notebook.item("Lunch", self.calendar)["id"])
        self.assertRegex(source, rb"DTSTART[^:]*:20260329T121500")
        self.assertRegex(source, rb"DTEND[^:]*:20260329T131500")

    def test_error_in_place(self):
        self.start_form()
        self.desktop.keys("ctrl+shift+n")
        self.form("^New Event$")
        self.desktop.type("Lunch")
        self.tab(EVENT["start"])
        self.write("soon")
        self.desktop.keys("ctrl+s")
        self.picture("form-error")
        self.assertTrue(self.desktop.windows("^New Event$"))
        self.assertEqual(self.notebook.titles(self.calendar), [])

    def test_everything_in_a_calendar(self):
        """An event, whole days, a task and a note: made, read elsewhere, edited and deleted."""
        calendar, tasks, notes = map(self.folder, ("event", "task", "note"))
        folders = {"Rowing": calendar, "Trip": calendar, "Paint the hull": tasks,
                   "Shopping": notes}  # fmt: skip
        self.start_form()
        self.make_event("America/New_York")
        self.make_trip()
        self.make_task()
        self.make_note()
        for title, folder in folders.items():
            self.arrived(title, folder)
        self.check_made()
        other = self.second_notebook()
        for title, folder in folders.items():
            self.assertEqual(self.lines(other, title, folder), self.on_server(title), title)

        before = {title: self.add_unknown(title) for title in folders}
        self.desktop.keys("F9")
        for title, folder in folders.items():
            self.wait_for(lambda: UNKNOWN in self.lines(self.notebook, title, folder), "F9")
        self.edit_everything()
        for title, (old, new) in EDITS.items():
            self.wait_for(lambda: new in self.on_server(title), new)
            after = self.on_server(title)
            self.assertEqual(set(before[title]) - set(after), old, title)
            self.assertEqual(set(after) - set(before[title]), {new}, title)
        other.sync()
        for title, folder in folders.items():
            self.assertEqual(self.lines(other, title, folder), self.on_server(title), title)

        for title, folder in folders.items():
            self.delete(title)
            self.wait_for(lambda: self.notebook.item(title, folder) is None, "the deletion")
        self.wait_for(lambda: self.dav.items(self.collection) == {}, "nothing to be left")
        other.sync()
        for title, folder in folders.items():
            self.assertIsNone(other.item(title, folder))

    def check_made(self):
        wanted = {
            "Rowing": (
                "LOCATION:Harbour", "DTSTART;TZID=America/New_York:20270322T180000",
                "DTEND;TZID=America/New_York:20270322T193000", "RRULE:FREQ=WEEKLY;COUNT=10",
                "BEGIN:VALARM", "TRIGGER:-PT15M", "DESCRIPTION:Bring\\, gloves"),
            "Trip": ("DTSTART;VALUE=DATE:20270501", "DTEND;VALUE=DATE:20270504"),
            "Paint the hull": (
                "PERCENT-COMPLETE:40", "PRIORITY:1", "TRIGGER;RELATED=END:-PT15M",
                "STATUS:IN-PROCESS", "DESCRIPTION:Twice"),
            "Shopping": ("BEGIN:VJOURNAL", "DESCRIPTION:Milk\\nBread"),
        }  # fmt: skip
        for title, lines in wanted.items():
            for line in lines:
                self.assertIn(line, self.on_server(title))
        # In the zone that the user is in.
        due = next(line for line in self.on_server("Paint the hull") if line.startswith("DUE"))
        self.assertRegex(due, ":20270430T170000")

    def on_server(self, title):
        return lines_of(self.dav.get(self.dav.find(self.collection, title)))

    def add_unknown(self, title):
        """Another program adds what no form shows; what is on the server then."""
        path = self.dav.find(self.collection, title)
        end = next(line for line in self.dav.get(path).splitlines()
                   if line in ("END:VEVENT", "END:VTODO", "END:VJOURNAL"))
        self.dav.put(path, self.dav.get(path).replace(end, UNKNOWN + "\r\n" + end))
        self.assertIn(UNKNOWN, self.on_server(title))
        return self.on_server(title)

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
        mine = self.lines(self.notebook, "Ann Brown", book)
        for line in ("EMAIL;TYPE=work:ann@a.example", "EMAIL;TYPE=work:ann@b.example",
                     "TEL;TYPE=cell:+49 89 1",
                     "ADR;TYPE=home:;;Main Street 1;Springfield;;80331;Germany"):
            self.assertIn(line, mine)
        self.assertEqual(self.lines(self.second_notebook(), "Ann Brown", book), mine)

    def delete_contact(self, title, book):
        other = self.second_notebook()
        self.assertIsNotNone(other.item(title, book))
        self.delete(title)
        self.wait_for(lambda: self.dav.items(self.homes()["carddav"] + "Default/") == {}, "none")
        other.sync()
        self.assertIsNone(other.item(title, book))

    def test_edit_a_contact(self):
        book = self.folder("contact")
        self.notebook.add(book, CONTACT.encode())
        self.notebook.sync()
        before = self.lines(self.notebook, "Zoe Adler", book)
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
        self.wait_for(lambda: "zoe@ship.example" in "".join(self.lines(self.notebook, "Zoe Adler", book)),
                      "the change")
        self.wait_for(lambda: self.in_step(book), "it to reach the server")
        after = self.lines(self.notebook, "Zoe Adler", book)
        self.assertEqual(set(before) - set(after),
                         {"item1.EMAIL;TYPE=INTERNET;TYPE=pref:zoe@boat.example"})
        self.assertEqual(set(after) - set(before),
                         {"item1.EMAIL;TYPE=INTERNET;TYPE=pref:zoe@ship.example"})
        self.assertIn("X-UNKNOWN;A=b:kept", after)
        self.assertIn("PHOTO;ENCODING=b;TYPE=PNG:" + PHOTO, after)
        self.assertEqual(self.lines(self.second_notebook(), "Zoe Adler", book), after)
        self.wait_for(lambda: not self.desktop.windows("^Contact$"), "the form to close")
        self.delete_contact("Zoe Adler", book)
