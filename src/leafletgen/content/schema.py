"""From nodes to typed records: the type annotations of a class define what a file can hold.

In: a node and the record class to read. Out: a record of that class, or a Problem for each fault.
Why: msgspec's own conversion stops at the first fault and names types, not keys. This module walks the node along the
type, lets msgspec convert single values, and words the faults for people who edit texts.
"""

from __future__ import annotations

import re
import types
from collections.abc import Collection
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, TypeVar, Union, get_args, get_origin

import msgspec

from leafletgen.content.characters import normalised
from leafletgen.content.dates import FORM, why_no_date
from leafletgen.content.nodes import Mapping, Node, Scalar, Sequence
from leafletgen.content.records import Id, LanguageTag, Record
from leafletgen.content.values import Fault, Suggester, quote
from leafletgen.errors import FoundProblems, Where

R = TypeVar("R", bound=Record)


class Leaf(NamedTuple):
    """One value: its type with all limits (for msgspec), its bare type, the limits, and the words of a list."""

    hint: Any
    bare: Any
    limits: tuple[msgspec.Meta, ...]
    words: tuple[str, ...]


class Many(NamedTuple):
    """A list whose items all have one shape."""

    item: Shape
    at_least: int


class Nested(NamedTuple):
    """A record within a record."""

    kind: type[Record]


Shape: TypeAlias = Leaf | Many | Nested


class Field(NamedTuple):
    """A key of a record, and the name of its attribute, which differs only for a key that Python or Record needs."""

    shape: Shape
    required: bool
    description: str
    name: str


@cache
def fields_of(kind: type[Record]) -> dict[str, Field]:
    """The keys that a record can have in a file: all fields except `at`, its position."""
    return {
        field.encode_name: Field(_shape_of(field.type), field.required, _describe(_metas(field.type)), field.name)
        for field in msgspec.structs.fields(kind)
        if field.name != "at"
    }


def _shape_of(hint: Any, limits: tuple[msgspec.Meta, ...] = ()) -> Shape:
    if get_origin(hint) is Annotated:
        return _shape_of(hint.__origin__, (*_metas(hint), *limits))
    if get_origin(hint) in (Union, types.UnionType):  # X | None: None only stands for an absent key.
        (kind,) = (kind for kind in get_args(hint) if kind is not types.NoneType)
        return _shape_of(kind, limits)
    if get_origin(hint) is tuple:
        return Many(_shape_of(get_args(hint)[0]), max((meta.min_length or 0 for meta in limits), default=0))
    if isinstance(hint, type) and issubclass(hint, Record):
        return Nested(hint)
    words = get_args(hint) if get_origin(hint) is Literal else ()
    return Leaf(Annotated[hint, *limits] if limits else hint, hint, limits, words)


def _metas(hint: Any) -> tuple[msgspec.Meta, ...]:
    return tuple(meta for meta in getattr(hint, "__metadata__", ()) if isinstance(meta, msgspec.Meta))


def _describe(metas: tuple[msgspec.Meta, ...]) -> str:
    return next((meta.description for meta in reversed(metas) if meta.description), "")


class Places:
    """The position of each field of each record in its file, for rules that report problems of records."""

    def __init__(self) -> None:
        self._nodes: dict[tuple[Where, str], Node] = {}

    def keep(self, at: Where, field: str, node: Node) -> None:
        """Store the node of a field of the record at the position `at`."""
        self._nodes[at, field] = node

    def node(self, record: Record, field: str, index: int | None = None) -> Node | None:
        """The node of a field, or of one item of a list; None if the file does not have the field."""
        node = self._nodes.get((record.at, field))
        return node.items[index] if index is not None and isinstance(node, Sequence) else node

    def of(self, record: Record, field: str, index: int | None = None) -> Where:
        """The position of a field, or of one item of a list; of the record if the file does not have the field."""
        node = self.node(record, field, index)
        return node.at if node else record.at


