# SPDX-License-Identifier: GPL-3.0-or-later
"""Which folders are kept here, and how much of each."""

import os

from blackbox import ServerCase, mail, with_attachment
from imap import Message
from notebook import FAILED, USAGE, flags_of


class Depth(ServerCase):
    def setUp(self):
        super().setUp()
        self.phone.create_mailbox("Projects/2026/Crane")
        for path in ("inbox", "Projects", "Projects/2026", "Projects/2026/Crane"):
            for number in range(8):
                self.phone.add(with_attachment("Large %d" % number), path)
        self.notebook.sync()

    def kept(self, path):
        return self.notebook.folders()[path]["kept"]

    def space(self):
        """The bytes that the data take, once what waits in the log is in the database."""
        return sum(
            os.path.getsize(os.path.join(folder, name))
            for folder, _, names in os.walk(self.notebook.data)
            for name in names
            if not name.endswith("-shm")
        )

    def test_defaults(self):
        self.assertEqual(self.kept("Inbox"), {"none": 0, "text": 0, "full": 8})
        self.assertEqual(self.kept("Projects/2026"), {"none": 0, "text": 8, "full": 0})

    def test_deeper_fills_up(self):
        self.notebook.run("set", "Projects/2026", "--depth", "full")
        self.assertEqual(self.notebook.folders()["Projects/2026"]["depth"], "full")
        self.notebook.sync()
        self.assertEqual(self.kept("Projects/2026"), {"none": 0, "text": 0, "full": 8})
        self.assertEqual(self.kept("Projects/2026/Crane"), {"none": 0, "text": 8, "full": 0})
        self.assert_in_step()
        self.assert_quiet()

    def test_recursive(self):
        self.notebook.run("set", "Projects", "--depth", "full", "--recursive")
        self.notebook.sync()
        for path in ("Projects", "Projects/2026", "Projects/2026/Crane"):
            self.assertEqual(self.kept(path), {"none": 0, "text": 0, "full": 8})

    def test_shallower_frees_the_space(self):
        before = self.space()
        self.notebook.run("set", "Inbox", "--depth", "text")
        self.notebook.sync()
        self.assertEqual(self.kept("Inbox"), {"none": 0, "text": 8, "full": 0})
        self.assertLess(self.space(), before - 8 * 200_000)
        item = self.notebook.item("Large 1")
        self.assertIn("See the attachment.", self.notebook.show(item["id"]))
        self.assert_in_step()
        self.assert_quiet()

    def test_shallower_keeps_what_is_not_sent(self):
        source = with_attachment("Not sent yet")
        item = self.notebook.add("Inbox", source)
        self.notebook.run("set", "Inbox", "--depth", "text")
        self.assertEqual(self.notebook.export(item), source)
        self.notebook.sync()
        self.assertEqual(self.phone.source(self.phone.email("Not sent yet")), source)

    def test_shallower_keeps_signed_mail(self):
        body = (
            b"From: a@example.org\r\nSubject: Signed\r\nMessage-ID: <s@example.org>\r\n"
            b"MIME-Version: 1.0\r\nContent-Type: multipart/signed; micalg=pgp-sha256;\r\n"
            b' protocol="application/pgp-signature"; boundary="b"\r\n\r\n--b\r\n'
            b"Content-Type: text/plain\r\n\r\nTrust me.\r\n--b\r\n"
            b"Content-Type: application/pgp-signature\r\n\r\nsignature\r\n--b--\r\n"
        )
        self.phone.add(body, "inbox")
        self.notebook.sync()
        self.notebook.run("set", "Inbox", "--depth", "text")
        self.notebook.sync()
        item = self.notebook.item("Signed")
        self.assertEqual(item["depth"], "full")
        self.assertEqual(self.notebook.export(item["id"]), body)

    def test_pgp_in_the_text_is_kept_whole(self):
        self.phone.create_mailbox("Secret")
        self.phone.add(
            b"From: a@example.org\r\nSubject: Secret\r\nMessage-ID: <pgp@example.org>\r\n\r\n"
            b"-----BEGIN PGP MESSAGE-----\r\n\r\nwcFM\r\n-----END PGP MESSAGE-----\r\n",
            "Secret",
        )
        self.notebook.sync()
        self.assertEqual(self.kept("Secret"), {"none": 0, "text": 0, "full": 1})

    def test_pgp_below_a_long_greeting_is_kept_whole(self):
        self.phone.create_mailbox("Secret")
        self.phone.add(mail("First"), "Secret")
        self.notebook.sync()
        body = (
            b"From: a@example.org\r\nSubject: Later\r\nMessage-ID: <later@example.org>\r\n\r\n"
            + b"How do you do? I hope that you are well.\r\n" * 20
            + b"-----BEGIN PGP MESSAGE-----\r\n\r\nwcFM\r\n-----END PGP MESSAGE-----\r\n"
        )
        self.phone.add(body, "Secret")
        self.notebook.sync()
        self.assertEqual(self.kept("Secret"), {"none": 0, "text": 1, "full": 1})
        self.assertEqual(self.notebook.export(self.notebook.item("Later", "Secret")["id"]), body)
        self.assert_quiet()

    def test_nonsense_is_refused(self):
        self.notebook.run("set", "Inbox", "--depth", "huge", status=USAGE)
        self.notebook.run("set", "Inbox", "--sync", "perhaps", status=USAGE)
        self.notebook.run("set", "No such folder", "--sync", "off", status=FAILED)


