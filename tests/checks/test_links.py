"""`links`: every way in which a web address can fail has its state; tested with real servers on this machine."""

from __future__ import annotations

import datetime
import json
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st

from leafletgen.checks.links import http
from leafletgen.checks.links.http import Answer, RequestSettings, ask
from leafletgen.checks.links.public import is_public
from leafletgen.checks.links.states import LinkFinding, Target, assess, problems_of, targets_of
from leafletgen.content.check import check
from leafletgen.content.source import read_folder
from tests.support import servers
from tests.support.own_folder import AGENCIES, own_folder
from tests.support.program import run_inside, run_process
from tests.support.servers import Behave, Crowd, Server, serve

NOW = datetime.datetime.now(datetime.UTC)
CALM = RequestSettings(timeout=5, retries=1, allow_private=True)
BRISK = RequestSettings(timeout=0.5, retries=1, allow_private=True)


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "_PAUSE", 0.01)


def look(url: str, settings: RequestSettings = CALM) -> LinkFinding:
    """Request an address; returns its finding."""
    return assess(Target(url), ask([url], settings)[url], NOW, 21)


class Case(NamedTuple):
    """A server's behaviour, the state that it must give, part of the words, and the requests that it must get."""

    behave: Behave
    state: str
    words: str
    asked: list[str]


