"""The server answers the browser of its own user and refuses everybody else; streams end with their browser."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from leafletgen.errors import ResourceError
from leafletgen.pipeline.render import Renderer
from leafletgen.preview import server as server_module
from leafletgen.preview.loop import Loop, folders_of
from leafletgen.preview.message import Asked
from leafletgen.preview.server import PORTS, Server, listen
from leafletgen.preview.state import State
from leafletgen.preview.watch import Watcher
from tests.support.faults import FIXTURE

NAME = "hampshire-parent-a5"


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Preview(NamedTuple):
    """A preview that runs: its server, its loop, and requests to it as a browser sends them."""

    server: Server
    loop: Loop

    def raw(self, request: str) -> bytes:
        """Everything that is answered to some bytes."""
        with socket.create_connection(("127.0.0.1", self.server.server_port), timeout=10) as connection:
            connection.sendall(request.encode("latin-1"))
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def get(self, path: str = "", *headers: str, method: str = "GET", token: str | None = None) -> Answer:
        """The answer to a request for a path below the token."""
        target = f"/{self.server.token if token is None else token}/{path}"
        lines = [f"{method} {target} HTTP/1.1", "Connection: close", *headers]
        if not any(header.lower().startswith("host") for header in headers):
            lines.append(f"Host: 127.0.0.1:{self.server.server_port}")
        return self.answer("\r\n".join([*lines, "", ""]))

    def answer(self, request: str) -> Answer:
        head, _, body = self.raw(request).partition(b"\r\n\r\n")
        status, _, headers = head.partition(b"\r\n")
        return Answer(int(status.split()[1]), http.client.parse_headers(_File(headers + b"\r\n\r\n")), body)

    def event(self, name: str = NAME) -> dict[str, object]:
        """The first event of a stream."""
        address = ("127.0.0.1", self.server.server_port)
        with socket.create_connection(address, timeout=10) as connection, connection.makefile("rb") as lines:
            host = f"Host: localhost:{self.server.server_port}"
            connection.sendall(f"GET /{self.server.token}/events?show={name} HTTP/1.1\r\n{host}\r\n\r\n".encode())
            while True:
                for line in lines:
                    if line.startswith(b"data: "):
                        told: dict[str, object] = json.loads(line[6:])
                        if told["made"] or name != NAME:
                            return told
                        self.loop.step()


class _File:
    """Bytes as http.client reads them."""

    def __init__(self, data: bytes) -> None:
        self.lines = iter(data.splitlines(keepends=True))

    def readline(self, _: int = 0) -> bytes:
        return next(self.lines, b"")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory, renderer: Renderer) -> Iterator[Preview]:
    folder = Path(shutil.copytree(FIXTURE, tmp_path_factory.mktemp("home") / "data"))
    state = State()
    loop = Loop(folder, state, Watcher(folders_of(folder)), renderer)
    with listen([0], state, renderer.fonts, Asked(folder)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            with state.looking_at(NAME):
                loop.step()
                yield Preview(server, loop)
        finally:
            server.shutdown()
            thread.join()


def test_it_listens_on_the_loopback_alone(preview: Preview) -> None:
    assert preview.server.socket.getsockname()[0] == "127.0.0.1"
    assert preview.server.address == f"http://127.0.0.1:{preview.server.server_port}/{preview.server.token}/"
    assert len(preview.server.token) >= 16


@pytest.mark.parametrize(
    ("path", "media", "begins"),
    [
        ("", "text/html; charset=utf-8", b"<!doctype html>"),
        ("shell.js", "text/javascript; charset=utf-8", b"//"),
        ("shell.css", "text/css; charset=utf-8", b"@font-face"),
        ("Regular.ttf", "font/ttf", b"\x00\x01\x00\x00"),
        ("Bold.ttf", "font/ttf", b"\x00\x01\x00\x00"),
    ],
)
def test_the_page_and_what_it_needs_are_sent(preview: Preview, path: str, media: str, begins: bytes) -> None:
    for headers in ((), ("Sec-Fetch-Site: same-origin",), ("Sec-Fetch-Site: none",)):
        answer = preview.get(path, *headers)
        assert (answer.status, answer.headers["Content-Type"]) == (200, media)
        assert answer.body.startswith(begins)


def test_an_event_has_the_pages_and_each_picture_can_be_fetched(preview: Preview) -> None:
    told = preview.event()
    assert told["first"] == "hampshire-parent-a4"
    pages = told["pages"]
    assert isinstance(pages, list)
    assert len(pages) >= 4
    for page in pages:
        answer = preview.get(page["picture"])
        assert (answer.status, answer.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.body.startswith(b"<svg ")


def test_the_twin_keeps_its_own_policy(preview: Preview) -> None:
    """Both policies would apply, and that of the shell forbids the style and the script of the twin."""
    answer = preview.get(str(preview.event()["twin"]))
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert b"Content-Security-Policy" in answer.body


def test_every_answer_has_the_headers_that_keep_other_pages_out(preview: Preview) -> None:
    picture = next(iter(preview.loop.snapshot.files))
    for answer in (preview.get(), preview.get("shell.js"), preview.get(picture), preview.get("nothing")):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; ")
        assert answer.headers["Server"] == "leafletgen"
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert preview.get().headers["Cache-Control"] == "no-store"


PORT = "{port}"
HOSTS = [
    "evil.example",
    f"evil.example:{PORT}",
    f"localhost.evil.example:{PORT}",
    f"127.0.0.1.evil.example:{PORT}",
    "127.0.0.1",
    "localhost",
    "127.0.0.1:1",
    f"127.0.0.2:{PORT}",
    f"0.0.0.0:{PORT}",
    f"[::1]:{PORT}",
    f"2130706433:{PORT}",
    f"127.1:{PORT}",
    f"localhost.:{PORT}",
    f"user@localhost:{PORT}",
    f"localhost:{PORT}, evil.example",
    f"LOCALHOST:{PORT}",
    f"localhost:{PORT}.",
    f"127.0.0.1.:{PORT}",
    f"[::ffff:127.0.0.1]:{PORT}",
    f"0x7f.0.0.1:{PORT}",
    f"localhost%00.evil.example:{PORT}",
    f" localhost:0{PORT}",
    "",
]


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["", "events", "Regular.ttf"])
def test_another_host_is_refused(preview: Preview, host: str, path: str) -> None:
    """A name of others that resolves to 127.0.0.1 is of one origin with this server (DNS rebinding)."""
    answer = preview.get(path, f"Host: {host.format(port=preview.server.server_port)}")
    assert (answer.status, answer.body) == (403, b"403 Forbidden\n")


def test_no_host_and_two_hosts_are_refused(preview: Preview) -> None:
    path, port = f"/{preview.server.token}/", preview.server.server_port
    assert preview.answer(f"GET {path} HTTP/1.1\r\n\r\n").status == 403
    assert preview.answer(f"GET {path} HTTP/1.0\r\n\r\n").status == 403
    two = f"Host: localhost:{port}\r\nHost: evil.example"
    assert preview.answer(f"GET {path} HTTP/1.1\r\n{two}\r\n\r\n").status == 403
    assert b"<html" not in preview.raw(f"GET {path}\r\n\r\n")  # HTTP/0.9


@pytest.mark.parametrize("site", ["cross-site", "same-site", "Same-Origin", "none, cross-site", ""])
def test_requests_of_other_sites_are_refused(preview: Preview, site: str) -> None:
    assert preview.get("", f"Sec-Fetch-Site: {site}").status == 403
    assert preview.get("", "Sec-Fetch-Site: none", f"Sec-Fetch-Site: {site}").status == 403


@pytest.mark.parametrize(
    "origin",
    [
        *(
            "null",
            "",
            "https://evil.example",
            "http://127.0.0.1",
            "http://localhost:1",
            "file://",
            "vscode-webview://x",
        ),
        *("https://localhost:{port}", "http://LOCALHOST:{port}", "http://localhost.:{port}", "http://[::1]:{port}"),
    ],
)
def test_what_a_page_of_another_origin_asks_for_is_refused(preview: Preview, origin: str) -> None:
    """Some browsers send no Sec-Fetch-Site; an origin without a name (a frame in a sandbox, a file) is "null"."""
    port = preview.server.server_port
    assert preview.get("", f"Origin: {origin.format(port=port)}").status == 403
    assert preview.get("", f"Origin: http://localhost:{port}", f"Origin: {origin.format(port=port)}").status == 403
    assert preview.get("", f"Origin: http://localhost:{port}").status == 200


@pytest.mark.parametrize(
    "token", ["", "x", "{token}x", "x{token}", "{half}", "%2e", "{upper}", "{token}%00", "{token}é"]
)
@pytest.mark.parametrize("path", ["", "shell.js", "events", "Regular.ttf"])
def test_a_wrong_token_is_not_found(preview: Preview, token: str, path: str) -> None:
    real = preview.server.token
    wrong = token.format(token=real, half=real[:8], upper=real.swapcase())
    assert preview.get(path, token=wrong).status == 404


@pytest.mark.parametrize(
    "path", ["/", "", "*", "favicon.ico", "/{token}", "http://127.0.0.1/{token}/", "//evil/{token}/"]
)
def test_what_is_outside_the_token_is_not_found(preview: Preview, path: str) -> None:
    target = path.format(token=preview.server.token)
    host = f"Host: localhost:{preview.server.server_port}"
    assert b" 200 " not in preview.raw(f"GET {target} HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n")[:20]


@pytest.mark.parametrize(
    "path",
    [
        *("..", "../..", "../server.py", "..%2fserver.py", "%2e%2e/server.py", "....//server.py", "./shell.js"),
        *(
            "shell.html",
            "server.py",
            "watch.py",
            "/etc/passwd",
            "%2fetc%2fpasswd",
            "C:/Windows/win.ini",
            "..\\server.py",
        ),
        *("font%2fRegular.ttf", "Regular%2ettf", "Regular.ttf/", "Regular.ttf%00.svg", "fonts/Regular.ttf", "OFL.txt"),
        *("shell.js%00", "SHELL.JS", "shell.js/..", "/shell.js", "shell.js;x", "shell.js#x", "events/", "Events"),
        *("agencies.yaml", "data/agencies.yaml", "0" * 64 + ".svg", "hampshire-parent-a5.pdf", "x" * 5000, "é"),
    ],
)
def test_no_path_leads_to_a_file(preview: Preview, path: str) -> None:
    assert preview.get(path).status == 404


@pytest.mark.parametrize(
    "method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get", "GETX"]
)
def test_no_other_method_is_allowed(preview: Preview, method: str) -> None:
    answer = preview.get("", "Content-Length: 0", "Expect: 100-continue", method=method)
    assert answer.status == 405
    assert answer.body == (b"" if method == "HEAD" else b"405 Method Not Allowed\n")


@pytest.mark.parametrize(
    "request_text",
    [
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9\r\n\r\n",
        "<script> / HTTP/1.1\r\n\r\n",
        "GET /" + "x" * 70000 + "\r\n\r\n",
    ],
)
def test_a_refusal_quotes_nothing_and_tells_no_version(preview: Preview, request_text: str) -> None:
    answer = preview.raw(request_text)
    assert not answer or b" 200 " not in answer.split(b"\r\n")[0]
    for word in (b"<script", b"xxx", b"Python", b"BaseHTTP", b"<html"):
        assert word not in answer


def test_many_headers_are_refused(preview: Preview) -> None:
    assert preview.get("", *(f"X-{number}: x" for number in range(200))).status == 431


def test_connections_of_a_browser_are_kept_for_more_requests(preview: Preview) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", preview.server.server_port, timeout=10)
    for path in ("", "shell.js", "shell.css"):
        connection.request("GET", f"/{preview.server.token}/{path}", headers={"Sec-Fetch-Site": "same-origin"})
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.read()
    connection.close()


def test_a_body_is_not_taken_for_another_request(preview: Preview) -> None:
    host = f"Host: localhost:{preview.server.server_port}"
    hidden = f"GET /{preview.server.token}/shell.js HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n"
    for header in (f"Content-Length: {len(hidden)}", "Transfer-Encoding: chunked", "content-length: 0"):
        answer = preview.raw(f"GET /{preview.server.token}/ HTTP/1.1\r\n{host}\r\n{header}\r\n\r\n{hidden}")
        assert answer.count(b"HTTP/1.1 200") == 1


def test_connections_that_send_nothing_or_slowly_do_not_keep_out_the_user(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "_MOST_THREADS", threading.active_count() + 3)
    with ExitStack() as others:
        address = ("127.0.0.1", preview.server.server_port)
        opened = [others.enter_context(socket.create_connection(address, timeout=10)) for _ in range(10)]
        for connection in opened[5:]:
            with suppress(ConnectionError):
                connection.sendall(b"GET /x")
        assert preview.get().status == 200
        with suppress(ConnectionError):
            assert opened[0].recv(1) == b""


def test_too_many_streams_of_the_user_are_closed(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    most = threading.active_count() + 3
    monkeypatch.setattr(server_module, "_MOST_THREADS", most)
    monkeypatch.setattr(server_module, "ALIVE", 0.02)
    host = f"Host: localhost:{preview.server.server_port}"
    request = f"GET /{preview.server.token}/events HTTP/1.1\r\n{host}\r\n\r\n".encode()
    answers = []
    with ExitStack() as streams:
        for _ in range(most + 1):  # Others that are open now may end meanwhile.
            address = ("127.0.0.1", preview.server.server_port)
            connection = streams.enter_context(socket.create_connection(address, timeout=10))
            with suppress(ConnectionError):
                connection.sendall(request)
                answers.append(connection.recv(12))
    assert answers[0] == b"HTTP/1.1 200"
    assert answers.count(b"HTTP/1.1 200") <= most
    monkeypatch.undo()
    assert preview.get().status == 200


def test_cut_streams_end(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that has gone is noticed at the next comment; its thread ends, and nothing more is made for it."""
    monkeypatch.setattr(server_module, "ALIVE", 0.02)
    before = threading.active_count()
    for number in range(40):
        preview.event(f"gone-{number}")
    until = time.monotonic() + 20
    while time.monotonic() < until and (threading.active_count() > before or len(preview.loop.state.looking) > 1):
        threading.Event().wait(0.02)
    assert threading.active_count() <= before
    assert preview.loop.state.looking == {NAME}


def test_a_port_that_is_taken_is_passed_over_or_named(preview: Preview, renderer: Renderer) -> None:
    taken = preview.server.server_port
    asked = Asked(Path())
    with listen([taken, 0], State(), renderer.fonts, asked) as other:
        assert other.server_port != taken
    with pytest.raises(ResourceError) as caught:
        listen([taken], State(), renderer.fonts, asked)
    assert caught.value.problems[0].code == "port-taken"
    assert str(taken) in caught.value.problems[0].message
    assert (*range(8350, 8360), 0) == PORTS


def test_two_programs_cannot_share_a_port_on_windows() -> None:
    assert Server.allow_reuse_address == (os.name != "nt")
