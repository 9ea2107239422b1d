# SPDX-License-Identifier: GPL-3.0-or-later
"""Kerio Connect, by its double: everything comes, goes and stays in step, whatever a server answers
where no document says what it should."""

import collections
import email.message
import email.policy
import email.utils
import os
import random
import time
import unittest

from blackbox import some
from faultproxy import FaultProxy
from kerio import APP_PASSWORD, PASSWORD, USER, Kerio
from notebook import DONE, FAILED, UNREACHABLE, Notebook

TITLES = {
    "mail": "subject",
    "event": "summary",
    "task": "summary",
    "contact": "commonName",
    "note": "text",
}


# What no document tells, several answers at a time: each run of errands takes some seconds.
LEFT_OPEN = (
    "own-echo=off check-watermark=on list-bodies=missing second-cookie=off error-status=ok",
    "denied-status=401 upload-form=multipart message-id=kept whole-notes=off newer-fields=on "
    "day-numbers=sunday-1 changes-order=newest-first",
    "upload-form=raw message-id=refused day-numbers=monday-1 changes-repeat=on new-mail=created "
    "flag-change=modified login-code=1004",
    "changes-limit=2 new-mail=new-mail move-change=deleted-created folder-changes=off",
    "list-cap=50 session-requests=20 stale-key=empty",
    "second-poll=replaces list-bodies=empty denied-status=302 stale-key=everything",
)


def mail(subject, attachment=None):
    message = email.message.EmailMessage(email.policy.SMTP)
    message["From"] = "Alice <%s>" % USER
    message["To"] = "Bob <bob@demo.example>"
    message["Subject"] = subject
    message["Date"] = email.utils.formatdate()
    message["Message-ID"] = email.utils.make_msgid()
    message.set_content("Hello.\r\n")
    if attachment:
        message.add_attachment(attachment, "image", "png", filename="picture.png")
    return message.as_bytes()


def calendar(component, uid, *lines):
    text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", "BEGIN:" + component]
    text += ["UID:" + uid, "DTSTAMP:20260101T000000Z", *lines, "END:" + component, "END:VCALENDAR"]
    return "".join(line + "\r\n" for line in text).encode()


def card(uid, name):
    lines = ("BEGIN:VCARD", "VERSION:3.0", "UID:" + uid, "FN:" + name, "N:%s;;;;" % name)
    return "".join(line + "\r\n" for line in (*lines, "END:VCARD")).encode()


