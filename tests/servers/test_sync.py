# SPDX-License-Identifier: GPL-3.0-or-later
"""A mailbox on Cyrus is copied, and both sides stay in step."""

import json
import re
import sqlite3

from blackbox import ServerCase, mail, with_attachment
from notebook import flags_of


class FirstSync(ServerCase):
    fill = "sample"

    def test_everything_is_here(self):
        self.notebook.sync()
        self.assert_in_step()
        self.assert_quiet()

    def test_depths(self):
        self.notebook.sync()
        folders = self.notebook.folders()
        for path, folder in folders.items():
            self.assertEqual(folder["kept"]["none"], 0, path)
            self.assertEqual(folder["pending"], 0, path)
            if folder["role"] in ("outbox", "conflicts"):
                continue
            whole = folder["role"] == "inbox" or folder["kind"] == "note"
            self.assertEqual(folder["depth"], "full" if whole else "text", path)
        self.assertEqual(folders["Inbox"]["kept"]["full"], folders["Inbox"]["total"])
        news = folders["Lists/News"]
        self.assertEqual(news["kept"], {"none": 0, "text": news["total"], "full": 0})
        roles = {"Drafts": "drafts", "Sent": "sent", "Trash": "trash", "Junk": "junk"}
        for path, role in roles.items():
            self.assertEqual(folders[path]["role"], role)

    def test_full_contents_are_the_servers_bytes(self):
        self.notebook.sync()
        theirs = sorted(self.phone.source(email) for email in self.phone.emails("Inbox"))
        mine = sorted(self.notebook.export(item["id"]) for item in self.notebook.items("Inbox"))
        self.assertEqual(mine, theirs)

    def test_everything_in_full(self):
        self.notebook.sync()
        self.notebook.run("set", "Projects", "--depth", "full", "--recursive")
        self.notebook.sync()
        for path, folder in self.notebook.folders().items():
            if path.startswith("Projects"):
                self.assertEqual(folder["kept"]["full"], folder["total"], path)
        path = "Projects/2026/Harbour crane"
        theirs = sorted(self.phone.source(email) for email in self.phone.emails(path))
        mine = sorted(self.notebook.export(item["id"]) for item in self.notebook.items(path))
        self.assertEqual(mine, theirs)

    def test_signed_and_encrypted_mail_is_whole_everywhere(self):
        self.notebook.sync()
        encrypted = [i for i in self.notebook.items("Projects/2026") if i["title"] == "..."]
        self.assertEqual(len(encrypted), 6)
        self.assertEqual({item["depth"] for item in encrypted}, {"full"})
        there = [e for e in self.phone.emails("Projects/2026") if e["subject"] == "..."]
        theirs = sorted(self.phone.source(email) for email in there)
        self.assertEqual(sorted(self.notebook.export(i["id"]) for i in encrypted), theirs)

    def test_html_only_mail_reads_well(self):
        self.notebook.sync()
        item = self.notebook.items("Lists/News")[0]
        text = self.notebook.show(item["id"])
        self.assertIn("here is what happened this week", text)
        self.assertNotIn("<li>", text)
        self.assertNotIn("track()", text)
        self.assertNotIn("&mdash;", text)

    def test_every_script_reads_well(self):
        self.notebook.sync()
        for title, words in (
            ("Отчёт за квартал", "Замечания жду до пятницы"),
            ("Ερώτηση για το λιμάνι", "τα σχέδια"),
            ("来週の打ち合わせについて", "お世話になっております"),
            ("مواعيد الزيارة", "يوم الأحد"),
        ):
            item = [i for i in self.notebook.items("Inbox") if i["title"] == title][0]
            self.assertIn(words, self.notebook.show(item["id"]))

    def test_search(self):
        self.notebook.sync()
        self.assertTrue(self.notebook.items("Inbox", "--search", "Замечания"))
        self.assertTrue(self.notebook.items("Lists/News", "--search", "Weekly Mast"))
        self.assertEqual(self.notebook.items("Inbox", "--search", "zyxwvutsrq"), [])

    def test_newest_first_and_limit(self):
        self.notebook.sync()
        dates = [item["date"] for item in self.notebook.items("Inbox")]
        self.assertEqual(dates, sorted(dates, reverse=True))
        few = self.notebook.ask("items", "Inbox", "--limit", 5)
        self.assertEqual([item["date"] for item in few], dates[:5])

    def test_check_finds_nothing(self):
        self.notebook.sync()
        self.notebook.run("check")


