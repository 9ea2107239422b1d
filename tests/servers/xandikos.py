# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Xandikos: CalDAV and CardDAV on a free loopback port, for one user without a password."""

import os

from privateserver import DavServer


class Xandikos(DavServer):
    PROGRAM = "/usr/bin/xandikos"
    PACKAGE = "xandikos"

    def command(self):
        return [
            *("/usr/bin/python3", self.PROGRAM, "-l", "127.0.0.1", "-p", str(self.http_port)),
            *("-d", os.path.join(self.dir, "data"), "--defaults"),
            *("--current-user-principal", "/alice/"),
        ]

    def homes(self, _user):
        return "/alice/calendars/", "/alice/contacts/"
