"""The colours of an edition: are its rgb and its cmyk the same colour, and can drafts have a watermark?

In: what editions change, and the places of their fields; a composed leaflet. Out: warnings.
Why: a wrong ink is seen in print alone, in thousands of copies; so `build` says it of files for the press too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leafletgen.content.catalogue import Changes
from leafletgen.content.composed import BackToBack, Composed
from leafletgen.content.rules.editions import inks_of
from leafletgen.content.schema import Places
from leafletgen.errors import Problem
from leafletgen.layout.inks import difference
from leafletgen.layout.theme import theme_of

MOST_DIFFERENT = 25
"""Where rgb and cmyk count as different colours, in CIELAB. Those of the themes that ship differ by 1 to 10; a screen
shows some pure colours that no ink can print, with differences of up to 85."""


def inks_of_another_colour(changes: Iterable[Changes | None], places: Places) -> Iterator[Problem]:
    """Warn of each colour whose two values are different colours."""
    for one in changes:
        for token, ink in inks_of(one.colours if one else None):
            rgb = [int(ink.rgb[start : start + 2], 16) / 255 for start in (0, 2, 4)]
            if difference(rgb, [int(part) / 100 for part in ink.cmyk.split()]) > MOST_DIFFERENT:
                message = (
                    f"`{token}`: printed with the inks {ink.cmyk} (`cmyk`), the colour is not that of {ink.rgb} "
                    "(`rgb`) on a screen."
                )
                hint = "Take both values from the same colour of your force’s style guide, one that inks can print."
                yield Problem("colours-differ", message, hint, places.of(ink, "cmyk"), "warning")


def without_watermark(leaflet: Composed) -> Iterator[Problem]:
    """Warn of a draft whose own colours are too pale for a watermark behind them."""
    if isinstance(leaflet, BackToBack) or not leaflet.watermark:
        return
    from leafletgen.layout.watermark import hard_to_read  # English leaflets do without it.

    for pale in hard_to_read(theme_of(leaflet.variant, leaflet.colours)):
        at = next((tint.at for tint in leaflet.colours if tint.token == pale.name), None)
        message = (
            f"{leaflet.name}: the draft has no watermark, because text in the colour `{pale.name}` is too pale for it"
        )
        yield Problem("no-watermark", message, "Make that colour darker.", at, "warning")
