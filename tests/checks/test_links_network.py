"""`links` from an office: proxies, inspected connections, certificates, cookies, and servers that keep programs out."""

from __future__ import annotations

import datetime
import errno
import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import trustme

from leafletgen.checks.links import http, network
from leafletgen.checks.links.http import RequestSettings, ask
from leafletgen.checks.links.states import LinkFinding, Target, assess, obstacle_of, targets_of
from leafletgen.content.check import check
from leafletgen.content.source import read_folder
from leafletgen.errors import ExitCode
from tests.support import servers
from tests.support.program import run_inside
from tests.support.servers import Behave, Server, Visit, serve

NOW = datetime.datetime.now(datetime.UTC)
CALM = RequestSettings(timeout=5, retries=0, allow_private=True)
VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "_PAUSE", 0.01)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def look(*urls: str, settings: RequestSettings = CALM) -> list[LinkFinding]:
    answers = ask(urls, settings)
    return [assess(Target(url), answers[url], NOW, 21) for url in urls]


# --- proxies ---


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A proxy that answers for every host."""
    with serve(servers.fine) as server:
        monkeypatch.setenv("http_proxy", server.url())
        yield server


def test_a_proxy_is_asked_for_hosts_whose_names_are_unknown_here(proxy: Server) -> None:
    (found,) = look("http://www.helpline.invalid/page")
    assert (found.state, proxy.asked) == ("alive", ["HEAD http://www.helpline.invalid/page"])


@pytest.mark.parametrize("setting", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
def test_each_variable_for_a_proxy_counts(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(setting, "proxy.example:3128")
    assert network.proxy_for("http", "www.helpline.invalid") == "http://proxy.example:3128"


@pytest.mark.parametrize(
    ("excluded", "url", "asked"),
    [
        ("helpline.invalid", "http://www.helpline.invalid/", False),
        ("*", "http://www.helpline.invalid/", False),
        ("other.invalid", "http://www.helpline.invalid/", True),
        ("", "http://127.0.0.1/", False),
        ("", "http://localhost/", False),
        ("", "http://::1/", False),
    ],
)
def test_what_is_asked_without_the_proxy(excluded: str, url: str, asked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", excluded)
    assert bool(network.proxy_for(*url.rstrip("/").split("://"))) is asked


def test_a_private_address_is_not_asked_over_a_proxy_either(proxy: Server) -> None:
    (found,) = look("http://10.1.2.3/", settings=RequestSettings(timeout=5, retries=0))
    assert (found.state, proxy.connections) == ("private", 0)


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        return int(closed.getsockname()[1])


FAILING: dict[str, tuple[Behave | None, str]] = {
    "it is not there": (None, "cannot be reached"),
    "it asks for a password": (servers.status(407), "password"),
}


@pytest.mark.parametrize("way", FAILING)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_fails_is_said_and_no_address_is_dead(
    way: str, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    behave, words = FAILING[way]
    with ExitStack() as stack:
        port = stack.enter_context(serve(behave)).port if behave else closed_port()
        monkeypatch.setenv(f"{scheme}_proxy", f"http://somebody:secret@127.0.0.1:{port}")
        outcome = run_inside("links", "--retries", "0", f"{scheme}://www.helpline.invalid/")
    assert outcome.code == ExitCode.RESOURCE
    assert "[proxy-failed]" in outcome.stderr
    assert words in outcome.stderr or "407" in outcome.stderr
    assert "[link-dead]" not in outcome.stderr
    assert "secret" not in outcome.stderr + outcome.stdout


def test_a_proxy_of_a_kind_that_cannot_be_used_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "gopher://127.0.0.1:70")
    outcome = run_inside("links", "--retries", "0", "https://www.helpline.invalid/")
    assert (outcome.code, "[proxy-failed]" in outcome.stderr) == (ExitCode.RESOURCE, True)


# --- certificates ---


def context_for(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority that this computer trusts."""
    made = trustme.CA()
    made.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return made


def inspecting(authority: trustme.CA) -> Behave:
    """A proxy that opens the secure connection itself, with a certificate for the host that its own authority made."""

    def behave(visit: Visit) -> None:
        assert visit.method == "CONNECT"
        visit.connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        context = context_for(authority, visit.path.partition(":")[0])
        with context.wrap_socket(visit.connection, server_side=True) as inside:
            inside.recv(4096)
            inside.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    return behave


HOSTS = ["https://www.one.invalid/", "https://www.two.invalid/", "https://three.invalid/"]