HEAD, GET = "HEAD /", "GET /"
CASES = {
    "fine": Case(servers.fine, "alive", "it answers", [HEAD]),
    "no HEAD": Case(servers.only_get(405), "alive", "it answers", [HEAD, GET]),
    "HEAD not found": Case(servers.only_get(404), "alive", "it answers", [HEAD, GET]),
    "hang": Case(servers.hang, "dead", "no answer within 0.5 seconds (asked 2 times)", [HEAD, GET]),
    "drip": Case(servers.drip, "dead", "no answer within 0.5 seconds (asked 2 times)", [HEAD, GET]),
    "reset": Case(servers.reset, "dead", "breaks off the connection (asked 2 times)", [HEAD, GET]),
    "hang up": Case(servers.hang_up, "dead", "its answer is not HTTP (asked 2 times)", [HEAD, GET]),
    "babble": Case(servers.babble, "dead", "its answer is not HTTP (asked 2 times)", [HEAD, GET]),
    "endless head": Case(servers.endless_head, "dead", "its answer is not HTTP (asked 2 times)", [HEAD, GET]),
    "huge body": Case(servers.huge_body, "alive", "it answers", [HEAD, GET]),
    "not found": Case(servers.status(404), "dead", "no such page (status 404)", [HEAD, GET]),
    "gone": Case(servers.status(410), "dead", "removed permanently (status 410)", [HEAD, GET]),
    "fault": Case(servers.status(500), "dead", "an error (status 500) (asked 2 times)", [HEAD, GET, GET]),
    "a short fault": Case(servers.after_failures(2, servers.status(503)), "alive", "it answers", [HEAD, GET, GET]),
    "a short silence": Case(servers.after_failures(1, servers.reset), "alive", "it answers", [HEAD, GET]),
    "forbidden": Case(servers.status(403), "unclear", "refuses programs (status 403)", [HEAD, GET]),
    "too many": Case(servers.status(429), "unclear", "(status 429) (asked 2 times)", [HEAD, GET, GET]),
    "moved": Case(servers.redirect(301, "/new"), "moved", "moved permanently", [HEAD, "HEAD /new"]),
    "moved too": Case(servers.redirect(308, "new"), "moved", "moved permanently", [HEAD, "HEAD /new"]),
    "for now": Case(servers.redirect(302, "/today"), "alive", "it answers", [HEAD, "HEAD /today"]),
    "nowhere": Case(servers.redirect(302, ""), "dead", "returns no page (status 302)", [HEAD]),
    "circle": Case(servers.circle, "dead", "form a loop", [HEAD, "HEAD /b"]),
    "endless": Case(servers.endless, "dead", "more than 10 times", [f"HEAD /{'x' * n}" for n in range(11)]),
    "to a file": Case(servers.redirect(301, "file:///etc/passwd"), "dead", "which is not a web page", [HEAD]),
    "to ftp": Case(servers.redirect(301, "ftp://127.0.0.1/"), "dead", "which is not a web page", [HEAD]),
    "to nonsense": Case(servers.redirect(301, "http://[::1"), "dead", "which is not a web address", [HEAD]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_case_is_told_apart(case: Case) -> None:
    with serve(case.behave) as server:
        found = look(server.url(), BRISK if case.behave in (servers.hang, servers.drip) else CALM)
        assert (found.state, case.words in found.words) == (case.state, True), found.words
        assert server.asked == case.asked
        assert server.sent < 50_000_000, "a body is not read"


def test_the_time_limit_is_for_all_redirects_together() -> None:
    """Each answer comes in time: ten of them would take three times as long as one may."""
    with serve(servers.slowly(0.3, servers.endless)) as server:
        found = look(server.url(), RequestSettings(timeout=1, retries=0, allow_private=True))
        assert (found.state, found.words.startswith("there was no answer within 1 seconds")) == ("dead", True)
        assert len(server.asked) < 6


def test_all_tries_of_an_address_have_a_time_limit_together() -> None:
    with serve(servers.hang) as server:
        found = look(server.url(), RequestSettings(timeout=0.5, retries=10, allow_private=True))
        assert (found.state, found.words) == ("dead", "there was no answer within 0.5 seconds (asked 2 times)")
        assert server.asked == [HEAD, GET]


def test_waiting_for_others_at_the_same_host_does_not_count() -> None:
    with serve(servers.slowly(0.2, servers.fine)) as server:
        addresses = [server.url(f"/{number}") for number in range(8)]
        answers = ask(addresses, RequestSettings(timeout=1, retries=0, allow_private=True))
        assert {answer.status for answer in answers.values()} == {200}


def test_a_server_that_hangs_on_head_alone_is_alive() -> None:
    with serve(servers.hang_on_head) as server:
        found = look(server.url(), RequestSettings(timeout=2, retries=1, allow_private=True))
        assert (found.state, server.asked) == ("alive", [HEAD, GET])


def test_a_moved_page_is_reported_with_its_new_address() -> None:
    with serve(servers.redirect(301, "/new?a=b")) as server:
        assert look(server.url()).leads_to == server.url("/new?a=b")


def test_another_host_is_parked() -> None:
    with serve(servers.fine, host="127.0.0.2") as other, serve(servers.redirect(301, other.url("/sale"))) as server:
        found = look(server.url())
        assert (found.state, found.leads_to) == ("parked", other.url("/sale"))
        assert "another host, 127.0.0.2" in found.words


def test_a_redirect_to_a_dead_page_is_dead() -> None:
    with serve(servers.status(404)) as other, serve(servers.redirect(301, other.url("/x"))) as server:
        found = look(server.url())
        assert (found.state, found.leads_to) == ("dead", other.url("/x"))
        assert f"after redirecting to {other.url('/x')}" in found.words


def test_a_host_that_refuses() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert "refuses connections" in look(f"http://127.0.0.1:{port}/").words


def test_a_host_that_does_not_exist() -> None:
    found = look("https://nowhere.invalid/")
    assert found.state == "dead"
    assert "nowhere.invalid" in found.words


NO_ADDRESSES = [
    *("http://[::1/", "https://exa mple.org/", "https:///x", "https://" + "a" * 70 + ".uk/"),
    *(
        "http://xn--a/",
        "http://xn--/",
        "http://xn--a.xn--b/x",
        "https://a\u0301..b/",
        "http://\u2488/",
        "http://-\u05d0/",
    ),
    *(
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:65536/",
        "http://127.0.0.1:0/",
        "http://127.0.0.1:-1/",
        "http://[::1]:x/",
    ),
    *(
        "http://a\ud800/",
        "http://%00/",
        "http://a%00b/",
        "http://a\x00b/",
        "http://\n/",
        "http://a:80:80/",
        "http://[v1.x]/",
    ),
    *(
        "http://[::1%25lo]/",
        "http://..",
        "http://" + "a." * 200,
        "http://" + "é" * 100,
        "x" * 70_000,
        "http://x" * 9_000,
    ),
    *("", ":", "//x", "http:", "mailto:a@b", "javascript:0", "http://?", "http://#", "http://@", "http://:80"),
]


@pytest.mark.parametrize("address", NO_ADDRESSES, ids=lambda address: repr(address[:25]))
def test_what_is_no_address_is_dead(address: str) -> None:
    """It costs the addresses beside it nothing, as an argument and as the end of a redirect."""
    with serve(servers.fine) as server:
        answers = ask([address, server.url()], CALM)
        states = [assess(Target(asked), answer, NOW, 21).state for asked, answer in answers.items()]
        assert sorted(states) == ["alive", "dead"]


@pytest.mark.parametrize(
    "address", [one for one in NO_ADDRESSES if one.startswith("http://") and len(one) < 999 and one.isascii()]
)
def test_a_redirect_to_what_is_no_address_is_dead(address: str) -> None:
    place = address.replace("\n", "").replace("\0", "")
    with serve(servers.redirect(301, place)) as server:
        found = look(server.url())
        assert (found.state, found.reached) == ("dead", True), found.words


@given(
    st.lists(st.text(st.sampled_from("ahttpxn-:/.[]%@?#&0123456789é\u0301\u2488\ud800 \n\0"), max_size=30), max_size=20)
)
@settings(max_examples=25)
def test_any_text_gets_an_answer(texts: list[str]) -> None:
    addresses = [
        f"{start}{text}" for text in texts for start in ("", "http://", "http://[", "https://xn--", "http://0:")
    ]
    answers = ask(addresses, RequestSettings(timeout=0.2, retries=0))
    assert set(answers) == set(addresses)
    for address, answer in answers.items():
        assert assess(Target(address), answer, NOW, 21).state in ("dead", "private")


def test_a_name_that_has_no_address_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(servers.fine) as server:
        url = server.url()
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [])
        assert "there is no host" in look(url).words


ODD_ANSWERS = [
    *(
        b"HTTP/1.1 %s x\r\n" % status
        for status in (b"000", b"099", b"100", b"101", b"103", b"600", b"9999", b"-1", b"2OO")
    ),
    *(
        b"HTTP/0.9 200\r\n",
        b"HTTP/9.9 200 OK\r\n",
        b"ICY 200 OK\r\n",
        b"\0\0\r\n",
        b"HTTP/1.1 200 \xff\xfe\r\n\xff: \xfe\r\n",
    ),
    b"HTTP/1.1 200 x\r\nContent-Length: -5\r\n",
    b"HTTP/1.1 200 x\r\nContent-Length: %s\r\n" % (b"9" * 5000),
    b"HTTP/1.1 200 x\r\nTransfer-Encoding: foo, chunked, chunked\r\n",
    b"HTTP/1.1 302 x\r\nLocation: /a\r\nLocation: /b\r\n",
    *(
        b"HTTP/1.1 302 x\r\nLocation: /again\r\nSet-Cookie: %s\r\nSet-Cookie2: %s\r\n" % (cookie, cookie)
        for cookie in (
            "a=\u00e9".encode(),
            b"a=\xe9",
            "\u0627=\u0628".encode(),
            b"\xff=\xfe; Domain=\xff",
            b"a=b; Max-Age=1e400",
            b"a=b; Max-Age=" + b"9" * 5000,
            b"a=b; expires=Thu, 99-99-9999 99:99:99 GMT",
            b"a=b; expires=Mon, 01 Jan 0000 00:00:00 GMT",
            b'a=b; Version=99999999999999999999x; Port="80,,x"',
            b"=; ; ;=;",
        )
    ),
]


def test_an_odd_answer_ends_nothing() -> None:
    """Each address gets a state, whatever its server says, and so does the one beside it."""

    def behave(visit: servers.Visit) -> None:
        number = visit.path.strip("/")
        odd = ODD_ANSWERS[int(number)] if number.isdecimal() else b"HTTP/1.1 200 x\r\n"
        visit.connection.sendall(odd + b"Content-Length: 0\r\n\r\n")

    with serve(behave) as server:
        addresses = [server.url(f"/{number}") for number in range(len(ODD_ANSWERS))]
        answers = ask([*addresses, server.url("/fine")], CALM)
        states = [assess(Target(asked), answer, NOW, 21).state for asked, answer in answers.items()]
        assert set(states) <= {"alive", "dead", "unclear"}
        assert answers[server.url("/fine")].status == 200


# --- certificates ---


class Certificates:
    """An authority that is trusted, and contexts with certificates that are right or wrong."""

    def __init__(self, folder: Path) -> None:
        self.authority = trustme.CA()
        self.bundle = folder / "ca.pem"
        self.authority.cert_pem.write_to_path(self.bundle)

    def context(self, *names: str, days: float = 90, authority: trustme.CA | None = None) -> ssl.SSLContext:
        issuer = authority or self.authority
        ends = NOW + datetime.timedelta(days=days)
        leaf = issuer.issue_cert(*names, not_before=NOW - datetime.timedelta(days=400), not_after=ends)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        leaf.configure_cert(context)
        return context


@pytest.fixture
def certificates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certificates:
    made = Certificates(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.bundle))
    return made