class Delta(ServerCase):
    """What one side does, the other has after a run."""

    def setUp(self):
        super().setUp()
        self.phone.create_mailbox("Projects/2026")
        for number in range(4):
            self.phone.add(mail("Number %d" % number), "inbox")
        self.phone.add(mail("Plan"), "Projects/2026", ["$seen"])
        self.notebook.sync()
        self.assert_in_step()

    def both_in_step(self):
        self.notebook.sync()
        self.assert_in_step()
        self.assert_quiet()

    # From the server

    def test_created_there(self):
        self.phone.add(mail("Brand new", "Fresh text.\r\n"), "inbox", ["$flagged"])
        self.both_in_step()
        item = self.notebook.item("Brand new")
        self.assertEqual(flags_of(item), {"flagged"})
        self.assertEqual(item["depth"], "full")
        self.assertIn("Fresh text.", self.notebook.show(item["id"]))

    def test_flagged_there(self):
        message = self.phone.email("Number 1")["id"]
        self.phone.keyword(message, "$seen")
        self.phone.keyword(message, "work")
        self.both_in_step()
        self.assertEqual(flags_of(self.notebook.item("Number 1")), {"seen", "work"})
        self.phone.keyword(message, "$seen", False)
        self.both_in_step()
        self.assertEqual(flags_of(self.notebook.item("Number 1")), {"work"})

    def test_moved_there(self):
        number = self.notebook.item("Number 1")["id"]
        self.phone.move(self.phone.email("Number 1")["id"], "Projects/2026")
        self.both_in_step()
        self.assertIsNone(self.notebook.item("Number 1"))
        moved = self.notebook.item("Number 1", "Projects/2026")
        self.assertEqual(moved["id"], number)

    def test_deleted_there(self):
        self.phone.destroy(self.phone.email("Number 1")["id"])
        self.both_in_step()
        self.assertIsNone(self.notebook.item("Number 1"))

    def test_folder_created_renamed_and_removed_there(self):
        mailbox = self.phone.create_mailbox("Größe/Семья")
        self.phone.add(mail("Nested"), "Größe/Семья")
        self.both_in_step()
        self.phone.rename_mailbox(mailbox, "Familie")
        self.both_in_step()
        self.assertEqual(self.notebook.titles("Größe/Familie"), ["Nested"])
        self.phone.destroy_mailbox(mailbox)
        self.both_in_step()
        self.assertNotIn("Größe/Familie", self.notebook.folders())

    # To the server

    def test_created_here(self):
        source = mail("Written here")
        item = self.notebook.add("Projects/2026", source)
        self.both_in_step()
        self.assertEqual(self.notebook.item("Written here", "Projects/2026")["id"], item)
        self.assertEqual(self.phone.source(self.phone.email("Written here")), source)

    def test_flagged_here(self):
        item = self.notebook.item("Number 2")["id"]
        self.notebook.flag(item, "+seen", "+work")
        self.both_in_step()
        self.assertEqual(flags_of(self.phone.email("Number 2")), {"seen", "work"})
        self.notebook.flag(item, "-seen", "+flagged")
        self.both_in_step()
        self.assertEqual(flags_of(self.phone.email("Number 2")), {"flagged", "work"})

    def test_moved_here(self):
        before = self.phone.email("Number 2")["id"]
        self.notebook.move(self.notebook.item("Number 2")["id"], "Projects/2026")
        self.both_in_step()
        self.assertEqual(self.phone.email("Number 2", "Projects/2026")["id"], before)

    def test_deleted_here(self):
        self.notebook.delete(self.notebook.item("Number 2")["id"])
        self.both_in_step()
        self.assertIsNotNone(self.phone.email("Number 2", "trash"))

    def test_deleted_here_for_good(self):
        self.notebook.delete(self.notebook.item("Number 2")["id"], permanently=True)
        self.both_in_step()
        self.assertIsNone(self.phone.email("Number 2"))

    def test_created_and_deleted_here_before_a_run(self):
        item = self.notebook.add("Inbox", mail("Second thoughts"))
        self.notebook.delete(item, permanently=True)
        self.both_in_step()
        self.assertIsNone(self.phone.email("Second thoughts"))

    def test_created_moved_and_flagged_here_before_a_run(self):
        item = self.notebook.add("Inbox", mail("On the way"))
        self.notebook.flag(item, "+flagged")
        self.notebook.move(item, "Projects/2026")
        self.both_in_step()
        self.assertIn("flagged", flags_of(self.phone.email("On the way", "Projects/2026")))

    def test_draft_replaced_here(self):
        draft = self.notebook.add("Drafts", mail("Draft", "One.\r\n"))
        self.both_in_step()
        self.notebook.replace(draft, mail("Draft", "Two.\r\n"))
        self.both_in_step()
        self.assertIn(b"Two.", self.phone.source(self.phone.email("Draft")))
        self.assertEqual(self.notebook.item("Draft", "Drafts")["id"], draft)

    # From both at once

    def test_flags_of_both_are_merged(self):
        message = self.phone.email("Number 3")["id"]
        self.phone.keyword(message, "$flagged")
        self.notebook.flag(self.notebook.item("Number 3")["id"], "+seen")
        self.both_in_step()
        self.assertEqual(flags_of(self.phone.email("Number 3")), {"seen", "flagged"})
        self.assertEqual(self.notebook.conflicts(), [])

    def test_flagged_here_and_moved_there(self):
        self.phone.move(self.phone.email("Number 3")["id"], "Projects/2026")
        self.notebook.flag(self.notebook.item("Number 3")["id"], "+seen")
        self.both_in_step()
        self.assertEqual(flags_of(self.phone.email("Number 3", "Projects/2026")), {"seen"})

    def test_moved_on_both_sides_the_server_wins(self):
        self.phone.create_mailbox("There")
        self.notebook.move(self.notebook.item("Number 3")["id"], "Projects/2026")
        self.phone.move(self.phone.email("Number 3")["id"], "There")
        self.both_in_step()
        self.assertIsNotNone(self.notebook.item("Number 3", "There"))
        self.assertEqual(self.notebook.conflicts(), [])

    def test_deleted_on_both_sides(self):
        self.phone.destroy(self.phone.email("Number 3")["id"])
        self.notebook.delete(self.notebook.item("Number 3")["id"], permanently=True)
        self.both_in_step()
        self.assertEqual(self.notebook.conflicts(), [])

    def test_two_notebooks(self):
        other = self.new_notebook()
        other.add_account(self.user, self.proxy.url)
        other.sync()
        self.notebook.flag(self.notebook.item("Number 0")["id"], "+seen")
        other.move(other.item("Number 0")["id"], "Projects/2026")
        self.notebook.sync()
        other.sync()
        self.notebook.sync()
        self.assert_in_step()
        self.assert_in_step(other)


