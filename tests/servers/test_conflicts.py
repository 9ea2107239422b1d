# SPDX-License-Identifier: GPL-3.0-or-later
"""Both sides changed the same thing: the server's version wins, and no edit is lost."""

from blackbox import ServerCase, mail
from notebook import USAGE, FAILED, flags_of


class DraftConflict(ServerCase):
    def setUp(self):
        super().setUp()
        self.message_id = "<speech.%s@test.example>" % self.user
        self.phone.add(self.speech("As it was.\r\n"), "drafts", ["$draft", "$seen"])
        self.notebook.sync()
        self.draft = self.notebook.item("Speech", "Drafts")["id"]

    def speech(self, text):
        """A version of the draft; a draft keeps its Message-ID when it is saved again."""
        return mail("Speech", text, message_id=self.message_id)

    def edit_there(self, text="From the phone.\r\n"):
        self.phone.replace(self.phone.email("Speech")["id"], self.speech(text))

    def edit_here(self):
        self.notebook.replace(self.draft, self.speech("From the notebook.\r\n"))

    def destroy_there(self):
        self.phone.destroy(self.phone.email("Speech")["id"])

    def server_text(self):
        return self.phone.source(self.phone.email("Speech", "Drafts"))

    def assert_one_conflict(self, mine=b"From the notebook."):
        """Exactly one is listed, announced and kept, and none of it is on the server."""
        conflicts = self.notebook.conflicts()
        self.assertEqual(len(conflicts), 1)
        conflict = conflicts[0]
        self.assertEqual(conflict["kind"], "mail")
        self.assertEqual(conflict["title"], "Speech")
        self.assertEqual(conflict["folder"], "Drafts")
        self.assertTrue(conflict["reason"])

        announcements = self.notebook.announcements()
        self.assertEqual(len(announcements), 1)
        self.assertTrue(announcements[0]["localOnly"])
        text = self.notebook.show(announcements[0]["id"])
        self.assertIn("Speech", text)
        self.assertIn("Drafts", text)

        copies = self.notebook.items("Conflicts")
        if mine is None:
            self.assertEqual(copies, [])
        else:
            self.assertEqual(len(copies), 1)
            self.assertTrue(copies[0]["localOnly"])
            self.assertIn(mine, self.notebook.export(copies[0]["id"]))

        self.assertEqual(self.phone.emails("Inbox"), [])
        self.assertNotIn("Conflicts", self.phone.mailboxes())
        self.assertEqual(self.notebook.status()["conflicts"], 1)
        return conflict

    def assert_settled(self):
        self.notebook.sync()
        self.assertEqual(self.notebook.conflicts(), [])
        self.assertEqual(self.notebook.items("Conflicts"), [])
        self.assertEqual(self.notebook.status()["conflicts"], 0)
        self.assertEqual(self.notebook.announcements(), [])
        self.assert_in_step()
        self.assert_quiet()

    # How they come about

    def test_edited_on_both_sides(self):
        self.edit_here()
        self.edit_there()
        self.notebook.sync()
        self.assert_one_conflict()
        self.assertIn(b"From the phone.", self.server_text())
        drafts = self.notebook.items("Drafts")
        self.assertEqual(len(drafts), 1)
        self.assertIn("From the phone.", self.notebook.show(drafts[0]["id"]))
        self.assert_in_step()

    def test_edited_here_deleted_there(self):
        self.edit_here()
        self.destroy_there()
        self.notebook.sync()
        self.assert_one_conflict()
        self.assertEqual(self.notebook.items("Drafts"), [])
        self.assert_in_step()

    def test_deleted_here_changed_there(self):
        self.notebook.delete(self.draft, permanently=True)
        self.edit_there()
        self.notebook.sync()
        self.assert_one_conflict(mine=None)
        self.assertIn(b"From the phone.", self.server_text())
        self.assertEqual(self.notebook.titles("Drafts"), ["Speech"])
        self.assert_in_step()

    def test_the_same_edit_on_both_sides_is_none(self):
        source = self.speech("Agreed.\r\n")
        self.notebook.replace(self.draft, source)
        self.phone.replace(self.phone.email("Speech")["id"], source)
        self.notebook.sync()
        self.assertEqual(self.notebook.conflicts(), [])
        self.assertEqual(self.notebook.announcements(), [])
        self.assertEqual(len(self.phone.emails("Drafts")), 1)
        self.assert_in_step()

    def test_edited_here_flagged_there_is_none(self):
        self.edit_here()
        self.phone.keyword(self.phone.email("Speech")["id"], "$flagged")
        self.notebook.sync()
        self.assertEqual(self.notebook.conflicts(), [])
        self.assertIn(b"From the notebook.", self.server_text())
        self.assertIn("flagged", flags_of(self.phone.email("Speech")))
        self.assert_in_step()

    # Solved on the other device

    def test_mine_is_written_on_the_phone(self):
        self.edit_here()
        self.edit_there()
        self.notebook.sync()
        self.assert_one_conflict()
        self.edit_there("From the notebook.\r\n")
        self.assert_settled()
        self.assertIn(b"From the notebook.", self.server_text())

    def test_another_text_on_the_phone_solves_nothing(self):
        self.edit_here()
        self.edit_there()
        self.notebook.sync()
        self.edit_there("From the phone, once more.\r\n")
        self.notebook.sync()
        self.assert_one_conflict()

    def test_deleted_on_the_phone_as_well(self):
        self.notebook.delete(self.draft, permanently=True)
        self.edit_there()
        self.notebook.sync()
        self.assert_one_conflict(mine=None)
        self.destroy_there()
        self.assert_settled()

    def test_a_copy_that_is_deleted_by_hand_is_decided(self):
        self.edit_here()
        self.edit_there()
        self.notebook.sync()
        self.assert_one_conflict()
        self.notebook.delete(self.notebook.items("Conflicts")[0]["id"])
        self.assert_settled()
        self.assertIn(b"From the phone.", self.server_text())

    def test_more_runs_announce_it_once(self):
        self.edit_here()
        self.edit_there()
        for _ in range(3):
            self.notebook.sync()
        self.assert_one_conflict()
        self.assert_quiet()

    def test_a_second_conflict_of_the_same_draft(self):
        self.edit_here()
        self.edit_there()
        self.notebook.sync()
        self.draft = self.notebook.item("Speech", "Drafts")["id"]
        self.notebook.replace(self.draft, self.speech("Once more.\r\n"))
        self.edit_there("From the phone again.\r\n")
        self.notebook.sync()
        copies = [self.notebook.export(i["id"]) for i in self.notebook.items("Conflicts")]
        self.assertEqual(len(copies), 2)
        self.assertTrue(any(b"From the notebook." in copy for copy in copies))
        self.assertTrue(any(b"Once more." in copy for copy in copies))
        self.assertEqual(len(self.notebook.announcements()), 2)

    def test_a_phone_that_gives_a_new_message_id(self):
        """Then nobody can tell that it is the same draft; but nothing is lost."""
        self.edit_here()
        self.phone.replace(self.phone.email("Speech")["id"], mail("Speech", "From the phone.\r\n"))
        self.notebook.sync()
        self.notebook.sync()
        self.assert_in_step()
        texts = [self.notebook.export(i["id"]) for i in self.notebook.items("Drafts")]
        texts += [self.notebook.export(i["id"]) for i in self.notebook.items("Conflicts")]
        self.assertTrue(any(b"From the phone." in text for text in texts))
        self.assertTrue(any(b"From the notebook." in text for text in texts))

    # How they end

    def resolve(self, keep):
        conflict = self.assert_one_conflict()
        self.notebook.resolve(conflict["id"], keep)

    def test_keep_server(self):
        self.edit_here()
        self.edit_there()
        self.notebook.sync()
        self.resolve("server")
        self.assert_settled()
        self.assertIn(b"From the phone.", self.server_text())

    def test_keep_mine(self):
        self.edit_here()
        self.edit_there()
        self.notebook.sync()
        self.resolve("mine")
        self.assert_settled()
        self.assertIn(b"From the notebook.", self.server_text())
        self.assertEqual(len(self.phone.emails("Drafts")), 1)

    def test_keep_both(self):
        self.edit_here()
        self.edit_there()
        self.notebook.sync()
        self.resolve("both")
        self.assert_settled()
        sources = sorted(self.phone.source(email) for email in self.phone.emails("Drafts"))
        self.assertEqual(len(sources), 2)
        self.assertTrue(any(b"From the phone." in source for source in sources))
        self.assertTrue(any(b"From the notebook." in source for source in sources))

    def test_keep_mine_after_it_was_deleted_there(self):
        self.edit_here()
        self.destroy_there()
        self.notebook.sync()
        self.resolve("mine")
        self.assert_settled()
        self.assertIn(b"From the notebook.", self.server_text())

    def test_keep_server_after_it_was_deleted_there(self):
        self.edit_here()
        self.destroy_there()
        self.notebook.sync()
        self.resolve("server")
        self.assert_settled()
        self.assertEqual(self.phone.emails("Drafts"), [])

    def test_keep_mine_after_i_deleted_it(self):
        self.notebook.delete(self.draft, permanently=True)
        self.edit_there()
        self.notebook.sync()
        conflict = self.assert_one_conflict(mine=None)
        self.notebook.resolve(conflict["id"], "mine")
        self.assert_settled()
        self.assertEqual(self.phone.emails("Drafts"), [])

    def test_keep_server_after_i_deleted_it(self):
        self.notebook.delete(self.draft, permanently=True)
        self.edit_there()
        self.notebook.sync()
        conflict = self.assert_one_conflict(mine=None)
        self.notebook.resolve(conflict["id"], "server")
        self.assert_settled()
        self.assertEqual(len(self.phone.emails("Drafts")), 1)

    def test_resolved_offline(self):
        self.edit_here()
        self.edit_there()
        self.notebook.sync()
        self.notebook.run("mode", "offline")
        self.resolve("mine")
        self.assertIn(b"From the phone.", self.server_text())
        self.notebook.run("mode", "online")
        self.assert_settled()
        self.assertIn(b"From the notebook.", self.server_text())

    def test_no_such_conflict(self):
        self.notebook.run("resolve", 4711, "--keep", "mine", status=FAILED)
        self.notebook.run("resolve", 4711, "--keep", "yours", status=USAGE)
