# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Radicale: CalDAV and CardDAV on a free loopback port."""

import os

from privateserver import DavServer

CONFIG = """\
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {dir}/users
htpasswd_encryption = plain
delay = 0
[rights]
type = from_file
file = {dir}/rights
[storage]
filesystem_folder = {dir}/data
[logging]
level = warning
"""

# Whatever is called "public" may only be read.
RIGHTS = """\
[root]
user: .+
collection:
permissions: R

[principal]
user: .+
collection: {user}
permissions: RW

[public]
user: .+
collection: {user}/public
permissions: r

[own]
user: .+
collection: {user}/[^/]+
permissions: rw
"""


class Radicale(DavServer):
    PROGRAM = "/usr/bin/radicale"
    PACKAGE = "radicale"

    def configure(self):
        values = {"dir": self.dir, "port": self.http_port}
        for name, text in (("config", CONFIG.format(**values)), ("rights", RIGHTS), ("users", "")):
            with open(os.path.join(self.dir, name), "w", encoding="utf-8") as out:
                out.write(text)

    def command(self):
        # Python of Debian, not one that may come first in PATH.
        return ["/usr/bin/python3", self.PROGRAM, "-C", os.path.join(self.dir, "config")]

    def add_user(self, user, password="secret"):
        """Radicale reads the file for each request."""
        with open(os.path.join(self.dir, "users"), "a", encoding="utf-8") as out:
            out.write("%s:%s\n" % (user, password))

    def homes(self, user):
        return "/%s/" % user, "/%s/" % user

    def write(self, path, content):
        """Puts a file into the server's own folder, which is faster and may be anything."""
        name = os.path.join(self.dir, "data", "collection-root", path.lstrip("/"))
        os.makedirs(os.path.dirname(name), exist_ok=True)
        with open(name, "wb") as out:
            out.write(content)

    def write_public(self, user, source):
        """Puts a calendar there that nobody may write to."""
        self.write("/%s/public/.Radicale.props" % user, b'{"tag": "VCALENDAR"}')
        self.write("/%s/public/e.ics" % user, source)
