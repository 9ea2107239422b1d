# SPDX-License-Identifier: GPL-3.0-or-later
"""The tools of the other suites do what these suites take for granted."""

import http.client
import os
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

from blackbox import mail, server
from certificates import Authority
from cyrus import require
from faultproxy import FaultProxy
from jmapclient import JmapClient
from privateserver import Unavailable, wait_for


class Tools(unittest.TestCase):
    def setUp(self):
        try:
            require()
        except Unavailable as problem:
            self.skipTest(str(problem))
        self.user = "tools%d" % time.monotonic_ns()
        self.server = server()
        self.server.add_user(self.user)
        self.phone = JmapClient(self.server.jmap_url, self.user, "secret")
        self.proxy = FaultProxy(self.server.http_port)
        self.addCleanup(self.proxy.stop)

    def ask(self):
        """One small request through the proxy, as another client."""
        client = JmapClient.__new__(JmapClient)
        client.__dict__ = {**self.phone.__dict__, "_host": self.proxy.url.split("/")[2]}
        return client.state()

    def test_data_survive_a_killed_server(self):
        message = self.phone.add(mail("Still here"), "inbox", ["$flagged"])
        port = self.server.http_port
        self.server.kill()
        with self.assertRaises(OSError):
            self.phone.emails()
        self.server.start()
        self.assertEqual(self.server.http_port, port)
        self.assertEqual(self.phone.email("Still here")["id"], message)

    def test_folders_of_any_script(self):
        with self.server.imap(self.user) as imap:
            imap.ensure("Größe & Семья/旅行")
        self.assertIn("Größe & Семья/旅行", self.phone.mailboxes())

    def test_sink_keeps_what_is_submitted(self):
        message = self.phone.add(mail("To the sink"), "drafts")
        identity = self.phone.call(("Identity/get", {"ids": None}))[0]["list"][0]["id"]
        submission = {"emailId": message, "identityId": identity}
        answer = self.phone.call(("EmailSubmission/set", {"create": {"s": submission}}))[0]
        self.assertIn("s", answer["created"])
        self.assertTrue(any(b"Subject: To the sink" in m for m in self.server.sink.messages()))

    def test_proxy_counts(self):
        self.ask()
        self.assertEqual(self.proxy.connections, 1)
        self.assertEqual(self.proxy.names(), ["Email/get"])
        self.assertGreater(self.proxy.bytes_down, 100)

    def test_proxy_cuts(self):
        self.proxy.cut_after = 50
        with self.assertRaises((OSError, http.client.HTTPException, ValueError)):
            self.ask()
        self.assertEqual((self.proxy.bytes_down, self.proxy.cuts), (50, 1))
        self.proxy.reset()
        self.ask()

    def test_proxy_refuses_every_second_request(self):
        self.proxy.error_every = 2
        for refused in (False, True, False, True):
            if refused:
                with self.assertRaisesRegex(Exception, "503"):
                    self.ask()
            else:
                self.ask()

    def test_proxy_drops_an_answer_after_the_server_has_acted(self):
        self.proxy.drop_answer = lambda request: "Email/get" in request.names()
        with self.assertRaises((OSError, http.client.HTTPException)):
            self.ask()
        self.assertEqual(self.proxy.requests[0].status, 200)
        self.ask()

    def test_proxy_with_a_certificate(self):
        with tempfile.TemporaryDirectory() as folder:
            authority = Authority(folder)
            with FaultProxy(self.server.http_port, authority.issue()) as proxy:
                trust = ssl.create_default_context(cafile=authority.certificate)
                connection = http.client.HTTPSConnection("localhost", proxy.port, context=trust)
                connection.request("GET", "/.well-known/jmap")
                self.assertIn(connection.getresponse().status, (301, 302, 307, 308))
                connection.close()
                connection = http.client.HTTPSConnection("localhost", proxy.port)
                with self.assertRaises(ssl.SSLCertVerificationError):
                    connection.request("GET", "/")
            with self.assertRaisesRegex(ssl.SSLCertVerificationError, "expired"):
                expired = authority.issue(first_day=-9, last_day=-3)
                with FaultProxy(self.server.http_port, expired) as proxy:
                    http.client.HTTPSConnection(
                        "localhost", proxy.port, context=trust
                    ).request("GET", "/")

    def test_a_killed_harness_leaves_nothing(self):
        here = os.path.dirname(os.path.abspath(__file__))
        script = "echo $VALISE_TEST_CYRUS_DIR $VALISE_TEST_CYRUS_PID; exec sleep 60"
        harness = subprocess.Popen(
            [sys.executable, os.path.join(here, "cyrus.py"), "--", "sh", "-c", script],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        folder, master = harness.stdout.readline().split()
        self.assertTrue(os.path.isdir(folder))
        os.killpg(harness.pid, 9)
        harness.wait()
        harness.stdout.close()
        wait_for(lambda: not os.path.exists(folder), 20, "the folder to go")
        wait_for(lambda: not os.path.exists("/proc/" + master), 20, "the server to go")
