# SPDX-License-Identifier: GPL-3.0-or-later
"""What Valise costs, against the least that the protocol asks for and against mbsync.

The bare protocol is not an estimate: a run of Valise is recorded through a proxy, and then the very
same requests are sent again and the answers thrown away. All three are timed in turn, some rounds
each, on the same server, and the medians are compared.
"""

import argparse
import base64
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time

from cyrus import PASSWORD, Cyrus, require
from faultproxy import FaultProxy
from imap import Message
from notebook import Notebook

MBSYNC = """\
IMAPAccount server
Host 127.0.0.1
Port {port}
User {user}
Pass {password}
SSLType None
AuthMechs LOGIN
PipelineDepth 100

IMAPStore remote
Account server

MaildirStore local
Path {home}/mail/
Inbox {home}/mail/INBOX
SubFolders Verbatim

Channel all
Far :remote:
Near :local:
Patterns *
Create Near
SyncState *
"""


class Measured:
    """Wall-clock seconds of several rounds, the most memory that any of them took, and, where it was
    counted, the processor time of both sides."""

    def __init__(self):
        self.seconds = []
        self.processor = []
        self.memory = 0

    def add(self, seconds, memory=0, processor=None):
        self.seconds.append(seconds)
        if processor is not None:
            self.processor.append(processor)
        self.memory = max(self.memory, memory)

    @property
    def median(self):
        return statistics.median(self.seconds)


