# SPDX-License-Identifier: GPL-3.0-or-later
"""Events, contacts and tasks are made and edited in forms, by keyboard, and reach the server."""

from cyrus import PASSWORD
from uicase import DesktopCase

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
        homes = {"caldav": f"/dav/calendars/user/{self.user}/",
                 "carddav": f"/dav/addressbooks/user/{self.user}/"}
        services = [word for protocol, home in homes.items()
                    for word in ("--service", f"{protocol}={self.proxy.url}{home}")]
        self.notebook.run("account", "add", "--user", self.user, *services, "--password-command",
                          f"printf %s {PASSWORD}")
        self.notebook.sync()
        self.calendar = self.folder("event")

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