class KerioCase(unittest.TestCase):
    account = "sample"
    switches = ()

    def setUp(self):
        for name in ("VALISE_CTL", "VALISE_DEMO_SERVER"):
            if name not in os.environ:
                self.skipTest("%s is not set" % name)
        self.begin(*self.switches)

    def begin(self, *switches):
        self.kerio = Kerio(self.account, switches)
        self.addCleanup(self.kerio.close)
        self.proxy = FaultProxy(self.kerio.port)
        self.addCleanup(self.proxy.stop)
        self.notebook = self.new_notebook()

    def new_notebook(self):
        notebook = Notebook()
        self.addCleanup(notebook.close)
        notebook.run(
            *("account", "add", "--user", USER, "--service", "kerio=" + self.proxy.url),
            *("--password-command", "printf %s " + PASSWORD),
        )
        return notebook

    # Looking at both sides

    def theirs(self, path, kind):
        found = collections.Counter()
        for item in self.kerio.items(path):
            title = item[TITLES[kind]].partition("\n")[0]
            flags = {"seen": "isSeen", "flagged": "isFlagged"} if kind == "mail" else {}
            found[title, tuple(word for word, name in flags.items() if item[name])] += 1
        return found

    def mine(self, path, kind, notebook):
        found = collections.Counter()
        for item in notebook.items(path):
            self.assertFalse(item["pending"], (path, item["title"]))
            words = item["flags"] if isinstance(item["flags"], str) else " ".join(item["flags"])
            flags = ("seen", "flagged") if kind == "mail" else ()
            found[item["title"], tuple(word for word in flags if word in words)] += 1
        return found

    def assert_in_step(self, notebook=None):
        notebook = notebook or self.notebook
        for path, folder in notebook.folders().items():
            if folder["role"] in ("outbox", "conflicts") or not folder["sync"]:
                continue
            mine = self.mine(path, folder["kind"], notebook)
            theirs = self.theirs(path, folder["kind"])
            self.assertEqual(mine - theirs, collections.Counter(), path + ": only here")
            self.assertEqual(theirs - mine, collections.Counter(), path + ": only there")

    def calls(self):
        counts = dict(self.kerio.counts()["methods"])
        for name in ("Session.login", "Session.whoAmI"):
            counts.pop(name, None)
        return counts

    def assert_quiet(self, notebook=None):
        """One more run is one request, beside signing in."""
        self.kerio.do("reset-counts")
        (notebook or self.notebook).sync()
        self.assertEqual(self.calls(), {"Changes.get": 1})

    def sent(self, subject):
        return sum(message["subject"] == subject for message in self.kerio.counts()["sent"])

    # Editing

    def change(self, path, title, old, new):
        """The user edits an item here: OLD becomes NEW in its content."""
        item = self.notebook.item(title, path)
        source = self.notebook.export(item["id"])
        self.assertIn(old.encode(), source)
        self.notebook.replace(item["id"], source.replace(old.encode(), new.encode()))

    def first(self, path):
        """A title that only one item of the folder has."""
        counts = collections.Counter(item["title"] for item in self.notebook.items(path))
        return next(title for title, count in sorted(counts.items()) if count == 1 and title)

    def edit_here(self):
        inbox = self.notebook.items("INBOX")
        self.notebook.flag(inbox[0]["id"], "+flagged")
        self.notebook.move(inbox[1]["id"], "Projects/2025")
        self.notebook.delete(inbox[2]["id"])
        self.notebook.delete(inbox[3]["id"], permanently=True)
        self.notebook.add("Drafts", mail("Draft from here", b"\x89PNG" * 100))
        self.notebook.add("Outbox", mail("Sent from here", b"\x89PNG" * 100))
        kinds = {"Calendar": "event", "Contacts": "contact", "Tasks": "task", "Notes": "note"}
        for path, kind in kinds.items():
            title = self.first(path)
            field = "FN:" if kind == "contact" else "SUMMARY:"
            self.change(path, title, field + title.replace(",", "\\,"), field + "Edited " + kind)
        self.notebook.add("Calendar", calendar(
            *("VEVENT", "e1", "SUMMARY:Event from here", "DTSTART:20261201T100000Z"),
            *("DTEND:20261201T110000Z", "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=5"),
            "EXDATE:20261208T100000Z"))  # fmt: skip
        self.notebook.add("Tasks", calendar("VTODO", "t1", "SUMMARY:Task from here"))
        self.notebook.add("Notes", calendar("VJOURNAL", "n1", "SUMMARY:Note from here"))
        self.notebook.add("Contacts", card("c1", "Contact from here"))

    def edit_there(self):
        inbox = self.kerio.items("INBOX")
        self.kerio.call("Mails.set", mails=[{"id": inbox[-1]["id"], "isFlagged": True}])
        projects = self.kerio.folder("Projects/2026")
        self.kerio.call("Mails.move", ids=[inbox[-2]["id"]], folder=projects)
        self.kerio.call("Mails.remove", ids=[inbox[-3]["id"]])
        note = {"folderId": self.kerio.folder("Notes"), "text": "Note from there", "color": "Pink",
                "position": {"xOffset": 1, "yOffset": 2, "xSize": 3, "ySize": 4}}  # fmt: skip
        self.kerio.call("Notes.create", notes=[note])
        task = self.kerio.items("Tasks")[-1]
        self.kerio.call("Tasks.set", tasks=[{"id": task["id"], "summary": "Task edited there"}])
        self.kerio.call("Events.remove", ids=[self.kerio.items("Calendar")[-1]["id"]])

    def days_of(self, title):
        """When the server has the occurrences of an event."""
        conditions = [
            {"fieldName": "start", "comparator": "GreaterEq", "value": "20261101T000000Z"},
            {"fieldName": "end", "comparator": "LessThan", "value": "20270301T000000Z"},
        ]
        calendar, found, total = self.kerio.folder("Calendar"), [], 1
        while len(found) < total:
            query = {"conditions": conditions, "combining": "And", "start": len(found), "limit": -1}
            page = self.kerio.call("Occurrences.get", folderIds=[calendar], query=query)
            total = page["totalItems"]
            found += page["list"]
        return sorted(one["start"][:8] for one in found if one["summary"] == title)

    def settle(self, notebook=None):
        for _ in range(3):
            (notebook or self.notebook).sync()