def timed(command, environment=None):
    """Runs a command; returns its seconds and its peak memory in bytes.

    The memory is asked of time (1): what Python would be told is not less than its own.
    """
    with tempfile.NamedTemporaryFile("r") as memory:
        start = time.monotonic()
        process = subprocess.run(
            ["/usr/bin/time", "-f", "%M", "-o", memory.name, *command],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        seconds = time.monotonic() - start
        if process.returncode != 0:
            raise SystemExit("bench: %s failed: %s" % (command, process.stderr.decode()))
        return seconds, int(memory.read()) * 1024


def sync(notebook):
    return timed([os.environ["VALISE_CTL"], "sync"], notebook.environment)


def fresh_notebook(url, user, depth):
    """An account that was never synchronised, with all mail at DEPTH."""
    notebook = Notebook()
    notebook.add_account(user, url)
    for folder in notebook.ask("folders"):
        if folder["kind"] == "mail" and folder["role"] not in ("outbox", "conflicts"):
            notebook.run("set", folder["path"], "--depth", depth)
    return notebook


def record(cyrus, user, depth):
    """The requests of a first run, as Valise sends them."""
    with FaultProxy(cyrus.http_port) as proxy:
        with fresh_notebook(proxy.url + "/jmap/", user, depth) as notebook:
            proxy.reset()
            notebook.run("sync", seconds=600)
            kept = notebook.ask("folders")
            return list(proxy.requests), sum(folder["kept"][depth] for folder in kept)


def replay(cyrus, user, requests):
    """Sends REQUESTS again over one connection and throws the answers away."""
    token = base64.b64encode(("%s:%s" % (user, PASSWORD)).encode()).decode()
    connection = http.client.HTTPConnection("127.0.0.1", cyrus.http_port)
    size = 0
    start = time.monotonic()
    for request in requests:
        connection.request(
            request.method,
            request.target,
            request.body or None,
            {
                "Authorization": "Basic " + token,
                "Content-Type": "application/json",
                "Accept-Encoding": "identity",
            },
        )
        answer = connection.getresponse()
        while data := answer.read(1 << 20):
            size += len(data)
    connection.close()
    return time.monotonic() - start, size


def mbsync(cyrus, user, home):
    config = os.path.join(home, "mbsyncrc")
    os.makedirs(os.path.join(home, "mail"), exist_ok=True)
    with open(config, "w", encoding="utf-8") as out:
        out.write(MBSYNC.format(port=cyrus.imap_port, user=user, password=PASSWORD, home=home))
    return timed(["mbsync", "-q", "-c", config, "all"], {**os.environ, "HOME": home})


def first_sync(cyrus, user, depth, rounds, with_mbsync):
    requests, messages = record(cyrus, user, depth)
    bare, valise, peer, again, peer_again = (Measured() for _ in range(5))
    size = 0
    for _ in range(rounds):
        seconds, size = replay(cyrus, user, requests)
        bare.add(seconds)
        with fresh_notebook(cyrus.url + "/jmap/", user, depth) as notebook:
            valise.add(*sync(notebook))
            again.add(*sync(notebook))
        if with_mbsync:
            with Notebook() as home:
                peer.add(*mbsync(cyrus, user, home.home))
                peer_again.add(*mbsync(cyrus, user, home.home))
    print(
        "\n%d messages, %s: %d requests, %.1f MB received"
        % (messages, depth, len(requests), size / 1e6)
    )
    row("the bare requests", bare)
    row("Valise", valise, bare)
    if with_mbsync:
        row("mbsync", peer, bare)
        row("Valise, nothing new", again)
        row("mbsync, nothing new", peer_again, again)


def requests_with_nothing_new(cyrus, user):
    with FaultProxy(cyrus.http_port) as proxy:
        with fresh_notebook(proxy.url + "/jmap/", user, "text") as notebook:
            notebook.run("sync", seconds=600)
            proxy.reset()
            notebook.run("sync")
            return len(proxy.requests)


def new_message(cyrus, user, number):
    with cyrus.imap(user) as imap:
        imap.append_many(
            "Readings",
            [Message(b"Subject: new %d\r\nMessage-ID: <new-%d@example.org>\r\n\r\nx\r\n"
                     % (number, number))],
        )


def record_one_new(cyrus, user):
    """The requests of a run that brings one new message."""
    with FaultProxy(cyrus.http_port) as proxy:
        with fresh_notebook(proxy.url + "/jmap/", user, "text") as notebook:
            notebook.run("sync", seconds=600)
            new_message(cyrus, user, 0)
            proxy.reset()
            notebook.run("sync")
            return list(proxy.requests)


def one_new(cyrus, sizes, rounds):
    """What one new message costs in folders of different SIZES (user -> messages)."""
    requests = {user: record_one_new(cyrus, user) for user in sizes}
    notebooks = {user: fresh_notebook(cyrus.url + "/jmap/", user, "text") for user in sizes}
    bare = {user: Measured() for user in sizes}
    costs = {user: Measured() for user in sizes}
    for notebook in notebooks.values():
        notebook.run("sync", seconds=600)
    for number in range(1, rounds + 1):
        for user, notebook in notebooks.items():
            new_message(cyrus, user, number)
            costs[user].add(*sync(notebook))
            bare[user].add(replay(cyrus, user, requests[user])[0])
    print("\nOne new message, and what of it is not the server's answer to the bare requests")
    smallest = min(sizes, key=sizes.get)
    for user, count in sizes.items():
        row("among {:,}".format(count), costs[user], costs[smallest])
        row("  the bare requests", bare[user], bare[smallest])
        own = costs[user].median - bare[user].median
        print("  %-22s %8.3f s" % ("  Valise's own part", own))
        notebooks[user].close()


def processor_column(measured, against):
    if not measured.processor:
        return ""
    median = statistics.median(measured.processor)
    text = "  %8.2f s cpu" % median
    if against and against.processor:
        text += "  %6.2f x" % (median / max(statistics.median(against.processor), 0.01))
    return text


def row(name, measured, against=None):
    ratio = "%6.2f x" % (measured.median / against.median) if against else ""
    memory = "%5.0f MB" % (measured.memory / 1e6) if measured.memory else ""
    processor = processor_column(measured, against)
    text = "  %-22s %8.3f s  %9s  %8s%s" % (name, measured.median, ratio, memory, processor)
    print(text.rstrip(), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--skip-many", action="store_true", help="leave the 50,000 messages out")
    arguments = parser.parse_args()
    require()
    print("%d cores, median of %d rounds" % (os.cpu_count(), arguments.rounds))
    with Cyrus() as cyrus:
        cyrus.add_user("bench", fill="bench")
        first_sync(cyrus, "bench", "text", arguments.rounds, False)
        first_sync(cyrus, "bench", "full", arguments.rounds, True)
        print("\nRequests with nothing new: %d" % requests_with_nothing_new(cyrus, "bench"))
        if not arguments.skip_many:
            cyrus.add_user("many", fill="many")
            cyrus.add_user("few", fill="few")
            one_new(cyrus, {"few": 500, "many": 50_000}, arguments.rounds * 2)


if __name__ == "__main__":
    sys.exit(main())
