"""Ask web addresses, politely: what does each of them answer?

In: addresses, and the manners to ask them with. Out: an Answer for each, never an exception.
Why: this is the one part of leafletgen that uses the network. It asks one request a host at a time, HEAD before GET,
reads no bodies, waits for no server longer than it was told to, and enters no private network unless it may.
"""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import socket
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import httpx

from leafletgen.version import __version__

_MOST_REDIRECTS = 10
_PAUSE = 0.5
"""Seconds before the first retry; twice as long before each further one."""

_HEADERS = {"User-Agent": f"leafletgen/{__version__} (checks the web addresses of a leaflet)", "Accept": "*/*"}

_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that may be another one in a moment."""

# Why OpenSSL does not trust a certificate (X509_V_ERR_... in x509_vfy.h), in words.
_MISTRUST = {
    9: "its certificate is not valid yet",
    10: "its certificate has expired",
    18: "its certificate is signed by nobody but itself",
    19: "its certificate comes from an issuer that is not trusted",
    20: "its certificate comes from an issuer that is not trusted",
    23: "its certificate was withdrawn",
    62: "its certificate is for another host",
    64: "its certificate is for another host",
}


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask: seconds to wait for an answer, how often to ask again, how many requests at once, where one may."""

    timeout: float = 10.0
    retries: int = 2
    concurrency: int = 8
    allow_private: bool = False


class Answer(NamedTuple):
    """What came of asking an address.

    `status` is the HTTP status at the end of the redirects, None where there was no answer: then `failure` says why, in
    words, and `private` whether we did not ask at all. `reached` tells whether a host was there. `ends_at` is the
    address at the end; `permanent` tells whether a redirect on the way there is meant to stay. `expires` is the
    earliest end of a certificate on the way.
    """

    ends_at: str
    status: int | None = None
    failure: str = ""
    private: bool = False
    reached: bool = False
    permanent: bool = False
    expires: datetime.datetime | None = None
    tries: int = 1


class _Failure(Exception):
    """There is no answer, and why; `final` where asking again would not help, `reached` where the host was there."""

    def __init__(self, words: str, *, final: bool = False, private: bool = False, reached: bool = False) -> None:
        super().__init__(words)
        self.words = words
        self.final = final
        self.private = private
        self.reached = reached


class _Reply(NamedTuple):
    """What one request brought."""

    status: int
    location: str
    expires: datetime.datetime | None


Told: TypeAlias = Callable[[int, int], None]
"""Hears how many of the addresses are done, and how many there are."""


def ask(addresses: Iterable[str], manners: Manners, told: Told = lambda _done, _total: None) -> dict[str, Answer]:
    """Ask each address once, many hosts at a time."""
    return asyncio.run(_ask_all(tuple(dict.fromkeys(addresses)), manners, told))


async def _ask_all(addresses: tuple[str, ...], manners: Manners, told: Told) -> dict[str, Answer]:
    lookups = ThreadPoolExecutor(manners.concurrency)  # else slow names would hold up the others
    asyncio.get_running_loop().set_default_executor(lookups)
    # No connection is kept: it belongs to an IP address, where another host may stand with another certificate.
    limits = httpx.Limits(max_keepalive_connections=0)
    async with httpx.AsyncHTTPTransport(verify=httpx.create_ssl_context(), limits=limits) as transport:
        asker = _Asker(transport, manners)
        answers: dict[str, Answer] = {}

        async def ask_one(address: str) -> None:
            answers[address] = await asker.ask(address)
            told(len(answers), len(addresses))

        await asyncio.gather(*map(ask_one, addresses))
    return answers


