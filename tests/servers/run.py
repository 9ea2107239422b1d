#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one suite of unittest cases and tells the results as TAP.

Usage: run.py SUITE.py [PART OF A TEST'S NAME]...
A skip is told loudly; with CI=true it is a failure, because there the servers have to be present.
"""

import importlib.util
import os
import sys
import time
import traceback
import unittest

import blackbox

CI = os.environ.get("CI") == "true"


def diagnose(text):
    for line in text.rstrip().splitlines():
        print("#   " + line)


class TapResult(unittest.TestResult):
    """Prints each result when it is there."""

    def __init__(self, seconds):
        super().__init__()
        self.number = 0
        self.good = True
        self.seconds = seconds
        self.started = time.monotonic()  # a class may fail before its first test

    def startTest(self, test):
        super().startTest(test)
        self.started = time.monotonic()

    def tell(self, good, test, comment=""):
        self.number += 1
        self.good = self.good and good
        name = test.id().replace("#", "").split(".", 1)[-1]
        print("%s %d - %s%s" % ("ok" if good else "not ok", self.number, name, comment))
        if self.seconds:
            print("#   %.1f s" % (time.monotonic() - self.started))
        sys.stdout.flush()

    def addSuccess(self, test):
        self.tell(True, test)

    def addFailure(self, test, err):
        self.tell(False, test)
        diagnose("".join(traceback.format_exception(*err)))
        sys.stdout.flush()

    addError = addFailure

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.addFailure(subtest, err)

    def addSkip(self, test, reason):
        print("SKIPPED: %s: %s" % (test.id(), reason), file=sys.stderr)
        self.tell(not CI, test, " # SKIP " + reason if not CI else "")
        if CI:
            diagnose("skipped, which CI does not allow: " + reason)


def load(path, parts):
    name = os.path.splitext(os.path.basename(path))[0]
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    loader = unittest.TestLoader()
    loader.testNamePatterns = ["*%s*" % part for part in parts] or None
    return loader.loadTestsFromModule(module)


def main():
    suite = load(sys.argv[1], sys.argv[2:])
    result = TapResult(seconds=True)
    try:
        suite.run(result)
    finally:
        blackbox.close_server()
    print("1..%d" % result.number)
    return 0 if result.good else 1


if __name__ == "__main__":
    sys.exit(main())
