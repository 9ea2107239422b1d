# SPDX-License-Identifier: GPL-3.0-or-later
"""Calendars, tasks, notes and contacts: the same tests against Cyrus, Radicale and Xandikos."""

import gzip
import re

from davcase import CyrusSide, DavCase, RadicaleSide, XandikosSide, source, text_of
from notebook import DONE, FAILED, UNREACHABLE

KINDS = ("event", "task", "note", "contact")
ANY_END = (DONE, FAILED, UNREACHABLE)

# RFC 6578 section 3.2
INVALID = (
    b'<?xml version="1.0" encoding="utf-8"?>'
    b'<error xmlns="DAV:"><valid-sync-token/></error>'
)


class Common:
    """What has to hold on each of the servers."""

    def test_both_ways(self):
        """First sync, then what the phone does, then what the notebook does; all four kinds."""
        for kind in KINDS:
            for name in ("Keep", "Edit", "Drop"):
                self.put(kind, "%s-%s" % (kind, name), name)
        self.notebook.sync()
        self.assert_in_step()
        self.assert_quiet()

        for kind in KINDS:
            self.put(kind, kind + "-Edit", "Edit", "From the phone.")
            self.phone.delete(self.phone.find(self.collections[kind], "Drop"))
            self.put(kind, kind + "-New", "New")
        self.notebook.sync()
        self.assert_in_step()
        for kind in KINDS:
            self.assertEqual(self.titles(kind), ["Edit", "Keep", "New"])
        self.assert_quiet()

        for kind in KINDS:
            item = self.item(kind, "Edit")["id"]
            self.notebook.replace(item, source(kind, kind + "-Edit", "Edit", "From the notebook."))
            self.notebook.delete(self.item(kind, "Keep")["id"])
            self.notebook.add(self.path(kind), source(kind, kind + "-Here", "Here"))
        self.notebook.sync()
        self.assert_in_step()
        for kind in KINDS:
            self.assertEqual(self.titles(kind), ["Edit", "Here", "New"])
            path = self.phone.find(self.collections[kind], "Edit")
            self.assertIn("From the notebook.", self.phone.get(path))
        self.notebook.sync()  # may hear an echo
        self.assert_quiet()
        self.assertEqual(self.notebook.conflicts(), [])

    def test_move(self):
        """An item changes its folder, with and without a new content; nothing doubles."""
        self.collections["event2"] = self.phone.make_calendar("Home", "VEVENT")
        self.collections["contact2"] = self.phone.make_book("Family")
        for kind in ("event", "contact"):
            self.put(kind, kind + "-1", "Moves")
            self.put(kind, kind + "-2", "Moves and changes")
        self.notebook.sync()
        for kind, name in (("event", "Home"), ("contact", "Family")):
            self.notebook.move(self.item(kind, "Moves")["id"], self.path(kind, name))
            item = self.item(kind, "Moves and changes")["id"]
            self.notebook.move(item, self.path(kind, name))
            item = self.item(kind, "Moves and changes", name)["id"]
            self.notebook.replace(item, source(kind, kind + "-2", "Moves and changes", "New."))
        self.notebook.sync()
        self.notebook.sync()
        for kind, name in (("event", "Home"), ("contact", "Family")):
            self.assertEqual(self.titles(kind), [])
            self.assertEqual(self.titles(kind, name), ["Moves", "Moves and changes"])
            self.assertEqual(self.phone.titles(self.collections[kind]), [])
            there = self.collections[kind + "2"]
            self.assertEqual(self.phone.titles(there), ["Moves", "Moves and changes"])
            path = self.phone.find(there, "Moves and changes")
            self.assertEqual(text_of(self.phone.get(path)), "New.")
        self.assert_quiet()
        self.assertEqual(self.notebook.conflicts(), [])

    def test_conflicts(self):
        """The server wins, and no edit is lost; for each kind."""
        for kind in KINDS:
            for name in ("Both edit", "Gone there", "Gone here"):
                self.put(kind, "%s-%s" % (kind, name.replace(" ", "-")), name)
        self.notebook.sync()
        for kind in KINDS:
            ids = {item["title"]: item["id"] for item in self.notebook.items(self.path(kind))}
            for name in ("Both edit", "Gone there"):
                uid = "%s-%s" % (kind, name.replace(" ", "-"))
                self.notebook.replace(ids[name], source(kind, uid, name, "Mine."))
            self.notebook.delete(ids["Gone here"])
            self.put(kind, kind + "-Both-edit", "Both edit", "Theirs.")
            self.phone.delete(self.phone.find(self.collections[kind], "Gone there"))
            self.put(kind, kind + "-Gone-here", "Gone here", "Theirs.")
        self.notebook.sync()
        self.assert_in_step()
        conflicts = self.notebook.conflicts()
        for kind in KINDS:
            self.assertEqual(self.titles(kind), ["Both edit", "Gone here"])
            titles = sorted(c["title"] for c in conflicts if c["kind"] == kind)
            self.assertEqual(titles, ["Both edit", "Gone here", "Gone there"])
        copies = [i for i in self.notebook.items("Conflicts") if i["title"] in ("Both edit", "Gone there")]
        self.assertEqual(len(copies), 2 * len(KINDS))
        for copy in copies:
            self.assertEqual(text_of(self.notebook.export(copy["id"]).decode()), "Mine.")

    def refuse_writing(self):
        self.proxy.error_status = 403
        self.proxy.error_for = lambda request: request.method in ("PUT", "DELETE")

    def test_refused_deletion(self):
        """What the server does not delete is back, with the reason, until the user has seen it."""
        for kind in KINDS:
            self.put(kind, kind + "-1", "Stays")
        self.notebook.sync()
        for kind in KINDS:
            self.notebook.delete(self.item(kind, "Stays")["id"])
        self.refuse_writing()
        self.notebook.sync(status=FAILED)
        for kind in KINDS:
            self.assertEqual(self.titles(kind), ["Stays"])
            self.assertIn("did not delete", self.item(kind, "Stays")["error"])
        account = self.notebook.status()["accounts"][0]
        self.assertEqual((account["refused"], account["pending"]), (len(KINDS), 0))
        self.proxy.error_for = None
        self.notebook.sync()
        for kind in KINDS:
            self.assertEqual(self.titles(kind), ["Stays"], "nothing is deleted unasked")
            self.assertTrue(self.item(kind, "Stays")["error"], "nobody has seen it yet")
            self.notebook.run("discard", str(self.item(kind, "Stays")["id"]))
            self.assertIsNone(self.item(kind, "Stays")["error"])
            self.notebook.delete(self.item(kind, "Stays")["id"])
        self.notebook.sync()
        self.assert_in_step()
        for kind in KINDS:
            self.assertEqual(self.phone.titles(self.collections[kind]), [])

    def test_refused_change_is_discarded(self):
        """The user gives up what the server does not take, and has the server's version again."""
        for kind in KINDS:
            self.put(kind, kind + "-1", "Report", "Theirs.")
        self.notebook.sync()
        for kind in KINDS:
            self.notebook.replace(self.item(kind, "Report")["id"],
                                  source(kind, kind + "-1", "My report", "Mine."))
            self.notebook.add(self.path(kind), source(kind, kind + "-2", "New", "Mine."))
        self.refuse_writing()
        self.notebook.sync(status=FAILED)
        self.assertEqual(self.notebook.status()["accounts"][0]["refused"], 2 * len(KINDS))
        for kind in KINDS:
            self.notebook.run("discard", str(self.item(kind, "My report")["id"]))
            item = self.item(kind, "Report")
            self.assertEqual(text_of(self.notebook.export(item["id"]).decode()), "Theirs.")
            self.assertIsNone(item["error"])
            # Nothing would be left of it.
            self.notebook.run("discard", str(self.item(kind, "New")["id"]), status=FAILED)
            self.assertEqual(self.titles(kind), ["New", "Report"])
        self.proxy.error_for = None
        self.notebook.sync()
        self.assert_in_step()
        for kind in KINDS:
            self.assertEqual(self.phone.titles(self.collections[kind]), ["New", "Report"])

    def test_guards(self):
        """The phone is faster between the notebook's look and its write."""
        for kind in KINDS:
            self.put(kind, kind + "-1", "Raced")
        self.notebook.sync()
        for kind in KINDS:
            item = self.item(kind, "Raced")["id"]
            self.notebook.replace(item, source(kind, kind + "-1", "Raced", "Mine."))
            self.notebook.add(self.path(kind), source(kind, kind + "-2", "Same", "Mine."))
            if kind in self.SIDE.UNIQUE:
                self.notebook.add(self.path(kind), source(kind, kind + "-3", "Same UID", "Mine."))
        raced = set()

        def race(request):
            if request.method == "PROPFIND" and request.target not in raced:
                raced.add(request.target)
                for kind in KINDS:
                    if self.collections[kind].startswith(request.target):
                        self.put(kind, kind + "-1", "Raced", "Theirs.")
                        self.put(kind, kind + "-2", "Same", "Theirs.")
                        self.put_elsewhere(kind, kind + "-3", "Same UID", "Theirs.")

        self.proxy.before_answer = race
        self.notebook.sync()
        self.proxy.reset()
        self.notebook.sync()
        self.assert_in_step()
        for kind in KINDS:
            self.assertEqual(self.titles(kind), ["Raced", "Same", "Same UID"])
            for name in self.titles(kind):
                text = self.notebook.export(self.item(kind, name)["id"]).decode()
                self.assertEqual(text_of(text), "Theirs.")
        self.assertEqual(
            len(self.notebook.conflicts()), 2 * len(KINDS) + len(self.SIDE.UNIQUE)
        )

    def put_elsewhere(self, kind, uid, title, text):
        """Under a name that is not the one that Valise chooses for that UID."""
        ending = ".vcf" if kind == "contact" else ".ics"
        path = self.collections[kind] + "elsewhere-" + uid + ending
        self.phone.put(path, source(kind, uid, title, text))

    def test_invalid_token(self):
        """Only the folder whose token is forgotten is listed again, and compared."""
        for kind in KINDS:
            for number in range(3):
                self.put(kind, "%s-%d" % (kind, number), "Item %d" % number)
        self.notebook.sync()
        for kind in KINDS:
            self.phone.delete(self.phone.find(self.collections[kind], "Item 0"))
            self.put(kind, kind + "-1", "Item 1", "From the phone.")

        statuses = dict(zip(KINDS, (403, 409, 410, 507)))

        def refuse(request, status, headers, body):
            for kind, refusal in statuses.items():
                if request.target == self.collections[kind] and b"sync-collection" in request.body:
                    return refusal, [("Content-Type", "application/xml")], INVALID
            return status, headers, body

        self.proxy.reset()
        self.proxy.rewrite = refuse
        self.notebook.sync()
        self.assert_in_step()
        for kind in KINDS:
            self.assertEqual(self.titles(kind), ["Item 1", "Item 2"])
        asked = b"".join(r.body for r in self.proxy.requests if b"multiget" in r.body)
        self.assertNotIn(b"-2.", asked, "what was known is not asked for again")
        self.assert_quiet()

    def test_without_sync_collection(self):
        """A server that tells ctags alone, or not even those: entity tags are compared."""
        for names in (b"sync-token", b"sync-token|getctag"):
            self.notebook = self.new_notebook()
            pattern = re.compile(rb"<(?:\w+:)?(?:%s)\b[^>]*?(?:/>|>[^<]*</[^>]*>)" % names)

            def old(request, status, headers, body):
                headers = [(n, v) for n, v in headers if n.lower() != "content-encoding"]
                if body[:2] == b"\x1f\x8b":
                    body = gzip.decompress(body)
                if b"sync-collection" in request.body:
                    return 403, headers, b""
                return status, headers, pattern.sub(b"", body)

            self.proxy.rewrite = old
            for kind in KINDS:
                for name in ("Keep", "Edit", "Drop"):
                    self.put(kind, "%s-%s" % (kind, name), name)
            self.notebook.sync()
            self.assert_in_step()
            for kind in KINDS:
                self.put(kind, kind + "-Edit", "Edit", "From the phone.")
                self.phone.delete(self.phone.find(self.collections[kind], "Drop"))
                item = self.item(kind, "Keep")["id"]
                mine = source(kind, kind + "-Keep", "Keep", "From the notebook.")
                self.notebook.replace(item, mine)
            self.notebook.sync()
            self.assert_in_step()
            for kind in KINDS:
                self.assertEqual(self.titles(kind), ["Edit", "Keep"])
            self.assertEqual(self.notebook.conflicts(), [])
            self.proxy.reset()

    def test_restore_mine(self):
        """A local version that is moved back replaces the winner, which has the same UID."""
        for kind in KINDS:
            self.put(kind, kind + "-1", "Mine or theirs")
        self.notebook.sync()
        for kind in KINDS:
            item = self.item(kind, "Mine or theirs")["id"]
            self.notebook.replace(item, source(kind, kind + "-1", "Mine or theirs", "Mine."))
            self.put(kind, kind + "-1", "Mine or theirs", "Theirs.")
        self.notebook.sync()
        for kind in KINDS:
            path = self.phone.find(self.collections[kind], "Mine or theirs")
            self.assertEqual(text_of(self.phone.get(path)), "Theirs.")
        for conflict in self.notebook.conflicts():
            self.notebook.resolve(conflict["id"], "mine")
        self.notebook.sync()
        self.assert_in_step()
        for kind in KINDS:
            self.assertEqual(self.titles(kind), ["Mine or theirs"])
            path = self.phone.find(self.collections[kind], "Mine or theirs")
            self.assertEqual(text_of(self.phone.get(path)), "Mine.")
        self.assertEqual(self.notebook.conflicts(), [])

    def test_lost_answers(self):
        """The server acts and nobody hears of it: nothing is done twice, nothing is a conflict."""
        self.phone.make_calendar("Home", "VEVENT")
        for name in ("Edit", "Drop", "Move"):
            self.put("event", name, name)
        for method in ("PUT", "DELETE", "MOVE"):
            self.notebook.sync()
            if method == "PUT":
                self.notebook.add(self.path("event"), source("event", "here", "Here"))
                item = self.item("event", "Edit")["id"]
                self.notebook.replace(item, source("event", "Edit", "Edit", "Mine."))
            elif method == "DELETE":
                self.notebook.delete(self.item("event", "Drop")["id"])
            else:
                self.notebook.move(self.item("event", "Move")["id"], self.path("event", "Home"))
            for _ in range(2):  # the second one is of another request
                self.proxy.reset()
                self.proxy.drop_answer = lambda request: request.method == method
                self.notebook.sync(status=ANY_END)
            self.proxy.reset()
            self.notebook.sync()
        self.assert_in_step()
        self.assertEqual(self.titles("event"), ["Edit", "Here"])
        self.assertEqual(self.titles("event", "Home"), ["Move"])
        self.assertEqual(self.notebook.conflicts(), [])
        self.notebook.sync()
        self.assert_quiet()

    def test_killed_server(self):
        """The server dies in the middle of a first sync, and of a push."""
        for number in range(20):
            self.put("contact", "c%d" % number, "Contact %d" % number)
        self.kill_at(4)
        for number in range(3):
            self.notebook.add(self.path("contact"), source("contact", "n%d" % number, "New"))
        self.kill_at(4)
        self.assertEqual(len(self.titles("contact")), 23)
        self.assertEqual(len(self.phone.titles(self.collections["contact"])), 23)

    def kill_at(self, number):
        """Kills the server when it has done the request of that number, then starts it again."""
        self.proxy.reset()

        def kill(_request):
            if len(self.proxy.requests) == number:
                self.server.kill()

        self.proxy.before_answer = kill
        self.notebook.sync(status=ANY_END)
        self.server.kill()
        self.proxy.reset()
        self.server.start()
        self.notebook.sync()

    def test_many_collections(self):
        """A run with nothing new over 20 collections is one request a home."""
        for number in range(10):
            self.phone.make_calendar("Calendar%d" % number, "VEVENT")
            self.phone.make_book("Book%d" % number)
        self.put("event", "e", "Event")
        self.notebook.sync()
        self.assert_quiet()
        self.assertGreaterEqual(len(self.notebook.folders()), 24)

    def test_mixed(self):
        """A collection that takes all three kinds is a folder for each."""
        self.collections["mixed"] = mixed = self.phone.make_calendar("Mixed")
        for kind in ("event", "task", "note"):
            self.put(kind, "m-" + kind, "A %s" % kind, collection=mixed)
        self.notebook.sync()
        for kind in ("event", "task", "note"):
            self.assertEqual(self.titles(kind, "Mixed"), ["A %s" % kind])
            self.notebook.add(self.path(kind, "Mixed"), source(kind, "h-" + kind, "Own %s" % kind))
            self.put(kind, "m-" + kind, "A %s" % kind, "From the phone.", collection=mixed)
        self.notebook.sync()
        for kind in ("event", "task", "note"):
            self.assertEqual(self.titles(kind, "Mixed"), ["A %s" % kind, "Own %s" % kind])
        self.phone.delete(self.phone.find(mixed, "A task"))
        self.notebook.sync()
        self.assertEqual(self.titles("task", "Mixed"), ["Own task"])
        self.assertEqual(self.titles("event", "Mixed"), ["A event", "Own event"])
        self.assert_quiet()

    def test_folders_come_and_go(self):
        """A new collection is brought here, a removed one leaves."""
        self.notebook.sync()
        home = self.phone.make_calendar("Home", "VEVENT")
        self.put("event", "e", "Event", collection=home)
        self.notebook.sync()
        self.assertEqual(self.titles("event", "Home"), ["Event"])
        self.assert_quiet()
        self.phone.delete(home)
        self.notebook.sync()
        self.assertFalse([path for path in self.notebook.folders() if path.startswith("Home")])


