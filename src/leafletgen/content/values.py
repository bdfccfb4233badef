"""Checks of single values: telephone numbers, email and web addresses.

In: a text. Out: None if it is valid, else a Fault, which becomes a Problem when its position is known.
Why: these checks know nothing of YAML or records, so each can be read and tested by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from leafletgen.content.characters import with_named_spaces
from leafletgen.counts import counted
from leafletgen.errors import Problem, Severity, Where
from leafletgen.print_limits import QR_BYTES, QR_VERSION_FINE


class Fault(NamedTuple):
    """A Problem without its position."""

    code: str
    message: str
    hint: str
    severity: Severity = "error"

    def at(self, where: Where | None) -> Problem:
        """The Problem at this position; None if the value is from no file."""
        return Problem(self.code, self.message, self.hint, where, self.severity)


def quote(value: str) -> str:
    """A value in quotation marks for a message, cut to 60 characters; spaces that nobody sees are named."""
    line = with_named_spaces(" ".join(value.split("\n")))
    return f"“{line if len(line) <= 60 else line[:59] + '…'}”"


def meant_rgb(text: str) -> str:
    """The six digits of a colour that was written in another way: #036, 0x003366, rgb(0, 51, 102); or an empty text."""
    digits = re.sub(r"^(?:#|0x)", "", text.strip().lower())
    if re.fullmatch("[0-9a-f]{3}", digits):
        return "".join(2 * digit for digit in digits)
    if re.fullmatch("[0-9a-f]{6}", digits):
        return digits
    parts = _parts(text, "rgb")
    return "".join(f"{part:02x}" for part in parts) if len(parts) == 3 and max(parts) < 256 else ""


def meant_cmyk(text: str) -> str:
    """The four shares of ink that were written in another way: C100 M80 Y0 K40, 100,80,0,40 %; or an empty text."""
    parts = _parts(text, "cmyk%")
    return " ".join(map(str, parts)) if len(parts) == 4 and max(parts) <= 100 else ""


def _parts(text: str, letters: str) -> list[int]:
    """The whole numbers of a colour, if nothing but these letters and signs is between them; else none."""
    if not re.fullmatch(rf"[\d{letters}\s(),;:/-]*", text, re.IGNORECASE):
        return []
    return [int(part[:4]) for part in re.findall(r"\d+", text)]


_LONGEST_MISTYPED = 80  # characters
_MOST_COMPARED = 1_000
_MOST_SUGGESTED = 50


def find_suggestion(name: str, names: Iterable[str]) -> str | None:
    """The known name that is most like a mistyped one; None if none is similar."""
    import difflib  # Slow to load, and only used for faulty data.

    if len(name) > _LONGEST_MISTYPED:
        return None
    alike = (known for known in names if len(known) <= _LONGEST_MISTYPED)
    by_lower_case = {known.lower(): known for known in islice(alike, _MOST_COMPARED)}
    close = difflib.get_close_matches(name.lower(), by_lower_case, n=1, cutoff=0.6)
    return by_lower_case[close[0]] if close else None


def suggest(name: str, names: Iterable[str]) -> str:
    """The start of a hint, "Did you mean ...? "; empty if no name is similar."""
    found = find_suggestion(name, names)
    return f"Did you mean {found}? " if found else ""


class Suggester:
    """Suggests known names as `suggest` does, but only for the first mistyped ones: each takes a while."""

    def __init__(self) -> None:
        self._left = _MOST_SUGGESTED

    def __call__(self, name: str, names: Iterable[str]) -> str:
        """The start of a hint, "Did you mean ...? "; empty if no name is similar, or too many were mistyped."""
        self._left -= 1
        return suggest(name, names) if self._left >= 0 else ""


# --- telephone numbers ---

_SHORT = frozenset({"999", "112", "101", "111", "105", "159", "116123", "116000", "116111", "18000", "18001"})
_CHILDLINE = "08001111"
_CHILDLINE_SLIP = re.compile(r"0800(1{1,3}|1{5})")
_TEXT_SHORT = re.compile(r"[5-8]\d{4,5}")

# Old area codes with some numbers of only ten digits.
_TEN_DIGIT_AREAS = (
    r"01(204|208|254|276|297|298|363|364|384|386|404|420|460|461|480|488|524|527|562|566|606|629|635|647|659|695|697|"
    r"726|744|750|768|827|837|884|900|905|935|946|949|963|995)"
)

