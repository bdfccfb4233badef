"""Single values judged on their own: telephone numbers, e-mail and web addresses, and the words that quote them.

In: a text. Out: None when it is good, else a Fault, which becomes a Problem where it has a place.
Why: these rules know nothing of YAML or of records, so each can be read and tested by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from leafletgen.errors import Problem, Severity, Where
from leafletgen.print_limits import QR_BYTES, QR_VERSION_FINE


class Fault(NamedTuple):
    """What is wrong with a value, before it is known where the value stands."""

    code: str
    message: str
    hint: str
    severity: Severity = "error"

    def at(self, where: Where) -> Problem:
        """Make it a Problem."""
        return Problem(self.code, self.message, self.hint, where, self.severity)


def quote(value: str) -> str:
    """Quote a value for a message, cut to 60 characters."""
    line = " ".join(value.split("\n"))
    return f"“{line if len(line) <= 60 else line[:59] + '…'}”"


def find_suggestion(name: str, names: Iterable[str]) -> str | None:
    """Find the known name that a mistyped one was probably meant to be."""
    import difflib  # Slow to load, and of use only when there is a fault.

    by_small = {known.lower(): known for known in names}
    close = difflib.get_close_matches(name.lower(), by_small, n=1, cutoff=0.6)
    return by_small[close[0]] if close else None


def suggest(name: str, names: Iterable[str]) -> str:
    """Word the suggestion as the beginning of a hint; empty when nothing is close."""
    found = find_suggestion(name, names)
    return f"Did you mean {found}? " if found else ""


# --- telephone numbers ---

_SHORT = frozenset({"999", "112", "101", "111", "105", "159", "116123", "116000", "116111", "18000", "18001"})
_CHILDLINE = "08001111"
_CHILDLINE_SLIP = re.compile(r"0800(1{1,3}|1{5})")
_TEXT_SHORT = re.compile(r"[5-8]\d{4,5}")

# Old area codes of which some numbers have only ten digits.
_TEN_DIGIT_AREAS = (
    r"01(204|208|254|276|297|298|363|364|384|386|404|420|460|461|480|488|524|527|562|566|606|629|635|647|659|695|697|"
    r"726|744|750|768|827|837|884|900|905|935|946|949|963|995)"
)

# How a number begins and how many digits it may have; the first row that fits decides.
_NUMBERS: tuple[tuple[str, tuple[int, ...]], ...] = (
    (r"0800", (10, 11)),
    (r"0808", (11,)),
    (_TEN_DIGIT_AREAS, (10, 11)),
    (r"01[1-9]", (11,)),
    (r"02[03489]", (11,)),
    (r"03[0347]", (11,)),
    (r"07([1-57-9]|624)", (11,)),
)


def uk_number(value: str, texting: bool = False) -> Fault | None:
    """Judge a telephone number as it is printed; only to `texting` belong the numbers of five and six digits."""
    if not re.fullmatch(r"[0-9]+( [0-9]+)*", value):
        hint = "Write it as one dials it in the UK, with digits and single spaces only: 0800 1111 or 023 8090 1234."
        return Fault("phone-form", f"{quote(value)} is not written as a telephone number.", hint)
    digits = value.replace(" ", "")
    if digits == _CHILDLINE or digits in _SHORT or (texting and _TEXT_SHORT.fullmatch(digits)):
        return None
    if _CHILDLINE_SLIP.fullmatch(digits):
        hint = "Childline is 0800 1111: a nought, an eight, two noughts and four ones."
        return Fault("phone-childline", f"{quote(value)} looks like the number of Childline with a wrong digit.", hint)
    return _judge_length(value, digits)


def _judge_length(value: str, digits: str) -> Fault | None:
    lengths = next((lengths for start, lengths in _NUMBERS if re.match(start, digits)), None)
    if lengths is None:
        hint = (
            "Numbers that work begin with 01, 02, 03, 07, 0800 or 0808; the short ones are 999, 101, 111 and 116 123."
        )
        return Fault("phone-digits", f"{quote(value)} does not begin like a UK number that a leaflet may print.", hint)
    if len(digits) in lengths:
        return None
    wanted = " or ".join(str(length) for length in lengths)
    message = f"{quote(value)} has {len(digits)} digits; a number that begins so has {wanted}."
    return Fault("phone-digits", message, "Compare it digit by digit with the page it comes from.")


# --- e-mail ---

_HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
_EMAIL_NAME = re.compile(r"[a-z0-9_%+'&-]+(\.[a-z0-9_%+'&-]+)*", re.IGNORECASE)
_REDACTED = re.compile(r"e-?mail\W{0,3}protected", re.IGNORECASE)


def find_redaction(text: str) -> Fault | None:
    """Find the words that a web page shows to a machine instead of an e-mail address."""
    if not _REDACTED.search(text):
        return None
    hint = "Open the page in a browser and copy the true address, or leave the contact out."
    return Fault("email-redacted", f"{quote(text)} holds a hidden e-mail address, not a true one.", hint)


def email_address(value: str) -> Fault | None:
    """Judge an e-mail address."""
    if redacted := find_redaction(value):
        return redacted
    name, _, host = value.rpartition("@")
    if _EMAIL_NAME.fullmatch(name) and _HOST.fullmatch(host):
        return None
    return Fault("email-form", f"{quote(value)} is not an e-mail address.", "Write it as name@example.org.uk.")


# --- web addresses ---


def web_address(value: str, http_reason: str | None = None) -> Fault | None:
    """Judge the address that a QR code opens: https, an ordinary host, nothing that could mislead."""
    if spaced := _refuse_spaces(value):
        return spaced
    parts = _split(value)
    if parts is None:
        return _host_fault(value)
    if parts.scheme not in ("https", "http"):
        return Fault(
            "web-scheme", f"{quote(value)} does not begin with https://.", "Copy the whole address from the browser."
        )
    if parts.scheme == "http" and not http_reason:
        hint = "Try the address with https://. Where the site has none, say why it is still right in `http_reason:`."
        return Fault("web-http", f"{quote(value)} begins with http://, which is not secure.", hint)
    return _judge_host(value, parts) or _judge_size(value)


def _refuse_spaces(value: str) -> Fault | None:
    if not re.search(r"[\s\\]", value):
        return None
    return Fault(
        "web-space", f"{quote(value)} has a space or a \\ in it.", "Write it without; in an address a space is %20."
    )


def _split(address: str) -> SplitResult | None:
    """Take an address apart; None where urllib cannot, as with http://[ or a port that is no number."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - looking at it is what raises ValueError
    except ValueError:
        return None
    return parts


