# SPDX-License-Identifier: GPL-3.0-or-later
"""What is put into the Outbox leaves once, and only once."""

import random

from blackbox import ServerCase, mail
from notebook import DONE, FAILED, UNREACHABLE


class Send(ServerCase):
    def setUp(self):
        super().setUp()
        self.notebook.sync()
        self.subject = "Letter of %s" % self.user
        self.source = mail(self.subject, sender="%s@localhost" % self.user)

    def assert_sent_once(self):
        self.assertEqual(self.sent_to_sink(self.subject), 1)
        self.assertEqual(self.notebook.items("Outbox"), [])
        self.assertIsNotNone(self.notebook.item(self.subject, "Sent"))
        message = self.phone.email(self.subject)
        self.assertIn(self.phone.mailbox("sent"), message["mailboxIds"])
        self.assertEqual(len(message["mailboxIds"]), 1)
        self.assertNotIn("$draft", message["keywords"])
        self.assert_in_step()
        self.assert_quiet()
        self.assertEqual(self.sent_to_sink(self.subject), 1)

    def test_sent(self):
        self.notebook.add("Outbox", self.source)
        self.assertEqual(self.notebook.titles("Outbox"), [self.subject])
        self.notebook.sync()
        self.assert_sent_once()

    def test_written_offline(self):
        self.notebook.run("mode", "offline")
        self.notebook.add("Outbox", self.source)
        self.notebook.sync(status=UNREACHABLE)
        self.assertEqual(self.sent_to_sink(self.subject), 0)
        self.notebook.run("mode", "online")
        self.notebook.sync()
        self.assert_sent_once()

    def test_draft_is_sent(self):
        draft = self.notebook.add("Drafts", self.source)
        self.notebook.sync()
        self.notebook.move(draft, "Outbox")
        self.notebook.sync()
        self.assert_sent_once()
        self.assertEqual(self.phone.emails("Drafts"), [])

    def test_several_at_once(self):
        subjects = ["%s, part %d" % (self.subject, part) for part in range(5)]
        for subject in subjects:
            self.notebook.add("Outbox", mail(subject, sender="%s@localhost" % self.user))
        self.notebook.sync()
        for subject in subjects:
            self.assertEqual(self.sent_to_sink(subject), 1)
        self.assertEqual(len(self.phone.emails("Sent")), 5)
        self.assert_in_step()

    def test_answer_to_the_submission_is_lost(self):
        self.notebook.add("Outbox", self.source)
        self.proxy.drop_answer = lambda request: "EmailSubmission/set" in request.names()
        self.notebook.sync(status=(DONE, FAILED, UNREACHABLE))
        self.assertEqual(self.proxy.dropped, 1)
        self.notebook.sync()
        self.assert_sent_once()

    def test_answer_is_lost_twice(self):
        self.notebook.add("Outbox", self.source)
        self.proxy.drop_answer = lambda request: "EmailSubmission/set" in request.names()
        self.proxy.drop_limit = 2
        for _ in range(3):
            self.notebook.sync(status=(DONE, FAILED, UNREACHABLE))
        self.notebook.sync()
        self.assert_sent_once()

    def test_answer_to_the_upload_or_import_is_lost(self):
        self.notebook.add("Outbox", self.source)
        self.proxy.drop_answer = lambda request: (
            "/upload/" in request.target or "Email/import" in request.names()
        )
        self.notebook.sync(status=(DONE, FAILED, UNREACHABLE))
        self.notebook.sync()
        self.assert_sent_once()

    def test_killed_while_sending(self):
        chance = random.Random(25)
        for attempt in range(6):
            subject = "%s, attempt %d" % (self.subject, attempt)
            self.notebook.add("Outbox", mail(subject, sender="%s@localhost" % self.user))
            process = None

            def kill_valise(request):
                if "EmailSubmission/set" in request.names() or chance.random() < 0.3:
                    process.kill()

            self.proxy.before_answer = kill_valise
            process = self.notebook.start("sync")
            self.notebook.finish(process)
            self.proxy.before_answer = None
            self.notebook.sync()
            self.assertEqual(self.sent_to_sink(subject), 1, subject)
            self.assertIsNotNone(self.phone.email(subject, "Sent"))
        self.assertEqual(self.phone.emails("Drafts"), [])
        self.assert_in_step()
        self.assert_quiet()

    def test_refused_recipient_is_told_and_the_letter_kept(self):
        self.server.sink.refused.add("nobody@example.org")
        source = mail(self.subject, sender="%s@localhost" % self.user, to="nobody@example.org")
        item = self.notebook.add("Outbox", source)
        result = self.notebook.sync(status=FAILED)
        self.assertIn(self.subject, result.stderr + result.stdout.decode())
        self.assertEqual(self.sent_to_sink(self.subject), 0)
        kept = [i for i in self.notebook.items("Outbox") if i["id"] == item]
        self.assertEqual(len(kept), 1)
        self.assertTrue(kept[0]["error"])
        self.notebook.sync(status=(DONE, FAILED))
        self.assertEqual(self.sent_to_sink(self.subject), 0)
        self.assertEqual(self.notebook.export(item), source)
