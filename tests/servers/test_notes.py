# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes: messages in the mailbox "Notes" of a mail server, VJOURNAL here."""

import email
import email.policy
import uuid

from blackbox import ServerCase
from notebook import ANNOUNCEMENT


def apple_note(title, text, uid=None, html=True):
    """A note as Apple's programs write it."""
    body = "".join("<div>%s</div>" % line for line in text.split("\n")) if html else text
    return (
        "From: Alice <alice@example.org>\r\nSubject: %s\r\n"
        "Date: Mon, 02 Nov 2026 10:00:00 +0000\r\nMessage-ID: <%s@example.org>\r\n"
        "X-Uniform-Type-Identifier: com.apple.mail-note\r\n"
        "X-Universally-Unique-Identifier: %s\r\nX-Shoe-Size: 38\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/%s; charset=utf-8\r\n\r\n%s\r\n"
        % (title, uuid.uuid4(), uid or uuid.uuid4(), "html" if html else "plain", body)
    ).encode()


def journal(title, text, uid=None):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", "BEGIN:VJOURNAL"]
    lines += ["UID:" + uid] if uid else []
    lines += ["DTSTAMP:20261102T100000Z", "SUMMARY:" + title, "DESCRIPTION:" + text]
    lines += ["END:VJOURNAL", "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


class Notes(ServerCase):
    def setUp(self):
        super().setUp()
        self.notebook.sync()

    def note(self, title):
        return self.notebook.item(title, "Notes")

    def on_server(self, title):
        """The message that the note is there."""
        found = self.phone.email(title, "Notes")
        return found and email.message_from_bytes(
            self.phone.source(found), policy=email.policy.default
        )

    def edit(self, title, old, new):
        """Edits a note like a program would that knows nothing but iCalendar."""
        item = self.note(title)["id"]
        self.notebook.replace(item, self.notebook.export(item).replace(old, new))
        return item

    def test_comes_and_goes(self):
        self.assertEqual(self.notebook.folders()["Notes"]["kind"], "note")
        self.phone.add(apple_note("Shopping", "Milk\nBread", "note-1"), "Notes")
        self.notebook.sync()
        item = self.note("Shopping")
        self.assertEqual((item["kind"], item["uid"], item["flags"]), ("note", "note-1", []))
        self.assertIn("Milk\nBread", self.notebook.show(item["id"]))
        self.assertIn(b"BEGIN:VJOURNAL", self.notebook.export(item["id"]))
        self.assertEqual([n["title"] for n in self.notebook.items("Notes", "--search", "bread")],
                         ["Shopping"])
        self.assert_quiet()
        self.phone.destroy(self.phone.email("Shopping", "Notes")["id"])
        self.notebook.sync()
        self.assertIsNone(self.note("Shopping"))

    def test_written_here(self):
        self.notebook.add("Notes", journal("Idea", "One\\nTwo", "idea-1"))
        self.notebook.sync()
        message = self.on_server("Idea")
        self.assertEqual(message["X-Uniform-Type-Identifier"], "com.apple.mail-note")
        self.assertEqual(message["X-Universally-Unique-Identifier"], "idea-1")
        self.assertEqual(message.get_content().split(), ["One", "Two"])
        self.assertIn("$seen", self.phone.email("Idea", "Notes")["keywords"])
        self.assert_quiet()

    def test_edited_here(self):
        self.phone.add(apple_note("Shopping", "Milk", "note-1"), "Notes")
        self.notebook.sync()
        item = self.edit("Shopping", b"Milk", b"Cheese")
        self.notebook.sync()
        self.assertEqual(len(self.phone.emails("Notes")), 1)
        message = self.on_server("Shopping")
        self.assertIn("Cheese", message.get_content())
        self.assertEqual(message["X-Universally-Unique-Identifier"], "note-1")
        self.assertEqual(message["X-Shoe-Size"], "38")
        self.assertEqual([n["id"] for n in self.notebook.items("Notes")], [item])
        self.assert_quiet()

    def test_edited_there(self):
        """Another program replaces the message; to the user it is the same note."""
        old = self.phone.add(apple_note("Shopping", "Milk", "note-1"), "Notes")
        self.notebook.sync()
        item = self.note("Shopping")["id"]
        self.phone.replace(old, apple_note("Shopping", "Cheese", "note-1"))
        self.notebook.sync()
        self.assertEqual([n["id"] for n in self.notebook.items("Notes")], [item])
        self.assertIn("Cheese", self.notebook.show(item))

    def test_deleted_here(self):
        self.phone.add(apple_note("Shopping", "Milk"), "Notes")
        self.notebook.sync()
        self.notebook.delete(self.note("Shopping")["id"])
        self.notebook.sync()
        self.assertEqual(self.phone.emails(), [])

    def test_message_among_notes(self):
        """What is no note is shown as one, and is not rewritten unless it is edited."""
        source = b"From: a@example.org\r\nSubject: Filed here\r\nMessage-ID: <f@example.org>\r\n\r\nBody\r\n"
        self.phone.add(source, "Notes")
        self.notebook.sync()
        self.assertIn("Body", self.notebook.show(self.note("Filed here")["id"]))
        self.notebook.sync()
        self.assertEqual(self.phone.source(self.phone.email("Filed here", "Notes")), source)
        self.edit("Filed here", b"DESCRIPTION:Body", b"DESCRIPTION:Text")
        self.notebook.sync()
        self.assertIn("Text", self.on_server("Filed here").get_content())

    def test_note_and_message(self):
        """In Notes and in another mailbox it is both; each goes by itself."""
        note = self.phone.add(apple_note("Both", "Text"), "Notes")
        self.phone.file_also(note, "inbox")
        self.notebook.sync()
        self.assertIsNotNone(self.notebook.item("Both", "Inbox"))
        self.notebook.delete(self.note("Both")["id"])
        self.notebook.sync()
        self.assertIsNotNone(self.notebook.item("Both", "Inbox"))
        self.assertIsNone(self.note("Both"))
        self.assertEqual(list(self.phone.email("Both")["mailboxIds"]),
                         [self.phone.mailbox("inbox")])
        self.phone.move(note, "Notes")
        self.notebook.sync()
        self.assertIsNone(self.notebook.item("Both", "Inbox"))
        self.assertIsNotNone(self.note("Both"))

    def conflict(self):
        """Edits a note on both sides; returns the conflict."""
        old = self.phone.add(apple_note("Shopping", "Milk", "note-1"), "Notes")
        self.notebook.sync()
        self.edit("Shopping", b"Milk", b"Mine")
        self.phone.replace(old, apple_note("Shopping", "Theirs", "note-1"))
        self.notebook.sync()
        (conflict,) = self.notebook.conflicts()
        self.assertEqual(len(self.notebook.announcements()), 1)
        self.assertIn("Theirs", self.notebook.show(self.note("Shopping")["id"]))
        return conflict

    def test_both_edited(self):
        conflict = self.conflict()
        (mine,) = [i for i in self.notebook.items("Conflicts") if i["title"] != ANNOUNCEMENT]
        self.assertEqual(mine["kind"], "note")
        self.assertIn("Mine", self.notebook.show(mine["id"]))
        self.notebook.resolve(conflict["id"], "mine")
        self.notebook.sync()
        self.assertEqual(len(self.phone.emails("Notes")), 1)
        self.assertIn("Mine", self.on_server("Shopping").get_content())

    def test_keep_both(self):
        self.notebook.resolve(self.conflict()["id"], "both")
        self.notebook.sync()
        messages = [email.message_from_bytes(self.phone.source(m), policy=email.policy.default)
                    for m in self.phone.emails("Notes")]
        self.assertEqual(len(messages), 2)
        self.assertEqual(len({m["X-Universally-Unique-Identifier"] for m in messages}), 2)

    def test_edited_here_deleted_there(self):
        old = self.phone.add(apple_note("Shopping", "Milk", "note-1"), "Notes")
        self.notebook.sync()
        self.edit("Shopping", b"Milk", b"Mine")
        self.phone.destroy(old)
        self.notebook.sync()
        (conflict,) = self.notebook.conflicts()
        self.notebook.resolve(conflict["id"], "mine")
        self.notebook.sync()
        self.assertIn("Mine", self.on_server("Shopping").get_content())
        self.assertEqual(self.on_server("Shopping")["X-Universally-Unique-Identifier"], "note-1")

    def test_deleted_here_edited_there(self):
        old = self.phone.add(apple_note("Shopping", "Milk", "note-1"), "Notes")
        self.notebook.sync()
        self.notebook.delete(self.note("Shopping")["id"])
        self.phone.replace(old, apple_note("Shopping", "Theirs", "note-1"))
        self.notebook.sync()
        self.assertEqual(len(self.notebook.conflicts()), 1)
        self.assertIn("Theirs", self.notebook.show(self.note("Shopping")["id"]))
        self.assertIn("Theirs", self.on_server("Shopping").get_content())

    def drop_answer_to(self, method):
        """The server does it, and nobody hears of it."""
        self.proxy.reset()
        self.proxy.drop_answer = lambda request: method in request.names()
        self.proxy.drop_limit = 1
        self.notebook.sync(status=(0, 1, 3))
        self.assertEqual(self.proxy.dropped, 1)
        self.proxy.reset()
        self.notebook.sync()

    def test_lost_answers(self):
        """A note that was written or edited is there once, whatever answer was lost."""
        self.notebook.add("Notes", journal("Idea", "One", "idea-1"))
        self.drop_answer_to("Email/import")
        self.assertEqual(len(self.phone.emails("Notes")), 1)
        for number, method in enumerate(("Email/import", "Email/set")):
            self.edit("Idea", b"One" if number == 0 else b"Edit 0", b"Edit %d" % number)
            self.drop_answer_to(method)
            self.assertEqual(len(self.phone.emails("Notes")), 1, method)
            self.assertIn("Edit %d" % number, self.on_server("Idea").get_content())
            self.assertEqual(len(self.notebook.items("Notes")), 1)
        self.assertEqual(self.notebook.conflicts(), [])
        self.assert_quiet()