def look_at_tls(context: ssl.SSLContext) -> LinkFinding:
    with serve(servers.fine, tls=context) as server:
        return look(server.url())


def test_a_good_certificate(certificates: Certificates) -> None:
    assert look_at_tls(certificates.context("127.0.0.1")).state == "alive"


def test_a_certificate_that_expires_soon(certificates: Certificates) -> None:
    found = look_at_tls(certificates.context("127.0.0.1", days=5))
    assert found.state == "expiring"
    assert str((NOW + datetime.timedelta(days=5)).date()) in found.words


@pytest.mark.parametrize(
    ("days", "name", "stranger", "words"),
    [
        (-3, "127.0.0.1", False, "has expired"),
        (90, "www.example.org", False, "is for another host"),
        (90, "127.0.0.1", True, "issuer that is not trusted"),
    ],
)
def test_a_bad_certificate_is_dead(
    certificates: Certificates, days: int, name: str, stranger: bool, words: str
) -> None:
    context = certificates.context(name, days=days, authority=trustme.CA() if stranger else None)
    found = look_at_tls(context)
    assert (found.state, words in found.words) == ("dead", True), found.words


def test_a_server_that_speaks_no_tls() -> None:
    with serve(servers.babble) as server:
        found = look(server.url().replace("http", "https"))
        assert (found.state, "secure connection" in found.words) == ("dead", True), found.words


