"""Where the checkout and the source of the program lie."""

from __future__ import annotations

from pathlib import Path

import leafletgen

PROJECT = Path(__file__).resolve().parents[2]
"""The root of the checkout."""

SOURCE = Path(leafletgen.__file__).resolve().parents[1]
"""The folder that the program is imported from: what PYTHONPATH names for a process of its own."""
