"""The table of languages: all that a language is, from its name to how its lines are set.

In: nothing. Out: rows that the translations, the plan and the layout look up by tag.
Why: a new language needs a row here and its translations. Only languages other than English load this module.
"""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple

from leafletgen.content.output_options import ENGLISH
from leafletgen.content.values import Fault, find_suggestion, quote
from leafletgen.errors import UsageError

Direction = Literal["ltr", "rtl"]

LATIN_FACE = "LeafletgenText"
"""The face of English, and of numbers, addresses and Latin names in every leaflet."""

FACES: dict[str, str] = {
    "NotoNaskhArabic": "Arab",
    "NotoNastaliqUrdu": "Aran",
    "NotoSansBengali": "Beng",
    "NotoSans": "Cyrl",
    "NotoSansGujarati": "Gujr",
    "NotoSansGurmukhi": "Guru",
    "NotoSansTamil": "Taml",
}
"""The folder of each face that ships with leafletgen, below that of the Latin face: a script (ISO 15924)."""


class Language(NamedTuple):
    """One language.

    `tag` is its tag in PDF and HTML (BCP 47, with the script if there is doubt), `name` what its readers call it,
    `english` what English readers do. `script` (ISO 15924) decides its `direction`.

    The first of `faces` draws its letters and marks; numbers, addresses and Latin names are always in LeafletgenText.
    Its type is set at `scale` times the usual size, on `leading` times the usual size, or the usual leading if that is
    None; its word space is `space` times that of the face. `ink` is how far its letters reach above and below the
    baseline, in 1/1000 of the size that they are set at; None if it has capitals, which are centred on a line instead.
    `compact` is another face for its letters, with lower lines: for pages on which the first has no room, and for
    editions that ask for it (`naskh: true`).

    `quotes` are its quotation marks, `ends` the marks that end a sentence. `alphabet` has its letters besides a to z,
    its vowel signs and its own marks; no capitals. `letters` are those that are mistyped for others, with the right
    ones. `digits`: phone numbers are printed as they are dialled in the United Kingdom. `particles` are the beginnings
    that are written together with the next word. `register` says how the parent and the child are addressed;
    `interpreted`: its readers may need to ask for an interpreter on the telephone, for the language `spoken` if that
    has another name: nobody speaks a script.
    """

    tag: str
    name: str
    english: str
    quotes: tuple[str, str] = ("“", "”")
    register: tuple[str, str] = ("", "")
    script: str = "Latn"
    faces: tuple[str, ...] = (LATIN_FACE,)
    scale: float = 1.0
    leading: float | None = None
    ink: tuple[int, int] | None = None
    space: float = 1.0
    compact: str = ""
    digits: Literal["latin"] = "latin"
    interpreted: bool = True
    spoken: str = ""
    alphabet: str = ""
    ends: str = ".!?"
    letters: tuple[tuple[str, str], ...] = ()
    particles: tuple[str, ...] = ()

    @property
    def direction(self) -> Direction:
        """The direction of its script: Punjabi is written from the left in Gurmukhi, from the right in Arabic."""
        return _direction(self.script)

    @property
    def comma(self) -> str:
        """What stands between two words that the program puts side by side."""
        return "، " if "،" in self.alphabet else "，" if "，" in self.alphabet else ", "

    @property
    def stop(self) -> str:
        """What stands between two sentences that the program puts side by side."""
        return self.ends[0] + (" " if self.spaced else "")

    @property
    def spaced(self) -> bool:
        """Whether spaces stand between its words."""
        return self.script not in ("Hans", "Hant")


def _direction(script: str) -> Direction:
    return "rtl" if script in _FROM_THE_RIGHT else "ltr"


_FROM_THE_RIGHT = ("Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa")
"""The scripts of today that are written from the right (Unicode 15.0, Scripts.txt and DerivedBidiClass.txt)."""


def _naskh(tag: str, name: str, english: str, register: tuple[str, str], alphabet: str, **more: Any) -> Language:
    """A language in Arabic letters, set in Naskh."""
    marks = {"quotes": _ANGLED, "alphabet": alphabet + _ARABIC_MARKS, "ends": ".!؟"}
    face = {"script": "Arab", "faces": ("NotoNaskhArabic", LATIN_FACE), "scale": 1.12, "leading": 1.55}
    return Language(tag, name, english, register=register, ink=(886, -434), **{**face, **marks, **more})


