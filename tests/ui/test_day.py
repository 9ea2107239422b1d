# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole day offline, as one story: a person at the keyboard, a real server with mail, calendars
and contacts, a real password store, and the same person's telephone."""

from blackbox import mail
from cyrus import PASSWORD
from davcase import source
from davclient import DavClient
from notebook import flags_of
from uicase import DesktopCase

NOW = "2026-03-0%dT10:00:00Z"


class Groupware(DesktopCase):
    """An account with all kinds of items."""

    add_account = False

    def setUp(self):
        super().setUp()
        self.fill_server()
        homes = {"jmap": "", "caldav": f"/dav/calendars/user/{self.user}/",
                 "carddav": f"/dav/addressbooks/user/{self.user}/"}
        services = [word for protocol, path in homes.items()
                    for word in ("--service", f"{protocol}={self.proxy.url}{path}")]
        self.notebook.run("account", "add", "--user", self.user, *services, "--password-stdin",
                          data=PASSWORD.encode())
        self.dav = DavClient(self.server.http_port, self.user, PASSWORD, homes["caldav"],
                             homes["carddav"])
        self.work = self.dav.make_calendar("Work", "VEVENT")
        self.todo = self.dav.make_calendar("Todo", "VTODO")
        self.friends = self.dav.make_book("Friends")
        self.meeting = self.dav.put(self.work + "meeting.ics", source("event", "meeting", "Meeting"))
        self.dav.put(self.todo + "taxes.ics", source("task", "taxes", "Pay the taxes"))

    def fill_server(self):
        self.me = f"{self.user}@localhost"
        self.phone.create_mailbox("Projects")
        for day, subject in enumerate(["Old news", "Offer", "Drawings", "Lunch"], 1):
            self.phone.add(mail(subject, f"Words about {subject}.\r\n"), "inbox",
                           received=NOW % day)


class Files(Groupware):
    def open_file(self, content, folder):
        """As a double click in a file manager does, and a folder is chosen for it."""
        with open(f"{self.notebook.home}/file", "wb") as out:
            out.write(content)
        running = bool(self.programs)
        program = self.start(f"{self.notebook.home}/file")
        if running:
            self.end(program)
        self.window("^Add to Folder$")
        self.wait_until_still()
        self.desktop.type(folder)
        self.desktop.keys("Return")
        self.wait_for(lambda: not self.desktop.windows("^Add to Folder$"), "the dialog to close")

    def test_files_are_taken_in(self):
        self.notebook.sync()
        self.notebook.run("mode", "offline")
        self.open_file(source("event", "party", "Party"), "Work")
        self.wait_for(lambda: self.notebook.item("Party", "Work"), "the event")
        self.open_file(source("contact", "amy", "Amy"), "Friends")
        self.wait_for(lambda: self.notebook.item("Amy", "Friends"), "the contact")
        self.open_file(mail("Letter"), "Projects")
        self.wait_for(lambda: self.notebook.item("Letter", "Projects"), "the message")
        self.notebook.run("mode", "online")
        self.wait_for(lambda: self.dav.find(self.work, "Party"), "the event on the server")
        self.wait_for(lambda: self.dav.find(self.friends, "Amy"), "the contact on the server")
        self.wait_for(lambda: len(self.phone.emails("Projects")) == 1, "the message on the server")


