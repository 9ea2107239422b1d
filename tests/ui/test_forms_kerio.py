# SPDX-License-Identifier: GPL-3.0-or-later
"""What the forms make reaches a Kerio Connect server and comes back, for each kind of item."""

import subprocess
from pathlib import Path

from formcase import CONTACT, EDIT, EVENT, FormCase, NEW
from kerio import PASSWORD, USER, Kerio
from uicase import DesktopCase

# In which folder an item is, and how the API calls its kind.
PLACES = {"Rowing": ("Calendar", "Events"), "Trip": ("Calendar", "Events"),
          "Paint the hull": ("Tasks", "Tasks"), "Shopping": ("Notes", "Notes"),
          "Ann Brown": ("Contacts", "Contacts")}  # fmt: skip

# What another program says of the items, and no form shows.
UNKNOWN = {"Rowing": {"isPrivate": True, "travelMinutes": 20}, "Trip": {"label": "Vacation"},
           "Paint the hull": {"isPrivate": True}, "Shopping": {"color": "Pink"},
           "Ann Brown": {"managerName": "Zoe"}}  # fmt: skip

# What is different after the edits.
EDITED = {"Rowing": "LOCATION:Old harbour", "Trip": "DTEND;VALUE=DATE:20270505",
          "Paint the hull": "PERCENT-COMPLETE:80", "Shopping": "DESCRIPTION:Milk",
          "Ann Brown": "EMAIL;TYPE=work:ann@c.example"}  # fmt: skip

# What a server changes by itself.
OWN = {"watermark", "lastModificationTime", "modifyDate", "modified"}