def _indic(tag: str, name: str, english: str, register: tuple[str, str], alphabet: str, **more: Any) -> Language:
    """A language in a script of India, set at the usual size."""
    return Language(tag, name, english, register=register, leading=1.5, alphabet=alphabet, **more)


def _noto_sans(tag: str, name: str, english: str, register: tuple[str, str], alphabet: str, **more: Any) -> Language:
    """A language whose every word is set in Noto Sans: its letters and those of Atkinson are never mixed in one."""
    face = {"faces": ("NotoSans", LATIN_FACE), "scale": 0.93, "leading": 1.4}
    return Language(tag, name, english, register=register, alphabet=alphabet, **{**face, **more})


_LOW = ("„", "”")
_ANGLED = ("«", "»")
_ARABIC_MARKS = "،؛؟\u0640"  # The last lengthens a line between letters, as in لـ before a Latin name.
_ARABIC_VOWELS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
_ARABIC_TYPOS = (("?", "؟"), (",", "،"), (";", "؛"))
_PERSIAN_TYPOS = (("ي", "ی"), ("ى", "ی"), ("ك", "ک"), *_ARABIC_TYPOS)
_DANDAS = "।॥"

LANGUAGES: dict[str, Language] = {
    row.tag: row
    for row in (
        Language(
            "cy",
            "Cymraeg",
            "Welsh",
            register=("chi", "ti"),
            alphabet="âêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿ",
            letters=(("'", "’"),),
            interpreted=False,
        ),
        Language("pl", "polski", "Polish", _LOW, ("Państwo", "ty"), alphabet="ąćęłńóśźż"),
        Language(
            "ro",
            "română",
            "Romanian",
            _LOW,
            ("dumneavoastră", "tu"),
            alphabet="ăâîșț",
            letters=(("ş", "ș"), ("ţ", "ț")),
        ),
        Language("pt", "português", "Portuguese", _ANGLED, ("o senhor / a senhora", "tu"), alphabet="áâãàçéêíóôõúü"),
        Language("lt", "lietuvių", "Lithuanian", ("„", "“"), ("jūs", "tu"), alphabet="ąčęėįšųūž"),
        Language("es", "español", "Spanish", _ANGLED, ("usted", "tú"), alphabet="áéíñóúü¿¡"),
        Language("it", "italiano", "Italian", _ANGLED, ("Lei", "tu"), alphabet="àèéìíîòóùú"),
        Language("fr", "français", "French", _ANGLED, ("vous", "tu"), alphabet="àâæçèéêëîïôœùûüÿ"),
        Language("tr", "Türkçe", "Turkish", register=("siz", "sen"), alphabet="âçğıİîöşûü"),
        Language("hu", "magyar", "Hungarian", _LOW, ("Ön", "te"), alphabet="áéíóöőúüű"),
        Language("sq", "shqip", "Albanian", _LOW, ("ju", "ti"), alphabet="çë"),
        Language("so", "Soomaali", "Somali", register=("adiga", "adiga"), alphabet="’"),
        _naskh(
            "ar",
            "العربية",
            "Arabic",
            ("أنتم", "أنت"),
            "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي" + _ARABIC_VOWELS,
            letters=(("ی", "ي"), ("ک", "ك"), *_ARABIC_TYPOS),
            particles=("ال", "و", "ف", "ب", "ك", "ل", "لل", "س"),
        ),
        Language(
            "ur",
            "اردو",
            "Urdu",
            register=("آپ", "تم"),
            script="Arab",
            faces=("NotoNastaliqUrdu", LATIN_FACE),
            scale=0.9,
            leading=2.1,
            ink=(1806, -500),
            space=1.75,
            compact="NotoNaskhArabic",
            alphabet="ءآأؤئابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھۂۃیےۓ۔" + _ARABIC_MARKS + _ARABIC_VOWELS,
            ends="۔!؟",
            letters=(("ه", "ہ"), ("ة", "ۃ"), *_PERSIAN_TYPOS),
        ),
        _naskh(
            "fa",
            "فارسی",
            "Farsi",
            ("شما", "تو"),
            "ءآأؤئابةپتثجچحخدذرزژسشصضطظعغفقکگلمنوهۀی" + _ARABIC_VOWELS,
            letters=_PERSIAN_TYPOS,
        ),
        _naskh(
            "ckb",
            "کوردیی ناوەندی",
            "Kurdish (Sorani)",
            ("ئێوە", "تۆ"),
            "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەھیێ",
            spoken="Kurdish Sorani",
            letters=_PERSIAN_TYPOS,
        ),
        _naskh(
            "ps",
            "پښتو",
            "Pashto",
            ("تاسو", "ته"),
            "ءآأؤئابةپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼوهۀیيېۍ" + _ARABIC_VOWELS,
            letters=(("ك", "ک"), *_ARABIC_TYPOS),
        ),
        _indic(
            "bn",
            "বাংলা",
            "Bengali",
            ("আপনি", "তুমি"),
            "অআইঈউঊঋএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহৎ\u09dc\u09dd\u09df"
            "\u0981\u0982\u0983\u09bc\u09be\u09bf\u09c0\u09c1\u09c2\u09c3\u09c7\u09c8\u09cb\u09cc\u09cd\u09d7"
            + _DANDAS,
            script="Beng",
            faces=("NotoSansBengali", LATIN_FACE),
            ink=(917, -271),
            ends="।!?",
        ),
        _indic(
            "pa-Guru",
            "ਪੰਜਾਬੀ",
            "Punjabi (Gurmukhi)",
            ("ਤੁਸੀਂ", "ਤੂੰ"),
            "ੳਅਆੲਇਈਉਊਏਐਓਔਸਹਕਖਗਘਙਚਛਜਝਞਟਠਡਢਣਤਥਦਧਨਪਫਬਭਮਯਰਲਵੜ\u0a33\u0a36\u0a59\u0a5a\u0a5b\u0a5e"
            "\u0a02\u0a03\u0a3c\u0a3e\u0a3f\u0a40\u0a41\u0a42\u0a47\u0a48\u0a4b\u0a4c\u0a4d\u0a70\u0a71\u0a74"
            + _DANDAS,
            script="Guru",
            spoken="Punjabi",
            faces=("NotoSansGurmukhi", LATIN_FACE),
            ink=(896, -287),
            ends="।!?",
        ),
        _indic(
            "gu",
            "ગુજરાતી",
            "Gujarati",
            ("તમે", "તું"),
            "અઆઇઈઉઊઋઍએઐઑઓઔકખગઘઙચછજઝઞટઠડઢણતથદધનપફબભમયરલળવશષસહ"
            "\u0a81\u0a82\u0a83\u0abc\u0abd\u0abe\u0abf\u0ac0\u0ac1\u0ac2\u0ac3\u0ac5\u0ac7\u0ac8\u0ac9\u0acb\u0acc\u0acd",
            script="Gujr",
            faces=("NotoSansGujarati", LATIN_FACE),
            ink=(896, -268),
        ),
        _indic(
            "ta",
            "தமிழ்",
            "Tamil",
            ("நீங்கள்", "நீ"),
            "அஆஇஈஉஊஎஏஐஒஓஔஃகஙசஞடணதநபமயரலவழளறனஜஶஷஸஹ"
            "\u0bbe\u0bbf\u0bc0\u0bc1\u0bc2\u0bc6\u0bc7\u0bc8\u0bca\u0bcb\u0bcc\u0bcd\u0bd7",
            script="Taml",
            faces=("NotoSansTamil", LATIN_FACE),
            ink=(843, -321),
        ),
        Language(
            "zh-Hans",
            "简体中文",
            "Chinese (Simplified)",
            register=("您", "你"),
            script="Hans",
            spoken="Mandarin Chinese",
            faces=("NotoSansSC", LATIN_FACE),
            scale=0.96,
            leading=1.55,
            ink=(850, -107),
            alphabet="，。、；：？！（）《》…—",
            ends="。！？",
            letters=((",", "，"), (";", "；"), ("?", "？")),
        ),
        _noto_sans(
            "uk",
            "українська",
            "Ukrainian",
            ("Ви", "ти"),
            "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’\u02bc",
            script="Cyrl",
            quotes=_ANGLED,
            letters=(("'", "’"),),
        ),
        _noto_sans(
            "bg",
            "български",
            "Bulgarian",
            ("Вие", "ти"),
            "абвгдежзийклмнопрстуфхцчшщъьюяѝ",
            script="Cyrl",
            quotes=("„", "“"),
        ),
        _noto_sans(
            "ru",
            "русский",
            "Russian",
            ("Вы", "ты"),
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            script="Cyrl",
            quotes=_ANGLED,
        ),
        _noto_sans(
            "vi",
            "Tiếng Việt",
            "Vietnamese",
            ("quý vị", "em"),
            "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
        ),
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


def direction_of(tag: str) -> Direction:
    """The direction that a language is written in. Raises UsageError for a tag that has no row."""
    return "ltr" if tag == ENGLISH else language_of(tag).direction


def direction_told_by(tag: str) -> Direction | None:
    """The direction that a tag from anywhere tells, such as "ar-SA" or "pa-Arab"; None if it tells none."""
    language, *others = tag.split("-")
    scripts = [part.title() for part in others if len(part) == 4 and part.isalpha()]  # BCP 47, 2.2.3
    if scripts:
        return _direction(scripts[0])
    row = LANGUAGES.get(language.lower())
    return row.direction if row else "ltr" if language.lower() == "en" else None


def language_told_by(tag: str) -> Language | None:
    """The row of a tag as other programs write it: cy-GB, pl_PL, pa_Guru_IN, CY. None if it may mean another one."""
    language, *others = subtags(tag)
    region = others and len(others[-1]) == 2 and others[-1].isalpha()
    plain = "-".join([language, *(part.title() for part in (others[:-1] if region else others))])
    return PSEUDO if plain == PSEUDO.tag else LANGUAGES.get(plain)


def is_in_other_script(tag: str, own: str) -> bool:
    """Whether a tag as other programs write it is of another script than a tag of ours that names one: zh_TW."""
    language, *others = subtags(tag)
    scripts = [part for part in others if len(part) == 4 and part.isalpha()]
    scripts += [_SCRIPT_IN[place] for part in others if (place := f"{language}-{part}") in _SCRIPT_IN]
    _, *named = own.lower().split("-")
    return bool(named and scripts) and scripts[0] != named[0]


_SCRIPT_IN = {"zh-tw": "hant", "zh-hk": "hant", "zh-mo": "hant", "pa-pk": "arab"}
"""The script of a language in a region, if it is not the one of our row (CLDR, likely subtags)."""


def subtags(tag: str) -> list[str]:
    """The subtags, in small letters, of a tag with hyphens (BCP 47), or low lines and an encoding (POSIX)."""
    return re.split("[-_]", re.split("[.@]", tag.lower())[0])


def language_fault(tag: str) -> Fault | None:
    """The Fault of a tag without a row, English included."""
    if tag in LANGUAGES or tag == PSEUDO.tag:
        return None
    if tag in (ENGLISH, "en"):
        message = "English is not translated: the words of the data are in English."
        return Fault("english-words", message, "Change them in the data folder itself.")
    meant = meant_tag(tag)
    better = _several(tag) or (f"Did you mean {meant}? " if meant else "")
    hint = f"{better}The languages are: en, {', '.join(LANGUAGES)}."
    return Fault("unknown-language", f"There is no language {quote(tag)}.", hint)


def _several(typed: str) -> str:
    """The start of a hint for a text that names several languages; empty if it does not."""
    tags = [meant_tag(part) if len(part) > 1 else "" for part in re.split(r"[+,;/& ]+(?:and )?", typed.strip())]
    if len(tags) < 2 or not all(tags):
        return ""
    return f"Name each by itself: --language {' --language '.join(tags)}, or languages: [{', '.join(tags)}]. "


def meant_tag(typed: str) -> str:
    """The tag that somebody means who typed the name of a language or nearly a tag: Welsh, CY; empty if none is."""
    known = {name: row.tag for row in LANGUAGES.values() for name in _names_of(row)} | {"en": "en", "english": "en"}
    name = subtags(typed)[0]
    near = known.get(name) or known.get(find_suggestion(name, known) or "")
    return near if near and not is_in_other_script(typed, near) else ""


def _names_of(language: Language) -> set[str]:
    """What somebody may call a language who does not know its tag, in small letters: Kurdish, Sorani, ckb."""
    english, _, kind = language.english.lower().rstrip(")").partition(" (")
    return {language.name.lower(), language.tag.split("-")[0], english, kind} - {""}
