# SPDX-License-Identifier: GPL-3.0-or-later
"""What is put into the Outbox leaves once, and only once."""

import email
import email.policy
import random

from blackbox import ServerCase, mail, with_attachment
from notebook import DONE, FAILED, UNREACHABLE


class Send(ServerCase):
    def setUp(self):
        super().setUp()
        self.notebook.sync()
        self.subject = "Letter of %s" % self.user
        self.source = mail(self.subject, sender="%s@localhost" % self.user)
        self.eve = b"eve.%s@example.org" % self.user.encode()

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

    def assert_bcc_is_told_to_nobody(self):
        self.assertEqual(self.sent_to_sink(self.subject), 1)
        self.assertFalse([m for m in self.server.sink.messages() if b"Bcc:" in m or self.eve in m])
        self.assertIn(self.eve.decode(), self.server.sink.recipients())
        self.assert_sent_once()
        # Here it can be looked up.
        kept = self.notebook.export(self.notebook.item(self.subject, "Sent")["id"])
        self.assertIn(b"Bcc: " + self.eve, kept)

    def test_bcc_is_told_to_nobody(self):
        self.notebook.add("Outbox", self.with_bcc())
        self.notebook.sync()
        self.assert_bcc_is_told_to_nobody()

    def test_bcc_of_a_draft_is_told_to_nobody(self):
        draft = self.notebook.add("Drafts", self.with_bcc())
        self.notebook.sync()
        self.assertIn(b"Bcc:", self.phone.source(self.phone.email(self.subject, "drafts")))
        self.notebook.move(draft, "Outbox")
        self.notebook.sync()
        self.assert_bcc_is_told_to_nobody()
        self.assertEqual(self.phone.emails("drafts"), [])

    def with_bcc(self):
        return self.source.replace(b"Subject:", b"Bcc: %s\r\nSubject:" % self.eve, 1)

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


class Forward(ServerCase):
    """What is forwarded without being here whole gets its attachments before it leaves."""

    def setUp(self):
        super().setUp()
        self.subject = "Forwarded by %s" % self.user
        self.phone.create_mailbox("Projects")
        self.phone.add(with_attachment("Plan", 3000), "Projects")
        self.notebook.sync()
        original = self.notebook.item("Plan", "Projects")
        self.assertEqual(original["depth"], "text")
        self.source = mail(self.subject, sender="%s@localhost" % self.user).replace(
            b"Subject:", b"X-Valise-Attachments-Of: <%s>\r\nSubject:" % self.message_id(), 1)

    def message_id(self):
        return self.phone.email("Plan")["messageId"][0].encode()

    def sent(self):
        """The one message that left."""
        wanted = b"Subject: " + self.subject.encode()
        found = [m for m in self.server.sink.messages() if wanted in m.splitlines()]
        self.assertEqual(len(found), 1)
        return email.message_from_bytes(found[0], policy=email.policy.default)

    def assert_complete(self):
        message = self.sent()
        files = list(message.iter_attachments())
        self.assertEqual([file.get_filename() for file in files], ["data.bin"])
        self.assertEqual(len(files[0].get_content()), 3000)
        self.assertNotIn("X-Valise-Attachments-Of", message)
        self.assertEqual(self.notebook.titles("Outbox"), [])
        self.assertEqual(len(self.phone.emails("Sent")), 1)
        self.assert_in_step()

    def test_waits_in_the_outbox(self):
        self.notebook.run("mode", "offline")
        self.notebook.add("Outbox", self.source)
        self.notebook.run("mode", "online")
        self.notebook.sync()
        self.assert_complete()
        self.assert_quiet()

    def test_connection_is_lost_while_the_attachment_comes(self):
        self.notebook.add("Outbox", self.source)
        self.proxy.drop_answer = lambda request: (
            "/download/" in request.target or "Blob/get" in request.names()
        )
        self.proxy.drop_limit = 10
        self.notebook.sync(status=(FAILED, UNREACHABLE))
        self.assertEqual(self.notebook.titles("Outbox"), [self.subject])
        self.proxy.reset()
        self.notebook.sync()
        self.assert_complete()

    def test_original_is_gone(self):
        self.phone.destroy(self.phone.email("Plan")["id"])
        item = self.notebook.add("Outbox", self.source)
        self.notebook.sync(status=FAILED)
        self.assertEqual(self.sent_to_sink(self.subject), 0)
        kept = self.notebook.item(self.subject, "Outbox")
        self.assertIn("not there any more", kept["error"])
        self.notebook.sync(status=(DONE, FAILED))
        self.assertEqual(self.sent_to_sink(self.subject), 0)
        self.notebook.replace(item, mail(self.subject, sender="%s@localhost" % self.user))
        self.notebook.sync()
        self.sent()
