# SPDX-License-Identifier: GPL-3.0-or-later
"""A network that fails on purpose, between Valise and an HTTP server on this machine.

It understands just enough of HTTP/1.1 (RFC 9112) to know where a request and its answer end.
Every fault is an attribute that a test sets while the proxy runs; reset () is a good network.
"""

import contextlib
import http.client
import io
import json
import socket
import socketserver
import ssl
import threading
import time


class Request:
    """One request as it went through, for the log."""

    def __init__(self, method, target, head, body):
        self.method = method
        self.target = target
        self.head = head
        self.body = body
        self.status = None
        self.answer_size = 0
        self.at = time.monotonic()

    def calls(self):
        """The names of the JMAP method calls in it, and their arguments."""
        try:
            return [(call[0], call[1]) for call in json.loads(self.body)["methodCalls"]]
        except (ValueError, KeyError, TypeError):
            return []

    def names(self):
        return [name for name, _ in self.calls()]

    def __repr__(self):
        return "%s %s %s -> %s" % (self.method, self.target, self.names(), self.status)


class Cut(Exception):
    """The proxy ends this connection, as a broken network does."""


class FaultProxy:
    """Listens on a free loopback port (URL) and forwards to 127.0.0.1:TARGET_PORT.

    With a CERTIFICATE (file of the certificate, file of its key) it speaks TLS.
    """

    def __init__(self, target_port, certificate=None):
        self.target_port = target_port
        self._lock = threading.Lock()
        self.reset()
        self._server = _Server(("127.0.0.1", 0), _Connection)
        self._server.proxy = self
        self._server.tls = None
        self.port = self._server.server_address[1]
        self.url = "http://127.0.0.1:%d" % self.port
        if certificate is not None:
            self._server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._server.tls.load_cert_chain(*certificate)
            self.url = "https://localhost:%d" % self.port
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()

    def reset(self):
        """No fault, and nothing counted."""
        with self._lock:
            # Faults
            self.cut_after = None  # bytes of all answers together, then every connection is cut
            self.cut_once = False  # ... but only the first time
            self.refuse = False  # every connection is closed at once
            self.delay = 0.0  # seconds before each answer
            self.chunk_delay = 0.0  # seconds before each 16 KiB of an answer
            self.error_every = 0  # each n-th request gets error_status instead
            self.error_for = None  # predicate of Request: those get error_status too
            self.error_status = 503
            self.retry_after = None  # seconds, told with error_status
            self.drop_answer = None  # predicate of Request: the server acts, nobody hears of it
            self.drop_limit = 1  # how many answers are dropped
            self.before_answer = None  # called with the Request when the server has acted
            self.rewrite = None  # Request, status, headers, body -> the same, changed
            # Counts
            self.connections = 0
            self.requests = []
            self.bytes_up = 0
            self.bytes_down = 0
            self.dropped = 0
            self.cuts = 0

    def names(self):
        """The names of all JMAP method calls that went through."""
        return [name for request in self.requests for name in request.names()]

    # Called by the connections

    def note_connection(self):
        with self._lock:
            self.connections += 1
            return not self.refuse

    def note_request(self, request):
        """Logs a request; returns whether it is one that gets an error."""
        with self._lock:
            self.requests.append(request)
            self.bytes_up += len(request.head) + len(request.body)
            if self.error_for is not None and self.error_for(request):
                return True
            return self.error_every > 0 and len(self.requests) % self.error_every == 0

    def takes_drop(self, request):
        with self._lock:
            if self.drop_answer is None or self.dropped >= self.drop_limit:
                return False
            if not self.drop_answer(request):
                return False
            self.dropped += 1
            return True

    def allowance(self, wanted):
        """How many of WANTED bytes of an answer may pass; fewer means: cut then."""
        with self._lock:
            if self.cut_after is None:
                allowed = wanted
            else:
                allowed = min(wanted, max(self.cut_after - self.bytes_down, 0))
            self.bytes_down += allowed
            if allowed < wanted:
                self.cuts += 1
                if self.cut_once:
                    self.cut_after = None
            return allowed


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def finish_request(self, request, client_address):
        if self.tls is not None:
            request = self.tls.wrap_socket(request, server_side=True)
        super().finish_request(request, client_address)

    def handle_error(self, request, client_address):
        pass  # a client that went away in the middle is what these tests are about


class _Connection(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self):
        proxy = self.server.proxy
        if not proxy.note_connection():
            return
        upstream = http.client.HTTPConnection("127.0.0.1", proxy.target_port, timeout=120)
        with contextlib.closing(upstream), contextlib.suppress(Cut, OSError):
            while self.serve_one(proxy, upstream):
                pass

    def serve_one(self, proxy, upstream):
        request, headers = self.read_request()
        if request is None:
            return False
        if proxy.note_request(request):
            self.answer_error(proxy, request)
            return True
        try:
            upstream.request(request.method, request.target, request.body, headers)
            answer = upstream.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            upstream.close()
            raise Cut() from None  # the server was killed: so it looks from the other side
        request.status = answer.status
        if proxy.before_answer is not None:
            proxy.before_answer(request)
        if proxy.takes_drop(request):
            raise Cut()
        self.pass_on(proxy, request, answer, body)
        return True

    def read_request(self):
        """Reads one request whole; (None, None) when the client has closed."""
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self.rfile.readline(65536)
            if not line:
                return None, None
            head += line
        line, _, fields = head.partition(b"\r\n")
        method, target, _ = line.decode("latin-1").split(" ", 2)
        headers = http.client.parse_headers(io.BytesIO(fields))
        if "chunked" in headers.get("Transfer-Encoding", "").lower():
            body = self.read_chunks()
        else:
            body = self.rfile.read(int(headers.get("Content-Length", "0")))
        drop = ("transfer-encoding", "content-length", "connection", "expect", "accept-encoding")
        kept = {name: value for name, value in headers.items() if name.lower() not in drop}
        return Request(method, target, head, body), kept

    def read_chunks(self):
        body = b""
        while True:
            size = int(self.rfile.readline().split(b";")[0], 16)
            body += self.rfile.read(size)
            self.rfile.readline()
            if size == 0:
                return body

    def answer_error(self, proxy, request):
        request.status = proxy.error_status
        lines = ["HTTP/1.1 %d Not now" % proxy.error_status, "Content-Length: 0"]
        if proxy.retry_after is not None:
            lines.append("Retry-After: %d" % proxy.retry_after)
        self.send(proxy, ("\r\n".join(lines) + "\r\n\r\n").encode())

    def pass_on(self, proxy, request, answer, body):
        status, headers = answer.status, answer.getheaders()
        if proxy.rewrite is not None:
            status, headers, body = proxy.rewrite(request, status, headers, body)
        request.answer_size = len(body)
        drop = ("transfer-encoding", "content-length", "connection", "keep-alive")
        lines = ["HTTP/1.1 %d %s" % (status, answer.reason)]
        lines += ["%s: %s" % pair for pair in headers if pair[0].lower() not in drop]
        if status not in (204, 304):
            lines.append("Content-Length: %d" % len(body))
        if request.method == "HEAD":
            body = b""
        time.sleep(proxy.delay)
        self.send(proxy, ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body)

    def send(self, proxy, data):
        for start in range(0, len(data), 16384):
            piece = data[start : start + 16384]
            if proxy.chunk_delay:
                time.sleep(proxy.chunk_delay)
            allowed = proxy.allowance(len(piece))
            self.wfile.write(piece[:allowed])
            if allowed < len(piece):
                self.connection.shutdown(socket.SHUT_RDWR)
                raise Cut()
