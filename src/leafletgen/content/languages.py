"""The table of languages: all that a language is, from its name to how its lines are set.

In: nothing. Out: rows that the translations, the plan and the layout look up by tag.
Why: a new language needs a row here and its translations. Only languages other than English load this module.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from leafletgen.content.output_options import ENGLISH
from leafletgen.content.values import Fault, quote, suggest
from leafletgen.errors import UsageError


class Language(NamedTuple):
    """One language.

    `tag` is its tag in PDF and HTML (BCP 47, with the script if there is doubt), `name` what its readers call it,
    `english` what English readers do. `direction` belongs to the script (ISO 15924), never to the language alone.
    `faces` draw its letters: numbers and addresses are always in the Latin one. Its type is set at `scale` times the
    usual size, on `leading` times the size, or the usual leading if that is None. `quotes` are its quotation marks;
    `letters` are those that are mistyped for others, with the right ones. `digits`: phone numbers are printed as they
    are dialled in the United Kingdom. `register` says how the parent and the child are addressed;
    `interpreted`: its readers may need to ask for an interpreter on the telephone.
    """

    tag: str
    name: str
    english: str
    quotes: tuple[str, str] = ("“", "”")
    register: tuple[str, str] = ("", "")
    direction: Literal["ltr", "rtl"] = "ltr"
    script: str = "Latn"
    faces: tuple[str, ...] = ("LeafletgenText",)
    scale: float = 1.0
    leading: float | None = None
    digits: Literal["latin"] = "latin"
    interpreted: bool = True
    letters: tuple[tuple[str, str], ...] = ()


_LOW = ("„", "”")
_ANGLED = ("«", "»")

LANGUAGES: dict[str, Language] = {
    row.tag: row
    for row in (
        Language("cy", "Cymraeg", "Welsh", register=("chi", "ti"), letters=(("'", "’"),), interpreted=False),
        Language("pl", "polski", "Polish", _LOW, ("Państwo", "ty")),
        Language("ro", "română", "Romanian", _LOW, ("dumneavoastră", "tu"), letters=(("ş", "ș"), ("ţ", "ț"))),
        Language("pt", "português", "Portuguese", _ANGLED, ("o senhor / a senhora", "tu")),
        Language("lt", "lietuvių", "Lithuanian", ("„", "“"), ("jūs", "tu")),
        Language("es", "español", "Spanish", _ANGLED, ("usted", "tú")),
        Language("it", "italiano", "Italian", _ANGLED, ("Lei", "tu")),
        Language("fr", "français", "French", _ANGLED, ("vous", "tu")),
        Language("tr", "Türkçe", "Turkish", register=("siz", "sen")),
        Language("hu", "magyar", "Hungarian", _LOW, ("Ön", "te")),
        Language("sq", "shqip", "Albanian", _LOW, ("ju", "ti")),
        Language("so", "Soomaali", "Somali", register=("adiga", "adiga")),
    )
}
"""The languages that leaflets can be made in, besides English, in which their words are written."""

IN_ENGLISH = Language(ENGLISH, "English", "English")
"""English itself: its row is only for lists of the languages of a leaflet."""

PSEUDO = Language("qps", "[Éñğľíšh]", "Pseudo-English")
"""English with accents, brackets and 1.4 times the length. It shows what is not translated or has no room."""


def language_of(tag: str) -> Language:
    """The row of a language. Raises UsageError for a tag that has none."""
    if fault := language_fault(tag):
        raise UsageError(fault.at(None))
    return PSEUDO if tag == PSEUDO.tag else LANGUAGES[tag]


def language_fault(tag: str) -> Fault | None:
    """The Fault of a tag without a row."""
    if tag in LANGUAGES or tag == PSEUDO.tag:
        return None
    names = {row.english.lower(): row.tag for row in LANGUAGES.values()}
    better = f"Did you mean {names[tag.lower()]}? " if tag.lower() in names else suggest(tag, LANGUAGES)
    hint = f"{better}The languages are: en, {', '.join(LANGUAGES)}."
    return Fault("unknown-language", f"There is no language {quote(tag)}.", hint)
