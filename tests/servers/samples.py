# SPDX-License-Identifier: GPL-3.0-or-later
"""The mailbox of somebody with a life: some hundred messages over the last year.

Everything is drawn from one seed, so two runs on one day make the same bytes. The dates count
from today, so that the mailbox never looks old.
"""

import base64
import email.message
import email.policy
import email.utils
import random
import struct
import time
import zlib

from imap import Message

DAY = 86400
POLICY = email.policy.SMTP

PEOPLE = [
    ("Ann Marlow", "ann.marlow@harbour.example"),
    ("Ben Okafor", "ben.okafor@harbour.example"),
    ("Carla Ruiz", "carla.ruiz@harbour.example"),
    ("Dmitri Volkov", "dmitri@volkov.example"),
    ("Eleni Papadaki", "eleni@papadaki.example"),
    ("François Lefèvre", "francois.lefevre@atelier.example"),
    ("Grete Jørgensen", "grete@fjordhus.example"),
    ("Haruki Tanaka", "tanaka@kobo.example"),
    ("Ines Grünwald", "ines.gruenwald@harbour.example"),
    ("Mum", "margaret.holt@family.example"),
]

SUBJECTS = [
    "Quay wall survey", "Budget for the second phase", "Minutes of Tuesday", "Crane inspection",
    "Drawings, revision C", "Permit from the city", "Site visit next week", "Invoice 2214",
    "Tender documents", "Load test results", "Who takes the Friday shift?", "Parking for visitors",
    "Handover checklist", "Noise complaints", "Pump station schedule", "Concrete samples",
]  # fmt: skip

SENTENCES = [
    "I have put the latest figures into the table, the old ones are on the second sheet.",
    "Could you have a look before Thursday, please?",
    "The divers were there this morning and found nothing new.",
    "We are two days late, but the ground is better than we feared.",
    "Carla has asked for the drawings in the other scale as well.",
    "There is still no word from the city; I will ring them tomorrow.",
    "If the weather holds, we pour on Monday.",
    "The supplier wants the deposit first, as always.",
    "Please do not forward this yet.",
    "I think that option two is cheaper over ten years, though not in the first one.",
    "The minutes are below, tell me if I forgot something.",
    "Nobody has claimed the blue helmet in the office, by the way.",
    "The crane is booked from the ninth to the twelfth.",
    "We should take photographs before anything is moved.",
    "That sounds right to me.",
    "Let us talk about it over lunch.",
]

OTHER_SCRIPTS = [
    (
        PEOPLE[3],
        "Отчёт за квартал",
        "Добрый день!\n\nПосылаю отчёт за квартал. Замечания жду до пятницы.\n\nДмитрий",
    ),
    (
        PEOPLE[4],
        "Ερώτηση για το λιμάνι",
        "Καλημέρα,\n\nπότε θα είναι έτοιμα τα σχέδια;\n\nΕλένη",
    ),
    (
        PEOPLE[7],
        "来週の打ち合わせについて",
        "お世話になっております。\n\n来週火曜日の十時はいかがでしょうか。\n\n田中",
    ),
    (
        ("ليلى حداد", "layla@haddad.example"),
        "مواعيد الزيارة",
        "مرحبا،\n\nالزيارة يوم الأحد في الساعة العاشرة صباحا.\n\nمع التحية",
    ),
    (
        ("נועה לוי", "noa@levi.example"),
        "שאלה על החשבונית",
        "שלום,\n\nהאם החשבונית כבר שולמה?\n\nתודה",
    ),
    (
        ("आशा राव", "asha@rao.example"),
        "बैठक का समय",
        "नमस्ते,\n\nबैठक सोमवार को दस बजे होगी।\n\nधन्यवाद",
    ),
    (
        PEOPLE[8],
        "Größenänderung der Spundwände",
        "Guten Morgen,\n\ndie Maße stimmen nicht: 3,20 m statt 3,02 m.\n\nGrüße",
    ),
    (
        PEOPLE[5],
        "Déjeuner à l’atelier ?",
        "Bonjour,\n\nça te dit de déjeuner à l’atelier mardi ?\n\nFrançois",
    ),
]

NEWSLETTERS = [
    ("The Weekly Mast", "news@weeklymast.example"),
    ("Rail & Sea Tickets", "offers@railsea.example"),
    ("Garden Letter", "letter@garden.example"),
]

FAMILY = [
    "Sunday lunch", "Photos from the lake", "Grandpa's birthday", "The old bicycle",
    "Recipe for the plum cake", "Train times", "Spare keys",
]  # fmt: skip


def png(rng, width, height):
    """A small picture: noise, so that it does not shrink."""
    rows = b"".join(b"\0" + rng.randbytes(width * 3) for _ in range(height))

    def chunk(kind, data):
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def pdf(rng, size):
    """Enough of a PDF for a file manager to call it one."""
    body = base64.encodebytes(rng.randbytes(size)).replace(b"\n", b"\n%")
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%" + body + b"\n%%EOF\n"


