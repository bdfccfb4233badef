"""Real servers on this machine that behave well, or badly in one way each."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Behave = Callable[["Visit"], None]


@dataclass
class Visit:
    """A request that was read: its method, path and cookies, and the connection to answer on."""

    server: Server
    connection: socket.socket
    method: str
    path: str
    cookie: str = ""

    def say(self, status: int, *headers: str, body: bytes = b"", then: str = "close") -> None:
        """Answer as a web server does."""
        lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}", f"Connection: {then}", *headers, "", ""]
        self.connection.sendall("\r\n".join(lines).encode() + (b"" if self.method == "HEAD" else body))


@dataclass
class Server:
    """A server that is listening; `asked` is what it was asked, `sent` how many bytes of a body it sent."""

    host: str
    port: int
    scheme: str
    stopping: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)
    connections: int = 0
    sent: int = 0

    def url(self, path: str = "/") -> str:
        return f"{self.scheme}://{self.host}:{self.port}{path}"


@contextmanager
def serve(
    behave: Behave, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None, port: int = 0
) -> Iterator[Server]:
    """Run a server until the block ends; each connection is answered in a thread of its own.

    It listens on a free port, or on `port` to be a second address of a server with that port.
    """
    listener = socket.create_server((host, port), backlog=50)
    server = Server(host, listener.getsockname()[1], "https" if tls else "http")
    threads: list[threading.Thread] = []

    def accept() -> None:
        while True:
            connection, _ = listener.accept()
            if server.stopping.is_set():
                connection.close()
                return
            server.connections += 1
            thread = threading.Thread(target=_answer, args=(server, connection, behave, tls))
            threads.append(thread)
            thread.start()

    acceptor = threading.Thread(target=accept)
    acceptor.start()
    try:
        yield server
    finally:
        server.stopping.set()
        with socket.socket(listener.family) as last:  # It ends the wait for the next one, and looks up no name.
            last.connect(listener.getsockname())
        acceptor.join()
        listener.close()
        for thread in threads:
            thread.join()


def _answer(server: Server, connection: socket.socket, behave: Behave, tls: ssl.SSLContext | None) -> None:
    connection.settimeout(5)
    with contextlib.suppress(OSError):
        if tls:
            connection = tls.wrap_socket(connection, server_side=True)
        while head := _read_head(connection):
            method, path, _ = head.split("\r\n")[0].split(" ")
            server.asked.append(f"{method} {path}")
            cookies = [line.partition(": ")[2] for line in head.split("\r\n") if line.lower().startswith("cookie:")]
            behave(Visit(server, connection, method, path, "".join(cookies)))
            if behave is not stay:
                break
    connection.close()


def _read_head(connection: socket.socket) -> str:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(4096)
        if not more:
            return ""
        data += more
        if data.startswith(b"\x16"):  # the first byte of somebody who wants to speak TLS
            return "TLS / x"
    return data.decode("latin-1")


# --- behaviours ---


def fine(visit: Visit) -> None:
    visit.say(200, body=b"Welcome.")


def stay(visit: Visit) -> None:
    """Answer, and leave the connection open for more."""
    visit.say(200, then="keep-alive")


class Crowd:
    """Answers slowly, and counts how many requests it has at the same time, from one server or from several."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self.lock = threading.Lock()

    @contextmanager
    def counted(self) -> Iterator[None]:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        yield
        with self.lock:
            self.now -= 1

    def wait(self, visit: Visit) -> None:
        with self.counted():
            visit.server.stopping.wait(0.1)

    def behave(self, visit: Visit) -> None:
        self.wait(visit)
        fine(visit)


def hang(visit: Visit) -> None:
    visit.server.stopping.wait()


def drip(visit: Visit) -> None:
    """Send a byte of a header now and then, for ever."""
    visit.connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not visit.server.stopping.wait(0.05):
        visit.connection.sendall(b"x")


def hang_on_head(visit: Visit) -> None:
    (hang if visit.method == "HEAD" else fine)(visit)


def reset(visit: Visit) -> None:
    visit.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    visit.connection.close()


def hang_up(visit: Visit) -> None:
    """Close the connection without a word."""


def babble(visit: Visit) -> None:
    visit.connection.sendall(b"220 mail.example.org ESMTP\r\n\r\n")


def endless_head(visit: Visit) -> None:
    visit.connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while not visit.server.stopping.is_set():
        visit.connection.sendall(b"X-More: " + b"x" * 1000 + b"\r\n")


def huge_body(visit: Visit) -> None:
    """An endless page, for a client that reads the body."""
    if visit.method == "HEAD":
        visit.say(405)
        return
    visit.connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n")
    while not visit.server.stopping.is_set():
        visit.server.sent += visit.connection.send(b"x" * 65536)


def circle(visit: Visit) -> None:
    visit.say(302, f"Location: {'/b' if visit.path == '/' else '/'}")


def endless(visit: Visit) -> None:
    visit.say(302, f"Location: {visit.path}x")


def slowly(seconds: float, behave: Behave) -> Behave:
    """Wait before each answer."""

    def wait(visit: Visit) -> None:
        visit.server.stopping.wait(seconds)
        behave(visit)

    return wait


def status(code: int) -> Behave:
    return lambda visit: visit.say(code)


def only_get(code: int) -> Behave:
    """HEAD is answered with an error, GET as it should be."""
    return lambda visit: visit.say(code) if visit.method == "HEAD" else fine(visit)


def redirect(code: int, location: str) -> Behave:
    """From / to a location, which answers if it is here."""
    return lambda visit: visit.say(code, f"Location: {location}") if visit.path == "/" else fine(visit)


def after_failures(count: int, first: Behave) -> Behave:
    """Misbehave this number of times, then answer."""

    def behave(visit: Visit) -> None:
        (first if len(visit.server.asked) <= count else fine)(visit)

    return behave
