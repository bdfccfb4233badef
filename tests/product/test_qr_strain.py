"""QR codes under strain: out of focus, turned and on tilted paper, all are read; a stain spares as many as at level M.

The pictures are those of tools/strain_qr_codes.py, which prints the shares: each QR code of the shipped editions, drawn
at 300 dots an inch at the smallest size that it is printed at.
"""

from __future__ import annotations

import pytest

from leafletgen.layout.display_list import QrCode
from tests.support.expected import BOTH, EDITIONS, Expected
from tools.strain_qr_codes import PLACES, STRAINS, at_level_m, drawn, printed_codes, reads, share_read


@pytest.fixture(scope="module")
def codes() -> dict[str, QrCode]:
    """The QR codes of all shipped editions, by their addresses."""
    return printed_codes()


def test_the_qr_codes_are_those_of_all_addresses_in_the_data(codes: dict[str, QrCode]) -> None:
    wanted = [Expected(edition, variant) for edition in EDITIONS for variant in BOTH]
    opened = {uri for leaflet in wanted for place in leaflet.places for uri in place.opens}
    opened |= {leaflet.version["opens"] for leaflet in wanted if "opens" in leaflet.version}
    assert set(codes) == opened


@pytest.mark.parametrize("strain", STRAINS)
def test_every_qr_code_is_read(strain: str, codes: dict[str, QrCode]) -> None:
    unread = [
        address for address, code in codes.items() if not reads(STRAINS[strain](drawn(code.matrix, code.side)), address)
    ]
    assert unread == []


def test_a_stain_spares_at_least_the_share_of_level_m(codes: dict[str, QrCode]) -> None:
    assert len(PLACES) == 20
    better = 0
    for address, code in codes.items():
        printed, level_m = (share_read(matrix, code.side, address) for matrix in (code.matrix, at_level_m(address)))
        assert printed >= level_m, address
        better += printed > level_m
    assert better > 0