class Cyrus(Common, DavCase):
    SIDE = CyrusSide

    def test_scheduling_boxes(self):
        """What the server keeps for invitations is no calendar."""
        self.notebook.sync()
        home = self.side.homes(self.user)[0]
        body = self.phone.propfind("<resourcetype/>")
        listed = self.phone.request("PROPFIND", home, body, Depth="1", Content_Type="application/xml")[2]
        self.assertIn(b"schedule-inbox", listed)
        names = {path.lower() for path, folder in self.notebook.folders().items()
                 if folder["kind"] != "mail"}
        self.assertFalse(names & {"inbox", "outbox", "scheduling inbox", "scheduling outbox"})


class Radicale(Common, DavCase):
    SIDE = RadicaleSide

    def test_read_only(self):
        """What may only be read here is not changed here."""
        self.server.write_public(self.user, source("event", "e", "Holiday"))
        self.notebook.sync()
        self.assertEqual(self.titles("event", "public"), ["Holiday"])
        path = self.path("event", "public")
        refused = self.notebook.run(
            *("add", path, self.notebook.write(source("event", "x", "Mine"))), status=FAILED
        )
        self.assertIn("public", refused.sentence())
        item = self.item("event", "Holiday", "public")["id"]
        self.notebook.run("delete", item, status=FAILED)


class Xandikos(Common, DavCase):
    SIDE = XandikosSide


del DavCase  # unittest would run it
