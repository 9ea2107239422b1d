# SPDX-License-Identifier: GPL-3.0-or-later
"""The other device: a small JMAP client that shares nothing with Valise (RFC 8620, RFC 8621).

It works on the server while Valise is away, and tells what the server really holds.
"""

import base64
import http.client
import json
import urllib.parse

CORE = "urn:ietf:params:jmap:core"
MAIL = "urn:ietf:params:jmap:mail"
SUBMISSION = "urn:ietf:params:jmap:submission"

SUMMARY = ["id", "blobId", "mailboxIds", "keywords", "subject", "messageId", "size", "receivedAt"]


class JmapError(Exception):
    pass


class JmapClient:
    """Signed in as USER at the JMAP session SESSION_URL."""

    def __init__(self, session_url, user, password):
        parts = urllib.parse.urlsplit(session_url)
        self._host = parts.netloc
        self._path = parts.path
        secret = base64.b64encode(("%s:%s" % (user, password)).encode()).decode()
        self._headers = {"Authorization": "Basic " + secret}
        self.session = json.loads(self._http("GET", self._path))
        self.account = self.session["primaryAccounts"][MAIL]

    def _http(self, method, url, body=None, content_type=None):
        url = urllib.parse.urljoin("http://%s%s" % (self._host, self._path), url)
        parts = urllib.parse.urlsplit(url)
        headers = dict(self._headers)
        if content_type:
            headers["Content-Type"] = content_type
        connection = http.client.HTTPConnection(parts.netloc, timeout=60)
        try:
            target = parts.path + ("?" + parts.query if parts.query else "")
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            data = answer.read()
        finally:
            connection.close()
        if answer.status not in (200, 201):
            raise JmapError("%s %s: %d %r" % (method, url, answer.status, data[:300]))
        return data

    def call(self, *calls):
        """Does method calls (name, arguments) in one request, and returns their answers."""
        request = {
            "using": [CORE, MAIL, SUBMISSION],
            "methodCalls": [
                [name, {"accountId": self.account, **arguments}, str(number)]
                for number, (name, arguments) in enumerate(calls)
            ],
        }
        body = self._http(
            "POST", self.session["apiUrl"], json.dumps(request).encode(), "application/json"
        )
        answers = json.loads(body)["methodResponses"]
        for name, arguments, _ in answers:
            if name == "error":
                raise JmapError(json.dumps(arguments))
        return [arguments for _, arguments, _ in answers]

    def _set(self, name, arguments):
        answer = self.call((name, arguments))[0]
        for key in ("notCreated", "notUpdated", "notDestroyed"):
            if answer.get(key):
                raise JmapError("%s: %s" % (key, json.dumps(answer[key])))
        return answer

    # Mailboxes

    def mailboxes(self):
        """All mailboxes by path, such as "Projects/2026"."""
        found = {m["id"]: m for m in self.call(("Mailbox/get", {"ids": None}))[0]["list"]}

        def path(mailbox):
            parent = found.get(mailbox["parentId"])
            return (path(parent) + "/" if parent else "") + mailbox["name"]

        return {path(mailbox): mailbox for mailbox in found.values()}

    def mailbox(self, path):
        """The id of a mailbox, by path or by role."""
        mailboxes = self.mailboxes()
        for mailbox in mailboxes.values():
            if mailbox["role"] == path:
                return mailbox["id"]
        return mailboxes[path]["id"]

    def create_mailbox(self, path):
        """Creates a mailbox and what is missing above it; returns its id."""
        parent, done = None, ""
        for name in path.split("/"):
            done = done + "/" + name if done else name
            known = self.mailboxes().get(done)
            if known is None:
                new = {"name": name, "parentId": parent}
                answer = self._set("Mailbox/set", {"create": {"m": new}})
                parent = answer["created"]["m"]["id"]
            else:
                parent = known["id"]
        return parent

    def rename_mailbox(self, mailbox, name):
        self._set("Mailbox/set", {"update": {mailbox: {"name": name}}})

    def destroy_mailbox(self, mailbox):
        arguments = {"destroy": [mailbox], "onDestroyRemoveEmails": True}
        self._set("Mailbox/set", arguments)

    # Messages

    def emails(self, path=None):
        """All messages of a mailbox, or of the account, newest first."""
        condition = {} if path is None else {"inMailbox": self.mailbox(path)}
        ids, found = [], []
        while True:
            answer = self.call(
                (
                    "Email/query",
                    {
                        "filter": condition,
                        "sort": [{"property": "receivedAt", "isAscending": False}],
                        "position": len(ids),
                        "limit": 4000,
                    },
                )
            )[0]
            ids += answer["ids"]
            if not answer["ids"]:
                break
        for start in range(0, len(ids), 1000):
            arguments = {"ids": ids[start : start + 1000], "properties": SUMMARY}
            found += self.call(("Email/get", arguments))[0]["list"]
        return found

    def email(self, subject, path=None):
        """The one message of that subject; None where there is none."""
        found = [email for email in self.emails(path) if email["subject"] == subject]
        if len(found) > 1:
            raise JmapError("%d messages have the subject %r" % (len(found), subject))
        return found[0] if found else None

    def source(self, email):
        """The bytes of a message."""
        url = self.session["downloadUrl"]
        values = (("accountId", self.account), ("blobId", email["blobId"]))
        for key, value in values + (("name", "message.eml"), ("type", "message/rfc822")):
            url = url.replace("{%s}" % key, urllib.parse.quote(value, safe=""))
        return self._http("GET", url)

    def add(self, source, path, keywords=(), received=None):
        """Files a message; returns its id."""
        url = self.session["uploadUrl"].replace("{accountId}", self.account)
        blob = json.loads(self._http("POST", url, source, "message/rfc822"))["blobId"]
        email = {
            "blobId": blob,
            "mailboxIds": {self.mailbox(path): True},
            "keywords": {keyword: True for keyword in keywords},
        }
        if received is not None:
            email["receivedAt"] = received
        answer = self.call(("Email/import", {"emails": {"e": email}}))[0]
        if not answer.get("created"):
            raise JmapError(json.dumps(answer))
        return answer["created"]["e"]["id"]

    def update(self, email, patch):
        self._set("Email/set", {"update": {email: patch}})

    def keyword(self, email, keyword, on=True):
        self.update(email, {"keywords/" + keyword: True if on else None})

    def move(self, email, path):
        """Takes a message out of wherever it is and files it in PATH alone."""
        self.update(email, {"mailboxIds": {self.mailbox(path): True}})

    def file_also(self, email, path, on=True):
        self.update(email, {"mailboxIds/" + self.mailbox(path): True if on else None})

    def destroy(self, *emails):
        self._set("Email/set", {"destroy": list(emails)})

    def replace(self, email, source):
        """What a mail program does when a draft is saved again; returns the new id."""
        answer = self.call(("Email/get", {"ids": [email], "properties": SUMMARY}))[0]
        old = answer["list"][0]
        mailboxes = {m["id"]: path for path, m in self.mailboxes().items()}
        path = mailboxes[next(iter(old["mailboxIds"]))]
        new = self.add(source, path, old["keywords"])
        self.destroy(email)
        return new

    def state(self):
        return self.call(("Email/get", {"ids": []}))[0]["state"]