def test_a_proxy_that_inspects_with_a_trusted_certificate_is_no_matter(
    authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve(inspecting(authority)) as server:
        monkeypatch.setenv("https_proxy", server.url())
        assert [found.state for found in look(*HOSTS)] == ["alive"] * 3


@pytest.mark.usefixtures("authority")
def test_a_proxy_that_inspects_with_an_unknown_certificate_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(inspecting(trustme.CA())) as server:
        monkeypatch.setenv("https_proxy", server.url())
        outcome = run_inside("links", "--retries", "0", *HOSTS)
    assert outcome.code == ExitCode.RESOURCE
    assert "[connections-inspected]" in outcome.stderr
    assert "dead" not in outcome.stdout + outcome.stderr
    assert "SSL_CERT_FILE=" in outcome.stderr
    assert "[link-dead]" not in outcome.stderr


def test_hosts_with_unknown_certificates_without_a_proxy_are_said_alike(authority: trustme.CA) -> None:
    with ExitStack() as stack:
        stranger = trustme.CA()
        urls = [
            stack.enter_context(serve(servers.fine, host=host, tls=context_for(stranger, host))).url()
            for host in ("127.0.0.1", "127.0.0.2")
        ]
        found = look(*urls)
        problem = obstacle_of(found)
        assert problem and problem.code == "connections-inspected"
        good = stack.enter_context(serve(servers.fine, host="127.0.0.3", tls=context_for(authority, "127.0.0.3")))
        mixed = look(*urls, good.url())
        assert obstacle_of(mixed) is None
        assert [one.state for one in mixed] == ["dead", "dead", "alive"]
        assert obstacle_of(look(urls[0])) is None  # of one host alone nobody knows


def finding(host: str, state: str = "dead", obstacle: str = "issuer", reached: bool = True) -> LinkFinding:
    return LinkFinding(Target(f"https://{host}.uk/"), state, "", "", reached, obstacle)  # type: ignore[arg-type]


HTTP = LinkFinding(Target("http://c.uk/"), "alive", "")
INSPECTED = {
    "all": ([finding("a"), finding("b")], True),
    "and one that is not found": ([finding("a"), finding("b"), finding("c", obstacle="", reached=False)], True),
    "and one that is not secure": ([finding("a"), finding("b"), HTTP], True),
    "most of many": ([*map(finding, "abc"), finding("d", "alive", "")], True),
    "half of many": ([*map(finding, "ab"), finding("c", "alive", ""), finding("d", "alive", "")], False),
    "two of three": ([*map(finding, "ab"), finding("c", "alive", "")], False),
    "two pages of one host": ([finding("a"), finding("www.a")], False),
    "one": ([finding("a"), finding("b", "dead", "")], False),
}


@pytest.mark.parametrize("name", INSPECTED)
def test_inspected_connections_are_known_although_some_hosts_say_nothing(name: str) -> None:
    found, inspected = INSPECTED[name]
    problem = obstacle_of(found)
    assert (problem is not None and problem.code == "connections-inspected") is inspected


@pytest.mark.parametrize(
    ("text", "words"), [(None, "cannot be read"), ("", "no certificates"), ("x", "no certificates")]
)
def test_a_file_of_certificates_that_is_none_is_said(
    text: str | None, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ca.pem"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    outcome = run_inside("links", "--retries", "0", "http://127.0.0.1:9/")
    assert (outcome.code, words in outcome.stderr) == (ExitCode.RESOURCE, True)
    assert f"{path}: error: SSL_CERT_FILE names" in outcome.stderr and "[certificates-unreadable]" in outcome.stderr


# --- no network ---


@pytest.mark.parametrize("number", [socket.EAI_AGAIN, errno.ENETUNREACH])
def test_one_address_is_enough_to_see_that_there_is_no_network(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> list[object]:
        if number == socket.EAI_AGAIN:
            raise socket.gaierror(number, "Temporary failure in name resolution")
        raise OSError(number, "Network is unreachable")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    outcome = run_inside("links", "--retries", "0", "https://www.childline.org.uk/")
    assert (outcome.code, "[no-network]" in outcome.stderr) == (ExitCode.RESOURCE, True)
    assert outcome.stdout.startswith("unclear  https://www.childline.org.uk/")
    assert "[link-dead]" not in outcome.stderr


# --- cookies ---


def wall(visit: Visit) -> None:
    """Lets nobody in who does not bring the cookie back, to the same address."""
    if visit.cookie:
        servers.fine(visit)
    else:
        visit.say(302, f"Location: {visit.path}", "Set-Cookie: seen=1; Path=/")


def roundabout(visit: Visit) -> None:
    """Sends a visitor to a page that gives a cookie, and back."""
    if visit.path == "/consent":
        visit.say(302, "Location: /", "Set-Cookie: consent=yes")
    elif visit.cookie:
        servers.fine(visit)
    else:
        visit.say(302, "Location: /consent")


def deaf(visit: Visit) -> None:
    """Gives a cookie again and again."""
    visit.say(302, f"Location: {'/b' if visit.path == '/' else '/'}", "Set-Cookie: seen=1")


def counting(visit: Visit) -> None:
    """Gives another cookie each time."""
    visit.say(302, f"Location: {visit.path}", f"Set-Cookie: seen={len(visit.server.asked)}")


def elsewhere(visit: Visit) -> None:
    """Gives a cookie that is for another place."""
    visit.say(302, "Location: /", "Set-Cookie: seen=1; Path=/other; Domain=other.invalid")


WALLS: dict[str, tuple[Behave, str]] = {
    "wall": (wall, "alive"),
    "roundabout": (roundabout, "alive"),
    "deaf": (deaf, "unclear"),
    "counting": (counting, "unclear"),
    "no cookie": (servers.circle, "dead"),
    "for another": (elsewhere, "dead"),
}


@pytest.mark.parametrize("name", WALLS)
def test_cookies_are_brought_back_and_a_wall_of_them_is_at_most_unclear(name: str) -> None:
    behave, state = WALLS[name]
    with serve(behave) as server:
        (found,) = look(server.url())
        assert found.state == state, found.words


def test_cookies_of_one_address_are_not_brought_to_another() -> None:
    with serve(wall) as server:
        assert [found.state for found in look(server.url("/a"), server.url("/b"))] == ["alive", "alive"]
        assert sorted(server.asked) == ["HEAD /a", "HEAD /a", "HEAD /b", "HEAD /b"]


# --- servers that keep programs out, or say nothing ---


def answering(status: int, *headers: str) -> Behave:
    return lambda visit: visit.say(status, *headers)


CHALLENGES = [
    "CF-Mitigated: challenge",
    "Server: cloudflare",
    "Server: AkamaiGHost",
    "X-Iinfo: 1-2-3",
    "X-DataDome: protected",
    "X-Sucuri-ID: 12",
    "x-amzn-waf-action: challenge",
    "X-Vercel-Mitigated: challenge",
]
UNCLEAR: list[tuple[int, tuple[str, ...], str]] = [
    *((503, (header,), "unclear") for header in CHALLENGES),
    (503, ("Server: nginx",), "dead"),
    (503, (), "dead"),
    (500, ("Server: cloudflare",), "dead"),
    (404, ("Server: cloudflare",), "dead"),
    *((status, (), "unclear") for status in (300, *range(520, 531))),
    (519, (), "dead"),
    (531, (), "dead"),
    (300, ("Location: /a",), "unclear"),
]


@pytest.mark.parametrize(("status", "headers", "state"), UNCLEAR)
def test_what_says_nothing_of_the_page_is_unclear(status: int, headers: tuple[str, ...], state: str) -> None:
    with serve(answering(status, *headers)) as server:
        (found,) = look(server.url())
        assert (found.state, f"(status {status})" in found.words) == (state, True), found.words


# --- only one edition ---


def test_only_what_an_edition_prints_is_asked(project: Path) -> None:
    catalogue = check(read_folder(project / "data"))
    everything = {target.address for target in targets_of(catalogue)}
    england = {target.address for target in targets_of(catalogue, ["england"])}
    hampshire = {target.address for target in targets_of(catalogue, ["hampshire"])}
    assert england < hampshire < everything or england < hampshire == everything
    local = [address for address in hampshire if "hampshire.police.uk" in address]
    assert local and not england.intersection(local)


def test_an_edition_is_named_or_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def note(addresses: Iterator[str], *_: object) -> dict[str, http.Answer]:
        asked.extend(addresses)
        return {address: http.Answer(address, 200) for address in asked}

    monkeypatch.setattr(http, "ask", note)
    outcome = run_inside("links", "england", "--json")
    assert len(json.loads(outcome.stdout)["items"]) == len(set(asked)) > 10
    unknown = run_inside("links", "englnd")
    assert (unknown.code, "Did you mean england?" in unknown.stderr) == (ExitCode.USAGE, True)