def test_two_hosts_with_one_ip_address_keep_their_certificates_apart(certificates: Certificates) -> None:
    """The second name must not pass on a connection that was made for the first."""
    with serve(servers.stay, tls=certificates.context("localhost")) as server:
        right, wrong = server.url().replace("127.0.0.1", "localhost"), server.url()
        answers = ask([right, wrong], RequestSettings(timeout=5, retries=0, concurrency=1, allow_private=True))
        assert assess(Target(right), answers[right], NOW, 21).state == "alive"
        assert "another host" in assess(Target(wrong), answers[wrong], NOW, 21).words


# --- several addresses of one host ---

NAME = "two.example"
PLACES = ("127.0.0.1", "127.0.0.2")


@pytest.fixture
def _two_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that has two addresses, both of them on this machine."""
    look_up = socket.getaddrinfo

    def found(host: Any, *rest: Any, **more: Any) -> Any:
        if host != NAME:
            return look_up(host, *rest, **more)
        return [entry for place in PLACES for entry in look_up(place, *rest, **more)]

    monkeypatch.setattr(socket, "getaddrinfo", found)


def at(server: Server) -> str:
    """The address of a server by the name that has two."""
    return server.url().replace(PLACES[0], NAME).replace(PLACES[1], NAME)


@pytest.mark.usefixtures("_two_places")
def test_if_the_first_address_refuses_the_second_is_asked() -> None:
    with serve(servers.fine, host=PLACES[1]) as second:
        assert look(at(second)).state == "alive"
        assert second.asked == [HEAD]


@pytest.mark.usefixtures("_two_places")
def test_if_the_first_address_answers_the_second_is_not_asked() -> None:
    with serve(servers.status(404)) as first, serve(servers.fine, host=PLACES[1], port=first.port) as second:
        assert "(status 404)" in look(at(first)).words
        assert (first.asked, second.connections) == ([HEAD, GET], 0)


@pytest.mark.usefixtures("_two_places")
def test_a_wrong_certificate_at_one_address_counts_if_another_has_a_good_one(certificates: Certificates) -> None:
    """A reader's browser stops there with a warning; it does not try the next address either."""
    wrong, right = certificates.context("www.example.org"), certificates.context(NAME)
    with (
        serve(servers.fine, tls=wrong) as first,
        serve(servers.fine, host=PLACES[1], tls=right, port=first.port) as second,
    ):
        found = look(at(first))
        assert (found.state, "is for another host" in found.words) == ("dead", True), found.words
        assert (first.connections > 0, second.connections) == (True, 0)