class FirstSync(KerioCase):
    def test_everything_is_here(self):
        self.notebook.sync()
        self.assert_in_step()
        self.assert_quiet()
        folders = self.notebook.folders()
        roles = {"INBOX": "inbox", "Drafts": "drafts", "Sent Items": "sent"}
        for path, role in {**roles, "Deleted Items": "trash"}.items():
            self.assertEqual(folders[path]["role"], role)
        self.assertEqual(folders["INBOX"]["kept"]["full"], folders["INBOX"]["total"])
        news = folders["Newsletters"]
        self.assertEqual(news["kept"], {"none": 0, "text": news["total"], "full": 0})

    def test_public_folders_wait_to_be_switched_on(self):
        self.notebook.sync()
        path = "Public Folders/Harbour calendar"
        self.assertFalse(self.notebook.folders()[path]["sync"])
        public = {f["name"]: f["id"] for f in self.kerio.call("Folders.getPublic")["list"]}
        event = {"folderId": public["Harbour calendar"], "summary": "Open day",
                 "start": "20261201T100000Z", "end": "20261201T110000Z"}  # fmt: skip
        self.kerio.call("Events.create", events=[event])
        self.notebook.sync()
        self.assertEqual(self.notebook.items(path), [])
        self.notebook.run("set", path, "--sync", "on")
        self.notebook.sync()
        self.assertEqual(self.notebook.titles(path), ["Open day"])

    def test_attachments_are_the_servers_bytes(self):
        self.notebook.sync()
        for item in self.notebook.items("INBOX"):
            message = email.message_from_bytes(self.notebook.export(item["id"]))
            for part in message.walk():
                if part.get_content_type() == "image/png":
                    self.assertTrue(part.get_payload(decode=True).startswith(b"\x89PNG"))


class Budget(KerioCase):
    account = "big"

    def test_first_sync_takes_few_requests(self):
        self.notebook.sync()
        counts = dict(self.kerio.counts()["methods"])
        counts.pop("download", None)
        items = sum(f["total"] for f in self.notebook.folders().values())
        self.assertGreater(items, 4000)
        self.assertLessEqual(sum(counts.values()), items / 100 + 30, counts)
        self.assert_quiet()


