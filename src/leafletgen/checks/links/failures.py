"""Why there is no answer from a web address, in words.

In: an exception of httpx or of the system. Out: a Failure.
Why: "certificate verify failed" tells an editor of data nothing, and what is wrong on this computer must not be said of
the address.
"""

from __future__ import annotations

import errno
import ssl
from collections.abc import Iterator
from typing import Literal

import httpx

_ISSUER = frozenset({18, 19, 20, 21})
"""Those of the codes below that say that nobody trusted has signed the certificate."""

# Why OpenSSL does not trust a certificate: codes X509_V_ERR_... of x509_vfy.h.
_MISTRUST = {
    9: "its certificate is not valid yet",
    10: "its certificate has expired",
    18: "its certificate is self-signed",
    19: "its certificate comes from an issuer that is not trusted",
    20: "its certificate comes from an issuer that is not trusted",
    21: "its certificate comes from an issuer that is not trusted",
    23: "its certificate was revoked",
    62: "its certificate is for another host",
    64: "its certificate is for another host",
}


Obstacle = Literal["", "offline", "proxy", "issuer"]
"""What may stand between this computer and every host: no network, a proxy that fails, or one that inspects."""


class Failure(Exception):
    """The reason why there is no answer; `final`: a retry would not help. The others are as those of an Answer."""

    def __init__(
        self,
        words: str,
        *,
        final: bool = False,
        private: bool = False,
        reached: bool = False,
        keeps_out: bool = False,
        obstacle: Obstacle = "",
    ) -> None:
        super().__init__(words)
        self.words, self.final, self.private, self.reached = words, final, private, reached
        self.keeps_out, self.obstacle = keeps_out, obstacle


_NO_NETWORK = (errno.ENETUNREACH, errno.ENETDOWN)


def failure_of(error: Exception) -> Failure:
    """The Failure, in words, for an exception of httpx or the system."""
    if isinstance(mistrust := find_cause(error, ssl.SSLCertVerificationError), ssl.SSLCertVerificationError):
        words = _MISTRUST.get(mistrust.verify_code, f"its certificate is not trusted: {mistrust.verify_message}")
        issuer: Obstacle = "issuer" if mistrust.verify_code in _ISSUER else ""
        return Failure(words, final=True, reached=True, obstacle=issuer)
    if find_cause(error, ssl.SSLError):
        return Failure("a secure connection to it cannot be made", reached=True)
    if find_cause(error, ConnectionRefusedError):
        return Failure("its host refuses connections", reached=True)
    if any(isinstance(cause, OSError) and cause.errno in _NO_NETWORK for cause in _causes(error)):
        return Failure("this computer has no way to it", obstacle="offline")
    if isinstance(error, httpx.ConnectTimeout | httpx.ConnectError):
        return Failure("its host cannot be reached")
    if isinstance(error, httpx.RemoteProtocolError) and not find_cause(error, ConnectionError):
        return Failure("its answer is not HTTP", reached=True)
    return Failure("it breaks off the connection", reached=True)


def find_cause(error: BaseException, kind: type[BaseException]) -> BaseException | None:
    """The first exception of type `kind` in the chain of causes; None if there is none."""
    return next((cause for cause in _causes(error) if isinstance(cause, kind)), None)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