@pytest.mark.usefixtures("_two_places")
def test_a_secure_connection_that_fails_at_one_address_is_reported(certificates: Certificates) -> None:
    right = certificates.context(NAME)
    with (
        serve(servers.babble) as first,
        serve(servers.fine, host=PLACES[1], tls=right, port=first.port) as second,
    ):
        found = look(at(second))
        assert (found.state, "secure connection" in found.words) == ("dead", True), found.words
        assert (first.connections > 0, second.connections) == (True, 0)


@pytest.mark.usefixtures("_two_places")
def test_each_address_of_a_host_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """One in a private network is enough: it may be the one that a reader's computer takes."""
    monkeypatch.setattr(http, "is_public", lambda place: place == PLACES[0])
    with serve(servers.fine) as server:
        found = look(at(server), RequestSettings(timeout=5))
        assert (found.state, server.connections) == ("private", 0)


# --- settings ---


def test_a_host_is_asked_one_request_at_a_time_and_hosts_side_by_side() -> None:
    alone, together = [Crowd() for _ in range(3)], Crowd()
    with ExitStack() as stack:
        several = [stack.enter_context(serve(_both(crowd, together))) for crowd in alone]
        addresses = [server.url(f"/{page}") for page in range(6) for server in several]
        answers = ask(addresses, RequestSettings(timeout=5, retries=0, concurrency=8, allow_private=True))
        assert [answer.status for answer in answers.values()] == [200] * 18
        assert [sorted(server.asked) for server in several] == [[f"HEAD /{page}" for page in range(6)]] * 3
    assert [crowd.most for crowd in alone] == [1, 1, 1]
    assert together.most > 1


def _both(first: Crowd, second: Crowd) -> Behave:
    """Counts a request in two crowds; the second takes its time and answers."""

    def behave(visit: servers.Visit) -> None:
        with first.counted():
            second.wait(visit)
        servers.fine(visit)

    return behave


def test_no_more_requests_at_once_than_allowed() -> None:
    crowd = Crowd()
    with ExitStack() as stack:
        several = [stack.enter_context(serve(crowd.behave)) for _ in range(6)]
        ask(
            [server.url() for server in several],
            RequestSettings(timeout=5, retries=0, concurrency=2, allow_private=True),
        )
    assert crowd.most == 2


def test_one_bad_address_spoils_no_other() -> None:
    with serve(servers.hang) as bad, serve(servers.fine) as good:
        answers = ask([bad.url(), good.url()], RequestSettings(timeout=2, retries=0, allow_private=True))
        assert answers[good.url()].status == 200
        assert answers[bad.url()].failure


