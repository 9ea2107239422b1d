#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Cyrus IMAP server: JMAP, IMAP, LMTP, CalDAV and CardDAV on free loopback ports.

As a module:   with Cyrus() as cyrus: cyrus.add_user("alice"); ... cyrus.jmap_url ...
As a command:  cyrus.py --users alice --fill sample -- COMMAND...

The command runs COMMAND with the server's whereabouts in VALISE_TEST_... variables, ends with its
exit status, and leaves nothing behind. Nothing of the system's own Cyrus is touched. As root the
server runs as the user cyrus, as it wants to; as anybody else it runs as that user.
"""

import argparse
import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys

from imap import Imap
from privateserver import PrivateServer, Unavailable, free_ports
from smtpsink import SmtpSink
import fillers

PASSWORD = "secret"  # of every user, unless told otherwise
SKIP = 77  # the exit status that Meson and Automake read as "skipped"

MASTER = "/usr/sbin/cyrmaster"
BINARIES = "/usr/lib/cyrus/bin"
SASL_REALM = "localhost"

IMAPD_CONF = """\
configdirectory: {dir}/conf
partition-default: {dir}/spool
defaultpartition: default
proc_path: {dir}/proc
mboxname_lockpath: {dir}/lock
lmtpsocket: {dir}/socket/lmtp
idlesocket: {dir}/socket/idle
notifysocket: {dir}/socket/notify
cyrus_user: {user}
cyrus_group: {group}
servername: localhost
altnamespace: yes
unixhierarchysep: yes
virtdomains: off
admins: admin
allowplaintext: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {dir}/sasldb
sasl_mech_list: PLAIN LOGIN
httpmodules: jmap caldav carddav
conversations: yes
conversations_db: twoskip
jmap_nonstandard_extensions: yes
calendarprefix: #calendars
addressbookprefix: #addressbooks
notesmailbox: Notes
autocreate_users: anyone
autocreate_quota: 0
autocreate_post: yes
autocreate_inbox_folders: Sent|Drafts|Trash|Archive|Notes|Junk
autocreate_subscribe_folders: Sent|Drafts|Trash|Archive|Notes|Junk
xlist-Sent: Sent
xlist-Drafts: Drafts
xlist-Trash: Trash
xlist-Archive: Archive
xlist-Junk: Junk
search_engine: xapian
defaultsearchtier: t1
t1searchpartition-default: {dir}/search
maxmessagesize: 104857600
munge8bit: no
smtp_backend: host
smtp_host: 127.0.0.1:{smtp}/noauth
"""

CYRUS_CONF = """\
START {{
  recover cmd="ctl_cyrusdb -C {dir}/imapd.conf -r"
}}
SERVICES {{
  imap cmd="imapd -C {dir}/imapd.conf" listen="127.0.0.1:{imap}" prefork=0
  http cmd="httpd -C {dir}/imapd.conf" listen="127.0.0.1:{http}" prefork=1
  lmtp cmd="lmtpd -C {dir}/imapd.conf" listen="{dir}/socket/lmtp" prefork=0
}}
"""

def require():
    """Raises Unavailable unless everything that a private Cyrus needs is installed."""
    needed = {
        MASTER: "cyrus-imapd",
        BINARIES + "/imapd": "cyrus-imapd",
        BINARIES + "/httpd": "cyrus-caldav",
        "/usr/sbin/saslpasswd2": "sasl2-bin",
    }
    missing = sorted({package for path, package in needed.items() if not os.path.exists(path)})
    if missing:
        raise Unavailable("no private Cyrus: install " + " ".join(missing))


class Cyrus(PrivateServer):
    """One private server. start () and stop () keep ports and data; close () ends it for good."""

    NAME = "cyrus"

    def __init__(self):
        require()
        self.imap_port, self.http_port = free_ports(2)
        self.sink = None
        super().__init__()

    @property
    def jmap_url(self):
        return self.url + "/jmap/"

    def configure(self):
        self.sink = SmtpSink(os.path.join(self.dir, "sink"))
        if os.geteuid() == 0:
            user, group = "cyrus", "mail"
        else:
            user = pwd.getpwuid(os.geteuid()).pw_name
            group = grp.getgrgid(os.getegid()).gr_name
        values = {
            "dir": self.dir,
            "user": user,
            "group": group,
            "imap": self.imap_port,
            "http": self.http_port,
            "smtp": self.sink.port,
        }
        for name in ("conf", "spool", "proc", "lock", "socket", "search"):
            os.mkdir(os.path.join(self.dir, name))
        for name, text in (("imapd.conf", IMAPD_CONF), ("cyrus.conf", CYRUS_CONF)):
            with open(os.path.join(self.dir, name), "w", encoding="utf-8") as out:
                out.write(text.format(**values))
        self.set_password("admin", PASSWORD)
        if os.geteuid() == 0:
            os.chmod(self.dir, 0o755)
            self._hand_over(self.dir)

    def _hand_over(self, top):
        shutil.chown(top, "cyrus", "mail")
        for folder, folders, files in os.walk(top):
            for name in folders + files:
                shutil.chown(os.path.join(folder, name), "cyrus", "mail")

    def set_password(self, user, password):
        database = os.path.join(self.dir, "sasldb")
        subprocess.run(
            ["/usr/sbin/saslpasswd2", "-p", "-c", "-f", database, "-u", SASL_REALM, user],
            input=password.encode(),
            check=True,
        )
        if os.geteuid() == 0:
            shutil.chown(database, "cyrus", "mail")

    # Running

    def start(self):
        """Starts the server on its ports and its data, and waits until it answers."""
        pid_file = os.path.join(self.dir, "master.pid")
        if os.path.exists(pid_file):
            os.unlink(pid_file)  # a stale one makes it refuse
        self.launch(
            [MASTER, "-C", self.dir + "/imapd.conf", "-M", self.dir + "/cyrus.conf", "-p", pid_file],
            30,
            "/",
        )

    def answers(self):
        greetings = {self.http_port: b"HEAD / HTTP/1.0\r\n\r\n", self.imap_port: b""}
        for port, request in greetings.items():
            with socket.create_connection(("127.0.0.1", port), 5) as connection:
                connection.settimeout(5)
                connection.sendall(request)
                if not connection.recv(1):
                    return False
        return True

    def stop(self):
        """Ends the server in good order."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            pass
        self.kill()

    def restart(self):
        self.stop()
        self.start()

    def close(self):
        super().close()
        if self.sink is not None:
            self.sink.stop()

    # Users

    def add_user(self, user, password=PASSWORD, fill=None):
        """Creates USER with the usual folders, signs in once (that makes the mailboxes), and puts
        the messages of a filler (see fillers.py) there."""
        self.set_password(user, password)
        with self.imap(user, password) as imap:
            imap.select("INBOX", readonly=True)
            if fill is not None:
                fillers.fill(imap, fill, user)

    def imap(self, user, password=PASSWORD):
        """A new signed-in IMAP connection."""
        return Imap(self.imap_port, user, password)

    def environment(self, user, password=PASSWORD):
        """The variables that tell a test where everything is."""
        return {
            "VALISE_TEST_SERVER": self.url,
            "VALISE_TEST_JMAP_URL": self.jmap_url,
            "VALISE_TEST_CALDAV_URL": self.url + "/dav/calendars/user/%s/" % user,
            "VALISE_TEST_CARDDAV_URL": self.url + "/dav/addressbooks/user/%s/" % user,
            "VALISE_TEST_USER": user,
            "VALISE_TEST_PASSWORD": password,
            "VALISE_TEST_IMAP_PORT": str(self.imap_port),
            "VALISE_TEST_SMTP_SINK_DIR": self.sink.folder,
            "VALISE_TEST_CYRUS_DIR": self.dir,
            "VALISE_TEST_CYRUS_PID": str(self.pid),
        }