class BothSides(KerioCase):
    def run_errands(self):
        self.notebook.sync()
        self.edit_here()
        self.edit_there()
        self.settle()
        self.assertEqual(self.notebook.conflicts(), [])
        self.assertEqual(self.sent("Sent from here"), 1)
        self.assertEqual(len(self.kerio.items("Calendar", "Event from here")), 1)
        tuesdays = ["20261201", "20261215", "20261222", "20261229"]
        self.assertEqual(self.days_of("Event from here"), tuesdays)
        self.assertEqual(self.notebook.items("Outbox"), [])
        self.assert_in_step()
        second = self.new_notebook()
        second.sync()
        self.assert_in_step(second)

    def test_errands(self):
        self.run_errands()
        self.assert_quiet()

    def test_whatever_a_server_answers(self):
        for switches in some(LEFT_OPEN):
            with self.subTest(switches=switches):
                self.begin(*switches.split())
                self.run_errands()

    def test_keys_that_are_forgotten(self):
        for answer in ("error", "empty", "everything"):
            with self.subTest(answer=answer):
                self.begin("stale-key=" + answer)
                self.notebook.sync()
                self.edit_there()
                self.kerio.do("forget-keys")
                self.settle()
                self.assert_in_step()
                self.assert_quiet()

    def test_changed_here_and_there(self):
        self.notebook.sync()
        title = self.first("Calendar")
        self.change("Calendar", title, "SUMMARY:" + title, "SUMMARY:Mine")
        event = self.kerio.items("Calendar", title)[0]
        self.kerio.call("Events.set", events=[{"id": event["id"], "summary": "Theirs"}])
        self.settle()
        self.assertEqual(len(self.kerio.items("Calendar", "Theirs")), 1)
        self.assertEqual(len(self.notebook.conflicts()), 1)
        self.assertEqual(self.notebook.titles("Conflicts"), ["Mine"])
        self.assertIsNotNone(self.notebook.item("Theirs", "Calendar"))
        self.assertEqual(len(self.notebook.announcements()), 1)
        self.notebook.resolve(self.notebook.conflicts()[0]["id"], "mine")
        self.settle()
        self.assertEqual(len(self.kerio.items("Calendar", "Mine")), 1)

    def test_blind_copies_are_sent(self):
        source = mail("In confidence").replace(b"Subject:", b"Bcc: eve@demo.example\r\nSubject:", 1)
        self.notebook.add("Outbox", source)
        self.settle()
        self.assertEqual(self.sent("In confidence"), 1)
        sent = self.kerio.items("Sent Items", "In confidence")[0]
        self.assertEqual([one["address"] for one in sent["to"]], ["bob@demo.example"])
        self.assertEqual([one["address"] for one in sent["bcc"]], ["eve@demo.example"])

    def test_a_message_keeps_what_it_says(self):
        source = mail("All of it", b"\x89PNG" * 500)
        self.notebook.add("Drafts", source)
        self.settle()
        draft = self.kerio.items("Drafts", "All of it")[0]
        self.assertEqual(draft["to"][0]["address"], "bob@demo.example")
        self.assertEqual([a["name"] for a in draft["attachments"]], ["picture.png"])
        second = self.new_notebook()
        second.sync()
        second.run("set", "Drafts", "--depth", "full")
        second.sync()
        copy = email.message_from_bytes(second.export(second.item("All of it", "Drafts")["id"]))
        parts = {part.get_content_type(): part.get_payload(decode=True) for part in copy.walk()}
        self.assertEqual(parts["image/png"], b"\x89PNG" * 500)
        self.assertEqual(parts["text/plain"].strip(), b"Hello.")