class _Asker:
    """Asks over one transport, which sends just what it is told; knows which hosts are being asked."""

    def __init__(self, transport: httpx.AsyncHTTPTransport, manners: Manners) -> None:
        self.transport = transport
        self.manners = manners
        self.slots = asyncio.Semaphore(manners.concurrency)
        self.hosts: defaultdict[bytes, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def ask(self, address: str) -> Answer:
        """Ask until there is an answer that will last, or too often."""
        for number in range(self.manners.retries + 1):
            if number:
                await asyncio.sleep(_PAUSE * 2 ** (number - 1))
            answer, lasting = await self._follow(address, head=number == 0)
            if lasting:
                break
        return answer._replace(tries=number + 1)

    async def _follow(self, address: str, *, head: bool) -> tuple[Answer, bool]:
        """Ask once, along all redirects; tells also whether the answer is going to be the same the next time."""
        answer = Answer(address)
        visited = [address]
        try:
            while True:
                reply = await self._reply(visited[-1], head=head)
                answer = answer._replace(
                    reached=True, expires=min(filter(None, (answer.expires, reply.expires)), default=None)
                )
                if reply.status not in _REDIRECTS or not reply.location:
                    return answer._replace(status=reply.status), reply.status not in _PASSING
                visited.append(_join(visited[-1], reply.location))
                answer = answer._replace(ends_at=visited[-1], permanent=answer.permanent or reply.status in _PERMANENT)
                _refuse_endless(visited)
        except _Failure as failure:
            reached = answer.reached or failure.reached
            return answer._replace(failure=failure.words, private=failure.private, reached=reached), failure.final

    async def _reply(self, address: str, *, head: bool) -> _Reply:
        """Ask for the head of a page; where the server does not like that, for the page."""
        if head:
            reply = await self._request("HEAD", address)
            if reply.status < 400:
                return reply
        return await self._request("GET", address)

    async def _request(self, method: str, address: str) -> _Reply:
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL:
            raise _Failure(f"“{address}” is no web address", final=True) from None
        if not _is_web(url):
            raise _Failure("it does not begin with https:// and the name of a host", final=True)
        async with self.hosts[url.netloc], self.slots:
            try:
                async with asyncio.timeout(self.manners.timeout):
                    return await self._send(method, url)
            except TimeoutError:
                raise _Failure(f"there was no answer within {self.manners.timeout:g} seconds") from None
            except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
                raise _failure_of(error) from error

    async def _send(self, method: str, url: httpx.URL) -> _Reply:
        """Connect to an IP address that was looked up and judged here: the name cannot lead elsewhere meanwhile."""
        name = url.raw_host.decode("ascii")
        places = await self._resolve(name, url.port or (443 if url.scheme == "https" else 80))
        headers = {**_HEADERS, "Host": url.netloc.decode("ascii")}
        timeout = {"connect": self.manners.timeout / len(places)}
        extensions = {"sni_hostname": name, "timeout": timeout}
        for number, place in enumerate(places, 1):
            request = httpx.Request(method, url.copy_with(host=place), headers=headers, extensions=extensions)
            try:
                response = await self.transport.handle_async_request(request)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                if number == len(places) or _find(error, ssl.SSLError):
                    raise
            else:
                reply = _Reply(response.status_code, response.headers.get("Location", ""), _expiry(response))
                await response.aclose()
                return reply
        raise AssertionError("there is at least one place")

    async def _resolve(self, name: str, port: int) -> list[str]:
        """Where a host is, IPv4 first. Raises _Failure where that is nowhere, or in a private network."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(name, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise _Failure(f"the name {name} cannot be looked up") from error
            raise _Failure(f"there is no host with the name {name}", final=True) from error
        except UnicodeError:
            raise _Failure(f"“{name}” is no name of a host", final=True) from None
        places = list(dict.fromkeys(str(place[0]) for family, _, _, _, place in sorted(found, key=lambda f: f[0])))
        for place in places:
            if not (self.manners.allow_private or is_public(place)):
                raise _Failure(f"{name} leads into a private network ({place})", final=True, private=True)
        return places


def is_public(place: str) -> bool:
    """Whether an IP address belongs to the internet, and not to this machine or a network behind it."""
    address = ipaddress.ip_address(place.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or address
    return bool(inner.is_global and not inner.is_multicast)


def _join(address: str, location: str) -> str:
    try:
        url = httpx.URL(address).join(location)
    except (httpx.InvalidURL, ValueError):
        raise _Failure(f"it leads to “{location[:60]}”, which is no web address", final=True) from None
    if not _is_web(url):
        raise _Failure(f"it leads to “{str(url)[:60]}”, which is no web page", final=True)
    return str(url)


def _is_web(url: httpx.URL) -> bool:
    return url.scheme in ("https", "http") and bool(url.host)


def _refuse_endless(visited: list[str]) -> None:
    if visited[-1] in visited[:-1]:
        raise _Failure("its redirects go round in a circle", final=True)
    if len(visited) > _MOST_REDIRECTS + 1:
        raise _Failure(f"it redirects more than {_MOST_REDIRECTS} times", final=True)


def _expiry(response: httpx.Response) -> datetime.datetime | None:
    """The end of the certificate of the connection that a response came over; None where it has none."""
    stream = response.extensions.get("network_stream")
    connection = stream.get_extra_info("ssl_object") if stream else None
    ends = connection.getpeercert().get("notAfter") if connection else None
    return datetime.datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), datetime.UTC) if ends else None


def _failure_of(error: Exception) -> _Failure:
    """Say in words why a request brought no answer."""
    if isinstance(mistrust := _find(error, ssl.SSLCertVerificationError), ssl.SSLCertVerificationError):
        words = _MISTRUST.get(mistrust.verify_code, f"its certificate is not trusted: {mistrust.verify_message}")
        return _Failure(words, final=True, reached=True)
    if _find(error, ssl.SSLError):
        return _Failure("a secure connection to it cannot be made", reached=True)
    if _find(error, ConnectionRefusedError):
        return _Failure("its host refuses connections", reached=True)
    if isinstance(error, httpx.ConnectTimeout | httpx.ConnectError):
        return _Failure("its host cannot be reached")
    if isinstance(error, httpx.RemoteProtocolError) and not _find(error, ConnectionError):
        return _Failure("what it answers is not what a web server says", reached=True)
    return _Failure("it breaks off the connection", reached=True)


def _find(error: BaseException, kind: type[BaseException]) -> BaseException | None:
    """Find an exception of a kind among those that an exception came from."""
    return next((cause for cause in _causes(error) if isinstance(cause, kind)), None)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
