"""Words, hosts and numbers that stand for something that nobody has written yet: ..., TODO, [insert], example.com.

In: a text, or an address. Out: where the placeholder is, or a Fault.
Why: an example line whose # was taken away would be printed for families as it is.
"""

from __future__ import annotations

import re

from leafletgen.content.values import Fault, bare_host, quote

_HINT = "Write what families should read here, or remove the line."

_FRAGMENTS = (
    *("..", ". .", "…", "__", "??", "##", "**", "* *", "--", "- -", "[", "<", "{", "%", "$", "［", "【", "「", "_"),
    *("todo", "fixme", "tb", "t.b", "xx", "x.y", "n/a", "lorem", "ipsum", "dolor", "consectet", "place"),
    *("ple text", "my text", "to be ", "insert ", " here"),
    *("your force", "your org", "your char", "your ag", "e name", "n name", "y name", "name of ", "yy", "changeme"),
    *("to enter", "to add", "#n", "#r", "#v", "#d", ": ?", ": .", ": –", ": —", ": -", ": *"),
)
"""What a text with a placeholder has, in small letters."""

_FRAGMENT = re.compile("|".join(map(re.escape, _FRAGMENTS)))
"""Looking for these first takes a tenth of the time."""

_BODIES = "force|organisation|charity|agency|company"
"""Who publishes a leaflet."""

_WORDS = "text|copy|content|wording|heading|title|description|logo"
"""What stands in a form that nobody has filled in."""

_DETAILS = (
    rf"{_WORDS}|name|number|phone|telephone|e-?mail|address|website|link|date|details|crest|picture|image|{_BODIES}"
)
"""What comes after "your" in such a form: your phone number here."""

