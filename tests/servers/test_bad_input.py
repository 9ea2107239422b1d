# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages that are not MIME, and disks that are full, read-only or damaged."""

import os
import sqlite3
import subprocess

from blackbox import ServerCase, with_attachment
from imap import Message
from notebook import DONE, FAILED


class BadMessages(ServerCase):
    """Message sources that are not MIME, or hardly."""

    SOURCES = {
        "no header": b"\r\nJust text, and not even a header.\r\n",
        "no body": b"From: a@example.org\r\nSubject: No body\r\n\r\n",
        "eight bits": b"Subject: \xe4\xf6\xfc\xff\xfe\r\n\r\n\x80\x81\x82\xff\r\n",
        "no boundary": b"Subject: a\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed\r\n\r\nx\r\n",
        "open part": b"Subject: b\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\nnever closed',
        "bad charset": b"Subject: =?no-such?Q?a=FF?=\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=no-such-charset\r\n\r\n\xff\xfe\r\n",
        "bad base64": b"Subject: c\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!! not base64 ????\r\n",
        "long line": b"Subject: d" + b"d" * 20_000 + b"\r\n\r\n" + b"e" * 200_000 + b"\r\n",
        "many headers": b"".join(b"X-%d: y\r\n" % n for n in range(3000)) + b"\r\nz\r\n",
        "bad html": b"Subject: f\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n"
        + b"<div><p>" * 20_000,
        "nested": b"Subject: g\r\nMIME-Version: 1.0\r\n"
        + b"".join(
            b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
            for n in range(150)
        )
        + b"\r\ndeep\r\n",
    }

    def test_at_both_depths(self):
        with self.server.imap(self.user) as imap:
            imap.ensure("Odd")
            for folder in ("INBOX", "Odd"):
                imap.append_many(folder, [Message(source) for source in self.SOURCES.values()])
        self.notebook.sync()
        theirs = sorted(self.phone.source(email) for email in self.phone.emails("Inbox"))
        items = self.notebook.items("Inbox")
        self.assertEqual(sorted(self.notebook.export(item["id"]) for item in items), theirs)
        odd = self.notebook.items("Odd")
        self.assertEqual(len(odd), len(self.SOURCES))
        for item in items + odd:
            self.notebook.show(item["id"])
        self.assertEqual(self.notebook.folders()["Odd"]["kept"]["none"], 0)
        self.assert_quiet()

    def test_added_here(self):
        for source in (b"", b"\0\0\0", b"no header at all"):
            with self.subTest(source=source):
                path = self.notebook.write(source)
                result = self.notebook.run("add", "Inbox", path, status=(DONE, FAILED))
                self.notebook.sync(status=(DONE, FAILED))
                if result.status == FAILED:
                    result.sentence()


class Disk(ServerCase):
    """A disk that is full, read-only, or holds a damaged database."""

    def setUp(self):
        super().setUp()
        with self.server.imap(self.user) as imap:
            large = (Message(with_attachment("Large %d" % n, 300_000)) for n in range(40))
            imap.append_many("INBOX", large)

    def in_own_mounts(self, script):
        """Runs a shell script in a mount namespace: "$data" is there, "$ctl" is valisectl."""
        command = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "-rm"]
        if subprocess.run(command + ["true"], capture_output=True, check=False).returncode != 0:
            self.skipTest("this machine does not allow mounts of our own (unshare)")
        done = subprocess.run(
            command + ["sh", "-eu", "-c", script],
            env={
                **self.notebook.environment,
                "data": self.notebook.data,
                "ctl": os.environ["VALISE_CTL"],
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done

    def assert_one_sentence(self, done, words):
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        self.assertEqual(len(lines), 1, done.stderr)
        self.assertRegex(lines[0].lower(), words)

    def test_full(self):
        done = self.in_own_mounts(
            """
            cp -a "$data" "$HOME/before"
            mount -t tmpfs -o size=4m,mode=700 none "$data"
            cp -a "$HOME/before/." "$data/"
            status=0
            "$ctl" sync || status=$?
            test "$status" = 1
            "$ctl" folders >/dev/null
            mount -o remount,size=100m "$data"
            "$ctl" sync
            "$ctl" check
            "$ctl" items Inbox --json --limit 1000
            """
        )
        self.assert_one_sentence(done, "disk|space|full")
        self.assertEqual(done.stdout.count("Large "), 40)

    def test_read_only(self):
        self.notebook.sync()
        done = self.in_own_mounts(
            """
            mount --bind "$data" "$data"
            mount -o remount,bind,ro "$data"
            status=0
            "$ctl" sync || status=$?
            test "$status" = 1
            """
        )
        self.assert_one_sentence(done, "read|writ|cannot be opened")
        self.notebook.sync()
        self.assert_in_step()

    def test_no_folder_for_the_data(self):
        with open(os.path.join(self.notebook.home, "file"), "wb"):
            pass
        self.notebook.environment["XDG_DATA_HOME"] = os.path.join(self.notebook.home, "file")
        self.notebook.run("folders", status=FAILED).sentence()

    def test_damaged_all_over(self):
        self.notebook.sync()
        self.damage(0, 1.0, "folders")

    def test_damaged_in_the_middle(self):
        self.notebook.sync()
        self.damage(0.02, 0.6, "check")

    def damage(self, start, end, command):
        """Overwrites a part of the database; COMMAND says so; with the good one all is fine."""
        path = self.notebook.database()
        self.notebook.run("check")
        with open(path, "rb") as database:
            good = database.read()
        span = range(int(len(good) * start) // 4096 * 4096, int(len(good) * end) // 4096 * 4096)
        bad = good[: span.start] + b"\x5a" * len(span) + good[span.stop :]
        for suffix in ("-wal", "-shm"):
            if os.path.exists(path + suffix):
                os.unlink(path + suffix)
        with open(path, "wb") as database:
            database.write(bad)
        sentence = self.notebook.run(command, status=FAILED).sentence()
        self.assertRegex(sentence.lower(), "damaged|corrupt|database")
        with open(path, "wb") as database:
            database.write(good)
        self.notebook.sync()
        self.assert_in_step()

    def test_database_of_a_newer_valise(self):
        self.notebook.sync()
        path = self.notebook.database()
        with sqlite3.connect(path) as database:
            version = database.execute("PRAGMA user_version").fetchone()[0]
            database.execute("PRAGMA user_version = 9999")
        sentence = self.notebook.run("folders", status=FAILED).sentence()
        self.assertIn("newer", sentence)
        with sqlite3.connect(path) as database:
            database.execute("PRAGMA user_version = %d" % version)
        self.notebook.sync()