def test_an_address_given_twice_is_asked_once() -> None:
    with serve(servers.fine) as server:
        ask([server.url(), server.url()], CALM)
        assert server.asked == [HEAD]


# --- private networks ---


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:224.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::127.0.0.1", False),
        ("64:ff9b::8.8.8.8", True),
        ("64:ff9b:1::192.168.0.1", False),
        ("64:ff9b:1:ffff::169.254.169.254", False),
        ("64:ff9b:1::8.8.8.8", True),
        ("2002:0a00:0001::1", False),
        ("2002:7f00:1::", False),
        ("2002:c0a8:1:ffff::1", False),
        ("2002:0808:0808::1", True),
        ("::10.0.0.1", False),
        ("::127.0.0.1", False),
        ("::8.8.8.8", True),
        ("::", False),
        ("::ffff:0:10.0.0.1", False),
        ("::ffff:0:8.8.8.8", True),
        ("2606:4700::5efe:10.0.0.1", False),
        ("2606:4700::200:5efe:192.168.0.1", False),
        ("2001:0:7f00:1::", False),
        ("fec0::1", False),
        ("feff::1", False),
        ("2001:db8::1", False),
        ("3fff::1", False),
        ("3fff:fff::1", False),
        ("192.0.2.1", False),
        ("198.51.100.7", False),
        ("203.0.113.7", False),
        ("198.18.0.1", False),
        ("192.0.0.9", False),
        ("192.88.99.1", False),
        ("100.64.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("0.1.2.3", False),
        ("100::1", False),
        ("5f00::1", False),
        ("4000::1", False),
        ("e000::1", False),
        ("ff0e::1", False),
        ("ff02::1%1", False),
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
    ],
)
def test_private_networks_are_known(place: str, expected: bool) -> None:
    assert is_public(place) is expected


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1"])
def test_a_private_address_is_not_asked(host: str) -> None:
    with serve(servers.fine) as server:
        found = look(f"http://{host}:{server.port}/", RequestSettings(timeout=5))
        assert found.state in ("private", "dead")
        assert server.connections == 0
    if host in ("127.0.0.1", "localhost"):
        assert found.state == "private"
        assert "private network" in found.words


def test_a_redirect_does_not_lead_into_a_private_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "is_public", lambda place: place == "127.0.0.1")
    with (
        serve(servers.fine, host="127.0.0.2") as inner,
        serve(servers.redirect(302, inner.url("/admin"))) as server,
    ):
        assert look(server.url(), RequestSettings(timeout=5)).state == "private"
        assert inner.connections == 0


# --- states ---

HOME = "https://www.example.org/"


@pytest.mark.parametrize(
    ("address", "ends_at", "typed", "state"),
    [
        (HOME, "https://www.example.org", False, "alive"),
        (HOME + "#part", HOME, False, "alive"),
        ("https://example.org", HOME, False, "moved"),
        ("https://example.org", HOME, True, "alive"),
        ("https://example.org/a", HOME + "b/c", True, "alive"),
        ("https://example.org/a", "https://example.com/a", True, "parked"),
        ("https://example.org", "https://shop.example.org/", False, "parked"),
    ],
)
def test_what_counts_as_moved(address: str, ends_at: str, typed: bool, state: str) -> None:
    assert assess(Target(address, typed=typed), Answer(ends_at, 200, permanent=True), NOW, 21).state == state


@pytest.mark.parametrize("status", [401, 402, 403, 405, 406, 407, 418, 429, 451, 999])
def test_a_server_that_refuses_programs_is_unclear(status: int) -> None:
    assert assess(Target(HOME), Answer(HOME, status), NOW, 21).state == "unclear"


@pytest.mark.parametrize(("days", "state"), [(20.9, "expiring"), (21.1, "alive")])
def test_a_certificate_expires_within_the_days_given(days: float, state: str) -> None:
    answer = Answer(HOME, 200, expires=NOW + datetime.timedelta(days=days))
    assert assess(Target(HOME), answer, NOW, 21).state == state


