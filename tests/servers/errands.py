# SPDX-License-Identifier: GPL-3.0-or-later
"""One of everything: a mailbox with work waiting on both sides, so that a run uses every verb."""

from blackbox import mail, with_attachment
from notebook import flags_of


class Errands:
    """What USER did on notebook and phone since the last run."""

    def __init__(self, case, user, phone, notebook):
        self.case = case
        self.phone = phone
        self.notebook = notebook
        self.letter = "Letter of %s" % user
        self.sender = "%s@localhost" % user

    @classmethod
    def waiting(cls, case):
        """A new user with a new notebook, and all the work waiting."""
        user = case.new_user()
        notebook = case.new_notebook()
        notebook.add_account(user, case.proxy.url)
        errands = cls(case, user, case.new_phone(user), notebook)
        errands.prepare()
        errands.work()
        case.proxy.reset()
        return errands

    def draft_of_both(self, text):
        return mail("Draft of both", text, message_id="<both.%s>" % self.sender)

    def prepare(self):
        """A mailbox that both sides know."""
        phone = self.phone
        phone.create_mailbox("Projects/2026")
        for title in ("Stays", "Flag here", "Flag there", "Move here", "Move there"):
            phone.add(mail(title), "inbox")
        for title in ("Delete here", "Delete there"):
            phone.add(mail(title), "inbox")
        for number in range(3):
            phone.add(with_attachment("Plan %d" % number, 60_000), "Projects/2026")
        phone.add(mail("Draft here"), "drafts", ["$draft", "$seen"])
        phone.add(self.draft_of_both("First.\r\n"), "drafts", ["$draft", "$seen"])
        self.notebook.sync()

    def work(self):
        """What is done on the phone and, without a connection, on the notebook."""
        phone, notebook = self.phone, self.notebook
        phone.keyword(phone.email("Flag there")["id"], "$flagged")
        phone.move(phone.email("Move there")["id"], "Projects/2026")
        phone.destroy(phone.email("Delete there")["id"])
        for number in range(6):
            phone.add(with_attachment("New there %d" % number, 30_000), "inbox")
        phone.replace(phone.email("Draft of both")["id"], self.draft_of_both("Phone.\r\n"))

        notebook.flag(notebook.item("Flag here")["id"], "+seen")
        notebook.move(notebook.item("Move here")["id"], "Projects/2026")
        notebook.delete(notebook.item("Delete here")["id"], permanently=True)
        for number in range(3):
            notebook.add("Inbox", with_attachment("New here %d" % number, 20_000))
        draft = notebook.item("Draft here", "Drafts")["id"]
        notebook.replace(draft, mail("Draft here", "Better.\r\n"))
        draft = notebook.item("Draft of both", "Drafts")["id"]
        notebook.replace(draft, self.draft_of_both("Notebook.\r\n"))
        notebook.add("Outbox", mail(self.letter, sender=self.sender))
        notebook.run("set", "Projects/2026", "--depth", "full")

    def assert_done(self):
        """All of it happened, once, on both sides, whatever came in between."""
        case, phone, notebook = self.case, self.phone, self.notebook
        case.assert_in_step(notebook, phone)
        inbox = ["Stays", "Flag here", "Flag there"]
        inbox += ["New there %d" % number for number in range(6)]
        inbox += ["New here %d" % number for number in range(3)]
        projects = ["Move here", "Move there"] + ["Plan %d" % number for number in range(3)]
        for path, titles in (
            ("Inbox", inbox),
            ("Projects/2026", projects),
            ("Drafts", ["Draft here", "Draft of both"]),
            ("Sent", [self.letter]),
        ):
            there = [email["subject"] for email in phone.emails(path)]
            case.assertEqual(sorted(there), sorted(titles), path)
        case.assertEqual(flags_of(phone.email("Flag here")), {"seen"})
        case.assertIn(b"Better.", phone.source(phone.email("Draft here")))
        case.assertIn(b"Phone.", phone.source(phone.email("Draft of both")))
        case.assertEqual(case.sent_to_sink(self.letter), 1)

        case.assertEqual([c["title"] for c in notebook.conflicts()], ["Draft of both"])
        copies = notebook.items("Conflicts")
        case.assertEqual(len(copies), 1)
        case.assertIn(b"Notebook.", notebook.export(copies[0]["id"]))
        case.assertEqual(len(notebook.announcements()), 1)
        kept = notebook.folders()["Projects/2026"]["kept"]
        case.assertEqual(kept, {"none": 0, "text": 0, "full": 5})