# Prefixes of numbers and the allowed numbers of digits; the first row that matches applies.
_NUMBERS: tuple[tuple[str, tuple[int, ...]], ...] = (
    (r"0800", (10, 11)),
    (r"0808", (11,)),
    (_TEN_DIGIT_AREAS, (10, 11)),
    (r"01[1-9]", (11,)),
    (r"02[03489]", (11,)),
    (r"03[0347]", (11,)),
    (r"07([1-57-9]|624)", (11,)),
)


_RELAY = re.compile(r"1800[12](?=.)")
"""What is dialled before a number for Relay UK: 18001 from a textphone or the app, 18002 to one."""


def without_relay(digits: str) -> str:
    """The digits of a number without the prefix for Relay UK."""
    return _RELAY.sub("", digits, count=1)


_COUNTRY = re.compile(r"^(1800[12] ?)?(?:\+ ?|00)44[\s-]*(?:\(?0\)?)?\s*")
"""The code of this country at the beginning of a number, or after the prefix for Relay UK, and a nought after it."""


def with_nought(number: str) -> str:
    """A number as it is dialled in the country: +44 20, 0044 20, +44 (0)20 and +44 020 all become 020."""
    return _COUNTRY.sub(r"\g<1>0", number)


def uk_number(value: str, texting: bool = False) -> Fault | None:
    """Check a UK telephone number as printed; numbers of five and six digits are allowed only with `texting`."""
    if not re.fullmatch(_GROUPS, value):
        return Fault("phone-form", f"{quote(value)} is not written as a telephone number.", _form_of(value))
    digits = without_relay(value.replace(" ", ""))
    if digits == _CHILDLINE or digits in _SHORT or (texting and _TEXT_SHORT.fullmatch(digits)):
        return None
    if _CHILDLINE_SLIP.fullmatch(digits):
        hint = "Childline is 0800 1111: a nought, an eight, two noughts and four ones."
        return Fault("phone-childline", f"{quote(value)} looks like the number of Childline with a wrong digit.", hint)
    return _check_length(value, digits)


_GROUPS = r"[0-9]+( [0-9]+)*"
_BETWEEN = r"[\s().\u2010-\u2015-]+"
_WITHIN = r"([0-9+() .-]*[0-9]\)?)[\s,(]*(x|#|extn?|extension|option)[\s.:]*([0-9]+)\)?"
"""A number with that of an extension, or of a choice of its menu."""


def _form_of(value: str) -> str:
    """How a number is to be written whose form is not right."""
    within = re.fullmatch(_WITHIN, value, re.IGNORECASE)
    plain = re.sub(_BETWEEN, " ", with_nought(within[1] if within else value)).strip()
    known = re.fullmatch(_GROUPS, plain) and uk_number(plain) is None
    if within:
        kind = "option" if within[2].lower() == "option" else "extension"
        return f"Write {plain if known else 'the number'} alone, and the rest as words after it: {kind} {within[3]}."
    example = plain if known else "0800 1111 or 023 8090 1234"
    return f"Write it as dialled in the UK, with digits and single spaces only: {example}."


def _check_length(value: str, digits: str) -> Fault | None:
    lengths = next((lengths for start, lengths in _NUMBERS if re.match(start, digits)), None)
    if lengths is None:
        hint = "Allowed numbers begin with 01, 02, 03, 07, 0800 or 0808, or are short ones such as 999, 101 or 116 123."
        if with_nought(value) != value:
            hint = _form_of(value)
        return Fault("phone-digits", f"{quote(value)} does not begin like a UK number that a leaflet can print.", hint)
    if len(digits) in lengths:
        return None
    wanted = " or ".join(str(length) for length in lengths)
    message = f"{quote(value)} has {counted(len(digits), 'digit')}; a number with this beginning has {wanted}."
    return Fault("phone-digits", message, "Compare it digit by digit with the page it comes from.")


# --- email ---

NO_ENDINGS = (
    "ukk|uck|ku|cmo|ocm|con|comm|vom|xom|cpm|coom|ogr|rog|orgg|ogrg|ney|nte|nett|police|nhs|sch|couk|orguk|govuk|nhsuk"
    "|policeuk|schuk"
)
"""Mistyped endings of hosts, as a regular expression: none of them exists."""

