# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that refuses changes: told once, by the icon too; the way to the item, and out of it."""

from cyrus import PASSWORD
from uicase import DesktopCase

EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n"
    "DTSTAMP:20260101T000000Z\r\nDTSTART:20260302T100000Z\r\nDTEND:20260302T110000Z\r\n"
    "SUMMARY:{title}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


class RefusedChanges(DesktopCase):
    add_account = False

    def setUp(self):
        super().setUp()
        home = f"caldav={self.proxy.url}/dav/calendars/user/{self.user}/"
        self.notebook.run("account", "add", "--user", self.user, "--service", home,
                          "--password-command", f"printf %s {PASSWORD}")
        self.notebook.sync()
        self.calendar = next(path for path, folder in self.notebook.folders().items()
                             if folder["kind"] == "event" and folder["role"] != "conflicts")
        for title in ("Concert", "Survey"):
            self.notebook.add(self.calendar, EVENT.format(uid=title, title=title).encode())
        self.notebook.sync()

    def refuse(self):
        self.proxy.error_status = 403
        self.proxy.error_for = lambda request: request.method in ("PUT", "DELETE")

    def told(self):
        return [shown["summary"] for shown in self.desktop.notifications()
                if "refused" in shown["summary"]]

    def act(self, name):
        """What a click on the notification activates."""
        self.desktop.run(["gapplication", "action", "org.valise.Valise", name])

    def item(self, title):
        return self.notebook.item(title, self.calendar)

    def test_from_the_notification_to_the_item(self):
        before = len(self.told())
        self.refuse()
        program, tray = self.start_in_tray()
        self.wait_until_in_step(tray)
        self.notebook.replace(self.item("Survey")["id"],
                              EVENT.format(uid="Survey", title="My survey").encode())
        self.notebook.delete(self.item("Concert")["id"])
        self.synchronise(tray)
        self.wait_for(lambda: self.item("My survey")["error"], "the refusal of the change")
        self.wait_for(lambda: self.item("Concert") and self.item("Concert")["error"],
                      "what was not deleted to be back")
        self.wait_for_icon(tray, "valise-online-attention")
        self.wait_for(lambda: len(self.told()) > before, "the notification")

        # No window was open.
        self.act("refused")
        self.window()
        self.picture("refused-shown")

        # It is not told once more with the next start.
        told = len(self.told())
        self.quit(program)
        program, tray = self.start_in_tray()
        self.wait_for_icon(tray, "valise-online-attention")
        self.act("refused")
        self.window()
        self.wait_until_still()
        self.assertEqual(len(self.told()), told)

        # The server is mended, and the user tries again: the change goes out; the deletion does not,
        # for nobody asked again.
        self.proxy.error_for = None
        self.synchronise(tray)
        self.wait_for(lambda: self.item("My survey")["error"] is None, "the change to be sent")
        self.notebook.run("discard", str(self.item("Concert")["id"]))
        self.wait_for_icon(tray, "valise-online")
        self.assertEqual(self.notebook.titles(self.calendar), ["Concert", "My survey"])
        self.picture("refused-no-more")
