# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that is none, or a mad one: one clear sentence, and the next good run is fine."""

import json
import tempfile

from blackbox import ServerCase, mail, with_attachment
from certificates import Authority
from faultproxy import FaultProxy
from notebook import DONE, FAILED, REFUSED, UNREACHABLE, USAGE

NOT_GOOD = (FAILED, UNREACHABLE)


class Addresses(ServerCase):
    """What people type, and what they may meet there."""

    add_account = False

    def assert_turned_down(self, url, status=NOT_GOOD):
        """Adding the account or its first run says why not."""
        notebook = self.new_notebook()
        result = notebook.add_account(self.user, url, status=(DONE, *status))
        if result.status == DONE:
            result = notebook.sync(status=status)
        sentence = result.sentence()
        self.assertNotIn("secret", sentence)
        return sentence

    def test_nobody_listens(self):
        self.proxy.stop()
        self.assert_turned_down(self.proxy.url, (UNREACHABLE,))

    def test_no_such_host(self):
        self.assert_turned_down("https://no-such-host.invalid", (UNREACHABLE,))

    def test_not_an_address(self):
        for url in ("ftp://127.0.0.1/", "http://", "not an address", ""):
            with self.subTest(url=url):
                notebook = self.new_notebook()
                notebook.run(
                    *("account", "add", "--user", "a", "--server", url),
                    *("--password-command", "true"),
                    status=(FAILED, USAGE, UNREACHABLE),
                )

    def test_plain_http_is_not_for_the_net(self):
        """To another machine the password goes encrypted, unless the user says otherwise."""
        sentence = self.assert_turned_down("http://mail.invalid", NOT_GOOD + (USAGE,))
        self.assertIn("http", sentence)

    def test_address_forms_that_work(self):
        for path in ("", "/", "/jmap/", "/no/such/path"):
            url = self.proxy.url + path
            with self.subTest(url=url), self.new_notebook() as notebook:
                notebook.add_account(self.user, url)
                notebook.sync()

    def test_not_jmap(self):
        pages = [
            (200, "text/html", b"<html>It works!</html>"),
            (200, "application/json", b'{"hello": "world"}'),
            (200, "application/json", b"[]"),
            (404, "text/plain", b"nothing here"),
            (500, "text/plain", b"oops"),
            (200, "application/json", b""),
        ]
        for status, kind, body in pages:
            with self.subTest(status=status, body=body):
                self.proxy.rewrite = lambda *_, s=status, k=kind, b=body: (
                    s,
                    [("Content-Type", k)],
                    b,
                )
                self.assert_turned_down(self.proxy.url)

    def test_redirect_to_another_host(self):
        """It is not followed, and the password does not go there."""
        with FaultProxy(self.server.http_port) as other:
            target = other.url.replace("127.0.0.1", "localhost") + "/jmap/"
            self.proxy.rewrite = lambda *_: (307, [("Location", target)], b"")
            self.assert_turned_down(self.proxy.url)
            for request in other.requests:
                self.assertNotIn(b"authorization", request.head.lower())

    def test_redirect_in_a_circle(self):
        self.proxy.rewrite = lambda *_: (307, [("Location", "/jmap/")], b"")
        self.assert_turned_down(self.proxy.url)
        self.assertLess(len(self.proxy.requests), 60)

    def test_session_sends_to_plain_http_on_another_machine(self):
        def rewrite(request, status, headers, body):
            if b'"apiUrl"' in body:
                session = json.loads(body)
                session["apiUrl"] = "http://mail.invalid/jmap/"
                body = json.dumps(session).encode()
            return status, headers, body

        self.proxy.rewrite = rewrite
        self.assertIn("http", self.assert_turned_down(self.proxy.url))


class Certificates(ServerCase):
    add_account = False

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory(prefix="valise-certificates.")
        self.addCleanup(folder.cleanup)
        self.authority = Authority(folder.name)

    def assert_turned_down(self, certificate, url_host="localhost"):
        with FaultProxy(self.server.http_port, certificate) as proxy:
            url = proxy.url.replace("localhost", url_host)
            notebook = self.new_notebook()
            result = notebook.add_account(self.user, url, status=(DONE, *NOT_GOOD))
            if result.status == DONE:
                result = notebook.sync(status=NOT_GOOD)
            self.assertIn("certificate", result.sentence())
            self.assertEqual(proxy.requests, [])

    def test_self_signed(self):
        self.assert_turned_down(self.authority.self_signed())

    def test_unknown_authority(self):
        self.assert_turned_down(self.authority.issue())

    def test_expired(self):
        self.assert_turned_down(self.authority.issue(first_day=-20, last_day=-10))

    def test_of_another_host(self):
        self.assert_turned_down(self.authority.issue("DNS:another.example"))


