# SPDX-License-Identifier: GPL-3.0-or-later
"""What calendars and contacts cost, against the least that the protocols ask for and vdirsyncer.

As in bench.py the bare protocol is a recording: what Valise asked is asked again, and the answers
are thrown away. All are timed in turn on the same server, and the medians are compared. Beside the
seconds stands the processor time of client and server together, which a busy machine changes less.
"""

import argparse
import concurrent.futures
import http.client
import os
import resource
import shlex
import subprocess
import sys
import time

from bench import Measured, row, sync, timed
from cyrus import PASSWORD, Cyrus
from davcase import source
from davclient import DavClient
from faultproxy import FaultProxy
from notebook import Notebook
from radicale import Radicale

USER = "alice"

VDIRSYNCER = """\
[general]
status_path = "{home}/status/"
"""

PAIR = """
[pair {name}]
a = "{name}_here"
b = "{name}_there"
collections = null

[storage {name}_here]
type = "filesystem"
path = "{home}/{name}/"
fileext = "{ending}"

[storage {name}_there]
type = "{name}"
url = "{url}"
username = "{user}"
password = "{password}"
"""


def text_of(kind, number):
    """An item of the size that people's have, about 600 bytes."""
    words = "Something that is worth a line or two, number %d. " % number
    return source(kind, "%s-%d" % (kind, number), "%s %d" % (kind.title(), number), words * 8)


class Subject:
    """A server with a calendar and an address book of COUNT items each."""

    def __init__(self, name, server, homes, count):
        self.name = name
        self.server = server
        self.homes = homes
        self.count = count
        self.phone = DavClient(server.http_port, USER, PASSWORD, *homes)
        self.work = self.phone.make_calendar("Work", "VEVENT")
        self.friends = self.phone.make_book("Friends")
        files = {"%se%d.ics" % (self.work, n): text_of("event", n) for n in range(count)}
        files.update({"%sc%d.vcf" % (self.friends, n): text_of("contact", n) for n in range(count)})
        if hasattr(server, "write"):  # to put them takes a quarter of an hour
            for path, content in files.items():
                server.write(path, content)
        else:
            with concurrent.futures.ThreadPoolExecutor(8) as pool:
                list(pool.map(self.phone.put, files.keys(), files.values()))

    def notebook(self, url):
        """An account that was never synchronised."""
        notebook = Notebook()
        services = []
        for protocol, home in zip(("caldav", "carddav"), self.homes):
            services += ["--service", "%s=%s%s" % (protocol, url, home)]
        notebook.run(
            *("account", "add", "--user", USER, *services),
            *("--password-command", "printf %s " + shlex.quote(PASSWORD)),
        )
        return notebook

    def record(self):
        """The requests of a first run, and of one with nothing new."""
        with FaultProxy(self.server.http_port) as proxy, self.notebook(proxy.url) as notebook:
            proxy.reset()
            notebook.sync(seconds=600)
            first = list(proxy.requests)
            kept = {f["path"]: f["kept"]["full"] for f in notebook.ask("folders")}
            if (kept["Work"], kept["Friends"]) != (self.count, self.count):
                raise SystemExit("bench: not everything came: %r" % kept)
            proxy.reset()
            notebook.sync()
            return first, list(proxy.requests)

    def replay(self, requests):
        """Sends REQUESTS again and throws the answers away."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.http_port)
        size = 0
        start = time.monotonic()
        for request in requests:
            lines = request.head.decode("latin-1").split("\r\n")[1:]
            headers = dict(line.split(": ", 1) for line in lines if ": " in line)
            for name in ("Host", "Content-Length", "Connection"):
                headers.pop(name, None)
            connection.request(request.method, request.target, request.body or None, headers)
            answer = connection.getresponse()
            while data := answer.read(1 << 20):
                size += len(data)
        connection.close()
        return time.monotonic() - start, size

    def vdirsyncer(self, home):
        """Writes its settings and lets it look at the collections, which is not timed."""
        urls = {"caldav": self.server.url + self.work, "carddav": self.server.url + self.friends}
        endings = {"caldav": ".ics", "carddav": ".vcf"}
        config = os.path.join(home, "vdirsyncer.conf")
        with open(config, "w", encoding="utf-8") as out:
            out.write(VDIRSYNCER.format(home=home))
            for name, url in urls.items():
                os.makedirs(os.path.join(home, name))
                values = {"name": name, "url": url, "home": home, "ending": endings[name]}
                out.write(PAIR.format(user=USER, password=PASSWORD, **values))
        command = ["/usr/bin/vdirsyncer", "-c", config]
        subprocess.run(
            [*command, "discover"],
            input=b"y\n" * 10,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            env=clean_environment(),
        )
        return [*command, "sync"]


def clean_environment():
    """Debian's Python, and not our modules in place of the servers' own."""
    environment = {name: os.environ[name] for name in os.environ if name != "PYTHONPATH"}
    environment["PATH"] = "/usr/bin:/bin"
    return environment


def session_seconds(pid):
    """The processor time of a server, with all its processes and those that ended."""
    ticks = 0
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/stat" % name, encoding="utf-8", errors="replace") as stat:
                fields = stat.read().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[3]) == pid:
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def processor_seconds(server):
    """What both sides used so far."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return session_seconds(server.pid) + sum(usage.ru_utime + usage.ru_stime for usage in usages)


