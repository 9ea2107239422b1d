#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the translations to what makes them safe to show: po/check.py [--update | FOLDER].

Every language of LINGUAS is there and complete against the sources, nothing is fuzzy, msgfmt finds
no fault, placeholders are those of the original, and no two mnemonics collide that are seen together.
The texts of the sources themselves have a plural where they count, and a context where they are
glued from parts. POTFILES names exactly the files that have texts; --update writes it anew. Prints
every breach; the exit status says whether there was one.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import mnemonics as screen

ROOT = Path(__file__).resolve().parents[1]
CALL = re.compile(r"\b(?:_|N_|C_|NC_|ngettext|g_dngettext) \(")
XGETTEXT = ["--from-code=UTF-8", "--add-comments=Translators", "--keyword=_", "--keyword=N_",
            "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--keyword=g_dngettext:2,3",
            "--flag=N_:1:pass-c-format", "--flag=C_:2:pass-c-format", "--flag=NC_:2:pass-c-format",
            "--flag=g_strdup_printf:1:c-format"]

# %s, %2$s, %'lu, %-d, %%; the argument's number is dropped to be compared apart from order.
PLACEHOLDER = re.compile(r"%(?:\d+\$)?[-+ #0']*\d*(?:\.\d+)?(?:hh|h|ll|l|j|z|t)?[a-zA-Z%]")
# A number of things has a plural, unless the things are units of one.
COUNT = re.compile(r"%[-'0-9]*(?:hh|h|ll|l|j|z|t)?[du] (?!GB\b|MB\b|of\b)[a-z]")


def sources_with_texts():
    """The files whose texts a translator has to see, as POTFILES writes them."""
    found = [path for folder in ("src", "ui") for path in (ROOT / folder).rglob("*.[ch]")
             if CALL.search(path.read_text(encoding="utf-8"))]
    found += [path for path in (ROOT / "ui").rglob("*.ui")
              if 'translatable="yes"' in path.read_text(encoding="utf-8")]
    found += [path for path in (ROOT / "data").rglob("*.in")
              if path.name.endswith((".desktop.in", ".metainfo.xml.in"))]
    return sorted(str(path.relative_to(ROOT)) for path in found)