class BadAnswers(ServerCase):
    """The server goes mad in the middle of an account that works."""

    def setUp(self):
        super().setUp()
        for number in range(3):
            self.phone.add(mail("Number %d" % number), "inbox")
        self.notebook.sync()
        self.phone.add(with_attachment("Another"), "inbox")
        self.notebook.add("Inbox", mail("Mine"))

    def assert_survives(self, change, status=(DONE, *NOT_GOOD)):
        """With all API answers changed a run ends in good order, and the next good one is fine."""

        def rewrite(request, code, headers, body):
            if request.method == "POST" and request.calls():
                body = change(body)
            return code, headers, body

        self.proxy.rewrite = rewrite
        result = self.notebook.sync(status=status, seconds=60)
        if result.status != DONE:
            result.sentence()
        self.proxy.reset()
        self.notebook.sync()
        self.assert_in_step()
        self.assertIsNotNone(self.notebook.item("Another"))
        self.assertEqual(len(self.phone.emails("Inbox")), 5)

    @staticmethod
    def each_value(body, change):
        """BODY with every value in the method responses replaced by CHANGE of it."""

        def walk(value):
            if isinstance(value, dict):
                return {key: walk(inner) for key, inner in value.items()}
            if isinstance(value, list):
                return [walk(inner) for inner in value]
            return change(value)

        answer = json.loads(body)
        for response in answer["methodResponses"]:
            response[1] = walk(response[1])
        return json.dumps(answer).encode()

    def test_truncated(self):
        self.assert_survives(lambda body: body[: len(body) // 2], NOT_GOOD)

    def test_empty(self):
        self.assert_survives(lambda body: b"", NOT_GOOD)

    def test_binary(self):
        self.assert_survives(lambda body: bytes(range(256)) * 40, NOT_GOOD)

    def test_deeply_nested(self):
        self.assert_survives(lambda body: b"[" * 500_000 + b"]" * 500_000, NOT_GOOD)

    def test_deeply_nested_objects(self):
        self.assert_survives(lambda body: b'{"a":' * 200_000 + b"1" + b"}" * 200_000, NOT_GOOD)

    def test_huge(self):
        padding = b'{"methodResponses": [["Email/changes", {"x": "' + b"y" * 40_000_000
        self.assert_survives(lambda body: padding + b'"}, "0"]]}', NOT_GOOD)

    def test_of_the_wrong_types(self):
        wrong = {str: 7, int: "seven", bool: [], type(None): {}}
        self.assert_survives(lambda b: self.each_value(b, lambda v: wrong[type(v)]), NOT_GOOD)

    def test_all_null(self):
        self.assert_survives(lambda b: self.each_value(b, lambda v: None), NOT_GOOD)

    def test_numbers_out_of_range(self):
        def change(value):
            return -(10**30) if type(value) is int else value

        self.assert_survives(lambda b: self.each_value(b, change))

    def test_no_responses(self):
        self.assert_survives(lambda body: b'{"methodResponses": []}', NOT_GOOD)

    def test_answers_to_other_questions(self):
        def shuffle(body):
            answer = json.loads(body)
            answer["methodResponses"].reverse()
            for response in answer["methodResponses"]:
                response[2] = "x" + response[2]
            return json.dumps(answer).encode()

        self.assert_survives(shuffle, NOT_GOOD)

    def test_every_call_is_an_error(self):
        for kind in ("serverFail", "unknownMethod", "accountNotFound", "serverUnavailable", "odd"):
            with self.subTest(kind=kind):

                def fail(body, kind=kind):
                    answer = json.loads(body)
                    for response in answer["methodResponses"]:
                        response[0], response[1] = "error", {"type": kind}
                    return json.dumps(answer).encode()

                self.proxy.rewrite = lambda r, s, h, b: (s, h, fail(b) if r.calls() else b)
                self.notebook.sync(status=NOT_GOOD).sentence()
        self.proxy.reset()
        self.notebook.sync()
        self.assert_in_step()


class Sessions(ServerCase):
    """A session object with missing or absurd limits: Valise assumes modest ones."""

    add_account = False

    def sync_with_limits(self, change):
        for number in range(5):
            self.phone.add(mail("Number %d" % number), "inbox")

        def rewrite(request, status, headers, body):
            if b'"apiUrl"' in body:
                session = json.loads(body)
                change(session)
                body = json.dumps(session).encode()
            return status, headers, body

        self.proxy.rewrite = rewrite
        self.notebook.add_account(self.user, self.proxy.url)
        self.notebook.sync()
        self.notebook.add("Inbox", mail("Mine"))
        self.notebook.sync()
        self.assert_in_step()

    @staticmethod
    def set_all(session, value):
        core = session["capabilities"]["urn:ietf:params:jmap:core"]
        for name in list(core):
            if name.startswith("max"):
                core[name] = value

    def test_zero(self):
        self.sync_with_limits(lambda session: self.set_all(session, 0))

    def test_negative(self):
        self.sync_with_limits(lambda session: self.set_all(session, -1))

    def test_one(self):
        def change(session):
            core = session["capabilities"]["urn:ietf:params:jmap:core"]
            core["maxObjectsInGet"] = core["maxObjectsInSet"] = 1

        self.sync_with_limits(change)

    def test_enormous(self):
        self.sync_with_limits(lambda session: self.set_all(session, 10**30))

    def test_words(self):
        self.sync_with_limits(lambda session: self.set_all(session, "many"))

    def test_missing(self):
        def change(session):
            session["capabilities"]["urn:ietf:params:jmap:core"] = {}

        self.sync_with_limits(change)

    def test_no_core_capability(self):
        self.sync_with_limits(lambda session: session["capabilities"].clear())

    def test_no_mail_account(self):
        self.proxy.rewrite = lambda r, s, h, b: (
            s,
            h,
            json.dumps({**json.loads(b), "accounts": {}, "primaryAccounts": {}}).encode()
            if b'"apiUrl"' in b
            else b,
        )
        wanted = (*NOT_GOOD, REFUSED)  # so some servers answer a wrong password
        result = self.notebook.add_account(self.user, self.proxy.url, status=(DONE, *wanted))
        if result.status == DONE:
            result = self.notebook.sync(status=wanted)
        result.sentence()