def test_a_page_that_moved_may_also_have_an_old_certificate() -> None:
    answer = Answer(HOME + "new", 200, permanent=True, expires=NOW + datetime.timedelta(days=1))
    found = assess(Target(HOME), answer, NOW, 21)
    assert (found.state, "its certificate expires on" in found.words) == ("moved", True)


# --- the addresses of the data ---


def test_every_printed_address_is_asked_once(data: Path) -> None:
    catalogue = check(read_folder(data))
    targets = targets_of(catalogue)
    by_address = {target.address: target for target in targets}
    assert len(by_address) == len(targets)
    assert {"childline web", "report-remove web"} <= {user for target in targets for user in target.used_by}
    contacts = [c for a in catalogue.agencies.values() if not a.withheld for c in a.contacts if not c.withheld]
    for contact in contacts:
        if contact.opens:
            assert contact.opens in by_address or contact.opens.rstrip("/") in by_address
        if contact.shown:
            assert f"https://{contact.shown}" in by_address or f"https://{contact.shown}/" in by_address
    withheld = {c.opens for a in catalogue.agencies.values() for c in a.contacts if a.withheld or c.withheld}
    assert not (withheld - {c.opens for c in contacts}) & set(by_address)


def test_addresses_inside_sentences_and_of_the_newest_version_are_asked_too(tmp_path: Path) -> None:
    edition = (
        "parent:\n"
        "  current_version: {shown: www.kent.police.uk/leaflets, opens: 'https://www.kent.police.uk/leaflets/'}\n"
        '  contact_lines: ["See www.kent.police.uk/families, or call 101."]\n'
    )
    agencies = AGENCIES.replace("Somebody who listens.", "Somebody who listens, at www.kent.gov.uk/listen.")
    catalogue = check(read_folder(own_folder(tmp_path, edition=edition, agencies=agencies)))
    used = {target.address: target.used_by for target in targets_of(catalogue)}
    assert used["https://www.kent.police.uk/leaflets/"] == ("edition kent",)
    assert used["https://www.kent.police.uk/families"] == ("edition kent",)
    assert used["https://www.kent.gov.uk/listen"] == ("agency kent-families",)


@pytest.mark.parametrize(
    ("answer", "code", "severity"),
    [
        ({"status": 404}, "link-dead", "error"),
        ({"private": True}, "link-private", "error"),
        ({"status": 200, "ends_at": "https://example.com/"}, "link-parked", "warning"),
        ({"status": 200, "ends_at": "https://www.iwf.org.uk/new", "permanent": True}, "link-moved", "warning"),
        ({"status": 403}, "link-unclear", "warning"),
        ({"status": 200, "expires": NOW + datetime.timedelta(days=3)}, "link-expiring", "warning"),
    ],
)
def test_a_problem_has_the_code_of_its_state_and_the_position_of_its_contact(
    data: Path, answer: dict[str, Any], code: str, severity: str
) -> None:
    (target,) = (
        t for t in targets_of(check(read_folder(data))) if "shore" not in t.used_by[0] and "iwf web" in t.used_by
    )
    (problem,) = problems_of([assess(target, Answer(**{"ends_at": target.address, **answer}), NOW, 21)])
    assert problem.where and problem.where.file.endswith("agencies.yaml")
    line = Path(problem.where.file).read_text(encoding="utf-8").splitlines()[problem.where.line - 1]
    assert line.strip() == "- id: web"
    assert (problem.code, problem.severity) == (code, severity)
    assert "{" not in problem.hint
    assert "iwf web" in problem.message


# --- the command ---


@pytest.fixture
def several() -> Iterator[dict[str, Server]]:
    kinds: dict[str, Behave] = {
        "alive": servers.fine,
        "moved": servers.redirect(301, "/new"),
        "unclear": servers.status(403),
        "dead": servers.status(404),
    }
    with ExitStack() as stack:
        yield {name: stack.enter_context(serve(behave)) for name, behave in kinds.items()}


