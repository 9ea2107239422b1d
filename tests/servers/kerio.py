#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Kerio Connect double (src/demo) on a free loopback port.

As a module:   with Kerio("sample") as kerio: ... kerio.url, kerio.do("find", folder="INBOX") ...
As a command:  kerio.py --account sample --switch own-echo=off -- COMMAND...

The command runs COMMAND with the server's whereabouts in VALISE_TEST_... variables, and ends with
its exit status. The server ends with whoever started it, however that ends.
"""

import argparse
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request

USER = "alice@demo.example"
PASSWORD = "secret"
APP_PASSWORD = "app-secret"

API = "/webmail/api/jsonrpc/"


class Refused(Exception):
    """The control surface refuses a request; the text says why."""


class Failed(Exception):
    """A call of the API failed as a whole."""

    def __init__(self, error):
        super().__init__(error["message"])
        self.code = error["code"]


class Kerio:
    """One server. VALISE_DEMO_SERVER names the program."""

    def __init__(self, account="empty", switches=(), port=0):
        command = [os.environ["VALISE_DEMO_SERVER"], "--account", account, "--port", str(port)]
        command += ["--switch=" + switch for switch in switches]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.url = self._process.stdout.readline().strip()
        self.control = self._process.stdout.readline().strip()
        if not self.control:
            self.close()
            raise RuntimeError("valise-demo-server does not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends the server: what it had is gone."""
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    @property
    def port(self):
        return int(self.url.rpartition(":")[2])

    # The control surface; see src/demo/control.c

    def do(self, what, **members):
        body = json.dumps({"do": what, **members}).encode()
        try:
            with urllib.request.urlopen(self.control, body) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Refused(error.read().decode()) from None

    def switch(self, *assignments):
        self.do("switch", set=list(assignments))

    def call(self, method, **params):
        """The other device of the same person calls the API."""
        return self.do("call", method=method, params=params)["result"]

    def folder(self, path):
        return self.do("find", folder=path)["id"]

    def items(self, path, title=None):
        members = {"title": title} if title is not None else {}
        return self.do("find", folder=path, **members)["items"]

    def counts(self):
        return self.do("counts")


class Client:
    """A client of the API that does what the documentation says, and nothing more."""

    def __init__(self, url, password=PASSWORD):
        self.url = url
        self.cookies = ""
        self.token = None
        answer = self.post({"userName": USER, "password": password, "application": {
            "name": "test", "vendor": "Valise", "version": "1"}}, "Session.login")  # fmt: skip
        self.token = answer["token"]

    def post(self, params, method):
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        request = urllib.request.Request(
            self.url + API, json.dumps(body).encode(), {"Content-Type": "application/json-rpc"}
        )
        if self.token:
            request.add_header("X-Token", self.token)
            request.add_header("Cookie", self.cookies)
        try:
            response = urllib.request.urlopen(request)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            set_cookies = response.headers.get_all("Set-Cookie") or []
            answer = json.load(response)
        if set_cookies:
            self.cookies = "; ".join(cookie.partition(";")[0] for cookie in set_cookies)
        if "error" in answer:
            raise Failed(answer["error"])
        return answer["result"]

    def call(self, method, **params):
        return self.post(params, method)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--account", default="sample", choices=("empty", "sample", "big"))
    parser.add_argument("--switch", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    with Kerio(options.account, options.switch, options.port) as kerio:
        os.environ["VALISE_TEST_SERVER"] = kerio.url
        os.environ["VALISE_TEST_CONTROL"] = kerio.control
        os.environ["VALISE_TEST_USER"] = USER
        os.environ["VALISE_TEST_PASSWORD"] = PASSWORD
        sys.exit(subprocess.run(options.command, check=False).returncode)


if __name__ == "__main__":
    main()