_HOST = re.compile(
    rf"(?!w{{1,2}}\.|w{{4}}\.)(?!.*\.(?:{NO_ENDINGS})$)(?!.*\.(?:ogr|rog|og|polce|plice|poilce|polcie|goc|gvo|nsh|cou)\.uk$)"
    r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}",
    re.IGNORECASE,
)
"""A host with an ending, but not www or an ending mistyped."""

_EMAIL_NAME = re.compile(r"[a-z0-9_%+'&-]+(\.[a-z0-9_%+'&-]+)*", re.IGNORECASE)
_REDACTED = re.compile(r"e-?mail\W{0,3}protected", re.IGNORECASE)


def find_redaction(text: str) -> Fault | None:
    """Find the words "[email protected]", which some web pages show to programs instead of an email address."""
    if not _REDACTED.search(text):
        return None
    hint = "Open the page in a browser and copy the address from there, or leave the contact out."
    return Fault("email-redacted", f"{quote(text)} has a placeholder instead of an email address.", hint)


def email_address(value: str) -> Fault | None:
    """Check an email address."""
    if redacted := find_redaction(value):
        return redacted
    name, _, host = value.rpartition("@")
    if _EMAIL_NAME.fullmatch(name) and _HOST.fullmatch(host):
        return None
    return Fault("email-form", f"{quote(value)} is not an email address.", "Write it as name@example.org.uk.")


# --- web addresses ---


def web_address(value: str, http_reason: str | None = "") -> Fault | None:
    """Check the address that a QR code opens: https (or a reason for http), an ordinary host, nothing misleading.

    `http_reason` is None if the record may have a reason and has none, and "" if it cannot have one.
    """
    if spaced := _check_no_spaces(value):
        return spaced
    parts = _split(value)
    if parts is None:
        return _host_fault(value)
    if parts.scheme not in ("https", "http"):
        return Fault(
            "web-scheme", f"{quote(value)} does not begin with https://.", "Copy the whole address from the browser."
        )
    if parts.scheme == "http" and not http_reason:
        more = " If the site has none, give the reason for http in `http_reason:`." if http_reason is None else ""
        hint = f"Try the address with https://.{more}"
        return Fault("web-http", f"{quote(value)} begins with http://, which is not secure.", hint)
    return _check_host(value, parts) or _check_characters(value) or _check_tail(value, parts) or _check_size(value)


def _check_no_spaces(value: str) -> Fault | None:
    if not re.search(r"[\s\\]", value):
        return None
    return Fault("web-space", f"{quote(value)} contains a space or a \\.", "Remove it; in an address a space is %20.")


_NOT_IN_ADDRESS = re.compile(r"[\"<>^`{|}\x00-\x20\x7f]|%(?![0-9A-Fa-f]{2})")
_BRACKET = re.compile(r"[\[\]]")


def _check_characters(value: str) -> Fault | None:
    """Refuse what an address cannot have (RFC 3986, 2 and 3): phones cut it off there, or open another page."""
    after_host = value.partition("://")[2].partition("/")[2]
    found = _NOT_IN_ADDRESS.search(value) or _BRACKET.search(after_host) or re.search("#.*#", value)
    if found is None:
        return None
    odd = found.group()[-1]
    message = f"{quote(value)} has {odd} in it, which an address cannot have there."
    return Fault("web-character", message, f"Copy the address from the browser, or write %{ord(odd):02X} for it.")


_TAIL = re.compile(r"[.,;:)'!?]$")
_TRACKING = re.compile(
    r"(?:utm_\w+|(?:pk|mtm|piwik)_(?:campaign|keyword|kwd|source|medium)|wt\.mc_id|cmpid|ocid|fbclid|gclid"
    r"|gclsrc|dclid|gbraid|wbraid|gad_\w+|srsltid|msclkid"
    r"|mc_[ce]id|igshid|igsh|twclid|ttclid|yclid|li_fat_id|_hs(?:enc|mi)|_ga|_gl|vero_id|oly_(?:enc|anon)_id|s_cid|mkt_tok)",
    re.IGNORECASE,
)