def costing(server, act, *arguments):
    """What ACT gives, and the processor time that it took."""
    before = processor_seconds(server)
    result = act(*arguments)
    return (*result, processor_seconds(server) - before)


def measure(subject, rounds, with_vdirsyncer):
    first, nothing = subject.record()
    bare, valise, peer, bare_again, again, peer_again = (Measured() for _ in range(6))
    server = subject.server
    size = 0
    for _ in range(rounds):
        seconds, size, processor = costing(server, subject.replay, first)
        bare.add(seconds, processor=processor)
        with subject.notebook(server.url) as notebook:
            valise.add(*costing(server, sync, notebook))
            seconds, _, processor = costing(server, subject.replay, nothing)
            bare_again.add(seconds, processor=processor)
            again.add(*costing(server, sync, notebook))
        if with_vdirsyncer:
            with Notebook() as home:
                command = subject.vdirsyncer(home.home)
                peer.add(*costing(server, timed, command, clean_environment()))
                peer_again.add(*costing(server, timed, command, clean_environment()))
    print(
        "\n%s, %d events and %d contacts: %d requests, %.1f MB received; nothing new: %d requests"
        % (subject.name, subject.count, subject.count, len(first), size / 1e6, len(nothing))
    )
    row("the bare requests", bare)
    row("Valise", valise, bare)
    if with_vdirsyncer:
        row("vdirsyncer", peer, valise)
    row("nothing new, bare", bare_again)
    row("Valise, nothing new", again, bare_again)
    if with_vdirsyncer:
        row("vdirsyncer", peer_again, again)


def subjects(names, count):
    """The servers, one after the other."""
    if "cyrus" in names:
        with Cyrus() as cyrus:
            cyrus.add_user(USER)
            homes = "/dav/calendars/user/%s/" % USER, "/dav/addressbooks/user/%s/" % USER
            yield Subject("Cyrus", cyrus, homes, count)
    if "radicale" in names:
        with Radicale() as radicale:
            radicale.add_user(USER, PASSWORD)
            yield Subject("Radicale", radicale, radicale.homes(USER), count)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--items", type=int, default=5000, help="of each kind")
    parser.add_argument("--server", action="append", choices=("cyrus", "radicale"))
    parser.add_argument("--without-vdirsyncer", action="store_true")
    arguments = parser.parse_args()
    with_vdirsyncer = not arguments.without_vdirsyncer
    if with_vdirsyncer and not os.path.exists("/usr/bin/vdirsyncer"):
        raise SystemExit("bench: install vdirsyncer, or say --without-vdirsyncer")
    for subject in subjects(arguments.server or ("cyrus", "radicale"), arguments.items):
        measure(subject, arguments.rounds, with_vdirsyncer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