ASK = ("links", "--allow-private", "--timeout", "5", "--retries", "0")


def test_the_command_says_which_are_dead_and_leaves_with_7(several: dict[str, Server]) -> None:
    outcome = run_process(*ASK, *(server.url() for server in several.values()))
    assert outcome.code == 7
    lines = outcome.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["dead", "moved", "unclear", "alive"]
    assert several["moved"].url("/new") in lines[1]
    assert "error: " in outcome.stderr and "[link-dead]" in outcome.stderr
    assert outcome.stderr.count("warning: ") == 2
    assert f"new address into the data: {several['moved'].url('/new')}" in outcome.stderr


def test_without_a_dead_address_it_leaves_with_0(several: dict[str, Server]) -> None:
    outcome = run_inside(*ASK, several["alive"].url(), several["moved"].url())
    assert outcome.code == 0
    assert "2 addresses: 1 moved, 1 alive" in outcome.stderr


def test_what_a_person_must_look_at_is_a_warning_and_leaves_with_0(certificates: Certificates) -> None:
    with ExitStack() as stack:
        other = stack.enter_context(serve(servers.fine, host="127.0.0.2"))
        addresses = {
            "link-parked": stack.enter_context(serve(servers.redirect(302, other.url("/sale")))).url(),
            "link-unclear": stack.enter_context(serve(servers.status(429))).url(),
            "link-expiring": stack.enter_context(
                serve(servers.fine, tls=certificates.context("127.0.0.1", days=5))
            ).url(),
        }
        outcome = run_inside(*ASK, *addresses.values())
    assert outcome.code == 0, outcome.stderr
    for code, address in addresses.items():
        (line,) = [line for line in outcome.stderr.splitlines() if f"[{code}]" in line]
        assert line.startswith(f"warning: {address}: ")
    assert f"If it is the right one, print its new address: {other.url('/sale')}" in outcome.stderr


def test_json_is_for_ci(several: dict[str, Server]) -> None:
    outcome = run_inside(*ASK, "--json", several["dead"].url(), several["moved"].url())
    found = json.loads(outcome.stdout)
    assert (outcome.code, found["ok"]) == (7, False)
    assert [item["state"] for item in found["items"]] == ["dead", "moved"]
    assert found["items"][1]["leads_to"] == several["moved"].url("/new")
    assert {problem["code"] for problem in found["problems"]} == {"link-dead", "link-moved"}


@pytest.mark.parametrize(
    ("nowhere", "behaviours", "code"),
    [(4, [], 5), (3, [], 7), (4, [servers.fine], 7), (4, [servers.reset], 7)],
    ids=["many", "few", "one answers", "one is there"],
)
def test_when_no_host_can_be_reached_this_computer_is_offline(
    nowhere: int, behaviours: list[Behave], code: int
) -> None:
    with ExitStack() as stack:
        there = [stack.enter_context(serve(behave)).url() for behave in behaviours]
        outcome = run_inside(*ASK, *(f"https://host{number}.invalid/" for number in range(nowhere)), *there)
    assert outcome.code == code
    assert ("[no-network]" in outcome.stderr, "[link-dead]" in outcome.stderr) == (code == 5, code == 7)
    assert ("dead" in outcome.stdout + outcome.stderr) == (code == 7)
    assert len(outcome.stdout.splitlines()) == nowhere + len(there)


def test_private_networks_are_refused_unless_told_otherwise(several: dict[str, Server]) -> None:
    outcome = run_inside("links", several["alive"].url())
    assert outcome.code == 7
    assert "[link-private]" in outcome.stderr
    assert "--allow-private" in outcome.stderr
    assert several["alive"].connections == 0


@pytest.mark.parametrize("address", ["www.childline.org.uk", "ftp://childline.org.uk/", "https://", "mailto:a@b.org"])
def test_what_is_no_address_of_a_page_is_reported_and_not_asked(address: str) -> None:
    finding = look(address)
    assert finding.state == "dead"
    assert finding.words == "it does not begin with https:// and the name of a host"
