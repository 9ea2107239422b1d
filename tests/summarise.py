#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up the results of `meson test` over several builds.

Counts the single cases of tests that speak TAP, and any other test as one. Prints what failed and
what was skipped, and ends with the line "N passed, N failed, N skipped".
"""

import argparse
import collections
import json
import re
import sys

CASE = re.compile(r"^(not ok|ok)\b(?:[^#\n]*#\s*(SKIP)\b)?.*$", re.IGNORECASE | re.MULTILINE)
ENDS = {"OK": "passed", "EXPECTEDFAIL": "passed", "SKIP": "skipped"}


def count_cases(output):
    """Counts the cases in a TAP output by their result."""
    counts = collections.Counter()
    for result, directive in CASE.findall(output):
        if directive.upper() == "SKIP":
            counts["skipped"] += 1
        else:
            counts["passed" if result == "ok" else "failed"] += 1
    return counts


def count_test(test):
    """Counts one test of Meson's log."""
    output = test.get("stdout") or ""
    end = ENDS.get(test["result"], "failed")
    if not re.search(r"^1\.\.\d+", output, re.MULTILINE):
        return collections.Counter({end: 1})
    counts = count_cases(output)
    if end == "failed" and not counts["failed"]:
        counts["failed"] = 1  # a crash, a leak or a time-out has no line of its own
    if not counts:
        counts[end] = 1  # the plan was 1..0
    return counts


def read_log(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as log:
            return [json.loads(line) for line in log]
    except FileNotFoundError:
        return []


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--also", action="append", default=[], metavar="NAME:STATUS")
    parser.add_argument("logs", nargs="+")
    arguments = parser.parse_args()

    total = collections.Counter()
    for path in arguments.logs:
        tests = read_log(path)
        if not tests:
            print("FAILED   %s: no test was run" % path)
            total["failed"] += 1
        for test in tests:
            counts = count_test(test)
            total += counts
            if counts["failed"] or counts["skipped"]:
                words = "FAILED  " if counts["failed"] else "skipped "
                print("%s %s: %s" % (words, path.split("/")[0], test["name"]))
    for name, status in (also.rsplit(":", 1) for also in arguments.also):
        total["passed" if status == "0" else "failed"] += 1
        if status != "0":
            print("FAILED   %s" % name)
    print("%d passed, %d failed, %d skipped" % (total["passed"], total["failed"], total["skipped"]))
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
