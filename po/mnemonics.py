# SPDX-License-Identifier: GPL-3.0-or-later
"""Which mnemonics are on the screen together, and which of them collide.

A menu is one group, and so is a window with everything that can be in it at the same time.
"""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MNEMONIC = re.compile(r"_(\w)")
CALL = re.compile(r'\b(?:_|N_|(?:NC_|C_) \("(?P<context>[^"]*)",) ?\(?"(?P<text>[^"]*_\w[^"]*)"\)')

# What makes one window or menu, where that is more than one .ui file.
TOGETHER = (
    ("ui/main-window.ui", "ui/info-bars.c", "ui/reader.ui", "ui/undo-bar.ui"),
    ("ui/composer.ui", "ui/compose-page.ui", "ui/wanted-bar.ui"),
    ("ui/preferences.c",),
    ("ui/tray.c",),
    ("ui/demo-menu.c",),
    ("ui/conflict-list.c",),
)


def read_text(element):
    return element.get("context", ""), element.text or ""


def menu_items(menu):
    """The labels of a menu and its sections, without those of its submenus."""
    for child in menu:
        if child.tag == "section":
            yield from menu_items(child)
        elif child.tag in ("item", "submenu"):
            yield from (read_text(attribute) for attribute in child.findall("attribute")
                        if attribute.get("name") == "label")
            if child.tag == "submenu":
                continue


def read_ui(path):
    """The groups of a .ui file: the texts of its window, and of each menu."""
    root = ElementTree.parse(path).getroot()
    window = [read_text(label) for element in root.iter("object")
              if any(p.get("name") == "use-underline" for p in element.findall("property"))
              for label in element.findall("property")
              if label.get("name") == "label" and label.get("translatable") == "yes"]
    menus = [*root.iter("menu"), *root.iter("submenu")]
    return [window] + [list(menu_items(menu)) for menu in menus]


def read_c(path):
    return [(match["context"] or "", match["text"])
            for match in CALL.finditer(path.read_text(encoding="utf-8"))]


def find_groups():
    """Lists of (context, text) of what is on the screen together."""
    windows = {}
    groups = []
    for path in sorted((ROOT / "ui").rglob("*.ui")):
        window, *menus = read_ui(path)
        windows[str(path.relative_to(ROOT))] = window
        groups += menus
    for names in TOGETHER:
        groups.append([text for name in names
                       for text in (windows.pop(name) if name.endswith(".ui")
                                    else read_c(ROOT / name))])
    groups += windows.values()
    return groups


def collisions(groups, translate):
    """Pairs of texts in GROUPS whose mnemonics are one, as TRANSLATE has the texts."""
    for group in groups:
        seen = {}
        for key in dict.fromkeys(group):
            text = translate(key)
            match = MNEMONIC.search(text.replace("__", ""))
            if not match:
                continue
            letter = match[1].casefold()
            other = seen.setdefault(letter, (key[1], text))
            if other[0] != key[1]:
                yield other[1], text