class SwitchedOff(ServerCase):
    """A folder that is switched off keeps what it has in step, and brings nothing new."""

    def setUp(self):
        super().setUp()
        self.phone.create_mailbox("Lists")
        for number in range(4):
            self.phone.add(mail("Number %d" % number), "Lists")
        self.notebook.sync()
        self.notebook.run("set", "Lists", "--sync", "off")
        self.notebook.sync()

    def test_it_keeps_its_items(self):
        self.assertFalse(self.notebook.folders()["Lists"]["sync"])
        self.assertEqual(len(self.notebook.items("Lists")), 4)

    def test_nothing_new_comes(self):
        self.phone.add(mail("Brand new"), "Lists")
        self.notebook.sync()
        self.assertIsNone(self.notebook.item("Brand new", "Lists"))
        self.assertEqual(len(self.notebook.items("Lists")), 4)

    def test_what_it_holds_stays_in_step(self):
        self.phone.keyword(self.phone.email("Number 0")["id"], "$flagged")
        self.phone.destroy(self.phone.email("Number 1")["id"])
        self.phone.move(self.phone.email("Number 2")["id"], "inbox")
        self.notebook.flag(self.notebook.item("Number 3", "Lists")["id"], "+seen")
        self.notebook.sync()
        self.assertEqual(flags_of(self.notebook.item("Number 0", "Lists")), {"flagged"})
        self.assertIsNone(self.notebook.item("Number 1", "Lists"))
        self.assertIsNone(self.notebook.item("Number 2", "Lists"))
        self.assertIsNotNone(self.notebook.item("Number 2"))
        self.assertEqual(flags_of(self.phone.email("Number 3")), {"seen"})

    def test_removed_here(self):
        self.notebook.delete(self.notebook.item("Number 3", "Lists")["id"], permanently=True)
        self.notebook.sync()
        self.assertIsNone(self.phone.email("Number 3"))

    def test_created_here_waits(self):
        item = self.notebook.add("Lists", mail("Waiting"))
        self.notebook.sync()
        self.assertIsNone(self.phone.email("Waiting"))
        self.assertTrue(self.notebook.item("Waiting", "Lists")["localOnly"])
        self.notebook.run("set", "Lists", "--sync", "on")
        self.notebook.sync()
        self.assertIsNotNone(self.phone.email("Waiting", "Lists"))
        waited = self.notebook.item("Waiting", "Lists")
        self.assertEqual(waited["id"], item)
        self.assertFalse(waited["localOnly"])
        self.assert_in_step()

    def test_moved_there_from_a_synchronised_folder(self):
        self.phone.add(mail("Newsletter"), "inbox")
        self.notebook.sync()
        self.notebook.move(self.notebook.item("Newsletter")["id"], "Lists")
        self.notebook.sync()
        self.assertIsNotNone(self.phone.email("Newsletter", "Lists"))
        self.phone.keyword(self.phone.email("Newsletter")["id"], "$flagged")
        self.notebook.sync()
        self.assertEqual(flags_of(self.notebook.item("Newsletter", "Lists")), {"flagged"})

    def test_switched_on_again(self):
        self.phone.add(mail("Brand new"), "Lists")
        self.phone.destroy(self.phone.email("Number 1")["id"])
        self.notebook.sync()
        self.notebook.run("set", "Lists", "--sync", "on")
        self.notebook.sync()
        self.assert_in_step()
        self.assert_quiet()


class Archive(ServerCase):
    def test_it_is_neither_shown_nor_synchronised(self):
        self.phone.create_mailbox("Archive/2020")
        self.phone.add(mail("Old"), "archive")
        self.phone.add(mail("Older"), "Archive/2020")
        self.notebook.sync()
        shown = [path for path in self.notebook.folders() if path.startswith("Archive")]
        self.assertEqual(shown, [])
        self.assert_in_step()

    def test_what_is_archived_there_leaves_here(self):
        message = self.phone.add(mail("Done with"), "inbox")
        self.notebook.sync()
        self.assertIsNotNone(self.notebook.item("Done with"))
        self.phone.move(message, "archive")
        self.notebook.sync()
        self.assertIsNone(self.notebook.item("Done with"))
        self.phone.move(message, "inbox")
        self.notebook.sync()
        self.assertIsNotNone(self.notebook.item("Done with"))


class MassDeletion(ServerCase):
    """More than max (50, 10 %) deletions in one folder wait until the user confirms."""

    def setUp(self):
        super().setUp()
        with self.server.imap(self.user) as imap:
            imap.append_many("INBOX", [Message(mail("Number %d" % n)) for n in range(120)])
        self.notebook.sync()
        self.numbers = [item["id"] for item in self.notebook.items("Inbox")]

    def delete(self, count):
        for item in self.numbers[:count]:
            self.notebook.delete(item, permanently=True)

    def test_fifty_go(self):
        self.delete(50)
        self.notebook.sync()
        self.assertEqual(len(self.phone.emails("Inbox")), 70)

    def test_more_are_held(self):
        self.delete(60)
        self.phone.add(mail("Meanwhile"), "inbox")
        result = self.notebook.sync(status=FAILED)
        self.assertIn("60", result.stderr + result.stdout.decode())
        self.assertEqual(len(self.phone.emails("Inbox")), 121)
        self.assertIsNotNone(self.notebook.item("Meanwhile"))
        self.notebook.sync("--confirm-deletions")
        self.assertEqual(len(self.phone.emails("Inbox")), 61)
        self.assert_in_step()
