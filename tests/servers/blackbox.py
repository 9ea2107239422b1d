# SPDX-License-Identifier: GPL-3.0-or-later
"""What the suites share: a server, a user and a notebook for each test, and the great comparison.

In the suites the *notebook* is Valise, the *phone* is the same person's other device, and the
*proxy* is the network between the notebook and the server.
"""

import collections
import email.message
import email.policy
import itertools
import os
import unittest

from cyrus import Cyrus, require
from faultproxy import FaultProxy
from jmapclient import JmapClient
from notebook import Notebook, flags_of
from privateserver import Unavailable

HIDDEN = ("Archive", "Notes")  # top folders that the great comparison leaves out

_server = None
_numbers = itertools.count(1)


def some(values):
    """All of VALUES; with VALISE_QUICK, in the sanitized build, every third."""
    return list(values)[:: 3 if "VALISE_QUICK" in os.environ else 1]



def server():
    """The one Cyrus of this process."""
    global _server
    if _server is None:
        _server = Cyrus()
    return _server


def close_server():
    global _server
    if _server is not None:
        _server.close()
        _server = None


def mail(subject, body="Hello.\r\n", sender="Ann <ann@example.org>", **headers):
    """The source of a plain message, with a Message-ID of its own unless one is given."""
    message = email.message.EmailMessage(email.policy.SMTP)
    message["From"] = sender
    message["To"] = headers.pop("to", "Bob <bob@example.org>")
    message["Subject"] = subject
    message["Date"] = "Mon, 02 Mar 2026 10:00:00 +0000"
    own_id = "<%d.%d@test.example>" % (os.getpid(), next(_numbers))
    message["Message-ID"] = headers.pop("message_id", own_id)
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message.as_bytes()


def with_attachment(subject, size=200_000, body="See the attachment.\r\n"):
    """The source of a message that is much larger than its text."""
    message = email.message.EmailMessage(email.policy.SMTP)
    message["From"] = "Ann <ann@example.org>"
    message["To"] = "Bob <bob@example.org>"
    message["Subject"] = subject
    message["Date"] = "Mon, 02 Mar 2026 10:00:00 +0000"
    message["Message-ID"] = "<%d.%d@test.example>" % (os.getpid(), next(_numbers))
    message.set_content(body)
    noise = (os.urandom(1) + bytes(range(256)) * (size // 256 + 1))[:size]
    message.add_attachment(noise, "application", "octet-stream", filename="data.bin")
    return message.as_bytes()


class ServerCase(unittest.TestCase):
    """A fresh user on the server, and a notebook that knows the account."""

    fill = None  # the filler of the user's mailbox
    add_account = True

    def setUp(self):
        try:
            require()
        except Unavailable as problem:
            self.skipTest(str(problem))
        if "VALISE_CTL" not in os.environ:
            self.skipTest("VALISE_CTL does not say where valisectl is")
        self.server = server()
        self.user = self.new_user(self.fill)
        self.phone = self.new_phone(self.user)
        self.proxy = FaultProxy(self.server.http_port)
        self.addCleanup(self.proxy.stop)
        self.notebook = self.new_notebook()
        if self.add_account:
            self.notebook.add_account(self.user, self.proxy.url)

    def new_user(self, fill=None):
        user = "user%d" % next(_numbers)
        self.server.add_user(user, fill=fill)
        return user

    def new_phone(self, user):
        return JmapClient(self.server.jmap_url, user, "secret")

    def new_notebook(self):
        notebook = Notebook()
        self.addCleanup(notebook.close)
        return notebook

    # What must be so

    def assert_in_step(self, notebook=None, phone=None, folders=None):
        """Notebook and server hold the same messages with the same flags in the same folders."""
        notebook, phone = notebook or self.notebook, phone or self.phone
        here, there = self.picture_of_notebook(notebook), self.picture_of_server(phone)
        for path in folders or sorted(set(here) | set(there)):
            mine, theirs = here.get(path), there.get(path)
            self.assertIsNotNone(mine, "%s is on the server only" % path)
            self.assertIsNotNone(theirs, "%s is on the notebook only" % path)
            self.assertEqual(mine - theirs, collections.Counter(), "%s: only here" % path)
            self.assertEqual(theirs - mine, collections.Counter(), "%s: only there" % path)

    def picture_of_notebook(self, notebook):
        picture = {}
        for path, folder in notebook.folders().items():
            if folder["kind"] != "mail" or folder["role"] in ("outbox", "conflicts"):
                continue
            if not folder["sync"] or path.split("/")[0] in HIDDEN:
                continue
            items = [i for i in notebook.items(path) if not i["localOnly"]]
            self.assertFalse([i for i in items if i["pending"]], "unsent in %s" % path)
            picture[path] = collections.Counter(
                (item["title"], " ".join(sorted(flags_of(item)))) for item in items
            )
        return picture

    def picture_of_server(self, phone):
        mailboxes = {m["id"]: path for path, m in phone.mailboxes().items()}
        picture = {
            path: collections.Counter()
            for path in mailboxes.values()
            if path.split("/")[0] not in HIDDEN
        }
        for message in phone.emails():
            entry = (message["subject"] or "", " ".join(sorted(flags_of(message))))
            for mailbox in message["mailboxIds"]:
                if mailboxes[mailbox] in picture:
                    picture[mailboxes[mailbox]][entry] += 1
        return picture

    def assert_quiet(self, notebook=None):
        """One more run has nothing to do: it writes nothing and fetches no content."""
        self.proxy.reset()
        (notebook or self.notebook).sync()
        busy = ("Email/set", "Email/import", "EmailSubmission/set", "Blob/get", "Mailbox/set")
        names = self.proxy.names()
        self.assertFalse([name for name in names if name in busy], names)
        downloads = [r for r in self.proxy.requests if "/download/" in r.target]
        self.assertFalse(downloads)
        self.assertLess(self.proxy.bytes_down, 20_000)

    def sent_to_sink(self, subject):
        """How many messages of that subject have left the server."""
        wanted = b"Subject: " + subject.encode()
        return sum(wanted in source.splitlines() for source in self.server.sink.messages())