def _judge_host(value: str, parts: SplitResult) -> Fault | None:
    host = parts.hostname or ""
    if "@" in parts.netloc:
        return Fault("web-login", f"{quote(value)} has an @ before its host.", "Remove all from // to the @.")
    if not value.isascii() or any(label.startswith("xn--") for label in host.split(".")):
        hint = "Type the address by hand in plain letters; outside the host write %-codes as the browser copies them."
        return Fault("web-lookalike", f"{quote(value)} has letters that can look like others.", hint)
    if ":" in parts.netloc:
        return Fault("web-port", f"{quote(value)} has a port after its host.", "Remove the colon and the number.")
    return None if _HOST.fullmatch(host) else _host_fault(value)


def _host_fault(value: str) -> Fault:
    hint = "After https:// comes a name with a dot, such as www.childline.org.uk."
    return Fault("web-host", f"{quote(value)} has no proper host.", hint)


def _judge_size(value: str) -> Fault | None:
    """Judge how dense the QR code of an ASCII address is: over version 5 that is a note, over 8 an error."""
    version = next((n for n, held in enumerate(QR_BYTES, 1) if len(value) <= held), len(QR_BYTES) + 1)
    if version <= QR_VERSION_FINE:
        return None
    message = f"{quote(value)} has {len(value)} characters, so its QR code is "
    held = QR_BYTES[version - 2]
    shorter = "1 character" if len(value) == held + 1 else f"{len(value) - held} characters"
    hint = (
        f"Find an address of the same page that is {shorter} shorter, {held} at most: "
        f"that makes version {version - 1}. Cut off what follows a ? if the page opens without it."
    )
    if version <= len(QR_BYTES):
        return Fault("address-long", f"{message}dense: of version {version}.", hint, "note")
    return Fault("address-too-long", f"{message}too dense to scan: {QR_BYTES[-1]} is the most.", hint)


def shown_address(shown: str, opens: str | None = None) -> Fault | None:
    """Judge the short address that is printed, and that it leads where its QR code does."""
    if spaced := _refuse_spaces(shown):
        return spaced
    if "://" in shown or shown.endswith("/"):
        hint = "Write it as people type it: childline.org.uk, without https:// and without / at the end."
        return Fault("shown-form", f"{quote(shown)} is not written as it is printed.", hint)
    parts = _split("//" + shown)
    if parts is None:
        return _host_fault(shown)
    return _judge_host(shown, parts) or _judge_same_host(shown, opens)


def _judge_same_host(shown: str, opens: str | None) -> Fault | None:
    target = _split(opens) if opens else None
    if target is None or not target.hostname or bare_host(shown) == bare_host(target.geturl()):
        return None
    message = f"{quote(shown)} is printed, but the QR code opens {quote(target.hostname)}."
    return Fault("shown-elsewhere", message, "Let `shown:` and `opens:` have the same host; www. makes no difference.")


def bare_host(address: str) -> str:
    """The host of an address, with or without https://, in small letters and without www.; empty where it has none."""
    parts = _split(address if "//" in address else f"//{address}")
    return ((parts and parts.hostname) or "").removeprefix("www.")


# --- who checked ---

_NAMELIKE = re.compile(r"([A-Z]\S* )*[A-Z][a-z]\S*( [A-Z]\S*)*")


def role(value: str) -> Fault | None:
    """Judge who made a check: a role such as "comms officer", never a person. Words that all begin large are a name."""
    if "@" not in value and not _NAMELIKE.fullmatch(value):
        return None
    hint = "Write the role in small letters, such as: comms officer. A person's name or address never stands here."
    return Fault("not-a-role", f"{quote(value)} looks like a person's name or address, not like a role.", hint)
