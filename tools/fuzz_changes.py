"""Change a text or bytes at random in a few places, for the inputs of tools/fuzz.py.

In: a source of random numbers, and what to change. Out: the same with lines, values or bytes changed.
Why: bytes at random are refused at the first; a change that keeps the structure gets further into the program.
"""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

PROJECT = Path(__file__).resolve().parents[1]

ODD_NUMBERS = (
    *("0", "-1", "1", "2", "99", "-0.0", "0.5", "1e-300", "1e300", "1e400", "-1e9", "65536", "99999999", "4294967296"),
    *("9" * 30, "9" * 5000, "0" * 400 + "1", "NaN", "inf", "0x10", "1.", ".1", "--1", "²", "١"),
)
ODD_TEXTS = (
    *("", " ", "[", "]", "{}", "[]", "{a: b}", "- a", "!x y", "&a b", "*a", "null", "~", "true", "NO", "2026-02-30"),
    *(
        "0001-01-01",
        "9999-12-31",
        "10:30",
        "'",
        '"',
        '"\\ud800"',
        '"\\0"',
        '"\\u202e"',
        "\u200b",
        "\u0301" * 50,
        "\U0001f600",
    ),
    *(
        "a" * 200,
        "a " * 3_000,
        "a-" * 3_000,
        "../../x",
        "/dev/zero",
        "http://xn--a/",
        "https://a.uk:99999/",
        "x@y",
        "é",
        "%",
        "@",
    ),
    *(
        "(a+)+b",
        "[[a]",
        "{builtin}",
        "builtin",
        ".",
        "..",
        "hampshire",
        "uk",
        "\t",
        "#",
        ": ",
        "? a",
        "--- a",
        "|",
        ">-",
        "\r",
        "\x07",
    ),
)


def change_text(random: Random, text: str, changes: int) -> str:
    """A text with some of its lines or values changed."""
    lines = text.split("\n")
    words = re.findall(r"[\w-]+", text) or ["a"]
    for _ in range(changes):
        at = random.randrange(len(lines))
        match random.randrange(9):
            case 0:
                del lines[at]
                lines = lines or [""]
            case 1:
                lines[at:at] = [lines[at]] * random.choice((1, 2, 50))
            case 2:
                other = random.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = re.sub(r"(?<=[:,] ).*|(?<=- ).*", lambda _: random.choice(ODD_TEXTS), lines[at], count=1)
            case 4:
                lines[at] = re.sub(r"\d+", lambda _: random.choice(ODD_NUMBERS), lines[at], count=1)
            case 5:
                lines[at] = " " * random.randrange(9) + lines[at].lstrip()
            case 6:
                lines[at] = re.sub(r"[\w-]+$", lambda _: random.choice(words), lines[at], count=1)
            case 7:
                cut = random.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:cut] + random.choice(ODD_TEXTS) + lines[at][cut:]
            case _:
                lines[at] = lines[at].replace(random.choice(":-,\"'[]{}"), random.choice((":", "", "[", "}", "::")), 1)
    return "\n".join(lines)


def spoil(random: Random, content: bytes) -> bytes:
    """Sometimes the bytes of a file with one of them changed, or cut."""
    if random.random() < 0.1 and content:
        at = random.randrange(len(content))
        return content[:at] if random.random() < 0.5 else content[:at] + random.randbytes(1) + content[at + 1 :]
    return content
