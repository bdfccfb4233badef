"""Request web addresses, politely, and return what each answers.

In: addresses, and RequestSettings. Out: an Answer for each, never an exception.
Why: only this module of leafletgen uses the network. It sends one request at a time to a host, HEAD before GET, reads
no bodies, keeps the time limit, and enters no private network unless --allow-private is given.
"""

from __future__ import annotations

import asyncio
import datetime
import socket
import ssl
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import httpx

from leafletgen.checks.links.failures import Failure, Obstacle, failure_of, find_cause
from leafletgen.checks.links.network import proxy_for, trusted
from leafletgen.checks.links.public import is_public
from leafletgen.version import __version__

_MOST_REDIRECTS = 10
_PAUSE = 0.5
"""Seconds before the first retry; twice as long before each further one."""

_ALL_TRIES = 1.8
"""How many times as long as one try all tries of an address may take, with the pauses between them."""

_HEADERS = {"User-Agent": f"leafletgen/{__version__} (checks the web addresses of a leaflet)", "Accept": "*/*"}

_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504, *range(520, 531)})
"""Statuses that may change soon, so the request is repeated."""

_CHALLENGES = (
    ("cf-mitigated", ""),
    ("server", "cloudflare"),
    ("server", "akamaighost"),
    ("x-iinfo", ""),
    ("x-cdn", "imperva"),
    ("x-datadome", ""),
    ("x-sucuri-id", ""),
    ("x-amzn-waf-action", ""),
    ("x-vercel-mitigated", ""),
)
"""Headers of services that block programs, with a part of their value: their 503 tests whether a browser asks."""


@dataclass(frozen=True, slots=True)
class RequestSettings:
    """Seconds to wait for an answer, retries, requests at the same time, and whether to enter private networks.

    Retries end when all tries of an address have taken `_ALL_TRIES` times the seconds, not counting the time that it
    waits for others.
    """

    timeout: float = 10.0
    retries: int = 2
    concurrency: int = 8
    allow_private: bool = False


class Answer(NamedTuple):
    """The outcome of requesting an address.

    `status` is the HTTP status after all redirects; None if there was no answer: then `failure` is the reason in words,
    and `private` says that the host is in a private network and was not asked. `reached`: a host answered in some way.
    `ends_at` is the address after redirects; `permanent`: one of them is permanent. `expires` is the earliest expiry of
    a certificate on the way. `keeps_out`: a server on the way lets browsers in, but no programs. `obstacle` is what may
    be wrong here and not there.
    """

    ends_at: str
    status: int | None = None
    failure: str = ""
    private: bool = False
    reached: bool = False
    permanent: bool = False
    expires: datetime.datetime | None = None
    tries: int = 1
    keeps_out: bool = False
    obstacle: Obstacle = ""


@dataclass(slots=True)
class _Way:
    """One try to open an address with all its redirects: the seconds that are left for it, and the cookies on it.

    Some sites let nobody in who does not bring back the cookies that they gave.
    """

    seconds: float
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)


class _Reply(NamedTuple):
    """The response to one request, without its body."""

    status: int
    location: str
    expires: datetime.datetime | None
    keeps_out: bool


OnProgress: TypeAlias = Callable[[int, int], None]
"""Called with the number of addresses that are done, and of all."""


def ask(
    addresses: Iterable[str], settings: RequestSettings, on_progress: OnProgress = lambda _done, _total: None
) -> dict[str, Answer]:
    """Request each address, several hosts at the same time; returns the Answers by address."""
    return asyncio.run(_ask_all(tuple(dict.fromkeys(addresses)), settings, on_progress))


async def _ask_all(addresses: tuple[str, ...], settings: RequestSettings, on_progress: OnProgress) -> dict[str, Answer]:
    lookups = ThreadPoolExecutor(settings.concurrency)  # With the default executor slow DNS lookups delay the others.
    asyncio.get_running_loop().set_default_executor(lookups)
    async with AsyncExitStack() as transports:
        asker = _Asker(transports, settings)
        answers: dict[str, Answer] = {}

        async def ask_one(address: str) -> None:
            answers[address] = await asker.ask(address)
            on_progress(len(answers), len(addresses))

        await asyncio.gather(*map(ask_one, addresses))
    return answers