class Reader:
    """Reads nodes as records. `made` has every good record, even if others in its list or file are faulty."""

    def __init__(self) -> None:
        self.problems = FoundProblems()
        self._suggest = Suggester()
        self.places = Places()
        self.made: list[Record] = []

    def read(self, kind: type[R], node: Node, name: str = "The file") -> R | None:
        """Read a node as a record; if anything in it is wrong, add to `problems` and return None."""
        if isinstance(node, Scalar) and kind.short_for:
            return self._read_short(kind, node, name)
        if not isinstance(node, Mapping):
            fault = _wrong_type(name, "keys with values", node)
            example = f" For example: {kind.example}" if kind.example else ""
            self._say(fault._replace(hint=f"{fault.hint}{example}"), node.at)
            return None
        before = len(self.problems)
        fields = fields_of(kind)
        values = {
            key.value: self._field(fields[key.value], value, key.value, node.at)
            for key, value in node.entries
            if self._is_known(key, fields, name)
        }
        self._find_missing(fields, values, node, name)
        if len(self.problems) > before:
            return None
        record = kind(at=node.at, **{fields[key].name: value for key, value in values.items()})
        self.made.append(record)
        return record

    def _read_short(self, kind: type[R], node: Scalar, name: str) -> R | None:
        """Read a plain text that stands for a whole record."""
        before = len(self.problems)
        field = fields_of(kind)[kind.short_for]
        value = self._field(field, node, kind.short_for, node.at)
        if len(self.problems) > before:
            return None
        record = kind(at=node.at, **{kind.short_for: value})
        self.made.append(record)
        return record

    def _field(self, field: Field, node: Node, name: str, record_at: Where) -> Any:
        self.places.keep(record_at, name, node)
        if isinstance(node, Scalar) and node.empty:
            hint = f"Write its value{_explain(field)}" if field.required else "Leave the key out, or give it a value."
            return self._say(Fault("empty-text", f"`{name}` has no value.", hint), node.at)
        return self._value(field.shape, node, name)

    def _value(self, shape: Shape, node: Node, name: str) -> Any:
        if isinstance(shape, Nested):
            return self.read(shape.kind, node, f"`{name}`")
        if isinstance(shape, Many):
            return self._list(shape, node, name)
        if not isinstance(node, Scalar):
            fault = _wrong_type(f"`{name}`", "one text", node)
            form = _form_of(shape)
            return self._say(fault._replace(hint=f"How to write it: {form}") if form else fault, node.at)
        value = _convert(shape, "" if node.empty else node.value, name, self._suggest)
        return self._say(value, node.at) if isinstance(value, Fault) else value

    def _list(self, shape: Many, node: Node, name: str) -> Any:
        if not isinstance(node, Sequence):
            return self._say(_wrong_type(f"`{name}`", "a list", node), node.at)
        if len(node.items) < shape.at_least:
            hint = "Add at least one item, or leave the key out if it is optional."
            return self._say(Fault("empty-list", f"`{name}` is an empty list.", hint), node.at)
        return tuple(self._value(shape.item, item, f"{name}, item {nth}") for nth, item in enumerate(node.items, 1))

    def _is_known(self, key: Scalar, fields: dict[str, Field], name: str) -> bool:
        if key.value in fields:
            return True
        homes = [f"`{home}:`" for home, field in fields.items() if key.value in _keys_below(field.shape)]
        if homes:
            hint = f"Write it below {' or '.join(homes)}, indented by two spaces more."
        else:
            hint = self._suggest(key.value, fields).strip() or f"The keys allowed here are: {', '.join(fields)}."
        self._say(Fault("unknown-key", f"{name} has an unknown key {quote(key.value)}.", hint), key.at)
        return False

    def _find_missing(self, fields: dict[str, Field], values: dict[str, Any], node: Mapping, name: str) -> None:
        for key, field in fields.items():
            if field.required and key not in values:
                message = f"{name} has no `{key}`, which is required."
                self._say(Fault("missing-field", message, f"Add a line `{key}: ...`{_explain(field)}"), node.at)

    def _say(self, fault: Fault, where: Where) -> None:
        self.problems.append(fault.at(where))


def _keys_below(shape: Shape) -> Collection[str]:
    """The keys of the record that a field holds; none if it holds no record."""
    return fields_of(shape.kind) if isinstance(shape, Nested) else ()


def _explain(field: Field) -> str:
    return f". Its meaning: {field.description}" if field.description else "."


_LIKE_A_HYPHEN = re.compile(r"([\u2010-\u2015\u2022\u2212\u00b7\u00ad*])\s")
"""A dash or a bullet before the item of a list."""

_HOW_TO_WRITE = {
    "one text": "Write one text after the colon; put it in double quotes if it begins with [ or {.",
    "a list": "Write each item on a line of its own, after a hyphen and a space.",
    "keys with values": "Write each key on a line of its own, as key: value, indented by two spaces.",
}


