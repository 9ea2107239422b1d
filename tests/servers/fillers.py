# SPDX-License-Identifier: GPL-3.0-or-later
"""Mailboxes to test with. All are deterministic; dates count from today.

sample   some hundred realistic messages (samples.py)
bench    4,000 messages, 122 MB
many     50,000 tiny messages in one folder
"""

import base64
import email.utils
import random
import time

from imap import Message
from samples import sample

DAY = 86400


def _today():
    return int(time.time()) // DAY * DAY


def tiny(imap, user, count):
    """COUNT tiny messages in one folder."""
    start = _today() - count * 600

    def messages():
        for number in range(count):
            yield Message(
                b"From: Robot <robot@example.org>\r\nTo: %s@example.org\r\n"
                b"Subject: Reading %d\r\nMessage-ID: <reading-%d@example.org>\r\n"
                b"Date: Thu, 01 Jan 2026 00:00:00 +0000\r\n\r\n%d\r\n"
                % (user.encode(), number, number, number),
                received=start + number * 600,
            )

    imap.ensure("Readings")
    imap.append_many("Readings", messages(), batch_count=5000)


def many(imap, user):
    """50,000 tiny messages in one folder."""
    tiny(imap, user, 50_000)


def few(imap, user):
    """500 tiny messages in one folder."""
    tiny(imap, user, 500)


def _bench_message(rng, words, number, user):
    """Text, or HTML alone, of some kilobytes; every third message has an attachment."""
    received = _today() - 4000 * 7200 + number * 7200
    lines = [b" ".join(rng.choices(words, k=9)) for _ in range(rng.randint(5, 140))]
    html = number % 5 == 0
    if html:
        lines = [b"<p>" + line + b"</p>" for line in lines]
        lines = [b"<html><body>", *lines, b"</body></html>"]
    kind = b"text/html" if html else b"text/plain"
    body = b"Content-Type: " + kind + b"; charset=utf-8\r\n\r\n" + b"\r\n".join(lines) + b"\r\n"
    if number % 3 == 0:
        data = rng.randbytes(min(int(rng.lognormvariate(10.4, 1.1)), 3_000_000))
        body = (
            b'Content-Type: multipart/mixed; boundary="cut"\r\n\r\n--cut\r\n'
            + body
            + b'--cut\r\nContent-Type: application/pdf; name="file.pdf"\r\n'
            + b'Content-Disposition: attachment; filename="file.pdf"\r\n'
            + b"Content-Transfer-Encoding: base64\r\n\r\n"
            + base64.encodebytes(data).replace(b"\n", b"\r\n")
            + b"--cut--\r\n"
        )
    head = (
        "From: Person {0} <p{0}@example.org>\r\nTo: {1}@example.org\r\nSubject: Message {2}\r\n"
        "Date: {3}\r\nMessage-ID: <bench-{2}@example.org>\r\nMIME-Version: 1.0\r\n"
    ).format(number % 97, user, number, email.utils.formatdate(received))
    return Message(head.encode() + body, ["\\Seen"] if number % 7 else [], received)


def bench(imap, user):
    """4,000 messages of about 122 MB in the Inbox and three folders."""
    rng = random.Random(4000)
    words = [("%x" % rng.getrandbits(28)).encode() for _ in range(4000)]
    for offset, folder in enumerate(("INBOX", "Projects", "Lists", "Family")):
        if folder != "INBOX":
            imap.ensure(folder)
        numbers = range(offset, 4000, 4)
        imap.append_many(folder, (_bench_message(rng, words, n, user) for n in numbers))


FILLERS = {"sample": sample, "bench": bench, "few": few, "many": many}


def fill(imap, name, user):
    FILLERS[name](imap, user)