def run_to_its_end(command, environment):
    """Runs COMMAND; a signal for us is for the command, which may have to clean up."""
    child = subprocess.Popen(command, env=environment)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells the command as well
    status = child.wait()
    return status if status >= 0 else 128 - status


def parse_arguments():
    parser = argparse.ArgumentParser(description="Runs a command beside a private Cyrus server.")
    parser.add_argument("--users", default="alice", help="names, separated by commas")
    parser.add_argument("--fill", choices=sorted(fillers.FILLERS), help="for the first user")
    parser.add_argument("--print-env", action="store_true", help="print the variables first")
    parser.add_argument("command", nargs="+", help="-- COMMAND...")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    users = arguments.users.split(",")
    try:
        require()
    except Unavailable as problem:
        print("1..0 # SKIP %s" % problem)
        print("cyrus.py: %s" % problem, file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else SKIP
    # A plain kill while the server starts unwinds like an error.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with Cyrus() as cyrus:
        for user in users:
            cyrus.add_user(user, fill=arguments.fill if user == users[0] else None)
        variables = cyrus.environment(users[0])
        variables["VALISE_TEST_USERS"] = " ".join(users)
        if arguments.print_env:
            for name, value in sorted(variables.items()):
                print("# %s=%s" % (name, value), file=sys.stderr)
        return run_to_its_end(arguments.command, {**os.environ, **variables})


if __name__ == "__main__":
    sys.exit(main())
