# SPDX-License-Identifier: GPL-3.0-or-later
"""One account with all that a server has: mail, notes, events, tasks and contacts on Cyrus."""

from blackbox import ServerCase, mail
from davcase import RadicaleSide, source
from davclient import DavClient
from notebook import ANNOUNCEMENT, FAILED, REFUSED
from test_notes import apple_note, journal

FOLDERS = {
    "mail": "Drafts",
    "note": "Notes",
    "event": "Work",
    "task": "Todo",
    "contact": "Friends",
}


class Groupware(ServerCase):
    """A user with a folder of each kind, and one sign-in for all of them."""

    add_account = False

    def setUp(self):
        super().setUp()
        homes = ["/dav/%s/user/%s/" % (name, self.user) for name in ("calendars", "addressbooks")]
        self.dav = DavClient(self.server.http_port, self.user, "secret", *homes)
        self.collections = {
            "event": self.dav.make_calendar("Work", "VEVENT"),
            "task": self.dav.make_calendar("Todo", "VTODO"),
            "contact": self.dav.make_book("Friends"),
        }
        added = self.notebook.run(
            *("account", "add", "Office", "--user", self.user, "--server", self.proxy.url),
            *("--json", "--password-command", "printf secret"),
        ).json()
        self.assertEqual(
            [service["protocol"] for service in added["services"]], ["jmap", "caldav", "carddav"]
        )
        self.assertEqual(added["name"], "Office")
        self.ids = {}  # of messages on the server, by title

    # The other device

    def source(self, kind, title, text):
        if kind == "mail":
            return mail(title, text + "\r\n", message_id="<%s@test.example>" % title)
        if kind == "note":
            return apple_note(title, text, title, html=False)
        return source(kind, title, title, text)

    def put(self, kind, title, text):
        """Makes an item there, or gives it another text."""
        if kind in self.collections:
            ending = ".vcf" if kind == "contact" else ".ics"
            self.dav.put(self.collections[kind] + title + ending, self.source(kind, title, text))
        elif title in self.ids:
            self.ids[title] = self.phone.replace(self.ids[title], self.source(kind, title, text))
        else:
            keywords = ["$draft", "$seen"] if kind == "mail" else []
            self.ids[title] = self.phone.add(
                self.source(kind, title, text), FOLDERS[kind], keywords
            )

    def drop(self, kind, title):
        if kind in self.collections:
            self.dav.delete(self.dav.find(self.collections[kind], title))
        else:
            self.phone.destroy(self.phone.email(title, FOLDERS[kind])["id"])

    def there(self, kind, title):
        """What the server has, as text; None where it has no such item."""
        if kind in self.collections:
            path = self.dav.find(self.collections[kind], title)
            return path and self.dav.get(path)
        found = self.phone.email(title, FOLDERS[kind])
        return found and self.phone.source(found).decode()

    # This device

    def here(self, kind, title):
        item = self.notebook.item(title, FOLDERS[kind])
        return item and self.notebook.show(item["id"])

    def edit(self, kind, title, text):
        item = self.notebook.item(title, FOLDERS[kind])
        if kind == "note":
            new = journal(title, text)
        else:
            new = self.source(kind, title, text)
        self.notebook.replace(item["id"], new)

    def titles(self, kind):
        return self.notebook.titles(FOLDERS[kind])

    def assert_nothing_new(self):
        self.notebook.sync()  # may hear an echo
        (result,) = self.notebook.ask("sync")
        self.assertEqual([result[key] for key in ("received", "sent", "fetched")], [0, 0, 0])

    def test_both_ways(self):
        """The first run, what the phone does, and what the notebook does without a connection."""
        for kind in FOLDERS:
            for name in ("Keep", "Edit", "Drop"):
                self.put(kind, kind + name, "First.")
        self.notebook.sync()
        folders = self.notebook.folders()
        for kind, path in FOLDERS.items():
            self.assertEqual((folders[path]["kind"], folders[path]["total"]), (kind, 3))
        self.assert_nothing_new()

        for kind in FOLDERS:
            self.put(kind, kind + "Edit", "Second.")
            self.put(kind, kind + "New", "New.")
            self.drop(kind, kind + "Drop")
        self.notebook.sync()
        for kind in FOLDERS:
            self.assertEqual(self.titles(kind), [kind + "Edit", kind + "Keep", kind + "New"])
            self.assertIn("Second.", self.here(kind, kind + "Edit"))

        self.notebook.run("mode", "offline")
        for kind in FOLDERS:
            self.edit(kind, kind + "Edit", "Third.")
            keep = self.notebook.item(kind + "Keep", FOLDERS[kind])["id"]
            self.notebook.delete(keep, permanently=True)
            new = journal(kind + "Here", "Here.") if kind == "note" else self.source(
                kind, kind + "Here", "Here.")
            self.notebook.add(FOLDERS[kind], new)
        self.notebook.run("mode", "online")
        self.notebook.sync()
        for kind in FOLDERS:
            self.assertIn("Third.", self.there(kind, kind + "Edit"))
            self.assertIn("Here.", self.there(kind, kind + "Here"))
            self.assertIsNone(self.there(kind, kind + "Keep"))
            self.assertEqual(self.titles(kind), [kind + "Edit", kind + "Here", kind + "New"])
        self.assertEqual(self.notebook.conflicts(), [])
        self.assert_nothing_new()

    def make_conflicts(self, theirs):
        """Edits an item of each kind here while THEIRS happens to it there."""
        for kind in FOLDERS:
            self.put(kind, kind + "1", "First.")
        self.notebook.sync()
        for kind in FOLDERS:
            self.edit(kind, kind + "1", "Mine.")
            theirs(kind, kind + "1")
        self.notebook.sync()
        found = {conflict["kind"]: conflict for conflict in self.notebook.conflicts()}
        self.assertEqual(set(found), set(FOLDERS))
        self.assertEqual(len(self.notebook.announcements()), len(FOLDERS))
        copies = {i["kind"]: i for i in self.notebook.items("Conflicts")}
        for kind in FOLDERS:
            self.assertIn("Mine.", self.notebook.show(copies[kind]["id"]))
        return found

    def test_restore_mine(self):
        conflicts = self.make_conflicts(lambda kind, title: self.put(kind, title, "Theirs."))
        for kind in FOLDERS:
            self.assertIn("Theirs.", self.here(kind, kind + "1"))
            self.assertIn("Theirs.", self.there(kind, kind + "1"))
            self.notebook.resolve(conflicts[kind]["id"], "mine")
        self.notebook.sync()
        for kind in FOLDERS:
            self.assertIn("Mine.", self.there(kind, kind + "1"))
            self.assertEqual(self.titles(kind), [kind + "1"])
        self.assertEqual(self.notebook.items("Conflicts"), [])
        self.assertEqual(self.notebook.announcements(), [])
        self.assert_nothing_new()

    def test_keep_both(self):
        conflicts = self.make_conflicts(lambda kind, title: self.put(kind, title, "Theirs."))
        for kind in FOLDERS:
            self.notebook.resolve(conflicts[kind]["id"], "both")
        self.notebook.sync()
        for kind in FOLDERS:
            texts = [self.notebook.show(i["id"]) for i in self.notebook.items(FOLDERS[kind])]
            self.assertEqual(len(texts), 2, kind)
            self.assertEqual(sum("Mine." in text for text in texts), 1, kind)
            self.assertEqual(sum("Theirs." in text for text in texts), 1, kind)
        self.assertEqual([i for i in self.notebook.ask("status")["accounts"] if i["refused"]], [])
        self.assert_nothing_new()

    def test_restore_what_was_deleted_there(self):
        conflicts = self.make_conflicts(self.drop)
        for kind in FOLDERS:
            self.assertIsNone(self.here(kind, kind + "1"))
            self.notebook.resolve(conflicts[kind]["id"], "mine")
        self.notebook.sync()
        for kind in FOLDERS:
            self.assertIn("Mine.", self.there(kind, kind + "1"))
        self.assert_nothing_new()

    def test_deleted_here_edited_there(self):
        for kind in FOLDERS:
            self.put(kind, kind + "1", "First.")
        self.notebook.sync()
        for kind in FOLDERS:
            self.notebook.delete(self.notebook.item(kind + "1", FOLDERS[kind])["id"], True)
            self.put(kind, kind + "1", "Theirs.")
        self.notebook.sync()
        self.assertEqual({c["kind"] for c in self.notebook.conflicts()}, set(FOLDERS))
        for kind in FOLDERS:
            self.assertIn("Theirs.", self.here(kind, kind + "1"))

    def test_created_on_both_sides(self):
        """The same UID here and there is one item that both changed."""
        self.notebook.sync()
        for kind in self.collections:
            self.put(kind, "same-" + kind, "Theirs.")
            self.notebook.add(FOLDERS[kind], self.source(kind, "same-" + kind, "Mine."))
        self.notebook.sync()
        self.assertEqual({c["kind"] for c in self.notebook.conflicts()}, set(self.collections))
        for kind in self.collections:
            self.assertEqual(self.titles(kind), ["same-" + kind])
            self.assertIn("Theirs.", self.here(kind, "same-" + kind))

    def test_refused(self):
        """What the server does not take stays here with the reason, until it is mended."""
        home = self.dav.make_calendar("Home", "VEVENT")
        taken = self.dav.put(home + "odd.ics", source("event", "odd", "Odd"))
        self.notebook.sync()
        item = self.notebook.add("Work", source("event", "odd", "Odd", "Mine."))
        self.notebook.sync(status=FAILED)
        self.assertTrue(self.notebook.item("Odd", "Work")["error"])
        self.assertEqual(self.notebook.status()["accounts"][0]["refused"], 1)
        self.dav.delete(taken)
        self.notebook.replace(item, source("event", "odd", "Odd", "Mine again."))
        self.notebook.sync()
        self.assertIn("Mine again.", self.there("event", "Odd"))
        self.assertIsNone(self.notebook.item("Odd", "Work")["error"])
        self.assertEqual(self.notebook.conflicts(), [])

    def test_refused_is_tried_again_when_the_user_asks(self):
        home = self.dav.make_calendar("Home", "VEVENT")
        taken = self.dav.put(home + "odd.ics", source("event", "odd", "Odd"))
        self.notebook.sync()
        self.notebook.add("Work", source("event", "odd", "Odd", "Mine."))
        self.notebook.sync(status=FAILED)
        self.assertEqual(self.notebook.status()["accounts"][0]["refused"], 1)
        self.dav.delete(taken)
        self.notebook.sync()
        self.assertIn("Mine.", self.there("event", "Odd"))
        self.assertIsNone(self.notebook.item("Odd", "Work")["error"])
        self.assertEqual(self.notebook.status()["accounts"][0]["refused"], 0)

    def test_one_service_fails(self):
        """Mail goes on while the calendars are away; then everything is in step again."""
        self.notebook.sync()

        def away(request, status, headers, body):
            if "/dav/calendars" in request.target:
                return 503, [], b""
            return status, headers, body

        self.proxy.rewrite = away
        self.put("mail", "Letter", "First.")
        self.put("contact", "Ann", "First.")
        self.put("event", "Meeting", "First.")
        result = self.notebook.sync(status=FAILED)
        self.assertIn("Calendars", result.sentence())
        self.assertIn("First.", self.here("mail", "Letter"))
        self.assertIn("First.", self.here("contact", "Ann"))
        self.assertIn("Calendars", self.notebook.status()["accounts"][0]["error"])
        self.assertEqual(self.notebook.status()["mode"], "online")
        self.proxy.rewrite = None
        self.notebook.sync()
        self.assertIn("First.", self.here("event", "Meeting"))
        self.assertIsNone(self.notebook.status()["accounts"][0]["error"])

    def test_same_name(self):
        """A calendar and a mailbox of one name are two folders with two paths."""
        self.phone.create_mailbox("Friends")
        self.dav.make_calendar("Friends", "VEVENT")
        self.notebook.sync()
        paths = {f["kind"]: path for path, f in self.notebook.folders().items()
                 if path.startswith("Friends")}
        self.assertEqual(set(paths), {"mail", "event", "contact"})
        self.assertEqual(len(set(paths.values())), 3)
        for kind, path in paths.items():
            self.assertEqual(self.notebook.items(path), [], kind)

    def test_depth_is_for_mail(self):
        result = self.notebook.run("set", "Work", "--depth", "text", status=FAILED)
        self.assertIn("Only mail", result.sentence())
        self.assertEqual(self.notebook.folders()["Work"]["depth"], "full")


