# SPDX-License-Identifier: GPL-3.0-or-later
"""An SMTP server that delivers nothing and keeps everything (RFC 5321, as much as Cyrus speaks).

Each message becomes NNNN.eml in the folder of the sink, and NNNN.json with its envelope.
"""

import json
import os
import re
import socketserver
import threading


class _Session(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        sender, recipients = None, []
        self.say("220 sink ESMTP")
        while True:
            line = self.rfile.readline()
            if not line:
                return
            verb = line[:4].upper().strip()
            address = re.search(rb"<([^>]*)>", line)
            if verb == b"EHLO":
                self.say("250-sink")
                self.say("250-8BITMIME")
                self.say("250-DSN")
                self.say("250 SIZE 104857600")
            elif verb in (b"HELO", b"NOOP", b"RSET"):
                sender, recipients = None, []
                self.say("250 fine")
            elif verb == b"MAIL":
                sender = address.group(1).decode() if address else ""
                self.say("250 fine")
            elif verb == b"RCPT":
                recipient = address.group(1).decode() if address else ""
                if recipient in self.server.sink.refused:
                    self.say("550 5.1.1 nobody of this name here")
                else:
                    recipients.append(recipient)
                    self.say("250 fine")
            elif verb == b"DATA":
                self.say("354 go ahead")
                self.server.sink.keep(sender, recipients, self.read_data())
                self.say("250 kept")
                sender, recipients = None, []
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("502 not known here")

    def read_data(self):
        lines = []
        while True:
            line = self.rfile.readline()
            if line in (b".\r\n", b".\n", b""):
                return b"".join(lines)
            lines.append(line[1:] if line.startswith(b".") else line)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class SmtpSink:
    """Listens on a free loopback port (PORT) and keeps messages in FOLDER, which is made."""

    def __init__(self, folder):
        os.mkdir(folder)
        self.folder = folder
        self.refused = set()
        self._lock = threading.Lock()
        self._count = 0
        self._server = _Server(("127.0.0.1", 0), _Session)
        self._server.sink = self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def keep(self, sender, recipients, source):
        with self._lock:
            self._count += 1
            base = os.path.join(self.folder, "%04d" % self._count)
            with open(base + ".json", "w", encoding="utf-8") as out:
                json.dump({"from": sender, "to": recipients}, out)
            with open(base + ".eml.part", "wb") as out:
                out.write(source)
            os.rename(base + ".eml.part", base + ".eml")

    def messages(self):
        """The sources of all messages that have come in, oldest first."""
        names = sorted(n for n in os.listdir(self.folder) if n.endswith(".eml"))
        sources = []
        for name in names:
            with open(os.path.join(self.folder, name), "rb") as source:
                sources.append(source.read())
        return sources

    def recipients(self):
        """The addresses of all who got something."""
        everybody = set()
        for name in os.listdir(self.folder):
            if name.endswith(".json"):
                with open(os.path.join(self.folder, name), encoding="utf-8") as envelope:
                    everybody.update(json.load(envelope)["to"])
        return everybody

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
