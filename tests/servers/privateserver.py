# SPDX-License-Identifier: GPL-3.0-or-later
"""What private CalDAV and CardDAV servers have in common: a folder, a port, start, stop, kill."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

from cyrus import GUARD, Unavailable, free_ports, roomy_memory, wait_for


class PrivateServer:
    """A server in a folder of its own, gone with close (). A class below says COMMAND ()."""

    PROGRAM = None  # the file that has to be there
    PACKAGE = None  # the package that it is in

    def __init__(self):
        if not os.path.exists(self.PROGRAM):
            raise Unavailable("no private server: install " + self.PACKAGE)
        self.dir = tempfile.mkdtemp(prefix="valise-dav.", dir=roomy_memory())
        (self.http_port,) = free_ports(1)
        self._process = None
        self._guard = subprocess.Popen(
            [sys.executable, "-c", GUARD, self.dir],
            stdin=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )
        try:
            self.configure()
            self.start()
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    @property
    def url(self):
        return "http://127.0.0.1:%d" % self.http_port

    def configure(self):
        pass

    def command(self):
        raise NotImplementedError

    def start(self):
        """Starts the server on its port and its data, and waits until it answers."""
        with open(os.path.join(self.dir, "log"), "ab") as log:
            self._process = subprocess.Popen(
                self.command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=self.dir,
                env={name: os.environ[name] for name in os.environ if name != "PYTHONPATH"},
            )
        self._guard.stdin.write("%d\n" % self._process.pid)
        self._guard.stdin.flush()
        wait_for(self._answers, 60, "the server to answer (see %s)" % log.name)

    def _answers(self):
        if self._process.poll() is not None:
            raise RuntimeError("the server ended with status %d" % self._process.returncode)
        try:
            socket.create_connection(("127.0.0.1", self.http_port), 5).close()
        except OSError:
            return False
        return True

    def kill(self):
        """kill -9, in the middle of whatever it does."""
        if self._process is None:
            return
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.wait()
        self._process = None

    def close(self):
        self.kill()
        self._guard.stdin.close()  # the guard removes the folder and ends
        self._guard.wait()
        shutil.rmtree(self.dir, ignore_errors=True)
