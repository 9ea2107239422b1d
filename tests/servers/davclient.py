# SPDX-License-Identifier: GPL-3.0-or-later
"""The same person's other device, for calendars and contacts: plain CalDAV and CardDAV requests."""

import base64
import http.client
import re
import urllib.parse
import xml.etree.ElementTree as ElementTree

DAV = "{DAV:}"
NAMESPACES = (
    'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:A="urn:ietf:params:xml:ns:carddav"'
)
MIME = {"ics": "text/calendar; charset=utf-8", "vcf": "text/vcard; charset=utf-8"}


class DavClient:
    """Signs in as USER; CALENDARS and BOOKS are the paths of the homes."""

    def __init__(self, port, user, password, calendars, books):
        self.port = port
        self.calendars = calendars
        self.books = books
        self._auth = base64.b64encode(("%s:%s" % (user, password)).encode()).decode()

    def request(self, method, path, body=None, status=(200, 201, 204, 207), **headers):
        """Returns (status, headers, body); raises unless the status is one of those."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named["Authorization"] = "Basic " + self._auth
        if isinstance(body, str):
            body = body.encode()
        try:
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            data = answer.read()
        finally:
            connection.close()
        if answer.status not in status:
            raise AssertionError("%s %s: %d %r" % (method, path, answer.status, data[:500]))
        return answer.status, answer.headers, data

    def ask(self, method, path, depth, body):
        """Returns the responses of a multistatus: path -> element."""
        _, _, data = self.request(
            method, path, body, Depth=depth, Content_Type="application/xml; charset=utf-8"
        )
        found = {}
        for response in ElementTree.fromstring(data).iter(DAV + "response"):
            href = urllib.parse.urlsplit(response.findtext(DAV + "href").strip()).path
            found[urllib.parse.unquote(href)] = response
        return found

    # Collections

    def make_calendar(self, name, *components):
        """Returns its path. Without COMPONENTS it is for whatever the server takes."""
        path = self.calendars + name.lower() + "/"
        comps = "".join('<C:comp name="%s"/>' % component for component in components)
        if comps:
            comps = "<C:supported-calendar-component-set>%s</C:supported-calendar-component-set>" % comps
        self.request(
            "MKCALENDAR",
            path,
            "<C:mkcalendar %s><set><prop><displayname>%s</displayname>%s</prop></set></C:mkcalendar>"
            % (NAMESPACES, name, comps),
            Content_Type="application/xml; charset=utf-8",
        )
        return path

    def make_book(self, name):
        path = self.books + name.lower() + "/"
        self.request(
            "MKCOL",
            path,
            "<mkcol %s><set><prop><resourcetype><collection/><A:addressbook/></resourcetype>"
            "<displayname>%s</displayname></prop></set></mkcol>" % (NAMESPACES, name),
            Content_Type="application/xml; charset=utf-8",
        )
        return path

    def remove_all(self):
        """Removes all calendars and address books."""
        for home in {self.calendars, self.books}:
            for path in self.ask("PROPFIND", home, "1", self.propfind("<resourcetype/>")):
                if path.rstrip("/") != home.rstrip("/"):
                    self.request("DELETE", path)

    @staticmethod
    def propfind(properties):
        return "<propfind %s><prop>%s</prop></propfind>" % (NAMESPACES, properties)

    # Items

    def put(self, path, source, **headers):
        self.request("PUT", path, source, Content_Type=MIME[path[-3:]], **headers)
        return path

    def get(self, path):
        return self.request("GET", path)[2].decode()

    def delete(self, path):
        self.request("DELETE", path)

    def items(self, collection):
        """Its items: path -> source."""
        found = self.ask("PROPFIND", collection, "1", self.propfind("<getetag/>"))
        paths = [path for path in found if path.rstrip("/") != collection.rstrip("/")]
        if not paths:
            return {}
        kind, data = ("A:addressbook", "A:address-data")
        if not collection.startswith(self.books) or self.books == self.calendars:
            if not paths[0].endswith(".vcf"):
                kind, data = ("C:calendar", "C:calendar-data")
        hrefs = "".join("<href>%s</href>" % urllib.parse.quote(path) for path in paths)
        body = "<%s-multiget %s><prop><getetag/><%s/></prop>%s</%s-multiget>"
        found = self.ask(
            "REPORT", collection, "1", body % (kind, NAMESPACES, data, hrefs, kind)
        )
        sources = {}
        for path, response in found.items():
            for element in response.iter():
                if element.tag.endswith("-data") and element.text:
                    sources[path] = element.text
        return sources

    def titles(self, collection, component=None):
        """What its items (of one COMPONENT) are called, sorted."""
        return sorted(
            title_of(source)
            for source in self.items(collection).values()
            if component is None or "BEGIN:" + component in source
        )

    def find(self, collection, title):
        """The path of the one item of that title; None where there is none."""
        found = [p for p, source in self.items(collection).items() if title_of(source) == title]
        if len(found) > 1:
            raise AssertionError("%d items %r in %s" % (len(found), title, collection))
        return found[0] if found else None


def title_of(source):
    """The title of an item, from its source."""
    return re.search(r"^(?:SUMMARY|FN)[^:]*:(.*?)\r?$", source, re.MULTILINE).group(1)