class Day(Groupware):
    # What the person does

    def open_window(self):
        self.window()
        self.wait_until_still()

    def to_tree(self):
        """From the list of items to the folders."""
        self.desktop.keys("shift+Tab", "shift+Tab")

    def open_folder(self, name):
        """From the folders to the first item of one of them."""
        self.desktop.type(name)
        self.desktop.keys("Escape")
        self.to_items()

    def to_items(self):
        self.desktop.keys("Tab", "Tab", "Home")
        self.wait_until_still()

    def choose_in_menu(self, letter):
        self.desktop.keys("F10")
        self.wait_until_still()
        self.desktop.keys("alt+" + letter)

    def fill_in_form(self, title, keys):
        self.window(title)
        self.wait_until_still()
        self.desktop.type(keys)
        self.desktop.keys("ctrl+s")
        self.wait_until_closed(title)
        self.open_window()

    def wait_until_closed(self, title):
        self.wait_for(lambda: not self.desktop.windows(title), f"{title} to close")

    def work_on_mail(self):
        self.to_items()  # of the Inbox: the newest is read
        self.desktop.keys("ctrl+d", "ctrl+m")
        self.window("^Re: Lunch$")
        self.wait_until_still()
        self.desktop.type("Yes.")
        self.desktop.keys("ctrl+Return")  # it has to be told once who we are
        self.desktop.type(self.me)
        self.desktop.keys("ctrl+Return")
        self.wait_until_closed("^Re: Lunch$")

        self.open_window()
        self.desktop.keys("Down", "ctrl+shift+m")
        self.window("^Move to Folder$")
        self.desktop.type("proj")
        self.desktop.keys("Return")
        self.wait_for(lambda: self.notebook.titles("Projects") == ["Drawings"], "the move")

        self.open_window()
        self.desktop.keys("Home", "Down", "Delete")
        self.wait_for(lambda: self.notebook.titles("Trash") == ["Offer"], "the deletion")
        self.desktop.keys("ctrl+z")
        self.wait_for(lambda: self.notebook.item("Offer"), "it to be taken back")
        self.desktop.keys("End", "Delete")
        self.wait_for(lambda: self.notebook.titles("Trash") == ["Old news"], "the deletion")

    def work_on_the_rest(self):
        self.to_tree()
        self.open_folder("Work")
        self.desktop.keys("ctrl+e")
        self.fill_in_form("^Event$", "Board meeting")
        self.to_tree()
        self.open_folder("Todo")
        self.desktop.keys("space")
        self.wait_for(lambda: self.notebook.items("Todo")[0]["pending"], "the task")
        self.choose_in_menu("n")
        self.fill_in_form("^New Note$", "Shopping")
        self.choose_in_menu("a")
        self.fill_in_form("^New Contact$", "Zoe")

    def work_elsewhere(self):
        """Meanwhile, on the telephone."""
        self.dav.put(self.meeting, source("event", "meeting", "Meeting", "In room 7."))
        self.phone.add(mail("Late news"), "inbox", received=NOW % 5)
        self.phone.keyword(self.phone.email("Offer")["id"], "$flagged")

    # What has become of it

    def source_of(self, collection, title):
        """Of the only item of that title."""
        path = self.dav.find(collection, title)
        self.assertIsNotNone(path, self.dav.titles(collection))
        return self.dav.get(path)

    def count(self, title):
        """How many items of that title there are in all calendars, or in all address books."""
        found = self.dav.ask("PROPFIND", self.dav.calendars, "1", self.dav.propfind("<getetag/>"))
        found |= self.dav.ask("PROPFIND", self.dav.books, "1", self.dav.propfind("<getetag/>"))
        return sum(self.dav.titles(path).count(title) for path in found
                   if path not in (self.dav.calendars, self.dav.books))

    def check_server(self):
        phone = self.phone
        self.assertEqual(sorted(each["subject"] for each in phone.emails("inbox")),
                         ["Late news", "Lunch", "Offer"])
        self.assertEqual(flags_of(phone.email("Lunch")), {"seen", "flagged", "answered"})
        self.assertEqual(flags_of(phone.email("Offer")), {"seen", "flagged"})
        self.assertEqual([each["subject"] for each in phone.emails("Projects")], ["Drawings"])
        self.assertEqual([each["subject"] for each in phone.emails("trash")], ["Old news"])
        self.assertEqual([each["subject"] for each in phone.emails("sent")], ["Re: Lunch"])
        self.assertEqual(phone.emails("drafts"), [])
        self.assertEqual(self.sent_to_sink("Re: Lunch"), 1)
        self.assertIn("STATUS:COMPLETED", self.source_of(self.todo, "Pay the taxes"))
        self.assertEqual([each["subject"] for each in phone.emails("Notes")], ["Shopping"])
        self.assertEqual(self.count("Shopping"), 0)
        self.assertEqual(self.count("Zoe"), 1)

    def check_conflict(self):
        """It is told of once, decided in the window, and then over."""
        told = [each["summary"] for each in self.desktop.notifications()]
        self.assertEqual(told, ["“Board meeting” was changed here and on the server"])
        self.assertEqual(len(self.notebook.announcements()), 1)
        self.assertIn("In room 7.", self.source_of(self.work, "Meeting"))
        self.desktop.keys("alt+c")
        self.window("^Conflicts$")
        self.picture("day-conflict")
        self.desktop.keys("alt+r")
        self.wait_for(lambda: self.dav.titles(self.work) == ["Board meeting"], "the decision")
        self.wait_until_in_step()
        self.assertEqual(self.notebook.conflicts(), [])
        self.assertEqual(self.notebook.announcements(), [])

    def test_a_day_offline(self):
        program = self.start()
        self.open_window()
        tray = self.wait_until_in_step()
        self.assertEqual(len(self.notebook.items("Inbox")), 4)

        tray.activate("Work Offline")
        self.wait_for_icon(tray, "valise-offline")
        self.proxy.reset()
        self.work_on_mail()
        self.work_on_the_rest()
        self.picture("day-offline")
        self.work_elsewhere()

        self.desktop.keys("ctrl+q")
        self.end(program)
        self.start()
        self.open_window()
        self.wait_for_icon(self.tray(), "valise-offline")
        self.picture("day-evening")
        self.assertEqual((self.proxy.connections, self.proxy.requests), (0, []))
        self.assertEqual(self.notebook.status()["pending"], 9)

        self.desktop.keys("ctrl+shift+o")
        self.wait_for_icon(self.tray(), "valise-online-attention")
        self.wait_for(lambda: self.notebook.status()["pending"] == 0, "everything to be sent")
        self.picture("day-online")
        self.check_server()
        self.check_conflict()
        self.quit(self.programs[0])
        self.notebook.sync()
        self.check_server()
        self.assertEqual(self.dav.titles(self.work), ["Board meeting"])