class Writer:
    """Writes the messages of one mailbox, each with the folder and flags that it belongs to."""

    def __init__(self, user):
        self.rng = random.Random(2026)
        self.me = ("%s Holt" % user.capitalize(), "%s@localhost" % user)
        self.now = int(time.time()) // DAY * DAY + 7 * 3600
        self.count = 0
        self.filed = {}

    def date(self, days):
        """A moment of a working day, DAYS ago."""
        return int(self.now - days * DAY + self.rng.randrange(0, 10 * 3600))

    def start(self, sender, recipients, subject, date):
        self.count += 1
        mail = email.message.EmailMessage(POLICY)
        mail["From"] = email.utils.formataddr(sender)
        mail["To"] = ", ".join(email.utils.formataddr(r) for r in recipients)
        mail["Subject"] = subject
        mail["Date"] = email.utils.formatdate(date)
        mail["Message-ID"] = "<sample-%04d@%s>" % (self.count, sender[1].split("@")[1])
        return mail

    def text(self, sender, paragraphs=None):
        body = ["Hello,", ""]
        for _ in range(paragraphs or self.rng.randint(1, 4)):
            body += [" ".join(self.rng.sample(SENTENCES, self.rng.randint(2, 5))), ""]
        return "\n".join(body + [sender[0].split()[0]]) + "\n"

    def file(self, folder, mail, date, flags=()):
        if mail.is_multipart():
            for number, part in enumerate(p for p in mail.walk() if p.is_multipart()):
                part.set_boundary("part-%04d-%d" % (self.count, number))
        source = mail.as_bytes()
        self.filed.setdefault(folder, []).append(Message(source, flags, date))

    def read_flags(self, days):
        """Old mail is read, new mail mostly not."""
        unread = 0.6 if days < 12 else 0.04
        flags = [] if self.rng.random() < unread else ["\\Seen"]
        if self.rng.random() < 0.08:
            flags.append("\\Flagged")
        return flags

    # Kinds of mail

    def thread(self, folder, days):
        """A question and its answers; mine are in Sent."""
        subject = self.rng.choice(SUBJECTS)
        others = self.rng.sample(PEOPLE[:9], self.rng.randint(1, 3))
        previous, references = None, []
        for turn in range(self.rng.randint(1, 5)):
            mine = turn > 0 and self.rng.random() < 0.4
            sender = self.me if mine else self.rng.choice(others)
            recipients = others if mine else [self.me] + [o for o in others if o != sender]
            age = max(days - turn * 0.6, 0)
            date = self.date(age)
            mail = self.start(sender, recipients, ("Re: " if turn else "") + subject, date)
            body = self.text(sender)
            if previous is not None:
                mail["In-Reply-To"] = references[-1]
                mail["References"] = " ".join(references)
                body += "\n> " + previous.rstrip().replace("\n", "\n> ") + "\n"
            mail.set_content(body)
            if turn == 0 and self.rng.random() < 0.3:
                self.attach(mail)
            references.append(mail["Message-ID"])
            previous = body
            flags = ["\\Seen"] if mine else self.read_flags(age)
            if not mine and self.rng.random() < 0.3:
                flags.append("\\Answered")
            self.file("Sent" if mine else folder, mail, date, flags)

    def attach(self, mail):
        kind = self.rng.choice(("pdf", "png", "csv"))
        if kind == "pdf":
            data = pdf(self.rng, self.rng.randint(20_000, 300_000))
            mail.add_attachment(data, "application", "pdf", filename="Übersicht.pdf")
        elif kind == "png":
            data = png(self.rng, 160, self.rng.randint(60, 200))
            mail.add_attachment(data, "image", "png", filename="quay.png")
        else:
            rows = ["day;metres"] + ["%d;%.2f" % (d, self.rng.random()) for d in range(200)]
            mail.add_attachment("\n".join(rows), "csv", filename="levels.csv")

    def newsletter(self, days):
        """HTML and nothing else, as newsletters are."""
        sender = self.rng.choice(NEWSLETTERS)
        date = self.date(days)
        mail = self.start(sender, [self.me], "%s, issue %d" % (sender[0], self.count), date)
        mail["List-Unsubscribe"] = "<https://%s/bye>" % sender[1].split("@")[1]
        stories = self.rng.sample(SENTENCES, 5)
        items = "".join("<li><b>%s</b> &mdash; more&nbsp;inside</li>" % s for s in stories)
        mail.set_content(
            "<html><head><style>p { color: #333 }</style><title>%s</title></head><body>"
            "<h1>%s</h1><p>Dear reader,<br>here is what happened this week:</p><ul>%s</ul>"
            '<p><a href="https://example.org/?a=1&amp;b=2">Read on</a></p>'
            "<script>track()</script></body></html>" % (sender[0], sender[0], items),
            subtype="html",
        )
        self.file("Lists/News", mail, date, self.read_flags(days))

    def both_forms(self, folder, days):
        """Plain text and HTML, with a picture inside."""
        sender = PEOPLE[9]
        date = self.date(days)
        mail = self.start(sender, [self.me], self.rng.choice(FAMILY), date)
        body = self.text(sender, 1)
        mail.set_content(body)
        mail.add_alternative("<p>%s</p><img src='cid:p@x'>" % body.replace("\n", "<br>"), "html")
        picture = png(self.rng, 120, 90)
        mail.get_payload()[1].add_related(picture, "image", "png", cid="<p@x>", filename="p.png")
        self.file(folder, mail, date, self.read_flags(days))

    def other_script(self, days, number):
        sender, subject, body = OTHER_SCRIPTS[number % len(OTHER_SCRIPTS)]
        date = self.date(days)
        mail = self.start(sender, [self.me], subject, date)
        charset = ("koi8-r", "iso-8859-7", "iso-2022-jp")[number] if number < 3 else "utf-8"
        mail.set_content(body + "\n", charset=charset, cte="base64" if number % 2 else None)
        self.file("INBOX", mail, date, self.read_flags(days))

    def signed(self, days):
        """OpenPGP/MIME (RFC 3156); the signature only has the looks of one."""
        sender = PEOPLE[8]
        date = self.date(days)
        mail = self.start(sender, [self.me], "Signed: release of the tender", date)
        mail["MIME-Version"] = "1.0"
        mail["Content-Type"] = (
            'multipart/signed; micalg=pgp-sha256; protocol="application/pgp-signature"'
        )
        part = email.message.EmailMessage(POLICY)
        part.set_content(self.text(sender))
        signature = email.message.EmailMessage(POLICY)
        armour = base64.encodebytes(self.rng.randbytes(300)).decode()
        signature.set_content(
            "-----BEGIN PGP SIGNATURE-----\n\n%s-----END PGP SIGNATURE-----\n" % armour
        )
        signature.replace_header("Content-Type", 'application/pgp-signature; name="sig.asc"')
        mail.set_payload([part, signature])
        self.file("INBOX", mail, date, self.read_flags(days))

    def encrypted(self, days):
        sender = PEOPLE[8]
        date = self.date(days)
        mail = self.start(sender, [self.me], "...", date)
        mail["MIME-Version"] = "1.0"
        mail["Content-Type"] = 'multipart/encrypted; protocol="application/pgp-encrypted"'
        control = email.message.EmailMessage(POLICY)
        control.set_content("Version: 1\n")
        control.replace_header("Content-Type", "application/pgp-encrypted")
        data = email.message.EmailMessage(POLICY)
        armour = base64.encodebytes(self.rng.randbytes(1500)).decode()
        data.set_content("-----BEGIN PGP MESSAGE-----\n\n%s-----END PGP MESSAGE-----\n" % armour)
        data.replace_header("Content-Type", 'application/octet-stream; name="encrypted.asc"')
        mail.set_payload([control, data])
        self.file("Projects/2026", mail, date, self.read_flags(days))

    def draft(self, subject, body):
        date = self.date(1)
        mail = self.start(self.me, [self.rng.choice(PEOPLE)], subject, date)
        mail.set_content(body)
        self.file("Drafts", mail, date, ["\\Draft", "\\Seen"])

    def junk(self, days):
        date = self.date(days)
        sender = ("Prince", "prince%d@lucky.example" % self.count)
        mail = self.start(sender, [self.me], "You have WON again", date)
        mail.set_content("Dear friend, send me your details at once.\n")
        self.file("Junk", mail, date)

    # The mailbox

    def write(self):
        days = self.rng.uniform
        for _ in range(30):
            self.thread("INBOX", days(0, 8) ** 2)
        for _ in range(20):
            self.thread("Projects/2026", days(0, 180))
        for _ in range(12):
            self.thread("Projects/2026/Harbour crane", days(0, 120))
        for _ in range(15):
            self.thread("Projects/2025", days(180, 365))
        for _ in range(30):
            self.newsletter(days(0, 200))
        for _ in range(18):
            self.both_forms("Family & friends", days(0, 300))
        for number in range(2 * len(OTHER_SCRIPTS)):
            self.other_script(days(0, 40), number)
        for _ in range(6):
            self.signed(days(0, 90))
            self.encrypted(days(0, 90))
        for _ in range(10):
            self.junk(days(0, 20))
        for _ in range(25):
            self.thread("Archive/Old office", days(300, 365))
        for _ in range(4):
            self.thread("Trash", days(0, 30))
        for _ in range(3):
            self.both_forms("旅行", days(100, 200))
        self.draft("Talk at the harbour day", "Ideas:\n- the crane\n- the divers\n")
        self.draft("Holiday request", "I would like to take two weeks in August.\n")
        return self.filed


def sample(imap, user):
    """Some hundred realistic messages of the last year in nested folders."""
    for folder, messages in Writer(user).write().items():
        if folder != "INBOX":
            imap.ensure(folder)
        imap.append_many(folder, sorted(messages, key=lambda message: message.received))
