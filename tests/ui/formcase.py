# SPDX-License-Identifier: GPL-3.0-or-later
"""What the suites of the forms share: forms are opened, filled in and saved by keyboard."""

import re

# How often Tab has to be pressed from the title to a field.
EVENT = {"place": 1, "all-day": 2, "start": 3, "start-clock": 5, "end": 6, "end-clock": 8,
         "zone": 9, "repeat": 10, "reminder": 11}  # fmt: skip
WHOLE_DAYS = {"place": 1, "all-day": 2, "start": 3, "end": 5, "repeat": 7, "reminder": 8}
TASK = {"start": 1, "start-clock": 3, "due": 4, "due-clock": 6, "state": 7, "percent": 8,
        "priority": 9, "repeat": 10, "reminder": 11, "description": 13}  # fmt: skip
NOTE = {"categories": 1, "text": 2}
CONTACT = {"picture": 6, "email": 8, "picture-to-email": 3, "email-to-phone": 4,
           "phone-to-address": 3}  # fmt: skip

# From the choice “Every week” to how it ends: the interval and seven days are between.
WEEKLY_TO_END = 9
END_TO_REMINDER = 2
# From a reminder to the description of an event, and of a task.
REMINDER_TO_DESCRIPTION = 7
TASK_REMINDER_TO_DESCRIPTION = 4

# The order of what the menu makes.
KINDS = ("event", "task", "contact", "note")
NEW = {"event": "^New Event$", "task": "^New Task$", "contact": "^New Contact$",
       "note": "^New Note$"}  # fmt: skip
EDIT = {kind: title.replace("New ", "") for kind, title in NEW.items()}

# What each program writes anew.
STAMPS = ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "CREATED", "REV", "PRODID")


def lines_of(source):
    """The lines of an item, unfolded, but for those that say when it was written and how zones
    are; each type of a value on its own, as Cyrus writes them."""
    if isinstance(source, bytes):
        source = source.decode()
    source = re.sub("\r?\n[ \t]", "", source)
    source = re.sub("BEGIN:VTIMEZONE.*END:VTIMEZONE\r?\n", "", source, flags=re.DOTALL)
    lines = []
    for line in source.splitlines():
        head, colon, value = line.partition(":")
        if head.partition(";")[0] not in STAMPS:
            lines.append(head.replace(",", ";TYPE=") + colon + value)
    return lines


