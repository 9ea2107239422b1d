# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail that is written, answered and forwarded, by keyboard, beside a real server."""

import email
import email.policy

from blackbox import mail, with_attachment
from notebook import flags_of
from uicase import DesktopCase


class ComposeCase(DesktopCase):
    def setUp(self):
        super().setUp()
        self.subject = f"Letter of {self.user}"
        self.me = f"{self.user}@localhost"
        self.phone.add(mail("Lunch", "Noon?\r\n", sender="Ann Brown <ann@example.org>"), "inbox")
        # Whom the user writes as is known from what was sent before.
        self.phone.add(mail("Old", sender=f"Jo Doe <{self.me}>"), "sent", ["$seen"])
        self.notebook.sync()

    def start_composer(self):
        self.start()
        self.window()
        self.wait_until_still()
        self.desktop.keys("ctrl+n")
        self.composer()

    def composer(self, title="^New Message$"):
        window = self.window(title)
        self.wait_until_still()
        return window

    def wait_until_closed(self, title):
        self.wait_for(lambda: not self.desktop.windows(title), f"{title} to close")

    def type_address(self, address):
        """The list of people has opened and closed again: GTK loses the keys that come just then."""
        self.desktop.type(address)
        self.wait_until_still()
        self.desktop.keys("Tab")
        self.wait_until_still()

    def choose_message(self):
        """The keyboard is at the newest message of the Inbox."""
        self.window()
        self.wait_until_still()
        self.desktop.keys("Tab", "Tab", "Home")
        self.wait_until_still()

    def sent(self, subject):
        wanted = b"Subject: " + subject.encode()
        found = [m for m in self.server.sink.messages() if wanted in m.splitlines()]
        return [email.message_from_bytes(m, policy=email.policy.default) for m in found]

    def wait_for_sent(self, subject):
        self.wait_for(lambda: self.sent(subject), "the message to leave")
        self.wait_for(lambda: self.phone.emails("sent") and self.phone.email(subject, "sent"),
                      "the message in Sent")
        self.wait_for(lambda: not self.notebook.items("Outbox"), "the Outbox to be empty")
        message, = self.sent(subject)
        return message


