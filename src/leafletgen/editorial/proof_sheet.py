"""The words of the sheet of a proof: which files are signed for, what changes, which contacts are checked, who signs.

In: a composed leaflet, the version before it, and the output folder. Out: a SignOff for layout/sign_off.py.
Why: a signature is for bytes. The sheet names each file whose digest it gives, and says that no other is signed for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from leafletgen.content.catalogue import Catalogue
from leafletgen.content.changes import changes
from leafletgen.content.composed import BackToBack
from leafletgen.content.leaflet import Leaflet
from leafletgen.content.printed_contacts import contacts_of
from leafletgen.content.reviews import digest_of, said_of_reviews
from leafletgen.counts import counted, part_of
from leafletgen.layout.sign_off import Group, SignOff
from leafletgen.output.folder import Folder
from leafletgen.pipeline.fingerprints import words_digest
from leafletgen.pipeline.plan import OutputFile
from leafletgen.pipeline.render import Layout

_ROLES = ("Safeguarding", "Communications", "Legal services", "Chief officer")
_WHO = {"parent": "for parents and carers", "child": "for the child"}
_SIGNING = (
    "Each role signs for this version alone, and for the files that are named here with their SHA-256: manifest.json "
    "beside a file says which it has. If the check of a contact is recorded later, the files change and so does each "
    "SHA-256: then make the proof again."
)

Words: TypeAlias = Leaflet | BackToBack
"""What a proof is made of."""


class Sheet(NamedTuple):
    """What the sheet is about: a leaflet, the version before it if there was one, and what that was, in words.

    `folder` is where the files of a build are.
    """

    catalogue: Catalogue
    leaflet: Words
    old: Words | None
    compared: str
    folder: Folder

    def words(self, file: Layout, *, unmarked: bool) -> SignOff:
        """The words of the sheet for a file; `unmarked` if no change is marked on its pages."""
        edition, variant = self.catalogue.editions[self.leaflet.edition], self.leaflet.variant
        words = self.catalogue.leaflets[variant]
        day, size = f"{edition.date.day} {edition.date:%B %Y}", file.output_file.size.upper()
        facts = (
            ("Leaflet", f"{edition.name}, {_WHO[variant]}, {counted(file.pages, 'page')} of {size}"),
            ("Version", f"{edition.version} of {day}"),
            ("File", file.name),
            ("SHA-256 of the file", _spaced(hashlib.sha256(file.write()).hexdigest())),
            ("Words of the leaflet", f"{digest_of(words)}, {said_of_reviews(words, edition)}"),
            *self._translation(),
            ("Compared with", self.compared),
        )
        groups = (self._files(file), self._changes(unmarked=unmarked), self._contacts(file.output_file))
        title = f"Proof for sign-off: {self.leaflet.title}"
        return SignOff(title, facts, groups, _SIGNING, _ROLES, edition.at)

    def _translation(self) -> Iterator[tuple[str, str]]:
        """What is known of the words of a translation: one that nobody has checked has no proof."""
        if on := self.leaflet.language_last_checked:
            yield "Translation", f"all of its words are checked, the oldest of them on {on.day} {on:%B %Y}"

    def _files(self, file: Layout) -> Group:
        heading = "Which files are signed for"
        others = tuple(self._others(file.output_file))
        if others:
            words = f"{file.name}, with the SHA-256 above, and these files of the same words beside the proof:"
            return Group(heading, words, others)
        words = (
            f"{file.name} alone. Any other file of this leaflet, such as one for the press, has another SHA-256: build "
            "it first into the folder of the proof; then it is named here."
        )
        return Group(heading, words)

    def _others(self, output_file: OutputFile) -> Iterator[str]:
        """The other files of the leaflet that a build has made of the same words and checks, each with its digest."""
        leaflet = self.leaflet
        wanted = (
            *(output_file.edition, output_file.variant, output_file.options.language, words_digest(leaflet)),
            *(leaflet.last_checked, leaflet.language_last_checked, leaflet.unchecked),
        )
        for entry in self.folder.entries.values():
            found = (
                *(entry.edition, entry.variant, entry.language, entry.words),
                *(entry.contacts_last_checked, entry.language_last_checked, entry.contacts_unchecked),
            )
            fit = entry.media == "application/pdf" and not entry.draft and not entry.outdated
            if found == wanted and fit and entry.file != output_file.name and self.folder.is_as_made(entry):
                yield f"{entry.file}: {_spaced(entry.sha256)}"

    def _changes(self, *, unmarked: bool) -> Group:
        heading = "What a reader sees change"
        if self.old is None:
            words = "This leaflet is new: there is nothing to compare it with, and all of it is marked."
            return Group(heading, words)
        pairs = zip(_parts(self.old), _parts(self.leaflet), strict=True)
        found = tuple(change for before, after in pairs for change in changes(before, after))
        if not found:
            return Group(heading, "Nothing. The version and the date may differ.")
        marks = (
            "The version before does not fit on such pages, so nothing is marked."
            if unmarked
            else "On the pages after this sheet, a bar in the margin is beside what is new. "
            "What is removed is only in this list."
        )
        return Group(heading, marks, found)

    def _contacts(self, output_file: OutputFile) -> Group:
        contacts = tuple(self._checks(output_file))
        unchecked = sum(contact.endswith("not checked") for contact in contacts)
        nouns = ("contact that it prints", "contacts that it prints")
        words = f"{counted(len(contacts), *nouns)} {'has' if len(contacts) == 1 else 'have'} been checked by a person."
        if unchecked:
            words = (
                f"{part_of(unchecked, len(contacts), nouns, 'has', 'have')} not been checked by a person. "
                "No press may print it until all are; recording the checks changes each SHA-256."
            )
        return Group("Contacts and their checks", words, contacts)

    def _checks(self, output_file: OutputFile) -> Iterator[str]:
        """Each contact that the leaflet prints, with its check."""
        edition = self.catalogue.editions[self.leaflet.edition]
        for entry in contacts_of(self.catalogue, edition, output_file.options.tags):
            if self.leaflet.variant in entry.variants:
                checked = entry.contact.checked
                state = f"checked on {checked.on} by {checked.by}: {checked.how}" if checked else "not checked"
                yield f"{entry.name}, {entry.contact.kind} {entry.text}: {state}"


def _parts(leaflet: Words) -> tuple[Leaflet, ...]:
    return (leaflet.first, leaflet.second) if isinstance(leaflet, BackToBack) else (leaflet,)


def _spaced(digest: str) -> str:
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
