"""Pictures for a data folder: good ones, and ones that cannot be used."""

from __future__ import annotations

from pathlib import Path

from PIL import Image


def pictures(folder: Path) -> None:
    """Put pictures into a folder: good ones, 240 dots wide (20.3 mm at 300 an inch), and ones that cannot be used."""
    half = Image.new("RGBA", (240, 120), (20, 60, 160, 255))
    half.paste((0, 0, 0, 0), (120, 0, 240, 120))
    half.save(folder / "good.png")
    Image.new("LA", (240, 120), (0, 255)).save(folder / "black.png")
    Image.new("RGB", (240, 260), (20, 60, 160)).save(folder / "high.png")
    Image.new("L", (4001, 10)).save(folder / "big.png")
    Image.new("L", (240, 120), 255).save(folder / "white.png")
    Image.new("I;16", (240, 120)).save(folder / "deep.png", transparency=1)
    (folder / "damaged.png").write_bytes((folder / "good.png").read_bytes()[:-30])
    (folder / "areas.png").mkdir()
