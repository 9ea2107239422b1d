# SPDX-License-Identifier: GPL-3.0-or-later
"""Ends a private desktop when the program that started it closes the pipe or dies.

guard.py VARIABLE FOLDER, with process ids on the standard input, one a line. At the end of the
input those processes are ended, and with them all that carry VARIABLE=FOLDER in their environment:
the bus starts services by itself, and nobody is told their ids. Then FOLDER is removed.
"""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

PATIENCE = 3  # seconds between asking and killing


def born(pid):
    """When PID was started, or None if it does not run. An id may be given to another process
    later, an id with a time of birth is not."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields[19]


def carries(pid, mark):
    try:
        return mark in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return False  # it has ended, or is none of our business


def ours(told, mark):
    running = {int(entry): born(entry) for entry in os.listdir("/proc") if entry.isdigit()}
    return {pid for pid, birth in running.items()
            if birth and ((pid, birth) in told or carries(pid, mark))}


def send(pids, which):
    for pid in pids:
        try:
            os.kill(pid, which)
        except ProcessLookupError:
            pass


def main():
    variable, folder = sys.argv[1:]
    mark = os.fsencode(f"{variable}={folder}")
    told = {(pid, birth) for pid in map(int, sys.stdin) if (birth := born(pid))}
    end = time.monotonic() + PATIENCE
    send(ours(told, mark), signal.SIGTERM)
    while ours(told, mark):
        if time.monotonic() > end:
            send(ours(told, mark), signal.SIGKILL)
        time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
