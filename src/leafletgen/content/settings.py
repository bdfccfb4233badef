"""The file settings.yaml, checked and typed: what a data folder extends, which files are made of it, and its web pages.

In: nothing; check.py makes these records. Out: what the plan of a build and a site reads.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from leafletgen.content.output_options import Booklet, Draft, Fillable, LargePrint, Marks, Mono, Profile, Standard
from leafletgen.content.records import Address, Id, Prose, Record, Size, Variant


class BuildRow(Record, frozen=True, kw_only=True):
    """One kind of files that `leafletgen build` makes; what is not said means all, or the office profile."""

    editions: Annotated[tuple[Id, ...] | None, Meta(min_length=1, description="Only these editions.")] = None
    variants: Annotated[tuple[Variant, ...] | None, Meta(min_length=1, description="Only these variants.")] = None
    sizes: Annotated[tuple[Size, ...] | None, Meta(min_length=1, description="Only these sizes.")] = None
    large_print: LargePrint = False
    mono: Mono = False
    booklet: Booklet = False
    fillable: Fillable = False
    profile: Profile = "office"
    standard: Standard = "x4"
    marks: Marks = False
    draft: Draft = False


class SiteSettings(Record, frozen=True, kw_only=True):
    """The web pages that `leafletgen site` makes, and the files that they offer."""

    exit: Annotated[
        Address, Meta(description="Where the button leads that leaves a page at once: a page that tells nothing.")
    ] = "https://www.bbc.co.uk/weather"
    exit_note: Annotated[Prose | None, Meta(description="What is said of that button, in place of our own words.")] = (
        None
    )
    accessibility_statement: Annotated[
        Address | None, Meta(description="The page with your accessibility statement, which the law asks for.")
    ] = None
    search: Annotated[
        bool, Meta(description="True to let search engines list a page once all its contacts have been checked.")
    ] = False
    build: Annotated[
        tuple[BuildRow, ...] | None,
        Meta(min_length=1, description="The files that the site offers; else A4, A5, booklet, large, mono, fillable."),
    ] = None


class Settings(Record, frozen=True, kw_only=True):
    """The file settings.yaml: what holds for the whole data folder."""

    extends: Annotated[
        str | None,
        Meta(description="The data below this folder: builtin (those that ship with leafletgen), or another folder."),
    ] = None
    build: Annotated[
        tuple[BuildRow, ...] | None,
        Meta(min_length=1, description="What `leafletgen build` makes: office files of all, where nothing is said."),
    ] = None
    site: Annotated[SiteSettings | None, Meta(description="What holds for `leafletgen site`.")] = None
    fonts: Annotated[
        str | None,
        Meta(
            min_length=1,
            description="A folder with faces that do not ship with leafletgen: NotoSansSC-Regular.ttf and "
            "NotoSansSC-Bold.ttf, for Chinese.",
        ),
    ] = None