def _check_tail(value: str, parts: SplitResult) -> Fault | None:
    """Warn of a last character that phones take for the end of a sentence, and of what advertising adds."""
    names = [part.partition("=")[0] for part in re.split("[&;]", parts.query)]
    names += [part.partition("=")[0] for part in re.split("[&;?]", parts.fragment)]
    if added := next(filter(_TRACKING.fullmatch, names), None):
        message = f"{quote(value)} has {added}, which an advertisement or a newsletter added."
        return Fault("address-tracking", message, "Remove it, and see that the page still opens.", "warning")
    if not _TAIL.search(value):
        return None
    message = f"{quote(value)} ends with {value[-1]}, which phones take for the end of a sentence and leave out."
    hint = "Remove it if the page opens without it; else ask for another address of the page."
    return Fault("address-end", message, hint, "warning")


@lru_cache(maxsize=1024)
def _split(address: str) -> SplitResult | None:
    """Split an address; None if urllib cannot, as with http://[ or a port that is not a number."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - reading the property raises ValueError
    except ValueError:
        return None
    return parts


def _check_host(value: str, parts: SplitResult) -> Fault | None:
    host = parts.hostname or ""
    if "@" in parts.netloc:
        return Fault("web-login", f"{quote(value)} has an @ before its host.", "Remove everything from // to the @.")
    if not value.isascii() or any(label.startswith("xn--") for label in host.split(".")):
        hint = "Type the host by hand in plain letters; after the host use %-codes, as the browser copies them."
        return Fault("web-lookalike", f"{quote(value)} has letters that can look like other letters.", hint)
    if ":" in parts.netloc:
        return Fault("web-port", f"{quote(value)} has a port after its host.", "Remove the colon and the number.")
    return None if _HOST.fullmatch(host.removeprefix("www.")) else _host_fault(value)


def _host_fault(value: str) -> Fault:
    hint = "After https:// there must be a name with a dot, such as www.childline.org.uk."
    return Fault("web-host", f"{quote(value)} has no valid host.", hint)


def _check_size(value: str) -> Fault | None:
    """Check how dense the QR code of an ASCII address is: over version 5 gives a note, over 8 an error."""
    version = next((n for n, held in enumerate(QR_BYTES, 1) if len(value) <= held), len(QR_BYTES) + 1)
    if version <= QR_VERSION_FINE:
        return None
    message = f"{quote(value)} has {len(value)} characters, so its QR code is "
    held = QR_BYTES[version - 2]
    shorter = counted(len(value) - held, "character")
    hint = (
        f"Find an address of the same page that is {shorter} shorter, at most {held}: "
        f"that gives version {version - 1}. Remove the part after ? if the page opens without it."
    )
    if version <= len(QR_BYTES):
        return Fault("address-long", f"{message}dense (version {version}).", hint, "note")
    return Fault("address-too-long", f"{message}too dense to scan: at most {QR_BYTES[-1]} are allowed.", hint)


def shown_address(shown: str, opens: str | None = None) -> Fault | None:
    """Check the short address that is printed, and that it has the same host as the QR code."""
    if spaced := _check_no_spaces(shown):
        return spaced
    if "://" in shown or shown.endswith("/"):
        hint = "Write it as people type it: childline.org.uk, without https:// and without / at the end."
        return Fault("shown-form", f"{quote(shown)} is not in the form in which it is printed.", hint)
    parts = _split("//" + shown)
    if parts is None:
        return _host_fault(shown)
    return _check_host(shown, parts) or _check_characters(f"https://{shown}") or _check_same_host(shown, opens)


def _check_same_host(shown: str, opens: str | None) -> Fault | None:
    target = _split(opens) if opens else None
    if target is None or not target.hostname or bare_host(shown) == bare_host(target.geturl()):
        return None
    message = f"{quote(shown)} is printed, but the QR code opens {quote(target.hostname)}."
    return Fault("shown-elsewhere", message, "Use the same host in `shown:` and `opens:`; www. makes no difference.")


@lru_cache(maxsize=1024)
def bare_host(address: str) -> str:
    """The host of an address (with or without https://), in lower case and without www.; empty if it has none."""
    parts = _split(address if "//" in address else f"//{address}")
    return ((parts and parts.hostname) or "").removeprefix("www.")