class Trouble(KerioCase):
    def test_lost_answers(self):
        methods = (
            *("Mails.create", "Mails.set", "Mails.move", "Mails.remove", "Events.create"),
            *("Events.set", "Contacts.create", "Tasks.create", "Notes.create", "Notes.set"),
        )
        for method in some(methods):
            with self.subTest(method=method):
                self.begin()
                self.notebook.sync()
                self.edit_here()
                self.kerio.switch("lose-method=" + method, "lose-answers=1")
                self.notebook.sync(status=(DONE, FAILED, UNREACHABLE))
                self.kerio.switch("lose-answers=0")
                self.settle()
                self.assertEqual(self.sent("Sent from here"), 1)
                for path, title in (
                    *(("Drafts", "Draft from here"), ("Calendar", "Event from here")),
                    *(("Contacts", "Contact from here"), ("Tasks", "Task from here")),
                    *(("Notes", "Note from here"), ("Sent Items", "Sent from here")),
                ):
                    self.assertEqual(len(self.kerio.items(path, title)), 1, title)
                self.assert_in_step()

    def test_busy_passes(self):
        self.notebook.sync()
        self.edit_here()
        for reason in ("reindexed", "in-progress", "locked", "shutdown"):
            self.kerio.switch("busy=" + reason)
            self.notebook.sync(status=(DONE, FAILED, UNREACHABLE))
        self.kerio.switch("busy=off")
        self.settle()
        self.assert_in_step()
        self.assertEqual(self.notebook.conflicts(), [])

    def test_a_full_mailbox_is_told(self):
        self.notebook.sync()
        self.kerio.switch("quota-reached=on")
        self.notebook.add("Notes", calendar("VJOURNAL", "n1", "SUMMARY:Too much"))
        result = self.notebook.sync(status=(DONE, FAILED))
        self.assertIn("full", result.stdout.decode() + result.stderr)
        pending = [item["title"] for item in self.notebook.items("Notes") if item["pending"]]
        self.assertEqual(pending, ["Too much"])

    def test_a_wrong_password_is_told(self):
        self.notebook.sync()
        self.kerio.do("password", password="another")
        result = self.notebook.run("sync", status=4)
        self.assertIn("app password", result.sentence())

    def test_two_factors_want_an_app_password(self):
        self.notebook.sync()
        self.kerio.switch("two-factor=on")
        self.kerio.do("expire-sessions")
        result = self.notebook.run("sync", status=4)
        self.assertIn("app password", result.sentence())
        with_app_password = Notebook()
        self.addCleanup(with_app_password.close)
        arguments = (
            *("account", "add", "--user", USER, "--service", "kerio=" + self.proxy.url),
            *("--password-command", "printf %s " + APP_PASSWORD),
        )
        self.kerio.switch("app-passwords=off")
        with_app_password.run(*arguments, status=4)
        self.kerio.switch("app-passwords=on")
        with_app_password.run(*arguments)
        with_app_password.sync()
        self.assert_in_step(with_app_password)

    def test_sessions_end_and_nobody_notices(self):
        self.notebook.sync()
        self.kerio.do("expire-sessions")
        self.edit_here()
        self.settle()
        self.assert_in_step()

    def assert_all_arrived(self):
        self.settle()
        self.assertEqual(self.sent("Sent from here"), 1)
        for path, title in (("Calendar", "Event from here"), ("Notes", "Note from here")):
            self.assertEqual(len(self.kerio.items(path, title)), 1, title)
        self.assert_in_step()

    def test_cut_connections(self):
        for after in (0, 3_000, 30_000, 200_000):
            self.proxy.reset()
            self.proxy.cut_after, self.proxy.cut_once = after, True
            self.notebook.sync(status=(DONE, FAILED, UNREACHABLE))
        self.proxy.reset()
        self.settle()
        self.edit_here()
        self.edit_there()
        for after in (500, 1_000, 2_000, 4_000, 8_000):
            self.proxy.reset()
            self.proxy.cut_after = after
            self.notebook.sync(status=(DONE, FAILED, UNREACHABLE))
        self.proxy.reset()
        self.assert_all_arrived()

    def test_a_gateway_in_trouble(self):
        self.notebook.sync()
        self.edit_here()
        for status in (500, 503):
            self.proxy.reset()
            self.proxy.error_every, self.proxy.error_status = 3, status
            self.notebook.sync(status=(DONE, FAILED, UNREACHABLE))
        self.proxy.reset()
        self.assert_all_arrived()

    def test_killed(self):
        seed = int(os.environ.get("VALISE_SEED", random.randrange(1 << 32)))
        chance = random.Random(seed)
        for attempt in range(2):
            with self.subTest(seed=seed, attempt=attempt):
                self.begin()
                self.notebook.sync()
                self.edit_here()
                self.edit_there()
                for _ in range(4):
                    process = self.notebook.start("sync")
                    time.sleep(chance.random() * 0.5)
                    process.kill()
                    self.notebook.finish(process)
                self.settle()
                self.assertEqual(self.sent("Sent from here"), 1)
                self.assert_in_step()
                self.notebook.run("check")