class _Asker:
    """Sends requests, directly or over a proxy, with one lock for each host and a limit for all."""

    def __init__(self, opened: AsyncExitStack, settings: RequestSettings) -> None:
        self.opened = opened
        self.transports: dict[str, httpx.AsyncHTTPTransport] = {}
        self.trusted = trusted() or httpx.create_ssl_context()
        self.settings = settings
        self.slots = asyncio.Semaphore(settings.concurrency)
        self.hosts: defaultdict[bytes, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def ask(self, address: str) -> Answer:
        """Ask until the answer is not a temporary one, or all retries or the time for all tries are used."""
        left = _ALL_TRIES * self.settings.timeout
        for number in range(self.settings.retries + 1):
            given = min(left, self.settings.timeout)
            way = _Way(given)
            answer, final = await self._follow(address, way, head=number == 0)
            pause = _PAUSE * 2**number
            left -= given - way.seconds + pause
            if final or left <= 0 or number == self.settings.retries:
                break
            await asyncio.sleep(pause)
        return answer._replace(tries=number + 1)

    async def _follow(self, address: str, way: _Way, *, head: bool) -> tuple[Answer, bool]:
        """Ask once and follow all redirects; also returns whether a retry would give the same answer."""
        answer = Answer(address)
        visited = [address]
        steps: list[tuple[str, str]] = []
        try:
            while True:
                steps.append((visited[-1], repr(sorted(way.cookies.items()))))
                _check_redirects(steps, bool(way.cookies))
                reply = await self._reply(visited[-1], way, head=head)
                answer = answer._replace(
                    reached=True,
                    expires=min(filter(None, (answer.expires, reply.expires)), default=None),
                    keeps_out=answer.keeps_out or reply.keeps_out,
                )
                if reply.status not in _REDIRECTS or not reply.location:
                    return answer._replace(status=reply.status), reply.status not in _TEMPORARY
                visited.append(str(_url_of(reply.location, httpx.URL(visited[-1]))))
                answer = answer._replace(ends_at=visited[-1], permanent=answer.permanent or reply.status in _PERMANENT)
        except Failure as failure:
            answer = answer._replace(
                failure=failure.words,
                private=failure.private,
                reached=answer.reached or failure.reached,
                keeps_out=failure.keeps_out,
                obstacle=failure.obstacle,
            )
            return answer, failure.final

    async def _reply(self, address: str, way: _Way, *, head: bool) -> _Reply:
        """Send HEAD; if the server answers with an error, send GET."""
        if head:
            reply = await self._request("HEAD", address, way)
            if reply.status < 400:
                return reply
        return await self._request("GET", address, way)

    async def _request(self, method: str, address: str, way: _Way) -> _Reply:
        url = _url_of(address)
        async with self.hosts[url.netloc], self.slots:
            start = time.monotonic()
            try:
                async with asyncio.timeout(way.seconds):
                    return await self._send(method, url, way.cookies)
            except TimeoutError:
                raise Failure(f"there was no answer within {self.settings.timeout:g} seconds") from None
            except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
                raise failure_of(error) from error
            finally:
                way.seconds -= time.monotonic() - start

    async def _send(self, method: str, url: httpx.URL, cookies: httpx.Cookies) -> _Reply:
        """Send a request with the cookies that are for it; those of the answer are added to them."""
        named = httpx.Request(method, url, headers={**_HEADERS, "Host": url.netloc.decode("ascii")})
        named.headers.encoding = "utf-8"  # A cookie may have other letters than those of ASCII.
        cookies.set_cookie_header(named)
        proxy = proxy_for(url.scheme, url.host)
        response = await (self._over(proxy, named) if proxy else self._directly(named))
        response.request = named
        with warnings.catch_warnings():  # Of a cookie with parts that make no sense, which the library passes over.
            warnings.simplefilter("ignore")
            cookies.extract_cookies(response)
        reply = _Reply(
            response.status_code, response.headers.get("Location", ""), _expiry(response), _keeps_out(response)
        )
        await response.aclose()
        if proxy and reply.status == 407:
            raise Failure(f"the proxy {_place(proxy)} asks for a name and a password", final=True, obstacle="proxy")
        return reply

    async def _directly(self, named: httpx.Request) -> httpx.Response:
        """Connect to an IP address that `_resolve` has checked, so that a second DNS lookup cannot give another one."""
        url = named.url
        name = url.raw_host.decode("ascii")
        addresses = await self._resolve(name, url.port or (443 if url.scheme == "https" else 80))
        timeout = {"connect": self.settings.timeout / len(addresses)}
        extensions = {"sni_hostname": name, "timeout": timeout}
        for number, address in enumerate(addresses, 1):
            at = url.copy_with(host=address)
            request = httpx.Request(named.method, at, headers=named.headers, extensions=extensions)
            try:
                return await (await self._transport("")).handle_async_request(request)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                if number == len(addresses) or find_cause(error, ssl.SSLError):
                    raise
        raise AssertionError("there is at least one IP address")

    async def _over(self, proxy: str, named: httpx.Request) -> httpx.Response:
        """Let a proxy ask, which looks the name up itself; one that leads into a private network here is not asked."""
        try:
            await self._resolve(named.url.raw_host.decode("ascii"), 443)
        except Failure as failure:
            if failure.private:
                raise
        named.extensions = {"timeout": {"connect": self.settings.timeout}}
        try:
            return await (await self._transport(proxy)).handle_async_request(named)
        except (httpx.ProxyError, httpx.ConnectError, httpx.ConnectTimeout) as error:
            if find_cause(error, ssl.SSLError):
                raise
            why = f": {error}" if isinstance(error, httpx.ProxyError) and str(error) else ""
            words = f"the proxy {_place(proxy)} cannot be reached, or refuses{why}"
            raise Failure(words, obstacle="proxy") from error

    async def _transport(self, proxy: str) -> httpx.AsyncHTTPTransport:
        if proxy not in self.transports:
            # Connections are not reused: another host at the same IP address may have another certificate.
            limits = httpx.Limits(max_keepalive_connections=0)
            try:
                made = httpx.AsyncHTTPTransport(verify=self.trusted, limits=limits, proxy=proxy or None)
            except (ValueError, ImportError, httpx.InvalidURL):
                words = f"the proxy {_place(proxy)} is of a kind that leafletgen cannot use; it can use http:// and https://"
                raise Failure(words, final=True, obstacle="proxy") from None
            self.transports[proxy] = await self.opened.enter_async_context(made)
        return self.transports[proxy]

    async def _resolve(self, name: str, port: int) -> list[str]:
        """The IP addresses of a host, IPv4 first. Raises Failure if there are none, or one is not public."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(name, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise Failure(f"the name {name} cannot be looked up", obstacle="offline") from error
            raise Failure(f"there is no host with the name {name}", final=True) from error
        except (UnicodeError, ValueError, OverflowError):
            raise Failure(f"it is no web address: “{name[:60]}” cannot be the name of a host", final=True) from None
        by_family = sorted(found, key=lambda entry: entry[0])
        addresses = list(dict.fromkeys(str(socket_address[0]) for _, _, _, _, socket_address in by_family))
        if not addresses:
            raise Failure(f"there is no host with the name {name}", final=True)
        for address in addresses:
            if not (self.settings.allow_private or is_public(address)):
                raise Failure(f"{name} leads into a private network ({address})", final=True, private=True)
        return addresses


def _url_of(address: str, base: httpx.URL | None = None) -> httpx.URL:
    """A web address, or one that a redirect from `base` names, as a URL. Raises Failure.

    What can be wrong with it shows only when its parts are read: a host such as xn--a has no letters, and a port may be
    too large.
    """
    whose = "it redirects to" if base else "it is no web address:"
    try:
        url = base.join(address) if base else httpx.URL(address)
        is_web = url.scheme in ("https", "http") and bool(url.host) and bool(url.raw_host.decode("ascii"))
        _ = url.netloc, str(url)
        if url.port is not None and not 0 < url.port < 65_536:
            raise ValueError(url.port)
    except (httpx.InvalidURL, ValueError, TypeError, IndexError, OverflowError):  # idna raises some of them.
        words = f"{whose} “{address[:60]}”" + (", which is not a web address" if base else "")
        raise Failure(words, final=True) from None
    if not is_web:
        words = f"it redirects to “{str(url)[:60]}”, which is not a web page"
        raise Failure(words if base else "it does not begin with https:// and the name of a host", final=True)
    return url


def _check_redirects(steps: list[tuple[str, str]], with_cookies: bool) -> None:
    """Check the addresses of the way so far, each with the cookies that there were: only the same of both is a loop."""
    after = ", after it gave cookies, as a site does that asks a browser for consent" if with_cookies else ""
    if steps[-1] in steps[:-1]:
        raise Failure(f"its redirects form a loop{after}", final=True, keeps_out=with_cookies)
    if len(steps) > _MOST_REDIRECTS + 1:
        words = f"it redirects more than {_MOST_REDIRECTS} times{after}"
        raise Failure(words, final=True, keeps_out=with_cookies)


def _keeps_out(response: httpx.Response) -> bool:
    """Whether a status 503 is from a service that blocks programs, and the page itself may be there."""
    if response.status_code != 503:
        return False
    return any(part in response.headers.get(name, "").lower() for name, part in _CHALLENGES if name in response.headers)


def _place(proxy: str) -> str:
    """A proxy without the name and the password in its address."""
    return proxy.rpartition("@")[2].removeprefix("http://").removeprefix("https://").rstrip("/")


def _expiry(response: httpx.Response) -> datetime.datetime | None:
    """The expiry of the certificate of a response's connection; None if the connection has no certificate."""
    stream = response.extensions.get("network_stream")
    connection = stream.get_extra_info("ssl_object") if stream else None
    ends = connection.getpeercert().get("notAfter") if connection else None
    return datetime.datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), datetime.UTC) if ends else None
