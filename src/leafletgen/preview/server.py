"""A web server for the browser of one user on this machine.

In: a State, fonts, what the command line asked for. Out: answers to requests.
Why so strict: other programs and users of this machine, and web pages of others in the same browser, can send requests
too. So it listens on the loopback alone, wants its own name as Host (else any name that resolves to this machine would
do), refuses what another site's page asks for, and a path that does not begin with a random token. A path is looked up
in tables; no name of a file is made of it, nothing is written and no program is started.
"""

from __future__ import annotations

import errno
import os
import secrets
import socket
import socketserver
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import nullcontext, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from leafletgen.errors import Problem, ResourceError
from leafletgen.layout.fonts import FontBook
from leafletgen.preview.message import Asked, message
from leafletgen.preview.state import State

HOST = "127.0.0.1"
PORTS = (*range(8350, 8360), 0)
"""Tried in this order; 0 is any that is free."""

ALIVE = 15.0
"""After so many seconds without news a stream sends a comment, so that one whose browser has gone ends."""

_MOST_THREADS = 100
"""More connections at a time than the windows of one user have: others of this machine must not use up its memory."""

_FOLDER = Path(__file__).resolve().parent
_SHELL = {"": "text/html", "shell.css": "text/css", "shell.js": "text/javascript"}
"""The files of the page itself by their paths."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_TWIN_POLICY = "frame-ancestors 'self'"
"""A twin has a policy of its own in its head, and both apply: the one above would forbid its style and script."""

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}


class _File(NamedTuple):
    data: bytes
    media: str
    policy: str = _POLICY
    cache: str = "no-store"


class Server(ThreadingHTTPServer):
    """Listens on a port of the loopback; `address` is what the user opens. Raises OSError if the port is taken."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # On Windows it would let two programs have one port.

    def __init__(self, port: int, state: State, fonts: FontBook, asked: Asked) -> None:
        self.state = state
        self.asked = asked
        self.token = secrets.token_urlsafe(12)
        names = {"": "shell.html"}
        self.files = {
            path: _File((_FOLDER / names.get(path, path)).read_bytes(), f"{media}; charset=utf-8")
            for path, media in _SHELL.items()
        }
        self.files |= {f"{name}.ttf": _File(font.program, "font/ttf") for name, font in fonts.fonts.items()}
        super().__init__((HOST, port), _Handler)
        self.hosts = {f"{HOST}:{self.server_port}", f"localhost:{self.server_port}"}
        self.origins = {f"http://{host}" for host in self.hosts}
        # The connections that have not sent the token yet, the oldest first.
        self.without_token: OrderedDict[socket.socket, None] = OrderedDict()
        self.address = f"http://{HOST}:{self.server_port}/{self.token}/"

    def server_bind(self) -> None:
        """Bind as any TCP server does. HTTPServer would also ask for this machine's name, which can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Close a connection if there are too many, because each has a thread: the oldest that has not sent the token.

        So whoever opens many, or sends a request that never ends, does not keep out the user.
        """
        if threading.active_count() >= _MOST_THREADS:
            if not self.without_token:
                return False
            oldest, _ = self.without_token.popitem(last=False)
            with suppress(OSError):  # It has ended meanwhile.
                oldest.shutdown(socket.SHUT_RDWR)
        self.without_token[request] = None
        return True

    def shutdown_request(self, request: Any) -> None:
        """Close a connection."""
        self.without_token.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that closes its connection; any other exception is a fault, with its trace."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def file(self, path: str) -> _File | None:
        """What is sent for a path below the token; None if there is nothing."""
        if path in self.files:
            return self.files[path]
        data = self.state.file(path)
        if data is None:
            return None
        kept = "private, max-age=3600, immutable"  # Its name is the hash of its content.
        if path.endswith(".svg"):
            return _File(data, "image/svg+xml; charset=utf-8", cache=kept)
        if path.endswith(".ttf"):
            return _File(data, "font/ttf", cache=kept)
        return _File(data, "text/html; charset=utf-8", _TWIN_POLICY, kept)


def listen(ports: Iterable[int], state: State, fonts: FontBook, asked: Asked) -> Server:
    """Open the first port that is free. Raises ResourceError if none is."""
    tried = []
    for port in ports:
        try:
            return Server(port, state, fonts, asked)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            tried.append(f"{port} ({error.strerror})")
    message = f"No port of this machine can be used; tried {', '.join(tried)}."
    raise ResourceError(Problem("port-taken", message, "Name another port with --port, or leave --port out."))


class _Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 30

    def parse_request(self) -> bool:
        """Refuse, before anything else, what does not come from the user's own browser window."""
        if not super().parse_request():
            return False
        refusal = self._refusal()
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # No body is read, and it must not be taken for another request.
        if refusal:
            self.send_error(refusal)
        else:
            self.server.without_token.pop(self.connection, None)
        return refusal is None

    def _refusal(self) -> HTTPStatus | None:
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or hosts[0] not in self.server.hosts:
            return HTTPStatus.FORBIDDEN
        if any(site not in ("none", "same-origin") for site in self.headers.get_all("Sec-Fetch-Site", [])):
            return HTTPStatus.FORBIDDEN
        if any(origin not in self.server.origins for origin in self.headers.get_all("Origin", [])):
            return HTTPStatus.FORBIDDEN
        if self.command != "GET":
            return HTTPStatus.METHOD_NOT_ALLOWED
        token = self.path[1:].partition("/")[0]
        if not secrets.compare_digest(token.encode(), self.server.token.encode()):
            return HTTPStatus.NOT_FOUND
        return None

    def do_GET(self) -> None:
        """Answer a request that was not refused."""
        path, _, query = self.path.removeprefix(f"/{self.server.token}").partition("?")
        if path == "/events":
            self._stream(parse_qs(query).get("show", [""])[0])
            return
        file = self.server.file(path[1:]) if path.startswith("/") else None
        if file is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self._begin(HTTPStatus.OK, file)
        self.send_header("Content-Length", str(len(file.data)))
        self.end_headers()
        self.wfile.write(file.data)

    def _stream(self, name: str) -> None:
        """Send each new Snapshot as an event (HTML, 9.2 "server-sent events") until the browser goes."""
        self.close_connection = True
        self._begin(HTTPStatus.OK, _File(b"", "text/event-stream; charset=utf-8"))
        self.end_headers()
        known = -1
        with self.server.state.looking_at(name) if name else nullcontext():
            while True:
                known, snapshot = self.server.state.wait(known, ALIVE)
                told = b"data: " + message(snapshot, name, self.server.asked) if snapshot else b":"
                self.wfile.write(told + b"\n\n")

    def _begin(self, status: HTTPStatus, file: _File) -> None:
        self.send_response(status)
        self.send_header("Content-Type", file.media)
        self.send_header("Content-Security-Policy", file.policy)
        self.send_header("Cache-Control", file.cache)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse in plain words that quote nothing of the request, and close the connection."""
        status = HTTPStatus(code)
        body = f"{status.value} {status.phrase}\n".encode()
        self.close_connection = True
        self._begin(status, _File(body, "text/plain; charset=utf-8"))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle_expect_100(self) -> bool:
        """Do not ask for the body of a request: none is read."""
        return True

    def version_string(self) -> str:
        """What the header Server says: nothing of versions."""
        return "leafletgen"

    def log_message(self, format: str, *args: Any) -> None:
        """Keep no log of requests."""
