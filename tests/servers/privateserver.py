# SPDX-License-Identifier: GPL-3.0-or-later
"""What private servers have in common: a folder, free ports, start, stop, kill."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

# Outlives a harness that is killed, and then ends the server: reads until its input ends.
GUARD = """\
import os, shutil, signal, sys
group = None
for line in sys.stdin:
    group = int(line)
    if group == 0:
        sys.exit(0)
if group:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass
shutil.rmtree(sys.argv[1], ignore_errors=True)
"""


class Unavailable(Exception):
    """There is no such server on this machine; the text says what to install."""


def free_ports(count):
    """COUNT loopback ports that nobody listens on at the moment."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def roomy_memory():
    """A folder in memory, where a server is four times faster than on a disk, or None."""
    try:
        room = os.statvfs("/dev/shm")
    except OSError:
        return None
    enough = room.f_bavail * room.f_frsize >= 2 << 30
    return "/dev/shm" if enough and os.access("/dev/shm", os.W_OK | os.X_OK) else None


def wait_for(condition, seconds, what):
    """Returns the first true value of CONDITION (), or raises TimeoutError saying WHAT."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise TimeoutError("waited %d s for %s" % (seconds, what))
        time.sleep(0.02)


class PrivateServer:
    """A server in a folder of its own, gone with close (). A class below says configure (), start ()
    and http_port, and which folder its NAME stands for."""

    NAME = None

    def __init__(self):
        self.dir = tempfile.mkdtemp(prefix="valise-%s." % self.NAME, dir=roomy_memory())
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
        """What a user would type as the server's address."""
        return "http://127.0.0.1:%d" % self.http_port

    @property
    def pid(self):
        """Process id (and process group) of the running server, or None."""
        return self._process.pid if self._process else None

    def launch(self, command, seconds, cwd):
        """Runs COMMAND as the server, and waits until it answers."""
        with open(os.path.join(self.dir, "log"), "ab") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=cwd,
                env={name: os.environ[name] for name in os.environ if name != "PYTHONPATH"},
            )
        self._guard.stdin.write("%d\n" % self._process.pid)
        self._guard.stdin.flush()
        wait_for(self._is_up, seconds, "the server to answer (see %s)" % log.name)

    def _is_up(self):
        if self._process.poll() is not None:
            raise RuntimeError("the server ended with status %d" % self._process.returncode)
        try:
            return self.answers()
        except OSError:
            return False

    def answers(self):
        """Whether it does; OSError is as good as False."""
        socket.create_connection(("127.0.0.1", self.http_port), 5).close()
        return True

    def kill(self):
        """kill -9 of the server with all its processes, in the middle of whatever they do."""
        if self._process is None:
            return
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.wait()
        self._process = None

    def stop(self):
        """Ends the server in good order, where it knows one."""
        self.kill()

    def close(self):
        self.stop()
        self._guard.stdin.close()  # the guard removes the folder and ends
        self._guard.wait()


class DavServer(PrivateServer):
    """A server for CalDAV and CardDAV alone. A class below says COMMAND ()."""

    NAME = "dav"
    PROGRAM = None  # the file that has to be there
    PACKAGE = None  # the package that it is in

    def __init__(self):
        if not os.path.exists(self.PROGRAM):
            raise Unavailable("no private server: install " + self.PACKAGE)
        (self.http_port,) = free_ports(1)
        super().__init__()

    def configure(self):
        pass

    def command(self):
        raise NotImplementedError

    def start(self):
        """Starts the server on its port and its data, and waits until it answers."""
        self.launch(self.command(), 60, self.dir)
