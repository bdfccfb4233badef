"""Write JSON Schemas of the data files, with which text editors complete and check them.

In: a folder. Out: a schema file for each kind of data file.
"""

from __future__ import annotations

import json
from pathlib import Path

from leafletgen.content.json_schema import FILES, json_schema
from leafletgen.output.atomic import publish
from leafletgen.output.lock import tidied
from leafletgen.report import Report


def write_schemas(folder: Path, option: str = "--output-dir") -> Report:
    """Write the JSON Schema of each kind of data file. `option` is what a WriteError refers to."""
    written = []
    with tidied(folder, option=option) as without_locks:
        for name, kind in FILES.items():
            path = folder / f"{name}.json"
            publish((json.dumps(json_schema(kind), indent=2, ensure_ascii=False) + "\n").encode(), path, option=option)
            written.append(path)
    return Report(files=tuple(written), warnings=without_locks)
