# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of `valisectl sync` at any time: the next run goes on, and all is as it should be.

The moments are drawn from a seed; VALISE_SEED=N repeats a bad run, and a failure names it.
"""

import os
import random
import time

from blackbox import ServerCase, some
from errands import Errands
from notebook import DONE


class Killed(ServerCase):
    add_account = False

    def setUp(self):
        super().setUp()
        self.seed = int(os.environ.get("VALISE_SEED", random.randrange(1 << 32)))
        self.chance = random.Random(self.seed)

    def new_computer(self, user):
        notebook = self.new_notebook()
        notebook.add_account(user, self.proxy.url)
        return notebook

    def kill_once(self, notebook, longest):
        """Starts a run and kills it after a random part of LONGEST; tells whether it hit."""
        process = notebook.start("sync")
        time.sleep(self.chance.random() * longest)
        process.kill()
        return notebook.finish(process).status != DONE

    def test_first_sync(self):
        user = self.new_user("sample")
        phone = self.new_phone(user)
        started = time.monotonic()
        self.new_computer(user).sync()
        longest = time.monotonic() - started
        whole = self.proxy.bytes_down

        for attempt in some(range(6)):
            with self.subTest(seed=self.seed, attempt=attempt):
                notebook = self.new_computer(user)
                for _ in range(4):
                    self.kill_once(notebook, longest)
                self.proxy.bytes_down = 0
                notebook.sync()
                self.assertLessEqual(self.proxy.bytes_down, whole * 1.1)
                self.assert_in_step(notebook, phone)
                self.assert_quiet(notebook)
                notebook.run("check")

    def test_errands(self):
        longest = 0
        for attempt in some(range(8)):
            with self.subTest(seed=self.seed, attempt=attempt):
                errands = Errands.waiting(self)
                notebook = errands.notebook
                if attempt == 0:
                    started = time.monotonic()
                    notebook.sync()
                    longest = time.monotonic() - started
                else:
                    for _ in range(3):
                        self.kill_once(notebook, longest)
                notebook.sync()
                errands.assert_done()
                self.assert_quiet(notebook)
                notebook.run("check")
