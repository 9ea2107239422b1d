# SPDX-License-Identifier: GPL-3.0-or-later
"""Mailboxes to test with. All are deterministic; dates count from today."""

import random
import time

from imap import Message

DAY = 86400


def _today():
    return int(time.time()) // DAY * DAY


def many(imap, user):
    """50,000 tiny messages in one folder."""
    start = _today() - 50_000 * 600

    def messages():
        for number in range(50_000):
            yield Message(
                b"From: Robot <robot@example.org>\r\nTo: %s@example.org\r\n"
                b"Subject: Reading %d\r\nMessage-ID: <reading-%d@example.org>\r\n"
                b"Date: Thu, 01 Jan 2026 00:00:00 +0000\r\n\r\n%d\r\n"
                % (user.encode(), number, number, number),
                received=start + number * 600,
            )

    imap.ensure("Readings")
    imap.append_many("Readings", messages(), batch_count=1000)


def bench(imap, user):
    """4,000 messages of about 122 MB in the Inbox and three folders."""
    rng = random.Random(4000)
    words = [("%x" % rng.getrandbits(28)).encode() for _ in range(4000)]
    start = _today() - 4000 * 7200

    def message(number):
        size = int(rng.lognormvariate(9.0, 1.45))
        text = b""
        while len(text) < min(size, 60_000):
            text += b" ".join(rng.choices(words, k=9)) + b"\r\n"
        text = text * (size // max(len(text), 1) + 1)
        return Message(
            b"From: Person %d <p%d@example.org>\r\nTo: %s@example.org\r\nSubject: Message %d\r\n"
            b"Message-ID: <bench-%d@example.org>\r\nMIME-Version: 1.0\r\n"
            b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
            % (number % 97, number % 97, user.encode(), number, number)
            + text,
            received=start + number * 7200,
        )

    for folder in ("INBOX", "Projects", "Lists", "Family"):
        if folder != "INBOX":
            imap.ensure(folder)
        imap.append_many(folder, (message(n) for n in range(1000)))


FILLERS = {"many": many, "bench": bench}


def fill(imap, name, user):
    FILLERS[name](imap, user)