_PLACEHOLDER = re.compile(
    rf"""
      (?:^|(?<=[\s(\[“"'‘:-]))(?:\.{{2,}}|(?:[.*_-]\ ){{2,}}[.*_-]|…)  # Published by ...
    | (?:(?<=\bby)|(?<=\bof)|(?<=\bto)|(?<=\bon)|(?<=\bat)|(?<=:))(?:\.{{2,}}|…)(?=["”’)\]]*\s*$)  # Published by…
    | \.{{4,}} | _{{2,}} | \?{{2,}} | \#{{2,}} | \*{{3,}} | -{{3,}}
    | [\[<{{](?=[^\]>}}\n]*[^\W\d_])[^\]>}}\n]*[\]>}}]+             # [insert], <name>, {{{{name}}}}
    | [［【「][^］】」\n]*[］】」] | \[\W*\]
    | %\w+% | \$(?:[a-z]+_)*(?:{_DETAILS})(?:_[a-z]+)*\b                # %NAME%, $name
    | (?-i:\b(?=[A-Z]+_)(?:[A-Z]+_)*(?:{_DETAILS.upper()})(?:_[A-Z]+)*\b)  # FORCE_NAME
    | \#(?:ref!|n/a|name\?|value!|div/0!|num!|null!)                 # Excel's
    | \b(?:todo|fixme|t\.?b\.?[acd]|x{{3,}}|n/a|lorem|ipsum|dolor\ sit|consectetur|place\ ?holder|changeme)\b
    | (?-i:\bXX\b|\bX\.Y\b) | \b(?:dd|xx)[/. -](?:mmm?|xx)[/. -](?:yy|xx) | \b(?:mm/)?yyyy\b
    | \b(?:dummy|sample|example)\ text\b
    | \bto\ be\ (?:confirmed|completed|added|decided|inserted)\b
    | \binsert\ (?:\w+\ ){{0,3}}(?:here|name|number|phone|telephone|e-?mail|address|text|logo|details|date|link|website
        |{_BODIES})\b
    | \b(?:{_DETAILS})\ goes\ here\b
    | \b(?:insert|add|enter|put|type|paste|your)\ (?:(?:a|the|some|your)\ )?(?:{_WORDS})\ here\b
    | \bby\ your\ (?:{_BODIES})(?:’s|'s)?(?:\ name)?\ here\b
    | \b(?:click|tap)\ (?:here\ to\ (?:enter|add)|to\ (?:enter|add)\ (?:an?\ |the\ |your\ )?(?:{_DETAILS}))\b
    | (?-i:\bY(?:our|OUR)\ (?:Force|FORCE|Organisation|ORGANISATION|Charity|CHARITY|Agency|AGENCY)\b
        (?!\ (?!Logo|LOGO)[A-Z])
        |\b(?:Force|FORCE|Organisation|ORGANISATION|Charity|CHARITY|Agency|AGENCY)\ (?:Name|NAME)\b)
    | \bname\ of\ (?:{_BODIES}|service|council)\b                   # a sentence has "the name of the force"
    | (?<=:)\s*[?.*–—-]\s*$                                           # To reach us: -
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LATER = re.compile(
    r"""
      (?:^|(?<=[(:–—-]))\W*(?:(?:text|copy|wording|contact|phone|details|name|number|address|date|logo)\ ){0,2}
      (?:to\ (?:follow|come)|to\ be\ (?:agreed|announced|checked|updated|written|supplied|provided|advised|determined
        |translated|drafted|filled\ in))\W*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Words at the end of a text that say that it will be written: Contact details to follow."""

_AS_A_WHOLE = re.compile(
    rf"""
      [\W_]+                                                        # ?, -
    | e\.\ ?g\.\ .*(?-i:Police|Constabulary|Council|Force) | \$[a-z]\w* | (?-i:[A-Z]{{2,}}(?:_[A-Z]+)+)
    | \W*(?:your\ (?:\w+\ ){{0,2}}(?:{_DETAILS})|{_WORDS})\ here\W* | \W*dd[/. -]mmm?[/. -]yy(?:yy)?\W*
    | \W*to[ -]do\W* | (?-i:TO[ -]DO):.*
    | \W*(?:replace|change)\ (?:me|this(?:\ (?:text|line|words?|paragraph))?)\W*
    | \W*(?:blah?\W*)+ | \W*(?:asdf\w*|qwert\w*|wip|(?:tk)+|working\ title|draft\ text)\W*
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""Texts that say nothing, or say only that they will be written."""

_FORM_OF_DATE = re.compile(r"(?<=\w \()[dmy/. -]+(?=\))", re.IGNORECASE)
"""How to write a date, after the words that ask for it: Date of birth (dd/mm/yyyy)."""

_EXAMPLE = re.compile(
    r"""
      (?:.*\.)?(?:example|(?:your|my)-?(?:force|domain|website|site|company|organisation|charity|name))(?:\.\w+){1,2}
    | (?:[^.]+\.)*(?:example|test|invalid|localhost|local|internal)
    | (?:127|10|192\.168|192\.0\.2|198\.51\.100|203\.0\.113)(?:\.[0-9]+)+
    | (?:.*\.)?(?:domain|website|somewhere|company|mycompany)\.(?:com|org|net|co\.uk|org\.uk)
    | (?:.*\.)?(?:x{3,}|force|name|insert)\.police\.uk
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Hosts of examples, and of a network of one's own; some of them are reserved, so that nobody can have them (RFC 2606,
2 and 3; RFC 5737; RFC 6762)."""

_EXAMPLE_NAME = re.compile(
    r"(?:your|full)?[._-]?name|firstname[._-](?:last|sur)name|some(?:one|body)"
    r"|(?:john|jane)[._-]?doe|joe[._-]?bloggs|example|x{3,}",
    re.IGNORECASE,
)
"""What stands before the @ in an example."""


_IF_MEANT = (
    (re.compile(r"[\[<{［【「]"), " If the words are meant, write them without these brackets."),
    (re.compile(r"\?{2,}"), " If it is a question, write one question mark."),
    (re.compile(r"\.{4,}"), " If a pause is meant, write three dots."),
    (re.compile(r"-{3,}"), " If a dash is meant, write –."),
)
"""How to write what is no placeholder, though it looks like one: by how the placeholder begins."""


def find_placeholder(text: str) -> tuple[int, Fault] | None:
    """The first placeholder in a text: its index and what is wrong with it."""
    if _AS_A_WHOLE.fullmatch(text):
        return 0, Fault("placeholder", f"{quote(text)} stands for something not yet written.", _HINT)
    words = _FORM_OF_DATE.sub(lambda found: " " * len(found.group()), text) if "(" in text else text
    small = words.lower()
    match = _PLACEHOLDER.search(words) if _FRAGMENT.search(small) else None
    if match is None and any(end in small for end in (" be ", "follow", "to come")):
        match = _LATER.search(text)
    if match is None:
        return None
    message = f"{quote(text)} has {quote(match.group())}, which stands for something not yet written."
    meant = next((hint for begins, hint in _IF_MEANT if begins.match(match.group())), "")
    return match.start(), Fault("placeholder", message, f"{_HINT}{meant}")


def example_address(address: str) -> Fault | None:
    """Check that an address (of a page, or for e-mail) is not that of an example."""
    name, _, rest = address.rpartition("@")
    if _EXAMPLE.fullmatch(bare_host(rest)):
        message = f"{quote(address)} has the host of an example: nobody answers there."
    elif _EXAMPLE_NAME.fullmatch(name):
        message = f"{quote(address)} has the name of an example before its @."
    else:
        return None
    return Fault("placeholder", message, "Write the address of the service.")