class KerioForms(FormCase, DesktopCase):
    def setUp(self):
        self.set_up_desktop()
        self.kerio = Kerio("empty")
        self.addCleanup(self.kerio.close)
        self.notebook = self.new_notebook()
        self.notebook.sync()
        self.addCleanup(self.end_programs)

    def new_notebook(self):
        notebook = super().new_notebook()
        notebook.environment["TZ"] = "Europe/Berlin"
        notebook.run("account", "add", "--user", USER, "--service", "kerio=" + self.kerio.url,
                     "--password-command", f"printf %s {PASSWORD}")
        return notebook

    def on_server(self, title):
        """The item, as the API has it."""
        folder, kind = PLACES[title]
        names = (title, title + "\nMilk\nBread", title + "\nMilk")  # a note is named by its text
        found = [item for name in names for item in self.kerio.items(folder, name)]
        self.assertLessEqual(len(found), 1)
        return found[0] if found else None

    def make_contact(self):
        picture = Path(self.notebook.home, "ann.png")
        subprocess.run(["convert", "-size", "40x60", "gradient:red-blue", picture], check=True)
        self.open_new("contact")
        self.desktop.type("Ann Brown")
        self.tab(CONTACT["picture"])
        self.desktop.keys("space")
        self.activate("^Choose Picture$")
        self.desktop.type(str(picture))
        self.desktop.keys("Return")
        self.wait_for(lambda: not self.desktop.windows("^Choose Picture$"), "the choice")
        self.form(NEW["contact"])
        self.tab(CONTACT["picture-to-email"])
        self.desktop.type("ann@a.example")
        self.desktop.keys("Return")
        self.desktop.type("ann@b.example")
        self.tab(CONTACT["email-to-phone"])
        self.desktop.type("+49 89 1")
        self.tab(CONTACT["phone-to-address"])
        self.desktop.keys("space")
        self.desktop.type("Main Street 1\t80331\tSpringfield\t\tGermany")
        self.picture("form-contact-kerio")
        self.save(NEW["contact"])

    def edit_contact(self):
        self.edit("contact", "Ann Brown")
        self.tab(CONTACT["picture"] + CONTACT["picture-to-email"])
        self.write("ann@c.example")
        self.save(EDIT["contact"])

    def assert_has(self, wanted, there, where):
        """Each member that is wanted is there, in inner structures too."""
        for name, value in wanted.items():
            if isinstance(value, dict):
                self.assert_has(value, there[name], f"{where}, {name}")
            else:
                self.assertEqual(there[name], value, f"{where}, {name}")

    def check_made(self):
        wanted = {
            "Rowing": {
                "location": "Harbour", "description": "Bring, gloves", "isAllDay": False,
                "start": "20270322T180000+0100", "end": "20270322T193000+0100",
                "reminder": {"isSet": True, "type": "ReminderRelative", "minutesBeforeStart": 15},
                "rule": {"isSet": True, "frequency": "Weekly",
                         "endBy": {"type": "ByRecurrenceDate", "date": "20270524T180000+0200"}}},
            "Trip": {"isAllDay": True, "start": "20270501", "end": "20270503",
                     "rule": {"isSet": False}, "reminder": {"isSet": False}},
            "Paint the hull": {"due": "20270430T170000+0200", "done": 40, "priority": "High",
                               "status": "tsInProgress", "description": "Twice",
                               "reminder": {"isSet": True, "type": "ReminderRelative",
                                            "minutesBeforeStart": 15}},
            "Shopping": {"text": "Shopping\nMilk\nBread"},
            "Ann Brown": {"commonName": "Ann Brown"},
        }  # fmt: skip
        for title, members in wanted.items():
            self.assert_has(members, self.on_server(title), title)
        ann = self.on_server("Ann Brown")
        self.assertEqual([(one["type"], one["address"]) for one in ann["emailAddresses"]],
                         [("EmailWork", "ann@a.example"), ("EmailWork", "ann@b.example")])
        self.assertEqual([(one["type"], one["number"]) for one in ann["phoneNumbers"]],
                         [("TypeMobile", "+49 89 1")])
        (address,) = ann["postalAddresses"]
        self.assert_has({"type": "AddressHome", "street": "Main Street 1", "zip": "80331",
                         "locality": "Springfield", "country": "Germany"}, address, "address")
        self.assertTrue(ann["photo"]["id"])

    def check_elsewhere(self, other):
        """The other computer reads what the form says."""
        wanted = {
            "Rowing": (
                "LOCATION:Harbour", "DESCRIPTION:Bring\\, gloves",
                "DTSTART;TZID=Europe/Berlin:20270322T180000",
                "DTEND;TZID=Europe/Berlin:20270322T193000",
                "RRULE:FREQ=WEEKLY;UNTIL=20270524T160000Z", "TRIGGER:-PT15M"),
            "Trip": ("DTSTART;VALUE=DATE:20270501", "DTEND;VALUE=DATE:20270504"),
            "Paint the hull": ("DUE:20270430T150000Z", "PERCENT-COMPLETE:40", "PRIORITY:1",
                               "STATUS:IN-PROCESS", "DESCRIPTION:Twice",
                               "TRIGGER;RELATED=END:-PT15M"),
            "Shopping": ("DESCRIPTION:Milk\\nBread",),
            "Ann Brown": (
                "EMAIL;TYPE=work:ann@a.example", "EMAIL;TYPE=work:ann@b.example",
                "TEL;TYPE=cell:+49 89 1",
                "ADR;TYPE=home:;;Main Street 1;Springfield;;80331;Germany",
                self.photo(self.notebook)),
        }  # fmt: skip
        for title, lines in wanted.items():
            for line in lines:
                self.assertIn(line, self.lines(other, title, PLACES[title][0]))

    def photo(self, notebook):
        lines = self.lines(notebook, "Ann Brown", "Contacts")
        (photo,) = (line for line in lines if line.startswith("PHOTO;"))
        return photo

    def check_edited_elsewhere(self, other):
        photo = self.photo(other)
        other.sync()
        for title, (folder, _) in PLACES.items():
            self.assertIn(EDITED[title], self.lines(other, title, folder))
        self.assertEqual(self.photo(other), photo)

    def check_edited(self, before):
        edits = {"Rowing": {"location": "Old harbour"}, "Trip": {"end": "20270504"},
                 "Paint the hull": {"done": 80}, "Shopping": {"text": "Shopping\nMilk"},
                 "Ann Brown": {}}  # fmt: skip
        for title, members in edits.items():
            after = self.on_server(title)
            self.assert_has(members, after, title)
            changed = {name for name in after if after[name] != before[title][name]} - OWN
            if title == "Ann Brown":
                self.assertEqual(changed, {"emailAddresses"})
                self.assertEqual([one["address"] for one in after["emailAddresses"]],
                                 ["ann@c.example", "ann@b.example"])
            else:
                self.assertEqual(changed, set(members), title)

    def test_everything(self):
        """Each kind of item is made, read elsewhere, edited and deleted."""
        self.start_form()
        self.make_event()
        self.make_trip()
        self.make_task()
        self.make_note()
        self.make_contact()
        for title, (folder, _) in PLACES.items():
            self.arrived(title, folder)
        self.check_made()
        other = self.new_notebook()
        other.sync()
        self.check_elsewhere(other)

        for title, members in UNKNOWN.items():
            _, kind = PLACES[title]
            there = self.on_server(title)
            item = {"id": there["id"], "folderId": there["folderId"], **members}
            answer = self.kerio.call(f"{kind}.set", **{kind.lower(): [item]})
            self.assertEqual(answer["errors"], [])
        before = {title: self.on_server(title) for title in PLACES}
        self.desktop.keys("F9")
        self.wait_for(lambda: "X-MANAGER:Zoe" in self.lines(self.notebook, "Ann Brown", "Contacts"),
                      "the run")
        self.edit_everything()
        self.edit_contact()
        for folder, _ in PLACES.values():
            self.wait_for(lambda: self.in_step(folder), "the changes to reach the server")
        self.check_edited(before)
        self.check_edited_elsewhere(other)

        for title in PLACES:
            self.delete(title)
            self.wait_for(lambda: self.on_server(title) is None, f"“{title}” to be gone")
        other.sync()
        for title, (folder, _) in PLACES.items():
            self.assertIsNone(other.item(title, folder))

    def test_refused(self):
        """A series at the hours of another zone is not moved silently, but can be put right."""
        self.start_form()
        self.make_event("America/New_York")
        self.wait_for(lambda: "Choose Europe/Berlin" in self.reason("Rowing"), "the reason")
        self.assertIsNone(self.on_server("Rowing"))
        self.choose("Rowing")
        self.picture("form-refused-kerio")
        self.edit("event", "Rowing")
        self.tab(EVENT["zone"])
        self.write("Europe/Berlin")
        self.save(EDIT["event"])
        self.wait_for(lambda: self.on_server("Rowing"), "the event")
        self.assertEqual(self.on_server("Rowing")["start"], "20270322T180000+0100")

    def reason(self, title):
        """Why the server refused an item."""
        item = self.notebook.item(title, PLACES[title][0])
        return str(item.get("error") or "") if item else ""
