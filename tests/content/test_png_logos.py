"""PNG logos: what is printed of each kind of pixel, what cannot be seen on paper, and which width fits."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from leafletgen.content.logo.drawing import Drawing, Picture
from leafletgen.content.logo.load import Pictures
from leafletgen.content.logo.visible import can_be_seen

GREY, RGB, GREY_ALPHA, RGBA = 0, 2, 4, 6


def png(depth: int, colour: int, pixels: list[tuple[int, ...]], clear: tuple[int, ...] = ()) -> bytes:
    """A picture of 300 columns for each pixel and 100 rows (PNG, 11.2), with a transparent colour if given."""
    row = 0
    samples = [sample for pixel in pixels for _ in range(300) for sample in pixel]
    for sample in samples:
        row = row << depth | sample
    data = b"\0" + row.to_bytes((depth * len(samples) + 7) // 8, "big")
    header = struct.pack(">IIBBBBB", 300 * len(pixels), 100, depth, colour, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(data * 100)), (b"IEND", b"")]
    if clear:
        parts.insert(1, (b"tRNS", b"".join(sample.to_bytes(2, "big") for sample in clear)))
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


FULL = 65535
THIRD = FULL // 3
PIXELS = [
    # what each pixel looks like on white, in grey
    (16, GREY, [(0,), (THIRD,), (2 * THIRD,), (FULL,)], (), [0, 85, 170, 255]),
    (16, GREY_ALPHA, [(0, FULL), (THIRD, FULL), (0, 0), (0, FULL // 2)], (), [0, 85, 255, 128]),
    (16, RGB, [(0, 0, 0), (THIRD, THIRD, THIRD), (FULL, FULL, FULL)], (), [0, 85, 255]),
    (16, RGBA, [(0, 0, 0, FULL), (0, 0, 0, 0), (THIRD, THIRD, THIRD, FULL)], (), [0, 255, 85]),
    (8, GREY, [(0,), (85,), (255,)], (85,), [0, 255, 255]),
    (8, RGB, [(0, 0, 0), (85, 85, 85)], (0, 0, 0), [255, 85]),
    (4, GREY, [(0,), (5,), (15,)], (5,), [0, 255, 255]),
    (4, GREY, [(0,), (5,), (15,), (10,)], (), [0, 85, 255, 170]),
    (2, GREY, [(0,), (1,), (2,), (3,)], (1,), [0, 255, 170, 255]),
    (2, GREY, [(0,), (1,), (2,), (3,)], (0,), [255, 85, 170, 255]),
    (1, GREY, [(0,), (1,)], (), [0, 255]),
    (1, GREY, [(0,), (1,), (0,), (0,)], (1,), [0, 255, 0, 0]),
]


@pytest.mark.parametrize("grey", [True, False])
@pytest.mark.parametrize(("depth", "colour", "pixels", "clear", "seen"), PIXELS)
def test_each_kind_of_pixel_prints_as_it_looks(
    depth: int,
    colour: int,
    pixels: list[tuple[int, ...]],
    clear: tuple[int, ...],
    seen: list[int],
    grey: bool,
    tmp_path: Path,
) -> None:
    (tmp_path / "a.png").write_bytes(png(depth, colour, pixels, clear))
    found = Pictures(tmp_path).read("a.png", 20, grey)
    assert isinstance(found, Picture)
    step = 300 * (1 if grey else 3)
    assert [*found.dots[150 : found.width * (1 if grey else 3) : step]] == pytest.approx(seen, abs=1)


@pytest.mark.parametrize(
    ("colour", "pixels", "clear"),
    [
        (GREY, [(0,), (THIRD,)], (THIRD,)),
        (GREY, [(0,), (FULL,)], (FULL,)),
        (RGB, [(0, 0, 0), (0x1234, 0, 0)], (0x1234, 0, 0)),
    ],
)
def test_a_transparent_colour_of_16_bits_is_refused(
    colour: int, pixels: list[tuple[int, ...]], clear: tuple[int, ...], tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(png(16, colour, pixels, clear))
    found = Pictures(tmp_path).read("a.png", 20, grey=False)
    assert isinstance(found, tuple)
    assert [fault.code for fault in found] == ["logo-depth"]


@pytest.mark.parametrize("palette", [b"", bytes(3), bytes(6), bytes(9)])
def test_a_colour_that_the_palette_lacks_is_refused(palette: bytes, tmp_path: Path) -> None:
    data = png(8, 3, [(0,), (1,), (2,), (3,)])
    if palette:
        chunk = struct.pack(">I", len(palette)) + b"PLTE" + palette
        data = data[:33] + chunk + struct.pack(">I", zlib.crc32(b"PLTE" + palette)) + data[33:]
    (tmp_path / "a.png").write_bytes(data)
    found = Pictures(tmp_path).read("a.png", 20, grey=False)
    assert isinstance(found, tuple)
    assert [fault.code for fault in found] == ["logo-damaged"]


@pytest.mark.parametrize("kind", ["JPEG", "GIF", "BMP", "TIFF", "WEBP", "PDF"])
def test_another_kind_of_picture_that_is_called_png_is_named(kind: str, tmp_path: Path) -> None:
    Image.new("RGB", (300, 100)).save(tmp_path / "a", kind)
    (tmp_path / "a").rename(tmp_path / "a.png")
    found = Pictures(tmp_path).read("a.png", 20, grey=False)
    assert isinstance(found, tuple)
    assert [(fault.code, "no PNG picture" in fault.message) for fault in found] == [("logo-kind", True)]


def image(mode: str, colour: object, part: float = 1.0) -> bytes:
    """A picture of 300 by 100 pixels in one colour; only `part` of its columns have it, the others are clear."""
    whole = Image.new("RGBA", (300, 100), (255, 255, 255, 0))
    whole.paste(Image.new(mode, (round(300 * part), 100), colour).convert("RGBA"))  # type: ignore[arg-type]
    out = io.BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()


def drawing(body: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40">{body}</svg>'.encode()


UNSEEN = {
    "white.png": image("RGB", "white"),
    "clear.png": image("RGBA", (0, 0, 0, 0)),
    "white on clear.png": image("RGBA", (255, 255, 255, 255), 0.5),
    "nearly white.png": image("RGB", (250, 250, 250)),
    "pale yellow.png": image("RGB", (255, 255, 210)),
    "nearly clear.png": image("RGBA", (0, 0, 0, 8)),
    "a speck.png": image("RGB", "black", 0.003),
    "white of 16 bits.png": png(16, GREY, [(FULL,), (FULL,)]),
    "white.svg": drawing('<rect width="90" height="40" fill="#fff"/>'),
    "white lines.svg": drawing('<path d="M5 5H95V35z" fill="none" stroke="white" stroke-width="2"/>'),
    "white letters on white.svg": drawing('<rect width="100" height="40" fill="#fff"/><circle r="9" fill="#fefefe"/>'),
    "black under white.svg": drawing(
        '<rect x="10" width="50" height="30"/><rect width="100" height="40" fill="#fff"/>'
    ),
    "outside the view.svg": drawing('<rect x="200" width="50" height="30"/>'),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_a_logo_of_which_nothing_is_seen_on_paper_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(UNSEEN[name])
    found = Pictures(tmp_path).read(name, 20, grey=False)
    assert isinstance(found, tuple)
    assert [fault.code for fault in found] == ["logo-unseen"]
    assert "dark version" in found[0].hint


SEEN = {
    "grey.png": image("RGB", (200, 200, 200)),
    "a line.png": image("RGB", "black", 0.01),
    "black.svg": drawing('<rect width="90" height="40"/>'),
    "hairlines.svg": drawing('<rect x="2" y="2" width="96" height="36" fill="none" stroke="#000" stroke-width=".5"/>'),
    "white letters on blue.svg": drawing('<rect width="100" height="40" fill="#00f"/><circle r="30" fill="#fff"/>'),
    "a white ring over black.svg": drawing(
        '<circle cx="50" cy="20" r="8"/><path fill="#fff" d="M0 0H100V40H0zM30 5V35H70V5z"/>'
    ),
    "a white even-odd ring.svg": drawing(
        '<circle cx="50" cy="20" r="8"/><path fill="#fff" fill-rule="evenodd" d="M0 0H100V40H0zM30 5H70V35H30z"/>'
    ),
    "curves.svg": drawing('<path d="M10 20C10 0 90 0 90 20S10 40 10 20z"/>'),
}


@pytest.mark.parametrize("name", SEEN)
def test_a_logo_that_is_seen_is_not(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(SEEN[name])
    found = Pictures(tmp_path).read(name, 20, grey=False)
    assert isinstance(found, Picture | Drawing)
    assert can_be_seen(found)


@pytest.mark.parametrize(
    ("size", "width_mm", "hint"),
    [
        ((240, 100), 30, "at most 20 mm wide: `width_mm: 20`"),
        ((118, 50), 30, "Export it larger."),
        ((119, 50), 30, "at most 10 mm wide: `width_mm: 10`"),
        ((600, 600), 30, "at most 20 mm wide: `width_mm: 20`"),
        ((600, 1200), 30, "at most 10 mm wide: `width_mm: 10`"),
        ((600, 1300), 30, "Use a wider version of the logo."),
        ((900, 700), 60, "at most 25 mm wide: `width_mm: 25`"),
    ],
)
def test_the_hint_says_which_width_fits(size: tuple[int, int], width_mm: int, hint: str, tmp_path: Path) -> None:
    Image.new("L", size).save(tmp_path / "a.png")
    found = Pictures(tmp_path).read("a.png", width_mm, grey=True)
    assert isinstance(found, tuple)
    assert hint in found[0].hint
    wide = [int(word) for word in hint.replace("`", "").split() if word.isdigit()][-1:]
    assert all(isinstance(Pictures(tmp_path).read("a.png", width, grey=True), Picture) for width in wide)
