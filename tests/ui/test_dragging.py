# SPDX-License-Identifier: GPL-3.0-or-later
"""What is dragged with the mouse, within the window and out of it."""

import email
import email.policy
import os
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from blackbox import mail, with_attachment
from uicase import DesktopCase


class Mouse(DesktopCase):
    def drag(self, start, end, picture):
        """Drags as a hand does: past the threshold first, then to the target."""
        (x, y), (to_x, to_y) = start, end
        steps = [f"{x + (to_x - x) * n // 10} {y + (to_y - y) * n // 10}" for n in range(1, 11)]
        self.desktop.run(["xdotool", "mousemove", x, y, "mousedown", 1])
        for step in steps:
            self.desktop.run(["xdotool", "mousemove", "--sync", *step.split()])
        self.wait_until_still()
        self.desktop.screenshot(picture)  # not picture (), which moves the pointer

    def drop(self):
        self.desktop.run(["xdotool", "mouseup", 1])

    def drag_onto_junk(self, window, row, picture):
        """Drags from that ROW of the list. It is seen all the time what folder that is."""
        x, y = window
        name = (x + 60, y + 160, 35, 16)  # the fourth folder below the account
        before = self.desktop.pixels(name)
        self.drag((x + 400, y + 115 + 46 * row), (x + 80, y + 175), picture)
        self.assertEqual(self.desktop.pixels(name), before)
        self.drop()

    def open_window(self):
        """The window, when it shows the mail; its corner."""
        self.notebook.sync()
        self.start()
        window = self.window()
        self.wait_until_in_step()
        self.wait_until_still()
        return self.desktop.geometry(window)[:2]

    def test_drag_a_message_onto_a_folder(self):
        self.phone.add(mail("Onto the heap"), "inbox")
        self.drag_onto_junk(self.open_window(), 0, "ui-drag")
        self.wait_for(lambda: self.phone.emails("junk"), "the message in Junk on the server")
        self.assertEqual(self.phone.emails("inbox"), [])
        self.assertIsNotNone(self.notebook.item("Onto the heap", "Junk"))

    def test_drag_several_messages_onto_a_folder(self):
        for number in range(3):
            self.phone.add(mail(f"Number {number}"), "inbox")
        x, y = self.open_window()
        self.desktop.click(x + 400, y + 115)
        self.desktop.keys("ctrl+a")
        self.wait_until_still()
        # By another row than that of the click, or it would be a double click.
        self.drag_onto_junk((x, y), 1, "ui-drag-several")
        self.wait_for(lambda: len(self.phone.emails("junk")) == 3, "them in Junk on the server")
        self.assertEqual(self.phone.emails("inbox"), [])

    def test_drag_an_attachment_out(self):
        """Onto the window of another program, which is told where the file is."""
        source = with_attachment("Numbers", 3000)
        self.phone.add(source, "inbox")
        told = tempfile.NamedTemporaryFile()
        self.addCleanup(told.close)
        other = self.desktop.spawn([os.environ["DROP_WINDOW"]], stdout=told.file)
        self.addCleanup(other.terminate)
        x, y = self.open_window()
        self.desktop.click(x + 400, y + 115)
        self.wait_until_still()
        target = self.desktop.window("^Drop here$")
        self.desktop.run(["xdotool", "windowmove", "--sync", target, 0, 500])
        self.wait_until_still()
        left, top, wide, high = self.desktop.geometry(target)
        self.drag((x + 785, y + 182), (left + wide // 2, top + high // 2), "ui-drag-out")
        self.drop()

        def address():
            return Path(told.name).read_text(encoding="utf-8").strip()
        self.wait_for(address, "the file to be dropped")
        self.assertEqual(urlsplit(address()).scheme, "file")
        path = Path(unquote(urlsplit(address()).path))
        self.assertEqual(path.name, "data.bin")
        self.assertEqual(path.read_bytes(), attachment_of(source))


def attachment_of(source):
    message = email.message_from_bytes(source, policy=email.policy.SMTP)
    return next(message.iter_attachments()).get_content()
