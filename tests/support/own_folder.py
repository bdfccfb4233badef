"""The data folder of a force, with one edition and one service of its own: texts that a test can change."""

from __future__ import annotations

from pathlib import Path

SETTINGS = "extends: builtin\n"
EDITION = 'id: kent\nname: Kent\nforce: kent\nareas: [kent]\ndate: 2026-11-24\nversion: "1"\n'
AGENCIES = """\
agencies:
  - id: kent-families
    name: Kent Families
    status: active
    topic: wellbeing
    audience: [parent]
    coverage: [kent]
    label:
      parent: For families in Kent
    does:
      parent: Somebody who listens.
    contacts:
      - id: phone
        kind: call
        value: "023 8090 1201"
        level: own
"""


def own_folder(folder: Path, *, edition: str = "", agencies: str = AGENCIES, settings: str = SETTINGS) -> Path:
    """Write the folder; `edition` is added to the lines of the edition."""
    (folder / "editions").mkdir(parents=True, exist_ok=True)
    (folder / "settings.yaml").write_text(settings, encoding="utf-8")
    (folder / "editions" / "kent.yaml").write_text(EDITION + edition, encoding="utf-8")
    if agencies:
        (folder / "agencies.yaml").write_text(agencies, encoding="utf-8")
    return folder