def make_template(target):
    """The texts of all sources; what xgettext says about them."""
    return subprocess.run(
        ["xgettext", f"--output={target}", f"--files-from={ROOT / 'po/POTFILES'}",
         f"--directory={ROOT}", *XGETTEXT],
        check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout


def unquote(lines):
    return "".join(line[line.index('"') + 1:-1] for line in lines).replace('\\"', '"')


def entries(path):
    """The entries of a po file: dicts of flags, context, msgid, plural and a list of texts."""
    text = subprocess.run(["msgcat", "--no-wrap", "--to-code=UTF-8", str(path)], check=True,
                          text=True, stdout=subprocess.PIPE).stdout
    for block in re.split(r"\n\n+", text):
        lines = [line for line in block.split("\n") if not line.startswith("#~")]
        entry = {"flags": [], "msgctxt": [], "msgid": [], "msgid_plural": [], "msgstr": []}
        forms = []
        target = None
        for line in lines:
            if line.startswith("#,"):
                entry["flags"] += [flag.strip() for flag in line[2:].split(",")]
            match = re.match(r"(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d+\])? ", line)
            if match and match[1] == "msgstr":
                target = []
                forms.append(target)
            elif match:
                target = entry[match[1]]
            if target is not None and '"' in line and not line.startswith("#"):
                target.append(line)
        if entry["msgid"]:
            yield {"flags": entry["flags"], "context": unquote(entry["msgctxt"]),
                   "msgid": unquote(entry["msgid"]), "plural": unquote(entry["msgid_plural"]),
                   "texts": [unquote(form) for form in forms]}


def is_time_format(entry):
    return "c-format" not in entry["flags"] and "%" in entry["msgid"]


def placeholders(text):
    return sorted(re.sub(r"\d+\$", "", found) for found in PLACEHOLDER.findall(text))


def mnemonics(text):
    return len(screen.MNEMONIC.findall(text.replace("__", "")))


def check_entry(entry):
    """What is wrong with one entry, in words."""
    original, several = entry["msgid"], entry["plural"]
    if "fuzzy" in entry["flags"]:
        yield "is fuzzy"
    for text in entry["texts"]:
        if not text:
            yield "is not translated"
            continue
        if is_time_format(entry):
            if not placeholders(text):
                yield f"“{text}” has no placeholder of a date"
        elif several:
            # One form may do without the number; no form may have another placeholder.
            if not set(placeholders(text)) <= set(placeholders(original) + placeholders(several)):
                yield f"“{text}” has other placeholders"
        elif placeholders(text) != placeholders(original):
            yield f"“{text}” has other placeholders"
        # GTK shows one mnemonic; a text without one must not get one from its translation.
        if "--" not in original and mnemonics(text) != mnemonics(original):
            yield f"“{text}” has {mnemonics(text)} mnemonics instead of {mnemonics(original)}"
        if original.endswith("\\n") != text.endswith("\\n"):
            yield f"“{text}” ends otherwise"


def check_mnemonics(translate):
    for one, other in screen.collisions(screen.find_groups(), translate):
        yield f"“{one}” and “{other}” are seen together and have the same mnemonic"


def check_language(path, template):
    """What is wrong with one po file."""
    done = subprocess.run(["msgfmt", "--check", "--output-file=/dev/null", str(path)], check=False,
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        yield done.stdout.strip()
        return
    done = subprocess.run(["msgcmp", str(path), str(template)], check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        yield done.stdout.strip()
    texts = {}
    for entry in entries(path):
        if not entry["msgid"]:
            continue
        texts[entry["context"], entry["msgid"]] = entry["texts"][0]
        for problem in check_entry(entry):
            yield f"“{entry['msgid']}”: {problem}"
    yield from check_mnemonics(lambda key: texts.get(key, ""))


def check_folder(folder):
    """What is wrong with the translations in FOLDER."""
    languages = (folder / "LINGUAS").read_text(encoding="utf-8").split()
    files = sorted(path.stem for path in folder.glob("*.po"))
    if sorted(languages) != files:
        yield f"LINGUAS has {sorted(languages)}, but there are {files}"
    with tempfile.TemporaryDirectory() as scratch:
        template = Path(scratch) / "valise.pot"
        said = make_template(template)
        if said:
            yield said.strip()
        for language in files:
            for problem in check_language(folder / f"{language}.po", template):
                yield f"{language}: {problem}"


def check_original(entry):
    """What makes a text of the sources hard to translate."""
    text = entry["msgid"]
    if not text or is_time_format(entry):
        return
    if COUNT.search(text) and not entry["plural"]:
        yield f"“{text}” has a number and no plural"
    if not re.search(r"[^\W\d_]", PLACEHOLDER.sub("", text)) and not entry["context"]:
        yield f"“{text}” is glued from parts, and no context tells from which"


def check_sources():
    """What is wrong with POTFILES and with the texts themselves."""
    listed = (ROOT / "po/POTFILES").read_text(encoding="utf-8").split()
    wanted = sources_with_texts()
    for path in sorted(set(wanted) ^ set(listed)):
        yield f"POTFILES: {path} is {'missing' if path in wanted else 'there without a text'}"
    if not set(wanted) ^ set(listed) and listed != wanted:
        yield "POTFILES is not sorted"
    with tempfile.TemporaryDirectory() as scratch:
        template = Path(scratch) / "valise.pot"
        make_template(template)
        for entry in entries(template):
            # xgettext cuts a text where a macro such as G_GUINT64_FORMAT stands in it.
            if re.search(r"%[-'0-9]*$", entry["msgid"]):
                yield f"“{entry['msgid']}” is cut by a macro in its middle"
            yield from check_original(entry)
    yield from check_mnemonics(lambda key: key[1])


def main():
    if sys.argv[1:] == ["--update"]:
        text = "".join(f"{path}\n" for path in sources_with_texts())
        (ROOT / "po/POTFILES").write_text(text, encoding="utf-8")
        return 0
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "po"
    problems = [*check_sources(), *check_folder(folder)]
    for problem in problems:
        print(f"po: {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