class FormCase:
    """For a DesktopCase that has a notebook with an account."""

    def folder(self, kind):
        found = [path for path, folder in self.notebook.folders().items()
                 if folder["kind"] == kind and folder["role"] not in ("outbox", "conflicts")]
        self.assertTrue(found, f"no folder for {kind}: {self.notebook.folders()}")
        return found[0]

    def start_form(self):
        self.start()
        self.window()
        self.wait_until_still()

    def open_new(self, kind):
        if kind == "event":
            self.desktop.keys("ctrl+shift+n")
        else:
            self.desktop.keys("F10")
            self.wait_until_still()
            self.desktop.keys(*["Down"] * KINDS.index(kind), "Return")
        self.activate(NEW[kind])

    def activate(self, title):
        """Brings the keyboard to a window, drawn or not: keys wait until it reads them."""
        self.desktop.run(["xdotool", "windowactivate", "--sync", self.desktop.window(title)])

    def form(self, title):
        """Waits until a form is filled in."""
        self.wait_until_still(self.desktop.geometry(self.window(title)))

    def tab(self, times):
        self.desktop.keys(*["Tab"] * times)

    def write(self, text):
        """Writes in place of what is there."""
        self.desktop.keys("ctrl+a")
        self.desktop.type(text)

    def write_completed(self, text):
        """As write (), until the list of what is meant is open: Tab goes on all the same."""
        self.write(text)
        self.wait_until_still()

    def save(self, title):
        self.desktop.keys("ctrl+s")
        self.wait_for(lambda: not self.desktop.windows(title), f"{title} to close")
        self.activate("^Valise$")

    # The list

    def choose(self, title):
        """Selects an item, wherever it is."""
        self.activate("^Valise$")
        self.desktop.keys("ctrl+f")
        self.write(title)
        self.wait_until_still()
        self.desktop.keys("Return", "Home")

    def edit(self, kind, title):
        self.choose(title)
        self.desktop.keys("ctrl+e")
        self.form(EDIT[kind])

    def delete(self, title):
        self.choose(title)
        self.desktop.keys("Delete")

    # One of each kind

    def make_event(self, zone=None):
        """On ten Mondays, in another zone than the one that is suggested, perhaps."""
        self.open_new("event")
        self.desktop.type("Rowing\tHarbour")
        self.tab(EVENT["start"] - EVENT["place"])
        self.write("2027-03-22\t\t18:00")
        self.tab(EVENT["end-clock"] - EVENT["start-clock"])
        self.write("19:30\t")
        if zone is not None:
            self.write_completed(zone)
        self.desktop.keys("Tab")
        self.wait_until_still()
        self.desktop.keys("Down", "Down", "Down")
        self.tab(WEEKLY_TO_END)
        self.desktop.keys("Down", "Down")
        self.tab(END_TO_REMINDER)
        self.desktop.keys("space")
        self.tab(REMINDER_TO_DESCRIPTION)
        self.desktop.type("Bring, gloves")
        self.picture("form-event-made")
        self.save(NEW["event"])

    def make_trip(self):
        """Three whole days."""
        self.open_new("event")
        self.desktop.type("Trip")
        self.tab(EVENT["all-day"])
        self.desktop.keys("space", "Tab")
        self.write("2027-05-01")
        self.tab(WHOLE_DAYS["end"] - WHOLE_DAYS["start"])
        self.write("2027-05-03")
        self.picture("form-trip-made")
        self.save(NEW["event"])

    def make_task(self):
        self.open_new("task")
        self.desktop.type("Paint the hull")
        self.tab(TASK["due"])
        self.write("2027-04-30\t\t17:00\t")
        self.desktop.keys("Down", "Down", "Tab")  # in progress
        self.write("40\t")
        self.desktop.keys("Down")  # high
        self.tab(TASK["reminder"] - TASK["priority"])
        self.desktop.keys("space")
        self.tab(TASK_REMINDER_TO_DESCRIPTION)
        self.desktop.type("Twice")
        self.picture("form-task-made")
        self.save(NEW["task"])

    def make_note(self):
        self.open_new("note")
        self.desktop.type("Shopping")
        self.tab(NOTE["text"])
        self.desktop.type("Milk")
        self.desktop.keys("Return")
        self.desktop.type("Bread")
        self.picture("form-note-made")
        self.save(NEW["note"])

    def edit_everything(self):
        """One field of each."""
        self.edit("event", "Rowing")
        self.tab(EVENT["place"])
        self.write("Old harbour")
        self.save(EDIT["event"])
        self.edit("event", "Trip")
        self.tab(WHOLE_DAYS["end"])
        self.desktop.keys("Up")  # a day later
        self.save(EDIT["event"])
        self.edit("task", "Paint the hull")
        self.tab(TASK["percent"])
        self.write("80")
        self.save(EDIT["task"])
        self.edit("note", "Shopping")
        self.tab(NOTE["text"])
        self.write("Milk")
        self.save(EDIT["note"])

    def in_step(self, path, notebook=None):
        return all(not item["pending"] for item in (notebook or self.notebook).items(path))

    def arrived(self, title, path):
        """Waits until an item of the form is on the server as well."""
        self.wait_for(lambda: self.notebook.item(title, path), f"“{title}”")
        self.wait_for(lambda: self.in_step(path), f"“{title}” to reach the server")

    def lines(self, notebook, title, path):
        return lines_of(notebook.export(notebook.item(title, path)["id"]))
