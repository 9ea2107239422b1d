# SPDX-License-Identifier: GPL-3.0-or-later
"""IMAP as the tests need it: imaplib, with folders in plain Unicode and fast appending."""

import base64
import imaplib
import re
import time


def encode_mailbox(name):
    """A mailbox name in the modified UTF-7 of RFC 3501 section 5.1.3, quoted."""

    def encode_run(match):
        packed = base64.b64encode(match.group().encode("utf-16-be")).rstrip(b"=")
        return "&" + packed.decode().replace("/", ",") + "-"

    name = name.replace("&", "&-")
    name = re.sub(r"[^\x20-\x7e]+", encode_run, name)
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Message:
    """Something to append: the source, the flags as in IMAP, and the time of arrival."""

    def __init__(self, source, flags=(), received=None):
        self.source = source
        self.flags = tuple(flags)
        self.received = received

    def prelude(self):
        words = ["(" + " ".join(self.flags) + ")"]
        if self.received is not None:
            words.append(imaplib.Time2Internaldate(time.gmtime(self.received)))
        words.append("{%d+}" % len(self.source))
        return " ".join(words).encode()


class Imap(imaplib.IMAP4):
    """A signed-in connection; also a context manager."""

    def __init__(self, port, user, password):
        super().__init__("127.0.0.1", port)
        self.login(user, password)

    def checked(self, answer):
        status, data = answer
        if status != "OK":
            raise self.error("IMAP: %s %r" % (status, data))
        return data

    def ensure(self, folder):
        """Creates FOLDER unless it is there."""
        if self.select(encode_mailbox(folder), readonly=True)[0] != "OK":
            self.state = "AUTH"
            self.checked(self.create(encode_mailbox(folder)))

    def append_many(self, folder, messages, batch_count=50, batch_bytes=8 << 20):
        """Appends all MESSAGES, many in one command (RFC 3502) without waiting (RFC 7888)."""
        batch, size = [], 0
        for message in messages:
            batch.append(message)
            size += len(message.source)
            if len(batch) >= batch_count or size >= batch_bytes:
                self._append_batch(folder, batch)
                batch, size = [], 0
        if batch:
            self._append_batch(folder, batch)

    def _append_batch(self, folder, batch):
        tag = self._new_tag()
        parts = [tag, b" APPEND ", encode_mailbox(folder).encode()]
        for message in batch:
            parts += [b" ", message.prelude(), b"\r\n", message.source]
        parts.append(b"\r\n")
        self.send(b"".join(parts))
        self._await(tag)

    def _await(self, tag):
        while True:
            line = self.readline()
            if not line:
                raise self.abort("IMAP: the server closed the connection")
            if line.startswith(tag + b" "):
                if not line.startswith(tag + b" OK"):
                    raise self.error("IMAP: " + line.decode(errors="replace").strip())
                return