class Compose(ComposeCase):
    def test_draft_is_saved_and_gone_on_with(self):
        self.start_composer()
        self.desktop.keys("alt+u")
        self.desktop.type(self.subject)
        self.desktop.keys("Tab")
        self.desktop.type("First")
        self.wait_for(lambda: self.notebook.titles("Drafts") == [self.subject], "the draft")
        self.wait_for(lambda: self.phone.emails("drafts"), "the draft on the server")
        self.desktop.type(" and second")
        self.desktop.keys("ctrl+w")
        self.wait_until_closed(self.subject)
        self.wait_for(lambda: any(b"First and second" in self.phone.source(draft)
                                  for draft in self.phone.emails("drafts")),
                      "the newer draft on the server")
        self.wait_for(lambda: len(self.phone.emails("drafts")) == 1, "the older one to go")

    def test_quitting_saves(self):
        self.notebook.run("mode", "offline")
        self.start_composer()
        self.desktop.keys("alt+u")
        self.desktop.type(self.subject)
        self.desktop.keys("ctrl+q")
        self.end(self.programs[0])
        self.assertEqual(self.notebook.titles("Drafts"), [self.subject])

    def test_errors_are_told_in_place(self):
        self.start_composer()
        self.desktop.keys("alt+u")
        self.desktop.type(self.subject)
        self.desktop.keys("ctrl+Return")
        self.picture("compose-nobody")
        self.desktop.keys("alt+t")
        self.desktop.type("ann at home")
        self.desktop.keys("ctrl+Return")
        self.picture("compose-bad-address")
        self.assertTrue(self.desktop.windows(self.subject))
        self.desktop.keys("alt+t", "ctrl+a")
        self.desktop.type("ann@example.org")
        self.desktop.keys("ctrl+Return")
        self.wait_for_sent(self.subject)

    def test_link_to_write_with(self):
        self.start("mailto:ann@example.org?subject=Plan&attach=/etc/passwd&body=One%0D%0ATwo")
        self.composer("^Plan$")
        self.picture("compose-mailto")
        self.desktop.type("Zero ")
        self.wait_for(lambda: self.notebook.titles("Drafts") == ["Plan"], "the draft")
        draft = self.notebook.export(self.notebook.item("Plan", "Drafts")["id"])
        self.assertIn(b"Zero One\r\nTwo", draft)
        self.assertNotIn(b"passwd", draft)

    def test_reply_offline(self):
        self.notebook.run("mode", "offline")
        self.start()
        self.choose_message()
        self.desktop.keys("ctrl+m")
        self.composer("^Re: Lunch$")
        self.picture("compose-reply")
        self.desktop.type("Yes.")
        self.desktop.keys("ctrl+Return")
        self.wait_until_closed("^Re: Lunch$")
        self.wait_for(lambda: self.notebook.titles("Outbox") == ["Re: Lunch"], "the Outbox")
        self.wait_for(lambda: "answered" in flags_of(self.notebook.item("Lunch")), "the mark")
        before = len(self.sent("Re: Lunch"))
        self.notebook.run("mode", "online")
        self.wait_for(lambda: len(self.sent("Re: Lunch")) > before, "the message to leave")
        self.wait_for(lambda: not self.notebook.items("Outbox"), "the Outbox to be empty")
        message = self.sent("Re: Lunch")[-1]
        self.assertEqual(message["To"], "Ann Brown <ann@example.org>")
        self.assertEqual(message["In-Reply-To"], f"<{self.message_id()}>")
        self.assertTrue(message.get_content().startswith("Yes."))
        self.assertIn("> Noon?", message.get_content())
        self.assertEqual(len(self.sent("Re: Lunch")), before + 1)

    def message_id(self):
        return self.phone.email("Lunch")["messageId"][0]

    def add_plan(self):
        self.phone.add(with_attachment(f"Plan {self.user}", 3000), "inbox",
                       received="2027-01-01T10:00:00Z")
        self.notebook.run("set", "Inbox", "--depth", "text")
        self.notebook.sync()
        self.assertEqual(self.notebook.item(f"Plan {self.user}")["depth"], "text")

    def test_forward_offline_waits(self):
        self.add_plan()
        self.notebook.run("mode", "offline")
        self.start()
        self.choose_message()
        self.desktop.keys("ctrl+l")
        subject = f"Fwd: Plan {self.user}"
        self.composer(subject)
        self.picture("compose-forward-waits")
        self.desktop.type("bob@example.org")
        self.desktop.keys("ctrl+Return")
        self.wait_for(lambda: self.notebook.titles("Outbox") == [subject], "the Outbox")
        self.notebook.run("mode", "online")
        message = self.wait_for_sent(subject)
        self.assertEqual([len(part.get_content()) for part in message.iter_attachments()], [3000])

    def test_forward_offline_without(self):
        self.add_plan()
        self.notebook.run("mode", "offline")
        self.start()
        self.choose_message()
        self.desktop.keys("ctrl+l")
        subject = f"Fwd: Plan {self.user}"
        x, y, width, height = self.desktop.geometry(self.composer(subject))
        self.type_address("bob@example.org")
        # The button stays pressed for a moment; then the bar goes, and what is below moves up.
        text = x, y + height // 2, width, height // 4
        before = self.desktop.pixels(text)
        self.desktop.keys("alt+g")
        self.wait_for(lambda: self.desktop.pixels(text) != before, "the bar to go")
        self.desktop.keys("ctrl+Return")
        self.wait_for(lambda: self.notebook.titles("Outbox") == [subject], "the Outbox")
        self.notebook.run("mode", "online")
        message = self.wait_for_sent(subject)
        self.assertEqual(list(message.iter_attachments()), [])

    def test_forward_online_brings_the_attachments(self):
        self.add_plan()
        self.start()
        self.choose_message()
        self.desktop.keys("ctrl+l")
        subject = f"Fwd: Plan {self.user}"
        self.composer(subject)
        self.picture("compose-forward")
        self.desktop.type("bob@example.org")
        self.desktop.keys("ctrl+Return")
        message = self.wait_for_sent(subject)
        self.assertEqual([len(part.get_content()) for part in message.iter_attachments()], [3000])


class Send(ComposeCase):
    def test_write_and_send(self):
        self.start_composer()
        self.picture("compose-empty")
        self.desktop.type("ann")
        self.wait_until_still()
        self.picture("compose-completion")
        self.desktop.keys("Down", "Return")
        self.desktop.keys("alt+b")
        self.desktop.type(f"eve.{self.user}@example.org")
        self.desktop.keys("alt+u")
        self.desktop.type(self.subject)
        self.desktop.keys("Tab")
        self.desktop.type("Hello wordl")
        self.desktop.keys("ctrl+z")
        self.desktop.type(" world")
        self.picture("compose")
        self.desktop.keys("ctrl+Return")
        self.wait_until_closed(self.subject)
        message = self.wait_for_sent(self.subject)
        self.assertEqual(message["To"], "Ann Brown <ann@example.org>")
        self.assertEqual(message["From"], f"Jo Doe <{self.me}>")
        self.assertIsNone(message["Bcc"])
        self.assertIn(f"eve.{self.user}@example.org", self.server.sink.recipients())
        self.assertEqual(message.get_content().strip(), "Hello world")
        self.assertEqual(message.get_content_type(), "text/plain")
        self.assertEqual(message["Content-Type"].params["format"], "flowed")
        self.assertEqual(self.phone.emails("drafts"), [])


class DarkSend(Send):
    dark = True
