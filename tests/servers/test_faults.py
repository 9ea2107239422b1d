# SPDX-License-Identifier: GPL-3.0-or-later
"""The network fails in every way that it has: nothing is lost, nothing happens twice."""

from blackbox import ServerCase, mail, some, with_attachment
from errands import Errands
from imap import Message
from notebook import DONE, FAILED, UNREACHABLE, flags_of

ANY_END = (DONE, FAILED, UNREACHABLE)


class CutAnywhere(ServerCase):
    """The connection breaks after so many percent of the bytes of a run."""

    def test_errands(self):
        whole = self.bytes_of_errands()
        for percent in some(range(10, 100, 10)):
            with self.subTest(percent=percent):
                self.cut_errands(whole * percent // 100)

    def bytes_of_errands(self):
        errands = Errands.waiting(self)
        errands.notebook.sync()
        whole = self.proxy.bytes_down
        errands.assert_done()
        return whole

    def cut_errands(self, size):
        errands = Errands.waiting(self)
        self.proxy.cut_after = size
        errands.notebook.sync(status=ANY_END)
        self.assertGreater(self.proxy.cuts, 0)
        self.proxy.reset()
        errands.notebook.sync()
        errands.assert_done()
        self.assert_quiet(errands.notebook)

    def test_first_sync(self):
        user = self.new_user("sample")
        phone = self.new_phone(user)
        notebook = self.new_notebook()
        notebook.add_account(user, self.proxy.url)
        self.proxy.reset()
        notebook.sync()
        whole = self.proxy.bytes_down

        for percent in some(range(10, 100, 10)):
            with self.subTest(percent=percent):
                notebook = self.new_notebook()
                notebook.add_account(user, self.proxy.url)
                self.proxy.reset()
                self.proxy.cut_after = whole * percent // 100
                notebook.sync(status=UNREACHABLE)
                self.proxy.cut_after = None
                notebook.sync()
                self.assert_in_step(notebook, phone)

    def test_nothing_is_downloaded_twice(self):
        """Only the answers that were on the way when the connection broke are asked for again."""
        user = self.new_user()
        with self.server.imap(user) as imap:
            large = (Message(with_attachment("Large %d" % n, 60_000)) for n in range(400))
            imap.append_many("INBOX", large)
        notebook = self.new_notebook()
        notebook.add_account(user, self.proxy.url)
        self.proxy.reset()
        notebook.sync()
        whole = self.proxy.bytes_down

        notebook = self.new_notebook()
        notebook.add_account(user, self.proxy.url)
        self.proxy.reset()
        for percent in (30, 60, 90):
            self.proxy.cut_after = whole * percent // 100
            notebook.sync(status=UNREACHABLE)
        self.proxy.cut_after = None
        notebook.sync()
        self.assertLess(self.proxy.bytes_down, whole * 1.3)
        self.assert_in_step(notebook, self.new_phone(user))

    def test_cut_again_and_again(self):
        user = self.new_user("sample")
        notebook = self.new_notebook()
        notebook.add_account(user, self.proxy.url)
        self.proxy.reset()
        for _ in range(40):
            self.proxy.cut_after = self.proxy.bytes_down + 700_000
            if notebook.sync(status=(DONE, UNREACHABLE)).status == DONE:
                break
        self.proxy.reset()
        notebook.sync()
        self.assert_in_step(notebook, self.new_phone(user))


class LostAnswers(ServerCase):
    """The server has done it, and nobody heard: it is not done again."""

    def test_each_write_once(self):
        writes = self.count_writes()
        self.assertGreater(writes, 0)
        for number in range(writes):
            with self.subTest(write=number):
                self.lose(number)

    @staticmethod
    def is_write(request):
        return "/upload/" in request.target or any(
            name.endswith(("/set", "/import")) for name in request.names()
        )

    def count_writes(self):
        errands = Errands.waiting(self)
        errands.notebook.sync()
        errands.assert_done()
        return sum(map(self.is_write, self.proxy.requests))

    def lose(self, number):
        errands = Errands.waiting(self)
        seen = []

        def is_the_one(request):
            if self.is_write(request):
                seen.append(request)
            return len(seen) == number + 1

        self.proxy.drop_answer = is_the_one
        errands.notebook.sync(status=ANY_END)
        self.assertEqual(self.proxy.dropped, 1)
        self.proxy.reset()
        errands.notebook.sync()
        errands.assert_done()
        self.assert_quiet(errands.notebook)


class Rates(ServerCase):
    def setUp(self):
        super().setUp()
        for number in range(5):
            self.phone.add(with_attachment("Number %d" % number, 20_000), "inbox")
        self.notebook.sync()

    def errand(self):
        self.phone.add(mail("New there"), "inbox")
        self.notebook.add("Inbox", mail("New here"))
        self.notebook.flag(self.notebook.item("Number 1")["id"], "+flagged")

    def assert_done(self):
        self.proxy.reset()
        self.notebook.sync()
        self.assert_in_step()
        self.assertEqual(flags_of(self.phone.email("Number 1")), {"flagged"})
        self.assertEqual(len(self.phone.emails("Inbox")), 7)

    def waits(self):
        """The seconds between each refused request and the next one."""
        pairs = zip(self.proxy.requests, self.proxy.requests[1:])
        refused = self.proxy.error_status
        return [after.at - before.at for before, after in pairs if before.status == refused]

    def refuse_every_second_request(self, status):
        self.errand()
        self.proxy.reset()
        self.proxy.error_every = 2
        self.proxy.error_status = status
        self.proxy.retry_after = 1
        self.notebook.sync(status=ANY_END)
        self.assertTrue(any(request.status == status for request in self.proxy.requests))
        for wait in self.waits():
            self.assertGreaterEqual(wait, 0.9)
        self.assert_done()

    def test_too_many_requests(self):
        self.refuse_every_second_request(429)

    def test_service_unavailable(self):
        self.refuse_every_second_request(503)

    def test_always_unavailable(self):
        self.errand()
        self.proxy.error_every = 1
        result = self.notebook.sync(status=(FAILED, UNREACHABLE))
        self.assertLess(len(self.proxy.requests), 20)
        result.sentence()
        self.assert_done()

    def test_asks_for_a_long_wait(self):
        """Nobody waits an hour for a command."""
        self.errand()
        self.proxy.error_every = 1
        self.proxy.retry_after = 3600
        self.notebook.sync(status=(FAILED, UNREACHABLE), seconds=60)
        self.assert_done()

    def test_bad_gateway(self):
        self.errand()
        self.proxy.error_every = 3
        self.proxy.error_status = 502
        self.notebook.sync(status=ANY_END)
        self.assert_done()

    def test_slow(self):
        self.errand()
        self.proxy.delay = 0.3
        self.proxy.chunk_delay = 0.05
        self.notebook.sync()
        self.assert_done()


class ServerKilled(ServerCase):
    """kill -9 of the server in the middle of a run, at each of its requests."""

    def test_errands(self):
        self.addCleanup(self.revive)
        for number in (1, 2, 3, 4, 6, 8):
            with self.subTest(request=number):
                self.kill_at(Errands.waiting(self), number)

    def revive(self):
        if self.server.pid is None:
            self.server.start()

    def kill_at(self, errands, number):
        self.proxy.reset()

        def kill(request):
            if len(self.proxy.requests) == number:
                self.server.kill()

        self.proxy.before_answer = kill
        result = errands.notebook.sync(status=ANY_END)
        killed = self.server.pid is None
        self.proxy.reset()
        self.revive()
        if killed:
            self.assertIn(result.status, (FAILED, UNREACHABLE, DONE))
        errands.notebook.sync()
        errands.assert_done()
        self.assert_quiet(errands.notebook)
