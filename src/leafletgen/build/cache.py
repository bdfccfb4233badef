"""The cache: which mask each QR symbol got, kept from build to build in the user's cache folder.

In: the folder, and masks that were newly chosen. Out: the masks known.
Why: choosing the mask is four fifths of the cost of a symbol. Only that choice is kept: the symbol itself is made anew
from its address each time, so that no damaged or foreign cache can ever lead a reader to another place. What does not
have its form exactly, or was written for another version of the encoder, is not used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from leafletgen.build.hashes import installed

MASKS_FILE = "qr-masks.json"
MOST = 20_000
"""Addresses kept at most; a cache that grew beyond is begun anew."""

Masks = dict[str, Annotated[int, Meta(ge=0, le=7)]]


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    encoder: str
    digest: str
    masks: Masks


def read_masks(folder: Path) -> dict[str, int]:
    """The masks kept; none where there is no cache, or one that cannot be trusted."""
    try:
        file = msgspec.json.decode((folder / MASKS_FILE).read_bytes(), type=_File)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}
    whole = file.encoder == installed("qrcode") and file.digest == _digest(file.masks)
    return file.masks if whole else {}


def encode_masks(masks: Mapping[str, int], new: Mapping[str, int]) -> bytes:
    """The bytes of the cache with `new` masks added."""
    kept = dict(sorted({**(masks if len(masks) + len(new) <= MOST else {}), **new}.items()))
    return msgspec.json.encode(_File(installed("qrcode"), _digest(kept), kept))


def _digest(masks: Mapping[str, int]) -> str:
    return hashlib.sha256(msgspec.json.encode([installed("qrcode"), sorted(masks.items())])).hexdigest()