def _wrong_type(name: str, wanted: str, node: Node) -> Fault:
    if isinstance(node, Scalar):
        found = f"the text {quote(node.value)}" if not node.empty else "nothing"
    else:
        found = "a list" if isinstance(node, Sequence) else "keys with values"
    hint = _HOW_TO_WRITE[wanted]
    if wanted == "a list" and isinstance(node, Scalar) and (sign := _LIKE_A_HYPHEN.match(node.value)):
        hint += f" {quote(sign[1])} is no hyphen."
    return Fault("wrong-type", f"{name} must be {wanted}, but here is {found}.", hint)


def _convert(leaf: Leaf, text: str, name: str, suggest: Suggester) -> Any:
    """The value of a text, or a Fault."""
    if leaf.bare is str and (fault := _check_spaces(leaf, text, name)):
        return fault
    if _fits(leaf, text):  # Most values are texts or words of a list: msgspec would take several times as long.
        return text
    try:
        return msgspec.convert(text, leaf.hint, strict=False)
    except msgspec.ValidationError:
        return _explain_refusal(leaf, text, name, suggest)


def _fits(leaf: Leaf, text: str) -> bool:
    """Whether a text is a valid value as it is: a text within its limits, or one of the words of a list."""
    if leaf.bare is not str:
        return text in leaf.words
    for meta in leaf.limits:
        if (meta.max_length and len(text) > meta.max_length) or (meta.pattern and not re.search(meta.pattern, text)):
            return False
    return True


def _check_spaces(leaf: Leaf, text: str, name: str) -> Fault | None:
    if not text.strip():
        return Fault("empty-text", f"`{name}` has no text.", "Write the text, or leave the key out if it is optional.")
    if text != text.strip():
        return Fault("outer-space", f"`{name}` begins or ends with a space: {quote(text)}.", "Remove the space.")
    if ("\n" in text or "\t" in text) and not any((meta.extra or {}).get("lines") for meta in leaf.limits):
        hint = "Write it in one line, or after >- on the lines below; make each paragraph an item of its own."
        return Fault("line-break", f"`{name}` contains a line break or a tab: {quote(text)}.", hint)
    return None


def _explain_refusal(leaf: Leaf, text: str, name: str, suggest: Suggester) -> Fault:
    """The Fault, in plain words, for a text that msgspec did not convert."""
    if get_origin(leaf.bare) is Literal or leaf.bare is bool:
        choices = get_args(leaf.bare) or ("true", "false")
        hint = f"{suggest(text, choices)}It can be: {', '.join(choices)}."
        return Fault("bad-choice", f"`{name}` cannot be {quote(text)}.", hint)
    if leaf.bare is int:
        low, high = (next(getattr(meta, end) for meta in leaf.limits if getattr(meta, end)) for end in ("ge", "le"))
        message = f"`{name}` is not a whole number from {low} to {high}: {quote(text)}."
        return Fault("bad-number", message, f"Write a number from {low} to {high}, without its unit.")
    if leaf.bare is not str:
        return Fault("bad-date", f"`{name}` is not a date: {quote(text)}.", f"{why_no_date(text)}{FORM}")
    most = min((meta.max_length for meta in leaf.limits if meta.max_length), default=len(text))
    if len(text) > most:
        message = (
            f"`{name}` has {len(text)} characters, {len(text) - most} more than the {most} allowed: {quote(text)}."
        )
        return Fault("too-long", message, "Use fewer words, or split it into two texts.")
    hint = f"{_rightly_formed(leaf, text)}How to write it: {_form_of(leaf)}"
    return Fault("bad-form", f"`{name}` does not have the right form: {quote(text)}.", hint)


def _form_of(leaf: Leaf) -> str | None:
    """How to write a text that must have a certain form; None if it need not."""
    return next((meta.description for meta in leaf.limits if meta.pattern), None)


def _rightly_formed(leaf: Leaf, text: str) -> str:
    """The start of a hint, "Did you mean ...? ", for an id, a language or a colour; empty if none is like the text."""
    for meta in leaf.limits:
        if meant_by := (meta.extra or {}).get("meant"):
            return f"Did you mean {quote(meant)}? " if (meant := meant_by(text)) else ""
    if {*_metas(Id)} <= {*leaf.limits} and as_id(text):
        return f"Did you mean {as_id(text)}? "
    if {*_metas(LanguageTag)} <= {*leaf.limits}:
        from leafletgen.content.languages import meant_tag  # Loaded late: only faulty data need it.

        return f"Did you mean {meant}? " if (meant := meant_tag(text)) else ""
    return ""


def as_id(text: str) -> str:
    """A text in the form of an id: Kent Police becomes kent-police; empty if nothing is left of it."""
    plain = normalised("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain))