class Alone(ServerCase):
    """Other servers, found from one address."""

    add_account = False

    def test_radicale(self):
        side = RadicaleSide()
        self.addCleanup(side.close)
        user = side.new_user()
        add = ("account", "add", "--user", user, "--server", side.server.url)
        self.notebook.run(*add, "--password-command", "printf wrong", status=REFUSED)
        added = self.notebook.run(*add, "--password-command", "printf secret", "--json").json()
        self.assertEqual([s["protocol"] for s in added["services"]], ["caldav", "carddav"])
        phone = DavClient(side.server.http_port, user, "secret", *side.homes(user))
        work = phone.make_calendar("Work", "VEVENT")
        phone.put(work + "a.ics", source("event", "a", "Meeting"))
        self.notebook.sync()
        self.notebook.replace(
            self.notebook.item("Meeting", "Work")["id"], source("event", "a", "Meeting", "Mine.")
        )
        phone.put(work + "a.ics", source("event", "a", "Meeting", "Theirs."))
        self.notebook.sync()
        titles = self.notebook.titles("Conflicts")  # there is no Inbox for the announcement
        self.assertEqual(titles, ["Meeting", ANNOUNCEMENT])

    def test_no_server(self):
        self.proxy.rewrite = lambda request, status, headers, body: (404, [], b"nothing")
        result = self.notebook.run(
            *("account", "add", "--user", self.user, "--server", self.proxy.url),
            *("--password-command", "printf secret"),
            status=FAILED,
        )
        self.assertIn("CalDAV or CardDAV server at", result.sentence())