class SeveralMailboxes(ServerCase):
    """A message that the server files in several mailboxes is one item in each of them."""

    def setUp(self):
        super().setUp()
        self.phone.create_mailbox("Work")
        self.phone.create_mailbox("Play")
        self.message = self.phone.add(with_attachment("Both"), "Work")
        self.phone.file_also(self.message, "Play")
        self.notebook.sync()

    def test_it_is_in_each(self):
        self.assert_in_step()
        self.assertNotEqual(
            self.notebook.item("Both", "Work")["id"], self.notebook.item("Both", "Play")["id"]
        )

    def test_flag_is_one(self):
        self.notebook.flag(self.notebook.item("Both", "Work")["id"], "+seen")
        self.notebook.sync()
        self.assert_in_step()
        self.assertEqual(flags_of(self.notebook.item("Both", "Play")), {"seen"})

    def test_deleted_from_one_stays_in_the_other(self):
        self.notebook.delete(self.notebook.item("Both", "Work")["id"], permanently=True)
        self.notebook.sync()
        self.assert_in_step()
        self.assertIsNotNone(self.phone.email("Both", "Play"))
        self.assertIsNone(self.phone.email("Both", "Work"))

    def test_moved_from_one(self):
        self.notebook.move(self.notebook.item("Both", "Work")["id"], "Inbox")
        self.notebook.sync()
        self.assert_in_step()

    def test_unfiled_there(self):
        self.phone.file_also(self.message, "Play", False)
        self.notebook.sync()
        self.assert_in_step()
        self.assertIsNone(self.notebook.item("Both", "Play"))

    def test_destroyed_there(self):
        self.phone.destroy(self.message)
        self.notebook.sync()
        self.assert_in_step()


class StaleState(ServerCase):
    """The server has forgotten what we knew: compare, and download nothing again."""

    def setUp(self):
        super().setUp()
        for number in range(30):
            self.phone.add(with_attachment("Large %d" % number, 50_000), "inbox")
        self.notebook.sync()

    def change_both_sides(self):
        self.phone.destroy(self.phone.email("Large 1")["id"])
        self.phone.keyword(self.phone.email("Large 2")["id"], "$flagged")
        self.phone.add(mail("Small and new"), "inbox")
        self.notebook.flag(self.notebook.item("Large 3")["id"], "+seen")
        self.notebook.add("Inbox", mail("Written meanwhile"))

    def assert_cheap_recovery(self):
        self.proxy.bytes_down = 0
        self.notebook.sync()
        self.assert_in_step()
        self.assertLess(self.proxy.bytes_down, 60_000)
        self.assertEqual(flags_of(self.phone.email("Large 3")), {"seen"})
        self.assertIsNotNone(self.phone.email("Written meanwhile"))
        self.assert_quiet()

    def test_server_cannot_calculate(self):
        self.change_both_sides()
        self.proxy.rewrite = forget_states()
        self.assert_cheap_recovery()

    def test_token_of_another_time(self):
        self.change_both_sides()
        database = sqlite3.connect(self.notebook.database())
        with database:
            token = database.execute("SELECT token FROM service").fetchone()[0]
            stale = re.sub(r"\d", "1", token)
            self.assertNotEqual(stale, token)
            database.execute("UPDATE service SET token = ?", [stale])
        database.close()
        self.assert_cheap_recovery()


def forget_states():
    """A server that answers the first Email/changes of a state with cannotCalculateChanges."""
    seen = set()

    def rewrite(request, status, headers, body):
        stale = [a["sinceState"] for name, a in request.calls() if name == "Email/changes"]
        if not stale or seen:
            return status, headers, body
        seen.update(stale)
        answer = json.loads(body)
        for response in answer["methodResponses"]:
            if response[0].startswith("Email/"):
                error = "cannotCalculateChanges"
                if response[0] != "Email/changes":
                    error = "invalidResultReference"
                response[0], response[1] = "error", {"type": error}
        return status, headers, json.dumps(answer).encode()

    return rewrite
